"""Small pages made for a test: one that is as it should be, and the frame they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.navigation import Place
from desktop.page import Page
from desktop.widgets.fields import LineField
from desktop.widgets.option_list import AnswerGroup, Choice
from desktop.widgets.parts import Column
from desktop.widgets.progress_view import ProgressHead
from desktop.widgets.text import Heading

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayout

PLACES = (Place("home", "Start", "home", "Ctrl+1"), Place("rest", "Rest", "services", "Ctrl+2"))
QUESTION = "Kann der Antrag online abgeschickt werden?"


class SmallPage(Page):
    """Buttons to go on and back, and what a test puts between them."""

    id = "small"
    place = "home"

    def __init__(self, *widgets: QWidget, title: str = "Kleine Seite – Hundesteuer") -> None:
        super().__init__()
        self._title = title
        for widget in widgets:
            self.add(widget, 24)
        self.primary("Weiter")
        self.secondary("Zurück")

    def title(self) -> str:
        return self._title


def sound_page() -> SmallPage:
    """Return a page with one of everything, and no fault."""
    progress = ProgressHead("Fortschritt")
    progress.fill("Frage 1 von 2", "Abschnitt", 1, 2)
    group = AnswerGroup(f"Frage 1 von 2: {QUESTION}", [Choice(w, w) for w in ("Ja", "Nein")])
    return SmallPage(progress, Heading(QUESTION, 2), group, LineField("Notiz"))


def holding(layout: type[QLayout], *widgets: QWidget) -> QWidget:
    """Return a widget with these in a layout of this kind."""
    holder = QWidget()
    box = layout(holder)
    for widget in widgets:
        box.addWidget(widget)
    return holder


def column(*widgets: QWidget) -> QWidget:
    """Return these below each other."""
    holder = QWidget()
    box = Column(holder)
    for widget in widgets:
        box.add(widget)
    return holder
