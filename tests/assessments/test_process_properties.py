"""What holds for every set of answers about a process: the same range as for services.

How many sets are tried says `tests.answer_sets`.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from assessments.model import is_open
from assessments.scoring import GateState, score
from questionnaires.catalogue import load
from tests.answer_sets import (
    SETS,
    completed,
    hidden_changed,
    seen,
    some_answer,
    some_answers,
)
from tests.builders import STICHTAG

if TYPE_CHECKING:
    from questionnaires.model import Value

PROCESS = load("prozessdokumentation")
RATED = tuple(f for q in PROCESS.questions.values() if q.gates for f in q.answer_fields)
NAMES = PROCESS.questions["P1"].answer_fields

BEST: dict[str, Value] = {
    **{f.id: "Unterhalt bewilligen" for f in NAMES},
    "P2": ("dienstanweisung", "kopf"),
    "P3": ("schritte", "ausloeser", "ergebnis", "zustaendigkeit"),
    "P4": "ja",
    "P5": "picture",
    "P6": tuple(o.code for o in PROCESS.fields["P6"].options[:10]),
    "P7": "ja",
    "P8": "picture_soll",
    "P9": "selbst",
    "P10": ("software", "oe", "recht"),
    "P11": "ja",
    "P11.datum": "2026-03-01",
    "P12": "ueberwiegend",
    "P13.datum": "2026-10-31",
    "P13.turnus": "24",
    "P14": "ja",
    "P15": ("rueckstand", "kosten"),
    "P16": "ja",
    "P17": "jaehrlich",
    "P18": "geprueft_kein_bedarf",
}
WORST: dict[str, Value] = {
    **{f.id: "Unterhalt bewilligen" for f in NAMES},
    "P2": ("kopf", "notizen"),
    "P3": ("recht",),
    "P4": "nein",
    "P5": "anderswo",
    "P6": ("zeit",),
    "P7": "nein",
    "P8": "anderes",
    "P9": "nein",
    "P10": ("leistung", "recht", "software", "extern"),
    "P11": "nein",
    "P11.datum": "2026-03-01",
    "P12": "teilweise",
    "P13.datum": "nie",
    "P13.turnus": "6",
    "P14": "nein",
    "P15": ("keine",),
    "P16": "nein",
    "P17": "seltener",
    "P18": "nein",
}


def answers(chance: Random) -> dict[str, Value]:
    """Return random answers, often with the base data, without which nothing else matters."""
    values = some_answers(RATED, BEST, chance)
    if chance.random() < 0.7:
        values |= {f.id: BEST[f.id] for f in NAMES}
    return values


def test_the_range_holds_for_every_completion_and_its_ends_are_reached():
    chance = Random("process range")
    rungs: set[int | None] = set()
    for _ in range(SETS):
        values = answers(chance)
        result = score(PROCESS, values, STICHTAG)
        low, high = result.secured, result.possible
        assert low is not None
        assert high is not None
        rungs.add(low)
        full = score(PROCESS, completed(values, RATED, lambda f: some_answer(f, chance)), STICHTAG)
        assert low <= full.secured <= high, values
        assert (full.secured, full.open) == (full.possible, ()), values
        if low == high:
            continue
        assert result.open, values
        known = seen(values, PROCESS, result.visible)
        best = score(PROCESS, completed(known, RATED, lambda f: BEST[f.id]), STICHTAG)
        worst = score(PROCESS, completed(known, RATED, lambda f: WORST[f.id]), STICHTAG)
        assert best.secured == high, values
        # A name that is missing can only be filled in, never be answered with „no“.
        named = completed(values, NAMES, lambda f: BEST[f.id])
        assert worst.secured == score(PROCESS, named, STICHTAG).secured, values
    assert rungs == set(range(7))


def test_what_is_kept_in_hidden_questions_changes_nothing():
    chance = Random("process hidden")
    for _ in range(SETS // 4):
        values = answers(chance)
        result = score(PROCESS, values, STICHTAG)
        hidden = [q for q in PROCESS.per_subject() if q.id not in result.visible]
        changed = hidden_changed(values, hidden, chance)
        assert score(PROCESS, changed, STICHTAG) == result, (values, changed)


def test_missing_and_open_name_each_question_once_and_only_what_a_person_can_answer():
    chance = Random("process names")
    for _ in range(SETS // 4):
        values = answers(chance)
        result = score(PROCESS, values, STICHTAG)
        for one in (*result.missing, *result.later):
            assert one.question in result.visible, values
            needs = PROCESS.questions[one.question].gates[0].needs
            is_unanswered = any(is_open(values.get(need)) for need in needs)
            assert (one.state is GateState.OPEN) is is_unanswered, (values, one)
            assert not is_unanswered or one.question in result.open, (values, one)
        names = [m.question for m in result.missing]
        assert names == sorted(set(names), key=list(PROCESS.questions).index)
        assert len(set(result.open)) == len(result.open)
        assert bool(result.missing) is (result.secured != 6)
