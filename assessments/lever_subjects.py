"""Whom levers and scenarios look at: one questionnaire, one level, the subjects that count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessments.errors import UnknownLevel, UnknownQuestionnaire
from assessments.results import CONFORM_FROM, judgement_of
from questionnaires import catalogue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assessments.gates import Judgement
    from assessments.key_figures import Rated
    from assessments.rated import SubjectResult
    from questionnaires.model import Questionnaire


def questionnaire_for(rated: Rated, wanted: str = "") -> Questionnaire:
    """Return the newest edition in use of the questionnaire wanted (`id` or `id@version`).

    Without a wish that of the services, or of the processes where there are no services.
    UnknownQuestionnaire where it is neither in use nor shipped.
    """
    used = [s.questionnaire for s in rated.services] or [p.questionnaire for p in rated.processes]
    if wanted:
        everyone = (*rated.services, *rated.processes)
        used = [s.questionnaire for s in everyone if wanted in _names(s.questionnaire)]
    if used:
        return max(used, key=lambda q: q.key)
    try:
        return catalogue.load(wanted or _of_services())
    except KeyError:
        raise UnknownQuestionnaire(wanted) from None


def _names(questionnaire: Questionnaire) -> tuple[str, str]:
    return questionnaire.id, questionnaire.key


def _of_services() -> str:
    keys = reversed(catalogue.shipped())
    return next(key for key in keys if catalogue.load(key).subject == "service")


def level_for(questionnaire: Questionnaire, wanted: int | None = None) -> int:
    """Return the level to look at: the one wanted, else the conform one, else the highest.

    UnknownLevel where it is none above the lowest.
    """
    numbers = sorted(level.number for level in questionnaire.levels)
    if wanted is None:
        return questionnaire.marks.get(CONFORM_FROM, numbers[-1])
    if wanted not in numbers[1:]:
        raise UnknownLevel(wanted, tuple(numbers[1:]))
    return wanted


def subjects_of(rated: Rated, questionnaire: Questionnaire) -> tuple[SubjectResult, ...]:
    """Return the subjects that count: services of the Grundmenge, or all processes."""
    everyone: Sequence[SubjectResult] = (*rated.services, *rated.processes)
    return tuple(s for s in everyone if s.counted and s.questionnaire.id == questionnaire.id)


def judged(rated: Rated, subject: SubjectResult) -> Judgement:
    """Return the judgement behind the result of a subject."""
    context = rated.contexts[subject.submission_id]
    return judgement_of(subject.subject, subject.values, subject.questionnaire, context)
