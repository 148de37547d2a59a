"""Quarters of a year, as people write them: „2027-Q2“, „Q2/2027“, „2. Quartal 2027“."""

from __future__ import annotations

import re
from dataclasses import dataclass

_YEAR_FIRST = re.compile(r"(\d{4})[\s/.\-]*(?:Q|Quartal)\s*([1-4])", re.IGNORECASE | re.ASCII)
_NUMBER_FIRST = re.compile(
    r"(?:(?:Q|Quartal)\s*([1-4])|([1-4])\s*\.?\s*(?:Q|Quartal))[\s/.\-]*(\d{4})",
    re.IGNORECASE | re.ASCII,
)
_ENDS = ("03-31", "06-30", "09-30", "12-31")


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """One quarter of a year."""

    year: int
    number: int
    """1 to 4."""

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"

    @property
    def last_day(self) -> str:
        """The day on which it ends, as ISO date."""
        return f"{self.year:04}-{_ENDS[self.number - 1]}"


def quarter_of(text: str) -> Quarter | None:
    """Return the quarter a text names, None for anything else; „2027-2“ may be a month.

    >>> str(quarter_of("Q2/2027")), quarter_of("2027-2")
    ('2027-Q2', None)
    """
    words = text.strip()
    found = _YEAR_FIRST.fullmatch(words)
    if found:
        return Quarter(int(found[1]), int(found[2]))
    found = _NUMBER_FIRST.fullmatch(words)
    return Quarter(int(found[3]), int(found[1] or found[2])) if found else None
