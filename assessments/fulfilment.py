"""What a subject would reach if certain criteria were fulfilled (contract 4.3).

A criterion is a question with at least one gate. Fulfilled up to level n, it gets the first
answer, in the order of its options, that meets all its gates up to n; an answer that meets them
stays. A question that appears by it counts with the answer kept for it, otherwise it is open.
"""

from __future__ import annotations

from itertools import chain, combinations
from typing import TYPE_CHECKING

from assessments.model import is_open
from assessments.results import CONFORM_FROM, judgement_of
from questionnaires.conditions import Truth
from questionnaires.model import UNKNOWN, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from assessments.gates import Judgement
    from assessments.results import RatingContext, ServiceResult
    from questionnaires.model import Field, Gate, Question, Value

_FILLED = "…"
"""Stands for any text."""


def fulfil(judgement: Judgement, criteria: Iterable[str], level: int) -> Judgement:
    """Return the judgement with these criteria fulfilled up to a level.

    One that no answer can fulfil, because it is not asked or depends on something open, stays.
    """
    for question_id in criteria:
        question = judgement.plan.questions[question_id]
        gates = [g for g in question.gates if g.level <= level]
        judgement = next(
            (tried for tried in _attempts(judgement, question, gates) if _meets(tried, gates)),
            judgement,
        )
    return judgement


def conform_without_others(service: ServiceResult, context: RatingContext) -> tuple[bool, bool]:
    """Return whether a service is conform, surely and at best, once others have done their part.

    Fulfilled is every unfulfilled criterion up to the level that counts as conform whose owner
    is outside the city.
    """
    questionnaire = service.questionnaire
    level = questionnaire.marks.get(CONFORM_FROM)
    missing = (*service.score.missing, *service.score.later)
    external = [
        m.question
        for m in missing
        if level is not None and m.level <= level and m.owner in questionnaire.external_owners
    ]
    if level is None or service.conform or not external:
        return service.conform, service.possibly_conform
    judgement = judgement_of(service.subject, service.values, questionnaire, context)
    after = fulfil(judgement, external, level)
    return (after.secured() or 0) >= level, (after.possible() or 0) >= level


def _meets(judgement: Judgement, gates: Sequence[Gate]) -> bool:
    return all(gate.meets.evaluate(judgement) is Truth.TRUE for gate in gates)


def _attempts(
    judgement: Judgement, question: Question, gates: Sequence[Gate]
) -> Iterator[Judgement]:
    """Yield what is there, then one judgement per answer that may fulfil the question."""
    yield judgement
    if question.main.kind in (Kind.SINGLE, Kind.MULTI):
        for value in _choices(question.main):
            yield judgement.with_value(question.id, value)
        return
    filled = judgement
    for field_id in dict.fromkeys(need for gate in gates for need in gate.needs):
        if is_open(filled.values.get(field_id)):
            value = _anything(judgement.plan.fields[field_id][1], judgement.stichtag)
            filled = filled.with_value(field_id, value)
    yield filled


def _choices(field: Field) -> Iterator[Value]:
    """Yield the answers of a choice: single codes, then ever larger lists of codes."""
    codes = [option.code for option in field.options if option.code != UNKNOWN]
    if field.kind is Kind.SINGLE:
        yield from codes
        return
    together = [o.code for o in field.options if o.code != UNKNOWN and not o.exclusive]
    yield from ((code,) for code in codes)
    yield from chain.from_iterable(
        combinations(together, size) for size in range(2, len(together) + 1)
    )


def _anything(field: Field, stichtag: str) -> Value:
    if field.kind is Kind.DATE:
        return stichtag
    if field.kind is Kind.NUMBER:
        return field.minimum or 0
    return field.options[0].code if field.options else _FILLED
