"""The levers of a chart: what lifts services to their next level, own ones first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessments.lacking import lacks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assessments.results import ServiceResult

_MOST = 5
"""Levers that are shown; the table of measures is for the rest."""


@dataclass(frozen=True, slots=True)
class Lever:
    """One question that holds services back, towards the next level of each.

    `own` and `others` count the services that lack nothing but this: whose owner can remove it
    inside the city, or outside.
    """

    question: str
    short: str
    level: int
    own: int
    others: int
    holds_back: int
    """Services that lack it, alone or among others."""
    open: int
    """Of these, where the question is not answered yet."""

    @property
    def lifts(self) -> int:
        """Services that rise if this alone is fulfilled."""
        return self.own + self.others

    @property
    def label(self) -> str:
        """Its short name and the level it belongs to."""
        return f"{self.short} · Stufe {self.level}"


def levers(services: Iterable[ServiceResult]) -> tuple[Lever, ...]:
    """Return every question that holds a counted service back: own first, strongest first."""
    found = (
        Lever(
            x.question, x.short, x.level, x.alone - x.alone_external, x.alone_external,
            x.holds_back, x.open,
        )
        for x in lacks(services)
    )  # fmt: skip
    return tuple(sorted(found, key=_strongest_first))


def strongest(found: Iterable[Lever]) -> tuple[Lever, ...]:
    """Return the few levers worth a bar: those that lift; where none does, those that hold back."""
    every = tuple(found)
    lifting = tuple(one for one in every if one.lifts)
    return (lifting or tuple(sorted(every, key=lambda one: -one.holds_back)))[:_MOST]


def _strongest_first(lever: Lever) -> tuple[bool, int, int, int, str]:
    others_first = lever.others > lever.own
    return others_first, -lever.lifts, -lever.holds_back, lever.level, lever.question
