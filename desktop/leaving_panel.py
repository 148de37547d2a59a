"""The column beside handing in: how many rows of each sheet leave, and what does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from assessments.german import number
from desktop.widgets.link import LinkButton
from desktop.widgets.parts import Column, IconLine
from desktop.widgets.text import LABEL, META, Heading, Rule, Text, Type

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assessments.workbooks.contents import Leaving

RIGHT = Type(16, 400, wrap=False, tabular=True, align=Qt.AlignmentFlag.AlignRight)
RIGHT_HEAD = Type(16, 600, wrap=False, align=Qt.AlignmentFlag.AlignRight)


class LeavingPanel(QWidget):
    """Counts from the written file; „Zeile für Zeile ansehen“ shows the rows themselves."""

    rows_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._column = Column(self)
        self._column.add(Heading("Das geben Sie ab", 3))
        self._words = Text("Wir schreiben die Datei zur Ansicht …", META, "muted")
        self._column.add(self._words, 4)
        self._table = QWidget()
        self._rows = Column(self._table)
        self._column.add(self._table, 16)
        self._link = LinkButton("Zeile für Zeile ansehen", 16, 24)
        self._link.clicked.connect(self.rows_wanted)
        self._column.add(self._link, 12)
        self._column.add(Heading("Nicht dabei", 4), 24)
        self._absent = QWidget()
        self._absent_rows = Column(self._absent)
        self._column.add(self._absent, 8)
        self.fill(None, ())

    def fill(self, leaving: Leaving | None, absent: Sequence[str]) -> None:
        """Show the counts of this file, and what it does not hold."""
        self._rows.clear()
        self._table.setVisible(leaving is not None)
        self._link.setVisible(leaving is not None)
        if leaving is not None:
            self._words.setText("Genau diese Zeilen stehen in der Datei.")
            self._rows.add(_pair("Blatt", "Zeilen", head=True))
            self._rows.add(Rule("border"), 4)
            for sheet in leaving.sheets:
                self._rows.add(_pair(sheet.name, number(sheet.count)), 4)
                self._rows.add(Rule("hair"), 3)
        self._absent_rows.clear()
        for words in absent:
            self._absent_rows.add(IconLine("close", "muted", Text(words, META)), 6)

    def tell(self, words: str) -> None:
        """Say why there is nothing to show."""
        self.fill(None, ())
        self._words.setText(words)


def _pair(left: str, right: str, *, head: bool = False) -> QWidget:
    line = QWidget()
    box = QHBoxLayout(line)
    box.setContentsMargins(0, 0, 0, 0)
    box.addWidget(Text(left, LABEL if head else META, "muted" if head else "text"), 1)
    box.addWidget(Text(right, RIGHT_HEAD if head else RIGHT, "muted" if head else "text"))
    return line
