"""`Übersicht`: native charts on the first page, their values and the key figures on the second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessments import german
from assessments.statements import level_statement, online_statement, provisional_statement
from assessments.workbooks.charts import draw
from assessments.workbooks.kit import (
    PEOPLE_COLUMNS,
    TAB_PEOPLE,
    SheetSpec,
    letter,
    merged,
    put,
    section,
)
from assessments.workbooks.layout import Sheet
from assessments.workbooks.missing import levers, strongest
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
    from collections.abc import Iterable

    from openpyxl.worksheet.worksheet import Worksheet

    from assessments.key_figures import KeyFigure
    from assessments.workbooks.hand_in import HandIn
    from assessments.workbooks.kit import Book
    from assessments.workbooks.missing import Lever

LAST = len(PEOPLE_COLUMNS)
HALF = LAST // 2
SOURCE_ROW = 32
"""The last row of the first page."""
_UPPER, _LOWER = (5, 14), (15, SOURCE_ROW)
"""Rows of the charts above and below: first, and the one behind the last."""
LIFT_NOTE = "„Hebt“ heißt: Wird nur dieses eine Kriterium erfüllt, steigt die gesicherte Stufe."
SHOWN = (
    "online", "conform", "conform_own", "end_to_end", "online_applications", "recorded",
    "profiled", "modelled",
)  # fmt: skip
"""Key figures of a department, by key; those of processes only where there are any."""
HOLD_NOTE = (
    "„Hält zurück“ zählt auch Leistungen, denen noch mehr fehlt. "
    "Eine Leistung kann mehrfach vorkommen."
)


def write_overview(book: Book, hand_in: HandIn) -> None:
    """Add the sheet `Übersicht` of a department's workbook."""
    sheet = book.sheet(
        SheetSpec(
            Sheet.OVERVIEW, hand_in.about(Sheet.OVERVIEW),
            level_statement(hand_in.results.services), _subtitle(hand_in), TAB_PEOPLE,
            widths=PEOPLE_COLUMNS,
        )
    )  # fmt: skip
    row = SOURCE_ROW + 1
    section(sheet, row, "Die Werte zu den Bildern")
    after = _write_levels(book, sheet, hand_in, row + 1)
    after = _write_lower(book, sheet, hand_in, after + 2)
    _write_source(sheet, hand_in)
    break_after(sheet, SOURCE_ROW)
    section(sheet, after + 2, "Kennzahlen")
    known = hand_in.figures
    last = write_figures(sheet, after + 3, [known[key] for key in SHOWN if key in known])
    sheet.print_area = f"A1:{letter(LAST)}{last}"


def _subtitle(hand_in: HandIn) -> str:
    services = hand_in.results.services
    if not hand_in.results.population:
        return "Bilder stehen hier, sobald eine Leistung bewertet ist."
    open_ones = provisional_statement(services) or "Alle Stufen stehen fest."
    return " ".join(filter(None, (online_statement(services), open_ones)))


def _write_levels(book: Book, sheet: Worksheet, hand_in: HandIn, row: int) -> int:
    """Write the table of levels and the chart on it; return the table's last row."""
    population = hand_in.results.population
    counts = level_counts(hand_in.submission.round.name, hand_in.levels, population)
    table = level_table((counts,), row)
    last = place(sheet, table)
    if counts.total:
        where = Place((1, _UPPER[0]), (LAST + 1, _UPPER[1]))
        draw(book, sheet, level_chart((counts,), table, where))
    return last


def _write_lower(book: Book, sheet: Worksheet, hand_in: HandIn, row: int) -> int:
    """Write tables and charts of rungs and levers; return the last row of both."""
    processes = hand_in.results.processes
    ladder = hand_in.ladder
    last = row
    if processes and ladder is not None:
        rungs = level_counts("Prozesse", ladder.levels, processes)
        last = max(last, _write_rungs(book, sheet, hand_in, rungs, row))
    found = strongest(levers(hand_in.results.services))
    if found:
        last = max(last, _write_levers(book, sheet, found, row, beside=bool(processes)))
    return last


def _write_rungs(
    book: Book, sheet: Worksheet, hand_in: HandIn, rungs: LevelCounts, row: int
) -> int:
    table = rung_table(_with_provisional(rungs, hand_in), row)
    last = place(sheet, table)
    modelled = hand_in.figures.get("modelled")
    title = "Prozesse nach Stufe"
    if modelled is not None and modelled.denominator:
        are = "ist" if modelled.numerator == 1 else "sind"
        title = f"{modelled.numerator} von {modelled.denominator} Prozessen {are} modelliert."
    where = Place((1, _LOWER[0]), (HALF + 1, _LOWER[1]))
    draw(book, sheet, rung_chart(_with_provisional(rungs, hand_in), table, where, title))
    return last


def _with_provisional(rungs: LevelCounts, hand_in: HandIn) -> LevelCounts:
    """Count every process by its secured rung: the chart of rungs has no hatched part."""
    secured = [p.score.secured for p in hand_in.results.processes]
    counts = tuple(secured.count(level.number) for level in rungs.levels)
    return LevelCounts(rungs.name, rungs.levels, counts, 0)


def _write_levers(
    book: Book, sheet: Worksheet, found: tuple[Lever, ...], row: int, *, beside: bool
) -> int:
    column = 6 if beside else 1
    table = lever_table(found, row, column)
    last = place(sheet, table)
    start = HALF + 1 if beside else 1
    where = Place((start, _LOWER[0]), (LAST + 1, _LOWER[1]))
    draw(book, sheet, lever_chart(found, table, where))
    for note in (LIFT_NOTE, HOLD_NOTE):
        last += 1 if note is HOLD_NOTE else 2
        put(sheet, (last, column), note, CellStyle.SHEET_NAME)
    return last


def _write_source(sheet: Worksheet, hand_in: HandIn) -> None:
    models = [f"Modell {hand_in.model.id}"] if hand_in.model else []
    if hand_in.results.processes and hand_in.ladder:
        models.append(f"Prozessleiter {hand_in.ladder.id}")
    stichtag = german.date(hand_in.submission.round.stichtag)
    text = (
        f"Quelle: Antworten des Fachdienstes, {german.listed(models)}, "
        f"Stichtag {stichtag}. Gesicherte Stufen."
    )
    merged(sheet, f"A{SOURCE_ROW}:{letter(LAST)}{SOURCE_ROW}", text, CellStyle.HINT, 18)


def break_after(sheet: Worksheet, row: int) -> None:
    """Begin a new printed page after this row."""
    from openpyxl.worksheet.pagebreak import Break

    sheet.row_breaks.append(Break(id=row))


def write_figures(sheet: Worksheet, row: int, figures: Iterable[KeyFigure]) -> int:
    """Write key figures with numerator, denominator, value and rule; return the last row."""
    rows = tuple((f.title, f.numerator, f.denominator, f.value, f.rule) for f in figures)
    table = SmallTable(
        "tblKennzahlen", row, 1, ("Kennzahl", "Zähler", "Nenner", "Wert", "Zählregel"),
        (CellStyle.CELL_STRONG, CellStyle.NUMBER, CellStyle.NUMBER, CellStyle.SHARE_STRONG,
         CellStyle.CELL_QUIET),
        rows, spans=(3, 1, 1, 1, 6),
    )  # fmt: skip
    return place(sheet, table)
