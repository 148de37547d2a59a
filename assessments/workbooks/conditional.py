"""Conditional formats: each repeats what the cell already says; none carries a meaning alone.

`area` is a range of cells such as `I5:I19`; conditions refer to its first row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessments.workbooks.styles import CALM, colour, ground, ramp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

SHARE_STEPS = (0, 0.25, 0.5, 0.75)
COUNT_STEPS = (1, 10, 20, 30)


@dataclass(frozen=True, slots=True)
class Paint:
    """Colours by token; empty: as it was."""

    fill: str = ""
    ink: str = ""
    bold: bool = False


def levels(sheet: Worksheet, area: str, numbers: Sequence[int]) -> None:
    """Fill level cells by their number with the ramp that has as many steps as there are levels."""
    first = area.partition(":")[0]
    for number, (fill, ink) in zip(numbers, ramp(len(numbers)), strict=True):
        _where(sheet, area, f"AND(ISNUMBER({first}),{first}={number})", Paint(fill, ink, bold=True))


def marked(sheet: Worksheet, area: str, column: str, word: str) -> None:
    """Set cells bold on `surface` in rows where this column says the word."""
    _where(sheet, area, _says(area, column, word), Paint("surface", "text", bold=True))


def strong(sheet: Worksheet, area: str, word: str) -> None:
    """Set cells bold that say the word."""
    _where(sheet, area, _says(area, _letters(area), word), Paint(ink="text", bold=True))


def quiet(sheet: Worksheet, area: str, column: str, words: Sequence[str]) -> None:
    """Set rows in `muted` where this column says one of the words."""
    tests = ",".join(_says(area, column, word) for word in words)
    _where(sheet, area, f"OR({tests})", Paint(ink="muted"))


def warned(sheet: Worksheet, area: str, column: str, word: str) -> None:
    """Set cells in the colours of a warning in rows where this column says the word."""
    _where(sheet, area, _says(area, column, word), Paint("warn_bg", "warn", bold=True))


def steps(
    sheet: Worksheet,
    area: str,
    bounds: Sequence[float] = SHARE_STEPS,
    fills: Sequence[str] = CALM,
) -> None:
    """Fill numbers by four calm steps; blanks and words stay white."""
    first = area.partition(":")[0]
    for bound, fill in reversed(list(zip(bounds, fills, strict=True))):
        _where(sheet, area, f"AND(ISNUMBER({first}),{first}>={bound})", Paint(fill))


def _letters(area: str) -> str:
    return area.partition(":")[0].rstrip("0123456789")


def _says(area: str, column: str, word: str) -> str:
    row = area.partition(":")[0].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return f'${column}{row}="{word}"'


def _where(sheet: Worksheet, area: str, formula: str, paint: Paint) -> None:
    from openpyxl.formatting.rule import Rule
    from openpyxl.styles import Font
    from openpyxl.styles.differential import DifferentialStyle

    look = DifferentialStyle(
        font=Font(color="FF" + colour(paint.ink), bold=paint.bold or None) if paint.ink else None,
        fill=ground(paint.fill) if paint.fill else None,
    )
    rule = Rule(type="expression", formula=[formula], stopIfTrue=True, dxf=look)
    sheet.conditional_formatting.add(area, rule)
