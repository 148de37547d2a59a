"""How far a department is with documenting its processes (ozg-process.md 5.6).

The phases stand beside each other: a department may be in two at once, and there is no average.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessments.model import is_open
from assessments.priorities import PriorityClass
from assessments.rated import MODELLED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from assessments.rated import ProcessResult
    from questionnaires.model import Questionnaire, Value

RECORDED, REVIEWED = "recorded", "reviewed"
COMPLETE = "ja"
"""Answer that confirms the list of processes."""
ENOUGH = (4, 5)
"""Share from which a phase is reached: 80 %."""


@dataclass(frozen=True, slots=True)
class DepartmentFacts:
    """What is asked once per department about its processes."""

    stichtag: str
    """ISO date; quarters that ended before are past."""
    trained: float | None = None
    """People trained in modelling; None where not answered."""
    list_complete: str = ""
    """Code; empty where not answered."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One number of a phase: `count` of `total`, or a count alone."""

    key: str
    title: str
    count: int | None
    """None where it is not known."""
    total: int | None = None
    """What the share is of; None where it is no share."""

    @property
    def share(self) -> float | None:
        """The share, 0 to 1 and unrounded; None where there is none."""
        return self.count / self.total if self.total and self.count is not None else None


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase. `reached` is None where too little is known, or there is nothing to judge."""

    key: str
    title: str
    rule: str
    """When it is reached, in words."""
    indicators: tuple[Indicator, ...]
    reached: bool | None

    def indicator(self, key: str) -> Indicator:
        """Return the indicator with this key; KeyError if there is none."""
        for indicator in self.indicators:
            if indicator.key == key:
                return indicator
        raise KeyError(key)


def department_facts(
    questionnaire: Questionnaire, values: Mapping[str, Value], stichtag: str
) -> DepartmentFacts:
    """Return what a department said once; `values` by field id."""

    def answer(role: str) -> Value | None:
        value = values.get(questionnaire.roles.get(role, ""))
        return None if is_open(value) else value

    trained, complete = answer("trained_people"), answer("list_complete")
    return DepartmentFacts(
        stichtag,
        trained if isinstance(trained, int | float) else None,
        complete if isinstance(complete, str) else "",
    )


def phases(processes: Sequence[ProcessResult], facts: DepartmentFacts) -> tuple[Phase, ...]:
    """Return the four phases of a department in their order."""
    return (
        _initialising(facts),
        _structuring(processes, facts),
        _steering(processes, facts),
        _continuous(processes),
    )


def _initialising(facts: DepartmentFacts) -> Phase:
    trained = None if facts.trained is None else int(facts.trained)
    return Phase(
        "initialising",
        "Phase 1: Initialisierung",
        "Mindestens eine Person ist geschult.",
        (Indicator("trained", "Geschulte Personen", trained),),
        None if trained is None else trained >= 1,
    )


def _structuring(processes: Sequence[ProcessResult], facts: DepartmentFacts) -> Phase:
    first = _of_class_a(processes)
    recorded = _count(p.reaches(RECORDED) for p in processes)
    prioritised = _count(p.priority.effective is not PriorityClass.UNDETERMINED for p in processes)
    planned = _count(p.plan.complete for p in first)
    wanted = (
        bool(processes) and prioritised == len(processes),
        planned == len(first),
        facts.list_complete == COMPLETE if facts.list_complete else None,
    )
    return Phase(
        "structuring",
        "Phase 2: Strukturierung",
        "Die Liste ist vollständig, jeder Prozess hat eine Priorität, jeder A-Prozess einen Plan.",
        (
            Indicator("recorded", "Erfasste Prozesse", recorded, len(processes)),
            Indicator("prioritised", "Prozesse mit Priorität", prioritised, len(processes)),
            Indicator("planned", "A-Prozesse mit Quartal und Stunden", planned, len(first)),
        ),
        False if False in wanted else None if None in wanted else True,
    )


def _steering(processes: Sequence[ProcessResult], facts: DepartmentFacts) -> Phase:
    first = _of_class_a(processes)
    planned = [p for p in first if p.plan.complete]
    scheduled = [p for p in processes if p.plan.quarter is not None]
    modelled = _count(p.reaches(MODELLED) for p in first)
    late = _count(p.is_late(facts.stichtag) for p in scheduled)
    return Phase(
        "steering",
        "Phase 3: Steuerung",
        "Mindestens 80 % der A-Prozesse sind modelliert.",
        (
            Indicator(
                "planned_modelled",
                "Geplante A-Prozesse mit Modell",
                _count(p.reaches(MODELLED) for p in planned),
                len(planned),
            ),
            Indicator("modelled", "A-Prozesse mit Modell", modelled, len(first)),
            Indicator("late", "Verspätet gegenüber dem Plan", late, len(scheduled)),
        ),
        _enough(modelled, len(first)),
    )


def _continuous(processes: Sequence[ProcessResult]) -> Phase:
    modelled = [p for p in processes if p.reaches(MODELLED)]
    in_time = _count(_is_reviewed(p) for p in modelled)
    return Phase(
        "continuous",
        "Ab 2026: kontinuierlich",
        "Mindestens 80 % der modellierten Prozesse sind rechtzeitig überprüft.",
        (
            Indicator(
                "reviewed",
                "Angewendete und überprüfte Prozesse",
                _count(p.reaches(REVIEWED) for p in processes),
                len(processes),
            ),
            Indicator(
                "measured",
                "Mit Kennzahlen gesteuerte Prozesse",
                _count(_is_at_the_top(p) for p in processes),
                len(processes),
            ),
            Indicator("in_time", "Rechtzeitig überprüfte Modelle", in_time, len(modelled)),
        ),
        _enough(in_time, len(modelled)),
    )


def _of_class_a(processes: Iterable[ProcessResult]) -> list[ProcessResult]:
    return [p for p in processes if p.priority.effective is PriorityClass.A]


def _count(facts: Iterable[bool]) -> int:
    return sum(facts)


def _enough(count: int, total: int) -> bool | None:
    least, of = ENOUGH
    return count * of >= total * least if total else None


def _is_at_the_top(process: ProcessResult) -> bool:
    highest = max(level.number for level in process.questionnaire.levels)
    return process.score.secured == highest


def _is_reviewed(process: ProcessResult) -> bool:
    """Return whether the review of a modelled process is neither overdue nor open."""
    field_id = process.questionnaire.roles.get("reviewed_on", "")
    question = process.questionnaire.question_of.get(field_id)
    lacking = (m.question for m in process.score.missing)
    return question is not None and question.id not in lacking
