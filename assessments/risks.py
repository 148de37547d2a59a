"""The risk that knowledge is lost when people give a task away (ozg-process.md 5.8).

It is computed from two head counts and nothing else: no names, no ages, no dates. The counts stay
in the department's file; only the class leaves it (contract 2).
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from assessments.roles import Roles

if TYPE_CHECKING:
    from assessments.gates import Judgement

PROFILED = "profiled"
"""Mark from which the written form lowers the risk by one class (D3)."""


class Risk(StrEnum):
    """The classes; the words are those of the exchange format."""

    NONE = "keins"
    LOW = "gering"
    MEDIUM = "mittel"
    HIGH = "hoch"
    UNKNOWN = "unbekannt"
    """Listed by itself, never counted as low."""

    @property
    def points(self) -> int | None:
        """0 to 3, as the priority counts it; None where the class is not known."""
        return None if self is Risk.UNKNOWN else _BY_POINTS.index(self)


_BY_POINTS = (Risk.NONE, Risk.LOW, Risk.MEDIUM, Risk.HIGH)


def risk_of(able: float | None, leaving: float | None, *, profiled: bool) -> Risk:
    """Return the class: `able` people can do the process alone, `leaving` of them give it away.

    `profiled`: the process has its fact sheet, so that what leaves is partly written down.
    """
    if able is None or leaving is None:
        return Risk.UNKNOWN
    rest = able - leaving
    points = 3 if rest < 1 else 2 if rest < 2 else 1
    return _BY_POINTS[points - profiled]


def risk_in(judgement: Judgement, handed_in: str = "") -> Risk:
    """Return the class of a process; without the head counts, the one that was handed in."""
    find = Roles(judgement)
    computed = risk_of(
        find.number("people_able"),
        find.number("people_leaving"),
        profiled=find.reaches(PROFILED),
    )
    if computed is Risk.UNKNOWN and handed_in in frozenset(Risk):
        return Risk(handed_in)
    return computed
