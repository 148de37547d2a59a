"""A table of the city's report as a table on the screen: same rows, same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessments.german import NBSP, date, number
from assessments.report_tables import Sort
from desktop.tables import Cell, Column, TableModel

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from assessments.report_tables import Cell as ReportCell
    from assessments.report_tables import ReportColumn, ReportTable

Row = tuple["ReportCell", ...]
FIGURES = frozenset((Sort.COUNT, Sort.SHARE, Sort.LEVEL, Sort.STAGE))
PER_LETTER, ROOM, LEAST = 8, 16, 72
"""Width of a column of figures from its heading, px at 100 %."""


def model_of(
    table: ReportTable, without: frozenset[Sort] = frozenset((Sort.SHARE,))
) -> TableModel[Row]:
    """Return the rows with the total first; columns of the sorts in `without` are left out."""
    places = [n for n, c in enumerate(table.columns) if c.sort not in without]
    columns = [_column(table.columns[n], n, table.total) for n in places]
    model: TableModel[Row] = TableModel(columns)
    model.show([*((table.total,) if table.total else ()), *table.rows])
    return model


def _column(column: ReportColumn, place: int, total: Row) -> Column[Row]:
    figures = column.sort in FIGURES
    width = max(LEAST, PER_LETTER * len(column.heading) + ROOM) if figures else 0
    return Column(column.heading, _cell(column.sort, place, total), width, right=figures)


def _cell(sort: Sort, place: int, total: Row) -> Callable[[Row], Cell]:
    def cell(row: Row) -> Cell:
        bold = row is total or sort is Sort.NAME
        return Cell(
            _words(sort, row[place]),
            size=18 if sort is Sort.NAME else 16,
            weight=600 if row is total else 400,
            token="text" if bold or sort in FIGURES else "muted",
        )

    return cell


def _words(sort: Sort, value: ReportCell) -> str:
    if value is None:
        return "–"
    if isinstance(value, int | float) and sort in _AS_WORDS:
        return _AS_WORDS[sort](value)
    return date(value) if sort is Sort.DATE and isinstance(value, str) else str(value)


_AS_WORDS: Mapping[Sort, Callable[[float], str]] = {
    Sort.COUNT: lambda value: number(int(value)),
    Sort.LEVEL: lambda value: str(int(value)),
    Sort.STAGE: lambda value: f"E{int(value)}",
    Sort.SHARE: lambda value: f"{round(100 * value)}{NBSP}%",
}
