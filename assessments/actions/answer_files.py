"""A department's file is filled from an answer file, and dumped as one (contract 4.2)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from assessments.actions.beginning import begin_in, new_store
from assessments.actions.datafile import chosen_round, expect, load
from assessments.actions.editions import (
    CHECKS,
    edition_for,
    grown,
    keep_editions,
    newest_for_department,
)
from assessments.actions.filling import Plan, Present, plan, write
from assessments.actions.times import stamp
from assessments.answer_file import AnswerFile, as_document, contents, understand
from assessments.errors import Refused
from assessments.findings import Finding, Severity, refuses
from assessments.model import slug
from assessments.storage import Role, open_store
from assessments.storage.assessments import assessment_of, subject_row, subjects_of
from assessments.storage.measures import measures_of
from assessments.storage.rounds import StoredRound, department_of, keep_facts, rounds_of
from assessments.storage.steps import Plain, Recorder
from assessments.storage.tables import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from assessments.model import Department, Round
    from assessments.storage import Store
    from questionnaires.model import Questionnaire


@dataclass(frozen=True, slots=True)
class Filled:
    """What was taken in, counted, and what is to be told about it."""

    department: Department
    round: Round
    services: int
    processes: int
    measures: int
    answers: int
    findings: tuple[Finding, ...]


def dump(store: Store, round_id: str | None = None) -> dict[str, object]:
    """Return a round of a department's file as an answer file, complete.

    No time and no random id is in it; subjects follow in the order in which they came.
    """
    data = load(store, round_id)
    return as_document(
        contents(data.department, data.round, data.assessments, data.measures, data.start_file)
    )


def fill(path: Path, document: object, now: datetime, source: str = "Antwortdatei") -> Filled:
    """Take an answer file into a department's file, which is made if there is none.

    `source` is what the document is called in a message. Raises `Refused` with every finding,
    `StoreError`; nothing is written then, and no file is left where none was.
    """
    if path.exists() and path.stat().st_size:
        with open_store(path, now) as store:
            return _fill_present(store, document, now, source)
    return _fill_new(path, document, now, source)


def _fill_new(path: Path, document: object, now: datetime, source: str) -> Filled:
    editions = {q.subject: q for q in newest_for_department()}
    content, findings = understand(document, editions)
    keys = {subject: q.key for subject, q in editions.items()}
    nothing = Present(content.department, content.round, {}, {}, {}, keys)
    what = plan(content, nothing)
    _refuse(source, (*findings, *what.findings))
    begun = StoredRound(content.round, content.start_file)
    with new_store(path, Role.DEPARTMENT, now) as store:
        with store.transaction() as db:
            begun = begin_in(db, content.department, begun, now, tuple(editions.values()))
            write(Plain(db), content, what, replace(nothing, round=begun.round), now)
        store.close()
    return _filled(content, what, findings, begun.round)


def _fill_present(store: Store, document: object, now: datetime, source: str) -> Filled:
    expect(store, Role.DEPARTMENT)
    asked = _asked_round(document)
    is_here = asked in {r.round.id for r in rounds_of(store)}
    stored = chosen_round(store, asked if is_here else None)
    wider, known = grown(store, stored, CHECKS)
    editions = {kind.value: known[key] for kind in CHECKS if (key := edition_for(kind, known))}
    content, findings = understand(document, editions)
    # A round that was begun without one gets an edition once the answer file makes use of it.
    fresh = [q for key, q in known.items() if key not in stored.round.questionnaires]
    stored = wider if any(_uses(content, q) for q in fresh) else stored
    present = _present(store, stored.round, editions)
    what = plan(content, present)
    foreign = () if refuses(findings) else _foreign(content, present)
    _refuse(source, (*findings, *foreign, *what.findings))
    head = _head(content, stored)
    authority = content.department.authority or present.department.authority
    department = replace(content.department, authority=authority)
    with store.transaction() as db:
        if department != present.department:
            keep_facts(db, Role.DEPARTMENT, department)
        keep_editions(db, head, {k: known[k] for k in head.round.questionnaires})
        act = Recorder(db, head.round.id, "Antwortdatei übernommen", stamp(now))
        own = present.subjects[department.id]
        named = replace(own, subject=replace(own.subject, title=department.name))
        act.put(SUBJECTS, (head.round.id, department.id), subject_row(named))
        write(act, content, what, present, now)
    return _filled(content, what, findings, head.round)


def _asked_round(document: object) -> str:
    """Return the round a document names, before anything of it is judged."""
    if not isinstance(document, dict):
        return ""
    return str(document.get("round_id") or slug(str(document.get("round", ""))))


def _uses(content: AnswerFile, questionnaire: Questionnaire) -> bool:
    """Return whether an answer file says something that only this edition asks or declares."""
    entries = content.processes if questionnaire.subject == "process" else content.services
    said = (content.department_answers or {}).keys() & questionnaire.fields.keys()
    return bool(entries or said) or any(
        name.startswith(f"{questionnaire.id}.") for name in content.round.settings
    )


def _present(store: Store, round_: Round, editions: Mapping[str, Questionnaire]) -> Present:
    subjects = subjects_of(store, round_.id)
    return Present(
        department_of(store),
        round_,
        subjects,
        {id_: assessment_of(store, round_.id, id_) for id_ in subjects},
        measures_of(store, round_.id),
        {subject: q.key for subject, q in editions.items()},
    )


def _foreign(content: AnswerFile, present: Present) -> tuple[Finding, ...]:
    """Return why the answer file belongs to another file than this one."""
    theirs, ours = content.department, present.department
    error = partial(Finding, severity=Severity.ERROR)
    if theirs.id != ours.id or (ours.authority and theirs.authority not in ("", ours.authority)):
        them, us = _told_apart(theirs, ours)
        words = f"Die Antwortdatei ist von „{them}“, diese Datei von „{us}“."
        remedy = "Wählen Sie die Datei des Fachdienstes oder einen neuen Namen."
        return (error("other-department", message=words, remedy=remedy, column="department_id"),)
    if content.round.id != present.round.id:
        words = (
            f"Die Antwortdatei gehört zur Runde „{content.round.name}“, "
            f"diese Datei zur Runde „{present.round.name}“."
        )
        remedy = "Wählen Sie die Datei dieser Runde oder einen neuen Namen."
        return (error("other-round", message=words, remedy=remedy, column="round_id"),)
    return ()


def _told_apart(theirs: Department, ours: Department) -> tuple[str, str]:
    """Return what two departments are called, so that nobody takes one for the other."""
    if theirs.name != ours.name:
        return theirs.name, ours.name
    if theirs.id != ours.id:
        return theirs.id, ours.id
    return f"{theirs.name}, {theirs.authority}", f"{ours.name}, {ours.authority}"


def _head(content: AnswerFile, stored: StoredRound) -> StoredRound:
    """Return the round with what the answer file says about it."""
    names = content.given & {"stichtag", "opens", "closes", "settings"}
    said = {name: getattr(content.round, name) for name in names}
    round_ = replace(stored.round, name=content.round.name, **said)
    start_file = content.start_file if "start_file" in content.given else stored.start_file
    stichtag = round_.stichtag or stored.round.stichtag
    return StoredRound(replace(round_, stichtag=stichtag), start_file)


def _refuse(source: str, findings: tuple[Finding, ...]) -> None:
    if refuses(findings):
        raise Refused(source, findings)


def _filled(
    content: AnswerFile, what: Plan, findings: tuple[Finding, ...], round_: Round
) -> Filled:
    answers = sum(len(e.answers or ()) for _, e in what.entries)
    return Filled(
        content.department,
        round_,
        len(content.services),
        len(content.processes),
        len(content.measures),
        answers + len(content.department_answers or ()),
        findings,
    )
