"""`Deckblatt`: the answer in one sentence, four figures, how to read the levels, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessments import german
from assessments.workbooks import metrics
from assessments.workbooks.kit import (
    PEOPLE_COLUMNS,
    TAB_PEOPLE,
    SheetSpec,
    letter,
    link,
    merged,
    put,
    section,
    set_height,
)
from assessments.workbooks.layout import Sheet
from assessments.workbooks.styles import CellStyle, font, ground, ramp, side

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from assessments.key_figures import KeyFigure
    from assessments.workbooks.kit import Book
    from questionnaires.model import Level

LAST = len(PEOPLE_COLUMNS)
LEVEL_COLUMNS, RULE_COLUMNS = (1, 7), (9, 12)
_LEVEL_HEIGHT = 30
NOTHING = "–"
"""In place of a figure whose denominator is 0."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One large figure: `count` of `total` `what`, and two lines on how it is counted."""

    count: int
    total: int
    what: str
    rule: str


@dataclass(frozen=True, slots=True)
class Cover:
    """Everything on a cover, in words."""

    what: str
    title: str
    subtitle: str
    statement: str
    figures: tuple[Figure, ...]
    """Four."""
    levels: tuple[Level, ...]
    rules: tuple[str, ...]
    steps: tuple[str, ...]
    sheets: tuple[str, ...]


def figure(found: KeyFigure, what: str, rule: str) -> Figure:
    """Return a key figure as the cover shows it; `what` is the rest of „7 von 15 …“.

    `rule` says shortly what is counted; the full rule stands with the key figures.
    """
    share = german.percent(found.numerator, found.denominator)
    value = f"{found.title} {share}" if share else f"{found.title}: noch nichts zu zählen"
    return Figure(found.numerator, found.denominator, what, f"{value}\n{rule}")


def write_cover(book: Book, cover: Cover) -> None:
    """Add the sheet `Deckblatt`."""
    sheet = book.sheet(
        SheetSpec(
            Sheet.COVER, cover.what, cover.title, cover.subtitle, TAB_PEOPLE,
            one_page=True, widths=PEOPLE_COLUMNS, cover=True,
        )
    )  # fmt: skip
    set_height(sheet, 4, 6)
    merged(sheet, f"A5:{letter(LAST)}5", cover.statement, CellStyle.STATEMENT, 26)
    section(sheet, 6, "Vier Zahlen")
    for number, one in enumerate(cover.figures):
        _write_figure(sheet, 1 + 3 * number, one)
    set_height(sheet, 10, 6)
    section(sheet, 11, "So lesen Sie die Stufen", LEVEL_COLUMNS)
    section(sheet, 11, "So wird gezählt", RULE_COLUMNS)
    rows = max(len(cover.levels), len(cover.rules))
    for row in range(12, 12 + rows):
        set_height(sheet, row, _LEVEL_HEIGHT)
    _write_levels(sheet, 12, cover.levels)
    for row, rule in enumerate(cover.rules, 12):
        _write_rule(sheet, row, rule)
    after = 12 + rows
    set_height(sheet, after, 6)
    _write_steps(sheet, after + 1, cover.steps)
    _write_links(sheet, after + 3 + len(cover.steps), cover.sheets)


def _write_figure(sheet: Worksheet, column: int, one: Figure) -> None:
    first, last = letter(column), letter(column + 2)
    number = merged(sheet, f"{first}7:{last}7", one.count, CellStyle.FIGURE, 44)
    if one.total:
        number.number_format = f'#,##0" von {german.number(one.total)}"'
    else:
        put(sheet, f"{first}7", NOTHING, CellStyle.FIGURE)
    merged(sheet, f"{first}8:{last}8", one.what, CellStyle.TEXT_STRONG, 18)
    merged(sheet, f"{first}9:{last}9", one.rule, CellStyle.HINT)
    space = metrics.room(sum(PEOPLE_COLUMNS[column - 1 : column + 2]))
    lines = metrics.lines(one.rule, space)
    set_height(sheet, 9, max(lines * metrics.LINE + 4, sheet.row_dimensions[9].height or 0))


def _write_levels(sheet: Worksheet, first: int, levels: tuple[Level, ...]) -> None:
    from openpyxl.styles import Alignment, Border

    if not levels:
        return
    for row, (level, (fill, ink)) in enumerate(zip(levels, ramp(len(levels)), strict=True), first):
        mark = put(sheet, (row, 1), level.number, CellStyle.LEVEL)
        mark.fill, mark.font = ground(fill), font(12, ink, bold=True)
        mark.border = Border(bottom=side("bg"))
        merged(sheet, f"B{row}:C{row}", level.name, CellStyle.TEXT_STRONG)
        merged(sheet, f"D{row}:G{row}", level.description, CellStyle.TEXT)
        for column in range(2, LEVEL_COLUMNS[1] + 1):
            cell = sheet.cell(row, column)
            cell.border = Border(bottom=side())
            cell.alignment = Alignment(
                horizontal="left", vertical="center", wrap_text=True, indent=int(column == 2)
            )


def _write_rule(sheet: Worksheet, row: int, rule: str) -> None:
    from openpyxl.styles import Alignment, Border

    merged(sheet, f"I{row}:{letter(LAST)}{row}", rule, CellStyle.TEXT)
    for column in range(RULE_COLUMNS[0], RULE_COLUMNS[1] + 1):
        cell = sheet.cell(row, column)
        cell.border = Border(bottom=side())
        cell.font = font(10)
        cell.alignment = Alignment(horizontal="left", vertical="center", wrap_text=True)


def _write_steps(sheet: Worksheet, row: int, steps: tuple[str, ...]) -> None:
    section(sheet, row, "Das tun Sie mit dieser Datei")
    for number, step in enumerate(steps, 1):
        put(sheet, (row + number, 1), number, CellStyle.STEP)
        merged(sheet, f"B{row + number}:{letter(LAST)}{row + number}", step, CellStyle.TEXT, 18)


def _write_links(sheet: Worksheet, row: int, names: tuple[str, ...]) -> None:
    set_height(sheet, row - 1, 5)
    put(sheet, (row, 1), "Blätter:", CellStyle.TEXT).font = font(11, "muted")
    column = 2
    space = metrics.room(PEOPLE_COLUMNS[0])
    for name in names:
        columns = 1 + int(metrics.pixels(name, 11) // space)
        if column + columns > LAST + 1:
            set_height(sheet, row, 18)
            row, column = row + 1, 2
        link(sheet, f"{letter(column)}{row}", name)
        column += columns
    set_height(sheet, row, 18)


__all__ = ["Cover", "Figure", "figure", "write_cover"]
