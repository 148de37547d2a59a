"""What a department hands in, and what it remembers of it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import astuple, dataclass, replace
from typing import TYPE_CHECKING

from assessments.actions.datafile import chosen_round, load
from assessments.actions.times import stamp
from assessments.answer_values import check_answers
from assessments.errors import UnfitAnswers
from assessments.findings import Finding, Severity
from assessments.model import GivenAnswer, SubjectKind, Submission
from assessments.storage.exports import (
    Export,
    exports_of,
    highest_number,
    keep_export,
    keep_number,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from assessments.actions.datafile import DataFile
    from assessments.model import Assessment, Subject
    from assessments.storage import Store
    from questionnaires.model import Questionnaire, Value

_DIGITS = 16


@dataclass(frozen=True, slots=True)
class HandIn:
    """What a hand-in has beside its content. `submission_id` is a UUID, new every time."""

    number: int
    submission_id: str
    now: datetime
    with_notes: bool = False
    """Anmerkungen and Belege leave the department only when chosen."""
    program_version: str = ""


def submission(datafile: DataFile, hand_in: HandIn) -> Submission:
    """Return what would be handed in.

    Every confirmed answer is in it, of hidden questions too (contract 4.2); answers that were
    taken over and not confirmed, and removed subjects, are not. Answers follow their subjects,
    and within one the definition.
    """
    return replace(
        _content(datafile, with_notes=hand_in.with_notes),
        number=hand_in.number,
        submission_id=hand_in.submission_id,
        created_at=stamp(hand_in.now),
        program_version=hand_in.program_version,
    )


def next_number(store: Store, round_id: str) -> int:
    """Return the number that the next hand-in of a round has: 1, 2, 3 …"""
    return 1 + highest_number(store, round_id)


def check(handed_in: Submission, questionnaires: Mapping[str, Questionnaire]) -> None:
    """Raise `UnfitAnswers` where a reader would refuse an answer of this hand-in."""
    titles = {s.id: s.title for s in (*handed_in.services, *handed_in.processes)}
    titles[handed_in.department.id] = handed_in.department.name
    given: dict[tuple[str, str], dict[str, Value]] = {}
    for answer in handed_in.answers:
        given.setdefault((answer.subject_id, answer.questionnaire), {})[answer.field] = answer.value
    findings = tuple(
        Finding(
            problem.code,
            Severity.ERROR,
            problem.message,
            problem.remedy,
            sheet=f"„{titles[subject_id]}“",
            column=f"Frage {problem.field_id}",
        )
        for (subject_id, key), values in given.items()
        for problem in check_answers(questionnaires[key], values)
    )
    if findings:
        raise UnfitAnswers(findings)


def reserve(store: Store, handed_in: Submission, now: datetime) -> None:
    """Take the number of a hand-in for good, before its workbook is there for others to see.

    Two hand-ins with one number are a conflict for ZPPM (contract 3.4). One whose workbook never
    came to be is left out in counting. Doing it again for the same hand-in changes nothing.
    """
    with store.transaction() as db:
        keep_number(db, handed_in.submission_id, handed_in.round.id, handed_in.number, stamp(now))


def record_export(store: Store, handed_in: Submission, path: Path, now: datetime) -> None:
    """Remember that this was handed in, as a workbook at this path."""
    items = _items(handed_in)
    export = Export(
        submission_id=handed_in.submission_id,
        round_id=handed_in.round.id,
        number=handed_in.number,
        created_at=stamp(now),
        path=str(path),
        with_notes=any(a.note or a.evidence for a in handed_in.answers),
        fingerprint=_digest(sorted(items.items()), 64),
        items=items,
    )
    with store.transaction() as db:
        keep_export(db, export)


def changed_since_export(store: Store, round_id: str | None = None) -> int:
    """Return how many answers, subjects and measures a hand-in would now carry differently than
    the latest one did; without one yet, how many it would carry.
    """
    round_id = chosen_round(store, round_id).round.id
    exports = exports_of(store, round_id)
    latest = exports[-1] if exports else None
    with_notes = latest is not None and latest.with_notes
    now = _items(_content(load(store, round_id), with_notes=with_notes))
    before = latest.items if latest else {}
    return sum(now.get(k) != before.get(k) for k in now.keys() | before.keys())


def _content(datafile: DataFile, *, with_notes: bool) -> Submission:
    """Return what a hand-in carries, without number, id and time."""
    assessments = datafile.assessments.values()
    given = [
        answer for one in assessments for answer in _given(one, datafile.asking(one), with_notes)
    ]
    used = (*(a.questionnaire for a in assessments), *(a.questionnaire for a in given))
    return Submission(
        department=datafile.department,
        round=replace(datafile.round, questionnaires=tuple(dict.fromkeys(filter(None, used)))),
        submission_id="",
        number=0,
        created_at="",
        services=_of_kind(datafile, SubjectKind.SERVICE),
        processes=_of_kind(datafile, SubjectKind.PROCESS),
        measures=datafile.measures,
        answers=tuple(given),
        risks=dict(_risks(datafile)),
        start_file=datafile.start_file,
    )


def _risks(datafile: DataFile) -> Iterator[tuple[str, str]]:
    """Yield the class that is handed in for each process in the place of its head counts."""
    from assessments.results import RatingContext, rate_process  # late: the start has no use for it

    context = RatingContext(datafile.round.stichtag, datafile.department, datafile.round.settings)
    for one in datafile.assessments.values():
        if one.subject.kind is SubjectKind.PROCESS and one.questionnaire:
            questionnaire = datafile.questionnaires[one.questionnaire]
            rated = rate_process(one.subject, one.values(), questionnaire, context)
            yield one.subject.id, rated.risk.value


def _of_kind(datafile: DataFile, kind: SubjectKind) -> tuple[Subject, ...]:
    return tuple(a.subject for a in datafile.assessments.values() if a.subject.kind is kind)


def _given(
    assessment: Assessment, asking: Mapping[str, Questionnaire], with_notes: bool
) -> Iterator[GivenAnswer]:
    """Yield the answers of a subject that leave the house.

    A question's words stand beside its first answer.
    """
    told: set[str] = set()
    for field_id, questionnaire in asking.items():
        answer = assessment.answers.get(field_id)
        if answer is None or answer.taken_over or field_id in questionnaire.in_house:
            continue
        question = questionnaire.question_of[field_id].id
        with_words = with_notes and question not in told
        told.add(question)
        yield GivenAnswer(
            assessment.subject.id,
            questionnaire.key,
            field_id,
            answer.value,
            assessment.notes.get(question, "") if with_words else "",
            assessment.evidence.get(question, "") if with_words else "",
            answer.changed_at,
        )


def _items(handed_in: Submission) -> dict[str, str]:
    """Return what a hand-in carries -> fingerprint of its content, without any time."""
    items: dict[str, str] = {}
    for subject in (*handed_in.services, *handed_in.processes):
        items[f"{subject.id}"] = _digest(astuple(subject))
    for measure in handed_in.measures:
        items[f"measure {measure.id}"] = _digest(astuple(measure))
    for a in handed_in.answers:
        items[f"{a.subject_id} {a.field}"] = _digest((a.value, a.note, a.evidence))
    for process, risk in handed_in.risks.items():
        items[f"{process} risiko"] = _digest(risk)
    return items


def _digest(content: object, digits: int = _DIGITS) -> str:
    text = json.dumps(content, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:digits]
