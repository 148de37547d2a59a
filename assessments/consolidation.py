"""Many hand-ins of one round -> one picture of the city (ozg-process.md 6.3, 6.4).

Only hand-ins that count enter (`assessments.counting`). Where several departments rate the same
service, the city counts it once, with the lower rating; a department's own row stays unmerged.
Pure: the same hand-ins in any order give the same consolidation.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING, Protocol

from assessments.counting import Counting, counting, entry_of
from assessments.errors import UnknownRound
from assessments.results import rate
from questionnaires import directory
from questionnaires.folding import sort_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from assessments.model import Department, Round, Submission
    from assessments.results import ProcessResult, Results, ServiceResult
    from questionnaires.model import Questionnaire

SCOPE_WORDS = (
    "bewertet",
    "nur Information",
    "intern",
    "anderer Fachdienst",
    "nicht Stadt",
    "weggefallen",
    "Klärfall",
    "offen",
)
"""The words of the column `Umfang` (contract 2), in its order; only the first one is counted."""

OBJECT_LEVEL = "000000"
"""End of a LeiKa key that names an object only, not what is done with it."""


class Stored(Protocol):
    """A hand-in as a store keeps it."""

    @property
    def submission(self) -> Submission:
        """What was handed in."""

    @property
    def checksum(self) -> str:
        """Together with the id of the hand-in: its identity."""

    @property
    def taken_at(self) -> str:
        """ISO 8601, when it was taken in; empty where it was not."""

    @property
    def file(self) -> str:
        """Name of the file it came in."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What to look at (contract 4.1); an empty text is no restriction."""

    round_id: str = ""
    """Empty: the round with the latest Stichtag, then the highest id."""
    department: str = ""
    """Its id, or its name: scripts know one, people the other."""
    theme: str = ""
    authority: str = ""


@dataclass(frozen=True, slots=True)
class RatedHandIn:
    """One hand-in that counts, and its own, unmerged results."""

    stored: Stored
    results: Results
    authority: str = ""
    """Empty for the store's own, whatever the hand-in says."""
    complete: Results | None = None
    """The results before a theme was chosen; None where none was."""

    @property
    def department(self) -> Department:
        """Who handed it in."""
        return self.stored.submission.department


@dataclass(frozen=True, slots=True)
class Dispute:
    """Hand-ins of one department that exclude each other until a person decides."""

    department: Department
    authority: str
    """Empty for the store's own."""
    numbers: tuple[int, ...]
    counts_meanwhile: bool
    """Whether a lower, undisputed number counts; else the department is disputed."""


@dataclass(frozen=True, slots=True)
class CityService:
    """One service of the city: one rating, or several of the same one, representative first."""

    members: tuple[ServiceResult, ...]

    @property
    def result(self) -> ServiceResult:
        """The rating that all figures of the city take (6.4: the representative)."""
        return self.members[0]

    @property
    def differs(self) -> bool:
        """Whether its departments came to different levels or stages."""
        return len({(m.score.secured, m.score.possible, m.end_to_end) for m in self.members}) > 1


