"""What stands in a cell, as the parts of the program know it: text, code, date, number.

A cell comes from the reading process as text, number, yes or no, `{"date": ISO}`, `{"time": …}`,
or None where a formula, an error or a merge made it unreadable (that has a finding of its own).
Nothing is guessed: what is none stays what it is, so that the judgement can name it.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from typing import Any

from assessments.answer_values import is_date
from assessments.text import clean_identifier, clean_text
from assessments.workbooks.layout import SEPARATOR
from questionnaires.model import Kind

Cell = Any
"""str | float | int | bool | dict[str, str] | None"""

_TIME = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?")
_WHOLE = re.compile(r"[+-]?\d{1,15}(\.0{1,2})?", re.ASCII)
_YES = "WAHR"
_NO = "FALSCH"
"""As Excel shows the two truth values in German."""


def plain(cell: Cell) -> str:
    """Return a cell as its text: whole numbers without a point, a date cell as ISO date."""
    if isinstance(cell, bool):
        return _YES if cell else _NO
    if isinstance(cell, dict):
        return str(cell.get("date") or cell.get("time") or "")
    if isinstance(cell, int | float):
        return str(int(cell)) if float(cell).is_integer() else repr(float(cell))
    return cell or ""


def identifier(cell: Cell) -> str:
    """Return an id, a code or a name: one line, nothing invisible at the ends."""
    return _identifier(cell if isinstance(cell, str) else plain(cell))


def text(cell: Cell) -> str:
    """Return free text as it is stored, of any length (its length is judged, never cut)."""
    return _text(cell if isinstance(cell, str) else plain(cell))


def identifiers(cell: Cell) -> tuple[str, ...]:
    """Return the ids or codes of a cell, separated by `;`, each once, without empty ones."""
    parts = (_identifier(part) for part in plain(cell).split(SEPARATOR))
    return tuple(dict.fromkeys(part for part in parts if part))


def whole(cell: Cell) -> int | None:
    """Return a whole number, also from its text (`3`, `3.0`); None for anything else."""
    if isinstance(cell, bool | dict) or cell is None:
        return None
    if isinstance(cell, str):
        stripped = _identifier(cell)
        return int(float(stripped)) if _WHOLE.fullmatch(stripped) else None
    return int(cell) if float(cell).is_integer() else None


def iso_date(cell: Cell) -> str | None:
    """Return an ISO date from a date cell or its text, empty for none, None for anything else."""
    found = identifier(cell)
    return found if not found or (not isinstance(cell, int | float) and is_date(found)) else None


def iso_time(cell: Cell) -> str | None:
    """Return a moment in ISO 8601 as it is written, empty for none, None for anything else."""
    found = identifier(cell)
    if not found:
        return ""
    if isinstance(cell, int | float) or not _TIME.fullmatch(found):
        return None
    try:
        datetime.fromisoformat(found)
    except ValueError:
        return None
    return found


def raw_value(cell: Cell, kind: Kind) -> str | int | float:
    """Return a cell of `Wert` as the common judgement of answers takes it.

    A number stands for itself except where a text is asked: a house number is a text.
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return plain(cell) if kind is Kind.TEXT else cell
    return plain(cell)


def is_blank(cell: Cell) -> bool:
    """Return whether nothing can be seen in a cell."""
    return cell is None or (isinstance(cell, str) and not _identifier(cell))


@lru_cache(maxsize=4096)
def _identifier(raw: str) -> str:
    return clean_identifier(raw)


@lru_cache(maxsize=512)
def _text(raw: str) -> str:
    return clean_text(raw, len(raw) * 4)
