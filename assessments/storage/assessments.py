"""Rows <-> subjects with their answers, notes and Belege."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from assessments.model import Answer, Assessment, Subject, SubjectKind
from assessments.storage.tables import ANSWERS, NOTES, SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assessments.storage.store import Store
    from assessments.storage.tables import Row
    from questionnaires.model import Value

_MASTER = tuple(f.name for f in fields(Subject) if f.name not in {"id", "kind", "title"})
_ORDER = {SubjectKind.SERVICE: 0, SubjectKind.PROCESS: 1, SubjectKind.DEPARTMENT: 2}


@dataclass(frozen=True, slots=True)
class StoredSubject:
    """A subject as it lies in a file. `removed_at` is empty unless it was taken out."""

    subject: Subject
    position: int
    questionnaire: str
    finished: bool = False
    removed_at: str = ""


def subject_row(stored: StoredSubject) -> Row:
    """Return a subject as a row, without its key."""
    subject = stored.subject
    master = {name: getattr(subject, name) for name in _MASTER}
    given = {k: v for k, v in master.items() if v is not None and v not in ("", ())}
    return {
        "kind": subject.kind.value,
        "position": stored.position,
        "title": subject.title,
        "master": json.dumps(given, ensure_ascii=False),
        "questionnaire": stored.questionnaire,
        "finished": int(stored.finished),
        "removed_at": stored.removed_at,
    }


def answer_row(answer: Answer) -> Row:
    """Return an answer as a row, without its key."""
    return {
        "value": json.dumps(answer.value, ensure_ascii=False),
        "changed_at": answer.changed_at,
        "taken_over": int(answer.taken_over),
    }


def note_row(note: str, evidence: str) -> Row | None:
    """Return note and Beleg of a question as a row, None if there is neither."""
    return {"note": note, "evidence": evidence} if note or evidence else None


def subjects_of(store: Store, round_id: str) -> dict[str, StoredSubject]:
    """Return all subjects of a round by id, removed ones too: services, processes, department."""
    sql = f"SELECT * FROM {SUBJECTS.name} WHERE round_id = ? ORDER BY position"
    found = [_stored(row) for row in store.rows(sql, (round_id,))]
    found.sort(key=lambda s: _ORDER[s.subject.kind])
    return {s.subject.id: s for s in found}


def assessments_of(store: Store, round_id: str) -> dict[str, Assessment]:
    """Return what is assessed in a round by subject id, in order, without removed subjects."""
    subjects = {k: s for k, s in subjects_of(store, round_id).items() if not s.removed_at}
    return _with_answers(store, "round_id = ?", (round_id,), subjects.values())


def assessment_of(store: Store, round_id: str, subject_id: str) -> Assessment:
    """Return one subject with its answers; KeyError if the round has none with this id."""
    where, key = "round_id = ? AND {0} = ?", (round_id, subject_id)
    rows = store.rows(f"SELECT * FROM {SUBJECTS.name} WHERE {where.format('id')}", key)
    if not rows:
        raise KeyError(subject_id)
    found = _with_answers(store, where.format("subject_id"), key, [_stored(rows[0])])
    return found[subject_id]


def _with_answers(
    store: Store, where: str, key: tuple[str, ...], subjects: Iterable[StoredSubject]
) -> dict[str, Assessment]:
    subjects = list(subjects)
    answers: dict[str, dict[str, Answer]] = {s.subject.id: {} for s in subjects}
    notes: dict[str, dict[str, str]] = {s.subject.id: {} for s in subjects}
    evidence: dict[str, dict[str, str]] = {s.subject.id: {} for s in subjects}
    sql = f"SELECT subject_id, field, value, changed_at, taken_over FROM {ANSWERS.name}"
    for subject_id, field_id, value, changed_at, taken_over in store.tuples(
        f"{sql} WHERE {where}", key
    ):
        if subject_id in answers:
            answer = Answer(_value(value), changed_at, taken_over=bool(taken_over))
            answers[subject_id][field_id] = answer
    sql = f"SELECT subject_id, question, note, evidence FROM {NOTES.name} WHERE {where}"
    for subject_id, question, note, proof in store.tuples(sql, key):
        for kept, words in ((notes, note), (evidence, proof)):
            if words and subject_id in kept:
                kept[subject_id][question] = words
    return {
        s.subject.id: Assessment(
            s.subject,
            s.questionnaire,
            answers[s.subject.id],
            notes[s.subject.id],
            evidence[s.subject.id],
            s.finished,
        )
        for s in subjects
    }


def _stored(row: dict[str, Any]) -> StoredSubject:
    master: dict[str, Any] = {
        k: tuple(v) if isinstance(v, list) else v for k, v in json.loads(row["master"]).items()
    }
    subject = Subject(row["id"], SubjectKind(row["kind"]), row["title"], **master)
    return StoredSubject(
        subject,
        row["position"],
        row["questionnaire"],
        finished=bool(row["finished"]),
        removed_at=row["removed_at"],
    )


@lru_cache(maxsize=4096)
def _value(text: str) -> Value:
    """Return a stored value; the same few codes come by the thousand."""
    value: Value | list[str] = json.loads(text)
    return tuple(value) if isinstance(value, list) else value
