"""The answers to one service before it is finished."""

from __future__ import annotations

import pytest

from desktop.desk import Visit
from tests.desktop.offices import ABMELDUNG, HUND, ONLINE, PAPER, WOHNGELD, answer_all


@pytest.fixture
def check(sitting, workspace):
    def go(answers, subject=HUND):
        answer_all(workspace, subject, answers)
        sitting.session.go(Visit("checking", subject))
        return sitting.words()

    return go


def test_every_answer_is_shown_in_words(check):
    words = check(ONLINE)
    assert "Ihre Antworten zu „Hundesteuer – Anmeldung“" in words
    assert "Ja, seit (Datum) · Freigeschaltet seit: 01.03.2026" in words
    assert "Nein, der Rückkanal steht nicht zur Verfügung" in words
    assert "Noch offen" not in words


def test_what_is_open_is_named_and_leads_there_and_back(check, sitting, workspace):
    words = check({**PAPER, "O4": "weiss_nicht"})
    assert "Noch offen: Frage 4" in words
    sitting.page._open.wanted.emit(0)
    assert sitting.page.title().startswith("Frage 4 von 5")
    sitting.type("1")
    sitting.enter()
    assert sitting.page.id == "checking"
    assert "Noch offen" not in sitting.words()


def test_finishing_leads_to_the_next_service_and_at_last_home(check, sitting, workspace):
    check(PAPER)
    sitting.enter()
    assert workspace.state.assessments[HUND].finished
    assert sitting.session.visit.subject == ABMELDUNG
    for subject in (ABMELDUNG, WOHNGELD):
        check(PAPER, subject)
        sitting.enter()
    assert sitting.page.id == "home"
    assert "An das ZPPM abgeben" in sitting.words()


def test_going_on_later_leaves_the_service_open(check, sitting, workspace):
    check(PAPER)
    sitting.page._later.click()
    assert not workspace.state.assessments[HUND].finished
    assert sitting.page.id == "own_services"


def test_answers_taken_over_are_confirmed_here(check, sitting, workspace):
    check(PAPER)
    workspace.finish(HUND, finished=True)
    workspace.take_over(HUND, ABMELDUNG)
    words = check({}, ABMELDUNG)
    assert "5 Antworten übernommen. Sie zählen erst, wenn Sie sie bestätigen." in words
    assert words.count("übernommen") >= 5
    assert "Noch keine Stufe" in words
    sitting.enter()
    assert "Stufe 1 von 4" in sitting.words()
    assert "übernommen" not in sitting.words()
    sitting.enter()
    assert workspace.state.assessments[ABMELDUNG].finished


def test_a_service_without_level_says_why(check):
    words = check({"O1": "nicht_stadt"})
    assert "Ohne Stufe" in words
    assert "Ihr Fachdienst ist nicht zuständig. Es gibt keine Stufe." in words


def test_voluntary_answers_are_counted_and_can_be_given(check, sitting):
    words = check({**PAPER, "EE1": "papier"})
    assert "1 von " in words
    assert "Auf Papier" in words
    sitting.page._more.click()
    assert sitting.page.title().startswith("Freiwillige Frage 2 von")
