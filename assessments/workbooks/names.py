"""File names of workbooks (contract 1)."""

from __future__ import annotations

import unicodedata

LONGEST = 120
"""Characters of a file name, ending included."""
CITY = "Gesamt"
ENDING = ".xlsx"


def workbook_name(who: str, round_name: str, day: str) -> str:
    """Return `Selbstcheck_<who>_<round>_<day>.xlsx`; `who` is the department or `CITY`.

    `day` is an ISO date. What is no letter, digit or `-` becomes `-`; where the name would be
    longer than 120 characters, the longer of both parts is cut.
    """
    parts = [_plain(who), _plain(round_name)]
    frame = f"Selbstcheck___{_plain(day)}{ENDING}"
    spare = LONGEST - len(frame)
    while sum(map(len, parts)) > spare:
        longer = max(range(2), key=lambda n: len(parts[n]))
        parts[longer] = parts[longer][:-1]
    return f"Selbstcheck_{parts[0]}_{parts[1]}_{_plain(day)}{ENDING}"


def _plain(text: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    return "".join(c if c.isalpha() or c.isdecimal() or c == "-" else "-" for c in composed)
