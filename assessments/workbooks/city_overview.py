"""`Übersicht` of the city: charts on the first page, their values and key figures on the second."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING

from assessments import city_tables, german
from assessments.city_words import (
    answer_20,
    counting_rules,
    online_hint,
    online_title,
    source_rule,
)
from assessments.results import ONLINE_FROM
from assessments.workbooks.charts import HATCH, SHOW_ZERO, BarChart, Bars, draw
from assessments.workbooks.city_sheets import write_rules
from assessments.workbooks.kit import (
    PEOPLE_COLUMNS,
    TAB_PEOPLE,
    SheetSpec,
    letter,
    merged,
    put,
    section,
    set_height,
)
from assessments.workbooks.layout import Sheet
from assessments.workbooks.metrics import LINE, lines, room
from assessments.workbooks.missing import levers, strongest
from assessments.workbooks.overview import HOLD_NOTE, LIFT_NOTE, SOURCE_ROW, break_after
from assessments.workbooks.overview_charts import (
    LevelCounts,
    Place,
    level_chart,
    level_counts,
    level_table,
    lever_chart,
    lever_table,
    rung_chart,
    rung_table,
)
from assessments.workbooks.styles import CellStyle
from assessments.workbooks.tables import SmallTable, place

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from assessments.key_figures import KeyFigure
    from assessments.workbooks.city_report import CityReport
    from assessments.workbooks.kit import Book

LAST = len(PEOPLE_COLUMNS)
HALF = LAST // 2
_UPPER, _LOWER = (5, 14), (15, SOURCE_ROW)
"""Rows of the charts above and below: first, and the one behind the last."""
_NARROW, _NARROW_LEVER = 0.015, 0.03
"""Shares of a bar below which its number does not fit: into the legend, or into the table."""


def write_overview(book: Book, report: CityReport) -> None:
    """Add the sheet `Übersicht` of a city workbook."""
    sheet = book.sheet(
        SheetSpec(
            Sheet.OVERVIEW, report.about(Sheet.OVERVIEW), online_title(report.figures["online"]),
            online_hint(report.figures, report.conform_from), TAB_PEOPLE, widths=PEOPLE_COLUMNS,
        )
    )  # fmt: skip
    row = SOURCE_ROW + 1
    section(sheet, row, "Die Werte zu den Bildern")
    after = _write_levels(book, sheet, report, row + 1)
    after = _write_lower(book, sheet, report, after + 2)
    note = f"{source_rule(report.city)} Gesicherte Stufen, in den Balken die Anzahl."
    merged(sheet, f"A{SOURCE_ROW}:{letter(LAST)}{SOURCE_ROW}", note, CellStyle.HINT, 18)
    break_after(sheet, SOURCE_ROW)
    break_after(sheet, after + 1)
    section(sheet, after + 2, "Kennzahlen")
    after = _write_figures(sheet, after + 3, tuple(report.figures.values()))
    section(sheet, after + 2, "Antwort auf die Frage nach den Online-Leistungen (Frage 20)")
    after = _write_text(sheet, after + 3, answer_20(report.city, report.figures))
    last = write_rules(sheet, after + 1, counting_rules(report.city), LAST)
    sheet.print_area = f"A1:{letter(LAST)}{last}"


def _write_levels(book: Book, sheet: Worksheet, report: CityReport, row: int) -> int:
    """Write the table of levels and the chart on it; return the table's last row."""
    population = [s.result for s in report.city.population]
    counts = level_counts(report.round_name, report.levels, population)
    table = level_table((counts,), row)
    last = place(sheet, table)
    if counts.total:
        where = Place((1, _UPPER[0]), (LAST + 1, _UPPER[1]))
        chart = level_chart((counts,), table, where)
        title = _level_title(report) or chart.title
        draw(book, sheet, replace(chart, title=title, series=_narrow(chart, counts)))
    else:
        put(sheet, (_UPPER[0], 1), "Noch ist keine Leistung bewertet.", CellStyle.SUBTITLE)
    return last


def _level_title(report: CityReport) -> str:
    level = report.online_from
    population = [s.result for s in report.city.population]
    reached = sum(r.reaches(ONLINE_FROM) for r in population)
    if level is None or not reached:
        return ""
    share = german.percent(reached, len(population))
    return f"{share} der Leistungen stehen gesichert auf Stufe {level} oder höher."


def _narrow(chart: BarChart, counts: LevelCounts) -> tuple[Bars, ...]:
    """Return the series; one too narrow for its number tells it in the legend."""
    numbers = (*counts.counts, counts.provisional)
    return tuple(
        replace(bars, name=f"{bars.name}: {german.number(n)}", label="")
        if 0 < n < _NARROW * counts.total and bars.fill != HATCH
        else bars
        for bars, n in zip(chart.series, numbers, strict=True)
    )


