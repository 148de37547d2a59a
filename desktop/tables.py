"""Any list of records is a table: a column is a record that says what a cell shows.

The rows may be any sequence; a row is looked at when it is painted or read aloud, so ten thousand
hits of a search cost nothing until somebody scrolls to them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from questionnaires.folding import sort_key

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Index = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row")
ORDERS = {
    Qt.SortOrder.AscendingOrder: ("↑", "aufsteigend sortiert"),
    Qt.SortOrder.DescendingOrder: ("↓", "absteigend sortiert"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows. `beside` follows in muted words, `second` stands on a line below.

    `marks` are half-open ranges of `text` to set off, where a search found something. `spoken`
    replaces everything for the ear, where the eye sees it differently.
    """

    text: str
    second: str = ""
    beside: str = ""
    size: int = 16
    weight: int = 400
    token: str = "text"
    second_token: str = "muted"
    marks: tuple[tuple[int, int], ...] = ()
    spoken: str = ""

    def words(self) -> str:
        """Return all the cell says."""
        return self.spoken or ", ".join(filter(None, (self.text, self.beside, self.second)))


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column. `width` in px at 100 %, 0: takes the rest; `sort`: what is compared, if it is."""

    heading: str
    cell: Callable[[Row], Cell]
    width: int = 0
    right: bool = False
    """Whether figures stand at the right edge."""
    sort: Callable[[Row], str | float] | None = None
    least: int = 208
    """Least width of a column that takes the rest."""


class TableModel(QAbstractTableModel, Generic[Row]):
    """Rows and columns; `key` names a row, and makes rows that can be ticked possible."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        key: Callable[[Row], str] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._key = key
        self._rows: Sequence[Row] = ()
        self._chosen: frozenset[str] | None = None
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows, in this order unless a person has sorted."""
        self.beginResetModel()
        self._rows = rows
        self._put_in_order()
        self.endResetModel()

    def set_chosen(self, keys: frozenset[str]) -> None:
        """Tick the rows with these keys."""
        self._chosen = keys
        if self._rows:
            last = self.index(len(self._rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def row(self, number: int) -> Row:
        """Return the record of a row."""
        return self._rows[number]

    def key(self, number: int) -> str:
        """Return the key of a row, its number if rows have none."""
        return self._key(self._rows[number]) if self._key else str(number)

    def ticks(self) -> bool:
        """Return whether rows can be ticked."""
        return self._chosen is not None

    def sorted_by(self) -> tuple[int, Qt.SortOrder] | None:
        """Return the column a person sorted by, and how."""
        return self._sorted

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell(row, column).text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, column)
        return None

    def cell(self, row: int, column: int) -> Cell:
        """Return what a cell shows."""
        return self.columns[column].cell(self._rows[row])

    def chosen(self, row: int) -> bool | None:
        """Return whether a row is ticked; None where rows have no tick."""
        return None if self._chosen is None else self.key(row) in self._chosen

    def _spoken(self, row: int, column: int) -> str:
        words = self.cell(row, column).words()
        if column > 0 or self._chosen is None:
            return words
        return f"{words}, {'ausgewählt' if self.chosen(row) else 'nicht ausgewählt'}"

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return self._row_name(section, role)
        heading = self.columns[section].heading if 0 <= section < len(self.columns) else ""
        sign, spoken = "", ""
        if self._sorted and self._sorted[0] == section:
            sign, spoken = ORDERS[self._sorted[1]]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{heading} {sign}".rstrip()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (heading, spoken)))
        return None

    def _row_name(self, row: int, role: int) -> str | None:
        """The hidden heads at the left name each row for those who hear the table."""
        wanted = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if not wanted or not 0 <= row < len(self._rows):
            return None
        return self.columns[0].cell(self._rows[row]).text

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if not 0 <= column < len(self.columns) or self.columns[column].sort is None:
            return
        self.layoutAboutToBeChanged.emit()
        self._sorted = (column, order)
        self._put_in_order()
        self.layoutChanged.emit()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def _put_in_order(self) -> None:
        if self._sorted is None:
            return
        column, order = self._sorted
        compared = self.columns[column].sort
        if compared is not None:
            backwards = order == Qt.SortOrder.DescendingOrder
            self._rows = sorted(
                self._rows, key=lambda row: _comparable(compared(row)), reverse=backwards
            )


def _comparable(value: str | float) -> tuple[tuple[str, str], float]:
    return (sort_key(value), 0.0) if isinstance(value, str) else (("", ""), value)
