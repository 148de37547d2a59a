"""The window's own small words: times, the end of the round, owners, answers."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from assessments import german
from questionnaires.model import Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from questionnaires.model import Field, Question, Questionnaire, Value

SOLVABLE_ELSEWHERE = "nicht durch die Stadt lösbar"


LONGEST_ON_BUTTON = 40
"""Signs of a title that a button has room for, also at twice the text size: it has one line."""


def go_on_words(title: str) -> tuple[str, str]:
    """Return the words of the button that goes on with a service, and what stands beside it.

    >>> go_on_words("Wohngeld – Bewilligung")
    ('Weiter bei: Wohngeld – Bewilligung', '')
    """
    if len(title) <= LONGEST_ON_BUTTON:
        return f"Weiter bei: {title}", ""
    return "Weiter bei der nächsten Leistung", title


def clock(moment: datetime) -> str:
    """Return the time of day as `14:32 Uhr`."""
    return f"{moment:%H:%M} Uhr"


def day_and_time(iso: str) -> str:
    """Return ISO text with a time as `24.11.2026, 14:32 Uhr`."""
    has_time = len(iso) >= len("2026-11-24T14:32")
    return f"{german.date(iso)}, {iso[11:16]} Uhr" if has_time else german.date(iso)


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
        return f"Die Abgabe war bis {german.date(closes)} vorgesehen. Abgeben können Sie trotzdem."
    if left == 0:
        return "Die Abgabe ist bis heute vorgesehen."
    verb = "ist" if left == 1 else "sind"
    return (
        f"Abgabe bis {german.date(closes)}. Das {verb} noch {german.counted(left, 'Tag', 'Tage')}."
    )


def about_minutes(seconds: int) -> str:
    """Return a time as `etwa 6 Minuten`, never less than one minute."""
    return f"etwa {german.counted(max(1, round(seconds / 60)), 'Minute', 'Minuten')}"


def owner_words(questionnaire: Questionnaire, owner: str) -> str:
    """Return who can remove an obstacle, and whether that is outside the city."""
    words = questionnaire.owners.get(owner, owner).replace("Unser ", "unser ")
    outside = owner in questionnaire.external_owners
    return f"{words}, {SOLVABLE_ELSEWHERE}" if outside else words


def by_labels(words: str, questionnaire: Questionnaire) -> str:
    """Return a message with fields called by their labels: their ids are for files."""
    for question in questionnaire.questions.values():
        for field in (question.main, *question.fields):
            words = re.sub(rf"\b{re.escape(field.id)}\b", f"„{field.label}“", words)
    return words


def value_words(field: Field, value: Value) -> str:
    """Return an answer in the words of its field."""
    if isinstance(value, tuple):
        return ", ".join(_code_words(field, code) for code in value)
    if isinstance(value, int | float):
        number = german.number(int(value)) if value == int(value) else f"{value}".replace(".", ",")
        return f"{number} {field.unit}".strip()
    option = field.option(value)
    if option is not None:
        return option.wording
    return german.date(value) if field.kind is Kind.DATE else value


def _code_words(field: Field, code: str) -> str:
    option = field.option(code)
    return code if option is None else option.wording


def answer_words(question: Question, values: Mapping[str, Value], asked: Collection[str]) -> str:
    """Return the answer to a question with what was asked beside it, empty if there is none.

    `asked` are the ids of the fields that are asked now.
    """
    parts = []
    for field in question.answer_fields:
        if field.id in values and field.id in asked:
            words = value_words(field, values[field.id])
            beside = field is not question.main and field.kind is not Kind.TEXT
            parts.append(f"{field.label}: {words}" if beside else words)
    return " · ".join(parts)
