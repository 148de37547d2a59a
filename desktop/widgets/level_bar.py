"""How many stand on which level: one bar per row, the number in each segment, legend above.

A picture for the eye; name and description say the same, and the page offers the same as a table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLineF, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desktop.appearance import colour, filled, font, level_colours, metrics, px
from desktop.widgets.parts import Column
from desktop.widgets.text import LABEL, META, META_LINE, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QPaintEvent

HEIGHT, LABELS, BETWEEN = 52, 128, 20
SWATCH, SWATCH_GAP, ENTRY_GAP, HATCH = 20, 8, 24, 12
LEAST_SEGMENT = 12
LINES = (14, 4)
"""Distance of the lines that tell levels apart where colours may not: level 1, highest level."""


@dataclass(frozen=True, slots=True)
class Segment:
    """`count` subjects on one level; `place` counts the levels from 0, None: not rated (hatched).

    `label` is the level's name for the ear, or the word in a hatched segment („offen“).
    """

    count: int
    label: str
    place: int | None = None


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One bar: what it shows, when, and its segments in the order of the levels."""

    title: str
    second: str
    segments: tuple[Segment, ...]
    present: bool = True
    """Whether it is what the page is about, not what it is compared with."""


class LevelBar(QWidget):
    """One stacked bar; told as a chart."""

    def __init__(self, row: LevelRow, levels: int) -> None:
        super().__init__()
        self._row, self._levels = row, levels
        kind = LABEL if row.present else META
        self._title, self._second = Paragraph(row.title, kind), Paragraph(row.second, META)
        self.setAccessibleName(", ".join(filter(None, (row.title, row.second))))
        told = (_told(s) for s in row.segments if s.count)
        self.setAccessibleDescription(", ".join(told) or "Noch nichts bewertet")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(480), px(HEIGHT))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(px(320), px(HEIGHT))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        top = px(HEIGHT / 2) - px(24)
        self._title.draw(painter, QPointF(0, top), px(LABELS))
        self._second.draw(painter, QPointF(0, top + px(22)), px(LABELS), "muted")
        for segment, box in self._boxes():
            self._draw_segment(painter, segment, box)

    def _boxes(self) -> Iterator[tuple[Segment, QRectF]]:
        shown = [s for s in self._row.segments if s.count]
        total = sum(s.count for s in shown)
        left, room = float(px(LABELS)), float(self.width() - px(LABELS))
        least = [px(LEAST_SEGMENT) + metrics(20, 600).horizontalAdvance(_words(s)) for s in shown]
        spare = max(0.0, room - sum(least))
        wanted = [max(0.0, room * s.count / total - m) for s, m in zip(shown, least, strict=True)]
        part = spare / sum(wanted) if sum(wanted) else 0.0
        for segment, at_least, more in zip(shown, least, wanted, strict=True):
            width = at_least + more * part
            yield segment, QRectF(left, 0, width, self.height())
            left += width

    def _draw_segment(self, painter: QPainter, segment: Segment, box: QRectF) -> None:
        painter.save()
        if segment.place is None:
            _draw_hatch(painter, box, _words(segment))
        else:
            _draw_fill(painter, box, segment.place, self._levels)
            ink = level_colours(self._levels)[segment.place][1]
            _draw_words(painter, box, _words(segment), QColor(ink))
        half = px(1) / 2
        painter.setPen(QPen(colour("outline"), px(1)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(half, half, -half, -half))
        painter.restore()


def _told(segment: Segment) -> str:
    return _words(segment) if segment.place is None else f"{segment.label}: {segment.count}"


def _words(segment: Segment) -> str:
    return f"{segment.count} {segment.label}" if segment.place is None else str(segment.count)


def _draw_hatch(painter: QPainter, box: QRectF, words: str) -> None:
    painter.setClipRect(box)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour("border"), px(1)))
    step, x = px(HATCH), box.left()
    while x < box.right() + box.height():
        painter.drawLine(QLineF(x, box.top(), x - box.height(), box.bottom()))
        x += step
    _draw_words(painter, box, words)


