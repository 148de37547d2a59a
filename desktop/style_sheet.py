"""The one style sheet: the template with colours and lengths filled in."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from resources import resource

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_LENGTH = re.compile(r"@px\((\d+(?:-\d+)*)\)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_COLOUR = re.compile(r"@([a-z_]+)")


@lru_cache(maxsize=1)
def _template() -> str:
    return resource("styles/app.qss").read_text(encoding="utf-8")


def style_sheet(colours: Mapping[str, str], px: Callable[[float], int]) -> str:
    """Return the sheet for these colours and this text size; KeyError for an unknown colour.

    `@px(48-1-2)` is what is left of 48 inside lines of 1 and 2, each rounded by itself.
    """

    def length(found: re.Match[str]) -> str:
        whole, *less = (px(int(part)) for part in found[1].split("-"))
        return f"{whole - sum(less)}px"

    sheet = _LENGTH.sub(length, _COMMENT.sub("", _template()))
    return _COLOUR.sub(lambda m: colours[m[1]], sheet)
