"""Which process is modelled first: points, class, and the department's own choice beside it.

Five criteria with 0 to 3 points each (ozg-process.md 5.7). What is known is scaled to 15 points; a
criterion that is not known counts neither for nor against.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from assessments.risks import PROFILED, Risk
from assessments.roles import Roles

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from assessments.gates import Judgement
    from assessments.model import Subject


class PriorityClass(StrEnum):
    """The classes; the words are those of the exchange format."""

    A = "A"
    B = "B"
    C = "C"
    UNDETERMINED = "noch nicht bestimmbar"


class Criterion(StrEnum):
    """What the points are given for."""

    EFFORT = "effort"
    """Hours of work in a year."""
    POTENTIAL = "potential"
    RISK = "risk"
    DUTY = "duty"
    UNITS = "units"


@dataclass(frozen=True, slots=True)
class Inputs:
    """What is known of a process; None where it is not."""

    runs: float | None = None
    """In a year."""
    minutes: float | None = None
    """Of work per run."""
    potential: int | None = None
    """0 to 3, as answered."""
    risk: Risk = Risk.UNKNOWN
    duty: int | None = None
    """0 to 3, as answered."""
    units: float | None = None
    """Units that take part, the own one included."""
    profiled: bool = False
    """Whether the process has its fact sheet (D3 or more)."""


@dataclass(frozen=True, slots=True)
class Priority:
    """The class that follows from the answers, and the department's own; both are kept."""

    computed: PriorityClass
    points: float | None
    """0 to 15 with one decimal, half up; None while the class cannot be determined."""
    criteria: Mapping[Criterion, int | None]
    """Points per criterion, None where it is not known."""
    lifted: bool = False
    """Whether a high risk without a fact sheet lifted it from C to B."""
    own: PriorityClass | None = None
    reason: str = ""
    """Why the department places it otherwise."""

    @property
    def effective(self) -> PriorityClass:
        """What counts: the department's own class where there is one."""
        return self.own or self.computed

    @property
    def lacks_reason(self) -> bool:
        """Whether the own class differs from the computed one and nobody said why."""
        differs = self.own not in (None, self.computed)
        return differs and self.computed is not PriorityClass.UNDETERMINED and not self.reason


LEAST_KNOWN = 3
"""So many criteria must be known before a class is named."""
_SCALE = 15
_HIGHEST = 3
_FROM = ((10, PriorityClass.A), (6, PriorityClass.B))
_HOURS = (40, 400, 1600)
_UNITS = (2, 3, 5)
"""From such a value on there is one point, two, three."""


def prioritise(known: Inputs) -> Priority:
    """Return points and class of what is known."""
    criteria: dict[Criterion, int | None] = {
        Criterion.EFFORT: _effort(known.runs, known.minutes),
        Criterion.POTENTIAL: known.potential,
        Criterion.RISK: known.risk.points,
        Criterion.DUTY: known.duty,
        Criterion.UNITS: None if known.units is None else _reached(known.units, _UNITS),
    }
    points = [p for p in criteria.values() if p is not None]
    if len(points) < LEAST_KNOWN:
        return Priority(PriorityClass.UNDETERMINED, None, criteria)
    exact = Fraction(sum(points) * _SCALE, len(points) * _HIGHEST)
    class_ = next((c for least, c in _FROM if exact >= least), PriorityClass.C)
    lifted = class_ is PriorityClass.C and known.risk is Risk.HIGH and not known.profiled
    if lifted:
        class_ = PriorityClass.B
    return Priority(class_, _one_decimal(exact), criteria, lifted)


def priority_in(judgement: Judgement, risk: Risk) -> Priority:
    """Return the priority of a process, with the department's own class and reason."""
    find = Roles(judgement)
    computed = prioritise(
        Inputs(
            runs=find.number("runs_per_year"),
            minutes=find.number("minutes_per_run"),
            potential=_rating(find.text("potential")),
            risk=risk,
            duty=_rating(find.text("duty")),
            units=find.number("units_involved"),
            profiled=find.reaches(PROFILED),
        )
    )
    own = find.text("priority")
    return Priority(
        computed.computed,
        computed.points,
        computed.criteria,
        computed.lifted,
        PriorityClass(own) if own in frozenset(PriorityClass) else None,
        find.text("priority_reason"),
    )


def suggested_duty(services: Iterable[Subject]) -> str:
    """Return the code of the duty that follows from the linked services; empty without any.

    A service with a federal focus or of the EU's gateway has the highest one. Whether one is to be
    introduced within twelve months nobody but the department knows.
    """
    linked = tuple(services)
    if not linked:
        return ""
    return "3" if any(s.focus or s.sdg for s in linked) else "2"


def _effort(runs: float | None, minutes: float | None) -> int | None:
    if runs is None or minutes is None:
        return None
    return _reached(runs * minutes / 60, _HOURS)


def _reached(value: float, steps: Sequence[float]) -> int:
    return sum(value >= step for step in steps)


def _rating(code: str) -> int | None:
    return int(code) if code.isdecimal() else None


def _one_decimal(exact: Fraction) -> float:
    tenth = Decimal(exact.numerator) / Decimal(exact.denominator)
    return float(tenth.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP))
