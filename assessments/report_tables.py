"""What a table of the city's report is: rows with a computed title and the rule they count by.

Pure values; the workbook sets them, `figures` and later doors may print them. Cells: dates as ISO
text, shares 0 to 1 unrounded, None for empty.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Cell = str | int | float | None


class Sort(StrEnum):
    """What the cells of a report column are, and so how they are set."""

    NAME = "name"
    """What the row is about; bold."""
    TEXT = "text"
    QUIET = "quiet"
    """Ids, codes and keys."""
    WORD = "word"
    """A short word, centred."""
    COUNT = "count"
    SHARE = "share"
    LEVEL = "level"
    STAGE = "stage"
    """E-stage, shown as E2."""
    DATE = "date"
    """ISO text; empty for none."""


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """One column. `help` says what it counts where the heading alone does not."""

    heading: str
    sort: Sort
    help: str = ""
    code: str = ""
    """What it stands for, where words may be shortened (an owner)."""


@dataclass(frozen=True, slots=True)
class ReportTable:
    """One table. `key` is its number and, where there are several, what it is broken down by."""

    key: str
    name: str
    """What it is, in a few words."""
    title: str
    """The computed sentence, or a neutral count."""
    hint: str
    """How to read it."""
    columns: tuple[ReportColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] = ()
    """Sums; not a row of the table."""
    rules: tuple[str, ...] = ()
    """Counting rules, printed below."""

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings in order."""
        return tuple(c.heading for c in self.columns)

    def column(self, heading: str) -> tuple[Cell, ...]:
        """Return the cells of one column, without the total; ValueError if there is none."""
        place = self.headings.index(heading)
        return tuple(row[place] for row in self.rows)
