"""`R5 R6 Was fehlt`: what is missing, with bars on the rows, and obstacles against owners."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assessments.city_obstacles import ALONE, WITH_OTHERS, missing_table, obstacle_table
from assessments.lacking import lacks
from assessments.workbooks import conditional, metrics
from assessments.workbooks.charts import BarChart, Bars, draw
from assessments.workbooks.city_sheets import (
    Placed,
    cell_at,
    head_width,
    place_table,
    warm,
    write_rules,
)
from assessments.workbooks.kit import SheetSpec, align, letter, put, section, set_height
from assessments.workbooks.layout import HEADER_ROW
from assessments.workbooks.styles import CellStyle, font, ground, side

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from assessments.report_tables import Cell, ReportColumn, ReportTable
    from assessments.workbooks.city_report import CityReport
    from assessments.workbooks.kit import Book

MISSING = "R5 R6 Was fehlt"
STEPS = (1, 10, 20, 40)
_NAME_WIDTH, _WIDTH = 44.0, 10.9
_ROW_HEIGHT = 18.6
_OWNERS_COLUMN, _BARS_COLUMN = 6, 9
"""Where the owners of R5 begin, and its bars."""
_LINE_NOTE = (
    "Über dem Strich: überwiegend mit eigenen Mitteln zu lösen. "
    "Darunter: überwiegend durch Land, Bund oder Hersteller."
)


def write_missing(book: Book, report: CityReport) -> None:
    """Add the sheet."""
    missing = _as_shown(missing_table(report.city))
    obstacles = _short(_without_empty(obstacle_table(report.city)))
    last_column = max(len(obstacles.columns), _BARS_COLUMN + 3)
    heads = [c.heading for c in obstacles.columns[1:]] + [""] * last_column
    widths = (_NAME_WIDTH, *(head_width(h, _WIDTH) for h in heads[: last_column - 1]))
    sheet = book.sheet(
        SheetSpec(
            MISSING, report.about("R5 Was fehlt · R6 Hindernisse"), missing.title, missing.hint,
            one_page=True, widths=widths,
        )
    )  # fmt: skip
    placed = _write_missing(book, sheet, report, missing, last_column)
    row = placed.last_row + 1
    put(sheet, (row, 1), _LINE_NOTE if missing.rows else None, CellStyle.SHEET_NAME)
    row += 2
    section(sheet, row, obstacles.title, (1, last_column))
    end = _write_obstacles(sheet, report, obstacles, row + 1) if obstacles.rows else row
    steps = ", ".join(str(n) for n in STEPS[:-1])
    rules = (*obstacles.rules, f"Farbe ab {steps} und {STEPS[-1]} Nennungen.")
    last = write_rules(sheet, end + 1, rules, last_column)
    sheet.freeze_panes = f"B{HEADER_ROW + 1}"
    sheet.print_area = f"A1:{letter(last_column)}{last}"


def _as_shown(table: ReportTable) -> ReportTable:
    """Return R5 with the question beside what is missing, in one column."""
    name, question = (table.headings.index(h) for h in ("Was fehlt", "Frage"))

    def without(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        return tuple(c for n, c in enumerate(cells) if n != question)

    columns: tuple[ReportColumn, ...] = tuple(
        replace(c, heading="Was fehlt (R5)") if n == name else c
        for n, c in enumerate(table.columns)
        if n != question
    )
    rows = tuple((f"{row[name]} · Frage {row[question]}", *without(row)[1:]) for row in table.rows)
    return replace(table, columns=columns, rows=rows)


def _without_empty(table: ReportTable) -> ReportTable:
    """Return R6 without the column for mentions without an owner where there are none."""
    place = table.headings.index("ohne Angabe")
    if any(row[place] for row in table.rows):
        return table

    def without(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        return tuple(c for n, c in enumerate(cells) if n != place)

    return replace(
        table,
        columns=tuple(c for n, c in enumerate(table.columns) if n != place),
        rows=tuple(without(row) for row in table.rows),
        total=without(table.total),
    )


def _short(table: ReportTable) -> ReportTable:
    """Return R6 with heads that fit: „Organisation“ for „Team Organisation“."""
    columns = (
        replace(c, heading=c.heading.removeprefix("Team ")) if c.code else c for c in table.columns
    )
    return replace(table, columns=tuple(columns))


def _write_missing(
    book: Book, sheet: Worksheet, report: CityReport, table: ReportTable, last_column: int
) -> Placed:
    from openpyxl.styles import Border

    placed = place_table(sheet, table, "tblR5", HEADER_ROW)
    rows = range(placed.first_row, placed.last_row + 1)
    own = sum(lack.own for lack in lacks(s.result for s in report.city.population))
    for row in rows:
        set_height(sheet, row, _ROW_HEIGHT)
        sheet.cell(row, table.headings.index(ALONE) + 1).font = font(10, bold=True)
        align(cell_at(sheet, row, _OWNERS_COLUMN), indent=1, wrap=False)
        strong = row == placed.first_row + own - 1 < placed.last_row
        for column in range(1, _BARS_COLUMN):
            line = side("border") if strong else side()
            sheet.cell(row, column).border = Border(bottom=line)
    align(cell_at(sheet, HEADER_ROW, _OWNERS_COLUMN), indent=1, wrap=False)
    set_height(sheet, HEADER_ROW, metrics.head_height(1))
    for column in range(_OWNERS_COLUMN + 1, last_column + 1):
        put(sheet, (HEADER_ROW, column), None, CellStyle.HEAD)
    if table.rows:
        _write_bars(book, sheet, table, placed, last_column)
    return placed


def _write_bars(
    book: Book, sheet: Worksheet, table: ReportTable, placed: Placed, last_column: int
) -> None:
    legend = put(sheet, (HEADER_ROW, _BARS_COLUMN), "■ allein   □ mit anderem", CellStyle.HEAD)
    align(legend, wrap=False)
    first, last = placed.first_row, placed.last_row
    alone, others = (letter(table.headings.index(h) + 1) for h in (ALONE, WITH_OTHERS))
    values = "; ".join(
        f"{row[0]}: allein {a}, mit anderem {o}"
        for row, a, o in zip(
            table.rows, table.column(ALONE), table.column(WITH_OTHERS), strict=True
        )
    )
    draw(
        book,
        sheet,
        BarChart(
            title="",
            name="Was zur nächsten Stufe fehlt",
            alt_text=f"Gestapelte Balken, Leistungen je Kriterium. {values}. "
            "Dieselben Werte stehen links in der Tabelle.",
            start=(_BARS_COLUMN, first),
            end=(last_column + 1, last + 1),
            categories=f"A{first}:A{last}",
            series=(
                Bars("allein", f"{alone}{first}:{alone}{last}", "action", ""),
                Bars("mit anderem", f"{others}{first}:{others}{last}", "tint", ""),
            ),
            gap=60,
            plot=(0, 0, 1, 1),
            axis=False,
        ),
    )


def _write_obstacles(sheet: Worksheet, report: CityReport, table: ReportTable, row: int) -> int:
    columns = (replace(table.columns[0], heading="Hindernis (R6)"), *table.columns[1:])
    placed = place_table(sheet, replace(table, columns=columns), "tblR6", row)
    external = report.model.external_owners if report.model else frozenset[str]()
    rows = range(placed.first_row, placed.last_row + 1)
    for n, column in enumerate(columns, 1):
        if not column.code:
            continue
        warm(sheet, n, placed, bold=False)
        area = f"{letter(n)}{placed.first_row}:{letter(n)}{placed.last_row}"
        conditional.steps(sheet, area, STEPS)
        if column.code in external:
            sheet.cell(row, n).font = font(10, bold=True)
    total = table.headings.index("Summe") + 1
    for at in rows:
        sheet.cell(at, total).font = font(10, bold=True)
    sheet.cell(row, 1).fill = ground("surface")
    return placed.end_row
