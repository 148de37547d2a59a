"""Where one begins, how far one is, and what the answers say."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.desk import Visit
from tests.desktop.offices import ABMELDUNG, HUND, ONLINE, PAPER, SERVICES, answer_all
from tests.desktop.sitting import CTRL


def test_enter_resumes_at_the_next_open_question(sitting, workspace):
    assert "Weiter bei: Hundesteuer – Anmeldung" in sitting.words()
    sitting.enter()
    assert sitting.page.title() == "Frage 1 von 1 – Hundesteuer – Anmeldung"


def test_progress_and_time_are_told(sitting, workspace):
    assert "3 Leistungen · noch nicht begonnen · etwa 6 Minuten" in sitting.words()
    answer_all(workspace, HUND, PAPER)
    workspace.finish(HUND, finished=True)
    assert "1 von 3 Leistungen fertig · noch etwa 4 Minuten" in sitting.words()
    assert "Leistungen prüfen, In Arbeit" in sitting.words()


def test_the_end_of_the_round_is_told(sitting):
    assert "Abgabe bis 30.11.2026. Das sind noch 6 Tage." in sitting.words()


def test_results_say_why_they_have_to_wait(sitting, workspace):
    assert "Erst wenn eine Leistung fertig ist" in sitting.words()
    answer_all(workspace, HUND, PAPER)
    workspace.finish(HUND, finished=True)
    assert "Sie können jetzt abgeben" in sitting.words()


def test_without_services_one_chooses_first(sitting, workspace):
    workspace.unchoose([s.id for s in SERVICES], "alle entfernt")
    assert "Wählen Sie zuerst aus, was Ihr Fachdienst anbietet." in sitting.words()
    sitting.enter()
    assert sitting.page.id == "services"


@pytest.fixture
def results(sitting, workspace):
    answer_all(workspace, HUND, ONLINE)
    answer_all(workspace, ABMELDUNG, PAPER)
    sitting.press(Qt.Key.Key_3, CTRL)
    return sitting


def test_the_title_is_the_answer(results):
    words = results.words()
    assert "Keine von 2 Leistungen erreicht Stufe 3 oder mehr." in words
    assert "1 Leistung ist noch nicht begonnen." in words


def test_levels_are_a_bar_that_is_told_in_words(results):
    from PySide6.QtGui import QAccessible

    from desktop.widgets.level_bar import LevelBar

    (bar,) = results.page.body_part.findChildren(LevelBar)
    told = QAccessible.queryAccessibleInterface(bar)
    spoken = told.text(QAccessible.Text.Name) + told.text(QAccessible.Text.Description)
    assert "Information" in spoken
    assert "Formular-Assistent" in spoken


def test_services_can_be_searched_sorted_and_opened(results):
    model = results.page._model
    results.page._model.sort(1, Qt.SortOrder.DescendingOrder)
    assert model.row(0).subject.id == HUND
    results.type("abmeldung")
    assert model.rowCount() == 1
    results.press(Qt.Key.Key_Down)
    results.enter()
    assert results.page.id == "checking"
    assert results.session.visit.subject == ABMELDUNG


def test_a_provisional_level_is_told_in_words(results, workspace):
    workspace.answer(HUND, {"O7": "weiss_nicht", "O17": "ja"})
    results.page.render()
    model = results.page._model
    cells = [model.index(n, 1).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(3)]
    assert "Stufe 2, vorläufig, 1 Frage offen" in cells


def test_without_any_answer_there_are_no_results(sitting):
    sitting.press(Qt.Key.Key_3, CTRL)
    assert "Noch keine Ergebnisse." in sitting.words()
    assert sitting.focus() is sitting.page.go_on
    sitting.enter()
    assert sitting.page.id == "answering"


def test_the_list_of_services_opens_the_one_in_the_ring(sitting, workspace):
    answer_all(workspace, HUND, PAPER)
    sitting.session.go(Visit("own_services"))
    model = sitting.page._model
    assert model.index(0, 1).data() == "In Arbeit"
    assert model.index(1, 1).data() == "Offen"
    sitting.press(Qt.Key.Key_Down)
    sitting.enter()
    assert sitting.session.visit.subject == ABMELDUNG
