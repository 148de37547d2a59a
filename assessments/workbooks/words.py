"""What stands in cells, in words: answers, questions, dates."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from questionnaires.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from questionnaires.model import Field, Questionnaire, Value


def once(words: Iterable[str]) -> tuple[str, ...]:
    """Return the words without repetition, in their order."""
    return tuple(dict.fromkeys(words))


def day(iso: str | None) -> date | None:
    """Return the date that an ISO date or time begins with; None where there is none."""
    try:
        return date.fromisoformat((iso or "")[:10])
    except ValueError:
        return None


def yes_no(value: bool | None) -> str | None:
    """Return `ja`, `nein`, or None for unknown."""
    return None if value is None else ("ja" if value else "nein")


def question_text(field_id: str, questionnaire: Questionnaire) -> str:
    """Return what was asked: the question, or the label of what is asked beside it."""
    question = questionnaire.question_of.get(field_id)
    if question is None:
        return field_id
    field = questionnaire.fields.get(field_id)
    if field is None or field is question.main:
        return question.wording
    # Parts of a group („Von“) say nothing alone.
    return f"{question.wording} {field.label}" if question.main.kind is Kind.GROUP else field.label


def answer_text(value: Value, field: Field | None) -> str:
    """Return an answer as a person reads it: wording, German number or date, text."""
    if isinstance(value, tuple):
        return "; ".join(_wording(code, field) for code in value)
    if isinstance(value, str):
        return _wording(value, field)
    return _number(value, field.unit if field else "")


def _wording(text: str, field: Field | None) -> str:
    option = field.option(text) if field else None
    if option is not None:
        return option.wording
    found = day(text) if field is not None and field.kind is Kind.DATE else None
    return f"{found:%d.%m.%Y}" if found else text


def _number(value: float, unit: str) -> str:
    whole = isinstance(value, int) or value.is_integer()
    text = f"{int(value):,}" if whole else f"{value:,}"
    german = text.translate(str.maketrans(",.", ".,"))
    return f"{german} {unit}" if unit else german
