"""What services lack for their next level, question by question."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assessments.gates import GateState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assessments.results import ServiceResult


@dataclass(slots=True)
class Lack:
    """One question that keeps services from their next level."""

    question: str
    level: int
    short: str
    holds_back: int = 0
    """Services that lack it, alone or among others."""
    external: int = 0
    """Of these, where somebody outside the city has to act."""
    open: int = 0
    """Of these, where the question is not answered yet."""
    alone: int = 0
    """Services that lack nothing else for their next level."""
    alone_external: int = 0
    """Of these, where somebody outside the city has to act."""
    owners: Counter[str] = field(default_factory=Counter)
    """Owner code -> services held back."""

    @property
    def own(self) -> bool:
        """Whether at most half of the services need somebody outside (contract 4.3)."""
        return 2 * self.external <= self.holds_back


def lacks(services: Iterable[ServiceResult]) -> tuple[Lack, ...]:
    """Return what counted services lack: what the city can do itself first, strongest first."""
    found: dict[tuple[str, int], Lack] = {}
    for service in services:
        missing = service.score.missing if service.counted else ()
        alone = len(missing) == 1
        for one in missing:
            place = (one.question, one.level)
            lack = found.setdefault(place, Lack(one.question, one.level, one.short))
            external = one.owner in service.questionnaire.external_owners
            lack.holds_back += 1
            lack.external += external
            lack.open += one.state is GateState.OPEN
            lack.alone += alone
            lack.alone_external += alone and external
            lack.owners[one.owner] += 1
    return tuple(
        sorted(found.values(), key=lambda x: (not x.own, -x.alone, -x.holds_back, x.level))
    )
