"""Which process is modelled first: the examples of ozg-process.md 9.6 and the rules of 5.7."""

from __future__ import annotations

import pytest

from assessments.priorities import (
    Criterion,
    Inputs,
    Priority,
    PriorityClass,
    prioritise,
    priority_in,
    suggested_duty,
)
from assessments.risks import Risk, risk_in
from assessments.scoring import judge
from questionnaires.catalogue import load
from tests.builders import STICHTAG, service
from tests.processes import AT_RUNG

PROCESS = load("prozessdokumentation")
A, B, C, OPEN = PriorityClass
HEAD_COUNTS = {(1, 3): {"WS1": 1, "WS2": 1}, (4, 1): {"WS1": 2, "WS2": 1}}
"""(Rung, points of the risk) -> head counts that mean them."""


def priority(rung: int = 1, **answers) -> Priority:
    """Return the priority by the answers alone; `PR6__grund` for `PR6.grund`."""
    named = {name.replace("__", "."): value for name, value in answers.items()}
    judgement = judge(PROCESS, {**AT_RUNG[rung], **named}, STICHTAG)
    return priority_in(judgement, risk_in(judgement))


@pytest.mark.parametrize(
    ("cases", "minutes", "potential", "risk", "duty", "units", "rung", "points", "class_"),
    [
        (1200, 60, "2", 3, "2", 3, 1, 11.0, A),
        (30, 20, "1", 3, "0", 1, 1, 4.0, B),
        (9000, 15, "3", 1, "3", 2, 4, 11.0, A),
    ],
)
def test_the_examples_of_the_document(
    cases, minutes, potential, risk, duty, units, rung, points, class_
):
    counts = HEAD_COUNTS[rung, risk]
    found = priority(rung, PR1=cases, PR2=minutes, PR3=potential, PR4=duty, PR5=units, **counts)
    assert found.criteria[Criterion.RISK] == risk
    assert (found.points, found.computed) == (points, class_)
    assert found.lifted is (class_ is B)


def test_duty_and_units_alone_say_too_little():
    found = priority(PR4="3", PR5=5)
    assert (found.computed, found.points, found.own) == (OPEN, None, None)
    assert str(found.effective) == "noch nicht bestimmbar"


@pytest.mark.parametrize(
    ("hours", "points"), [(0, 0), (39.9, 0), (40, 1), (399, 1), (400, 2), (1599, 2), (1600, 3)]
)
def test_the_hours_of_a_year(hours, points):
    effort = prioritise(Inputs(runs=hours, minutes=60)).criteria[Criterion.EFFORT]
    assert effort == points


@pytest.mark.parametrize(("units", "points"), [(0, 0), (1, 0), (2, 1), (3, 2), (4, 2), (5, 3)])
def test_the_units_that_take_part(units, points):
    assert prioritise(Inputs(units=units)).criteria[Criterion.UNITS] == points


def test_runs_without_minutes_are_no_effort():
    assert prioritise(Inputs(runs=100)).criteria[Criterion.EFFORT] is None
    assert prioritise(Inputs(minutes=100)).criteria[Criterion.EFFORT] is None


@pytest.mark.parametrize(
    ("potential", "duty", "units", "points"),
    [
        (3, 3, 5, 15.0),
        (2, 2, 3, 10.0),
        (2, 1, 2, 6.7),  # 4 of 9 points: 6.66…
        (1, 1, 2, 5.0),
        (0, 0, 1, 0.0),
    ],
)
def test_what_is_known_is_scaled_to_fifteen(potential, duty, units, points):
    found = prioritise(Inputs(potential=potential, duty=duty, units=units))
    assert found.points == points


def test_half_a_tenth_is_rounded_up():
    # 5 of 12 points: 6.25
    found = prioritise(Inputs(runs=60, minutes=60, potential=2, duty=2, units=1))
    assert found.points == 6.3


@pytest.mark.parametrize(
    ("potential", "duty", "points", "class_"),
    [(3, 3, 10.0, A), (3, 2, 9.0, B), (1, 1, 6.0, B), (1, 0, 5.0, C)],
)
def test_where_the_classes_begin(potential, duty, points, class_):
    # Two points each come from effort and risk, none from the units.
    found = prioritise(Inputs(400, 60, potential, Risk.MEDIUM, duty, units=1))
    assert (found.points, found.computed) == (points, class_)


@pytest.mark.parametrize(
    ("risk", "profiled", "class_"),
    [
        (Risk.HIGH, False, B),
        (Risk.HIGH, True, C),
        (Risk.MEDIUM, False, C),
        (Risk.UNKNOWN, False, C),
    ],
)
def test_only_a_high_risk_without_fact_sheet_lifts(risk, profiled, class_):
    found = prioritise(Inputs(1, 1, 0, risk, 0, units=1, profiled=profiled))
    assert (found.computed, found.lifted) == (class_, class_ is B)


def test_a_high_risk_lifts_nothing_that_is_not_determined():
    found = prioritise(Inputs(potential=0, risk=Risk.HIGH))
    assert (found.computed, found.lifted) == (OPEN, False)


LOW = {"PR1": 30, "PR2": 20, "PR3": "1", "PR4": "0", "PR5": 1}


def test_the_departments_own_class_counts_and_both_are_kept():
    found = priority(**LOW, PR6="A", PR6__grund="Neue Rechtslage ab Januar")
    assert (found.computed, found.points, found.own) == (C, 1.3, A)
    assert (found.effective, found.reason) == (A, "Neue Rechtslage ab Januar")
    assert not found.lacks_reason


@pytest.mark.parametrize(
    ("answers", "lacks"),
    [
        ({**LOW, "PR6": "A"}, True),
        ({**LOW, "PR6": "C"}, False),
        ({**LOW}, False),
        ({"PR6": "A"}, False),
        ({**LOW, "PR6": "weiss_nicht"}, False),
    ],
)
def test_a_reason_is_wanted_where_the_own_class_differs(answers, lacks):
    assert priority(**answers).lacks_reason is lacks


def test_a_kept_reason_without_an_own_class_says_nothing():
    found = priority(**LOW, PR6="weiss_nicht", PR6__grund="alt")
    assert (found.own, found.reason, found.effective) == (None, "", C)


def test_an_own_class_stands_where_none_can_be_computed():
    found = priority(PR6="B")
    assert (found.computed, found.effective) == (OPEN, B)


def test_i_do_not_know_is_no_point():
    found = priority(PR3="weiss_nicht", PR4="2", PR5=3)
    assert found.criteria == {
        Criterion.EFFORT: None,
        Criterion.POTENTIAL: None,
        Criterion.RISK: None,
        Criterion.DUTY: 2,
        Criterion.UNITS: 2,
    }
    assert found.computed is OPEN


@pytest.mark.parametrize(
    ("services", "code"),
    [
        ((), ""),
        ((service("Hund anmelden"),), "2"),
        ((service("Hund anmelden", focus=False, sdg=False),), "2"),
        ((service("Hund anmelden"), service("Wohngeld", focus=True)), "3"),
        ((service("Umzug melden", sdg=True),), "3"),
    ],
)
def test_the_duty_follows_from_the_linked_services(services, code):
    assert suggested_duty(services) == code
