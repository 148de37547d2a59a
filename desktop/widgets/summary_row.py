"""One answer on the page that checks them: number, question, answer, link on one line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from desktop.appearance import colour, px
from desktop.widgets.link import LinkButton
from desktop.widgets.text import META, META_LINE, Span, Text

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

NUMBER, TITLE, GAP = 48, 192, 16


@dataclass(frozen=True, slots=True)
class Summary:
    """What a row says. `open`: there is no answer yet; only such a row has colour.

    `mark` stands in muted words behind the answer („übernommen“).
    """

    number: str
    title: str
    answer: str
    link: str
    open: bool = False
    mark: str = ""


class SummaryRow(QWidget):
    """A row of 40, higher where words wrap."""

    wanted = Signal()

    def __init__(self, summary: Summary) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._number = Text(kind=META_LINE, token="muted")
        self._title = Text(kind=META, token="muted")
        self._answer = Text(kind=META)
        self.link = LinkButton("", 16, 24)
        self.link.clicked.connect(self.wanted)
        self._box = QHBoxLayout(self)
        self._box.setSpacing(0)
        top = Qt.AlignmentFlag.AlignTop
        self._box.addWidget(self._number, 0, top)
        self._box.addWidget(self._title, 0, top)
        self._box.addWidget(self._answer, 1)
        self._box.addWidget(self.link, 0, top)
        self.fill(summary)
        self._dress()

    def fill(self, summary: Summary) -> None:
        """Show an answer."""
        self._number.setText(summary.number)
        self._title.setText(summary.title)
        weight, token = (600, "warn") if summary.open else (None, None)
        answer = Span(summary.answer, weight, token)
        mark = (Span(f"  {summary.mark}", 400, "muted"),) if summary.mark else ()
        self._answer.set_spans((answer, *mark))
        self.link.setText(summary.link)
        self.link.setAccessibleName(f"{summary.link}: Frage {summary.number}, {summary.title}")

    def _dress(self) -> None:
        self._box.setContentsMargins(0, px(8), 0, px(8))
        self._number.setFixedWidth(px(NUMBER))
        self._title.setFixedWidth(px(TITLE))
        self._answer.setContentsMargins(0, 0, px(GAP), 0)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_box"):
            self._dress()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        line = QRect(0, self.height() - px(1), self.width(), px(1))
        QPainter(self).fillRect(line, colour("hair"))
