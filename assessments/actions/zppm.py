"""What ZPPM does with the hand-ins of many departments. One function, one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessments.actions.beginning import new_store
from assessments.actions.datafile import expect
from assessments.actions.editions import known, wanted
from assessments.actions.times import stamp
from assessments.checksum import checksum
from assessments.counting import Verdict, entry_of, judge
from assessments.model import Department
from assessments.storage import Role
from assessments.storage.rounds import department_of, keep_definitions, keep_facts
from assessments.storage.submissions import (
    StoredSubmission,
    heads_of,
    keep_submissions,
    submissions_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from assessments.model import Submission
    from assessments.storage import Store
    from questionnaires.model import Questionnaire

__all__ = [
    "Collected",
    "StoredSubmission",
    "Taken",
    "begin",
    "load",
    "readable",
    "rehearse",
    "take_in",
]


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one hand-in."""

    submission: Submission
    checksum: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Collected:
    """Everything that ZPPM's file holds."""

    authority: str
    """The file's own; hand-ins without one belong to it."""
    submissions: tuple[StoredSubmission, ...]
    """In the order in which they were taken in; which ones count says `assessments.counting`."""
    questionnaires: Mapping[str, Questionnaire]
    """Every edition that a hand-in was answered under, by `id@version`."""


def begin(path: Path, authority: str, now: datetime) -> Store:
    """Make a new file of ZPPM and return it, open; `StoreExists`, `StoreError`."""
    with new_store(path, Role.ZPPM, now) as store:
        with store.transaction() as db:
            keep_facts(db, Role.ZPPM, Department("", "", authority))
        return store


def rehearse(store: Store, submissions: Sequence[Submission]) -> tuple[Taken, ...]:
    """Return what would become of hand-ins, judged as a set (contract 3.4); nothing is written."""
    expect(store, Role.ZPPM)
    own = department_of(store).authority
    checksums = [checksum(s) for s in submissions]
    incoming = [entry_of(s, c, own) for s, c in zip(submissions, checksums, strict=True)]
    verdicts = judge([entry_of(s, c, own) for s, c in heads_of(store)], incoming)
    return tuple(
        Taken(submission, check, verdict)
        for submission, check, verdict in zip(submissions, checksums, verdicts, strict=True)
    )


def take_in(store: Store, submissions: Sequence[Submission], now: datetime) -> tuple[Taken, ...]:
    """Take hand-ins in, all or none: whatever is not known yet is stored, whichever counts.

    The file is backed up first. The editions they were answered under are kept. Raises
    `UnknownQuestionnaire`, `StoreNotWritable`.
    """
    taken = rehearse(store, submissions)
    fresh = [(t.submission, t.checksum) for t in taken if t.verdict is not Verdict.KNOWN]
    if not fresh:
        return taken
    keys = {key for submission, _ in fresh for key in _editions_of(submission)}
    editions = wanted(store, sorted(keys))
    store.backup(now)
    with store.transaction() as db:
        keep_definitions(db, editions.values())
        keep_submissions(db, fresh, stamp(now))
    return taken


def load(store: Store) -> Collected:
    """Read everything."""
    expect(store, Role.ZPPM)
    submissions = submissions_of(store)
    keys = {key for s in submissions for key in _editions_of(s.submission)}
    return Collected(department_of(store).authority, submissions, wanted(store, sorted(keys)))


def readable(store: Store) -> Mapping[str, Questionnaire]:
    """Return every edition that a workbook may be answered under: shipped or seen before."""
    return known(store)


def _editions_of(submission: Submission) -> set[str]:
    return {*submission.round.questionnaires, *(a.questionnaire for a in submission.answers)}
