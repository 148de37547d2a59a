"""Handing in: what leaves the PC is shown from the written file, and then saved as shown."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from assessments.workbooks.contents import leaving_strings
from desktop.desk import Visit
from tests.desktop.offices import HUND, ONLINE, answer_all
from tests.desktop.sitting import CTRL

SECRET = "Frau Beispiel hat das zugesagt"
NAME = "Selbstcheck_Bürgerservice_2--Erhebung-2026_2026-11-24.xlsx"


@pytest.fixture
def handing_in(sitting, workspace):
    answer_all(workspace, HUND, ONLINE)
    workspace.annotate(HUND, "O7", SECRET, "")
    workspace.finish(HUND, finished=True)
    sitting.press(Qt.Key.Key_E, CTRL)
    return sitting


def saved(sitting):
    return sitting.folders.documents / NAME


def test_the_panel_counts_the_rows_of_the_written_file(handing_in):
    words = handing_in.words()
    assert "Genau diese Zeilen stehen in der Datei." in words
    handing_in.enter()
    for sheet in leaving_strings(saved(handing_in)).sheets:
        assert f"{sheet.name}\n{sheet.count}" in words
    assert "Ihre Notiz" in words
    assert "Namen von Personen" in words


def test_notes_leave_only_when_chosen(handing_in):
    handing_in.enter()
    assert SECRET not in leaving_strings(saved(handing_in)).texts
    handing_in.press(Qt.Key.Key_1, CTRL)
    handing_in.press(Qt.Key.Key_E, CTRL)
    handing_in.page._notes.setChecked(True)
    assert "Ihre Notiz" not in handing_in.words()
    handing_in.prompts.will("ask", "replace")
    handing_in.enter()
    assert SECRET in leaving_strings(saved(handing_in)).texts


def test_each_hand_in_has_the_next_number(handing_in, workspace):
    handing_in.enter()
    handing_in.press(Qt.Key.Key_E, CTRL)
    handing_in.prompts.will("ask", "replace")
    handing_in.enter()
    assert [e.number for e in workspace.state.data.exports] == [1, 2]


def test_a_file_of_today_is_not_replaced_unasked(handing_in, workspace):
    saved(handing_in).parent.mkdir()
    saved(handing_in).write_bytes(b"von heute frueh")
    handing_in.prompts.will("ask", "stay")
    handing_in.enter()
    assert saved(handing_in).read_bytes() == b"von heute frueh"
    assert workspace.state.data.exports == ()


def test_a_folder_that_refuses_is_said_and_another_one_works(handing_in, workspace, tmp_path):
    handing_in.folders.documents.write_bytes(b"")
    handing_in.enter()
    assert "Fehler:" in handing_in.words()
    assert "Anderen Ordner wählen …" in handing_in.words()
    assert workspace.state.data.exports == ()
    other = tmp_path / "anderswo"
    handing_in.prompts.will("folder", other)
    handing_in.page._notice.wanted.emit(0)
    handing_in.page.go_on.click()
    assert (other / NAME).is_file()
    assert handing_in.preferences.now.hand_in_folder == str(other)


def test_afterwards_one_can_open_the_folder_and_copy_path_and_mail(handing_in):
    handing_in.enter()
    clipboard = QGuiApplication.clipboard()
    handing_in.page._notice.wanted.emit(0)
    handing_in.page._notice.wanted.emit(1)
    assert clipboard.text() == str(saved(handing_in))
    handing_in.page._notice.wanted.emit(2)
    assert "Fachdienst: Bürgerservice" in clipboard.text()
    assert NAME in clipboard.text()
    assert handing_in.revealed == [saved(handing_in)]


def test_open_questions_are_told_and_do_not_stop_anybody(handing_in, workspace):
    workspace.answer(HUND, {"O7": None})
    handing_in.page.render()
    assert "3 Fragen offen. Sie können trotzdem abgeben." in handing_in.words()


def test_every_row_can_be_read_before_it_leaves(handing_in):
    handing_in.page._panel.rows_wanted.emit()
    assert handing_in.page.id == "leaving"
    page = handing_in.page
    shown = set()
    for choice in page._sheets.choices:
        page._sheets.combo.setCurrentText(choice.text)
        shown |= {page._model.row(n)[1] for n in range(page._model.rowCount())}
    assert any("Hundesteuer – Anmeldung" in row for row in shown)
    assert any("selbstcheck-austausch" in row for row in shown)
    assert not any(SECRET in row for row in shown)


def test_later_changes_are_told_at_the_start(handing_in, workspace):
    handing_in.enter()
    handing_in.enter()
    assert "Seit der Abgabe" not in handing_in.words()
    workspace.answer(HUND, {"O4": "teilweise"})
    assert "Seit der Abgabe haben Sie 1 Angabe geändert." in handing_in.words()
    handing_in.session.go(Visit("home"))
    assert "Erneut abgeben" in handing_in.words()
