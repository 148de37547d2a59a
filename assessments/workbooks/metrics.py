"""How wide text is in Calibri, and how many lines it needs: heights are written, never left to
the program that opens the file (LibreOffice would cut wrapped text).

Advance widths in 1/1000 em; letters that are not listed count as wide as a digit.
"""

from __future__ import annotations

import re
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LINE = 13.2
"""Points per line of 10 pt text."""
HEAD_LINE = 12.4
"""Points per line of a head, which stands at the top of its cells."""
FILTER_SPACE = 14.0
"""Points below the words of a head: room for Excel's filter button."""
PADDING = 6.0
"""Points above and below the lines of a cell, together."""
LOWEST = 18.0
"""Points of the lowest row of a table."""
UNIT = 7
"""Pixels per unit of column width in Excel (LibreOffice: about 7.4)."""
INSET = 5
"""Pixels of a column that no text can use."""
INDENT = 9
"""Pixels of one step of indent."""

_REGULAR = {
    221: "'", 226: " \u00a0", 229: "iíïl", 239: "j", 250: ",‚‘’", 252: ".I·", 268: ":;", 291: "`",
    303: "()", 305: "f", 306: "-", 307: "[]", 314: "{}", 319: "J", 326: "!", 335: "t", 339: "°",
    349: "r", 386: "/\\", 391: "s", 395: "z", 401: '"', 418: "„“”", 420: "L", 423: "cç", 433: "x",
    452: "v", 453: "y", 455: "k", 459: "FS", 463: "?", 468: "Z", 471: "g", 479: "aáàâä",
    487: "TY", 488: "E", 498: "#*+<=>^_e~–•éèêë", 517: "P", 519: "X", 520: "K",
    525: "bdhnpquñûü", 527: "oóôöß", 533: "C", 543: "R", 544: "B", 567: "V", 579: "AÄ", 615: "D",
    623: "H", 631: "G", 642: "UÜ", 646: "N", 662: "OÖ", 673: "Q", 682: "&", 690: "…", 715: "%w",
    799: "m", 855: "M", 890: "W", 894: "@", 905: "—→",
}  # fmt: skip
_BOLD = {
    233: "'", 226: " \u00a0", 246: "iíïl", 255: "j", 258: ",‚‘’", 267: ".I", 268: "·", 276: ":;",
    300: "`", 306: "-", 312: "()", 316: "f", 325: "[]", 326: "!", 331: "J", 342: "°", 344: "{}",
    347: "t", 355: "r", 397: "z", 399: "s", 418: "cç", 423: "L", 430: "/\\", 435: "„“”", 438: '"',
    459: "Fx", 463: "?", 473: "Sv", 474: "gy", 478: "Z", 480: "k", 488: "E", 494: "aáàâä",
    495: "T", 498: "#*+<=>^_~–•", 503: "eéèêë", 520: "Y", 529: "C", 532: "P", 537: "bdhnpquñûü",
    538: "oóôö", 547: "K", 551: "X", 555: "ß", 561: "B", 563: "R", 591: "V", 606: "AÄ", 630: "D",
    631: "H", 637: "G", 653: "UÜ", 659: "N", 676: "OÖ", 686: "Q", 705: "&", 711: "…", 729: "%",
    745: "w", 813: "m", 874: "M", 898: "@", 905: "—→", 906: "W",
}  # fmt: skip
_DIGIT = 507


def _table(groups: Mapping[int, str]) -> dict[str, float]:
    return {letter: width / 1000 for width, letters in groups.items() for letter in letters}


_EM = {False: _table(_REGULAR), True: _table(_BOLD)}


@lru_cache(maxsize=50_000)
def pixels(text: str, points: float = 10, *, bold: bool = False) -> float:
    """Return the width of one line of text in pixels at 96 dpi."""
    em = _EM[bold]
    return sum(em.get(letter, _DIGIT / 1000) for letter in text) * points * 96 / 72


def room(width: float, indent: int = 0) -> float:
    """Return the pixels that text has in a column of this width."""
    return width * UNIT - INSET - INDENT * indent


def words(text: str) -> list[str]:
    """Return the pieces that are never broken: between blanks, and after hyphens."""
    return [part for word in text.split() for part in re.findall(r"[^-]*-+|[^-]+", word)]


@lru_cache(maxsize=50_000)
def lines(text: str, available: float, points: float = 10, *, bold: bool = False) -> int:
    """Return how many lines a text needs within `available` pixels (longer words are broken)."""
    return sum(_paragraph(part, available, points, bold) for part in text.split("\n"))


def _paragraph(text: str, available: float, points: float, bold: bool) -> int:
    if pixels(text, points, bold=bold) <= available - 1:
        return 1
    count, filled = 1, 0.0
    blank = pixels(" ", points, bold=bold)
    for word in text.split():
        for part in words(word):
            width = pixels(part, points, bold=bold)
            if filled and filled + width > available - 1:
                count, filled = count + 1, 0.0
            if width > available:
                further = ceil(width / available) - 1
                count, width = count + further, width - further * available
            filled += width
        filled += blank
    return count


def height(count: int, lowest: float = LOWEST) -> float:
    """Return the height in points of a row of 10 pt text with this many lines."""
    return max(lowest, count * LINE + PADDING)


def head_height(count: int, *, filtered: bool = True) -> float:
    """Return the height in points of a head: below its words is room for the filter button."""
    return count * HEAD_LINE + (FILTER_SPACE if filtered else PADDING)
