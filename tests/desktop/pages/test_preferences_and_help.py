"""Settings apply at once; help is one key away."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.pages.help import topic_file
from desktop.places import DEPARTMENT, START, ZPPM
from desktop.settings import Settings, Theme, load
from tests.desktop.sitting import CTRL, SHIFT


def open_preferences(sitting):
    sitting.window.wanted.emit("preferences")
    return sitting.page


def test_a_theme_applies_and_is_kept(sitting):
    open_preferences(sitting)
    sitting.type("3")
    assert sitting.preferences.now.theme is Theme.DARK
    assert load(sitting.folders.settings).theme is Theme.DARK


def test_filling_in_can_be_changed(sitting):
    page = open_preferences(sitting)
    page._views.options[1].setChecked(True)
    page._digit.setChecked(True)
    now = sitting.preferences.now
    assert (now.one_by_one, now.digit_goes_on) == (False, True)


def test_the_defaults_come_back_and_can_be_undone(sitting):
    open_preferences(sitting)
    sitting.type("3")
    sitting.page._reset()
    assert sitting.preferences.now.theme is Theme.SYSTEM
    assert "Auf Standard zurückgesetzt." in sitting.words()
    sitting.page._undo.wanted.emit(0)
    assert sitting.preferences.now.theme is Theme.DARK
    assert sitting.preferences.now.last_file == str(sitting.session.file.path)


def test_where_the_file_lies_and_its_backups_are_told(sitting, workspace, tmp_path):
    page = open_preferences(sitting)
    assert str(workspace.path) in sitting.words()
    assert "Noch keine Sicherung" in sitting.words()
    workspace._store.backup(sitting.clock())
    page.render()
    assert "1 Sicherung, die letzte vom 24.11.2026, 14:32 Uhr" in sitting.words()


def test_a_backup_opens_beside_the_file(sitting, workspace):
    path = workspace.path
    backup = workspace._store.backup(sitting.clock())
    workspace.answer("hundesteuer-anmeldung", {"O1": "allein"})
    open_preferences(sitting)
    sitting.prompts.will("ask", "open")
    sitting.prompts.will("file", backup)
    sitting.page._open_backup()
    opened = sitting.session.file
    assert opened.path.parent == path.parent
    assert opened.path not in (path, backup)
    assert opened.state.assessments["hundesteuer-anmeldung"].values() == {}
    assert path.is_file()


def test_text_grows_and_shrinks_with_keys(sitting):
    sitting.press(Qt.Key.Key_Plus, CTRL, times=2)
    assert sitting.preferences.now.text_size == 125
    sitting.press(Qt.Key.Key_Minus, CTRL)
    assert sitting.preferences.now.text_size == 110
    sitting.press(Qt.Key.Key_0, CTRL)
    assert sitting.preferences.now.text_size == Settings().text_size


def test_f1_explains_the_page_and_esc_leads_back(sitting, qtbot):
    sitting.press(Qt.Key.Key_F1)
    qtbot.waitUntil(lambda: sitting.page.id == "help")
    assert sitting.page.title() == "Hilfe: Die Startseite"
    sitting.press(Qt.Key.Key_Escape)
    assert sitting.page.id == "home"


def test_shift_f1_lists_the_keys(sitting):
    sitting.press(Qt.Key.Key_F1, SHIFT)
    assert sitting.page.title() == "Hilfe: Tasten"
    assert "Strg+Z" in sitting.page._view.toPlainText()


def test_every_page_has_its_help():
    own = {*START, *DEPARTMENT, *ZPPM} - {"help", "leaving", "own_service", "own_services"}
    assert {page for page in own if topic_file(page).stem != page} == set()


def test_ctrl_s_says_that_all_is_saved(sitting, ear):
    sitting.press(Qt.Key.Key_S, CTRL)
    assert ear.urgent == ["Alles ist gespeichert. Das geschieht nach jeder Antwort von selbst."]
