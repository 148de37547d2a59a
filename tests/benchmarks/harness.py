"""Measuring both sides in one run: interleaved, at least five repeats, medians, a printed limit.

A benchmark is a module with `measure() -> list[Line]`. Ratios are ours / bare, measured in the
same run; bare figures in milliseconds stand beside them. Nothing here is a test: `.ci/run` prints
the table and goes on, by hand the exit code says whether a limit was passed.
"""

from __future__ import annotations

import gc
import statistics
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

REPEATS, FEWER = 5, 3
SLOW = 20.0
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table. `limit` bounds `value`, both in `unit` („×“, „ms“, „s“)."""

    what: str
    value: float
    limit: float
    unit: str
    bare: str = ""
    """The other side's figure in words."""
    at_least: bool = False
    """The limit is a lower one („at least 2 × faster“)."""

    @property
    def holds(self) -> bool:
        """Whether the value keeps to the limit."""
        return self.value >= self.limit if self.at_least else self.value <= self.limit


def seconds(work: Callable[[], object]) -> float:
    """Return how long one call takes, in seconds."""
    gc.collect()
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def in_turn(*sides: Callable[[], object], repeats: int = REPEATS) -> tuple[float, ...]:
    """Return the median seconds of every side, run in turn; one unmeasured round before.

    Where one side alone takes longer than `SLOW`, the rounds are `FEWER`, and that is said.
    """
    if max(seconds(side) for side in sides) > SLOW:
        print(f"  slow: {FEWER} repeats instead of {repeats}", file=sys.stderr, flush=True)
        repeats = FEWER
    rounds = [[seconds(side) for side in sides] for _ in range(repeats)]
    return tuple(statistics.median(side) for side in zip(*rounds, strict=True))


def pair(
    ours: Callable[[], object], bare: Callable[[], object], repeats: int = REPEATS
) -> tuple[float, float]:
    """Return the median seconds of two sides (see `in_turn`)."""
    first, second = in_turn(ours, bare, repeats=repeats)
    return first, second


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which this share of the values lies (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def table(lines: Sequence[Line]) -> str:
    """Return the lines as a table for people."""
    rows = [("what", "measured", "limit", "bare figure", "")]
    for line in lines:
        sign = "≥" if line.at_least else "≤"
        rows.append(
            (
                line.what,
                f"{line.value:.2f} {line.unit}",
                f"{sign} {line.limit:g} {line.unit}",
                line.bare,
                "" if line.holds else "over the limit",
            )
        )
    widths = [max(len(row[i]) for row in rows) for i in range(5)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
