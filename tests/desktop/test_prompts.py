"""A question in the program's own look: the first choice is Enter, the last one Esc."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel

from desktop.prompts import Question, QuestionDialog, told
from desktop.widgets.buttons import Button
from desktop.widgets.link import LinkButton

LEAVE = Question(
    "Ihre letzten Antworten sind noch nicht gespeichert.",
    "Wenn Sie jetzt gehen, sind sie verloren.",
    (("retry", "Erneut versuchen"), ("stay", "Hier bleiben")),
    copy="Fehler 17",
)


@pytest.fixture
def dialog(shown):
    made = QuestionDialog(LEAVE)
    shown(made)
    return made


def test_enter_takes_the_first_choice(dialog):
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.chosen == "retry"
    assert not dialog.isVisible()


def test_esc_takes_the_last_choice(dialog):
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.chosen == "stay"
    assert not dialog.isVisible()


def test_every_choice_is_a_button_that_says_the_act(dialog):
    buttons = dialog.findChildren(Button)
    assert [b.text() for b in buttons] == ["Erneut versuchen", "Hier bleiben"]
    QTest.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
    assert dialog.chosen == "stay"


def test_a_report_can_be_copied_without_closing(dialog):
    (link,) = dialog.findChildren(LinkButton)
    link.click()
    assert QGuiApplication.clipboard().text() == "Fehler 17"
    assert dialog.isVisible()


def test_a_message_needs_one_button():
    assert told("Dort geht es auch nicht.", "Kein Platz.").choices == (("read", "Verstanden"),)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_in_a_question_is_cut_off(shown, styled, scale):
    styled("light", scale)
    dialog = QuestionDialog(
        Question(
            "Eine lange Überschrift, die über mehr als eine Zeile geht.",
            "Ein Absatz, der ebenfalls umbrochen werden muss, weil er lang ist.\nUnd noch einer.",
            tuple((str(n), f"Ein ausführlich benannter Schritt {n}") for n in range(3)),
            copy="Bericht",
        )
    )
    shown(dialog)
    for part in dialog.findChildren(QLabel) + dialog.findChildren(QAbstractButton):
        assert part.height() >= part.heightForWidth(part.width()), part.text()
        place = QRect(part.mapTo(dialog, QPoint(0, 0)), part.size())
        assert dialog.rect().contains(place), part.text()
    assert isinstance(dialog.focusWidget(), Button)
