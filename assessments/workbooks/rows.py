"""Many rows as sheet XML: the data rows of a table, beside what openpyxl writes.

openpyxl keeps an object per cell; a hand-in of 30,000 answers has half a million of them. So the
rows below a table's head are written here, into the package that openpyxl made: same styles, one
table of shared strings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from assessments.errors import Cause, FileNotWritten

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    Cell = str | int | float | date | None

_FIRST_DAY = date(1899, 12, 30)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST = 32_767
"""Characters (UTF-16) that a cell of Excel takes."""
_CHUNK = 500


def writable(text: str) -> str:
    """Return the text without characters that no workbook may hold, line ends as LF."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if text.isascii() and text.isprintable() else _FORBIDDEN.sub("", text)


def serial(day: date) -> int:
    """Return the number that stands for a date in a cell."""
    return (day - _FIRST_DAY).days


class Strings:
    """The shared strings of one workbook: every text once, cells refer to it by number."""

    def __init__(self) -> None:
        self._index: dict[str, int] = {}
        self.uses = 0
        """How many cells refer to one."""

    def __len__(self) -> int:
        return len(self._index)

    def add(self, text: str) -> int:
        """Return the number of this text."""
        self.uses += 1
        number = self._index.get(text)
        if number is None:
            number = self._index[text] = len(self._index)
        return number

    def too_long(self) -> str | None:
        """Return a text that no cell can take, if there is one."""
        for text in self._index:
            if len(text) > LONGEST // 2 and len(text.encode("utf-16-le")) // 2 > LONGEST:
                return text
        return None

    def check(self, path: Path) -> None:
        """Raise FileNotWritten where a text is too long for a cell: never cut it silently."""
        text = self.too_long()
        if text is not None:
            raise FileNotWritten(path, Cause.UNKNOWN, f"too long for a cell: {text[:40]}…")

    def xml(self) -> Iterator[str]:
        """Yield the part `xl/sharedStrings.xml` in pieces."""
        yield (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
            f'count="{self.uses}" uniqueCount="{len(self)}">'
        )
        for text in self._index:
            safe = escape(writable(text))
            kept = ' xml:space="preserve"' if safe != safe.strip() or "\n" in safe else ""
            yield f"<si><t{kept}>{safe}</t></si>"
        yield "</sst>"


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells below each other. `styles` are numbers of cell formats, one per column."""

    first_row: int
    letters: tuple[str, ...]
    styles: tuple[int, ...]
    rows: Sequence[Sequence[Cell]]
    heights: Sequence[float]
    """Points per row."""
    starts: tuple[str, ...] = field(init=False)
    ends: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "starts", tuple(f'<c r="{x}' for x in self.letters))
        object.__setattr__(self, "ends", tuple(f'" s="{n}"' for n in self.styles))

    @property
    def last_row(self) -> int:
        """The 1-based row of the last row."""
        return self.first_row + len(self.rows) - 1

    def xml(self, strings: Strings) -> Iterator[str]:
        """Yield the `<row>` elements, several at a time."""
        for begin in range(0, len(self.rows), _CHUNK):
            yield "".join(
                self._row(n, strings) for n in range(begin, min(begin + _CHUNK, len(self.rows)))
            )

    def _row(self, number: int, strings: Strings) -> str:
        row = self.first_row + number
        add = strings.add
        parts = [f'<row r="{row}" ht="{self.heights[number]:g}" customHeight="1">']
        for start, end, value in zip(self.starts, self.ends, self.rows[number], strict=True):
            if value is None or value == "":
                parts.append(f"{start}{row}{end}/>")
            elif isinstance(value, str):
                parts.append(f'{start}{row}{end} t="s"><v>{add(value)}</v></c>')
            else:
                number_ = serial(value) if isinstance(value, date) else value
                parts.append(f"{start}{row}{end}><v>{number_!r}</v></c>")
        parts.append("</row>")
        return "".join(parts)
