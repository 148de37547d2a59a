"""From checked parts to cells: a package of our own for calamine, tables found by their headings.

calamine never sees the file. It gets a small package written here: the sheets that are read, byte
for byte as the pass saw them, under names of our own. So no difference between two readers of zip
files, relations or paths can matter. What leaves this module is compact: only columns that are
read, rows that hold something, values that JSON can say.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from itertools import chain, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from assessments.workbooks.limits import Stopped
from assessments.workbooks.sheet_names import plain_name
from assessments.workbooks.sheet_pass import ADDRESS, columns

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from assessments.workbooks.preflight import Checked, CheckedSheet

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE = re.compile(rb"""\st\s*=\s*("[^"]*"|'[^']*')""")
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})")
_LAST_HEAD = 30
"""The header row is searched down to here: a table object may be gone after re-saving."""
_MOST_MARKS = 1_000
"""Places sent per table and kind; more findings than this nobody reads."""

Cell = Any
"""What calamine returns for a cell: text, number, yes or no, date, time, span of time."""
_Numbered = tuple[int, list[Any]]


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table to look for: its sheet by name, and headings."""

    sheet: str
    values: tuple[str, ...]
    """Columns whose cells are wanted."""
    watched: tuple[str, ...] = ()
    """Columns of which only formulas, error values and merges are reported."""


def read_tables(checked: Checked, specs: Sequence[TableSpec]) -> list[dict[str, object]]:
    """Return one record per table whose sheet is there: see `_table`."""
    from python_calamine import CalamineError, CalamineWorkbook

    by_name = {plain_name(sheet.name): sheet for sheet in checked.sheets}
    found = [(spec, by_name[spec.sheet]) for spec in specs if spec.sheet in by_name]
    tables = []
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(_own_package(checked)))
        for spec, sheet in found:
            rows = workbook.get_sheet_by_name(_own_name(checked, sheet)).iter_rows()
            tables.append(_table(spec, sheet, rows))
    except (CalamineError, OverflowError, ValueError) as error:
        raise Stopped("damaged", detail=f"{type(error).__name__}: {error}") from error
    return tables


def _own_package(checked: Checked) -> bytes:
    """Return a stored zip with the checked sheets, strings and styles and nothing else."""
    numbers = range(1, len(checked.sheets) + 1)
    sheets = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}"/>' for n in numbers)
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    mode = int(checked.counts_from_1904)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/></Types>',
        )
        archive.writestr("_rels/.rels", _relations(
            f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
        ))  # fmt: skip
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr date1904="{mode}"/>'
            f"<sheets>{sheets}</sheets></workbook>",
        )
        archive.writestr("xl/_rels/workbook.xml.rels", _relations(relations))
        for name, content in (("sharedStrings", checked.strings), ("styles", checked.styles)):
            if content:
                archive.writestr(f"xl/{name}.xml", content)
        for number, sheet in zip(numbers, checked.sheets, strict=True):
            content = _with_texts(sheet.content, sheet.seen.as_text)
            archive.writestr(f"xl/worksheets/sheet{number}.xml", content)
    return target.getvalue()


def _relations(inner: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _own_name(checked: Checked, sheet: CheckedSheet) -> str:
    return f"S{checked.sheets.index(sheet) + 1}"


def _with_texts(content: bytes, offsets: array[int]) -> bytes:
    """Return a sheet in which the cells at these places say that they are texts."""
    if not offsets:
        return content
    pieces = []
    done = 0
    for offset in offsets:
        end = content.index(b">", offset)
        pieces += [content[done:offset], _TYPE.sub(b"", content[offset:end]), b' t="str"']
        done = end
    return b"".join((*pieces, content[done:]))


def _table(spec: TableSpec, sheet: CheckedSheet, rows: Iterable[list[Cell]]) -> dict[str, object]:
    """Return a table as JSON can say it.

    `sheet_key` as asked for, `sheet` its name as written, `head` the 1-based header row (0: none
    found), `columns` the wanted headings that are there, `missing` and `twice` others, `rows` as
    `[row, value, …]` without blank ones, `formulas` and `errors` as `[row, heading]`, `merges` as
    `[row, heading, range]`, `more` the number of places beyond those sent.
    """
    first, later = _split(rows)
    head, places, twice = _find_head(spec, first)
    wanted = [h for h in spec.values if h in places]
    data: list[list[Cell]] = []
    if wanted:
        data = _rows([places[h] for h in wanted], chain(first[head:], later))
    table: dict[str, object] = {
        "sheet_key": spec.sheet,
        "sheet": sheet.name,
        "head": head,
        "columns": wanted,
        "missing": [h for h in spec.values + spec.watched if h not in places],
        "twice": twice,
        "rows": data,
    }
    last = data[-1][0] if data else head
    area = _Area(head, last, {column + 1: heading for heading, column in places.items()})
    return table | _marks(sheet, area)


def _split(rows: Iterable[list[Cell]]) -> tuple[list[_Numbered], Iterator[_Numbered]]:
    numbered = enumerate(rows, start=1)
    return list(islice(numbered, _LAST_HEAD)), numbered


def _find_head(spec: TableSpec, rows: list[_Numbered]) -> tuple[int, dict[str, int], list[str]]:
    """Return header row, 0-based column by heading, headings that stand there twice.

    The header is the row with most of the headings, of several the first; 0: none has two (of a
    table of two columns: one).
    """
    known = frozenset(spec.values + spec.watched)
    fewest = min(2, len(known) - 1)
    best: tuple[int, dict[str, int], list[str]] = (0, {}, [])
    for number, row in rows:
        places, twice = _headings(row, known)
        if len(places) > max(len(best[1]), fewest - 1):
            best = (number, places, twice)
    return best


def _headings(row: list[Cell], known: frozenset[str]) -> tuple[dict[str, int], list[str]]:
    places: dict[str, int] = {}
    twice = []
    for column, cell in enumerate(row):
        heading = plain_name(cell) if isinstance(cell, str) and cell else ""
        if heading in places:
            twice.append(heading)
        elif heading in known:
            places[heading] = column
    return places, twice


def _rows(places: list[int], rows: Iterable[_Numbered]) -> list[list[Cell]]:
    pick = _picker(places)
    blank = pick([""] * (max(places, default=0) + 1))
    return [[number, *cells] for number, row in rows if (cells := pick(row)) != blank]


def _picker(places: list[int]) -> Callable[[list[Cell]], tuple[Cell, ...]]:
    if len(places) == 1:
        return lambda row: (row[places[0]],)
    return itemgetter(*places)


def _marks(sheet: CheckedSheet, area: _Area) -> dict[str, object]:
    """Return where formulas, errors and merges touch the table."""
    more = 0
    marks: dict[str, object] = {}
    for kind, places in (("formulas", sheet.seen.formulas), ("errors", sheet.seen.errors)):
        hits = area.hits(places)
        marks[kind] = hits[:_MOST_MARKS]
        more += max(0, len(hits) - _MOST_MARKS)
    merges = [hit for reference in sheet.seen.merges if (hit := area.touched_by(reference))]
    marks["merges"] = merges[:_MOST_MARKS]
    return marks | {"more": more + max(0, len(merges) - _MOST_MARKS)}


@dataclass(frozen=True, slots=True)
class _Area:
    """Where a table stands: header and last row, and headings by 1-based column."""

    head: int
    last: int
    headings: dict[int, str]

    def hits(self, places: Iterable[int]) -> list[list[int | str]]:
        """Return row and heading of the cells among these that belong to the table."""
        return [
            [place // ADDRESS, self.headings[place % ADDRESS]]
            for place in places
            if self.head < place // ADDRESS and place % ADDRESS in self.headings and self.head
        ]

    def touched_by(self, reference: str) -> list[int | str]:
        """Return row, heading and range where merged cells cover the table, else nothing."""
        ends = _RANGE.fullmatch(reference)
        if ends is None or not self.head:
            return []
        left, top, right, bottom = ends.groups()
        if int(bottom) < self.head or int(top) > self.last:
            return []
        across = range(columns().get(left, 0), columns().get(right, 0) + 1)
        heading = next((h for c, h in sorted(self.headings.items()) if c in across), None)
        return [] if heading is None else [max(int(top), self.head), heading, reference]
