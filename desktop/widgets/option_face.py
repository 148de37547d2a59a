"""How an answer looks: a card with mark, words and key, or a row without outline.

One face serves radio buttons and check boxes. Sizes are measured with the boldest words, so
choosing an answer never moves anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from desktop.appearance import colour, filled, px, revision
from desktop.widgets.parts import draw_key_cap
from desktop.widgets.text import META, STRONG, Paragraph

KEYS = "1234567890ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""Key of each answer in order: digits first, letters from the eleventh on."""
KEY_HELP = "Ziffern wählen, Eingabe geht weiter."
_TICK = ((5.0, 12.8), (9.6, 17.4), (19.0, 7.4))


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose: `code` is told, `text` is read, `anchor` explains it below."""

    code: str
    text: str
    anchor: str = ""
    exclusive: bool = False


class State(NamedTuple):
    """What of a control shows."""

    chosen: bool
    hover: bool
    enabled: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """Measures of a face, px at 100 %."""

    mark: int
    words: int
    edge: int
    """Room at the right of the key cap."""
    above: int
    least: int
    outlined: bool


CARD = Shape(mark=16, words=56, edge=16, above=10, least=48, outlined=True)
ROW = Shape(mark=12, words=48, edge=12, above=8, least=44, outlined=False)
BOX = Shape(mark=0, words=36, edge=0, above=6, least=40, outlined=False)
"""A single check box: no ground, no key."""


class Face:
    """Measures and paints one answer."""

    def __init__(self, choice: Choice, key: str, shape: Shape) -> None:
        self.choice, self.key, self.shape = choice, key, shape
        self._plain, self._bold = Paragraph(choice.text), Paragraph(choice.text, STRONG)
        self._anchor = Paragraph(choice.anchor, META) if choice.anchor else None
        self._heights: dict[int, int] = {}
        self._revision = -1

    def _around(self) -> int:
        """Room beside the words: mark at the left, key cap at the right; px."""
        cap = 0 if self.shape is BOX else 24 + self.shape.edge + 16
        return px(self.shape.words) + px(cap)

    def height(self, width: int) -> int:
        """Return the height for a width, px; layouts ask for it again and again."""
        if self._revision != revision():
            self._heights.clear()
            self._revision = revision()
        if width not in self._heights:
            self._heights[width] = self._measured(width)
        return self._heights[width]

    def _measured(self, width: int) -> int:
        inner = max(1, width - self._around())
        words = self._bold.height(inner) + (self._anchor.height(inner) if self._anchor else 0)
        return max(px(self.shape.least), 2 * px(self.shape.above) + words)

    def natural_width(self) -> int:
        """Return the width in which nothing breaks, px."""
        anchor = self._anchor.natural_width() if self._anchor else 0
        return self._around() + max(self._bold.natural_width(), anchor) + 1

    def least_width(self) -> int:
        """Return the width the longest word needs, px."""
        return self._around() + self._bold.longest_word()

    def draw(self, painter: QPainter, rect: QRect, state: State, mark: str) -> None:
        """Paint into a rectangle; `mark` is `radio` or `check`."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = self.shape
        if shape is not BOX:
            self._draw_ground(painter, rect, state)
        top = px(shape.above) + px(28) // 2 - px(12)
        box = QRect(rect.left() + px(shape.mark), rect.top() + top, px(24), px(24))
        (draw_radio if mark == "radio" else draw_check)(painter, box, state)
        self._draw_words(painter, rect, state)
        if self.key and shape is not BOX:
            right = rect.right() + 1 - px(shape.edge)
            middle = rect.top() + (rect.height() - px(24)) // 2
            cap = QRect(right - px(24), middle, px(24), px(24))
            draw_key_cap(painter, cap, self.key, "action" if state.chosen else "")

    def _draw_words(self, painter: QPainter, rect: QRect, state: State) -> None:
        inner = rect.width() - self._around() if self.shape is not BOX else rect.width()
        bold = self.shape is not BOX and (state.chosen or self._anchor is not None)
        words = self._bold if bold else self._plain
        at = QPointF(rect.left() + px(self.shape.words), rect.top() + px(self.shape.above))
        words.draw(painter, at, inner, "text" if state.enabled else "muted")
        if self._anchor:
            below = at + QPointF(0, words.height(inner))
            self._anchor.draw(painter, below, inner, "muted")

    def _draw_ground(self, painter: QPainter, rect: QRect, state: State) -> None:
        thick, line, ground = self._ground(state)
        painter.setBrush(colour(ground) if ground else Qt.BrushStyle.NoBrush)
        pen = QPen(colour(line), px(thick)) if line else QPen(Qt.PenStyle.NoPen)
        if line and not state.enabled:
            pen.setDashPattern([4, 3])
        painter.setPen(pen)
        half = px(thick) / 2 if line else 0
        box = QRectF(rect).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(box, px(4), px(4))

    def _ground(self, state: State) -> tuple[int, str, str]:
        """Return width and colour of the outline and the colour of the ground."""
        lit = "tint" if state.chosen or (state.hover and state.enabled) else ""
        strong = state.chosen and state.enabled
        if not self.shape.outlined:
            return 2, "action" if strong and not filled() else "", lit
        if strong:
            return 2, "action", lit
        quiet = state.enabled and not lit and filled()
        return 1, "divider" if quiet else "border", lit or ("raised" if state.enabled else "")


def draw_radio(painter: QPainter, box: QRect, state: State) -> None:
    """Paint the circle of a radio button into a square."""
    token = "muted" if not state.enabled else "action" if state.chosen else "input"
    painter.setPen(QPen(colour(token), px(2)))
    painter.setBrush(colour("raised"))
    half = px(2) / 2
    painter.drawEllipse(QRectF(box).adjusted(half, half, -half, -half))
    if state.chosen:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(token))
        radius = box.width() * 5.5 / 24
        painter.drawEllipse(QRectF(box).center(), radius, radius)


def draw_check(painter: QPainter, box: QRect, state: State) -> None:
    """Paint the box of a check box into a square."""
    half = px(2) / 2
    inside = QRectF(box).adjusted(half, half, -half, -half)
    token = "muted" if not state.enabled else "action" if state.chosen else "input"
    painter.setPen(QPen(colour(token), px(2)))
    painter.setBrush(colour(token if state.chosen else "raised"))
    painter.drawRoundedRect(inside, px(3), px(3))
    if not state.chosen:
        return
    pen = QPen(colour("on_action" if state.enabled else "bg"), box.width() * 2.5 / 24)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    part, shift = box.width() / 24 * 20 / 24, box.width() / 12
    corner = QPointF(box.topLeft()) + QPointF(shift, shift)
    painter.drawPolyline(QPolygonF([corner + QPointF(x, y) * part for x, y in _TICK]))
