"""How wide a column must be for what stands in it: never narrower than its longest word.

Both programs break a word that does not fit, without a hyphen. Beyond that a column grows where
that saves lines in every row: for a text that all rows share, for ids, and for lists of codes,
which have no blank to break at. It stays below a limit, since all columns share one printed page.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from assessments.workbooks import metrics
from assessments.workbooks.columns import CellKind
from assessments.workbooks.layout import SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from assessments.workbooks.columns import Column

_LISTS = frozenset({CellKind.LIST, CellKind.VALUE})
_WORDS, _LIST, _SHARED = 1.7, 1.4, 2.2
"""By how much a column may grow: for a word, for a list, for ids and a text of all rows."""
_STEP = 0.5
_LONGEST = 20
"""So many texts are looked at closely; the others are shorter."""


@dataclass(frozen=True, slots=True)
class Use:
    """How a column is used: its look, and whether it holds the ids of its table."""

    bold: bool = False
    indent: int = 0
    key: bool = False


def column_width(column: Column, texts: Set[str], use: Use) -> float:
    """Return the width in Excel units for a column with these different texts."""
    least = max(column.width, _for_words(column, texts, use))
    if column.kind is CellKind.LIST:
        longest = max((metrics.pixels(t, bold=use.bold) for t in texts), default=0.0)
        return max(least, min(_units(longest, use.indent), column.width * _LIST))
    most = 2 if len(texts) == 1 else 3 if use.key else 0
    return _for_lines(least, column.width * _SHARED, texts, use, most) if most else least


def _for_words(column: Column, texts: Set[str], use: Use) -> float:
    need = max(metrics.pixels(word, bold=True) for word in metrics.words(column.heading))
    for text in texts:
        if metrics.pixels(text, bold=use.bold) > need:
            need = max(need, *(metrics.pixels(w, bold=use.bold) for w in _words(text, column)))
    return min(_units(need, use.indent), column.width * _WORDS)


def _words(text: str, column: Column) -> list[str]:
    whole = text.replace(SEPARATOR, f"{SEPARATOR} ") if column.kind in _LISTS else text
    return metrics.words(whole) or [""]


def _for_lines(least: float, limit: float, texts: Set[str], use: Use, most: int) -> float:
    """Return the smallest width from `least` in which no text needs more than `most` lines."""
    longest = sorted(texts, key=lambda t: (-len(t), t))[:_LONGEST]

    def too_narrow(width: float) -> bool:
        space = metrics.room(width, use.indent)
        return any(metrics.lines(t, space, bold=use.bold) > most for t in longest)

    narrow = list(takewhile(too_narrow, _widths(least, limit)))
    return min(narrow[-1] + _STEP, limit) if narrow else least


def _widths(least: float, limit: float) -> Iterator[float]:
    width = least
    while width < limit:
        yield width
        width += _STEP


def _units(pixels: float, indent: int) -> float:
    """Return the width that leaves room for so many pixels of text."""
    inside = metrics.INSET + 1 + metrics.INDENT * indent
    return -(-(pixels + inside) * 10 // metrics.UNIT) / 10
