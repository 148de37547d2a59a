"""Small parts of a page: columns with gaps, rows that turn, number marks, lines with an icon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QSizePolicy,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.appearance import colour, draw_icon, filled, font, px

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from desktop.widgets.text import Text

_GROWS = QSizePolicy.PolicyFlag.GrowFlag
_FIXED = QSizePolicy.Policy.Fixed
_MINIMUM = QSizePolicy.Policy.Minimum
_CHANGES_GAPS = {
    QEvent.Type.ShowToParent,
    QEvent.Type.HideToParent,
    QEvent.Type.StyleChange,
}


def at_left(widget: QWidget) -> Qt.AlignmentFlag:
    """Return the alignment in a column: what does not grow stays at the left."""
    grows = widget.sizePolicy().horizontalPolicy().value & _GROWS.value
    return Qt.AlignmentFlag(0) if grows else Qt.AlignmentFlag.AlignLeft


class Column(QVBoxLayout):
    """Widgets below each other, each with its own gap above it, px at 100 %.

    A hidden widget takes its gap along, and so does whatever comes first unless `leads`.
    """

    def __init__(self, parent: QWidget | None = None, leads: bool = False) -> None:
        super().__init__()
        self._leads = leads
        if parent is not None:
            parent.setLayout(self)
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(0)
        self._entries: list[tuple[QSpacerItem, int, QWidget]] = []

    def add(self, widget: QWidget, gap: int = 0, stretch: int = 0) -> None:
        """Add a widget at the end."""
        self.insert(len(self._entries), widget, gap, stretch)

    def insert(self, place: int, widget: QWidget, gap: int = 0, stretch: int = 0) -> None:
        """Add a widget before the one that stands at `place`, counted among the widgets."""
        spacer = QSpacerItem(0, 0, _MINIMUM, _FIXED)
        self.insertItem(2 * place, spacer)
        self.insertWidget(2 * place + 1, widget, stretch, at_left(widget))
        self._entries.insert(place, (spacer, gap, widget))
        widget.installEventFilter(self)
        self.settle()

    def take(self, widget: QWidget) -> None:
        """Take a widget out together with its gap; it is not deleted."""
        for entry in self._entries:
            if entry[2] is widget:
                self._entries.remove(entry)
                widget.removeEventFilter(self)
                self.removeItem(entry[0])
                self.removeWidget(widget)
                self.settle()
                return

    def clear(self) -> None:
        """Take everything out and delete it."""
        for widget in self.widgets():
            self.take(widget)
            widget.hide()
            widget.deleteLater()

    def widgets(self) -> list[QWidget]:
        """Return the widgets, from the top."""
        return [widget for _spacer, _gap, widget in self._entries]

    def settle(self) -> None:
        """Set every gap for what is shown now."""
        first = not self._leads
        for spacer, gap, widget in self._entries:
            height = 0 if first or widget.isHidden() else px(gap)
            first = first and widget.isHidden()
            if spacer.sizeHint().height() != height:
                spacer.changeSize(0, height, _MINIMUM, _FIXED)
                self.invalidate()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _CHANGES_GAPS:
            self.settle()
        return False


class _RowLayout(QBoxLayout):
    """From left to right where the width suffices, else from the top.

    The sizes live in the layout: Qt asks it, not the widget, for the height that goes with a width.
    """

    def __init__(self, parent: QWidget, gap: int, low_gap: int) -> None:
        super().__init__(QBoxLayout.Direction.LeftToRight, parent)
        self._gap, self._low_gap = gap, low_gap
        self.setContentsMargins(0, 0, 0, 0)
        self.dress()

    def widgets(self) -> list[QWidget]:
        """Return the widgets that are shown, from the left."""
        items = (self.itemAt(n) for n in range(self.count()))
        found = (item.widget() for item in items if item is not None)
        return [w for w in found if w is not None and not w.isHidden()]

    def needed(self) -> int:
        """Return the width in which all stand beside each other, px."""
        shown = self.widgets()
        return sum(w.sizeHint().width() for w in shown) + px(self._gap) * max(0, len(shown) - 1)

    def turn(self, width: int) -> None:
        """Choose the direction for a width."""
        ways = QBoxLayout.Direction
        wanted = ways.LeftToRight if self.needed() <= width else ways.TopToBottom
        if wanted == self.direction():
            return
        self.setDirection(wanted)
        for widget in self.widgets():
            self.setAlignment(widget, self.alignment_of(widget))
        self.dress()

    def alignment_of(self, widget: QWidget) -> Qt.AlignmentFlag:
        """Return how a widget stands in the present direction; below others, a field is wide."""
        flat = self.direction() == QBoxLayout.Direction.LeftToRight
        return Qt.AlignmentFlag.AlignVCenter if flat else at_left(widget)

    def dress(self) -> None:
        """Set the gap for the present direction and text size."""
        flat = self.direction() == QBoxLayout.Direction.LeftToRight
        self.setSpacing(px(self._gap if flat else self._low_gap))

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        shown = self.widgets()
        if self.needed() <= width:
            return max((w.sizeHint().height() for w in shown), default=0)
        heights = (_height(w, min(width, w.sizeHint().width())) for w in shown)
        return sum(heights) + px(self._low_gap) * max(0, len(shown) - 1)

    @override
    def sizeHint(self) -> QSize:
        highest = max((w.sizeHint().height() for w in self.widgets()), default=0)
        return QSize(self.needed(), highest)

    @override
    def minimumSize(self) -> QSize:
        least = [w.minimumSizeHint().expandedTo(w.minimumSize()) for w in self.widgets()]
        widths, heights = (s.width() for s in least), (s.height() for s in least)
        return QSize(max(widths, default=0), max(heights, default=0))


class Row(QWidget):
    """Widgets beside each other, from the left; below each other where they do not fit."""

    def __init__(self, gap: int = 16, low_gap: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = _RowLayout(self, gap, low_gap)
        self._box.addStretch(1)
        self._split = False

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Add a widget at the right end."""
        end = self._box.count() - (0 if self._split else 1)
        self._box.insertWidget(end, widget, stretch, self._box.alignment_of(widget))
        self._box.turn(self.width())

    def split(self) -> None:
        """What follows stands at the right end."""
        self._split = True

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._box.turn(self.width())
        super().resizeEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._box.turn(self.width())
        return super().event(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_box"):
            self._box.dress()
            self._box.turn(self.width())


def _height(widget: QWidget, width: int) -> int:
    if widget.hasHeightForWidth():
        return widget.heightForWidth(width)
    return widget.sizeHint().height()


def draw_key_cap(painter: QPainter, box: QRect, key: str, token: str = "") -> None:
    """Paint a key with its sign: quiet, or with line and sign in the colour of `token`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour(token or "divider"), px(1)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = px(1) / 2
    painter.drawRoundedRect(QRectF(box).adjusted(half, half, -half, -half), px(4), px(4))
    painter.setFont(font(16, 600 if token else 400))
    painter.setPen(colour(token or "muted"))
    painter.drawText(QRectF(box), Qt.AlignmentFlag.AlignCenter, key)
    painter.restore()


def draw_mark(painter: QPainter, box: QRect, text: str, active: bool = True) -> None:
    """Paint a number in a circle: filled quietly where something is to do, else outlined."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    half = px(1) / 2
    round_box = QRectF(box)
    if active:
        painter.setPen(Qt.PenStyle.NoPen if filled() else QPen(colour("action"), px(2)))
        painter.setBrush(colour("tint"))
    else:
        painter.setPen(QPen(colour("divider" if filled() else "border"), px(1)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        round_box.adjust(half, half, -half, -half)
    painter.drawEllipse(round_box)
    painter.setFont(font(18, 600))
    painter.setPen(colour("action" if active else "text"))
    painter.drawText(QRectF(box), Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


class Picture(QWidget):
    """An icon beside words that say the same; decoration, so nothing is said."""

    def __init__(self, name: str, token: str, size: int = 24) -> None:
        super().__init__()
        self._name, self._token, self._size = name, token, size
        self.setSizePolicy(_FIXED, _FIXED)

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(self._size), px(self._size) + self.contentsMargins().top())

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        box = QRect(0, self.contentsMargins().top(), px(self._size), px(self._size))
        draw_icon(QPainter(self), self._name, box, self._token)


class NumberMark(QWidget):
    """The number of a step in a circle of 32; the step's heading says it."""

    def __init__(self, text: str, active: bool = True) -> None:
        super().__init__()
        self._text, self._active = text, active
        self.setSizePolicy(_FIXED, _FIXED)

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(32), px(32))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        draw_mark(QPainter(self), QRect(0, 0, px(32), px(32)), self._text, self._active)


class IconLine(QWidget):
    """An icon and the words that say the same; the icon stands at the first line."""

    def __init__(self, icon: str, token: str, words: Text, gap: int = 12) -> None:
        super().__init__()
        self.words, self._gap = words, gap
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._picture = Picture(icon, token)
        self._box.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        self._box.addWidget(words, 1)
        self._dress()

    def _dress(self) -> None:
        self._box.setSpacing(px(self._gap))
        lift = (self.words.paragraph.kind.grid - px(24)) // 2
        self._picture.setContentsMargins(0, lift, 0, 0)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_box"):
            self._dress()
