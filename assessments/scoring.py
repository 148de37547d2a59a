"""Answers -> Score: the level reached and what holds it back (ozg-process.md section 9)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from assessments.gates import GateState, Judgement
from assessments.owners import owner_of
from assessments.plans import plan_of
from questionnaires.conditions import Truth

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from questionnaires.model import (
        Level,
        Question,
        Questionnaire,
        SettingValue,
        Value,
        WhatIf,
    )

__all__ = [
    "GateState",
    "LevelState",
    "Missing",
    "Score",
    "judge",
    "score",
    "score_of",
    "settings_of",
    "visible_of",
]


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing for a level, under the question a person can answer."""

    question: str
    level: int
    owner: str
    state: GateState
    """`NOT_MET`, or `OPEN` where the question still has to be answered."""
    short: str
    """The gate's short name („Einreichung“); of several gates the first one's."""


@dataclass(frozen=True, slots=True)
class LevelState:
    """A level's own state, independent of the levels below."""

    number: int
    name: str
    state: GateState


@dataclass(frozen=True, slots=True)
class Score:
    """The result for one subject. Levels are None where the scope has none."""

    questionnaire: str
    """`id@version`."""
    scope: str | None
    secured: int | None
    """gesichert: open counts as not met."""
    possible: int | None
    """möglich: open counts as met."""
    levels: tuple[LevelState, ...]
    missing: tuple[Missing, ...]
    """For the next existing level, in the order of the definition, a question once."""
    later: tuple[Missing, ...]
    """For the levels above the next."""
    open: tuple[str, ...]
    """Visible questions without an answer that have an applicable gate or steer one."""
    visible: tuple[str, ...]
    """All questions to be asked now, in order (per subject; not those once per department)."""
    answered: int
    asked: int
    """Visible non-optional questions, and how many of them are answered: the progress."""
    derived: Mapping[str, str | int | None] = field(default_factory=dict)
    """Derived values by id (`umfang`, `e_stufe`, `produktiv`)."""
    what_ifs: Mapping[str, int | None] = field(default_factory=dict)
    """What-if levels by id (`after_release`); None where it does not apply."""

    @property
    def provisional(self) -> bool:
        """Whether the level may still rise by answering."""
        return self.secured != self.possible


def score(
    questionnaire: Questionnaire,
    values: Mapping[str, Value],
    stichtag: str,
    settings: Mapping[str, SettingValue] | None = None,
) -> Score:
    """Score one subject.

    `values` by field id; `stichtag` ISO date, the only date that counts; `settings` by name
    without the questionnaire's id, defaults of the definition where absent. Values of fields the
    questionnaire does not have are ignored.
    """
    return score_of(judge(questionnaire, values, stichtag, settings))


def settings_of(
    questionnaire: Questionnaire, settings: Mapping[str, SettingValue]
) -> dict[str, SettingValue]:
    """Return all settings of a questionnaire by bare name: the round's, else the defaults."""
    prefix = f"{questionnaire.id}."
    known = dict(questionnaire.default_settings)
    for name, value in settings.items():
        bare = name.removeprefix(prefix)
        if bare in known:
            known[bare] = value
    return known


def judge(
    questionnaire: Questionnaire,
    values: Mapping[str, Value],
    stichtag: str,
    settings: Mapping[str, SettingValue] | None = None,
) -> Judgement:
    """Return the judgement behind a score, for who needs single values of it too."""
    known = {**questionnaire.default_settings, **(settings or {})}
    return Judgement(plan_of(questionnaire), values, stichtag, known)


def score_of(judgement: Judgement) -> Score:
    """Return the score of a judgement."""
    plan = judgement.plan
    questionnaire = plan.questionnaire
    secured = judgement.secured()
    visible = visible_of(judgement)
    asked = [q for q in visible if not q.optional]
    missing, later = _missing(judgement, secured)
    derived = {name: _present(judgement.answer(name)) for name in plan.derived}
    return Score(
        questionnaire=questionnaire.key,
        scope=_scope(questionnaire, derived),
        secured=secured,
        possible=judgement.possible(),
        levels=tuple(
            LevelState(level.number, level.name, judgement.state(level)) for level in plan.levels
        ),
        missing=missing,
        later=later,
        open=tuple(q for q in plan.wanted if judgement.is_wanted(q)),
        visible=tuple(q.id for q in visible),
        answered=sum(judgement.is_answered(q.id) for q in asked),
        asked=len(asked),
        derived=derived,
        what_ifs={w.id: _what_if(judgement, w) for w in questionnaire.what_ifs},
    )


def visible_of(judgement: Judgement) -> tuple[Question, ...]:
    """Return the questions to be asked now, in order (per subject; not those once per department).

    A small part of the work of a score, for who wants to know no more.
    """
    return tuple(
        question
        for question in judgement.plan.questions.values()
        if not question.once and judgement.holds(question.show_if) is Truth.TRUE
    )


def _present(found: Value | None) -> str | int | None:
    return found if isinstance(found, str | int) else None


def _scope(questionnaire: Questionnaire, derived: Mapping[str, str | int | None]) -> str | None:
    scope = None if questionnaire.scope is None else derived.get(questionnaire.scope)
    return None if scope is None else str(scope)


def _what_if(judgement: Judgement, what_if: WhatIf) -> int | None:
    if judgement.holds(what_if.when) is not Truth.TRUE:
        return None
    return judgement.with_values({what_if.field: what_if.value}).secured()


def _missing(
    judgement: Judgement, secured: int | None
) -> tuple[tuple[Missing, ...], tuple[Missing, ...]]:
    """Return what is missing for the next existing level, and for the levels above it.

    A question still to be answered for the next level is not named again for a later one.
    """
    above = [x for x in judgement.existing_levels() if secured is not None and x.number > secured]
    if not above:
        return (), ()
    missing = _collect(judgement, above[:1])
    waiting = {m.question for m in missing if m.state is GateState.OPEN}
    later = [m for m in _collect(judgement, above[1:]) if m.question not in waiting]
    return missing, tuple(later)


def _collect(judgement: Judgement, levels: Iterable[Level]) -> tuple[Missing, ...]:
    found: dict[str, Missing] = {}
    for level in levels:
        for question_id, state, short in _holding_back(judgement, level):
            known = found.get(question_id)
            if known is None:
                owner = owner_of(judgement, question_id, state)
                found[question_id] = Missing(question_id, level.number, owner, state, short)
            elif known.level == level.number and state is GateState.OPEN:
                found[question_id] = replace(known, state=state)
    return tuple(sorted(found.values(), key=lambda m: judgement.plan.order[m.question]))


def _holding_back(judgement: Judgement, level: Level) -> Iterator[tuple[str, GateState, str]]:
    for gate, judged in zip(
        judgement.plan.gates[level.number], judgement.gates(level), strict=True
    ):
        if judged.state is GateState.NOT_MET:
            yield gate.question, judged.state, gate.short
        for question_id in judged.blockers:
            yield question_id, GateState.OPEN, gate.short
    if level.exists_if is not None:
        for question_id in judgement.blockers(level.exists_if):
            yield question_id, GateState.OPEN, level.name
