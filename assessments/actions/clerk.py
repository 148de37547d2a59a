"""What a person in a department does. One function is one act and one transaction.

Every act names what it did (`label`), so that it can be taken back under that name.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from assessments.actions.beginning import begin
from assessments.actions.cleaning import clean_subject, clean_value
from assessments.actions.datafile import DataFile, chosen_round, load
from assessments.actions.editions import edition_for, grown, keep_editions, wanted
from assessments.actions.handing_in import (
    HandIn,
    changed_since_export,
    check,
    next_number,
    record_export,
    reserve,
    submission,
)
from assessments.actions.times import stamp
from assessments.model import Answer
from assessments.storage import steps
from assessments.storage.assessments import (
    StoredSubject,
    answer_row,
    assessment_of,
    note_row,
    subject_row,
    subjects_of,
)
from assessments.storage.steps import Recorder, Step
from assessments.storage.tables import ANSWERS, NOTES, SUBJECTS
from assessments.text import clean_text, is_blank

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from assessments.model import Assessment, Subject
    from assessments.storage import Store
    from questionnaires.model import Value

__all__ = [
    "DataFile",
    "HandIn",
    "Step",
    "add_subjects",
    "annotate",
    "answer",
    "begin",
    "changed_since_export",
    "check",
    "confirm",
    "edit_subject",
    "finish",
    "load",
    "next_number",
    "record_export",
    "redo",
    "remove_subjects",
    "reserve",
    "submission",
    "take_over",
    "undo",
]

OWN_FACTS = frozenset(
    {
        "online_since",
        "link",
        "cases_total",
        "cases_online",
        "period_from",
        "period_to",
        "cases_source",
        "title",
        "trigger",
        "outcome",
        "released_on",
        "people_able",
        "people_leaving",
        "runs_per_year",
        "runs_source",
        "priority",
        "priority_reason",
        "planned_quarter",
        "planned_hours",
    }
)
"""Roles of fields that are facts about one service or process only; they are never taken over to
another."""


def add_subjects(
    store: Store, round_id: str, subjects: Sequence[Subject], now: datetime, label: str = ""
) -> None:
    """Take services or processes in, after those that are there.

    One that was removed comes back with its answers; one that is there already stays as it is. A
    round that has no questionnaire yet for such subjects gets the newest.
    """
    stored = subjects_of(store, round_id)
    position = 1 + max((s.position for s in stored.values()), default=0)
    before = chosen_round(store, round_id)
    after, editions = grown(store, before, (s.kind for s in subjects))
    label = label or _named("Aufgenommen", [s.title for s in subjects])
    with store.transaction() as db:
        if after != before:
            keep_editions(db, after, editions)
        act = Recorder(db, round_id, label, stamp(now))
        for number, given in enumerate(subjects):
            former = stored.get(given.id)
            if former is None:
                edition = edition_for(given.kind.value, editions)
                fresh = StoredSubject(clean_subject(given), position + number, edition)
                act.put(SUBJECTS, (round_id, given.id), subject_row(fresh))
            elif former.removed_at:
                back = replace(former, removed_at="")
                act.put(SUBJECTS, (round_id, given.id), subject_row(back))


def remove_subjects(
    store: Store, round_id: str, subject_ids: Sequence[str], now: datetime, label: str = ""
) -> None:
    """Take subjects out. Their answers are kept for 30 days and come back with them."""
    stored = subjects_of(store, round_id)
    chosen = [stored[i] for i in subject_ids if not stored[i].removed_at]
    label = label or _named("Entfernt", [s.subject.title for s in chosen])
    with _act(store, round_id, label, now) as act:
        for one in chosen:
            row = subject_row(replace(one, removed_at=stamp(now)))
            act.put(SUBJECTS, (round_id, one.subject.id), row)


def edit_subject(store: Store, round_id: str, subject: Subject, now: datetime) -> None:
    """Change title and master data of a subject; its id and kind stay."""
    with _act(store, round_id, f"Angaben zu „{subject.title}“", now) as act:
        _change_subject(store, act, (round_id, subject.id), subject=clean_subject(subject))


def finish(
    store: Store, round_id: str, subject_id: str, finished: bool, now: datetime
) -> Assessment:
    """Mark a subject as finished, or as not finished."""
    before = assessment_of(store, round_id, subject_id)
    word = "fertig" if finished else "noch nicht fertig"
    with _act(store, round_id, f"„{before.subject.title}“ ist {word}", now) as act:
        _change_subject(store, act, (round_id, subject_id), finished=finished)
    return replace(before, finished=finished)


def answer(  # noqa: PLR0913, PLR0917  what one answer is made of
    store: Store,
    round_id: str,
    subject_id: str,
    changes: Mapping[str, Value | None],
    now: datetime,
    label: str = "",
) -> Assessment:
    """Answer fields of a subject; None takes an answer back. Return the subject as it is now.

    Answering a field that was taken over confirms it. Values are those of `answer_values`.
    """
    assessment = assessment_of(store, round_id, subject_id)
    with _act(store, round_id, label or f"Antwort zu {_fields(changes)}", now) as act:
        for field_id, given in changes.items():
            value = None if given is None else clean_value(given)
            former = assessment.answers.get(field_id)
            if former and former.value == value and not former.taken_over:
                continue
            fresh = None if value is None else Answer(value, stamp(now))
            assessment = assessment.with_answer(field_id, fresh)
            row = None if fresh is None else answer_row(fresh)
            act.put(ANSWERS, (round_id, subject_id, field_id), row)
    return assessment


def annotate(  # noqa: PLR0913, PLR0917  a question's words belong together
    store: Store,
    round_id: str,
    subject_id: str,
    question_id: str,
    note: str,
    evidence: str,
    now: datetime,
) -> Assessment:
    """Keep Anmerkung and Beleg of a question; an empty text takes one back."""
    note, evidence = ("" if is_blank(t) else clean_text(t) for t in (note, evidence))
    before = assessment_of(store, round_id, subject_id)
    with _act(store, round_id, f"Notiz zu Frage {question_id}", now) as act:
        act.put(NOTES, (round_id, subject_id, question_id), note_row(note, evidence))
    return replace(
        before,
        notes=_with(before.notes, question_id, note),
        evidence=_with(before.evidence, question_id, evidence),
    )


def take_over(
    store: Store, round_id: str, source_id: str, target_id: str, now: datetime
) -> Assessment:
    """Copy the answers of one subject to another, marked as taken over until confirmed.

    What the target has answered already stays; facts about one service only are left out.
    """
    source = assessment_of(store, round_id, source_id)
    target = assessment_of(store, round_id, target_id)
    own = _own_facts(store, round_id, source)
    answered = {f for f, a in target.answers.items() if not a.taken_over}
    with _act(store, round_id, f"Antworten wie bei „{source.subject.title}“", now) as act:
        for field_id, value in source.values().items():
            if field_id not in answered and field_id not in own:
                copied = Answer(value, stamp(now), taken_over=True)
                target = target.with_answer(field_id, copied)
                act.put(ANSWERS, (round_id, target_id, field_id), answer_row(copied))
    return target


def confirm(
    store: Store, round_id: str, subject_id: str, field_ids: Iterable[str] | None, now: datetime
) -> Assessment:
    """Confirm answers that were taken over: these, or for None all of the subject."""
    assessment = assessment_of(store, round_id, subject_id)
    chosen = assessment.answers if field_ids is None else tuple(field_ids)
    label = f"Antworten zu „{assessment.subject.title}“ bestätigt"
    with _act(store, round_id, label, now) as act:
        for field_id in tuple(chosen):
            former = assessment.answers.get(field_id)
            if former and former.taken_over:
                own = Answer(former.value, stamp(now))
                assessment = assessment.with_answer(field_id, own)
                act.put(ANSWERS, (round_id, subject_id, field_id), answer_row(own))
    return assessment


def undo(store: Store, round_id: str, now: datetime) -> Step | None:
    """Take the latest act back; None if there is none."""
    with store.transaction() as db:
        return steps.undo(db, round_id, stamp(now))


def redo(store: Store, round_id: str, now: datetime) -> Step | None:
    """Do the act that was taken back last again; None if there is none."""
    with store.transaction() as db:
        return steps.redo(db, round_id, stamp(now))


@contextmanager
def _act(store: Store, round_id: str, label: str, now: datetime) -> Iterator[Recorder]:
    with store.transaction() as db:
        yield Recorder(db, round_id, label, stamp(now))


def _change_subject(
    store: Store,
    act: Recorder,
    key: tuple[str, str],
    *,
    subject: Subject | None = None,
    finished: bool | None = None,
) -> None:
    former = subjects_of(store, key[0])[key[1]]
    changed = replace(
        former,
        subject=subject or former.subject,
        finished=former.finished if finished is None else finished,
    )
    act.put(SUBJECTS, key, subject_row(changed))


def _own_facts(store: Store, round_id: str, source: Assessment) -> frozenset[str]:
    used = wanted(store, chosen_round(store, round_id).round.questionnaires)
    key = source.questionnaire or edition_for(source.subject.kind, used)
    roles = wanted(store, [key])[key].roles if key else {}
    return frozenset(roles[role] for role in OWN_FACTS if role in roles)


def _with(words: Mapping[str, str], question_id: str, text: str) -> dict[str, str]:
    others = {k: v for k, v in words.items() if k != question_id}
    return {**others, question_id: text} if text else others


def _fields(changes: Mapping[str, Value | None]) -> str:
    return f"Frage {', '.join(dict.fromkeys(f.partition('.')[0] for f in changes))}"


def _named(act: str, titles: Sequence[str]) -> str:
    return f"{act}: „{titles[0]}“" if len(titles) == 1 else f"{act}: {len(titles)} Einträge"
