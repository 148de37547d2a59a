"""A questionnaire prepared for judging: made once, looked up often."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from assessments.dependencies import criteria_of, everything_behind, references

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessments.dependencies import Criteria
    from questionnaires.model import Derived, Field, Gate, Level, Question, Questionnaire


@dataclass(frozen=True, slots=True)
class Plan:
    """A questionnaire prepared for judging."""

    questionnaire: Questionnaire
    levels: tuple[Level, ...]
    """Lowest first."""
    level_of: Mapping[int, Level]
    gates: Mapping[int, tuple[Gate, ...]]
    """Level number -> its gates in the order of the definition."""
    questions: Mapping[str, Question]
    order: Mapping[str, int]
    """Question id -> place in the definition."""
    fields: Mapping[str, tuple[Question, Field]]
    derived: Mapping[str, Derived]
    steering: Mapping[str, tuple[str, ...]]
    """Question id -> its fields on which the fate of a gate of another question depends."""
    wanted: tuple[str, ...]
    """Questions that hold a gate or steer one, in the order of the definition."""
    to_answer: Mapping[str, tuple[str, ...]]
    """Question id -> the fields that make it answered."""
    criteria: Criteria


def plan_of(questionnaire: Questionnaire) -> Plan:
    """Return the prepared questionnaire; prepared once while it is in use."""
    key = id(questionnaire)
    with _LOCK:
        plan = _PLANS.get(key)
        if plan is None:
            plan = _PLANS[key] = _prepare(questionnaire)
            while len(_PLANS) > _KEPT:
                _PLANS.popitem(last=False)
        else:
            _PLANS.move_to_end(key)
    return plan


_KEPT = 16
_LOCK = Lock()
_PLANS: OrderedDict[int, Plan] = OrderedDict()
"""By identity: a plan holds its questionnaire, so an id cannot be given away meanwhile."""


def _prepare(questionnaire: Questionnaire) -> Plan:
    levels = tuple(sorted(questionnaire.levels, key=lambda level: level.number))
    questions = questionnaire.questions
    steering = _steering(questionnaire)
    return Plan(
        questionnaire=questionnaire,
        levels=levels,
        level_of={level.number: level for level in levels},
        gates={
            level.number: tuple(g for g in questionnaire.gates if g.level == level.number)
            for level in levels
        },
        questions=questions,
        order={question_id: place for place, question_id in enumerate(questions)},
        fields={f.id: (q, f) for q in questions.values() for f in q.answer_fields},
        derived=questionnaire.derived_by_id,
        steering=steering,
        wanted=tuple(q.id for q in questions.values() if q.gates or q.id in steering),
        to_answer={q.id: _to_answer(q) for q in questions.values()},
        criteria=criteria_of(questionnaire),
    )


def _to_answer(question: Question) -> tuple[str, ...]:
    needs = dict.fromkeys(need for gate in question.gates for need in gate.needs)
    if needs:
        return tuple(needs)
    fields = question.answer_fields
    return tuple(f.id for f in fields) if fields[:1] != (question.main,) else (question.id,)


def _steering(questionnaire: Questionnaire) -> Mapping[str, tuple[str, ...]]:
    """Return the fields that gates of other questions depend on, directly or by derived values."""
    asked: dict[str, None] = {}
    conditions = [level.exists_if for level in questionnaire.levels]
    for gate in questionnaire.gates:
        question = questionnaire.questions[gate.question]
        own = {f.id for f in question.answer_fields}
        about = references((question.show_if, gate.when, gate.meets))
        asked.update(dict.fromkeys(r for r in about if r not in own))
    asked.update(dict.fromkeys(references(conditions)))
    found = everything_behind(questionnaire, asked)
    steering: dict[str, tuple[str, ...]] = {}
    for field_id in questionnaire.fields:
        if field_id in found:
            question_id = questionnaire.question_of[field_id].id
            steering[question_id] = (*steering.get(question_id, ()), field_id)
    return steering
