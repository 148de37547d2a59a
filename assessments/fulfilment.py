"""What a subject would reach if certain criteria were fulfilled (contract 4.3).

A criterion is a question with at least one gate; `fulfilling_answers` says which answer fulfils
it. A question that appears by it counts with the answer kept for it, otherwise it is open. A
criterion none of whose gates applies needs nothing and is left as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessments.fulfilling_answers import FulfillingAnswers
from assessments.results import CONFORM_FROM, judgement_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assessments.fulfilling_answers import Changes
    from assessments.gates import Judgement
    from assessments.results import RatingContext, ServiceResult


class Walk:
    """Goes through criteria in the order in which they depend on each other, changing answers.

    Answers are judged anew only where a criterion depends on what was changed before.
    """

    def __init__(self, judgement: Judgement) -> None:
        self._judgement = judgement
        self._upstream = judgement.plan.criteria.upstream
        self._changed: set[str] = set()
        self._waiting: Changes = {}

    def before(self, question_id: str) -> Judgement:
        """Return the judgement as far as this criterion depends on it."""
        if self._waiting and not self._changed.isdisjoint(self._upstream[question_id]):
            return self.now()
        return self._judgement

    def change(self, question_id: str, changes: Changes) -> None:
        """Set the answers of a criterion."""
        self._changed.add(question_id)
        self._waiting |= changes

    def now(self) -> Judgement:
        """Return the judgement with everything that was changed."""
        if self._waiting:
            self._judgement = self._judgement.with_values(self._waiting)
            self._waiting = {}
            self._changed.clear()
        return self._judgement

    def fork(self) -> Walk:
        """Return a walk that goes its own way from here."""
        return Walk(self.now())


def fulfil(
    judgement: Judgement,
    criteria: Iterable[str],
    level: int,
    answers: FulfillingAnswers | None = None,
) -> Judgement:
    """Return the judgement with these criteria fulfilled up to a level.

    One that no answer can fulfil, because it is not asked or depends on something open, stays.
    `answers` remembers what was found for other subjects.
    """
    wanted = frozenset(criteria)
    answers = answers or FulfillingAnswers()
    walk = Walk(judgement)
    for question_id in judgement.plan.criteria.order:
        if question_id in wanted:
            changes = answers.find(walk.before(question_id), question_id, level)
            if changes:
                walk.change(question_id, changes)
    return walk.now()


def conform_without_others(service: ServiceResult, context: RatingContext) -> tuple[bool, bool]:
    """Return whether a service is conform, surely and at best, once others have done their part.

    Fulfilled is every unfulfilled criterion up to the level that counts as conform whose owner
    is outside the city. It never lowers.
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
    at_best = service.possibly_conform or (after.possible() or 0) >= level
    return (after.secured() or 0) >= level, at_best
