"""How the words of a cell stand in the width of its column: wrapped, never cut off."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPen

from desktop.appearance import colour, filled, metrics, px
from desktop.widgets.text import Paragraph, Type

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QPainter

    from desktop.tables import Cell

BESIDE, MIDDLE, BELOW = 16, 20, 8
"""Gap before muted words; middle of the first line; room below a second line. px at 100 %."""


@lru_cache(maxsize=1024)
def _laid_out(text: str, kind: Type) -> Paragraph:
    """The same words are measured, painted, and painted again: laid out once for all."""
    return Paragraph(text, kind)


class CellWords:
    """The lines of one cell: its text, what stands beside it, and a second line below.

    `right`: figures at the right edge. `bold`: the row is ticked.
    """

    def __init__(self, cell: Cell, right: bool = False, bold: bool = False) -> None:
        sides = Qt.AlignmentFlag
        align = sides.AlignRight if right else sides.AlignLeft
        weight = 600 if bold else cell.weight
        self._cell, self._right = cell, right
        self._kind = Type(cell.size, weight, tabular=right, align=align)
        self._small = Type(16, tabular=right, align=align)

    def height(self, width: int, least: int) -> int:
        """Return the height a row needs for these words, at least `least`; all in px."""
        cell, above = self._cell, self._above(least)
        lines = _lines(cell.text, self._kind, width) * self._kind.grid
        if cell.beside and not self._fits_beside(width):
            lines += _lines(cell.beside, self._small, width) * self._small.grid
        if not cell.second:
            return max(least, lines + 2 * above)
        second = _lines(cell.second, self._small, width) * self._small.grid
        return max(least, above + lines - self._closer() + second + px(BELOW))

    def draw(self, painter: QPainter, box: QRect, least: int) -> None:
        """Paint into the inside of a cell; `least` is the height of a row without wrapping."""
        cell, width = self._cell, box.width()
        at = QPointF(box.left(), box.top() + self._above(least))
        main = _laid_out(cell.text, self._kind)
        _draw_marks(painter, at, main, width, cell.marks)
        main.draw(painter, at, width, cell.token)
        below = at + QPointF(0, main.height(width))
        if cell.beside:
            below = self._draw_beside(painter, at, below, width)
        if cell.second:
            second = _laid_out(cell.second, self._small)
            second.draw(painter, below - QPointF(0, self._closer()), width, cell.second_token)

    def _draw_beside(self, painter: QPainter, at: QPointF, below: QPointF, width: int) -> QPointF:
        """Paint the muted words on the line of the text, else below it; return what follows."""
        words = _laid_out(self._cell.beside, self._small)
        if not self._fits_beside(width):
            words.draw(painter, below, width, "muted")
            return below + QPointF(0, words.height(width))
        main = _laid_out(self._cell.text, self._kind)
        shift = main.natural_width() + px(BESIDE)
        base = main.base_line() - words.base_line()  # both stand on one base line
        words.draw(painter, at + QPointF(shift, base), width - shift, "muted")
        return below

    def _above(self, least: int) -> int:
        return round(min(px(MIDDLE), least / 2) - self._kind.grid / 2)

    def _closer(self) -> int:
        """A second line moves up to a larger first one, so that all second lines are level."""
        return (self._kind.grid - self._small.grid) // 2

    def _fits_beside(self, width: int) -> bool:
        cell = self._cell
        text = metrics(cell.size, 600).horizontalAdvance(cell.text)
        beside = metrics(16).horizontalAdvance(cell.beside)
        return not self._right and text + px(BESIDE) + beside <= width


def _lines(text: str, kind: Type, width: int) -> int:
    """Return how many lines a text takes; the usual case is decided without laying it out."""
    if metrics(kind.size, kind.weight).horizontalAdvance(text) <= width and "\n" not in text:
        return 1
    return max(1, _laid_out(text, kind).layout(max(1, width)).lineCount())


def _draw_marks(
    painter: QPainter,
    at: QPointF,
    words: Paragraph,
    width: int,
    marks: tuple[tuple[int, int], ...],
) -> None:
    """Paint a ground behind what a search found; under high contrast an outline."""
    layout, grid = words.layout(width), words.kind.grid
    for n in range(layout.lineCount() if marks else 0):
        line = layout.lineAt(n)
        first, last = line.textStart(), line.textStart() + line.textLength()
        for start, end in marks:
            if start >= last or end <= first:
                continue
            left = _place(line.cursorToX(max(start, first)))
            right = _place(line.cursorToX(min(end, last)))
            top = at.y() + n * grid + grid / 2 - px(13)
            box = QRectF(at.x() + left - px(2), top, right - left + px(4), px(26))
            painter.setPen(Qt.PenStyle.NoPen if filled() else QPen(colour("action"), px(1)))
            painter.setBrush(colour("tint"))
            painter.drawRoundedRect(box, px(4), px(4))


def _place(place: object) -> float:
    """PySide returns the place alone or with the cursor, by version."""
    return float(place[0]) if isinstance(place, tuple) else float(str(place))
