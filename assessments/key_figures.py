"""Key figures with numerator, denominator and the rule they are counted by (ozg-process.md 6.3).

The same functions serve the city (merged services) and a department (its own, unmerged ones).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from assessments.fulfilment import conform_without_others
from assessments.results import CONFORM_FROM, ONLINE_FROM, RatingContext

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assessments.consolidation import Consolidation, RatedHandIn
    from assessments.results import ProcessResult, ServiceResult, SubjectResult

SEAMLESS_FROM = 2
"""E-stage from which a service runs through without paper in the house."""
SHORTEST_PERIOD = 90
"""Days below which cases are not projected to a year."""
DAYS_OF_YEAR = 365

SERVICES, PROCESSES, APPLICATIONS, CASES = "Leistungen", "Prozesse", "Anträge", "Fälle im Jahr"


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One share: `numerator` of `denominator`, in `unit`; `rule` is what a reader is told."""

    key: str
    title: str
    unit: str
    rule: str
    numerator: int
    denominator: int
    possible_numerator: int
    """The numerator if everything open turns out well."""
    subjects: tuple[SubjectResult, ...]
    """What the denominator counts."""
    counted: tuple[SubjectResult, ...]
    """What the numerator counts."""
    left_out: int = 0
    """Subjects that could belong here but say too little."""

    @property
    def value(self) -> float | None:
        """The share, 0 to 1 and unrounded; None for a denominator of 0."""
        return self.numerator / self.denominator if self.denominator else None

    @property
    def provisional(self) -> int:
        """Subjects of the denominator whose level may still rise."""
        return sum(s.score.provisional for s in self.subjects)


@dataclass(frozen=True, slots=True)
class Rated:
    """What figures are computed from."""

    services: tuple[ServiceResult, ...]
    processes: tuple[ProcessResult, ...]
    contexts: Mapping[str, RatingContext]
    """Hand-in id -> what its subjects were rated with."""

    @property
    def population(self) -> tuple[ServiceResult, ...]:
        """The Grundmenge."""
        return tuple(s for s in self.services if s.counted)


def of_city(city: Consolidation) -> Rated:
    """Return the city's services, each once by its representative."""
    contexts = {h.stored.submission.submission_id: _context(h) for h in city.hand_ins}
    return Rated(tuple(s.result for s in city.services), city.processes, contexts)


def of_department(hand_in: RatedHandIn) -> Rated:
    """Return a department's own services, unmerged."""
    contexts = {hand_in.stored.submission.submission_id: _context(hand_in)}
    return Rated(hand_in.results.services, hand_in.results.processes, contexts)


def _context(hand_in: RatedHandIn) -> RatingContext:
    submission = hand_in.stored.submission
    return RatingContext(
        submission.round.stichtag,
        submission.department,
        submission.round.settings,
        submission.submission_id,
        submission.values_of(submission.department.id),
    )


def figures(rated: Rated) -> Mapping[str, KeyFigure]:
    """Return every key figure by its key, in the order in which they are shown."""
    found = (
        *_of_levels(rated),
        _end_to_end(rated),
        _online_applications(rated),
        _online_cases(rated),
        *_of_processes(rated),
        _worked_on(rated),
        _keys_checked(rated),
    )
    return {figure.key: figure for figure in found}


def mark_of(services: Sequence[SubjectResult], mark: str) -> int | None:
    """Return the level that carries a mark; of several editions the highest one's."""
    return max(
        (s.questionnaire.marks[mark] for s in services if mark in s.questionnaire.marks),
        default=None,
    )


def _share(
    facts: tuple[str, str, str, str],
    subjects: Sequence[SubjectResult],
    counted: Sequence[SubjectResult],
    possible: int,
    left_out: int = 0,
) -> KeyFigure:
    """Return a figure that counts subjects; `facts` are key, title, unit and rule."""
    return KeyFigure(
        *facts,
        numerator=len(counted),
        denominator=len(subjects),
        possible_numerator=possible,
        subjects=tuple(subjects),
        counted=tuple(counted),
        left_out=left_out,
    )


