"""What the sheets of every workbook are made of. What to call, in this order:

    book = Book(BookFacts(title, subject, footer, created))
    sheet = book.sheet(SheetSpec("Übersicht", "Übersicht · …", "2 von 15 …", ...))   A1 to A3, page
    put(sheet, "A5", "…", CellStyle.TEXT)      one cell; text stays text, whatever it begins with
    merged(...), section(...), link(...)       people sheets only, never inside a table
    tables.place(sheet, SmallTable(...))       a table among others on a people sheet
    tables.fill(book, sheet, table, rows)      a sheet that is one table; any number of rows
    charts.draw(book, sheet, BarChart(...))    a native chart with alt text
    conditional.levels(...), .steps(...), ...  colours that repeat what the cell says
    book.save(path)                            same input, same bytes

`path` is the file to write; writing aside and swapping is the caller's (`atomic_files`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from assessments.workbooks.finishing import Finishing, finish
from assessments.workbooks.rows import Grid, Strings, writable
from assessments.workbooks.styles import COLOURS, FONT, CellStyle, colour, install

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    Content = str | int | float | date | None

PEOPLE_COLUMNS = (11.7,) * 12
"""The grid of sheets for people: twelve columns, four blocks of three."""
TAB_PEOPLE, TAB_DATA, TAB_RAW = "action", "B2C4E9", "divider"
MILLIMETRES = 25.4
A4 = 9


@dataclass(frozen=True, slots=True)
class BookFacts:
    """What a workbook says about itself. `created` (with zone) is the only time in the file."""

    title: str
    subject: str
    footer: str
    """Left part of the footer: „Selbstcheck · Fachdienst · Runde“."""
    created: datetime
    author: str = "Selbstcheck"
    """Creator and last editor; empty in the HR workbook."""


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """The head of one sheet and how it prints."""

    name: str
    what: str
    """A1: what the sheet is, who, round, Stichtag."""
    title: str
    subtitle: str = ""
    tab: str = TAB_DATA
    one_page: bool = False
    widths: tuple[float, ...] = ()
    side: float = 12
    """Left and right margin in mm; 8 for wide tables."""
    cover: bool = False
    """Larger title."""


@dataclass
class Book:
    """A workbook under construction: openpyxl's, and what openpyxl does not carry."""

    facts: BookFacts
    strings: Strings = field(default_factory=Strings)
    grids: dict[str, Grid] = field(default_factory=dict)
    """Sheet name -> rows that are written into the finished package."""
    descriptions: dict[int, tuple[str, str]] = field(default_factory=dict)
    """id() of a chart -> its name and alt text."""

    def __post_init__(self) -> None:
        from openpyxl import Workbook

        self.workbook = Workbook()
        first = self.workbook.active
        if first is not None:
            self.workbook.remove(first)
        install(self.workbook)
        about = self.workbook.properties
        about.title, about.subject = self.facts.title, self.facts.subject
        about.creator = about.lastModifiedBy = self.facts.author
        about.language = "de-DE"

    def sheet(self, spec: SheetSpec) -> Worksheet:
        """Add a sheet with its head and page set-up."""
        sheet: Worksheet = self.workbook.create_sheet(spec.name)
        sheet.sheet_view.showGridLines = False
        sheet.sheet_view.zoomScale = 100
        sheet.sheet_format.defaultRowHeight = 15
        sheet.sheet_format.customHeight = True
        sheet.sheet_properties.tabColor = "FF" + colour(spec.tab)
        for number, width in enumerate(spec.widths, 1):
            sheet.column_dimensions[letter(number)].width = width
        put(sheet, "A1", spec.what, CellStyle.SHEET_NAME)
        put(sheet, "A2", spec.title, CellStyle.COVER_TITLE if spec.cover else CellStyle.TITLE)
        set_height(sheet, 1, 15)
        set_height(sheet, 2, 38 if spec.cover else 30)
        if spec.subtitle:
            put(sheet, "A3", spec.subtitle, CellStyle.SUBTITLE)
            set_height(sheet, 3, 24)
        self._set_page(sheet, spec)
        return sheet

    def _set_page(self, sheet: Worksheet, spec: SheetSpec) -> None:
        page = sheet.page_setup
        page.orientation, page.paperSize = "landscape", A4
        page.fitToWidth, page.fitToHeight = 1, 1 if spec.one_page else 0
        if sheet.sheet_properties.pageSetUpPr is not None:
            sheet.sheet_properties.pageSetUpPr.fitToPage = True
        margins = sheet.page_margins
        margins.left = margins.right = spec.side / MILLIMETRES
        margins.top, margins.bottom = 12 / MILLIMETRES, 16 / MILLIMETRES
        margins.header, margins.footer = 6 / MILLIMETRES, 8 / MILLIMETRES
        footer = sheet.oddFooter
        texts = {
            "left": self.facts.footer.replace("&", "&&"),
            "center": "&A",
            "right": "Seite &P von &N",
        }
        for place, text in texts.items():
            part = getattr(footer, place)
            part.text, part.font, part.size, part.color = text, FONT, 9, COLOURS["muted"]

    def content(self, sheet: Worksheet, row: int, column: int) -> Content:
        """Return what a cell holds, wherever its row is written."""
        grid = self.grids.get(sheet.title)
        if grid is not None and grid.first_row <= row <= grid.last_row:
            return grid.rows[row - grid.first_row][column - 1]
        return cast("Content", sheet.cell(row, column).value)

    def describe(self, chart: object, name: str, text: str) -> None:
        """Keep name and alt text of a chart until the package is finished."""
        self.descriptions[id(chart)] = (name, text)

    def save(self, path: Path) -> None:
        """Write the finished file; raise OSError or FileNotWritten."""
        sheets = self.workbook.worksheets
        finish(
            self.workbook,
            path,
            Finishing(
                created=self.facts.created,
                alt_texts=[
                    [self.descriptions[id(chart)] for chart in charts]
                    for charts in (getattr(sheet, "_charts", ()) for sheet in sheets)
                    if charts
                ],
                grids={
                    f"xl/worksheets/sheet{number}.xml": self.grids[sheet.title]
                    for number, sheet in enumerate(sheets, 1)
                    if sheet.title in self.grids
                },
                strings=self.strings,
            ),
        )


