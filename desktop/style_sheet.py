"""The one style sheet: the template with colours and lengths filled in."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from resources import resource

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_LENGTH = re.compile(r"@px\((\d+)\)")
_COLOUR = re.compile(r"@([a-z_]+)")


@lru_cache(maxsize=1)
def _template() -> str:
    return resource("styles/app.qss").read_text(encoding="utf-8")


def style_sheet(colours: Mapping[str, str], px: Callable[[float], int]) -> str:
    """Return the sheet for these colours and this text size; KeyError for an unknown colour."""
    sheet = _LENGTH.sub(
        lambda m: f"{px(int(m[1]))}px", re.sub(r"/\*.*?\*/", "", _template(), flags=re.DOTALL)
    )
    return _COLOUR.sub(lambda m: colours[m[1]], sheet)
