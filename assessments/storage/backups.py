"""Backups beside a file: when one is due, which are kept, which is the newest."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from assessments.storage.places import backup_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

INTERVAL = timedelta(minutes=30)
"""At closing a backup is made if the last one is at least this old."""
DAYS, WEEKS, MONTHS = 12, 10, 9
"""How many days, weeks and months keep one backup each, the newest (reliability C3)."""

_STAMP = "%Y-%m-%d_%H%M%S"


@dataclass(frozen=True, slots=True, order=True)
class Backup:
    """A copy of a file. `at` is the wall clock's time, without a zone, as in its name."""

    at: datetime
    path: Path


def backup_path(path: Path, now: datetime) -> Path:
    """Return where a backup made now goes; one of the same second has another name."""
    stem = f"{path.stem}_{now.strftime(_STAMP)}"
    folder = backup_folder(path)
    candidate, number = folder / f"{stem}{path.suffix}", 1
    while candidate.exists():
        number += 1
        candidate = folder / f"{stem}-{number}{path.suffix}"
    return candidate


def backups_of(path: Path) -> tuple[Backup, ...]:
    """Return the backups of a file, newest first."""
    pattern = re.compile(
        rf"{re.escape(path.stem)}_(\d{{4}}-\d\d-\d\d_\d{{6}})(-\d+)?{re.escape(path.suffix)}"
    )
    found = []
    with suppress(OSError):
        for candidate in backup_folder(path).iterdir():
            match = pattern.fullmatch(candidate.name)
            if match:
                with suppress(ValueError):
                    found.append(Backup(datetime.strptime(match[1], _STAMP), candidate))  # noqa: DTZ007
    return tuple(sorted(found, reverse=True))


def newest_backup(path: Path) -> Path | None:
    """Return the newest backup of a file, None if there is none."""
    found = backups_of(path)
    return found[0].path if found else None


def is_due(path: Path, now: datetime) -> bool:
    """Return whether closing the file should make a backup.

    One from the future (the clock was put back) counts as old: better one too many.
    """
    found = backups_of(path)
    return not found or not timedelta() <= _wall(now) - found[0].at < INTERVAL


def thin_out(path: Path, now: datetime) -> None:
    """Remove backups that the ladder does not keep; one in use is left for the next time."""
    found = backups_of(path)
    kept = to_keep((b.at for b in found), now)
    for backup in found:
        if backup.at not in kept:
            with suppress(OSError):
                backup.path.unlink()


def to_keep(times: Iterable[datetime], now: datetime) -> frozenset[datetime]:
    """Return which of the backups stay: of today the newest of each half hour, then the newest
    of each of the last 12 days that have one, of 10 weeks before these, of 9 months before these.
    """
    newest_first = sorted(set(times), reverse=True)
    today = _wall(now).date()
    of_today = [t for t in newest_first if t.date() >= today]
    kept = set(_newest_of_each(of_today, _half_hour, len(of_today)))
    rest = [t for t in newest_first if t.date() < today]
    for span, limit in ((_day, DAYS), (_week, WEEKS), (_month, MONTHS)):
        chosen = _newest_of_each(rest, span, limit)
        kept |= set(chosen)
        rest = [t for t in rest if t.date() < chosen[-1].date()]
    return frozenset(kept)


def _newest_of_each(
    newest_first: list[datetime], span: Callable[[datetime], tuple[int, ...]], limit: int
) -> list[datetime]:
    newest: dict[tuple[int, ...], datetime] = {}
    for time in newest_first:
        newest.setdefault(span(time), time)
    return list(newest.values())[:limit]


def _half_hour(time: datetime) -> tuple[int, ...]:
    return time.year, time.month, time.day, time.hour, time.minute // 30


def _day(time: datetime) -> tuple[int, ...]:
    return time.year, time.month, time.day


def _week(time: datetime) -> tuple[int, ...]:
    return tuple(time.isocalendar()[:2])


def _month(time: datetime) -> tuple[int, ...]:
    return time.year, time.month


def _wall(now: datetime) -> datetime:
    return now.replace(tzinfo=None)
