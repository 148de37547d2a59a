"""Which answers the fate of a criterion depends on (a criterion is a question with a gate)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from questionnaires.conditions import LEVEL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from questionnaires.conditions import Condition
    from questionnaires.model import Question, Questionnaire


@dataclass(frozen=True, slots=True)
class Criteria:
    """The criteria of a questionnaire and how they hang together."""

    ids: tuple[str, ...]
    """In the order of the definition."""
    order: tuple[str, ...]
    """Each one after those it depends on, else in the order of the definition."""
    upstream: Mapping[str, frozenset[str]]
    """Criterion -> the other criteria on whose answers its own fate depends."""
    downstream: Mapping[str, frozenset[str]]
    """Criterion -> the other criteria whose fate depends on its answer."""
    ordered: bool
    """Whether `order` keeps its promise and the levels there are depend on no criterion. Two
    criteria that depend on each other break it."""
    conditional: frozenset[str]
    """Criteria with a gate whose own condition an open answer may leave undecided."""
    inputs: tuple[str, ...]
    """Everything that may move a level: subjects with the same values here stand alike.
    Field ids and ids of facts."""


def references(conditions: Iterable[Condition | None]) -> Iterator[str]:
    """Yield what conditions ask for."""
    return (r for c in conditions if c is not None for r in sorted(c.references))


def behind(questionnaire: Questionnaire, reference: str) -> Iterable[str]:
    """Return what the visibility of a field, or a derived value, depends on directly."""
    derived = questionnaire.derived_by_id.get(reference)
    if derived is not None:
        return references(case.when for case in derived.cases)
    if reference not in questionnaire.fields:
        return ()
    return references(
        (questionnaire.question_of[reference].show_if, questionnaire.fields[reference].show_if)
    )


def everything_behind(questionnaire: Questionnaire, names: Iterable[str]) -> dict[str, None]:
    """Return these references and all that they depend on, each once."""
    found = dict.fromkeys(names)
    waiting = list(found)
    while waiting:
        fresh = [r for r in behind(questionnaire, waiting.pop()) if r not in found]
        found.update(dict.fromkeys(fresh))
        waiting += fresh
    return found


def criteria_of(questionnaire: Questionnaire) -> Criteria:
    """Return the criteria of a questionnaire."""
    criteria = [q for q in questionnaire.questions.values() if q.gates]
    ids = tuple(q.id for q in criteria)
    moving = {q.id: everything_behind(questionnaire, _asked_by(questionnaire, q)) for q in criteria}
    upstream = {q.id: _questions(questionnaire, moving[q.id], ids) - {q.id} for q in criteria}
    order, ordered = _in_order(ids, upstream)
    levels = everything_behind(questionnaire, references(x.exists_if for x in questionnaire.levels))
    inputs = dict.fromkeys((*(name for q in criteria for name in moving[q.id]), *levels))
    return Criteria(
        ids=ids,
        order=order,
        upstream=upstream,
        downstream={
            one: frozenset(other for other in ids if one in upstream[other]) for one in ids
        },
        ordered=ordered and not _questions(questionnaire, levels, ids),
        conditional=frozenset(g.question for g in questionnaire.gates if g.when is not None),
        inputs=tuple(name for name in inputs if name not in (*questionnaire.derived_by_id, LEVEL)),
    )


def _asked_by(questionnaire: Questionnaire, question: Question) -> Iterator[str]:
    """Yield what a criterion is judged by: its answer, its gates, the levels there are."""
    if question.main in question.answer_fields:
        yield question.main.id
    for gate in question.gates:
        yield from gate.needs
        yield from references((gate.meets, gate.when))
    lowest = min(x.number for x in questionnaire.levels)
    decisive = {lowest, *(gate.level for gate in question.gates)}
    yield from references(x.exists_if for x in questionnaire.levels if x.number in decisive)
    yield from references((question.show_if, *(f.show_if for f in question.fields)))


def _questions(
    questionnaire: Questionnaire, names: Iterable[str], ids: tuple[str, ...]
) -> frozenset[str]:
    known = tuple(names)
    if LEVEL in known:
        return frozenset(ids)
    owners = {questionnaire.question_of[n].id for n in known if n in questionnaire.question_of}
    return frozenset(owners) & frozenset(ids)


def _in_order(
    ids: tuple[str, ...], upstream: Mapping[str, frozenset[str]]
) -> tuple[tuple[str, ...], bool]:
    order: list[str] = []
    waiting = list(ids)
    while waiting:
        done = frozenset(order)
        ready = next((one for one in waiting if upstream[one] <= done), None)
        if ready is None:
            return (*order, *waiting), False
        order.append(ready)
        waiting.remove(ready)
    return tuple(order), True