def _of_levels(rated: Rated) -> tuple[KeyFigure, ...]:
    """Return the shares of the Grundmenge that reach a level."""
    population = rated.population
    online = [s for s in population if ONLINE_FROM in s.questionnaire.marks]
    conform = [s for s in population if CONFORM_FROM in s.questionnaire.marks]
    own = [(s, *conform_without_others(s, rated.contexts[s.submission_id])) for s in conform]
    others = [s for s, secured, _ in own if secured and not s.conform]
    first, second = mark_of(population, ONLINE_FROM), mark_of(population, CONFORM_FROM)
    of_all = "von allen bewerteten Leistungen"
    return (
        _share(
            ("online", "Online-Quote", SERVICES,
             f"Stufe {first} oder höher und freigeschaltet, {of_all}"),
            online,
            [s for s in online if s.online],
            sum(s.possibly_online for s in online),
            len(population) - len(online),
        ),
        _share(
            ("conform", "OZG-Quote", SERVICES, f"Stufe {second} oder höher, {of_all}"),
            conform,
            [s for s in conform if s.conform],
            sum(s.possibly_conform for s in conform),
            len(population) - len(conform),
        ),
        _share(
            ("conform_own", "OZG-Quote ohne Fremdhindernisse", SERVICES,
             f"dazu Leistungen, denen für Stufe {second} nur etwas fehlt, das andere liefern"),
            conform,
            [s for s, secured, _ in own if secured],
            sum(possible for _, _, possible in own),
            len(population) - len(conform),
        ),
        _share(
            ("only_others", "Nur Fremdes fehlt", SERVICES,
             f"für Stufe {second} fehlt nur etwas, das die Stadt nicht selbst schaffen kann"),
            conform,
            others,
            sum(possible and not s.possibly_conform for s, _, possible in own),
            len(population) - len(conform),
        ),
    )  # fmt: skip


def _end_to_end(rated: Rated) -> KeyFigure:
    online = [s for s in rated.population if s.online]
    return _share(
        ("end_to_end", "Durchgängigkeit", SERVICES,
         f"E-Stufe {SEAMLESS_FROM} oder höher, von allen Online-Leistungen"),
        online,
        [s for s in online if (s.end_to_end or 0) >= SEAMLESS_FROM],
        sum(s.end_to_end is None or s.end_to_end >= SEAMLESS_FROM for s in online),
    )  # fmt: skip


def _online_applications(rated: Rated) -> KeyFigure:
    online = [s for s in rated.population if s.online]
    fit = [s for s in online if s.share.value is not None]
    numerator = int(sum(s.cases.online or 0 for s in fit))
    return KeyFigure(
        "online_applications", "Online-Anteil der Anträge", APPLICATIONS,
        "Anträge online, von allen; nur mit genug Anträgen und Tagen",
        numerator=numerator,
        denominator=int(sum(s.cases.total or 0 for s in fit)),
        possible_numerator=numerator,
        subjects=tuple(fit),
        counted=tuple(s for s in fit if s.cases.online),
        left_out=len(online) - len(fit),
    )  # fmt: skip


def _online_cases(rated: Rated) -> KeyFigure:
    population = rated.population
    known = [(s, n) for s in population if (n := yearly_cases(s)) is not None]
    return KeyFigure(
        "online_cases", "Fallgewichtete Online-Quote", CASES,
        "Fälle im Jahr der Online-Leistungen, von allen bekannten Fällen",
        numerator=sum(n for s, n in known if s.online),
        denominator=sum(n for _, n in known),
        possible_numerator=sum(n for s, n in known if s.possibly_online),
        subjects=tuple(s for s, _ in known),
        counted=tuple(s for s, _ in known if s.online),
        left_out=len(population) - len(known),
    )  # fmt: skip


def yearly_cases(service: ServiceResult) -> int | None:
    """Return applications per year, half up; None without a number or a long enough period."""
    days = service.cases.days
    if service.cases.total is None or days is None or days < SHORTEST_PERIOD:
        return None
    exact = Decimal(str(service.cases.total)) * DAYS_OF_YEAR / days
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


_RUNGS = (
    ("recorded", "Erfassungsgrad"),
    ("profiled", "Steckbriefgrad"),
    ("modelled", "Modellierungsgrad"),
    ("reviewed", "Überprüfungsgrad"),
)


def _of_processes(rated: Rated) -> tuple[KeyFigure, ...]:
    """Return the shares of processes per mark of the ladder; none without processes."""
    found = []
    for mark, title in _RUNGS if rated.processes else ():
        marked = [p for p in rated.processes if mark in p.questionnaire.marks]
        rule = f"Prozesse ab D{mark_of(marked, mark)}, von allen genannten Prozessen"
        counted = [p for p in marked if p.reaches(mark)]
        found.append(
            _share(
                (mark, title, PROCESSES, rule),
                marked,
                counted,
                sum(p.may_reach(mark) for p in marked),
                len(rated.processes) - len(marked),
            )
        )
    return tuple(found)


def _worked_on(rated: Rated) -> KeyFigure:
    worked = [s for s in rated.services if s.worked_on]
    return _share(
        ("worked_on", "Bearbeitungsstand", SERVICES,
         "Leistungen mit mindestens einer Antwort, von allen gemeldeten"),
        rated.services, worked, len(worked),
    )  # fmt: skip


def _keys_checked(rated: Rated) -> KeyFigure:
    checked = [s for s in rated.services if s.subject.keys_checked]
    return _share(
        ("keys_checked", "Geprüfte Schlüssel", SERVICES,
         "Schlüssel am FIM-Portal geprüft, von allen gemeldeten Leistungen"),
        rated.services, checked, len(checked),
    )  # fmt: skip
