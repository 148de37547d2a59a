"""Levers and smallest sets beside what comes out when every set of criteria is scored.

`SELBSTCHECK_LEVER_CITIES=2000` looks at many more random questionnaires than an ordinary run.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from itertools import chain, combinations
from random import Random

import pytest

from assessments.gates import GateState
from assessments.key_figures import Rated
from assessments.levers import levers
from assessments.model import Department
from assessments.results import RatingContext, rate_process, rate_service
from assessments.scoring import judge
from questionnaires.catalogue import load
from questionnaires.conditions import Truth
from questionnaires.model import UNKNOWN, Kind
from tests.builders import STICHTAG, ask, questionnaire, service

CITIES = int(os.environ.get("SELBSTCHECK_LEVER_CITIES", "60"))
CONTEXT = RatingContext(STICHTAG, Department("amt", "Amt"))
OWNERS = {"nein": "land", "teils": "fachdienst"}


def some_questionnaire(chance: Random):
    """Return questions that show, hide, void and open each other, over three levels."""
    questions = []

    def about(others: list, likely: float) -> str:
        if not others or chance.random() > likely:
            return ""
        other = chance.choice(others)
        if other.main.kind is Kind.MULTI:
            return f"{other.id} {chance.choice(['contains x', '!= keins'])}"
        return f"{other.id} {chance.choice(['= ja', '!= nein', '= teils'])}"

    for number in range(chance.randint(4, 7)):
        name = f"{chance.choice('QK')}{number}"
        multi = chance.random() < 0.25
        wanted = ["contains all {x, y}", "contains y"] if multi else ["= ja", "in {ja, teils}"]
        levels = sorted(chance.sample([1, 2, 3], chance.choice([0, 1, 1, 1, 2])))
        question = ask(
            name,
            "z x y *keins" if multi else "nein teils ja",
            kind=Kind.MULTI if multi else Kind.SINGLE,
            meets={level: f"{name} {chance.choice(wanted)}" for level in levels},
            show=about(questions, 0.5),
            when=about(questions, 0.2),
            owners=OWNERS,
        )
        questions.append(question)
    steering = [q for q in questions if not q.gates and q.show_if is None]
    exists = {chance.choice([2, 3]): about(steering, 0.6)}
    if not any(q.gates for q in questions):
        questions.append(ask("K9", meets={2: "K9 = ja"}))
    return questionnaire(*questions, exists=exists, external_owners=frozenset({"land"}))


def random_values(asked, chance: Random):
    values = {}
    for field in asked.fields.values():
        codes = [o.code for o in field.options if o.code not in (UNKNOWN, "keins")]
        if chance.random() < 0.3:
            continue
        if field.kind is Kind.MULTI:
            some = chance.sample(codes, chance.randint(0, len(codes)))
            values[field.id] = tuple(some) or chance.choice([("keins",), (UNKNOWN,)])
        else:
            values[field.id] = chance.choice([*codes, UNKNOWN])
    return values


def rated(asked, answer_sets):
    rate = rate_service if asked.subject == "service" else rate_process
    results = tuple(
        rate(service(f"Gegenstand {n}"), values, asked, CONTEXT)
        for n, values in enumerate(answer_sets)
    )
    return Rated(results, (), {"": CONTEXT})


def every_answer(question):
    """Return what a question may be answered with, as values by field id."""
    if question.main.kind is Kind.GROUP:
        filled = {
            f.id: STICHTAG if f.kind is Kind.DATE else "etwas"
            for f in question.fields
            if f.kind in (Kind.DATE, Kind.TEXT)
        }
        return [filled]
    return [{question.id: answer} for answer in every_choice(question.main)]


def every_choice(field):
    codes = [o.code for o in field.options if o.code != UNKNOWN]
    if field.kind is Kind.SINGLE:
        return codes
    free = [o.code for o in field.options if o.code != UNKNOWN and not o.exclusive]
    lists = chain.from_iterable(combinations(free, n) for n in range(2, len(free) + 1))
    return [*((code,) for code in codes), *lists]


def fulfilled(asked, values, criteria, level):
    """Return the answers with criteria fulfilled, one after the other as the definition goes."""
    for question in asked.questions.values():
        gates = [g for g in question.gates if g.level <= level]
        if question.id not in criteria or not gates:
            continue
        now = judge(asked, values, STICHTAG)
        states = [
            judged.state
            for number in {g.level for g in gates}
            for gate, judged in zip(
                [g for g in asked.gates if g.level == number],
                now.gates(asked.level(number)),
                strict=True,
            )
            if gate.question == question.id
        ]
        if not {GateState.NOT_MET, GateState.OPEN} & set(states):
            continue
        for answer in every_answer(question):
            tried = judge(asked, values | answer, STICHTAG)
            if all(gate.meets.evaluate(tried) is Truth.TRUE for gate in gates):
                values = values | answer
                break
    return values


def subsets(names, largest=None):
    sizes = range((len(names) if largest is None else largest) + 1)
    return [frozenset(s) for n in sizes for s in combinations(names, n)]


@dataclass
class EverySet:
    """One subject with every set of criteria fulfilled up to a level."""

    asked: object
    values: dict
    level: int

    def __post_init__(self):
        names = [q.id for q in self.asked.questions.values() if q.gates]
        before = judge(self.asked, self.values, STICHTAG)
        self.before = before.secured(), before.possible()
        self.secured, self.possible = {}, {}
        for chosen in subsets(names):
            after = judge(
                self.asked, fulfilled(self.asked, self.values, chosen, self.level), STICHTAG
            )
            self.secured[chosen] = max(before.secured(), after.secured())
            self.possible[chosen] = max(before.possible(), after.possible())

    def rises(self, chosen):
        return self.secured[chosen] > self.before[0]


def first_level(asked, values, number):
    """Return the first existing level from this one on."""
    existing = judge(asked, values, STICHTAG).existing_levels()
    return next((x.number for x in existing if x.number >= number), None)


def cities():
    for seed in range(CITIES):
        chance = Random(f"levers {seed}")
        asked = some_questionnaire(chance)
        yield chance, asked, [random_values(asked, chance) for _ in range(6)]


def check_criteria(found, asked, sets_of_each):
    names = [q.id for q in asked.questions.values() if q.gates]
    assert [lever.question for lever in found.criteria] == names
    for lever in found.criteria:
        one = lever.question
        alone, at_best, after = 0, 0, {}
        for result in lever.held:
            sets = sets_of_each[result.subject.id]
            only = frozenset({one})
            if sets.rises(only):
                alone += 1
            elif sets.possible[only] >= sets.level:
                at_best += 1
            for further in subsets([n for n in names if n != one], 2):
                together = further | only
                if sets.rises(together) and not any(
                    sets.rises(less) for less in subsets(sorted(together)) if less != together
                ):
                    after[further] = after.get(further, 0) + 1
        after.pop(frozenset(), None)
        assert (len(lever.lifted), len(lever.lifted_at_best)) == (alone, at_best)
        assert {frozenset(c.questions): len(c.lifted) for c in lever.after} == after
        held_back = {r.subject.id for r in lever.held}
        rising = {i for i, sets in sets_of_each.items() if sets.rises(frozenset({one}))}
        assert rising <= held_back


def smallest(found, counts, at_least):
    """Return the smallest set as the contract orders them, from a count per set."""
    names = [lever.question for lever in found.criteria]
    goal = counts[frozenset(names)] if at_least is None else at_least
    goal = min(goal, max(counts.values()))
    own = {lever.question for lever in found.criteria if lever.own}
    enough = [chosen for chosen, n in counts.items() if n >= goal]
    best = min(enough, key=lambda chosen: (len(chosen), -len(chosen & own), sorted(chosen)))
    return best, counts[best]


def check_sets(found, each, at_least):
    everyone = list(each.values())
    for result, attribute in (
        (found.smallest_set, "secured"),
        (found.smallest_set_at_best, "possible"),
    ):
        counts = {
            chosen: sum(getattr(s, attribute)[chosen] >= found.level for s in everyone)
            for chosen in everyone[0].secured
        }
        best, reaches = smallest(found, counts, at_least)
        assert (frozenset(result.questions), result.reaches) == (best, reaches)
        assert result.exact
        assert result.bound == len(best)


def test_each_criterion_lifts_what_scoring_every_set_says():
    alone = together = at_best = 0
    for _, asked, answer_sets in cities():
        city = rated(asked, answer_sets)
        found = levers(city, asked, 1)
        check_criteria(
            found,
            asked,
            {
                r.subject.id: EverySet(asked, values, next_level)
                for r, values in zip(city.services, answer_sets, strict=True)
                if (next_level := first_level(asked, values, r.score.secured + 1)) is not None
            },
        )
        alone += sum(len(lever.lifted) for lever in found.criteria)
        at_best += sum(len(lever.lifted_at_best) for lever in found.criteria)
        together += sum(len(lever.after) for lever in found.criteria)
    assert min(alone, together, at_best) > 20


@pytest.mark.parametrize("level", [1, 2, 3])
def test_no_smaller_set_brings_as_many_to_a_level(level):
    sizes = set()
    for chance, asked, answer_sets in cities():
        if level not in {x.number for x in asked.levels}:
            continue
        city = rated(asked, answer_sets)
        each = {
            r.subject.id: EverySet(asked, values, first_level(asked, values, level) or level)
            for r, values in zip(city.services, answer_sets, strict=True)
        }
        for at_least in (None, 0, chance.randint(1, 6), 7):
            found = levers(city, asked, level, at_least)
            check_sets(found, each, at_least)
            sizes.add(len(found.smallest_set.questions))
    assert sizes >= {0, 1, 2}


@pytest.mark.parametrize(("key", "level"), [("ozg-rm-1.1", 3), ("prozessdokumentation", 4)])
def test_the_shipped_questionnaires_are_no_exception(key, level):
    asked = load(key)
    chance = Random(f"{key} levers")
    names = {q.id for q in asked.questions.values() if q.gates}
    reached = 0
    for _ in range(60):
        values = shipped_answers(asked, chance)
        city = rated(asked, [values])
        if not city.services[0].counted:
            continue
        found = levers(city, asked, level)
        for result, possible in ((found.smallest_set, False), (found.smallest_set_at_best, True)):
            needed = frozenset(result.questions)
            assert result.exact
            if not result.reaches:
                assert not reaching(asked, values, names, level, possible=possible)
            elif needed:
                reached += 1
                assert reaching(asked, values, needed, level, possible=possible)
                for left_out in needed:
                    less = needed - {left_out}
                    assert not reaching(asked, values, less, level, possible=possible)
    assert reached > 25


BEGUN = {"O1": "allein", "O2": "aussen"}
"""A service that is rated at all."""


def shipped_answers(asked, chance: Random):
    """Return random answers, many of them good: the best option is tried more often."""
    values = {}
    openness = chance.choice([0, 0.1, 0.3])
    for question in asked.per_subject():
        for field in question.answer_fields:
            codes = [o.code for o in field.options if o.code != UNKNOWN and not o.exclusive]
            if chance.random() < openness:
                continue
            if field.kind is Kind.DATE:
                values[field.id] = f"202{chance.randint(3, 6)}-0{chance.randint(1, 9)}-15"
            elif field.kind is Kind.TEXT:
                values[field.id] = "Wohngeld"
            elif field.kind is Kind.MULTI:
                size = chance.randint(1, len(codes))
                values[field.id] = tuple(chance.sample(codes, size))
            elif field.kind is Kind.SINGLE:
                best = chance.random() < 0.5 and [
                    code
                    for code in codes
                    if question.gates
                    and all(f"{code}" in str(gate.meets) for gate in question.gates)
                ]
                values[field.id] = chance.choice(best or codes)
    begun = {k: v for k, v in BEGUN.items() if k in asked.fields}
    return values | begun


def reaching(asked, values, criteria, level, *, possible):
    after = judge(asked, fulfilled(asked, values, criteria, level), STICHTAG)
    return ((after.possible() if possible else after.secured()) or 0) >= level
