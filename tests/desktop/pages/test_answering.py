"""Questions one by one: keys, notes, levels, and what happens when the disk refuses."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from desktop.desk import Visit
from desktop.widgets.fields import LineEdit
from tests.desktop.offices import ABMELDUNG, HUND, ONLINE, PAPER, answer_all
from tests.desktop.sitting import ALT, CTRL


@pytest.fixture
def page(sitting):
    def go(question="", subject=HUND, **rest):
        sitting.session.go(Visit("answering", subject, question, **rest))
        return sitting.page

    return go


def values(workspace, subject=HUND):
    return workspace.state.assessments[subject].values()


def error_of(sitting, field):
    """What is said at a field."""
    return sitting.page._card.controls[field].line.error()


def test_a_digit_answers_and_enter_goes_on(sitting, workspace, page):
    page()
    assert sitting.page.title() == "Frage 1 von 1 – Hundesteuer – Anmeldung"
    sitting.type("1")
    assert values(workspace) == {"O1": "allein"}
    assert "Frage 1 von 2" in sitting.words()
    sitting.enter()
    assert "Richtet sich die Leistung an Menschen" in sitting.words()


def test_the_arrows_change_the_answer_and_never_the_page(sitting, workspace, page):
    page()
    sitting.type("1")
    sitting.press(Qt.Key.Key_Down)
    assert values(workspace) == {"O1": "gemeinsam"}
    assert sitting.page.title().startswith("Frage 1 von 2")


def test_digits_in_the_note_stay_text(sitting, workspace, page):
    page()
    sitting.type("1")
    while not isinstance(sitting.focus(), LineEdit):
        sitting.press(Qt.Key.Key_Tab)
    sitting.type("2026")
    sitting.press(Qt.Key.Key_Return, CTRL)
    assert values(workspace) == {"O1": "allein"}
    assert workspace.state.assessments[HUND].evidence == {"O1": "2026"}
    assert sitting.page.title().startswith("Frage 2 von 2")


def test_going_on_without_an_answer_leaves_the_question_open(sitting, workspace, page):
    answer_all(workspace, HUND, PAPER)
    workspace.answer(HUND, {"O4": None})
    page("O4")
    sitting.enter()
    assert "O4" not in values(workspace)
    assert sitting.page.title().startswith("Frage 5 von 5")


def test_alt_left_goes_back_and_answers_survive(sitting, workspace, page):
    answer_all(workspace, HUND, PAPER)
    page("O3")
    sitting.press(Qt.Key.Key_Left, ALT)
    assert sitting.page.title().startswith("Frage 2 von 5")
    assert values(workspace) == PAPER
    sitting.press(Qt.Key.Key_Left, ALT, times=2)
    assert sitting.page.id == "own_services"


def test_after_the_last_question_the_answers_are_checked(sitting, workspace, page):
    answer_all(workspace, HUND, PAPER)
    page("O5")
    sitting.enter()
    assert sitting.page.id == "checking"


def test_a_digit_may_go_on_at_once_if_one_wants_that(sitting, workspace, page):
    now = sitting.preferences.now
    sitting.preferences.change(replace(now, digit_goes_on=True))
    page()
    for digit in "111":
        sitting.type(digit)
    assert values(workspace) == {"O1": "allein", "O2": "aussen", "O3": "antrag"}
    assert sitting.page.title().startswith("Frage 4 von 5")


def test_the_panel_follows_and_a_level_is_announced(sitting, workspace, page, ear):
    answer_all(workspace, HUND, {**ONLINE, "O6": "test"})
    page("O6")
    assert "Stufe 1 von 4" in sitting.words()
    assert "Nach Freischaltung: Stufe 2" in sitting.words()
    ear.heard.clear()
    sitting.type("1")
    assert "Stufe 2 von 4" in sitting.words()
    assert "Steht fest." in sitting.words()
    assert "Für Stufe 3 fehlt noch" in sitting.words()
    assert "Stufe 2 erreicht." in ear.heard


def test_what_is_missing_names_its_owner_and_leads_to_its_question(sitting, workspace, page):
    answer_all(workspace, HUND, ONLINE)
    page("O4")
    assert "Finanzministerium/Land, nicht durch die Stadt lösbar" in sitting.words()
    sitting.page.side.wanted.emit("O17")
    sitting.press(Qt.Key.Key_Shift)
    assert "rechtsverbindlich digital zustellen" in sitting.words()


def test_open_answers_make_a_level_provisional(sitting, workspace, page):
    answer_all(workspace, HUND, {**ONLINE, "O7": "weiss_nicht", "O17": "ja"})
    page("O7")
    assert "Vorläufig. Möglich ist Stufe 4. 1 Frage ist noch offen." in sitting.words()


def test_a_date_beside_an_answer_is_asked_and_kept(sitting, workspace, page):
    answer_all(workspace, HUND, {**ONLINE, "O6.seit": None})
    page("O6")
    sitting.press(Qt.Key.Key_Tab)
    assert isinstance(sitting.focus(), LineEdit)
    sitting.type("1.3.2026")
    sitting.enter()
    assert values(workspace)["O6.seit"] == "2026-03-01"


def test_a_number_that_cannot_be_is_refused_with_words_and_not_kept(sitting, workspace, page):
    answer_all(workspace, HUND, {**ONLINE, "F2": 100})
    page("F3")
    assert sitting.page.title().startswith("Freiwillige Frage")
    sitting.type("200")
    sitting.enter()
    assert "F3" not in values(workspace)
    assert sitting.page.title().startswith("Freiwillige Frage")
    assert "Anträge" in sitting.words()
    assert error_of(sitting, "F3").startswith("„Davon online“ ist mit 200 größer als")
    assert "F2" not in error_of(sitting, "F3")
    sitting.press(Qt.Key.Key_Backspace)
    sitting.enter()
    assert values(workspace)["F3"] == 20


def test_an_answer_that_cannot_be_written_stays_and_is_said(sitting, workspace, page, ear):
    page()
    workspace._store.db.execute("PRAGMA query_only = ON")
    sitting.type("1")
    assert values(workspace) == {"O1": "allein"}
    words = sitting.words()
    assert "Ihre letzte Antwort ist noch nicht gespeichert." in words
    assert "Diese Antwort ist noch nicht gespeichert." in words
    assert "Jetzt erneut versuchen" in words
    assert sitting.window.status.text.text() == "Noch nicht gespeichert"
    assert "Ihre letzte Antwort ist noch nicht gespeichert." in ear.urgent
    sitting.enter()
    assert "Ihre letzte Antwort ist noch nicht gespeichert." in sitting.words()
    assert "Diese Antwort ist noch nicht gespeichert." not in sitting.words()
    workspace._store.db.execute("PRAGMA query_only = OFF")
    sitting.type("1")
    assert "noch nicht gespeichert" not in sitting.words()
    assert sitting.window.status.text.text().startswith("Gespeichert um 14:32 Uhr")


def test_the_answers_of_a_finished_service_are_offered(sitting, workspace, page):
    answer_all(workspace, HUND, PAPER)
    workspace.finish(HUND, finished=True)
    page(subject=ABMELDUNG)
    assert "Wie bei „Hundesteuer – Anmeldung“ beantworten?" in sitting.words()
    sitting.page._like.wanted.emit(0)
    assert sitting.page.id == "checking"
    assert values(workspace, ABMELDUNG) == {}


def test_questions_about_the_department_are_asked_once_and_have_no_level(sitting, workspace):
    department = workspace.state.department.id
    sitting.session.go(Visit("answering", department))
    assert sitting.page.title() == "Freiwillige Frage 1 von 3 – Fragen zum Fachdienst"
    assert sitting.page.side is None
    sitting.type("2")
    sitting.enter()
    sitting.type("3")
    sitting.enter()
    assert sitting.page.title() == "Freiwillige Frage 3 von 3 – Fragen zum Fachdienst"
    sitting.type("1")
    sitting.enter()
    assert sitting.page.id == "home"
    given = workspace.state.assessments[department].values()
    assert given == {"X9": "nein", "T1": 3, "T2": "ja"}


def test_steps_are_undone_and_done_again_with_keys(sitting, workspace, page, ear):
    page()
    sitting.type("1")
    sitting.press(Qt.Key.Key_Z, CTRL)
    assert values(workspace) == {}
    assert "Rückgängig: Antwort zu „Zuständigkeit“" in ear.heard
    sitting.press(Qt.Key.Key_Y, CTRL)
    assert values(workspace) == {"O1": "allein"}
    assert "Wiederholt: Antwort zu „Zuständigkeit“" in ear.heard
