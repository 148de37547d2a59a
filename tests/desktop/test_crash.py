"""A mistake of ours is told with place and number, and without a word of what was typed."""

from __future__ import annotations

import logging
import sys
import threading

import pytest
from PySide6.QtCore import QtMsgType

from assessments.model import slug
from desktop.crash import CrashWatch, crash_of, log, qt_message, write_log

SECRET = "Frau Beispiel, Wohngeld abgelehnt"


def caught(act):
    try:
        act()
    except Exception as error:  # noqa: BLE001
        return type(error), error, error.__traceback__
    raise AssertionError("nothing was raised")


def stumble():
    raise KeyError(SECRET)


def stumble_inside_our_code():
    slug(None)


@pytest.fixture
def hooks():
    kept = sys.excepthook, threading.excepthook, sys.unraisablehook, list(log.handlers)
    yield
    sys.excepthook, threading.excepthook, sys.unraisablehook = kept[:3]
    for handler in set(log.handlers) - set(kept[3]):
        handler.close()
        log.removeHandler(handler)


def test_the_report_names_kind_and_place_but_no_answer_and_no_folder(tmp_path):
    kind, _, trace = caught(stumble)
    report = crash_of(kind, trace).text
    assert "KeyError" in report
    assert "test_crash.py" in report
    assert SECRET not in report
    assert "/home" not in report
    assert str(tmp_path.anchor + "work") not in report


def test_our_own_places_are_named_from_the_package_on():
    kind, _, trace = caught(stumble_inside_our_code)
    assert "assessments/model.py" in crash_of(kind, trace).text


def test_the_same_mistake_has_the_same_number():
    numbers = {crash_of(*caught(stumble)[::2]).number for _ in range(2)}
    assert len(numbers) == 1
    assert numbers != {crash_of(*caught(stumble_inside_our_code)[::2]).number}


def test_a_caught_mistake_is_shown_and_logged(hooks, tmp_path):
    write_log(tmp_path / "protokoll")
    watch, shown = CrashWatch(), []
    watch.show = shown.append
    watch.caught(*caught(stumble))
    written = (tmp_path / "protokoll" / "meldungen.log").read_text(encoding="utf-8")
    assert shown[0].text in written
    assert SECRET not in written


def test_a_mistake_while_showing_one_is_only_logged(hooks):
    watch, shown = CrashWatch(), []

    def show(crash):
        shown.append(crash)
        watch.caught(*caught(stumble_inside_our_code))

    watch.show = show
    watch.caught(*caught(stumble))
    watch.caught(*caught(stumble))
    assert len(shown) == 2


def test_before_there_is_a_window_the_report_goes_to_the_terminal(hooks, capsys):
    CrashWatch().caught(*caught(stumble))
    assert "KeyError" in capsys.readouterr().err


class Lines(logging.Handler):
    def __init__(self):
        super().__init__()
        self.seen = []

    def emit(self, record):
        self.seen.append(record.getMessage())


@pytest.fixture
def lines(hooks):
    handler = Lines()
    log.addHandler(handler)
    return handler.seen


def test_a_thread_that_stumbles_is_logged(lines, qtlog):
    CrashWatch().install()
    thread = threading.Thread(target=stumble)
    thread.start()
    thread.join()
    assert "KeyError" in lines[0]
    assert SECRET not in lines[0]


def test_words_of_qt_are_logged_from_warnings_upwards(lines):
    qt_message(QtMsgType.QtDebugMsg, None, "leise")
    qt_message(QtMsgType.QtWarningMsg, None, "laut")
    assert lines == ["Qt: laut"]


def test_a_folder_that_cannot_be_written_is_no_reason_to_stop(hooks, tmp_path):
    (tmp_path / "datei").write_text("", encoding="utf-8")
    write_log(tmp_path / "datei" / "unterordner")
    log.warning("wohin auch immer")
