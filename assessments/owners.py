"""Who can remove what holds a level back (ozg-process.md 9.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessments.gates import GateState
from questionnaires.conditions import Absent

if TYPE_CHECKING:
    from assessments.gates import Judgement
    from questionnaires.model import Value


def owner_of(judgement: Judgement, question_id: str, state: GateState) -> str:
    """Return the owner code of a missing question.

    The owner named for the first chosen obstacle that belongs to the question; else the one of
    the answer given; else the question's; else the questionnaire's default.
    """
    question = judgement.plan.questions[question_id]
    return (
        _named_for_obstacle(judgement, question_id)
        or (_of_answer(judgement, question_id) if state is GateState.NOT_MET else "")
        or question.owner
        or judgement.plan.questionnaire.default_owner
    )


def chosen_obstacles(judgement: Judgement) -> tuple[tuple[str, str], ...]:
    """Return the chosen obstacles with the owner named for each (empty: none), as chosen."""
    obstacles = judgement.plan.questionnaire.obstacles
    if obstacles is None:
        return ()
    return tuple(
        (code, next(iter(_chosen(judgement, f"{obstacles.owner_prefix}.{code}")), ""))
        for code in _chosen(judgement, obstacles.question)
    )


def _named_for_obstacle(judgement: Judgement, question_id: str) -> str:
    obstacles = judgement.plan.questionnaire.obstacles
    belongs = obstacles.belongs if obstacles else {}
    for code, owner in chosen_obstacles(judgement):
        if question_id in belongs.get(code, ()):
            return owner
    return ""


def _of_answer(judgement: Judgement, question_id: str) -> str:
    main = judgement.plan.questions[question_id].main
    for code in _chosen(judgement, main.id):
        option = main.option(code)
        if option is not None and option.owner:
            return option.owner
    return ""


def _chosen(judgement: Judgement, field_id: str) -> tuple[str, ...]:
    if field_id not in judgement.plan.fields:
        return ()
    found: Value | Absent = judgement.find(field_id)
    if isinstance(found, Absent):
        return ()
    return found if isinstance(found, tuple) else (str(found),)
