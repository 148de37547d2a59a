"""Colours by meaning: read from the token table, or made from the palette of a contrast theme."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QColor, QPalette

from resources import resource

if TYPE_CHECKING:
    from collections.abc import Mapping

GROUNDS = ("bg", "surface", "raised", "tint", "track", "on_action")
LEAST_TEXT, LEAST_LINE = 4.5, 3.0
"""Contrast that text and lines need (WCAG 1.4.3, 1.4.11)."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme: colour values (`#RRGGBB`) by token, and the ramp of level colours it draws on."""

    colours: Mapping[str, str]
    ramp: str
    """`light` or `dark`; empty: levels get no fill, only outline and number."""

    @property
    def dark(self) -> bool:
        """Whether the ground is dark."""
        return luminance(self.colours["bg"]) < 0.2


@lru_cache(maxsize=1)
def table() -> Mapping[str, Mapping[str, str]]:
    """Return the token table as written, read once."""
    return {name: part for name, part in _file().items() if name != "levels"}


@lru_cache(maxsize=1)
def _file() -> dict[str, Any]:
    with resource("styles/tokens.toml").open("rb") as file:
        return tomllib.load(file)


def tokens(theme: str) -> Tokens:
    """Return the tokens of `light`, `dark` or `contrast`."""
    if theme == "contrast":
        base = table()["contrast"]
        return contrast(base["window"], base["text"], base["link"], base["highlight"])
    return Tokens(table()[theme], theme)


def from_palette(palette: QPalette) -> Tokens:
    """Return the tokens for a contrast theme of the system."""
    role = QPalette.ColorRole
    roles = (role.Window, role.WindowText, role.Link, role.Highlight)
    window, text, link, highlight = (palette.color(r).name() for r in roles)
    return contrast(window, text, link, highlight)


def contrast(window: str, text: str, link: str, highlight: str) -> Tokens:
    """Return a table in which only four colours occur; what cannot be seen becomes the text's."""
    made = dict.fromkeys(table()["light"], text)
    made |= dict.fromkeys((*GROUNDS, *(t for t in made if t.endswith("_bg"))), window)
    made["action"] = link if ratio(link, window) >= LEAST_TEXT else text
    made["focus"] = highlight if ratio(highlight, window) >= LEAST_LINE else text
    return Tokens(made, "")


def luminance(value: str) -> float:
    """Return the relative luminance of a colour, 0 (black) to 1 (white), as WCAG defines it."""
    red, green, blue = (_linear(part / 255) for part in _rgb(value))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _rgb(value: str) -> tuple[int, int, int]:
    made = QColor(value)
    return made.red(), made.green(), made.blue()


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else math.pow((part + 0.055) / 1.055, 2.4)


def ratio(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def ramp(theme: Tokens, count: int) -> tuple[tuple[str, str], ...]:
    """Return fill and text colour for each of `count` levels, lowest first."""
    if not theme.ramp:
        return ((theme.colours["bg"], theme.colours["text"]),) * count
    known: Mapping[str, list[str]] = _file()["levels"][theme.ramp]
    fills = known.get(str(count)) or _blended(known["5"], count)
    return tuple((fill, _readable(fill)) for fill in fills)


def _readable(fill: str) -> str:
    inks = (table()["light"]["text"], table()["light"]["on_action"])
    return max(inks, key=lambda ink: ratio(ink, fill))


def _blended(stops: list[str], count: int) -> list[str]:
    made = []
    for index in range(count):
        place = index * (len(stops) - 1) / max(1, count - 1)
        low = min(int(place), len(stops) - 2)
        part = place - low
        pairs = zip(_rgb(stops[low]), _rgb(stops[low + 1]), strict=True)
        made.append(_apart(QColor(*(round(a + (b - a) * part) for a, b in pairs))))
    return made


def _apart(fill: QColor) -> str:
    """Move a blend out of the middle, where neither dark nor light figures can be read."""
    lighter = luminance(fill.name()) > 0.18
    while ratio(_readable(fill.name()), fill.name()) < LEAST_TEXT:
        fill = fill.lighter(104) if lighter else fill.darker(104)
    return fill.name()