def _write_lower(book: Book, sheet: Worksheet, report: CityReport, row: int) -> int:
    """Write tables and charts of rungs or stages, and of levers; return the last row of both."""
    left = _write_rungs if report.city.processes and report.ladder else _write_stages
    last = left(book, sheet, report, row)
    found = strongest(levers(s.result for s in report.city.population))
    if not found:
        return last
    table = lever_table(found, row, HALF)
    after = place(sheet, table)
    where = Place((HALF + 1, _LOWER[0]), (LAST + 1, _LOWER[1]))
    chart = lever_chart(found, table, where)
    # A number wider than its bar would lie upon the next one; the table below has all of them.
    least = ceil((chart.maximum or 0) * _NARROW_LEVER)
    draw(book, sheet, replace(chart, numbers=f'[<{least}]"";0'))
    for n, note in enumerate((LIFT_NOTE, HOLD_NOTE), after + 2):
        put(sheet, (n, HALF), note, CellStyle.SHEET_NAME)
    return max(last, after + 3)


def _write_rungs(book: Book, sheet: Worksheet, report: CityReport, row: int) -> int:
    processes = report.city.processes
    levels = report.ladder.levels if report.ladder else ()
    secured = Counter(p.score.secured for p in processes)
    counts = LevelCounts("Prozesse", levels, tuple(secured[x.number] for x in levels), 0)
    table = rung_table(counts, row)
    last = place(sheet, table)
    modelled = report.figures.get("modelled")
    title = "Prozesse nach Stufe"
    if modelled is not None and modelled.denominator:
        verb = "ist" if modelled.numerator == 1 else "sind"
        of = f"{german.number(modelled.numerator)} von {german.number(modelled.denominator)}"
        title = f"{of} Prozessen {verb} modelliert."
    where = Place((1, _LOWER[0]), (HALF + 1, _LOWER[1]))
    draw(book, sheet, rung_chart(counts, table, where, title))
    return last


def _write_stages(book: Book, sheet: Worksheet, report: CityReport, row: int) -> int:
    """Write the E-stages of what is online, where no processes were handed in."""
    online = [s.result for s in report.city.population if s.result.online]
    names = city_tables.stage_names([s.result for s in report.city.population])
    counts = [sum(r.end_to_end == stage for r in online) for stage, _ in names]
    table = SmallTable(
        "tblOnlineStufen", row, 1, ("Online-Leistungen nach E-Stufe", "Anzahl"),
        (CellStyle.CELL, CellStyle.NUMBER),
        tuple((name, n) for (_, name), n in zip(names, counts, strict=True)),
        spans=(3, 1), total=("Summe", len(online)),
    )  # fmt: skip
    last = place(sheet, table)
    if not online:
        return last
    values = ", ".join(f"{name} {n}" for (_, name), n in zip(names, counts, strict=True))
    first, end = row + 1, row + len(names)
    column = letter(table.columns[1][0])
    total = german.counted(len(online), "Online-Leistung", "Online-Leistungen")
    chart = BarChart(
        title=city_tables.stages(report.city).title,
        name="Online-Leistungen nach E-Stufe",
        alt_text=f"Balken, {total}: {values}. Werte als Tabelle ab Zeile {row}.",
        start=(1, _LOWER[0]),
        end=(HALF + 1, _LOWER[1]),
        categories=f"A{first}:A{end}",
        series=(Bars("Leistungen", f"{column}{first}:{column}{end}", "7694D5", "text", "outEnd"),),
        grouping="clustered",
        gap=45,
        plot=(0.375, 0.12, 0.52, 0.87),
        maximum=max(counts),
        numbers=SHOW_ZERO,
        label_size=11,
    )
    draw(book, sheet, chart)
    return last


def _write_figures(sheet: Worksheet, row: int, figures: tuple[KeyFigure, ...]) -> int:
    rows = tuple(
        (f.title, f.numerator, f.possible_numerator, f.denominator, f.value, f.rule)
        for f in figures
    )
    table = SmallTable(
        "tblKennzahlen", row, 1,
        ("Kennzahl", "Zähler", "möglich", "Nenner", "Wert", "Zählregel"),
        (CellStyle.CELL_STRONG, CellStyle.NUMBER, CellStyle.NUMBER, CellStyle.NUMBER,
         CellStyle.SHARE_STRONG, CellStyle.CELL_QUIET),
        rows, spans=(3, 1, 1, 1, 1, 5),
    )  # fmt: skip
    return place(sheet, table)


def _write_text(sheet: Worksheet, row: int, text: str) -> int:
    space = room(sum(PEOPLE_COLUMNS)) * 0.97
    height = lines(text, space, 11) * LINE * 1.1 + 6
    set_height(sheet, row, 6)
    merged(sheet, f"A{row + 1}:{letter(LAST)}{row + 1}", text, CellStyle.TEXT, height)
    return row + 1
