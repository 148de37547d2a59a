"""What one subject needs for a level: which criteria have to be fulfilled, and no other ones.

Criteria are walked through in the order in which they depend on each other. When one's turn
comes, its fate is settled: unfulfilled, it keeps the level away, whatever comes later. So a
subject needs one certain set of criteria, and a few judgements find it instead of one per set.

Seen at best, an open criterion may stay open, but to fulfil it may bring up a question with a
kept answer that fails. There the way forks, and a subject may have several ways.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assessments.fulfilment import Walk, fulfil
from assessments.gates import GateState
from questionnaires.conditions import Truth

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assessments.fulfilling_answers import FulfillingAnswers
    from assessments.gates import Judgement


@dataclass(frozen=True, slots=True)
class Way:
    """Leads to a level when `needed` is fulfilled and nothing of `harmful` is."""

    needed: frozenset[str] = frozenset()
    harmful: frozenset[str] = frozenset()


Ways = tuple[Way, ...]
"""Ways that exclude each other; none where criteria alone do not lead to the level."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What lifts one subject. Subjects with the same answers share it."""

    next_level: int | None
    """The first existing level above the secured one."""
    lifting: frozenset[str] | None
    """The criteria that lift it to the next level; None where they alone do not."""
    at_best: frozenset[str]
    """The unfulfilled criteria of which each, fulfilled alone, makes the next level possible."""
    goal: int | None
    """The first existing level from the one asked for on."""
    ways: Ways
    """To the level asked for, surely."""
    ways_at_best: Ways
    """To the level asked for, if what is open turns out well."""


def outlook(
    judgement: Judgement, missing: Iterable[str], level: int, answers: FulfillingAnswers
) -> Outlook:
    """Return what lifts a subject, towards its own next level and towards a given one.

    `missing` are the questions that its score says are missing for the next level.
    """
    criteria = judgement.plan.criteria.downstream
    next_level = _first_above(judgement, judgement.secured())
    goal = _first_above(judgement, level - 1)
    found = _to(judgement, next_level, answers)
    sure = found if goal == next_level else _to(judgement, goal, answers)
    return Outlook(
        next_level=next_level,
        lifting=found.ways[0].needed if found.ways else None,
        at_best=_at_best(judgement, next_level, [m for m in missing if m in criteria], answers),
        goal=goal,
        ways=sure.ways,
        ways_at_best=(sure if sure.final else _to(judgement, goal, answers, at_best=True)).ways,
    )


def _first_above(judgement: Judgement, level: int | None) -> int | None:
    if level is None:
        return None
    return next((x.number for x in judgement.existing_levels() if x.number > level), None)


def _to(
    judgement: Judgement, goal: int | None, answers: FulfillingAnswers, *, at_best: bool = False
) -> _Found:
    """Return the ways to a level; none to one that does not exist."""
    reached = judgement.possible() if at_best else judgement.secured()
    if goal is None or reached is None:
        return _Found((), final=True)
    if reached >= goal:
        return _Found((Way(),), final=True)
    search = _Search(goal, answers, at_best, certain=_certain(judgement, goal))
    ways = search.from_here(Walk(judgement), judgement.plan.criteria.order)
    return _Found(ways, final=bool(ways) and not search.opened)


def _at_best(
    judgement: Judgement,
    next_level: int | None,
    missing: Iterable[str],
    answers: FulfillingAnswers,
) -> frozenset[str]:
    """Return the missing criteria that make the next level possible, each fulfilled alone."""
    if next_level is None:
        return frozenset()
    if (judgement.possible() or 0) >= next_level:
        return frozenset(missing)
    criteria = judgement.plan.criteria
    failing = {
        gate.question
        for gate in judgement.plan.gates[next_level]
        if judgement.standing(gate.question, next_level) is GateState.NOT_MET
    }
    return frozenset(
        one
        for one in missing
        if failing - {one} <= criteria.downstream[one]
        and (fulfil(judgement, [one], next_level, answers).possible() or 0) >= next_level
    )


@dataclass(frozen=True, slots=True)
class _Found:
    ways: Ways
    final: bool
    """Whether nothing open was met, so that at best the ways are the same."""


@dataclass(slots=True)
class _Search:
    level: int
    answers: FulfillingAnswers
    at_best: bool
    certain: bool
    """Whether nothing is left to fail when every criterion that has to be is fulfilled."""
    opened: bool = False
    """Whether something open was to be fulfilled."""

    def from_here(self, walk: Walk, ahead: tuple[str, ...]) -> Ways:
        """Return the ways to the level that are left when only these criteria lie ahead."""
        needed: set[str] = set()
        for place, one in enumerate(ahead):
            judgement = walk.before(one)
            state = judgement.standing(one, self.level)
            if state in (GateState.MET, GateState.VOID):
                continue
            self.opened = self.opened or state is GateState.OPEN
            changes = self.answers.search(judgement, one, self.level)
            self.certain = self.certain and one not in judgement.plan.criteria.conditional
            if state is GateState.OPEN and self.at_best:
                if changes and judgement.plan.criteria.downstream[one]:
                    aside = walk.fork()
                    aside.change(one, changes)
                    rest = ahead[place + 1 :]
                    ways = _forked(one, self.from_here(walk, rest), self.from_here(aside, rest))
                    return tuple(replace(w, needed=w.needed | needed) for w in ways)
                continue
            if not changes:
                return ()
            walk.change(one, changes)
            needed.add(one)
        reached = self.certain or self._reached(walk.now())
        return (Way(frozenset(needed)),) if reached else ()

    def _reached(self, judgement: Judgement) -> bool:
        reached = judgement.possible() if self.at_best else judgement.secured()
        return reached is not None and reached >= self.level


def _certain(judgement: Judgement, goal: int) -> bool:
    """Return whether what is met stays met: the levels are known, no criterion depends on a later.

    Then a criterion that is fulfilled when its turn comes is met, and nothing is left to fail.
    """
    plan = judgement.plan
    return plan.criteria.ordered and all(
        judgement.exists(x) is not Truth.UNKNOWN for x in plan.levels if x.number <= goal
    )


def _forked(one: str, without: Ways, within: Ways) -> Ways:
    """Return the ways that leave a criterion open or fulfil it; as they are where it is equal."""
    if without == within:
        return without
    return (
        *(replace(way, harmful=way.harmful | {one}) for way in without),
        *(replace(way, needed=way.needed | {one}) for way in within),
    )
