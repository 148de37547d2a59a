"""Starting: the frame first, the rest after it; German everywhere."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QDialogButtonBox

from desktop import translation

ROOT = Path(__file__).resolve().parents[2]

AT_FIRST_PAINT = """
import sys
from desktop import application

def look(parts, watch):
    heavy = ("sqlite_utils", "sqlite3", "openpyxl", "matplotlib", "python_calamine",
             "questionnaires.catalogue", "assessments.storage", "desktop.workspace")
    print("loaded:", [name for name in heavy if name in sys.modules])
    print("visible:", parts.window.isVisible(), "place:", parts.window.windowTitle())
    parts.application.quit()

sys.exit(application.open_window(look))
"""

WHOLE_START = """
import sys
from desktop import application

def begin(parts, watch):
    session = application.begin_session(parts, watch)
    print("page:", parts.window.page.id)
    parts.window.close()
    parts.application.quit()

sys.exit(application.open_window(begin))
"""


def start(code, home):
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
    }
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def test_the_frame_is_painted_before_anything_heavy_is_loaded(tmp_path):
    done = start(AT_FIRST_PAINT, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "loaded: []" in done.stdout
    assert "visible: True place: Selbstcheck Digitale Verwaltung" in done.stdout


def test_a_whole_start_shows_the_first_page_and_ends_cleanly(tmp_path):
    done = start(WHOLE_START, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "page: welcome" in done.stdout
    assert "Traceback" not in done.stderr
    assert (tmp_path / "config" / "Selbstcheck" / "einstellungen.ini").is_file()


@pytest.fixture
def german(qapp):
    before = QLocale()
    assert translation.install(qapp)
    yield
    QLocale.setDefault(before)


def test_qts_own_words_are_german(german, qtbot):
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"
    box = QDialogButtonBox(
        QDialogButtonBox.StandardButton.Cancel | QDialogButtonBox.StandardButton.Save
    )
    qtbot.addWidget(box)
    words = {button.text().replace("&", "") for button in box.buttons()}
    assert words == {"Abbrechen", "Speichern"}


def test_numbers_and_dates_are_german(german):
    assert QLocale().toString(1234.5, "f", 1) == "1.234,5"
