"""Report tables as sheets of the city workbook: one table, its total, its counting rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from assessments.report_tables import Sort
from assessments.workbooks import conditional, metrics
from assessments.workbooks.kit import SheetSpec, align, letter, merged, put, set_height
from assessments.workbooks.layout import HEADER_ROW
from assessments.workbooks.styles import CellStyle, font, side
from assessments.workbooks.tables import SmallTable, place
from assessments.workbooks.words import day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openpyxl.cell import Cell as XlCell
    from openpyxl.worksheet.worksheet import Worksheet

    from assessments.report_tables import Cell, ReportTable
    from assessments.workbooks.city_report import CityReport
    from assessments.workbooks.kit import Book, Content

STYLES = {
    Sort.NAME: CellStyle.CELL_STRONG,
    Sort.TEXT: CellStyle.CELL,
    Sort.QUIET: CellStyle.CELL_QUIET,
    Sort.WORD: CellStyle.CENTRED,
    Sort.COUNT: CellStyle.NUMBER,
    Sort.SHARE: CellStyle.WHOLE_SHARE,
    Sort.LEVEL: CellStyle.LEVEL,
    Sort.STAGE: CellStyle.CENTRED,
    Sort.DATE: CellStyle.DATE,
}
STAGE_PATTERN = '"E"0'
ROOM = "_W"
"""End of a number format: a blank as wide as this letter."""


@dataclass(frozen=True, slots=True)
class Page:
    """How a report table becomes a sheet. `widths` one per column, in Excel units."""

    sheet: str
    table: ReportTable
    name: str
    """Name of the ListObject."""
    widths: tuple[float, ...]
    one_page: bool = False
    side: float = 12
    heat: tuple[str, ...] = ()
    """Headings of shares that are filled in four calm steps."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a table stands: rows 1-based; `last_row` without the total."""

    first_row: int
    last_row: int
    end_row: int
    """With the total."""


def write_page(book: Book, report: CityReport, page: Page) -> tuple[Worksheet, Placed]:
    """Add a sheet with one report table."""
    table = page.table
    sheet = book.sheet(
        SheetSpec(
            page.sheet, report.about(what_of(table)), table.title, table.hint,
            one_page=page.one_page, widths=page.widths, side=page.side,
        )
    )  # fmt: skip
    placed = place_table(sheet, table, page.name, HEADER_ROW)
    paint(sheet, table, placed, report, page.heat)
    sheet.freeze_panes = f"B{HEADER_ROW + 1}"
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    last = write_rules(sheet, placed.end_row + 1, table.rules, len(page.widths))
    sheet.print_area = f"A1:{letter(len(page.widths))}{last}"
    return sheet, placed


def what_of(table: ReportTable) -> str:
    """Return what a table is, with its number where it has one."""
    number = table.key.partition(".")[0]
    return f"{number} {table.name}" if number.startswith("R") else table.name


def place_table(
    sheet: Worksheet, table: ReportTable, name: str, row: int, column: int = 1
) -> Placed:
    """Put a report table on a sheet whose column widths are set."""
    last = place(
        sheet,
        SmallTable(
            name,
            row,
            column,
            table.headings,
            tuple(STYLES[c.sort] for c in table.columns),
            tuple(contents(table, cells) for cells in table.rows),
            total=contents(table, table.total) if table.total else (),
        ),
    )
    end = last
    if table.total:
        last -= 1
    for n, one in enumerate(table.columns):
        if one.sort is Sort.STAGE:
            for at in range(row + 1, last + 1):
                sheet.cell(at, column + n).number_format = STAGE_PATTERN
    return Placed(row + 1, last, end)


def contents(table: ReportTable, cells: Sequence[Cell]) -> tuple[Content, ...]:
    """Return cells as a workbook takes them: dates as dates."""
    return tuple(
        day(str(cell)) if column.sort is Sort.DATE and cell else cell
        for column, cell in zip(table.columns, cells, strict=True)
    )


def paint(
    sheet: Worksheet,
    table: ReportTable,
    placed: Placed,
    report: CityReport,
    heat: Sequence[str] = (),
) -> None:
    """Colour levels and shares; the numbers say the same."""
    numbers = [level.number for level in report.levels]
    for n, column in enumerate(table.columns, 1):
        area = f"{letter(n)}{placed.first_row}:{letter(n)}{placed.last_row}"
        if column.sort is Sort.LEVEL and numbers:
            conditional.levels(sheet, area, numbers)
        if column.heading in heat:
            warm(sheet, n, placed)
            conditional.steps(sheet, area)


def cell_at(sheet: Worksheet, row: int, column: int) -> XlCell:
    """Return a cell that is not merged."""
    return cast("XlCell", sheet.cell(row, column))


def warm(sheet: Worksheet, column: int, placed: Placed, *, bold: bool = True) -> None:
    """Set numbers off for coloured fields: room at the right, white gaps around what is filled.

    Words among them stand in the middle, muted. The room belongs to the number format, since
    LibreOffice loses an indent between cells with conditional colours.
    """
    from openpyxl.styles import Alignment, Border

    align(cell_at(sheet, placed.first_row - 1, column), indent=1)
    gap = side("bg")
    for row in range(placed.first_row, placed.end_row + 1):
        cell = cell_at(sheet, row, column)
        if isinstance(cell.value, int | float):
            cell.number_format += ROOM
        if row > placed.last_row:
            continue
        if isinstance(cell.value, int | float):
            cell.font = font(10, bold=bold)
            cell.border = Border(bottom=gap, left=gap, right=gap)
        elif cell.value is not None:
            cell.alignment = Alignment(horizontal="center", vertical="center")
            cell.font = font(10, "muted")


def name_width(names: Iterable[str], least: float = 26, most: float = 46) -> float:
    """Return the width of a column of names: on one line where they are not too long."""
    need = max((metrics.pixels(name, bold=True) for name in names), default=0)
    return min(max(least, (need + metrics.INSET + 4) / metrics.UNIT), most)


def head_width(heading: str, least: float) -> float:
    """Return the width of a column of numbers whose head has an indent: no word is broken."""
    need = max((metrics.pixels(word, bold=True) for word in metrics.words(heading)), default=0)
    return max(least, (need + metrics.INSET + metrics.INDENT + 2) / metrics.UNIT)


def write_rules(
    sheet: Worksheet, row: int, rules: Sequence[str], columns: int, start: int = 1
) -> int:
    """Print counting rules below a table, in muted text over its width; return the last row."""
    width = sum(sheet.column_dimensions[letter(n)].width for n in range(start, columns + 1))
    text = " ".join(rules)
    lines = metrics.lines(text, metrics.room(width) * 0.97)
    put(sheet, (row, start), None)
    set_height(sheet, row, 6)
    area = f"{letter(start)}{row + 1}:{letter(columns)}{row + 1}"
    merged(sheet, area, text, CellStyle.HINT, lines * metrics.LINE + 4)
    return row + 1
