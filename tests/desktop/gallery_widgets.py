"""All parts and their states on one sheet, to be looked at and to be measured by tests."""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop import appearance, roles
from desktop.appearance import px
from desktop.areas import Area
from desktop.widgets.buttons import Button
from desktop.widgets.combo_field import ComboField
from desktop.widgets.fields import DATE, LineField
from desktop.widgets.focus_ring import FocusRing
from desktop.widgets.ladder import Ladder, Rung
from desktop.widgets.link import LinkButton
from desktop.widgets.notice_bar import Notice, NoticeBar
from desktop.widgets.option_list import AnswerGroup, CheckBox, Choice
from desktop.widgets.parts import Column, Row
from desktop.widgets.search_field import SearchField
from desktop.widgets.status_word import StatusWord
from desktop.widgets.text import META, STRONG, Heading, Rule, Text

LEVELS = ("Offline", "Information", "Formular-Assistent", "Online-Leistung", "Online-Transaktion")


def rungs(now: int) -> tuple[Rung, ...]:
    """Return the five levels with one of them reached now."""
    states = ["reached"] * now + ["now", "next"] + ["later"] * len(LEVELS)
    return tuple(Rung(n, name, states[n]) for n, name in enumerate(LEVELS))


class Gallery(QWidget):
    """Two columns of 560 with 64 between them, as on the picture."""

    def __init__(self) -> None:
        super().__init__()
        self._box = QHBoxLayout(self)
        self.left, self.right = Column(), Column()
        for column in (self.left, self.right):
            side = QVBoxLayout()
            side.addLayout(column)
            side.addStretch(1)
            self._box.addLayout(side, 1)
        self._fill_left()
        self._fill_right()
        self._dress()

    def _titled(self, column: Column, title: str, gap: int) -> None:
        column.add(Heading(title, 3), gap)
        column.add(Rule("border"), 8)

    def _fill_left(self) -> None:
        column = self.left
        self._titled(column, "Knöpfe", 0)
        self.buttons = {}
        for kind, text in (("primary", "Weiter"), ("secondary", "Zurück")):
            row = Row(24)
            for enabled in (True, False):
                button = Button(text, kind, least=120)
                button.setEnabled(enabled)
                row.add(button)
                self.buttons[kind, enabled] = button
            column.add(row, 16)
        self.link = LinkButton("Ansehen")
        column.add(self.link, 16)
        self._titled(column, "Antworten", 24)
        words = ("Ruhe: Ja, alles online", "Zeiger: Nein, ein Teil folgt auf anderem Weg")
        chosen = ("Gewählt: Nein, er wird als E-Mail geschickt",)
        self.answers = AnswerGroup("Antworten", [Choice(w, w) for w in (*words, *chosen)])
        self.answers.fill(chosen[0])
        column.add(self.answers, 12)
        boxes = Row(64)
        self.boxes = [CheckBox("Notizen mitgeben"), CheckBox("Maßnahmen")]
        self.boxes[1].fill(on=True)
        for box in self.boxes:
            boxes.add(box)
        column.add(boxes, 16)
        self._titled(column, "Leiter", 16)
        ladders = QWidget()
        beside = QHBoxLayout(ladders)
        beside.setContentsMargins(0, 0, 0, 0)
        for now in (0, 4):
            ground = Area("Leiter", "surface", rounded=True)
            inside = Column(ground)
            inside.setContentsMargins(px(8), px(12), px(8), px(12))
            ladder = Ladder()
            ladder.fill(rungs(now))
            inside.add(ladder)
            beside.addWidget(ground)
        column.add(ladders, 12)

    def _fill_right(self) -> None:
        column = self.right
        self._titled(column, "Felder", 0)
        self.combo = ComboField("Fachdienst", [Choice("b", "Bürgerservice"), Choice("x", "Bau")])
        self.combo.fill("b")
        self.search = SearchField("Suchen", "Name oder Stichwort")
        column.add(self.combo, 12)
        column.add(self.search, 16)
        self.date = LineField("Bis wann", DATE)
        self.date.edit.setText("31.02.2027")
        self.date.flush()
        column.add(self.date, 16)
        self._titled(column, "Meldungen", 40)
        for notice in (
            Notice(
                "danger",
                "Ihre letzte Antwort ist noch nicht gespeichert.",
                "Der Ordner ist nicht erreichbar.",
                ("Jetzt erneut versuchen",),
                tall=True,
            ),
            Notice("warn", "Noch offen:", "Frage 9", ("Jetzt beantworten",)),
            Notice("info", "Vorschlag:", "14 Leistungen", ("Übernehmen",)),
            Notice("ok", "Fertig.", "Die Datei ist gespeichert.", ("Ordner öffnen",)),
        ):
            column.add(NoticeBar(notice), 8)
        self._titled(column, "Zustandswörter", 32)
        for states in (
            (("open", "Offen"), ("active", "In Arbeit"), ("done", "Fertig")),
            (("later", "Später möglich"), ("ok", "In Ordnung")),
            (("warn", "Hinweis"), ("danger", "Abgelehnt")),
        ):
            row = Row(48)
            for state, text in states:
                row.add(StatusWord(state, text))
            column.add(row, 12)
        self._titled(column, "Leere Seite", 32)
        column.add(Text("Noch keine Leistungen ausgewählt.", STRONG), 12)
        column.add(Text("Wählen Sie zuerst aus, was Ihr Fachdienst anbietet.", META, "muted"))
        column.add(Button("Leistungen auswählen"), 16)

    def _dress(self) -> None:
        self._box.setContentsMargins(*(px(48),) * 4)
        self._box.setSpacing(px(64))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_box"):
            self._dress()


if __name__ == "__main__":
    application = QApplication([])
    theme, scale, path = sys.argv[1], float(sys.argv[2]), sys.argv[3]
    appearance.apply(theme, scale)
    roles.install()
    sheet = Gallery()
    ring = FocusRing(sheet)
    sheet.resize(px(1280), px(1100))
    sheet.show()
    sheet.activateWindow()
    sheet.buttons["primary", True].setFocus()
    for _ in range(5):
        application.processEvents()
    sheet.grab().save(path)
