"""What if: subjects scored again with criteria fulfilled or answers set (contract 4.3).

A scenario never lowers: a subject keeps at least the level it has.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from assessments.errors import UnknownCriterion
from assessments.fulfilling_answers import FulfillingAnswers
from assessments.fulfilment import fulfil
from assessments.lever_subjects import judged, subjects_of
from assessments.plans import plan_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from assessments.gates import Judgement
    from assessments.key_figures import Rated
    from assessments.rated import SubjectResult
    from questionnaires.model import Questionnaire, Value


@dataclass(frozen=True, slots=True)
class Wish:
    """A criterion to be fulfilled up to the highest level, or an answer to be set."""

    question: str
    value: Value | None = None
    """None: whatever fulfils it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One subject in the scenario."""

    subject: SubjectResult
    secured: int | None
    possible: int | None

    @property
    def risen(self) -> bool:
        """Whether its secured level is higher than today."""
        return self.secured != self.subject.score.secured


@dataclass(frozen=True)
class Scenario:
    """All subjects today and in the scenario, in their order."""

    questionnaire: Questionnaire
    wishes: tuple[Wish, ...]
    outcomes: tuple[Outcome, ...]

    @cached_property
    def before(self) -> Mapping[int, int]:
        """Secured level -> subjects today; every level named."""
        return self._counts(outcome.subject.score.secured for outcome in self.outcomes)

    @cached_property
    def after(self) -> Mapping[int, int]:
        """Secured level -> subjects in the scenario; every level named."""
        return self._counts(outcome.secured for outcome in self.outcomes)

    @cached_property
    def risen(self) -> tuple[Outcome, ...]:
        """Whose secured level is higher than today."""
        return tuple(outcome for outcome in self.outcomes if outcome.risen)

    def _counts(self, levels: Iterable[int | None]) -> Mapping[int, int]:
        counts = Counter(levels)
        return {n: counts[n] for n in sorted(x.number for x in self.questionnaire.levels)}


def scenario(rated: Rated, questionnaire: Questionnaire, wishes: Sequence[Wish]) -> Scenario:
    """Return what the subjects of a questionnaire would reach.

    Answers that are wished for are set first, then criteria are fulfilled. UnknownCriterion where
    a wish names something else.
    """
    for wish in wishes:
        known = questionnaire.fields if wish.value is not None else criteria_names(questionnaire)
        if wish.question not in known:
            raise UnknownCriterion(wish.question, tuple(criteria_names(questionnaire)))
    answers = FulfillingAnswers()
    return Scenario(
        questionnaire=questionnaire,
        wishes=tuple(wishes),
        outcomes=tuple(
            _outcome(subject, judged(rated, subject), wishes, answers)
            for subject in subjects_of(rated, questionnaire)
        ),
    )


def criteria_names(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Return the ids of the criteria, in the order of the definition."""
    return plan_of(questionnaire).criteria.ids


def _outcome(
    subject: SubjectResult,
    judgement: Judgement,
    wishes: Iterable[Wish],
    answers: FulfillingAnswers,
) -> Outcome:
    given = {w.question: w.value for w in wishes if w.value is not None}
    fulfilled = [w.question for w in wishes if w.value is None]
    highest = judgement.plan.levels[-1].number
    after = fulfil(judgement.with_values(given), fulfilled, highest, answers)
    return Outcome(
        subject,
        _higher(subject.score.secured, after.secured()),
        _higher(subject.score.possible, after.possible()),
    )


def _higher(before: int | None, after: int | None) -> int | None:
    """Return the higher level; a subject without one gets none by a scenario."""
    if before is None or after is None:
        return before
    return max(before, after)
