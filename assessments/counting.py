"""Which hand-in counts, and what becomes of those that come in (contract 3.4).

A hand-in is identified by its id and checksum together. Per authority, department and round the
highest number counts. Two contents under one number, or under one hand-in id, are a conflict:
neither counts until a person decides, meanwhile the highest undisputed number does. Everything
here looks at sets, so neither the order of files nor the order of calls changes a result.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from assessments.model import Submission


class Verdict(StrEnum):
    """What becomes of one hand-in that comes in; the words of `collect --json`."""

    NEW = "new"
    """Counts now; nothing counted in its place before."""
    REPLACED = "replaced"
    """Counts now instead of another."""
    KNOWN = "known"
    """Exactly this one is there already; nothing changes."""
    OLDER = "older"
    """Stored, but one with a higher number counts."""
    CONFLICT = "conflict"
    """Another content has the same number or the same id; neither counts."""


class Place(NamedTuple):
    """Where exactly one hand-in counts. `authority` is empty for the store's own."""

    authority: str
    department_id: str
    round_id: str


class Identity(NamedTuple):
    """What makes two hand-ins the same one."""

    submission_id: str
    checksum: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What is judged of one hand-in."""

    place: Place
    identity: Identity
    number: int


@dataclass(frozen=True, slots=True)
class Counting:
    """The outcome for a set of hand-ins."""

    counts: Mapping[Place, Identity]
    """What counts; a place where nothing does is missing here."""
    conflicts: Mapping[Place, tuple[Identity, ...]]
    """Contents that exclude each other, lowest number first, then by identity."""

    @property
    def disputed(self) -> tuple[Place, ...]:
        """Places where no hand-in counts, since every one of them is in conflict; in order."""
        return tuple(sorted(place for place in self.conflicts if place not in self.counts))

    def is_counted(self, entry: Entry) -> bool:
        """Return whether exactly this hand-in counts."""
        return self.counts.get(entry.place) == entry.identity


def entry_of(submission: Submission, checksum: str, own_authority: str = "") -> Entry:
    """Return what is judged of a hand-in, in a store of this authority.

    An empty authority is the store's own (contract 3.4); names are compared without regard to
    blanks around them and to how an umlaut is stored.
    """
    authority = _plain(submission.department.authority)
    place = Place(
        "" if authority == _plain(own_authority) else authority,
        submission.department.id,
        submission.round.id,
    )
    return Entry(place, Identity(submission.submission_id, checksum), submission.number)


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", " ".join(name.split()))


def counting(stored: Iterable[Entry]) -> Counting:
    """Return what counts among all stored hand-ins; the same one twice is one."""
    entries = sorted(set(stored), key=lambda entry: (entry.place, entry.number, entry.identity))
    per_number = Counter((entry.place, entry.number) for entry in entries)
    per_id = Counter(entry.identity.submission_id for entry in entries)
    counts: dict[Place, Identity] = {}
    conflicts: dict[Place, tuple[Identity, ...]] = {}
    for entry in entries:
        alone = per_number[entry.place, entry.number] == per_id[entry.identity.submission_id] == 1
        if alone:
            counts[entry.place] = entry.identity
        else:
            conflicts[entry.place] = (*conflicts.get(entry.place, ()), entry.identity)
    return Counting(counts, conflicts)


def judge(stored: Iterable[Entry], incoming: Sequence[Entry]) -> tuple[Verdict, ...]:
    """Return one verdict per incoming hand-in, judged as a set together with the stored ones.

    The same hand-in twice within one call is judged once and `KNOWN` the second time.
    """
    present = set(stored)
    before, after = counting(present), counting(present | set(incoming))
    verdicts = []
    for entry in incoming:
        if entry in present:
            verdicts.append(Verdict.KNOWN)
        elif entry.identity in after.conflicts.get(entry.place, ()):
            verdicts.append(Verdict.CONFLICT)
        elif not after.is_counted(entry):
            verdicts.append(Verdict.OLDER)
        else:
            verdicts.append(Verdict.REPLACED if entry.place in before.counts else Verdict.NEW)
        present.add(entry)
    return tuple(verdicts)
