"""What a person types in German -> a value, or words that say what to write instead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from assessments.answer_values import Problem, check_value
from assessments.text import clean_text

if TYPE_CHECKING:
    from questionnaires.model import Field, Value

_GROUPED = re.compile(r"[+-]?\d{1,3}(\.\d{3})+(,\d+)?")
_PLAIN = re.compile(r"[+-]?\d+(,\d+)?")
_DAY = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})")
_BLANKS = re.compile(r"[\s\u00a0\u202f]+")


@dataclass(frozen=True, slots=True)
class Trouble:
    """Words for a person: what is wrong and what to write instead."""

    words: str


NO_NUMBER = Trouble("Das ist keine Zahl. Schreiben Sie zum Beispiel 120 oder 12,5.")
NOT_WHOLE = Trouble("Schreiben Sie eine ganze Zahl, zum Beispiel 120.")
NO_DATE = Trouble("Schreiben Sie Tag, Monat und Jahr, zum Beispiel 28.02.2027.")
NO_SUCH_DAY = Trouble("Diesen Tag gibt es nicht. Schreiben Sie zum Beispiel 28.02.2027.")


def read_text(text: str) -> str | None:
    """Return cleaned text, None for blanks."""
    return clean_text(text).strip() or None


def read_number(text: str) -> int | float | Trouble | None:
    """Return a number written the German way: `1.200`, `12,5`.

    >>> read_number("1.200"), read_number("12,5"), read_number("")
    (1200, 12.5, None)
    """
    text = _BLANKS.sub("", text)
    if not text:
        return None
    if not (_GROUPED.fullmatch(text) or _PLAIN.fullmatch(text)):
        return NO_NUMBER
    number = float(text.replace(".", "").replace(",", "."))
    return int(number) if number.is_integer() else number


def read_date(text: str) -> str | Trouble | None:
    """Return a day as ISO text.

    >>> read_date("1.3.2026"), read_date("31.02.2027") == NO_SUCH_DAY
    ('2026-03-01', True)
    """
    text = text.strip()
    if not text:
        return None
    parts = _DAY.fullmatch(text)
    if not parts:
        return NO_DATE
    try:
        return date(int(parts[3]), int(parts[2]), int(parts[1])).isoformat()
    except ValueError:
        return NO_SUCH_DAY


def show_number(value: Value) -> str:
    """Return a number as German readers write it, without points between thousands."""
    return f"{value:g}".replace(".", ",") if isinstance(value, float) else str(value)


def show_date(value: Value) -> str:
    """Return ISO text as `28.02.2027`; what is no date comes back as it is."""
    try:
        return f"{date.fromisoformat(str(value)):%d.%m.%Y}"
    except ValueError:
        return str(value)


def checked(field: Field, value: Value | Trouble | None) -> Value | Trouble | None:
    """Judge a value against its field, as every other door does; bounds come back as words."""
    if value is None or isinstance(value, Trouble):
        return value
    if field.whole and isinstance(value, float):
        return NOT_WHOLE
    judged = check_value(field, value)
    return Trouble(judged.remedy) if isinstance(judged, Problem) else judged
