"""How cells and heads of a table look; head and cells share one idea of where their words begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView
from typing_extensions import override

from desktop.appearance import colour, filled, metrics, px
from desktop.tables import CELL_ROLE, CHOSEN_ROLE, Cell, Column, TableModel
from desktop.widgets.option_face import State, draw_check
from desktop.widgets.text import LABEL_LINE, Paragraph, Type

if TYPE_CHECKING:
    from typing import Any

Index = QModelIndex | QPersistentModelIndex
PADDING, TICK, BESIDE = 8, 40, 16
FIRST_MIDDLE, SECOND_TOP = 20, 32
"""Middle of the first line and top of the second one, from the top of the row."""


def inner(rect: QRect, column: int, columns: int) -> QRect:
    """Return a cell without its padding; the first and the last column are flush."""
    left = 0 if column == 0 else px(PADDING)
    right = 0 if column == columns - 1 else px(PADDING)
    return rect.adjusted(left, 0, -right, 0)


class CellDelegate(QStyledItemDelegate):
    """Paints a `Cell`."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(80), px(40))

    def ring_rect(self, rect: QRect, index: Index) -> QRect:
        """Return the part of a cell that the focus ring goes around."""
        cell: Cell = index.data(CELL_ROLE)
        height = px(54 if cell.second else 30)
        middle = min(px(FIRST_MIDDLE), rect.height() // 2)
        top = rect.top() + middle - px(14)
        left = rect.left() + (px(3) if index.column() else 0)
        return QRect(left, top, rect.right() + 1 - left, height)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, TableModel)
        column: Column[Any] = model.columns[index.column()]
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = QRect(rect.left(), rect.bottom() + 1 - px(1), rect.width(), px(1))
        painter.fillRect(line, colour("hair" if filled() else "border"))
        box = inner(rect, index.column(), len(model.columns))
        cell: Cell = index.data(CELL_ROLE)
        chosen = index.data(CHOSEN_ROLE)
        if chosen is not None and index.column() == 0:
            tick = QRect(box.left(), box.top() + px(8), px(24), px(24))
            draw_check(painter, tick, State(chosen, hover=False, enabled=True))
            box.setLeft(box.left() + px(TICK))
        weight = 600 if chosen and index.column() == 0 else cell.weight
        _draw_first(painter, box, cell, Type(cell.size, weight, tabular=column.right, wrap=False))
        if cell.second:
            kind = Type(16, 400, tabular=column.right, wrap=False)
            words = Paragraph(_fitting(cell.second, kind, box.width()), kind)
            place = QPointF(_left(box, words, column.right), box.top() + px(SECOND_TOP))
            words.draw(painter, place, box.width(), cell.second_token)
        painter.restore()


def _left(box: QRect, words: Paragraph, right: bool) -> float:
    return box.right() + 1 - words.natural_width() if right else box.left()


def _fitting(text: str, kind: Type, width: int) -> str:
    measure = metrics(kind.size, kind.weight)
    return measure.elidedText(text, Qt.TextElideMode.ElideRight, width + 1)


def _draw_first(painter: QPainter, box: QRect, cell: Cell, kind: Type) -> None:
    text = _fitting(cell.text, kind, box.width())
    words = Paragraph(text, kind)
    middle = box.top() + min(px(FIRST_MIDDLE), box.height() / 2)
    top = middle - kind.grid / 2
    left = _left(box, words, kind.tabular)
    if text == cell.text:
        _draw_marks(painter, QPointF(left, middle), words, cell.marks)
    words.draw(painter, QPointF(left, top), box.width(), cell.token)
    room = box.right() - (left + words.natural_width() + px(BESIDE))
    if not cell.beside or room < px(40):
        return
    small = Type(16, wrap=False)
    beside = Paragraph(_fitting(cell.beside, small, int(room)), small)
    # Both stand on one base line.
    base = top + words.base_line() - beside.base_line()
    place = QPointF(left + words.natural_width() + px(BESIDE), base)
    beside.draw(painter, place, room + 2, "muted")


def _draw_marks(
    painter: QPainter, middle: QPointF, words: Paragraph, marks: tuple[tuple[int, int], ...]
) -> None:
    """Paint a ground behind what the search found; under high contrast a line below it."""
    line = words.layout(1 << 20).lineAt(0)
    for start, end in marks:
        left, right = (_at(line.cursorToX(place)) for place in (start, end))
        box = QRectF(middle.x() + left - px(2), middle.y() - px(13), right - left + px(4), px(26))
        painter.setPen(Qt.PenStyle.NoPen if filled() else QPen(colour("action"), px(1)))
        painter.setBrush(colour("tint"))
        painter.drawRoundedRect(box, px(4), px(4))


def _at(place: object) -> float:
    """PySide returns the place alone or with the cursor, by version."""
    return float(place[0]) if isinstance(place, tuple) else float(str(place))


class TableHead(QHeaderView):
    """The heads: muted words at the bottom, one line below all."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(px(16))
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self.sectionClicked.connect(self._sort)

    def _sort(self, column: int) -> None:
        model = self.model()
        assert isinstance(model, TableModel)
        orders, now = Qt.SortOrder, model.sorted_by()
        again = now == (column, orders.AscendingOrder)
        model.sort(column, orders.DescendingOrder if again else orders.AscendingOrder)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        model = self.model()
        if not isinstance(model, TableModel):
            return
        painter.save()
        line = QRect(rect.left(), rect.bottom() + 1 - px(1), rect.width(), px(1))
        painter.fillRect(line, colour("border"))
        box = inner(rect, logicalIndex, len(model.columns))
        text = str(model.headerData(logicalIndex, Qt.Orientation.Horizontal))
        words = Paragraph(_fitting(text, LABEL_LINE, box.width()), LABEL_LINE)
        left = _left(box, words, model.columns[logicalIndex].right)
        top = rect.bottom() + 1 - px(6) - words.kind.grid
        words.draw(painter, QPointF(left, top), box.width(), "muted")
        painter.restore()