def letter(number: int) -> str:
    """Return the name of a column by its 1-based number."""
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(number))


def put(
    sheet: Worksheet, at: str | tuple[int, int], content: Content, style: CellStyle | None = None
) -> Cell:
    """Fill one cell, named `B5` or by (row, column); return it for what a style does not say."""
    cell: Cell = sheet[at] if isinstance(at, str) else cast("Cell", sheet.cell(*at))
    if isinstance(content, str):
        cell.value = writable(content)
        cell.data_type = "s"  # = + - @ #N/A stay text
    else:
        cell.value = content
    if style is not None:
        cell.style = str(style)
    return cell


def merged(
    sheet: Worksheet, area: str, content: Content, style: CellStyle, height: float | None = None
) -> Cell:
    """Fill an area as one cell; for people sheets only, never inside a table."""
    sheet.merge_cells(area)
    cell = put(sheet, area.partition(":")[0], content, style)
    if height is not None:
        set_height(sheet, cell.row, height)
    return cell


def section(sheet: Worksheet, row: int, text: str, columns: tuple[int, int] = (1, 12)) -> None:
    """Set a heading with a line below it over these columns (first, last)."""
    first, last = columns
    for column in range(first, last + 1):
        put(sheet, (row, column), None, CellStyle.SECTION)
    put(sheet, (row, first), text, CellStyle.SECTION)
    set_height(sheet, row, 26)


def link(sheet: Worksheet, at: str, target: str) -> None:
    """Set the name of a sheet as a link to it."""
    from openpyxl.worksheet.hyperlink import Hyperlink

    cell = put(sheet, at, target)
    quoted = target.replace("'", "''")
    cell.hyperlink = Hyperlink(
        ref=at, location=f"'{quoted}'!A1", tooltip=f"Zum Blatt {target}", display=target
    )
    cell.style = str(CellStyle.LINK)


def set_height(sheet: Worksheet, row: int, points: float) -> None:
    """Set the height of a row in points."""
    sheet.row_dimensions[row].height = points


def align(cell: Cell, *, indent: int = 0, wrap: bool | None = None) -> None:
    """Indent the text of one cell, or let it run on, keeping the rest of its alignment.

    The side is given too: without it, programs ignore the indent.
    """
    from openpyxl.styles import Alignment

    now = cell.alignment
    cell.alignment = Alignment(
        horizontal=now.horizontal,
        vertical=now.vertical,
        wrap_text=now.wrap_text if wrap is None else wrap,
        indent=indent,
    )
