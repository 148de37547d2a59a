"""The smallest set, counted by sums over subsets or built step by step."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest

from assessments.lever_sets import EXACT, Order, smallest_set
from assessments.requirements import Way

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def needing(*sets, **harmful):
    """Return subjects, one per word: `AB` needs A and B; nothing is harmful unless named."""
    counts = {}
    for letters in sets:
        ways = (Way(frozenset(letters), frozenset(harmful.get(letters, ""))),)
        counts[ways] = counts.get(ways, 0) + 1
    return counts


def of(subjects, at_least=None, own="", ids=LETTERS):
    found = smallest_set(subjects, Order(ids, own), at_least)
    return "".join(found.questions), found.reaches, found.exact


def test_all_that_anybody_needs_brings_everybody():
    assert of(needing("AB", "C", "")) == ("ABC", 3, True)


@pytest.mark.parametrize(
    ("at_least", "expected"),
    [(0, ("", 1)), (1, ("", 1)), (2, ("C", 2)), (3, ("CD", 3)), (4, ("ABCD", 4)), (9, ("ABCD", 4))],
)
def test_fewer_subjects_need_fewer_criteria(at_least, expected):
    assert of(needing("", "AB", "C", "D"), at_least) == (*expected, True)


def test_who_never_reaches_the_level_is_never_counted():
    assert of({(): 5, (Way(frozenset("A")),): 1}) == ("A", 1, True)
    assert of({(): 5}) == ("", 0, True)
    assert of({}) == ("", 0, True)


def test_equal_sets_are_told_apart_by_own_criteria_then_by_the_alphabet():
    subjects = needing("B", "C", "D")
    assert of(subjects, 1) == ("B", 1, True)
    assert of(subjects, 1, own="CD") == ("C", 1, True)
    assert of(subjects, 2, own="D") == ("BD", 2, True)


def test_the_alphabet_decides_and_the_definition_lists():
    ids = ["O2", "O10", "O1"]
    subjects = {(Way(frozenset({name})),): 1 for name in ids}
    assert smallest_set(subjects, Order(ids, ()), 2).questions == ("O10", "O1")


def test_what_is_harmful_to_some_is_weighed():
    shy = needing("A", "B", "B", A="B")
    assert of(shy) == ("B", 2, True)
    assert of(shy, 1) == ("A", 1, True)
    assert of(needing("A", "B", A="B"), 2) == ("A", 1, True)


def test_a_subject_may_have_two_ways():
    forked = {(Way(frozenset("A"), frozenset("B")), Way(frozenset("ABC"))): 1}
    assert of(forked, 1) == ("A", 1, True)
    together = forked | needing("B")
    assert of(together, 2) == ("ABC", 2, True)


def many(chance: Random, count: int):
    """Return subjects that need some of 26 criteria."""
    counts = {}
    for _ in range(count):
        ways = (Way(frozenset(chance.sample(LETTERS, chance.randint(1, 4)))),)
        counts[ways] = counts.get(ways, 0) + 1
    return counts


def test_beyond_twenty_criteria_a_bound_tells_how_good_the_set_is():
    subjects = many(Random("bound"), 60)
    found = smallest_set(subjects, Order(LETTERS, ()), 20)
    assert len({q for ways in subjects for way in ways for q in way.needed}) > EXACT
    assert not found.exact
    assert found.reaches >= 20
    assert 0 < found.bound <= len(found.questions)


@pytest.mark.parametrize("seed", range(6))
def test_the_bound_is_never_above_what_is_possible(seed):
    chance = Random(seed)
    subjects = many(chance, 10)
    goal = chance.randint(1, 3)
    found = smallest_set(subjects, Order(LETTERS, ()), goal)
    used = sorted({q for ways in subjects for way in ways for q in way.needed})
    smallest = next(
        size
        for size in range(len(used) + 1)
        if any(
            sum(n for ways, n in subjects.items() if ways[0].needed <= set(chosen)) >= goal
            for chosen in combinations(used, size)
        )
    )
    assert found.bound <= smallest <= len(found.questions)
    if found.exact:
        assert len(found.questions) == smallest


def test_nothing_can_be_left_out_of_a_set_built_step_by_step():
    subjects = many(Random("thin"), 80)
    found = smallest_set(subjects, Order(LETTERS, ()), 30)
    for left_out in found.questions:
        rest = set(found.questions) - {left_out}
        assert sum(n for ways, n in subjects.items() if ways[0].needed <= rest) < 30


def test_everybody_is_brought_by_all_that_is_needed_whatever_the_number():
    subjects = many(Random("all"), 60)
    found = smallest_set(subjects, Order(LETTERS, ()))
    assert found.exact
    assert found.reaches == 60
