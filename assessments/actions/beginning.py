"""A new file of a department."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from assessments.actions.cleaning import clean_subject
from assessments.actions.editions import edition_for, newest_for_department
from assessments.errors import StoreExists
from assessments.model import Subject, SubjectKind
from assessments.storage import Role, open_store
from assessments.storage.assessments import StoredSubject, subject_row
from assessments.storage.rounds import StoredRound, keep_definitions, keep_facts, keep_round
from assessments.storage.tables import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from assessments.model import Department, Round
    from assessments.storage import Store
    from assessments.storage.store import Transaction
    from questionnaires.model import Questionnaire


def begin(
    path: Path,
    department: Department,
    round_: Round,
    now: datetime,
    *,
    questionnaires: Sequence[Questionnaire] = (),
) -> Store:
    """Make a department's file with its first round and return it, open.

    Without `questionnaires` the newest shipped editions are used; without a Stichtag
    it is today. Raises `StoreExists` where a file with content lies already, `StoreError`.
    """
    with new_store(path, Role.DEPARTMENT, now) as store:
        with store.transaction() as db:
            begin_in(db, department, StoredRound(round_), now, questionnaires)
        return store


def begin_in(
    db: Transaction,
    department: Department,
    stored: StoredRound,
    now: datetime,
    questionnaires: Sequence[Questionnaire] = (),
) -> StoredRound:
    """Write down whose file it is, its round, and the department as a subject; return the round
    as it is stored. To be called inside the transaction that makes the file.
    """
    used = {q.key: q for q in questionnaires or newest_for_department()}
    stichtag = stored.round.stichtag or now.date().isoformat()
    stored = replace(
        stored, round=replace(stored.round, stichtag=stichtag, questionnaires=tuple(used))
    )
    keep_facts(db, Role.DEPARTMENT, department)
    keep_definitions(db, used.values())
    keep_round(db, stored)
    subject = clean_subject(Subject(department.id, SubjectKind.DEPARTMENT, department.name))
    row = subject_row(StoredSubject(subject, 0, edition_for("service", used)))
    SUBJECTS.write(db, (stored.round.id, department.id), row, 0)
    return stored


@contextmanager
def new_store(path: Path, role: Role, now: datetime) -> Iterator[Store]:
    """Give an empty store; where filling it fails, no file is left of it."""
    was_there = path.exists()
    store = open_store(path, now, create=role)
    if store.role is not None:
        store.close()
        raise StoreExists(path)
    try:
        yield store
    except BaseException:
        store.close()
        if not was_there:
            path.unlink(missing_ok=True)
        raise
