"""What a column and a table of the exchange workbook are; the tables themselves: `layout`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Sheet(StrEnum):
    """The sheets by name; further report sheets stand before `SUBMISSIONS`."""

    COVER = "Deckblatt"
    OVERVIEW = "Übersicht"
    SERVICES = "Leistungen"
    PROCESSES = "Prozesse"
    MEASURES = "Maßnahmen"
    SUBMISSIONS = "Abgaben"
    ANSWERS = "Antworten"
    READING_AID = "Lesehilfe"
    METADATA = "Metadaten"


class CellKind(StrEnum):
    """What a cell of the column holds."""

    TEXT = "text"
    LIST = "list"
    """Codes, ids or keys separated by `;`."""
    WHOLE = "whole"
    NUMBER = "number"
    SHARE = "share"
    """0 to 1, unrounded."""
    DATE = "date"
    """A real date of Excel."""
    ISO_DATE = "iso-date"
    """ISO 8601 date as text."""
    ISO_TIME = "iso-time"
    """ISO 8601 time with offset as text, to the second."""
    YES_NO = "yes-no"
    """`ja`, `nein`, or empty for unknown."""
    VALUE = "value"
    """A stored answer: code, codes, text, ISO date text; numbers as numbers."""


class Look(StrEnum):
    """How the cells of a column are set; numbers and dates stand right by their kind."""

    PLAIN = "plain"
    QUIET = "quiet"
    STRONG = "strong"
    CENTRED = "centred"
    LEVEL = "level"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `width` in Excel units; `unit`, `meaning`, `allowed` are German (Lesehilfe)."""

    heading: str
    kind: CellKind
    width: float
    unit: str
    meaning: str
    allowed: str
    look: Look = Look.PLAIN
    believed: bool = False
    """Read and taken over (contract 3.1)."""
    compared: bool = False
    """Read only to be compared with what is computed again (`level-differs`)."""
    optional: bool = False
    """May be absent although it is believed: then it is unknown (the five later columns)."""
    values: tuple[str, ...] = ()
    """The only words allowed, where they are fixed."""
    pattern: str = ""
    """Number format, where the kind's own does not do."""


@dataclass(frozen=True, slots=True)
class Table:
    """One ListObject: header row in `layout.HEADER_ROW` of its sheet, data below it."""

    name: str
    sheet: str
    columns: tuple[Column, ...]
    key: str
    """Heading of the id; in `tblAntworten` a row is identified by it together with `Frage`."""
    name_column: str = ""
    """Heading of the last column that stays in view when scrolling to the right."""
    printed: int = 0
    """How many columns stand inside the print area; 0: all."""
    row_height: float = 18
    """Points of a row with one line of text; more lines make it higher."""

    @property
    def headings(self) -> tuple[str, ...]:
        """All headings in order."""
        return tuple(c.heading for c in self.columns)

    def column(self, heading: str) -> Column:
        """Return the column with this heading; KeyError if there is none."""
        for column in self.columns:
            if column.heading == heading:
                return column
        raise KeyError(heading)

    def position(self, heading: str) -> int:
        """Return the 0-based position in the written order; KeyError if there is none."""
        try:
            return self.headings.index(heading)
        except ValueError:
            raise KeyError(heading) from None

    @property
    def required(self) -> tuple[str, ...]:
        """Headings whose absence refuses the file (contract 3.5)."""
        return tuple(c.heading for c in self.columns if c.believed and not c.optional)

    @property
    def read(self) -> tuple[Column, ...]:
        """Columns that a reader looks at: believed or compared."""
        return tuple(c for c in self.columns if c.believed or c.compared)
