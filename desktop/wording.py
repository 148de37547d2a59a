"""The window's own small words: counts, dates, times, owners, states."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from questionnaires.model import Questionnaire

SOLVABLE_ELSEWHERE = "nicht durch die Stadt lösbar"


def counted(number: int, one: str, many: str) -> str:
    """Return a number with its noun.

    >>> counted(1, "Leistung", "Leistungen"), counted(0, "Leistung", "Leistungen")
    ('1 Leistung', '0 Leistungen')
    """
    return f"{grouped(number)} {one if number == 1 else many}"


def grouped(number: int) -> str:
    """Return a whole number as German readers expect it, with points between thousands."""
    return f"{number:,}".replace(",", ".")


def day(iso: str) -> str:
    """Return the date of ISO text as `24.11.2026`; what is no date comes back as it is."""
    try:
        return f"{date.fromisoformat(iso[:10]):%d.%m.%Y}"
    except ValueError:
        return iso


def day_and_time(iso: str) -> str:
    """Return ISO text with a time as `24.11.2026, 14:32 Uhr`."""
    return f"{day(iso)}, {iso[11:16]} Uhr" if len(iso) >= len("2026-11-24T14:32") else day(iso)


def clock(moment: datetime) -> str:
    """Return the time of day as `14:32 Uhr`."""
    return f"{moment:%H:%M} Uhr"


def saved_line(moment: datetime) -> str:
    """Return what the status line says after a commit."""
    return f"Gespeichert um {clock(moment)} · nur auf diesem Rechner"


def days_left(closes: str, today: date) -> str:
    """Return the sentence about the end of the round, empty if it has none.

    >>> days_left("2026-11-30", date(2026, 11, 24))
    'Abgabe bis 30.11.2026. Das sind noch 6 Tage.'
    """
    try:
        left = (date.fromisoformat(closes[:10]) - today).days
    except ValueError:
        return ""
    if left < 0:
        return f"Die Abgabe war bis {day(closes)} vorgesehen. Sie können trotzdem abgeben."
    if left == 0:
        return "Die Abgabe ist bis heute vorgesehen."
    verb = "ist" if left == 1 else "sind"
    return f"Abgabe bis {day(closes)}. Das {verb} noch {counted(left, 'Tag', 'Tage')}."


def about_minutes(seconds: int) -> str:
    """Return a time as `etwa 6 Minuten`, never less than one minute."""
    return f"etwa {counted(max(1, round(seconds / 60)), 'Minute', 'Minuten')}"


def owner_words(questionnaire: Questionnaire, owner: str) -> str:
    """Return who can remove an obstacle, and whether that is outside the city."""
    words = questionnaire.owners.get(owner, owner)
    outside = owner in questionnaire.external_owners
    return f"{words}, {SOLVABLE_ELSEWHERE}" if outside else words


def joined(parts: list[str] | tuple[str, ...]) -> str:
    """Return words as a German list: `a, b und c`."""
    return " und ".join(filter(None, (", ".join(parts[:-1]), parts[-1]))) if parts else ""
