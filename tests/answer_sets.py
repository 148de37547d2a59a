"""Random answer sets, for what must hold for every set of answers.

`SELBSTCHECK_ANSWER_SETS=200000` checks ten times as many sets as an ordinary run.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from assessments.model import is_open
from questionnaires.model import UNKNOWN, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from random import Random

    from questionnaires.model import Field, Question, Questionnaire, Value

SETS = int(os.environ.get("SELBSTCHECK_ANSWER_SETS", "20000"))


def some_answer(field: Field, chance: Random) -> Value:
    """Return any answer that a field may have, but "I don't know"."""
    codes = [o.code for o in field.options if o.code != UNKNOWN]
    if field.kind is Kind.MULTI:
        together = [o.code for o in field.options if not o.exclusive and o.code in codes]
        return tuple(chance.sample(together, chance.randint(1, len(together))))
    instead = bool(codes) and chance.random() < 0.2
    if field.kind is Kind.NUMBER and not instead:
        return chance.randint(0, 9)
    if field.kind is Kind.DATE and not instead:
        return f"202{chance.randint(0, 6)}-0{chance.randint(1, 9)}-15"
    return chance.choice(codes) if codes else "etwas"


def no_answer(field: Field) -> Value:
    """Return "I don't know" as this field stores it."""
    return (UNKNOWN,) if field.kind is Kind.MULTI else UNKNOWN


def some_answers(
    fields: Iterable[Field], best: Mapping[str, Value], chance: Random
) -> dict[str, Value]:
    """Return answers of which some are missing, some unknown, and often most are the best."""
    openness = chance.choice([0.0, 0.1, 0.3, 0.6])
    favour = chance.choice([0.0, 0.5, 0.9])
    values: dict[str, Value] = {}
    for field in fields:
        if chance.random() < openness:
            if field.option(UNKNOWN) is not None and chance.random() < 0.3:
                values[field.id] = no_answer(field)
        elif chance.random() < favour:
            values[field.id] = best[field.id]
        else:
            values[field.id] = some_answer(field, chance)
    return values


def completed(
    values: Mapping[str, Value], fields: Iterable[Field], answers: Callable[[Field], Value]
) -> dict[str, Value]:
    """Return the answers with every open one of these fields answered."""
    return {**values, **{f.id: answers(f) for f in fields if is_open(values.get(f.id))}}


def seen(
    values: Mapping[str, Value], questionnaire: Questionnaire, visible: Iterable[str]
) -> dict[str, Value]:
    """Return the answers of the questions that are asked."""
    asked = frozenset(visible)
    return {k: v for k, v in values.items() if questionnaire.question_of[k].id in asked}


def hidden_changed(
    values: Mapping[str, Value], hidden: Iterable[Question], chance: Random
) -> dict[str, Value]:
    """Return the answers with those of hidden questions dropped or made others."""
    changed = dict(values)
    for question in hidden:
        for field in question.answer_fields:
            if chance.random() < 0.3:
                changed.pop(field.id, None)
            elif field.kind is not Kind.TEXT:
                changed[field.id] = some_answer(field, chance)
    return changed
