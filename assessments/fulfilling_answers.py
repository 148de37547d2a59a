"""The answer that fulfils a criterion up to a level (contract 4.3).

It is the first one, in the order of the options, that meets all gates of the question up to that
level; of a list the first code that does, else the smallest such list; of a date the Stichtag;
texts are filled; of numbers the smallest named in a gate. What is answered and does stays.
"""

from __future__ import annotations

from itertools import chain, combinations, islice, product
from typing import TYPE_CHECKING

from assessments.dependencies import references
from assessments.gates import GateState
from assessments.model import is_open
from questionnaires.condition_nodes import Equal
from questionnaires.condition_values import Number, SettingOperand, Truth, codes, walk
from questionnaires.conditions import Absent
from questionnaires.model import UNKNOWN, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from assessments.gates import Judgement
    from questionnaires.model import Field, Gate, Question, SettingValue, Value

Changes = dict[str, "Value"]
"""Field id -> the value to set."""

FILLED = "…"
"""Stands for any text."""

_MOST_TRIED = 20_000
"""Combinations of answers that are tried for one criterion; a list of fourteen codes has fewer."""


class FulfillingAnswers:
    """Finds the answers that fulfil criteria; remembers what is the same for every subject."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], Changes | None] = {}

    def find(self, judgement: Judgement, question_id: str, level: int) -> Changes | None:
        """Return what to change so that a criterion is fulfilled up to a level.

        Nothing where it is, or where none of its gates up to the level applies; None where no
        answer can, because it is not asked or depends on something else.
        """
        if judgement.standing(question_id, level) in (GateState.MET, GateState.VOID):
            return {}
        return self.search(judgement, question_id, level)

    def search(self, judgement: Judgement, question_id: str, level: int) -> Changes | None:
        """Return what to change about a criterion that is known not to be fulfilled."""
        question = judgement.plan.questions[question_id]
        if judgement.holds(question.show_if) is not Truth.TRUE:
            return None
        gates = tuple(g for g in question.gates if g.level <= level)
        fields = _fields(question, gates)
        if len(fields) == 1 and {fields[0].id}.issuperset(references(g.meets for g in gates)):
            return self._alone(judgement, fields[0], gates)
        return _first(judgement, gates, _combined(judgement, fields, gates))

    def _alone(self, judgement: Judgement, field: Field, gates: tuple[Gate, ...]) -> Changes | None:
        """Return the answer to a question that is judged by nothing but its one field."""
        settings = {name for g in gates for name in g.meets.settings}
        key = (
            id(judgement.plan),
            gates[0].question,
            len(gates),
            judgement.stichtag,
            *((name, str(judgement.setting(name))) for name in sorted(settings)),
        )
        if key not in self._known:
            tried = ({field.id: value} for value in _values(judgement, field, gates))
            self._known[key] = _first(judgement, gates, tried)
        return self._known[key]


def _fields(question: Question, gates: Iterable[Gate]) -> tuple[Field, ...]:
    """Return the fields of a question that its gates are judged by, the main one first."""
    judged = {n for g in gates for n in (*g.needs, *g.meets.references)}
    return tuple(f for f in question.answer_fields if f is question.main or f.id in judged)


def _first(judgement: Judgement, gates: Sequence[Gate], tried: Iterable[Changes]) -> Changes | None:
    return next(
        (
            changes
            for changes in islice(tried, _MOST_TRIED)
            if _meets(judgement.with_values(changes), gates)
        ),
        None,
    )


def _meets(judgement: Judgement, gates: Sequence[Gate]) -> bool:
    return all(
        gate.meets.evaluate(judgement) is Truth.TRUE
        and all(judgement.find(need) is not Absent.OPEN for need in gate.needs)
        for gate in gates
    )


def _combined(
    judgement: Judgement, fields: Sequence[Field], gates: Sequence[Gate]
) -> Iterator[Changes]:
    """Yield changes of several fields; what is answered stays as long as it can."""
    needed = {need for gate in gates for need in gate.needs}
    choices: list[list[Value | None]] = []
    for field in fields:
        answered = not is_open(judgement.values.get(field.id))
        stays: list[Value | None] = [None] if answered or field.id not in needed else []
        if field.kind is Kind.TEXT and answered:
            choices.append(stays)
        else:
            choices.append([*stays, *_values(judgement, field, gates)])
    for chosen in product(*choices):
        yield {
            field.id: value
            for field, value in zip(fields, chosen, strict=True)
            if value is not None
        }


def _values(judgement: Judgement, field: Field, gates: Sequence[Gate]) -> Iterator[Value]:
    """Yield the answers that a field may get, in the order in which they are preferred."""
    options = [option.code for option in field.options if option.code != UNKNOWN]
    if field.kind is Kind.MULTI:
        return _lists(field, options)
    first: Iterable[Value] = ()
    if field.kind is Kind.DATE:
        first = (judgement.stichtag,)
    elif field.kind is Kind.NUMBER:
        first = _numbers(judgement, field, gates)
    elif field.kind is Kind.TEXT:
        first = (FILLED,)
    return chain(first, options)


def _lists(field: Field, options: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield single codes, then ever larger lists of codes that may stand together."""
    together = [o.code for o in field.options if o.code != UNKNOWN and not o.exclusive]
    return chain(
        ((code,) for code in options),
        *(combinations(together, size) for size in range(2, len(together) + 1)),
    )


def _numbers(judgement: Judgement, field: Field, gates: Sequence[Gate]) -> Iterator[int | float]:
    """Yield the numbers around which a gate may turn, within the bounds, smallest first."""
    named: set[float] = set()
    for part in chain.from_iterable(walk(gate.meets.root) for gate in gates):
        if isinstance(part, Number):
            named.add(part.value)
        elif isinstance(part, Equal):
            named |= part.numbers
        elif isinstance(part, SettingOperand):
            named |= _as_numbers(judgement.setting(part.name))
    named = {n + step for n in named for step in (-1, 0, 1)} | {0}
    low, high = field.minimum, field.maximum
    named |= {bound for bound in (low, high) if bound is not None}
    for number in sorted(named):
        if (low is None or number >= low) and (high is None or number <= high):
            yield int(number) if number == int(number) else number


def _as_numbers(setting: SettingValue) -> set[float]:
    return {float(text) for text in codes(setting) if text.replace(".", "", 1).isdigit()}