@dataclass(frozen=True)
class Consolidation:
    """The city in one round. Hand-ins in alphabetical order of their departments."""

    authority: str
    """The store's own; empty where it has none."""
    round: Round | None
    """As in the hand-in with the latest Stichtag; None where nothing counts."""
    hand_ins: tuple[RatedHandIn, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    services: tuple[CityService, ...] = ()
    questionnaires: Mapping[str, Questionnaire] = field(default_factory=dict)
    """By `id@version`: every edition that is used."""

    @cached_property
    def name(self) -> str:
        """Whose city it is: the store's own authority, else the only one that hand-ins name."""
        named = {h.department.authority for h in self.hand_ins}
        return self.authority or (named.pop() if len(named) == 1 else "")

    @cached_property
    def processes(self) -> tuple[ProcessResult, ...]:
        """All processes; they are never merged."""
        return tuple(p for h in self.hand_ins for p in h.results.processes)

    @cached_property
    def population(self) -> tuple[CityService, ...]:
        """The Grundmenge: city services whose scope is counted."""
        return tuple(s for s in self.services if s.result.counted)

    @cached_property
    def scopes(self) -> Mapping[str, int]:
        """City services per word of `SCOPE_WORDS`."""
        return Counter(s.result.scope_word for s in self.services)

    @cached_property
    def merged(self) -> tuple[CityService, ...]:
        """City services that several departments rate."""
        return tuple(s for s in self.services if len(s.members) > 1)

    @cached_property
    def provisional(self) -> int:
        """City services of the Grundmenge whose level may still rise."""
        return sum(s.result.score.provisional for s in self.population)

    @cached_property
    def absent(self) -> tuple[Dispute, ...]:
        """Disputes of departments of which nothing counts, in their alphabetical order."""
        return tuple(d for d in self.disputes if not d.counts_meanwhile)

    @cached_property
    def stichtage(self) -> tuple[str, ...]:
        """The different Stichtage that were counted with, earliest first."""
        return tuple(sorted({h.stored.submission.round.stichtag for h in self.hand_ins}))

    def questionnaire_of(self, subject: str) -> Questionnaire | None:
        """Return the newest edition in use for this kind of subject (`service`, `process`)."""
        fitting = [q for q in self.questionnaires.values() if q.subject == subject]
        return max(fitting, key=lambda q: q.key, default=None)


def round_of(stored: Iterable[Stored], round_id: str = "") -> str:
    """Return the id of the round to look at: the chosen one, else the latest; empty if none.

    UnknownRound where a round was chosen of which nothing is there.
    """
    rounds = sorted({(s.submission.round.stichtag, s.submission.round.id) for s in stored})
    if round_id and all(known != round_id for _, known in rounds):
        raise UnknownRound(round_id, tuple(dict.fromkeys(known for _, known in rounds)))
    return round_id or (rounds[-1][1] if rounds else "")


def consolidate(
    stored: Sequence[Stored],
    questionnaires: Mapping[str, Questionnaire],
    choice: Choice = Choice(),
    authority: str = "",
) -> Consolidation:
    """Return the city of one round; `authority` is the store's own.

    The choice is made before anything is merged, so a single department shows its own figures.
    Raises UnknownRound, UnknownQuestionnaire.
    """
    chosen = _chosen(stored, choice, authority)
    outcome = counting(entry_of(s.submission, s.checksum, authority) for s in chosen)
    counted = sorted(
        (s for s in chosen if outcome.is_counted(entry_of(s.submission, s.checksum, authority))),
        key=_by_department,
    )
    rated = tuple(
        _rated(s, rate(s.submission, questionnaires), choice.theme, authority) for s in counted
    )
    used = {key for s in counted for key in _editions(s)}
    return Consolidation(
        authority=authority,
        round=_latest_round(counted or chosen),
        hand_ins=rated,
        disputes=_disputes(chosen, outcome, authority),
        services=city_services(rated),
        questionnaires={k: q for k, q in sorted(questionnaires.items()) if k in used},
    )


def _rated(stored: Stored, results: Results, theme: str, own: str) -> RatedHandIn:
    place = entry_of(stored.submission, stored.checksum, own).place
    if not theme:
        return RatedHandIn(stored, results, place.authority)
    return RatedHandIn(stored, _of_theme(results, theme), place.authority, results)


def _chosen(stored: Sequence[Stored], choice: Choice, own: str) -> tuple[Stored, ...]:
    round_id = round_of(stored, choice.round_id)
    wanted = "" if choice.authority == own else choice.authority

    def fits(one: Stored) -> bool:
        place = entry_of(one.submission, one.checksum, own).place
        return (
            place.round_id == round_id
            and choice.department in ("", place.department_id, one.submission.department.name)
            and (not choice.authority or place.authority == wanted)
        )

    return tuple(one for one in stored if fits(one))


def _by_department(stored: Stored) -> tuple[tuple[str, str], str, str]:
    department = stored.submission.department
    return sort_key(department.name), department.authority, department.id


def _latest_round(stored: Sequence[Stored]) -> Round | None:
    latest = max(
        stored,
        key=lambda s: (s.submission.round.stichtag, s.submission.created_at, s.checksum),
        default=None,
    )
    return latest.submission.round if latest else None


def _editions(stored: Stored) -> set[str]:
    submission = stored.submission
    return {a.questionnaire for a in submission.answers} | set(submission.round.questionnaires)


def _of_theme(results: Results, theme: str) -> Results:
    """Return only the services of one theme, and the processes linked to them."""
    services = tuple(s for s in results.services if s.subject.theme == theme)
    ids = {s.subject.id for s in services}
    processes = tuple(p for p in results.processes if ids & set(p.subject.services))
    return replace(results, services=services, processes=processes)


def _disputes(stored: Sequence[Stored], outcome: Counting, own: str) -> tuple[Dispute, ...]:
    disputes = []
    for place, identities in outcome.conflicts.items():
        there = [
            s
            for s in stored
            if (entry := entry_of(s.submission, s.checksum, own)).place == place
            and entry.identity in identities
        ]
        numbers = tuple(sorted({s.submission.number for s in there}))
        department = min(there, key=_by_department).submission.department
        disputes.append(Dispute(department, place.authority, numbers, place in outcome.counts))
    return tuple(sorted(disputes, key=lambda d: (sort_key(d.department.name), d.department.id)))


@cache
def _conflicting_keys() -> frozenset[str]:
    """Return the LeiKa keys that the directory's sources give to different services."""
    return frozenset(s.key for s in directory.services() if s.conflict)


def city_services(hand_ins: Sequence[RatedHandIn]) -> tuple[CityService, ...]:
    """Return the services of the city, in the order of the hand-ins (6.4, automatic merging).

    Merged are counted services of the same authority and different departments with equal,
    usable key sets, unless a department has that key set more than once.
    """
    groups: dict[tuple[str, frozenset[str]], list[ServiceResult]] = defaultdict(list)
    for hand_in in hand_ins:
        for keys, result in _once_each(hand_in.results.services):
            groups[hand_in.authority, keys].append(result)
    merged: dict[int, CityService] = {}
    for group in groups.values():
        service = CityService(tuple(sorted(group, key=_rank)))
        merged.update((id(member), service) for member in group)
    all_results = [r for h in hand_ins for r in h.results.services]
    return tuple(
        merged.get(id(r), CityService((r,)))
        for r in all_results
        if id(r) not in merged or merged[id(r)].result is r
    )


def _once_each(
    services: Sequence[ServiceResult],
) -> Iterator[tuple[frozenset[str], ServiceResult]]:
    """Yield the counted services whose usable key set no other one of the department has."""
    usable = [
        (frozenset(r.subject.leika), r) for r in services if r.counted and _usable(r.subject.leika)
    ]
    times = Counter(keys for keys, _ in usable)
    return ((keys, r) for keys, r in usable if times[keys] == 1)


def _usable(keys: tuple[str, ...]) -> bool:
    """Return whether keys say which service it is: below object level and not in dispute."""
    return bool(keys) and not any(
        key.endswith(OBJECT_LEVEL) or key in _conflicting_keys() for key in keys
    )


def _rank(result: ServiceResult) -> tuple[int, int, int, str]:
    """Lowest first: secured, possible, stage (open before 0), department (6.4)."""
    score = result.score
    return (
        -1 if score.secured is None else score.secured,
        -1 if score.possible is None else score.possible,
        -1 if result.end_to_end is None else result.end_to_end,
        result.department.id,
    )
