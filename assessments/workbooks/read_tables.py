"""The tables of a reply, with what is wrong with them as tables.

Columns that are read must be there once; a formula, an Excel error or a merge in one of them is
named with its place, and its cell is unreadable (None) from then on, so that nothing is said twice.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from assessments.text import clean_text
from assessments.workbooks import cells
from assessments.workbooks.grids import TableSpec
from assessments.workbooks.layout import (
    ANSWERS,
    CITY_COLUMNS,
    MEASURES,
    METADATA,
    PROCESSES,
    SERVICES,
    SUBMISSIONS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from assessments.workbooks.cells import Cell
    from assessments.workbooks.collected_findings import Findings
    from assessments.workbooks.columns import Table

_CITY = tuple(c.heading for c in CITY_COLUMNS)
_PARTS_OF_CITY = frozenset({SERVICES.name, PROCESSES.name, MEASURES.name, ANSWERS.name})
TABLES = (SERVICES, PROCESSES, MEASURES, SUBMISSIONS, ANSWERS, METADATA)


def specs() -> tuple[TableSpec, ...]:
    """Return what the reading process looks for.

    All of `tblAntworten` is believed (contract 3.1), so formulas and errors count in its words
    for people, too, though nothing is taken from them.
    """
    return tuple(
        TableSpec(
            table.sheet,
            (*(c.heading for c in table.read), *(_CITY if table.name in _PARTS_OF_CITY else ())),
            _watched(table),
        )
        for table in TABLES
    )


def _watched(table: Table) -> tuple[str, ...]:
    if table.name != ANSWERS.name:
        return ()
    return tuple(c.heading for c in table.columns if c not in table.read)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its number as Excel shows it, its cells by heading."""

    table: ReadTable
    number: int
    _cells: list[Cell]

    def __getitem__(self, heading: str) -> Cell:
        """Return a cell; an absent column is as blank as an empty cell."""
        position = self.table.positions.get(heading)
        return "" if position is None else self._cells[position]

    def identifier(self, heading: str) -> str:
        """Return an id, a code or a name."""
        return cells.identifier(self[heading])

    def identifiers(self, heading: str) -> tuple[str, ...]:
        """Return several ids or codes."""
        return cells.identifiers(self[heading])

    def text(self, heading: str) -> str:
        """Return free text."""
        return cells.text(self[heading])


@dataclass(frozen=True, slots=True)
class ReadTable:
    """One table as it was found, or found missing."""

    table: Table
    sheet: str
    """Name of the sheet as the file writes it."""
    found: bool
    """Whether the sheet is there and has the header row."""
    positions: Mapping[str, int] = field(default_factory=dict)
    """Heading -> position in a row of `cells`."""
    data: list[list[Any]] = field(default_factory=list)
    """`[row number, cell, …]`."""

    def rows(self) -> Iterator[Row]:
        """Yield the rows in which something can be seen in a column that is read."""
        for cells_ in self.data:
            if not all(cells.is_blank(cell) for cell in cells_[1:]):
                yield Row(self, cells_[0], cells_)


class TableReader:
    """Takes tables out of a reply, once each, and says what is wrong with them."""

    def __init__(self, reply: Mapping[str, Any], findings: Findings) -> None:
        self._tables = {t["sheet_key"]: t for t in reply["tables"]}
        self._findings = findings
        self.incomplete = False
        """Whether a sheet, a table or a column was missing so far, or there twice."""

    def has_sheet(self, table: Table) -> bool:
        """Return whether the table's sheet is there."""
        return table.sheet in self._tables

    def read(
        self, table: Table, required: tuple[str, ...], absent: str = "missing-sheet"
    ) -> ReadTable:
        """Return a table; what it lacks of `required`, and unreadable cells, are findings.

        `absent` is the finding's code where the sheet is not there.
        """
        found = self._tables.get(table.sheet)
        if found is None:
            self._miss(absent, table.sheet, name=table.sheet)
            return ReadTable(table, table.sheet, found=False)
        sheet = found["sheet"] = clean_text(found["sheet"])
        if not found["head"]:
            self._miss("missing-table", sheet)
            return ReadTable(table, sheet, found=False)
        self._columns(found, required)
        self._marks(found)
        positions = {heading: n for n, heading in enumerate(found["columns"], start=1)}
        return ReadTable(table, sheet, found=True, positions=positions, data=found["rows"])

    def _columns(self, found: dict[str, Any], required: tuple[str, ...]) -> None:
        sheet, head = found["sheet"], found["head"]
        for heading in found["missing"]:
            if heading in required:
                self._miss("missing-column", sheet, head, heading)
        for heading in found["twice"]:
            self._miss("column-twice", sheet, head, heading)

    def _miss(
        self, code: str, sheet: str, row: int | None = None, column: str = "", **facts: str
    ) -> None:
        self.incomplete = True
        self._findings.add(code, sheet, row, column, **facts)

    def _marks(self, found: dict[str, Any]) -> None:
        """Report unreadable cells and blank them out."""
        sheet, by_number = found["sheet"], {row[0]: row for row in found["rows"]}
        positions = {heading: n for n, heading in enumerate(found["columns"], start=1)}
        for row, heading, range_ in found["merges"]:
            self._findings.add("merged-cells", sheet, row, heading, range=range_)
        named = set()
        for code, places in (("formula", found["formulas"]), ("error-value", found["errors"])):
            for row, heading in places:
                cells_ = by_number.get(row)
                position = positions.get(heading) if cells_ else None
                value = f": {cells.plain(cells_[position])}" if cells_ and position else ""
                if (row, heading) not in named:
                    self._findings.add(code, sheet, row, heading, found=value)
                    named.add((row, heading))
                if cells_ and position:
                    cells_[position] = None
        self._findings.add_more(found["more"])


def required(table: Table, *, city: bool = False) -> tuple[str, ...]:
    """Return headings whose absence refuses the file (contract 3.5): all that is read but five."""
    needed = table.columns if table.name == ANSWERS.name else table.read
    city_too = _CITY if city and table.name in _PARTS_OF_CITY else ()
    return (*(c.heading for c in needed if not c.optional), *city_too)
