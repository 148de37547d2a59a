"""An answer file is taken into a department's file: all of it, or nothing."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Protocol

from assessments.actions.times import stamp
from assessments.findings import Finding, Severity
from assessments.identities import subject_id
from assessments.model import Answer, Subject
from assessments.storage.assessments import StoredSubject, answer_row, note_row, subject_row
from assessments.storage.measures import measure_row
from assessments.storage.tables import ANSWERS, MEASURES, NOTES, SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from assessments.answer_entries import Entry
    from assessments.answer_file import AnswerFile
    from assessments.model import Assessment, Department, Measure, Round
    from assessments.storage.tables import Recorded, Row
    from questionnaires.model import Value


class Writer(Protocol):
    """Makes rows so, or removes them; with or without an undo log behind it."""

    def put(self, table: Recorded, key: Sequence[str], row: Row | None) -> None:
        """Make one row so, or remove it for None."""


@dataclass(frozen=True, slots=True)
class Present:
    """What the file holds of the round before it is filled; all empty for a new file."""

    department: Department
    round: Round
    subjects: Mapping[str, StoredSubject]
    """Removed ones too."""
    assessments: Mapping[str, Assessment]
    """By subject id, removed subjects too."""
    measures: Mapping[str, tuple[int, Measure]]
    editions: Mapping[str, str]
    """`service` and `process` -> `id@version` that new ones are answered under."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an answer file means for a file: every entry with the id it gets there."""

    entries: tuple[tuple[str, Entry], ...]
    measures: tuple[Measure, ...]
    findings: tuple[Finding, ...]


def plan(content: AnswerFile, present: Present) -> Plan:
    """Settle which subject each entry is; name ids twice and references to nothing.

    A service is the one with its id, else the one with the same full set of keys, else new; a
    missing id is made from department and title (contract 4.2).
    """
    findings: list[Finding] = []
    entries = (*content.services, *content.processes)
    department = content.department.id
    ids = {e.path: e.subject.id or subject_id(department, e.subject.title) for e in entries}
    keys = _by_keys(present, taken=set(ids.values()))
    for entry in content.services:
        if ids[entry.path] not in present.subjects and frozenset(entry.subject.leika) in keys:
            ids[entry.path] = keys[frozenset(entry.subject.leika)]
    findings += _twice([(ids[e.path], e.path) for e in entries], {department})
    # References in the file name what the file calls its subjects, which may be another id here.
    names = {e.subject.id or ids[e.path]: ids[e.path] for e in entries}
    names |= {i: i for i in present.subjects if i not in names}
    measures = [
        (replace(m, id=m.id or subject_id(department, m.title)), path)
        for m, path in content.measures
    ]
    findings += _twice([(m.id, path) for m, path in measures], set())
    for path, wanted in _references(entries, measures):
        findings += [_unknown_subject(path, i) for i in wanted if i not in names]
    findings += _of_other_kind(present, [(ids[e.path], e) for e in entries])
    return Plan(
        tuple((ids[e.path], _renamed(e, names)) for e in entries),
        tuple(replace(m, subjects=_resolved(m.subjects, names)) for m, _ in measures),
        tuple(findings),
    )


def write(writer: Writer, content: AnswerFile, what: Plan, present: Present, now: datetime) -> None:
    """Write what was planned. New subjects follow those that are there, in the file's order."""
    round_id = present.round.id
    position = 1 + max((s.position for s in present.subjects.values()), default=0)
    for number, (id_, entry) in enumerate(what.entries):
        former = present.subjects.get(id_)
        edition = present.editions.get(entry.subject.kind.value, "")
        stored = _merged(id_, entry, former, position + number, edition)
        writer.put(SUBJECTS, (round_id, id_), subject_row(stored))
        before = present.assessments.get(id_)
        if entry.answers is not None:
            _write_answers(writer, (round_id, id_), entry.answers, before, now)
        _write_words(writer, (round_id, id_), entry, before)
    if content.department_answers is not None:
        key = (round_id, content.department.id)
        before = present.assessments.get(content.department.id)
        _write_answers(writer, key, content.department_answers, before, now)
    place = 1 + max((p for p, _ in present.measures.values()), default=0)
    for number, measure in enumerate(what.measures):
        former_place, _ = present.measures.get(measure.id, (place + number, measure))
        writer.put(MEASURES, (round_id, measure.id), measure_row(measure, former_place))


