"""How something stands, in a word: quiet unless a person has to do something."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from typing_extensions import override

from desktop.appearance import colour, draw_icon, filled, px
from desktop.widgets.text import LABEL_LINE, META_LINE, Paragraph, Text

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from desktop.widgets.text import Type


class Look(NamedTuple):
    """How a state looks: type, colour, icon and its size (px at 100 %), ground."""

    kind: Type
    token: str
    icon: str = ""
    size: int = 24
    gap: int = 8
    ground: str = ""


LOOKS = {
    "open": Look(META_LINE, "muted"),
    "active": Look(LABEL_LINE, "action", ground="tint"),
    "done": Look(META_LINE, "text", "check", 20, 4),
    "later": Look(META_LINE, "muted"),
    "ok": Look(LABEL_LINE, "muted", "ok"),
    "warn": Look(LABEL_LINE, "warn", "hint"),
    "danger": Look(LABEL_LINE, "danger", "error"),
}
INSIDE, ABOVE = 12, 4
"""Room around words that stand on a ground."""


class Status:
    """A status word that can be measured and painted."""

    def __init__(self, state: str, text: str) -> None:
        self.state, self.text = state, text
        self.look = LOOKS[state]
        self._words = Paragraph(text, self.look.kind)

    def margins(self) -> tuple[int, int, int, int]:
        """Return what stands around the words: left, top, right, bottom; px."""
        if self.look.ground:
            return px(INSIDE), px(ABOVE), px(INSIDE), px(ABOVE)
        return (px(self.look.size + self.look.gap) if self.look.icon else 0), 0, 0, 0

    def size(self) -> QSize:
        """Return the size, px."""
        left, top, right, bottom = self.margins()
        width = self._words.natural_width() + left + right
        return QSize(width, self._words.kind.grid + top + bottom)

    def draw(self, painter: QPainter, box: QRect) -> None:
        """Paint into a box of `size()`."""
        look = self.look
        left, top, _right, _bottom = self.margins()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if look.ground:
            painter.setBrush(colour(look.ground))
            painter.setPen(Qt.PenStyle.NoPen if filled() else QPen(colour("action"), px(1)))
            painter.drawRoundedRect(QRectF(box), px(4), px(4))
        if look.icon:
            size = px(look.size)
            at = QRect(box.left(), box.top() + (box.height() - size) // 2, size, size)
            draw_icon(painter, look.icon, at, look.token)
        place = QPointF(box.left() + left, box.top() + top)
        self._words.draw(painter, place, box.width(), look.token)


class StatusWord(Text):
    """The same as a widget; read like any text."""

    def __init__(self, state: str, text: str) -> None:
        self.status = Status(state, text)
        super().__init__(text, self.status.look.kind, self.status.look.token)
        self._dress()

    def fill(self, state: str, text: str) -> None:
        """Show another state."""
        self.status = Status(state, text)
        self._kind = self.status.look.kind
        self.setText(text)
        self._dress()
        self.update()

    def _dress(self) -> None:
        self.setContentsMargins(*self.status.margins())

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "status"):
            self._dress()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        box = QRect(0, 0, self.status.size().width(), self.height())
        self.status.draw(QPainter(self), box)
