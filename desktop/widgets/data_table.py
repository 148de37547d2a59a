"""A table to be read and walked through: quiet lines, flush edges, ticks, hits marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QSizePolicy, QTableView
from typing_extensions import override

from desktop.appearance import px, revision
from desktop.widgets.buttons import enter_keys
from desktop.widgets.margin_bar import MarginBar
from desktop.widgets.table_painting import CellDelegate, TableHead

if TYPE_CHECKING:
    from PySide6.QtGui import (
        QHideEvent,
        QKeyEvent,
        QMouseEvent,
        QMoveEvent,
        QResizeEvent,
        QShowEvent,
    )

    from desktop.tables import TableModel

Index = QModelIndex | QPersistentModelIndex
HEAD, ROW, TWO_LINES, DENSE = 36, 40, 64, 32
"""Heights, px at 100 %."""
LEAST_ROWS, MOST_ROUNDS = 3, 12
_SORT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class DataTable(QTableView):
    """Shows a `TableModel`. Arrows move the ring, Tab leaves, Enter activates, Space ticks.

    `fills`: takes the height there is and scrolls; else it shows all its rows.
    """

    activated_row = Signal(object)
    """The record of a row on which Enter was pressed, or that was double-clicked."""
    toggled_row = Signal(object)
    """The record of a row whose tick is to be turned."""
    typed = Signal(str)
    """A letter was typed: it belongs into the search field."""
    search_wanted = Signal()
    """Up was pressed in the first row."""

    def __init__(
        self, name: str, model: TableModel[Any], row: int = ROW, fills: bool = False
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.table, self._row, self._fills = model, row, fills
        self._cells = CellDelegate(self, row)
        self._kept: dict[int, int] = {}
        self._kept_for: tuple[int, ...] = ()
        self._fitting = False
        self._margin_bar: MarginBar | None = None
        self.setProperty("plain", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.setHorizontalHeader(TableHead(self))
        self.setItemDelegate(self._cells)
        self.setModel(model)
        self._set_policies()
        self._dress()
        model.modelReset.connect(self._rows_changed)
        model.layoutChanged.connect(self._measure_again)
        model.dataChanged.connect(self.fit)
        self.verticalScrollBar().valueChanged.connect(self.fit)
        self.doubleClicked.connect(self._double_clicked)

    def _set_policies(self) -> None:
        vertical = self.verticalHeader()
        vertical.hide()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if self._fills:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
            self._margin_bar = MarginBar(self.verticalScrollBar(), self)
            self.destroyed.connect(self._margin_bar.deleteLater)
            return
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def current_row(self) -> object:
        """Return the record of the row the ring is in, None if there is none."""
        index = self.currentIndex()
        return self.table.row(index.row()) if index.isValid() else None

    def enter(self) -> None:
        """Give the table the focus, at the row it was in or at the first one."""
        if not self.currentIndex().isValid() and self.table.rowCount():
            self.setCurrentIndex(self.table.index(0, 0))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_rect(self) -> QRect:
        """Return what the ring goes around: the first line of the cell, both if it has two."""
        index = self.currentIndex()
        if not index.isValid():
            return self.viewport().geometry()
        rect = self._cells.ring_rect(self.visualRect(index), index)
        return rect.translated(self.viewport().pos())

    def widths(self, room: int) -> list[int]:
        """Return the widths of the columns in a room: what is open takes the rest; px."""
        made = [px(c.width) for c in self.table.columns]
        open_ones = [n for n, c in enumerate(self.table.columns) if not c.width]
        rest = (room - sum(made)) // max(1, len(open_ones))
        for n in open_ones:
            made[n] = max(px(self.table.columns[n].least), rest)
        return made

    def full_height(self, width: int) -> int:
        """Return the height that shows all rows in a width, px."""
        widths = self.widths(width)
        heights = (self._height(row, widths) for row in range(self.table.rowCount()))
        return px(HEAD) + sum(heights) + self._bar(width)

    def _bar(self, width: int) -> int:
        needed = sum(px(c.width or c.least) for c in self.table.columns)
        return px(16) if width < needed else 0

    def _height(self, row: int, widths: list[int]) -> int:
        """Return the height a row needs, kept until rows, widths or look change."""
        valid_for = (*widths, revision(), self.table.ticks())
        if self._kept_for != valid_for:
            self._kept_for, self._kept = valid_for, {}
        if row not in self._kept:
            self._kept[row] = self._cells.row_height(self.table, row, widths)
        return self._kept[row]

    def fit(self) -> None:
        """Give columns their widths, and rows the heights their words need.

        A table that scrolls measures only the rows one sees: ten thousand would take too long.
        """
        if self._fitting:
            return
        self._fitting = True
        head, widths = self.horizontalHeader(), self.widths(self.viewport().width())
        for n, width in enumerate(widths):
            if head.sectionSize(n) != width:
                head.resizeSection(n, width)
        if self._fit_rows(widths):
            self.updateGeometries()
        self._fitting = False

    def _fit_rows(self, widths: list[int]) -> bool:
        """Return whether any row has another height than before."""
        changed, bottom = False, self.viewport().height()
        for row in range(max(0, self.rowAt(0)) if self._fills else 0, self.table.rowCount()):
            if self._fills and self.rowViewportPosition(row) >= bottom:
                break
            height = self._height(row, widths)
            if self.rowHeight(row) != height:
                self.setRowHeight(row, height)
                changed = True
        return changed

    @override
    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Rows that come into sight may grow, and push the wanted one out of it again."""
        super().scrollTo(index, hint)
        for _ in range(MOST_ROUNDS if self._fills else 0):
            before = self.visualRect(index)
            self.fit()
            super().scrollTo(index, hint)
            if self.visualRect(index) == before:
                return

    @override
    def hasHeightForWidth(self) -> bool:
        return not self._fills

    @override
    def heightForWidth(self, width: int) -> int:
        return self.full_height(width)

    @override
    def sizeHint(self) -> QSize:
        width = sum(px(c.width or c.least) for c in self.table.columns)
        return QSize(width, self._least() if self._fills else self.full_height(width))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(px(200), self._least() if self._fills else self.full_height(self.width()))

    def _least(self) -> int:
        """Return the least height of a table that scrolls; the page's layout adds what is left."""
        return px(HEAD) + LEAST_ROWS * px(self._row)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, key = self.currentIndex(), event.key()
        sorting = event.modifiers() & _SORT == _SORT
        if sorting and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            orders = Qt.SortOrder
            down = key == Qt.Key.Key_Down
            order = orders.DescendingOrder if down else orders.AscendingOrder
            self.table.sort(index.column(), order)
        elif key in enter_keys() and index.isValid():
            self._activate(index)
        elif key == Qt.Key.Key_Up and index.row() == 0:
            self.search_wanted.emit()
        elif not self._type(event):
            super().keyPressEvent(event)

    def _type(self, event: QKeyEvent) -> bool:
        """Space ticks, other signs go to the search."""
        text = event.text()
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if not (text and text.isprintable() and plain):
            return False
        if text != " ":
            self.typed.emit(text)
        elif self.currentIndex().isValid():
            self._tick(self.currentIndex())
        return True

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self._tick(index)

    def _tick(self, index: Index) -> None:
        if self.table.ticks():
            self.toggled_row.emit(self.table.row(index.row()))

    def _activate(self, index: Index) -> None:
        self.activated_row.emit(self.table.row(index.row()))

    def _double_clicked(self, index: Index) -> None:
        if not self.table.ticks():
            self._activate(index)

    def _rows_changed(self) -> None:
        if self.table.rowCount():
            self.setCurrentIndex(self.table.index(0, 0))
        self._measure_again()

    def _measure_again(self) -> None:
        self._kept_for = ()
        self.verticalHeader().setDefaultSectionSize(px(self._row))
        self.fit()
        self.updateGeometry()

    def _dress(self) -> None:
        self.horizontalHeader().setFixedHeight(px(HEAD))
        self._measure_again()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
        self._place_bar()
        if self.hasFocus() and self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    @override
    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._place_bar()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._place_bar()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._margin_bar is not None:
            self._margin_bar.hide()

    def _place_bar(self) -> None:
        if self._margin_bar is not None and self.isVisible():
            self._margin_bar.place(self)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "table"):
            self._dress()
