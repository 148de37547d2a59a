"""One view per OZG-ID on the services that belong to it (ozg-process.md 2.4, 9.4)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessments.rated import CONFORM_FROM, ONLINE_FROM

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assessments.rated import ServiceResult


@dataclass(frozen=True, slots=True)
class Bundle:
    """The own services of one OZG-ID. Only rated ones count; without any there is no value.

    The federal rule also asks that the service is available in one municipality somewhere; that
    cannot be known here and belongs into a footnote.
    """

    ozg_id: str
    services: tuple[ServiceResult, ...]
    """All of them, also those that are not rated."""
    rated: int
    is_online: bool
    """At least one reaches `online_from`, by its level alone."""
    best: int | None
    worst: int | None
    online: float | None
    """Share that reaches `online_from`, 0 to 1, unrounded."""
    conform: float | None
    """Share that reaches `conform_from`, 0 to 1, unrounded."""


def bundles(services: Iterable[ServiceResult]) -> tuple[Bundle, ...]:
    """Return one bundle per OZG-ID in ascending order; services without one belong to none."""
    by_id: defaultdict[str, list[ServiceResult]] = defaultdict(list)
    for service in services:
        if service.subject.ozg_id:
            by_id[service.subject.ozg_id].append(service)
    return tuple(_bundle(ozg_id, by_id[ozg_id]) for ozg_id in sorted(by_id, key=_by_number))


def _by_number(ozg_id: str) -> tuple[int, str]:
    return (int(ozg_id) if ozg_id.isdecimal() else 0, ozg_id)


def _bundle(ozg_id: str, services: list[ServiceResult]) -> Bundle:
    rated = [s for s in services if s.counted and s.score.secured is not None]
    levels = [s.score.secured for s in rated if s.score.secured is not None]
    online = sum(s.reaches(ONLINE_FROM) for s in rated)
    conform = sum(s.reaches(CONFORM_FROM) for s in rated)
    return Bundle(
        ozg_id=ozg_id,
        services=tuple(services),
        rated=len(rated),
        is_online=online > 0,
        best=max(levels, default=None),
        worst=min(levels, default=None),
        online=online / len(rated) if rated else None,
        conform=conform / len(rated) if rated else None,
    )
