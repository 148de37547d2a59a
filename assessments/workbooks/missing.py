"""What services of a hand-in lack for their next level, question by question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessments.gates import GateState

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
    counts: dict[tuple[str, str, int], list[int]] = {}
    for service in services:
        if not service.counted:
            continue
        missing = service.score.missing
        for lack in missing:
            external = lack.owner in service.questionnaire.external_owners
            count = counts.setdefault((lack.question, lack.short, lack.level), [0, 0, 0, 0])
            count[int(external)] += len(missing) == 1
            count[2] += 1
            count[3] += lack.state is GateState.OPEN
    found = (Lever(*place, *count) for place, count in counts.items())
    return tuple(sorted(found, key=_strongest_first))


def strongest(found: Iterable[Lever]) -> tuple[Lever, ...]:
    """Return the few levers worth a bar: those that lift; where none does, those that hold back."""
    every = tuple(found)
    lifting = tuple(one for one in every if one.lifts)
    return (lifting or tuple(sorted(every, key=lambda one: -one.holds_back)))[:_MOST]


def _strongest_first(lever: Lever) -> tuple[bool, int, int, int, str]:
    others_first = lever.others > lever.own
    return others_first, -lever.lifts, -lever.holds_back, lever.level, lever.question
