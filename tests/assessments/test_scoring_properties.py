"""What holds for every set of answers: the range never lies, hidden answers never count.

How many sets are tried says `tests.answer_sets`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from random import Random
from typing import TYPE_CHECKING

import pytest

from assessments.model import is_open
from assessments.scoring import GateState, score
from questionnaires.catalogue import load
from questionnaires.model import Kind
from tests.answer_sets import (
    SETS,
    completed,
    hidden_changed,
    seen,
    some_answer,
    some_answers,
)
from tests.builders import STICHTAG, ask, questionnaire

if TYPE_CHECKING:
    from questionnaires.model import Questionnaire, Value

OZG = load("ozg-rm-1.1")
SCOPE = ("O1", "O2", "O3")
RATED = tuple(q.main for q in OZG.questions.values() if q.id not in SCOPE and q.id[0] == "O")
BESIDE = tuple(
    f
    for q in OZG.per_subject()
    if q.id not in SCOPE and q.main not in RATED
    for f in q.answer_fields
    if f.kind is not Kind.TEXT
)

BEST: dict[str, Value] = {
    "O3a": "automatisch",
    "O4": "ja",
    "O5": "dienst",
    "O6": "produktiv",
    "O7": "vollstaendig",
    "O8": "ersetzt",
    "O9": "keine",
    "O10": "ja",
    "O11": ("servicekonto",),
    "O12": "nein",
    "O13": "alle",
    "O14": "danach",
    "O15": "ja",
    "O16": "keins",
    "O17": "ja",
    "O18": "abruf",
    "O19": "ja",
}
WORST: dict[str, Value] = {
    "O3a": "nein",
    "O4": "nein",
    "O5": "vor_ort",
    "O6": "abgeschaltet",
    "O7": "email",
    "O8": "nachreichen",
    "O9": "hoch",
    "O10": "zu_niedrig",
    "O11": ("keins",),
    "O12": "ja",
    "O13": "teilweise",
    "O14": "vorab",
    "O15": "nein",
    "O16": "bescheid",
    "O17": "kein_rueckkanal",
    "O18": "papier",
    "O19": "nein",
}


def service_answers(chance: Random, scope: str) -> dict[str, Value]:
    """Return random answers of a service in this scope: some open, some unknown, some kept."""
    starts = ["information"] if scope == "nur_information" else ["antrag", "anzeige"] * 2
    starts += ["von_amts_wegen"] if scope == "bewertet" else []
    values: dict[str, Value] = {
        "O1": chance.choice(["allein", "gemeinsam"]),
        "O2": "aussen",
        "O3": chance.choice(starts),
    }
    values |= some_answers(RATED, BEST, chance)
    if chance.random() < 0.2:
        values |= {f.id: some_answer(f, chance) for f in BESIDE if chance.random() < 0.4}
    return values


@pytest.mark.parametrize("scope", ["bewertet", "nur_information"])
def test_the_range_holds_for_every_completion_and_its_ends_are_reached(scope):
    chance = Random(f"range {scope}")
    for _ in range(SETS // 2):
        values = service_answers(chance, scope)
        result = score(OZG, values, STICHTAG)
        assert result.scope == scope
        low, high = result.secured, result.possible
        assert low is not None
        assert high is not None
        full = score(OZG, completed(values, RATED, lambda f: some_answer(f, chance)), STICHTAG)
        assert low <= full.secured <= high, values
        assert (full.secured, full.open) == (full.possible, ()), values
        if low == high:
            continue
        assert result.open, values
        known = seen(values, OZG, result.visible)
        best = score(OZG, completed(known, RATED, lambda f: BEST[f.id]), STICHTAG)
        worst = score(OZG, completed(known, RATED, lambda f: WORST[f.id]), STICHTAG)
        assert (worst.secured, best.secured) == (low, high), values


@pytest.mark.parametrize("scope", ["bewertet", "nur_information", "anything"])
def test_what_is_kept_in_hidden_questions_changes_nothing(scope):
    chance = Random(f"hidden {scope}")
    for _ in range(SETS // 8):
        values = service_answers(chance, scope if scope != "anything" else "bewertet")
        if scope == "anything":
            values |= {q: some_answer(OZG.fields[q], chance) for q in SCOPE}
        result = score(OZG, values, STICHTAG)
        hidden = [q for q in OZG.per_subject() if q.id not in result.visible]
        changed = hidden_changed(values, hidden, chance)
        assert score(OZG, changed, STICHTAG) == result, (values, changed)


def test_missing_and_open_name_only_what_a_person_can_answer():
    chance = Random("names")
    for _ in range(SETS // 8):
        values = service_answers(chance, "bewertet")
        result = score(OZG, values, STICHTAG)
        for one in (*result.missing, *result.later):
            assert one.question in result.visible, values
            is_unanswered = is_open(values.get(one.question))
            assert (one.state is GateState.OPEN) is is_unanswered, (values, one)
            assert not is_unanswered or one.question in result.open, (values, one)
        names = [m.question for m in result.missing]
        assert names == sorted(set(names), key=list(OZG.questions).index)
        assert bool(result.missing) is (result.secured != 4)


# Small questionnaires by chance, judged beside a second, simpler way of counting.

Judge = "Callable[[dict[str, str]], bool]"


@dataclass(frozen=True)
class Rule:
    """A condition as text, and what it means where every visible question is answered."""

    text: str
    holds: Judge

    @staticmethod
    def about(question: str, codes: str) -> Rule:
        chosen = ", ".join(codes)
        return Rule(f"{question} in {{{chosen}}}", lambda seen: seen.get(question, "-") in codes)


ALWAYS = Rule("", lambda _: True)
CODES = "abc"


def some_rule(chance: Random, questions: list[str], depth: int = 2) -> Rule:
    """Return a condition over these questions; none at all where there are none."""
    if not questions:
        return ALWAYS
    shape = chance.choice(["leaf", "leaf", "and", "or", "not"]) if depth else "leaf"
    if shape == "leaf":
        codes = "".join(sorted(chance.sample(CODES, chance.randint(1, 2))))
        return Rule.about(chance.choice(questions), codes)
    left, right = (some_rule(chance, questions, depth - 1) for _ in range(2))
    both = f"({left.text}) {shape} ({right.text})"
    return {
        "not": Rule(f"not ({left.text})", lambda seen: not left.holds(seen)),
        "and": Rule(both, lambda seen: left.holds(seen) and right.holds(seen)),
        "or": Rule(both, lambda seen: left.holds(seen) or right.holds(seen)),
    }[shape]


@dataclass(frozen=True)
class Sketch:
    """What a small questionnaire says, for both ways of counting."""

    shows: dict[str, Rule]
    gates: list[tuple[str, int, Rule, Rule]]
    """Question, level, when, meets."""
    exists: dict[int, Rule]
    top: int

    @classmethod
    def by_chance(cls, chance: Random) -> Sketch:
        names = [f"Q{n}" for n in range(chance.randint(2, 5))]
        top = chance.randint(1, 3)
        shows, gates = {}, []
        for place, name in enumerate(names):
            before = names[:place]
            shows[name] = some_rule(chance, before) if chance.random() < 0.6 else ALWAYS
            if chance.random() < 0.75:
                others = [n for n in names if n != name]
                when = some_rule(chance, others, 1) if chance.random() < 0.3 else ALWAYS
                codes = "".join(chance.sample(CODES, chance.randint(1, 2)))
                meets = Rule.about(name, "".join(sorted(codes)))
                if chance.random() < 0.2:
                    meets = some_rule(chance, names, 1)
                gates.append((name, chance.randint(1, top), when, meets))
        levels = [n for n in range(1, top + 1) if chance.random() < 0.2]
        return cls(shows, gates, {n: some_rule(chance, names, 1) for n in levels}, top)

    def definition(self) -> Questionnaire:
        questions = []
        for name, show in self.shows.items():
            mine = [g for g in self.gates if g[0] == name]
            questions.append(
                ask(
                    name,
                    " ".join(CODES),
                    show=show.text,
                    when=mine[0][2].text if mine else "",
                    meets={level: meets.text for _, level, _, meets in mine},
                )
            )
        exists = dict.fromkeys(range(self.top + 1), "") | {
            n: r.text for n, r in self.exists.items()
        }
        return questionnaire(*questions, exists=exists)

    def seen(self, answers: dict[str, str]) -> dict[str, str]:
        """Return the answers of the questions that are asked."""
        seen: dict[str, str] = {}
        for name, show in self.shows.items():
            if show.holds(seen) and name in answers:
                seen[name] = answers[name]
        return seen

    def level(self, answers: dict[str, str]) -> int:
        """Return the level where every question that is asked is answered."""
        seen = self.seen(answers)
        reached = 0
        for number in range(1, self.top + 1):
            if number in self.exists and not self.exists[number].holds(seen):
                continue
            gates = [g for g in self.gates if g[1] == number and g[0] in seen]
            if not all(meets.holds(seen) for _, _, when, meets in gates if when.holds(seen)):
                break
            reached = number
        return reached

    def completions(self, known: dict[str, str]) -> list[dict[str, str]]:
        free = [name for name in self.shows if name not in known]
        return [known | dict(zip(free, c, strict=True)) for c in product(CODES, repeat=len(free))]


def test_small_questionnaires_by_chance_agree_with_counting_everything_out():
    chance = Random("small")
    ranges = 0
    for _ in range(max(SETS // 20, 1)):
        sketch = Sketch.by_chance(chance)
        asked = sketch.definition()
        for _ in range(3):
            given = {n: chance.choice(CODES) for n in sketch.shows if chance.random() < 0.6}
            result = score(asked, given, STICHTAG)
            known = {n: given[n] for n in result.visible if n in given}
            levels = {sketch.level(full) for full in sketch.completions(known)}
            assert result.secured <= min(levels), (sketch, given)
            assert max(levels) <= result.possible, (sketch, given)
            assert result.provisional is False or result.open, (sketch, given)
            ranges += result.provisional
            full = chance.choice(sketch.completions(given))
            exact = score(asked, full, STICHTAG)
            assert exact.secured == exact.possible == sketch.level(full), (sketch, full)
            assert exact.visible == tuple(sketch.seen(full)), (sketch, full)
            assert exact.open == (), (sketch, full)
    assert ranges > SETS // 100


def test_answering_what_is_open_until_nothing_is_settles_the_level():
    chance = Random("settle")
    for _ in range(max(SETS // 40, 1)):
        asked = Sketch.by_chance(chance).definition()
        given: dict[str, str] = {}
        result = score(asked, given, STICHTAG)
        for _ in range(10):
            if not result.open:
                break
            given[chance.choice(result.open)] = chance.choice(CODES)
            result = score(asked, given, STICHTAG)
        assert result.open == ()
        assert result.secured == result.possible
        assert all(m.state is GateState.NOT_MET for m in (*result.missing, *result.later))