def _draw_fill(painter: QPainter, box: QRectF, place: int, levels: int) -> None:
    """Fill with the level's colour; under high contrast with lines, the closer the higher."""
    painter.fillRect(box, QColor(level_colours(levels)[place][0]))
    if filled() or place == 0:
        return
    first, last = LINES
    step = px(first - (first - last) * (place - 1) / max(1, levels - 2))
    painter.setPen(QPen(colour("text"), px(1)))
    y = box.top() + step
    while y < box.bottom():
        painter.drawLine(QLineF(box.left(), y, box.right(), y))
        y += step


def _draw_words(painter: QPainter, box: QRectF, words: str, ink: QColor | None = None) -> None:
    """Paint words in the middle; where lines are behind them, on a ground of their own.

    Without `ink` they are the quiet words of a hatched segment.
    """
    face = font(20, 600, tabular=True) if ink else font(18, 600)
    if ink is None or not filled():
        width = QFontMetricsF(face).horizontalAdvance(words) + px(16)
        behind = QRectF(0, 0, min(width, box.width() - px(4)), px(32))
        behind.moveCenter(box.center())
        painter.fillRect(behind, colour("bg"))
    painter.setFont(face)
    painter.setPen(ink or colour("muted"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setClipping(False)


class Legend(QWidget):
    """The levels with their colours, in their order; wraps where the width ends."""

    def __init__(self, levels: tuple[str, ...], left: int = LABELS) -> None:
        super().__init__()
        self._words = [Paragraph(name, META_LINE) for name in levels]
        self._left = left
        self.setAccessibleName(f"Legende: {', '.join(levels)}")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _places(self, width: int) -> list[QPoint]:
        places, x, y = [], px(self._left), 0
        for words in self._words:
            needed = px(SWATCH + SWATCH_GAP) + words.natural_width()
            if x + needed > width and x > px(self._left):
                x, y = px(self._left), y + px(28)
            places.append(QPoint(x, y))
            x += needed + px(ENTRY_GAP)
        return places

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return max((p.y() for p in self._places(width)), default=0) + px(SWATCH)

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(480), self.heightForWidth(px(480)))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(px(320), px(SWATCH))

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        places = self._places(self.width())
        for level, (words, place) in enumerate(zip(self._words, places, strict=True)):
            box = QRect(place.x(), place.y(), px(SWATCH), px(SWATCH))
            painter.fillRect(box, colour("outline"))
            inside = QRectF(box.adjusted(px(1), px(1), -px(1), -px(1)))
            _draw_fill(painter, inside, level, len(self._words))
            at = QPointF(place.x() + px(SWATCH + SWATCH_GAP), place.y() - px(3))
            words.draw(painter, at, self.width())


class LevelChart(QWidget):
    """Legend and bars. `levels`: the names in their order, as the legend says them."""

    def __init__(self, levels: tuple[str, ...]) -> None:
        super().__init__()
        self._levels = levels
        self._column = Column(self)
        self._column.add(Legend(levels))
        self._rows: tuple[LevelRow, ...] = ()

    def fill(self, rows: tuple[LevelRow, ...]) -> None:
        """Show these bars."""
        if rows == self._rows:
            return
        self._rows = rows
        for bar in self._column.widgets()[1:]:
            self._column.take(bar)
            bar.hide()
            bar.deleteLater()
        for number, row in enumerate(rows):
            self._column.add(LevelBar(row, len(self._levels)), BETWEEN if number else 32)


class Squares(QWidget):
    """One square per subject raised, at most twelve; the words beside say the number."""

    MOST, SIDE, PITCH = 12, 12, 16

    def __init__(self, count: int) -> None:
        super().__init__()
        self._count = min(count, self.MOST)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        width = self._count * px(self.PITCH) - px(self.PITCH - self.SIDE) if self._count else 0
        return QSize(width, px(28))

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("action"))
        top = (self.height() - px(self.SIDE)) / 2
        for n in range(self._count):
            box = QRectF(n * px(self.PITCH), top, px(self.SIDE), px(self.SIDE))
            painter.drawRoundedRect(box, px(2), px(2))
