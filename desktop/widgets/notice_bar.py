"""A message inside the page, never a box: bar and icon in its colour, words, what one can do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy
from typing_extensions import override

from desktop.announcing import announce
from desktop.appearance import colour, draw_icon, filled, px
from desktop.widgets.link import LinkButton
from desktop.widgets.parts import Column, Row
from desktop.widgets.text import STRONG, Span, Text

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

KINDS = {
    "danger": ("danger", "error", "Achtung"),
    "warn": ("warn", "hint", "Hinweis"),
    "info": ("action", "list", "Vorschlag"),
    "ok": ("ok", "ok", "Erledigt"),
}
"""Kind -> colour of bar and icon, icon, word for the ear."""
WORDS, EDGE = 60, 16


@dataclass(frozen=True, slots=True)
class Notice:
    """What a message says. `lead` is set bold; `links` are acts, told by their index.

    `tall`: lead on a line of its own, text and links below it.
    """

    kind: str
    lead: str
    text: str = ""
    links: tuple[str, ...] = ()
    tall: bool = False


class NoticeBar(QFrame):
    """Shows one message, and stays until it is filled with another or hidden."""

    wanted = Signal(int)
    """Index of the link that was pressed."""

    def __init__(self, notice: Notice) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._column = Column(self)
        self.notice: Notice | None = None
        self.links: list[LinkButton] = []
        self.fill(notice)

    def fill(self, notice: Notice) -> None:
        """Show a message; says nothing aloud."""
        if notice == self.notice:
            return
        self.notice = notice
        self._column.clear()
        target = 28 if notice.tall else 32
        self.links = [LinkButton(words, target=target) for words in notice.links]
        for number, link in enumerate(self.links):
            link.clicked.connect(lambda _on=False, n=number: self.wanted.emit(n))
        if notice.tall:
            self._column.add(Text(notice.lead, STRONG))
            row = self._row(notice.text, 5)
        else:
            words = Text()
            words.set_spans(
                (Span(notice.lead, 600), Span(f" {notice.text}" if notice.text else ""))
            )
            row = Row(16, 4)
            row.add(words)
            row.split()
        for link in self.links:
            row.add(link)
        self._column.add(row)
        self.setAccessibleName(" ".join(filter(None, (notice.lead, notice.text))))
        self.setAccessibleDescription(KINDS[notice.kind][2])
        self._dress()
        self.update()

    def announce(self) -> None:
        """Say the message aloud, at once if something needs a person."""
        if self.notice is not None:
            announce(self, self.accessibleName(), self.notice.kind == "danger")

    def _row(self, text: str, gap: int) -> Row:
        row = Row(gap if len(self.links) < 2 else 16, 4)
        if text:
            row.add(Text(text))
        return row

    def _dress(self) -> None:
        notice = self.notice
        if notice is None:
            return
        above = px(16) if notice.tall else px(12) if self.links else px(14)
        self._column.setContentsMargins(px(WORDS), above, px(EDGE), above)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "notice"):
            self._dress()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.notice is None:
            return
        token, icon, _word = KINDS[self.notice.kind]
        painter, box, radius = QPainter(self), QRectF(self.rect()), px(4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QPainterPath()
        ground.setFillRule(Qt.FillRule.WindingFill)
        ground.addRoundedRect(box, radius, radius)
        ground.addRect(QRectF(box.left(), box.top(), 2 * radius, box.height()))
        painter.fillPath(ground, colour("surface"))
        if not filled():
            painter.setPen(QPen(colour("border"), px(1)))
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.fillRect(QRect(0, 0, px(4), self.height()), colour(token))
        size = px(24)
        draw_icon(painter, icon, QRect(px(20), (self.height() - size) // 2, size, size), token)
