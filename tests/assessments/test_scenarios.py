"""Scenarios: what if criteria were fulfilled or answers were different (contract 4.3)."""

from __future__ import annotations

from random import Random

import pytest

from assessments.errors import UnknownCriterion
from assessments.lever_words import scenario_title
from assessments.scenarios import Wish, scenario
from questionnaires import catalogue
from tests.assessments.test_levers import RECORDED, WRITTEN, processes, rated
from tests.assessments.test_levers_brute_force import fulfilled, shipped_answers
from tests.cities import CONFORM, ELSEWHERE, FORM, OFFLINE, ONLINE, PAPER

OZG = catalogue.load("ozg-rm-1.1")
PROCESS = catalogue.load("prozessdokumentation")


def outcome(found):
    """Return (title, from, to) of whoever rises."""
    return [(o.subject.subject.title, o.subject.score.secured, o.secured) for o in found.risen]


def test_a_fulfilled_criterion_lifts_who_lacks_nothing_else():
    found = scenario(rated(ONLINE, ONLINE | {"O13": "nein"}, PAPER), OZG, [Wish("O17")])
    assert outcome(found) == [("a", 2, 3)]
    assert found.before == {0: 0, 1: 1, 2: 2, 3: 0, 4: 0}
    assert found.after == {0: 0, 1: 1, 2: 1, 3: 1, 4: 0}
    assert scenario_title(found, 3) == "1 statt 0 Leistungen auf Stufe 3 oder mehr."


def test_criteria_are_fulfilled_together_and_up_to_the_highest_level():
    found = scenario(rated(CONFORM, ONLINE), OZG, [Wish("O18"), Wish("O17")])
    assert outcome(found) == [("a", 3, 4), ("b", 2, 4)]


def test_a_paper_service_gets_an_online_service_and_is_not_lowered():
    found = scenario(rated(FORM), OZG, [Wish("O5")])
    assert outcome(found) == []
    assert [(o.secured, o.possible) for o in found.outcomes] == [(2, 4)]


def test_an_answer_can_be_set_instead():
    wished = scenario(rated(OFFLINE, PAPER), OZG, [Wish("O4"), Wish("O5", "pdf_hilfe")])
    assert outcome(wished) == [("a", 0, 2), ("b", 1, 2)]


def test_an_answer_that_is_worse_lowers_nobody():
    found = scenario(rated(CONFORM), OZG, [Wish("O4", "nein"), Wish("O3", "information")])
    assert found.before == found.after
    assert found.risen == ()


def test_an_answer_that_steers_can_be_set_too():
    unknown = {k: v for k, v in CONFORM.items() if k not in ("O9", "O10", "O11", "O19")}
    found = scenario(rated(unknown), OZG, [Wish("O9", "keine")])
    assert outcome(found) == [("a", 2, 3)]
    assert outcome(scenario(rated(unknown), OZG, [Wish("O10")])) == []


def test_services_that_do_not_count_stay_outside():
    assert len(scenario(rated(PAPER, ELSEWHERE), OZG, [Wish("O5")]).outcomes) == 1


@pytest.mark.parametrize("wish", [Wish("O9"), Wish("EE1"), Wish("P2"), Wish("O77", "ja")])
def test_what_decides_no_level_cannot_be_fulfilled(wish):
    with pytest.raises(UnknownCriterion) as caught:
        scenario(rated(PAPER), OZG, [wish])
    assert "O17" in caught.value.known


def test_processes_climb_their_ladder():
    found = scenario(processes(RECORDED, WRITTEN), PROCESS, [Wish(f"P{n}") for n in range(2, 8)])
    assert [(o.subject.score.secured, o.secured) for o in found.outcomes] == [(1, 3), (2, 3)]
    assert set(found.before) == set(range(7))


@pytest.mark.parametrize("asked", [OZG, PROCESS], ids=lambda q: q.short_title)
def test_a_scenario_is_scoring_with_the_fulfilling_answers_and_never_lowers(asked):
    chance = Random(f"scenario {asked.id}")
    make = rated if asked is OZG else processes
    names = [q.id for q in asked.questions.values() if q.gates]
    highest = max(level.number for level in asked.levels)
    risen = 0
    for _ in range(80):
        values = shipped_answers(asked, chance)
        chosen = chance.sample(names, chance.randint(1, 8))
        found = scenario(make(values), asked, [Wish(name) for name in chosen])
        if not found.outcomes:
            continue  # a service that only informs
        [before] = found.outcomes
        [after] = scenario(make(fulfilled(asked, values, chosen, highest)), asked, []).outcomes
        assert before.secured == max(before.subject.score.secured, after.secured)
        assert before.possible == max(before.subject.score.possible, after.possible)
        risen += before.risen
    assert risen > 3
