"""All questions on one page: the same answers, the next open question by Enter."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.desk import Visit
from tests.desktop.offices import HUND, ONLINE, PAPER, answer_all
from tests.desktop.sitting import CTRL


@pytest.fixture
def all_questions(sitting, workspace):
    answer_all(workspace, HUND, PAPER)
    workspace.answer(HUND, {"O4": None})
    sitting.session.go(Visit("answering", HUND, "O4"))
    sitting.page.links[0].click()
    sitting.press(Qt.Key.Key_Shift)
    return sitting


def values(workspace):
    return workspace.state.assessments[HUND].values()


def test_the_view_is_remembered_and_left_again(all_questions, workspace):
    assert all_questions.page.id == "all_questions"
    all_questions.session.go(Visit("answering", HUND))
    assert all_questions.page.id == "all_questions"
    all_questions.page.links[0].click()
    assert all_questions.page.id == "answering"
    all_questions.session.go(Visit("answering", HUND))
    assert all_questions.page.id == "answering"


def test_one_begins_at_the_question_one_came_from(all_questions, workspace):
    all_questions.type("2")
    assert values(workspace)["O4"] == "teilweise"


def test_enter_jumps_to_the_next_open_question_and_then_to_the_check(all_questions, workspace):
    workspace.answer(HUND, {"O5": None})
    all_questions.type("1")
    all_questions.enter()
    all_questions.type("3")
    assert values(workspace)["O5"] == "pdf_einfach"
    all_questions.enter()
    all_questions.enter()
    assert all_questions.page.id == "checking"


def test_questions_appear_and_go_with_the_answers(all_questions, workspace):
    assert "4 von 5 beantwortet" in all_questions.words()
    answer_all(workspace, HUND, ONLINE)
    all_questions.press(Qt.Key.Key_Shift)
    words = all_questions.words()
    assert "13 von 13 beantwortet" in words
    assert "Kann der Antrag online vollständig abgeschickt werden?" in words
    workspace.answer(HUND, {"O5": "vor_ort"})
    all_questions.press(Qt.Key.Key_Shift)
    assert "Kann der Antrag online" not in all_questions.words()


def test_voluntary_questions_wait_behind_a_link(all_questions):
    assert "Wie führen Sie den Vorgang?" not in all_questions.words()
    assert "freiwillige Fragen zeigen" in all_questions.words()
    all_questions.page._more.click()
    all_questions.press(Qt.Key.Key_Shift)
    assert "Wie führen Sie den Vorgang?" in all_questions.words()
    assert "freiwillige Fragen zeigen" not in all_questions.words()


def test_showing_again_changes_nothing(all_questions):
    before = all_questions.words()
    all_questions.page.render()
    assert all_questions.words() == before


def test_ctrl_enter_checks_from_anywhere(all_questions):
    all_questions.press(Qt.Key.Key_Return, CTRL)
    assert all_questions.page.id == "checking"
