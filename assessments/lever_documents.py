"""Levers and scenarios as JSON documents (contract 4.1: `levers`, `scenario`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from assessments.lever_sets import SmallestSet
    from assessments.levers import Lever, Levers
    from assessments.rated import SubjectResult
    from assessments.scenarios import Scenario

Document = dict[str, Any]


def levers_document(found: Levers) -> Document:
    """Return what `levers` prints; `own` and `others` are the two lists of the window."""
    return {
        "questionnaire": found.questionnaire.id,
        "version": found.questionnaire.version,
        "level": found.level,
        "subjects": len(found.subjects),
        "reached": len(found.reached),
        "criteria": [_criterion(lever) for lever in found.criteria],
        "smallest_set": _set(found.smallest_set),
        "smallest_set_at_best": _set(found.smallest_set_at_best),
        "open_questions": [{"question": q, "subjects": n} for q, n in found.open_questions],
        "own": [_of_side(lever) for lever in found.own],
        "others": [_of_side(lever) for lever in found.others],
    }


def scenario_document(found: Scenario) -> Document:
    """Return what `scenario` prints; levels as text keys, as JSON has no others."""
    return {
        "questionnaire": found.questionnaire.id,
        "version": found.questionnaire.version,
        "before": _text_keys(found.before),
        "after": _text_keys(found.after),
        "risen": [
            {
                **_subject(outcome.subject),
                "from": outcome.subject.score.secured,
                "to": outcome.secured,
            }
            for outcome in found.risen
        ],
    }


def _criterion(lever: Lever) -> Document:
    return {
        "question": lever.question,
        "owner": dict(lever.owners),
        "holds_back": len(lever.held),
        "alone": len(lever.lifted),
        "alone_at_best": len(lever.lifted_at_best),
        "after": [{"questions": list(c.questions), "n": len(c.lifted)} for c in lever.after],
        "own": lever.own,
    }


def _of_side(lever: Lever) -> Document:
    return {
        **_criterion(lever),
        "level": lever.level,
        "short": lever.short,
        "lifted": _subjects(lever.lifted),
        "lifted_at_best": _subjects(lever.lifted_at_best),
    }


def _subjects(subjects: Iterable[SubjectResult]) -> list[Document]:
    return [_subject(subject) for subject in subjects]


def _subject(result: SubjectResult) -> Document:
    return {
        "id": result.subject.id,
        "department": result.department.name,
        "department_id": result.department.id,
        "title": result.subject.title,
    }


def _set(found: SmallestSet) -> Document:
    return {
        "questions": list(found.questions),
        "reaches": found.reaches,
        "exact": found.exact,
        "bound": found.bound,
    }


def _text_keys(counts: Mapping[int, int]) -> dict[str, int]:
    return {str(number): count for number, count in counts.items()}
