"""Judging one set of answers: what is asked, which gate stands how, which levels exist.

Knows nothing of a particular questionnaire. A `Judgement` looks each thing up at most once.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from assessments.model import is_open
from questionnaires.conditions import LEVEL, Absent, Truth

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from assessments.plans import Plan
    from questionnaires.conditions import Condition
    from questionnaires.model import Derived, Gate, Level, SettingValue, Value


class GateState(StrEnum):
    """The four states of a gate; also the state of a level (contract 4, `score`)."""

    MET = "erfuellt"
    NOT_MET = "nicht"
    VOID = "entfaellt"
    OPEN = "offen"


_FALSE, _UNKNOWN, _TRUE = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE
_OPEN, _HIDDEN = Absent.OPEN, Absent.HIDDEN


@dataclass(frozen=True, slots=True)
class Judged:
    """How a gate stands, and the open questions that leave it open."""

    state: GateState
    blockers: tuple[str, ...] = ()


_STATES = {_FALSE: GateState.NOT_MET, _UNKNOWN: GateState.OPEN, _TRUE: GateState.MET}


class Judgement:
    """One set of answers under one questionnaire; implements `conditions.Lookup`."""

    def __init__(
        self,
        plan: Plan,
        values: Mapping[str, Value],
        stichtag: str,
        settings: Mapping[str, SettingValue],
    ) -> None:
        self.plan = plan
        self.values = values
        self.stichtag = stichtag
        self._settings = settings
        self._found: dict[str, Value | Absent] = {}
        self._truths: dict[str, Truth] = {}
        self._levels: tuple[Level, ...] | None = None
        self._gates: dict[int, GateState] = {}
        self._states: dict[int, GateState] = {}

    def setting(self, name: str, /) -> SettingValue:
        """Return a setting of the round, else the definition's default."""
        return self._settings[name]

    def find(self, reference: str, /) -> Value | Absent:
        """Return the value of a field or derived value, or why there is none.

        Behind an open question an answer is open, whatever was answered there before.
        """
        found = self._found.get(reference)
        if found is None:
            found = self._found[reference] = self._look_up(reference)
        return found

    def answer(self, reference: str) -> Value | None:
        """Return the value of a field or derived value, None where there is none."""
        found = self.find(reference)
        return None if isinstance(found, Absent) else found

    def _look_up(self, reference: str) -> Value | Absent:
        place = self.plan.fields.get(reference)
        if place is None:
            return self._computed(reference)
        question, field = place
        shown = self.holds(question.show_if)
        if shown is not _FALSE and field.show_if is not None:
            shown = min(shown, self.holds(field.show_if))
        if shown is _FALSE:
            return _HIDDEN
        value = self.values.get(reference)
        if shown is _UNKNOWN or value is None or is_open(value):
            return _OPEN
        return value

    def _computed(self, reference: str) -> Value | Absent:
        if reference == LEVEL:
            level = self.secured()
            return _HIDDEN if level is None else level
        if reference in self.plan.questionnaire.facts:
            return self.values.get(reference, _OPEN)
        return self._derived(self.plan.derived[reference])

    def _derived(self, derived: Derived) -> Value | Absent:
        undecided = False
        for case in derived.cases:
            truth = self.holds(case.when)
            if truth is _TRUE:
                return case.value
            undecided = undecided or truth is _UNKNOWN
        if derived.otherwise is not None:
            return derived.otherwise
        return _OPEN if undecided else _HIDDEN

    def holds(self, condition: Condition | None) -> Truth:
        """Judge a condition, each different one once; None always holds."""
        if condition is None:
            return _TRUE
        truth = self._truths.get(condition.text)
        if truth is None:
            truth = self._truths[condition.text] = condition.evaluate(self)
        return truth

    def exists(self, level: Level) -> Truth:
        """Return whether a level exists for this subject."""
        return self.holds(level.exists_if)

    def existing_levels(self) -> tuple[Level, ...]:
        """Return the levels that exist or may, lowest first; none unless the lowest exists."""
        if self._levels is None:
            levels = self.plan.levels
            self._levels = (
                tuple(level for level in levels if self.exists(level) is not _FALSE)
                if levels and self.exists(levels[0]) is _TRUE
                else ()
            )
        return self._levels

    def gates(self, level: Level) -> tuple[Judged, ...]:
        """Return how the gates of a level stand, in the order of the definition."""
        return tuple(self._judge(gate) for gate in self.plan.gates[level.number])

    def standing(self, question_id: str, level: int) -> GateState:
        """Return how a question stands up to a level: as its worst gate does; void without one."""
        found = GateState.VOID
        for gate in self.plan.questions[question_id].gates:
            if gate.level <= level:
                state = self._stands(gate)
                if state is GateState.NOT_MET:
                    return state
                if state is GateState.OPEN or found is GateState.VOID:
                    found = state
        return found

    def is_wanted(self, question_id: str) -> bool:
        """Return whether a question is asked and, being open, holds a gate back or steers one."""
        if self.holds(self.plan.questions[question_id].show_if) is not _TRUE:
            return False
        for field_id in self.plan.steering.get(question_id, ()):
            if self.find(field_id) is _OPEN:
                return True
        return any(
            self.find(need) is _OPEN and self._counts(gate)
            for gate in self.plan.questions[question_id].gates
            for need in gate.needs
        )

    def _counts(self, gate: Gate) -> bool:
        """Return whether a gate of a visible question counts, as far as is known."""
        level = self.plan.level_of[gate.level]
        if not self.existing_levels() or self.exists(level) is _FALSE:
            return False
        return self.holds(gate.when) is not _FALSE

    def is_answered(self, question_id: str) -> bool:
        """Return whether nothing that makes a question answered is open."""
        for field_id in self.plan.to_answer[question_id]:
            if self.find(field_id) is _OPEN:
                return False
        return True

    def with_values(self, values: Mapping[str, Value]) -> Judgement:
        """Return the judgement of the same answers with these set."""
        return Judgement(self.plan, {**self.values, **values}, self.stichtag, self._settings)

    def _stands(self, gate: Gate) -> GateState:
        state = self._gates.get(id(gate))
        if state is None:
            state = self._gates[id(gate)] = self._how_it_stands(gate)
        return state

    def _how_it_stands(self, gate: Gate) -> GateState:
        applies = self._applies(gate)
        if applies is _FALSE:
            return GateState.VOID
        if applies is _UNKNOWN:
            return GateState.OPEN
        for need in gate.needs:
            if self.find(need) is _OPEN:
                return GateState.OPEN
        return _STATES[self.holds(gate.meets)]

    def _applies(self, gate: Gate) -> Truth:
        exists = self.exists(self.plan.level_of[gate.level])
        shown = self.holds(self.plan.questions[gate.question].show_if)
        return min(exists, shown, self.holds(gate.when))

    def _judge(self, gate: Gate) -> Judged:
        state = self._stands(gate)
        if state is not GateState.OPEN:
            return Judged(state)
        return Judged(state, tuple(dict.fromkeys(self._holding_open(gate))))

    def _holding_open(self, gate: Gate) -> Iterator[str]:
        """Yield the questions that leave a gate open."""
        if self._applies(gate) is _UNKNOWN:
            exists_if = self.plan.level_of[gate.level].exists_if
            for hurdle in (exists_if, self.plan.questions[gate.question].show_if, gate.when):
                if hurdle is not None:
                    yield from self.blockers(hurdle)
        elif any(self.find(need) is _OPEN for need in gate.needs):
            for need in gate.needs:
                yield from self._roots(need)
        else:
            yield from self.blockers(gate.meets)

    def blockers(self, condition: Condition) -> tuple[str, ...]:
        """Return the open questions, visible themselves, that leave a condition undecided."""
        return tuple(r for name in condition.undecided(self) for r in self._roots(name))

    def _roots(self, reference: str) -> Iterator[str]:
        """Yield the open, visible questions behind an open reference; nothing if it is not open.

        Nor behind a fact that nobody handed in: that is nothing a person can answer.
        """
        if self.find(reference) is not _OPEN or reference in self.plan.questionnaire.facts:
            return
        derived = self.plan.derived.get(reference)
        if derived is not None:
            for case in derived.cases:
                yield from self.blockers(case.when)
            return
        question, field = self.plan.fields[reference]
        hurdles = [c for c in (question.show_if, field.show_if) if c is not None]
        roots = [r for condition in hurdles for r in self.blockers(condition)]
        yield from roots or (question.id,)

    def state(self, level: Level) -> GateState:
        """Return a level's own state, whatever the levels below are."""
        state = self._states.get(level.number)
        if state is None:
            state = self._states[level.number] = self._state(level)
        return state

    def _state(self, level: Level) -> GateState:
        if not self.existing_levels() or self.exists(level) is _FALSE:
            return GateState.VOID
        states = [self._stands(gate) for gate in self.plan.gates[level.number]]
        if GateState.NOT_MET in states:
            return GateState.NOT_MET
        if GateState.OPEN in states or self.exists(level) is _UNKNOWN:
            return GateState.OPEN
        return GateState.MET

    def secured(self) -> int | None:
        """Return the level reached when open counts as not met; None if there is no level."""
        return self._reached((GateState.NOT_MET, GateState.OPEN))

    def possible(self) -> int | None:
        """Return the level reached when open counts as met; None if there is no level."""
        return self._reached((GateState.NOT_MET,))

    def _reached(self, stopping: tuple[GateState, ...]) -> int | None:
        existing = self.existing_levels()
        if not existing:
            return None
        reached = existing[0].number
        for level in existing[1:]:
            if self.state(level) in stopping:
                break
            reached = level.number
        return reached
