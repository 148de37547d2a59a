"""How cells and heads of a table look; head and cells share one idea of where their words begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView
from typing_extensions import override

from desktop.appearance import colour, filled, metrics, px
from desktop.tables import TableModel
from desktop.widgets.cell_words import MIDDLE, CellWords
from desktop.widgets.option_face import State, draw_check
from desktop.widgets.text import LABEL_LINE, Paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

Index = QModelIndex | QPersistentModelIndex
PADDING, TICK, ONE_LINE = 8, 40, 40


def inner(rect: QRect, column: int, columns: int) -> QRect:
    """Return a cell without its padding; the first and the last column are flush."""
    left = 0 if column == 0 else px(PADDING)
    right = 0 if column == columns - 1 else px(PADDING)
    return rect.adjusted(left, 0, -right, 0)


class CellDelegate(QStyledItemDelegate):
    """Paints a `Cell`. `least` is the height of a row in which nothing wraps, px at 100 %."""

    def __init__(self, view: QTableView, least: int) -> None:
        super().__init__(view)
        self._least = least
        self._first = min(ONE_LINE, least)
        """Height of a row of one line, in the middle of which the first line stands."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(80), px(self._least))

    def row_height(self, model: TableModel[Any], row: int, widths: Sequence[int]) -> int:
        """Return the height a row needs in columns of these widths, px."""
        heights = (self._height(model, row, n, width) for n, width in enumerate(widths))
        return max(px(self._least), *heights)

    def ring_rect(self, rect: QRect, index: Index) -> QRect:
        """Return the part of a cell that the focus ring goes around: its words."""
        model = index.model()
        assert isinstance(model, TableModel)
        needed = self._height(model, index.row(), index.column(), rect.width())
        top = rect.top() + min(px(MIDDLE), px(self._first) // 2) - px(14)
        left = rect.left() + (px(3) if index.column() else 0)
        return QRect(left, top, rect.right() + 1 - left, max(px(30), needed - px(10)))

    def _height(self, model: TableModel[Any], row: int, number: int, width: int) -> int:
        box = words_box(QRect(0, 0, width, 0), model, number)
        # Measured as if ticked, so that ticking moves nothing.
        words = CellWords(
            model.cell(row, number), model.columns[number].right, _may_tick(model, number)
        )
        return words.height(box.width(), px(self._first))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, row, number = index.model(), index.row(), index.column()
        assert isinstance(model, TableModel)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = QRect(rect.left(), rect.bottom() + 1 - px(1), rect.width(), px(1))
        painter.fillRect(line, colour("hair" if filled() else "border"))
        chosen = model.chosen(row) if number == 0 else None
        if chosen is not None:
            tick = QRect(rect.left(), rect.top() + px(8), px(24), px(24))
            draw_check(painter, tick, State(chosen, hover=False, enabled=True))
        words = CellWords(model.cell(row, number), model.columns[number].right, bool(chosen))
        words.draw(painter, words_box(rect, model, number), px(self._first))
        painter.restore()


def words_box(rect: QRect, model: TableModel[Any], number: int) -> QRect:
    """Return where the words of a cell stand: inside its padding, right of its tick."""
    box = inner(rect, number, len(model.columns))
    return box.adjusted(px(TICK), 0, 0, 0) if _may_tick(model, number) else box


def _may_tick(model: TableModel[Any], number: int) -> bool:
    return number == 0 and model.ticks()


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
        measure = metrics(LABEL_LINE.size, LABEL_LINE.weight)
        fitting = measure.elidedText(text, Qt.TextElideMode.ElideRight, box.width() + 1)
        words = Paragraph(fitting, LABEL_LINE)
        right = model.columns[logicalIndex].right
        left = box.right() + 1 - words.natural_width() if right else box.left()
        top = rect.bottom() + 1 - px(6) - words.kind.grid
        words.draw(painter, QPointF(left, top), box.width(), "muted")
        painter.restore()
