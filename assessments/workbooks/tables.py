"""Tables: a whole sheet that is one table (`fill`), and small ones on sheets for people (`place`).

Both are real ListObjects whose columns have the names of the head, in the program's table style;
the cells carry the same look, since LibreOffice ignores table styles. Heights come from the text
metrics; columns grow where a word would not fit.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from assessments.workbooks import metrics
from assessments.workbooks.columns import CellKind, Look
from assessments.workbooks.kit import align, letter, put, set_height
from assessments.workbooks.layout import HEADER_ROW
from assessments.workbooks.rows import Grid
from assessments.workbooks.styles import CENTRE, RIGHT, STRONG, TABLE_STYLE, CellStyle
from assessments.workbooks.widths import Use, column_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from assessments.workbooks.columns import Column, Table
    from assessments.workbooks.kit import Book, Content

_TEXT_STYLES = {
    Look.PLAIN: CellStyle.CELL, Look.QUIET: CellStyle.CELL_QUIET,
    Look.STRONG: CellStyle.CELL_STRONG, Look.CENTRED: CellStyle.CENTRED,
    Look.LEVEL: CellStyle.LEVEL,
}  # fmt: skip
_KIND_STYLES = {
    CellKind.WHOLE: CellStyle.NUMBER, CellKind.NUMBER: CellStyle.NUMBER,
    CellKind.SHARE: CellStyle.SHARE, CellKind.DATE: CellStyle.DATE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Area:
    """Where the rows of a table stand: rows 1-based and inclusive."""

    first_row: int
    last_row: int
    letters: dict[str, str]
    """Heading -> name of the column."""

    def column(self, heading: str) -> str:
        """Return the cells of one column, as `I5:I19`."""
        return self.across(heading, heading)

    def across(self, first: str, last: str) -> str:
        """Return the cells from one column to another, as `J5:L19`."""
        return f"{self.letters[first]}{self.first_row}:{self.letters[last]}{self.last_row}"


def style_of(column: Column) -> CellStyle:
    """Return the named style for the cells of a column."""
    if column.look in {Look.CENTRED, Look.LEVEL}:
        return _TEXT_STYLES[column.look]
    return _KIND_STYLES.get(column.kind) or _TEXT_STYLES[column.look]


def fill(
    book: Book,
    sheet: Worksheet,
    table: Table,
    rows: Sequence[Sequence[Content]],
    header_row: int = HEADER_ROW,
) -> Area:
    """Make a sheet one table: head, frozen panes, print titles, any number of rows.

    A row has one value per column, None for empty; dates as `date`. Without rows there is one
    blank row (contract 3.3).
    """
    rows = rows or [(None,) * len(table.columns)]
    last_row = header_row + len(rows)
    styles = [style_of(c) for c in table.columns]
    indents = _indents(styles)
    texts = [_texts(table.columns[n], rows, n) for n in range(len(table.columns))]
    widths = [
        column_width(c, texts[n], Use(styles[n] in STRONG, indents[n], c.heading == table.key))
        for n, c in enumerate(table.columns)
    ]
    rooms = [metrics.room(w, i) for w, i in zip(widths, indents, strict=True)]
    letters = tuple(letter(n) for n in range(1, len(table.columns) + 1))
    for name, width in zip(letters, widths, strict=True):
        sheet.column_dimensions[name].width = width
    _head(sheet, header_row, table.headings, styles)
    book.grids[sheet.title] = Grid(
        header_row + 1,
        letters,
        tuple(
            _format(sheet, s, i, c.pattern)
            for s, i, c in zip(styles, indents, table.columns, strict=True)
        ),
        rows,
        [metrics.height(count, table.row_height) for count in _line_counts(rows, styles, rooms)],
    )
    _add_list_object(sheet, table.name, f"A{header_row}:{letters[-1]}{last_row}", table.headings)
    frozen = table.position(table.name_column) + 1 if table.name_column else 0
    sheet.freeze_panes = f"{letter(frozen + 1)}{header_row + 1}"
    sheet.print_title_rows = f"{header_row}:{header_row}"
    if table.printed:
        sheet.print_area = f"A1:{letters[table.printed - 1]}{last_row}"
    return Area(header_row + 1, last_row, dict(zip(table.headings, letters, strict=True)))


@dataclass(frozen=True, slots=True)
class SmallTable:
    """A table among others. `styles` one per column; `row` is the 1-based row of its head."""

    name: str
    row: int
    column: int
    headings: tuple[str, ...]
    styles: tuple[CellStyle, ...]
    rows: tuple[tuple[Content, ...], ...]
    spans: tuple[int, ...] = ()
    """How many sheet columns each column covers; empty: one each. Where one covers several, its
    text runs over the empty cells beside it (nothing is merged) and there is no ListObject."""
    total: tuple[Content, ...] = ()
    """A last row outside the ListObject, bold under a line."""

    @property
    def native(self) -> bool:
        """Whether it is a ListObject."""
        return all(span == 1 for span in self.spans)

    @property
    def columns(self) -> tuple[tuple[int, int], ...]:
        """First and last sheet column of every column."""
        spans = self.spans or (1,) * len(self.headings)
        firsts = accumulate(spans, initial=self.column)
        return tuple((first, first + span - 1) for first, span in zip(firsts, spans, strict=False))


def place(sheet: Worksheet, table: SmallTable) -> int:
    """Put a small table on a sheet whose column widths are set; return its last row."""
    _small_head(sheet, table)
    row = table.row
    for values in table.rows or ((None,) * len(table.headings),):
        row += 1
        _place_row(sheet, row, table, values)
    if table.native:
        first, last = letter(table.column), letter(table.columns[-1][1])
        _add_list_object(sheet, table.name, f"{first}{table.row}:{last}{row}", table.headings)
    if table.total:
        row += 1
        _place_row(sheet, row, table, table.total)
        _make_total(sheet, row, table)
    return row


def _small_head(sheet: Worksheet, table: SmallTable) -> None:
    indents = _indents(table.styles)
    most = 1
    for n, (first, last) in enumerate(table.columns):
        head = _head_style(table.styles[n])
        for column in range(first, last + 1):
            cell = put(sheet, (table.row, column), None, head)
            align(cell, indent=indents[n] if column == first else 0, wrap=first == last)
        put(sheet, (table.row, first), table.headings[n])
        space = metrics.room(_total_width(sheet, first, last), indents[n])
        most = max(most, metrics.lines(table.headings[n], space, bold=True))
    height = metrics.head_height(most, filtered=table.native)
    set_height(sheet, table.row, max(height, sheet.row_dimensions[table.row].height or 0))


def _place_row(sheet: Worksheet, row: int, table: SmallTable, values: Sequence[Content]) -> None:
    most = 1
    indents = _indents(table.styles)
    for n, (first, last) in enumerate(table.columns):
        style, value = table.styles[n], values[n]
        for column in range(first, last + 1):
            put(sheet, (row, column), None, style)
        cell = put(sheet, (row, first), value)
        if indents[n] or last > first:
            align(cell, indent=indents[n], wrap=first == last)
        if isinstance(value, str) and style not in RIGHT and first == last:
            space = metrics.room(_total_width(sheet, first, last), indents[n])
            most = max(most, metrics.lines(value, space, bold=style in STRONG))
    set_height(sheet, row, max(metrics.height(most), sheet.row_dimensions[row].height or 0))


def _total_width(sheet: Worksheet, first: int, last: int) -> float:
    return sum(sheet.column_dimensions[letter(n)].width for n in range(first, last + 1))


def _make_total(sheet: Worksheet, row: int, table: SmallTable) -> None:
    from openpyxl.styles import Border

    from assessments.workbooks.styles import font, side

    for column in range(table.column, table.columns[-1][1] + 1):
        cell = sheet.cell(row, column)
        cell.font = font(10, bold=True)
        cell.border = Border(top=side("border"), bottom=side("hair"))


def _head(sheet: Worksheet, row: int, headings: Sequence[str], styles: Sequence[CellStyle]) -> None:
    most = 1
    for n, (heading, style, indent) in enumerate(
        zip(headings, styles, _indents(styles), strict=True), 1
    ):
        cell = put(sheet, (row, n), heading, _head_style(style))
        if indent:
            align(cell, indent=indent)
        space = metrics.room(sheet.column_dimensions[letter(n)].width, indent)
        most = max(most, metrics.lines(heading, space, bold=True))
    set_height(sheet, row, metrics.head_height(most))


def _head_style(style: CellStyle) -> CellStyle:
    if style in RIGHT:
        return CellStyle.HEAD_NUMBER
    return CellStyle.HEAD_CENTRED if style in CENTRE else CellStyle.HEAD


def _indents(styles: Sequence[CellStyle]) -> list[int]:
    """Text behind a number stands off from it: its column gets indent 1."""
    after_number = [a in RIGHT and b not in RIGHT | CENTRE for a, b in pairwise(styles)]
    return [0, *map(int, after_number)]


def _texts(column: Column, rows: Sequence[Sequence[Content]], n: int) -> set[str]:
    if column.kind in _KIND_STYLES:
        return set()
    return {v for v in {row[n] for row in rows} if isinstance(v, str)}


def _line_counts(
    rows: Sequence[Sequence[Content]], styles: Sequence[CellStyle], rooms: Sequence[float]
) -> list[int]:
    most = [1] * len(rows)
    for n, (style, space) in enumerate(zip(styles, rooms, strict=True)):
        if style in RIGHT:
            continue
        texts = {v for v in {row[n] for row in rows} if isinstance(v, str)}
        known = _lines(texts, space, style in STRONG)
        if known:
            most = [max(now, known.get(row[n], 1)) for now, row in zip(most, rows, strict=True)]
    return most


def _lines(texts: Iterable[str], space: float, bold: bool) -> dict[Content, int]:
    """Return the texts that need more than one line, with how many."""
    counted = ((text, metrics.lines(text, space, bold=bold)) for text in texts)
    return {text: count for text, count in counted if count > 1}


def _format(sheet: Worksheet, style: CellStyle, indent: int, pattern: str) -> int:
    """Return the number of the cell format that the package will have for this look."""
    from openpyxl.cell import Cell

    model = Cell(sheet, row=1, column=1)  # type: ignore[no-untyped-call,unused-ignore]
    model.style = str(style)
    if indent:
        align(model, indent=indent)
    if pattern:
        model.number_format = pattern
    return int(model.style_id)


def _add_list_object(sheet: Worksheet, name: str, area: str, headings: Sequence[str]) -> None:
    from openpyxl.worksheet.filters import AutoFilter
    from openpyxl.worksheet.table import Table as ListObject
    from openpyxl.worksheet.table import TableColumn, TableStyleInfo

    made = ListObject(displayName=name, ref=area)
    made.tableStyleInfo = TableStyleInfo(
        name=TABLE_STYLE, showRowStripes=False, showColumnStripes=False
    )
    # Named here: openpyxl would make every cell of the area to find the head.
    made.tableColumns = [TableColumn(id=n, name=h) for n, h in enumerate(headings, 1)]
    made.autoFilter = AutoFilter(ref=area)
    sheet.add_table(made)
