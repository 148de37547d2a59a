"""The smallest set of criteria that brings enough subjects to a level (contract 4.3).

Up to `EXACT` criteria every set is looked at, without judging a single answer: subjects are
counted per set through sums over subsets. Beyond that the set is built step by step, and a bound
tells how small it could be at best.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from heapq import nlargest
from itertools import chain, combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from assessments.requirements import Ways

EXACT = 20
"""Most criteria for which every set is looked at."""
_TRIED = 64
"""Steps that are weighed against each other where there are more criteria."""


@dataclass(frozen=True, slots=True)
class SmallestSet:
    """A set of criteria and what it brings."""

    questions: tuple[str, ...]
    """In the order of the definition."""
    reaches: int
    """Subjects at the level when these are fulfilled, those already there included."""
    exact: bool
    bound: int
    """No smaller set can do it; the size of the set where it is exact."""


@dataclass(frozen=True, slots=True)
class Order:
    """How criteria are told apart when sets are equally small."""

    ids: Sequence[str]
    """In the order of the definition."""
    own: Collection[str]
    """Criteria that the city can mostly fulfil itself: the set with more of them is taken."""


def smallest_set(
    subjects: Mapping[Ways, int], order: Order, at_least: int | None = None
) -> SmallestSet:
    """Return a smallest set with which at least so many subjects reach the level.

    `subjects` counts subjects by their ways to the level (of no way: they never reach it).
    Without `at_least` as many as all criteria together bring; if no set brings so many, as many
    as can be reached.
    """
    counts = _Counts(subjects, order)
    everything = counts.of(counts.full)
    goal = everything if at_least is None else at_least
    if goal >= everything and not counts.harmful:
        return counts.described(counts.union, exact=True)
    if len(counts.names) <= EXACT:
        return counts.described(_among_all(counts, goal), exact=True)
    return counts.described(_step_by_step(counts, goal), exact=False, goal=goal)


class _Counts:
    """How many subjects reach the level with which set; a set is a bit mask over `names`.

    The alphabetically first name has the highest bit: of equally large sets the one that comes
    first is the largest number.
    """

    def __init__(self, subjects: Mapping[Ways, int], order: Order) -> None:
        found = [(way, n) for ways, n in subjects.items() for way in ways]
        used = frozenset(chain.from_iterable(w.needed | w.harmful for w, _ in found))
        self.names = tuple(q for q in order.ids if q in used)
        self._bits = {
            name: 1 << place for place, name in enumerate(sorted(self.names, reverse=True))
        }
        self._own = self._mask(q for q in self.names if q in order.own)
        self.full = (1 << len(self.names)) - 1
        self.harmful = any(way.harmful for way, _ in found)
        self.sizes = sorted(
            chain.from_iterable(
                [min(len(way.needed) for way in ways)] * n for ways, n in subjects.items() if ways
            )
        )
        """Of every subject that can reach the level, how many criteria it needs at least."""
        self.weights: Counter[int] = Counter()
        """The subjects that reach the level with a set are the sum over all its subsets."""
        self.needed = frozenset(self._mask(way.needed) for way, _ in found)
        self.union = self._mask({name for way, _ in found for name in way.needed})
        for way, n in found:
            for some, sign in _signed(way.harmful):
                self.weights[self._mask(way.needed | some)] += sign * n

    def _mask(self, names: Iterable[str]) -> int:
        return sum(self._bits[name] for name in names)

    def of(self, mask: int) -> int:
        """Return how many subjects reach the level with this set."""
        return sum(n for needed, n in self.weights.items() if needed & mask == needed)

    def table(self) -> list[int]:
        """Return the same for every set, by its mask."""
        sums = [self.weights.get(mask, 0) for mask in range(self.full + 1)]
        for place in range(len(self.names)):
            half = 1 << place
            for start in range(0, len(sums), 2 * half):
                low, high = sums[start : start + half], sums[start + half : start + 2 * half]
                sums[start + half : start + 2 * half] = map(int.__add__, low, high)
        return sums

    def rank(self, mask: int) -> tuple[int, int, int]:
        """Return what sets are compared by: size, own criteria, the alphabet."""
        return mask.bit_count(), -(mask & self._own).bit_count(), -mask

    def described(self, mask: int, *, exact: bool, goal: int = 0) -> SmallestSet:
        """Return a set as others read it."""
        questions = tuple(name for name in self.names if mask & self._bits[name])
        bound = len(questions) if exact else self._bound(goal)
        return SmallestSet(questions, self.of(mask), exact, bound)

    def _bound(self, goal: int) -> int:
        """Return how many criteria the subject needs that is the last one missing at best."""
        if not self.sizes or goal <= 0:
            return 0
        return self.sizes[min(goal, len(self.sizes)) - 1]


def _signed(names: frozenset[str]) -> Iterator[tuple[frozenset[str], int]]:
    """Yield all subsets with their sign: so counts without any of them become sums."""
    for size in range(len(names) + 1):
        for some in combinations(names, size):
            yield frozenset(some), -1 if size % 2 else 1


def _among_all(counts: _Counts, goal: int) -> int:
    table = counts.table()
    goal = min(goal, max(table))
    return min((mask for mask, n in enumerate(table) if n >= goal), key=counts.rank)


def _step_by_step(counts: _Counts, goal: int) -> int:
    """Return a set that grows by what brings most subjects per criterion, then is thinned out."""
    chosen, reached = 0, counts.of(0)
    while reached < goal:
        left = Counter[int]()
        for mask, n in counts.weights.items():
            left[mask & ~chosen] += n
        steps = frozenset(mask & ~chosen for mask in counts.needed) - {0}
        promising = nlargest(_TRIED, steps, key=lambda x: (left[x] / x.bit_count(), x))
        best = max((_gain(left, step), step) for step in promising) if promising else (0, 0)
        if best[0] <= 0:
            break
        chosen |= best[1]
        reached = counts.of(chosen)
    return _thinned(counts, chosen, min(goal, reached))


def _gain(left: Counter[int], step: int) -> float:
    """Return how many subjects per criterion a step brings."""
    brought = sum(n for mask, n in left.items() if mask and mask & step == mask)
    return brought / step.bit_count()


def _thinned(counts: _Counts, chosen: int, goal: int) -> int:
    """Return the set without what it can do without."""
    for place in range(len(counts.names)):
        without = chosen & ~(1 << place)
        if counts.of(without) >= goal:
            chosen = without
    return chosen
