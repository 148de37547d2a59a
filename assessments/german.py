"""Numbers, shares, dates and lists as German text, right for 0, 1 and many."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

NBSP = "\N{NO-BREAK SPACE}"


def number(value: int) -> str:
    """Return a whole number with the German thousands separator.

    >>> number(6840)
    '6.840'
    """
    return f"{value:,}".replace(",", ".")


def counted(value: int, one: str, many: str) -> str:
    """Return a number with its noun.

    >>> counted(1, "Leistung", "Leistungen"), counted(0, "Leistung", "Leistungen")
    ('1 Leistung', '0 Leistungen')
    """
    return f"{number(value)} {one if value == 1 else many}"


def percent(numerator: int, denominator: int) -> str:
    """Return a share in whole percent, half up, never rounded to none or all; empty for 0 of 0.

    >>> percent(1, 400).replace(NBSP, " "), percent(118, 412).replace(NBSP, " ")
    ('unter 1 %', '29 %')
    """
    if not denominator:
        return ""
    if numerator and 100 * numerator < denominator:
        return f"unter 1{NBSP}%"
    if numerator < denominator and 100 * (denominator - numerator) < denominator:
        return f"über 99{NBSP}%"
    share = Decimal(100) * numerator / denominator
    return f"{share.quantize(Decimal(1), rounding=ROUND_HALF_UP)}{NBSP}%"


def date(iso: str) -> str:
    """Return an ISO date, or the date of an ISO time, as day, month and year; else as it is.

    >>> date("2026-11-30"), date("2026-11-24T14:32:08+01:00"), date("")
    ('30.11.2026', '24.11.2026', '')
    """
    parts = iso[:10].split("-")
    return ".".join(reversed(parts)) if len(parts) == 3 else iso


def listed(words: Sequence[str]) -> str:
    """Return words as a list within a sentence.

    >>> listed(["a", "b", "c"]), listed(["a"]), listed([])
    ('a, b und c', 'a', '')
    """
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} und {words[-1]}"
