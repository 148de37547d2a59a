"""A window with a page that has everything a frame has a place for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from desktop.navigation import Place
from desktop.page import Page
from desktop.widgets.fields import LineField
from desktop.widgets.ladder import LadderPanel, LadderView, Missing
from desktop.widgets.option_list import AnswerGroup, Choice
from desktop.widgets.text import Heading
from tests.desktop.gallery_widgets import rungs

PLACES = (
    Place("home", "Start", "home", "Ctrl+1"),
    Place("services", "Leistungen", "services", "Ctrl+2"),
    Place("hand_in", "Abgeben", "handin", "Ctrl+3"),
    Place("settings", "Einstellungen", "settings", apart=True),
)
SIZES = {"wide": (1280, 800), "middle": (1000, 800), "narrow": (700, 800), "low": (683, 384)}


class QuestionPage(Page):
    """A page with everything a frame has a place for."""

    id = "question"
    place = "services"
    names_object = True

    def __init__(self, answers: int = 5) -> None:
        super().__init__()
        self.all = self.head_link("Alle Fragen auf einer Seite")
        self.add(Heading("Kann der Antrag online vollständig abgeschickt werden?", 2), 24)
        words = [f"Antwort Nummer {n + 1}" for n in range(answers)]
        self.group = AnswerGroup("Frage 7 von 14", [Choice(w, w) for w in words])
        self.add(self.group, 16)
        self.note = LineField("Nachweis oder Notiz", optional=True)
        self.add(self.note, 24)
        self.primary("&Weiter")
        self.go_back = self.secondary("&Zurück")
        self.third("Später beantworten")
        self.side = LadderPanel()
        self.side.fill(
            LadderView(
                "Stufe 2 von 4",
                "Steht fest. 1 Frage ist noch offen.",
                rungs(2),
                "Für Stufe 3 fehlt noch",
                (Missing("O7", "Antrag vollständig abschicken", "Frage 7 · unser Fachdienst"),),
            )
        )

    @override
    def title(self) -> str:
        return "Frage 7 von 14 – Hundesteuer"

    @override
    def crumbs(self) -> str:
        return "Leistungen › Hundesteuer"

    @override
    def first_focus(self) -> QWidget:
        return self.group.first_focus()


def focused() -> QWidget:
    focus = QApplication.focusWidget()
    assert focus is not None
    return focus


def press(key: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), key, modifiers)
    QApplication.processEvents()
