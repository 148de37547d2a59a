"""From file to file: what cannot be opened has a way out, what is not saved is asked about."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication

from assessments.storage import open_store
from desktop.desk import Visit
from desktop.workspace import Workspace
from tests.desktop.offices import ABMELDUNG, HUND, Clock, make_file
from tests.desktop.sitting import Sitting


@pytest.fixture
def sitting(qtbot, tmp_path):
    made = Sitting(tmp_path / "tisch")
    made.window.show()
    qtbot.waitExposed(made.window)
    yield made
    if isinstance(made.session.file, Workspace):
        made.session.file.saving.forget()
    made.close()
    assert made.prompts.is_done()


@pytest.fixture
def path(tmp_path):
    return make_file(tmp_path / "steuern.selbstcheck", Clock())


def damage(path):
    """Overwrite the middle of a file."""
    content = bytearray(path.read_bytes())
    content[4096:8192] = b"x" * 4096
    path.write_bytes(bytes(content))


def test_the_file_of_the_last_time_opens_by_itself(sitting, path):
    sitting.session.open(path)
    assert sitting.page.id == "home"
    assert sitting.preferences.now.last_file == str(path)
    sitting.session.start()
    assert sitting.session.file.path == path


def test_the_first_start_asks(sitting):
    sitting.session.start()
    assert sitting.page.id == "welcome"


def test_a_damaged_file_is_recovered_from_its_backup(sitting, path, tmp_path):
    with open_store(path, Clock()()) as store:
        store.backup(Clock()())
    damage(path)
    sitting.prompts.will("ask", "backup")
    sitting.session.open(path)
    assert "lässt sich nicht öffnen" in sitting.prompts.asked[0].text
    assert len(sitting.session.file.state.services) == 3
    assert sitting.session.file.path == path
    assert list(tmp_path.glob("*beschaedigt*"))


def test_without_a_backup_one_can_begin_anew_or_quit(sitting, path):
    damage(path)
    sitting.prompts.will("ask", "new")
    sitting.session.open(path)
    assert sitting.page.id == "welcome"
    sitting.prompts.will("ask", "quit")
    sitting.session.open(path)
    assert sitting.has_quit


def test_a_busy_file_says_who_has_it_and_is_tried_again(sitting, path):
    holder = open_store(path, Clock()())
    sitting.prompts.will("ask", "retry")
    sitting.prompts.will("ask", "new")
    sitting.session.open(path)
    assert "schon in einem anderen Fenster geöffnet" in sitting.prompts.asked[0].text
    holder.close()


def test_what_is_no_file_of_ours_says_so_and_another_one_opens(sitting, path, tmp_path):
    foreign = tmp_path / "brief.selbstcheck"
    foreign.write_text("Sehr geehrte Damen und Herren", encoding="utf-8")
    sitting.prompts.will("ask", "other")
    sitting.prompts.will("file", path)
    sitting.session.open(foreign)
    assert sitting.session.file.path == path


def test_a_file_that_is_gone_is_said(sitting, tmp_path):
    sitting.prompts.will("ask", "new")
    sitting.session.open(tmp_path / "fort.selbstcheck")
    assert "gibt es nicht" in sitting.prompts.asked[0].text


def test_unsaved_answers_keep_the_window_open_if_one_wants(sitting, path):
    sitting.session.open(path)
    workspace = sitting.session.file
    workspace._store.db.execute("PRAGMA query_only = ON")
    workspace.answer(HUND, {"O1": "allein"})
    sitting.prompts.will("ask", "stay")
    event = QCloseEvent()
    QApplication.sendEvent(sitting.window, event)
    assert not event.isAccepted()
    assert sitting.session.file is workspace
    workspace._store.db.execute("PRAGMA query_only = OFF")


def test_unsaved_answers_can_go_to_another_folder_while_closing(sitting, path, tmp_path):
    sitting.session.open(path)
    workspace = sitting.session.file
    workspace._store.db.execute("PRAGMA query_only = ON")
    workspace.answer(HUND, {"O1": "allein"})
    other = tmp_path / "anderswo"
    other.mkdir()
    sitting.prompts.will("ask", "elsewhere")
    sitting.prompts.will("folder", other)
    assert sitting.session.may_close()
    (moved,) = other.glob("*.selbstcheck")
    assert sitting.preferences.now.last_file == str(moved)
    sitting.session.open(moved)
    assert sitting.session.file.state.assessments[HUND].values() == {"O1": "allein"}


def test_a_step_back_that_takes_the_subject_away_leads_home(sitting, path):
    sitting.session.open(path)
    workspace = sitting.session.file
    workspace.unchoose([ABMELDUNG], "entfernt")
    workspace.undo()
    workspace.undo()
    sitting.session.open(path)
    sitting.session.step(back=False)
    sitting.session.go(Visit("answering", ABMELDUNG))
    sitting.session.step(back=True)
    assert sitting.page.id == "home"


def test_where_the_window_stood_is_remembered(sitting, path):
    sitting.session.open(path)
    sitting.window.close()
    assert sitting.preferences.now.geometry