def _by_keys(present: Present, taken: set[str]) -> dict[frozenset[str], str]:
    """Return full set of keys -> the one service that has it and is not named by its id."""
    found: dict[frozenset[str], list[str]] = {}
    for id_, stored in present.subjects.items():
        if stored.subject.leika and id_ not in taken:
            found.setdefault(frozenset(stored.subject.leika), []).append(id_)
    return {keys: ids[0] for keys, ids in found.items() if len(ids) == 1}


def _twice(given: Iterable[tuple[str, str]], reserved: set[str]) -> list[Finding]:
    seen = set(reserved)
    findings = []
    for id_, path in given:
        if id_ in seen:
            message = f"Die Kennung „{id_}“ gibt es zweimal."
            remedy = "Geben Sie jedem Eintrag eine eigene Kennung."
            findings.append(_error(f"{path}.id", "id-twice", message, remedy))
        seen.add(id_)
    return findings


def _references(
    entries: Iterable[Entry], measures: Iterable[tuple[Measure, str]]
) -> list[tuple[str, tuple[str, ...]]]:
    return [(f"{e.path}.services", e.subject.services) for e in entries] + [
        (f"{path}.subjects", m.subjects) for m, path in measures
    ]


def _unknown_subject(path: str, id_: str) -> Finding:
    message = f"Die Kennung „{id_}“ gibt es weder hier noch in der Datei."
    return _error(path, "unknown-subject", message, "Prüfen Sie die Kennung.")


def _of_other_kind(present: Present, entries: Iterable[tuple[str, Entry]]) -> list[Finding]:
    findings = []
    for id_, entry in entries:
        former = present.subjects.get(id_)
        if former and former.subject.kind is not entry.subject.kind:
            message = f"Die Kennung „{id_}“ gehört „{former.subject.title}“."
            remedy = "Geben Sie dem Eintrag eine andere Kennung."
            findings.append(_error(f"{entry.path}.id", "id-twice", message, remedy))
    return findings


def _error(path: str, code: str, message: str, remedy: str) -> Finding:
    return Finding(code, Severity.ERROR, message, remedy, column=path)


def _renamed(entry: Entry, names: Mapping[str, str]) -> Entry:
    services = _resolved(entry.subject.services, names)
    return replace(entry, subject=replace(entry.subject, services=services))


def _resolved(ids: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names.get(i, i) for i in ids))


def _merged(
    id_: str, entry: Entry, former: StoredSubject | None, position: int, edition: str
) -> StoredSubject:
    """Return the subject as it is stored: replaced, or where the file has no answers for it, with
    only what the file says changed.
    """
    subject = replace(entry.subject, id=id_)
    finished = entry.finished
    if former and entry.answers is None:
        told = {f.name for f in fields(Subject)} & entry.given - {"id"}
        subject = replace(former.subject, **{name: getattr(subject, name) for name in told})
        finished = entry.finished if "finished" in entry.given else former.finished
    if former:
        return replace(former, subject=subject, finished=finished, removed_at="")
    return StoredSubject(subject, position, edition, finished)


def _write_answers(
    writer: Writer,
    key: tuple[str, str],
    answers: Mapping[str, Value],
    before: Assessment | None,
    now: datetime,
) -> None:
    former = before.answers if before else {}
    for field_id in former:
        if field_id not in answers:
            writer.put(ANSWERS, (*key, field_id), None)
    for field_id, value in answers.items():
        same = former.get(field_id)
        if same is None or same.value != value or same.taken_over:
            row = answer_row(Answer(value, stamp(now)))
            writer.put(ANSWERS, (*key, field_id), row)


def _write_words(
    writer: Writer, key: tuple[str, str], entry: Entry, before: Assessment | None
) -> None:
    """Replace notes and Belege, each only where the file says something about them."""
    replaced = entry.answers is not None
    old_notes, old_evidence = (before.notes, before.evidence) if before else ({}, {})
    notes = entry.notes if replaced or "notes" in entry.given else old_notes
    evidence = entry.evidence if replaced or "evidence" in entry.given else old_evidence
    for question in dict.fromkeys((*old_notes, *old_evidence, *notes, *evidence)):
        row = note_row(notes.get(question, ""), evidence.get(question, ""))
        writer.put(NOTES, (*key, question), row)
