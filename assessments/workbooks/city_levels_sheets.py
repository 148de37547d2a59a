"""`R4 Verteilung`, whose bars stand on the rows of its table, and `R4 Anteile`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assessments import city_levels, german
from assessments.report_tables import Sort
from assessments.workbooks import conditional
from assessments.workbooks.charts import BarChart, Bars, draw
from assessments.workbooks.city_sheets import (
    Placed,
    name_width,
    place_table,
    warm,
    what_of,
    write_rules,
)
from assessments.workbooks.kit import SheetSpec, letter, put, section, set_height
from assessments.workbooks.overview import break_after
from assessments.workbooks.styles import CellStyle, font, ground, ramp, side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from assessments.report_tables import ReportTable
    from assessments.workbooks.city_report import CityReport
    from assessments.workbooks.kit import Book
    from questionnaires.model import Level

DISTRIBUTION, SHARES = "R4 Verteilung", "R4 Anteile"
_HEAD_ROW = 5
_COUNT_WIDTHS = 9.6, 7.0, 9.2
"""Leistungen, one level, provisional."""
_GAP_WIDTH = 1.7
_BARS_WIDTHS = 82.0, 150.0
_LONGEST_NAME = 64.0
_ROW_HEIGHT, _TIGHT_HEIGHT = 18.6, 15.6
_MANY = 30
"""Departments from which rows are tight, so that the page stays legible."""
_HEAD_AND_RULES = 150
"""Points of the sheet above and below the rows."""
_PAGE = 1.5
"""Width by height of what is printed on the page."""
_POINTS = 5.25
"""Points per unit of column width."""
_NOTE = "Balken: Anteil der Stufen an den Leistungen der Zeile, in den Balken die Anzahl."


def write_distribution(book: Book, report: CityReport) -> None:
    """Add `R4 Verteilung`: counts per department, and the same as bars beside them."""
    full = city_levels.by_department(report.city)
    table = replace(counts_only(full), hint=f"{_NOTE} Gesicherte Stufen.")
    levels = report.levels if report.city.population else ()
    left = (
        name_width((str(row[0]) for row in table.rows), most=_LONGEST_NAME), _COUNT_WIDTHS[0],
        *(_COUNT_WIDTHS[1],) * len(levels), _COUNT_WIDTHS[2], _GAP_WIDTH,
    )  # fmt: skip
    height = _TIGHT_HEIGHT if len(table.rows) > _MANY else _ROW_HEIGHT
    bars = _bars_width(sum(left), (len(table.rows) + 1) * height) / max(len(levels), 1)
    widths = (*left, *(bars,) * len(levels))
    sheet = book.sheet(
        SheetSpec(
            DISTRIBUTION, report.about(what_of(table)), table.title, table.hint,
            one_page=True, widths=widths,
        )
    )  # fmt: skip
    set_height(sheet, 4, 6)
    placed = place_table(sheet, table, "tblR4Fachdienste", _HEAD_ROW)
    for row in range(placed.first_row, placed.end_row + 1):
        set_height(sheet, row, height)  # a band of the chart is a row
    if levels:
        _write_legend(sheet, levels)
        draw(book, sheet, _bars(table, levels, placed))
    sheet.freeze_panes = f"B{_HEAD_ROW + 1}"
    last = write_rules(sheet, placed.end_row + 1, table.rules, len(widths))
    sheet.print_area = f"A1:{letter(len(widths))}{last}"


def counts_only(table: ReportTable) -> ReportTable:
    """Return the table without its shares."""
    kept = [n for n, c in enumerate(table.columns) if c.sort is not Sort.SHARE]
    return replace(
        table,
        columns=tuple(table.columns[n] for n in kept),
        rows=tuple(tuple(row[n] for n in kept) for row in table.rows),
        total=tuple(table.total[n] for n in kept) if table.total else (),
    )


def _bars_width(left: float, rows_height: float) -> float:
    """Return the width of all bars, so that the sheet has the shape of the page it fills."""
    least, most = _BARS_WIDTHS
    return min(max(least, _PAGE * (rows_height + _HEAD_AND_RULES) / _POINTS - left), most)


def _write_legend(sheet: Worksheet, levels: Sequence[Level]) -> None:
    """Set the coloured cells above the bars that name the levels."""
    from openpyxl.styles import Alignment, Border

    first = len(levels) + 5
    for n, (level, (fill, ink)) in enumerate(zip(levels, ramp(len(levels)), strict=True)):
        cell = put(sheet, (_HEAD_ROW, first + n), f"{level.number} {level.name}")
        cell.fill, cell.font = ground(fill), font(9, ink, bold=True)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border = Border(left=side("bg"), right=side("bg"))


def _bars(table: ReportTable, levels: Sequence[Level], placed: Placed) -> BarChart:
    first, last = placed.first_row, placed.end_row
    column = len(levels) + 5
    return BarChart(
        title="",
        name="Verteilung der Reifegrade je Fachdienst",
        alt_text=_alt_text(table, levels),
        start=(column, first),
        end=(column + len(levels), last + 1),
        categories=f"A{first}:A{last}",
        series=tuple(
            Bars(
                f"{level.number} {level.name}",
                f"{letter(3 + n)}{first}:{letter(3 + n)}{last}",
                fill,
                ink,
            )
            for n, (level, (fill, ink)) in enumerate(zip(levels, ramp(len(levels)), strict=True))
        ),
        grouping="percentStacked",
        gap=40,
        plot=(0, 0, 1, 1),
        label_size=8,
        axis=False,
    )


def _alt_text(table: ReportTable, levels: Sequence[Level]) -> str:
    rows = [
        f"{row[0]} {', '.join(str(row[2 + n]) for n in range(len(levels)))}"
        for row in (*table.rows, table.total)
    ]
    names = ", ".join(f"{level.number} {level.name}" for level in levels)
    return (
        f"Gestapelte Balken zu 100 Prozent je Fachdienst, Anzahl je Stufe in der Folge {names}: "
        f"{'; '.join(rows)}. Dieselben Werte stehen links in der Tabelle."
    )


_NEW_PAGES = ("tblR4Typen", "tblR4Anteile")
"""Tables that begin a printed page."""


def write_shares(book: Book, report: CityReport) -> None:
    """Add `R4 Anteile`: counts and shares by theme, type, audience and department."""
    tables = {
        "tblR4Themenfelder": city_levels.by_theme(report.city),
        "tblR4Typen": city_levels.by_type(report.city),
        "tblR4Zielgruppen": city_levels.by_audience(report.city),
        "tblR4Anteile": city_levels.by_department(report.city),
    }
    levels = len(report.levels)
    names = [str(row[0]) for table in tables.values() for row in table.rows]
    widths = (
        name_width(names), _COUNT_WIDTHS[0], *(_COUNT_WIDTHS[1],) * levels, _COUNT_WIDTHS[2],
        *(8.4,) * levels,
    )  # fmt: skip
    what = [table.columns[0].heading for table in tables.values()]
    sheet = book.sheet(
        SheetSpec(
            SHARES, report.about("R4 Verteilung der Reifegrade in Anteilen"),
            f"Reifegrade nach {german.listed(what)}",
            "Anteile an den Leistungen der Zeile. Gesicherte Stufen.", widths=widths,
        )
    )  # fmt: skip
    row = 4
    for name, table in tables.items():
        if name in _NEW_PAGES:
            break_after(sheet, row - 1)
        section(sheet, row, table.title, (1, len(widths)))
        row = _write_block(sheet, table, name, row + 1) + 2
    last = write_rules(sheet, row - 1, tables["tblR4Themenfelder"].rules, len(widths))
    sheet.freeze_panes = "B4"
    sheet.print_area = f"A1:{letter(len(widths))}{last}"


def _write_block(sheet: Worksheet, table: ReportTable, name: str, row: int) -> int:
    placed = place_table(sheet, table, name, row)
    for n, column in enumerate(table.columns, 1):
        if column.sort is Sort.SHARE:
            warm(sheet, n, placed, bold=False)
            area = f"{letter(n)}{placed.first_row}:{letter(n)}{placed.last_row}"
            conditional.steps(sheet, area)
    if "mehreren Zeilen" in table.hint:
        put(sheet, (placed.end_row + 1, 1), table.hint, CellStyle.SHEET_NAME)
        return placed.end_row + 1
    return placed.end_row
