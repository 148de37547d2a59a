"""How far a department is with its processes: the phases of ozg-process.md 5.6."""

from __future__ import annotations

import pytest

from assessments.model import Department
from assessments.phases import DepartmentFacts, Phase, department_facts, phases
from assessments.quarters import Quarter, quarter_of
from assessments.results import RatingContext, rate_process
from questionnaires.catalogue import load
from tests.builders import STICHTAG
from tests.processes import AT_RUNG, MODELLED, process

PROCESS = load("prozessdokumentation")
CONTEXT = RatingContext(STICHTAG, Department("jugend", "Jugendamt"))
PLANNED = {"PR7.quartal": "2027-Q2", "PR7.stunden": 12}
FACTS = DepartmentFacts(STICHTAG, trained=2, list_complete="ja")


def rated(rung: int, class_: str = "A", **answers):
    values = {**AT_RUNG[rung], **{k.replace("__", "."): v for k, v in answers.items()}}
    values |= {"PR6": class_} if class_ else {}
    result = rate_process(process(f"Prozess {rung}"), values, PROCESS, CONTEXT)
    assert result.score.secured == rung
    return result


def phase(key: str, *processes, facts=FACTS) -> Phase:
    return next(p for p in phases(processes, facts) if p.key == key)


def numbers(phase: Phase) -> dict[str, tuple[int | None, int | None]]:
    return {i.key: (i.count, i.total) for i in phase.indicators}


def test_the_phases_stand_beside_each_other_in_their_order():
    found = phases([rated(6, **PLANNED)], FACTS)
    assert [p.key for p in found] == ["initialising", "structuring", "steering", "continuous"]
    assert [p.reached for p in found] == [True, True, True, True]
    assert all(p.title and p.rule for p in found)


@pytest.mark.parametrize(("trained", "reached"), [(None, None), (0, False), (1, True), (3, True)])
def test_one_trained_person_is_enough_to_begin(trained, reached):
    found = phase("initialising", facts=DepartmentFacts(STICHTAG, trained))
    assert (found.reached, numbers(found)) == (reached, {"trained": (trained, None)})


def test_structure_counts_what_is_recorded_prioritised_and_planned():
    mixed = [rated(1, **PLANNED), rated(0), rated(2, "C"), rated(2, "")]
    found = phase("structuring", *mixed)
    assert numbers(found) == {"recorded": (3, 4), "prioritised": (3, 4), "planned": (1, 2)}
    assert found.indicator("recorded").share == 0.75
    assert found.reached is False


@pytest.mark.parametrize(
    ("processes", "complete", "reached"),
    [
        ([rated(1, **PLANNED), rated(1, "B")], "ja", True),
        ([rated(1, **PLANNED), rated(1, "B")], "ueberwiegend", False),
        ([rated(1, **PLANNED), rated(1, "B")], "", None),
        ([rated(1), rated(1, "B")], "", False),
        ([rated(1, PR7__quartal="2027-Q2")], "ja", False),
        ([rated(1, PR7__quartal="bald", PR7__stunden=3)], "ja", False),
        ([rated(1, "C")], "ja", True),
        ([rated(1, "")], "ja", False),
        ([], "ja", False),
    ],
)
def test_structure_is_reached_when_nothing_is_left_out(processes, complete, reached):
    facts = DepartmentFacts(STICHTAG, 1, complete)
    assert phase("structuring", *processes, facts=facts).reached is reached


@pytest.mark.parametrize(
    ("rungs", "reached"), [((4, 4, 5, 6, 3), True), ((4, 4, 5, 3), False), ((), None)]
)
def test_four_of_five_a_processes_are_modelled(rungs, reached):
    assert phase("steering", *(rated(r) for r in rungs), rated(0, "B")).reached is reached


def test_who_is_late_is_told_by_the_quarter():
    past, this, next_ = (
        {"PR7.quartal": text, "PR7.stunden": 5} for text in ("Q3/2026", "2026-Q4", "2027-Q1")
    )
    found = phase(
        "steering",
        rated(2, **past),
        rated(4, **past),
        rated(2, **this),
        rated(2, "C", **past),
        rated(2, **next_),
        rated(2),
    )
    assert numbers(found) == {"planned_modelled": (1, 4), "modelled": (1, 5), "late": (2, 5)}


def test_the_last_day_of_a_quarter_is_not_late_yet():
    process_ = rated(2, PR7__quartal="2026-Q3")
    assert [process_.is_late(day) for day in ("2026-09-30", "2026-10-01")] == [False, True]


@pytest.mark.parametrize(
    ("review", "in_time", "reached"),
    [
        ({"P13.datum": "2026-05-02"}, 1, True),
        ({"P13.datum": "2024-05-02"}, 0, False),
        ({"P13.datum": "nie"}, 0, False),
        ({"P13.datum": "weiss_nicht"}, 0, False),
    ],
)
def test_reviews_of_models_are_in_time_overdue_or_open(review, in_time, reached):
    values = {**MODELLED, **review, "P14": "nein"}
    one = rate_process(process("Modelliert"), values, PROCESS, CONTEXT)
    found = phase("continuous", one, rated(2))
    assert numbers(found) == {"reviewed": (0, 2), "measured": (0, 2), "in_time": (in_time, 1)}
    assert found.reached is reached


def test_without_a_model_there_is_nothing_to_review():
    assert phase("continuous", rated(3)).reached is None
    assert numbers(phase("continuous", rated(5), rated(6)))["measured"] == (1, 2)


def test_an_own_class_is_the_one_that_counts():
    high = {"PR1": 9000, "PR2": 60, "PR3": "3", "PR4": "3", "PR5": 9}
    assert numbers(phase("steering", rated(1, "C", **high)))["modelled"] == (0, 0)
    assert numbers(phase("steering", rated(1, "", **high)))["modelled"] == (0, 1)


@pytest.mark.parametrize(
    ("values", "trained", "complete"),
    [
        ({"T1": 3, "T2": "ja"}, 3, "ja"),
        ({"T1": 0, "T2": "weiss_nicht"}, 0, ""),
        ({"X9": "ja"}, None, ""),
    ],
)
def test_what_a_department_said_once(values, trained, complete):
    expected = DepartmentFacts(STICHTAG, trained, complete)
    assert department_facts(PROCESS, values, STICHTAG) == expected


@pytest.mark.parametrize(
    ("text", "quarter"),
    [
        ("2027-Q2", Quarter(2027, 2)),
        (" 2027 q2 ", Quarter(2027, 2)),
        ("2027Q4", Quarter(2027, 4)),
        ("Q1/2028", Quarter(2028, 1)),
        ("Q1 2028", Quarter(2028, 1)),
        ("3. Quartal 2027", Quarter(2027, 3)),
        ("Quartal 3/2027", Quarter(2027, 3)),
        ("2027-Q5", None),
        ("2027-2", None),
        ("Frühjahr 2027", None),
        ("2027", None),
        ("", None),
    ],
)
def test_a_quarter_as_people_write_it(text, quarter):
    assert quarter_of(text) == quarter


def test_quarters_follow_each_other():
    assert Quarter(2026, 4) < Quarter(2027, 1)
    assert [Quarter(2027, n).last_day[5:] for n in (1, 2, 3, 4)] == [
        "03-31",
        "06-30",
        "09-30",
        "12-31",
    ]
