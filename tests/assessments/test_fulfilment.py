"""What a subject would reach if criteria were fulfilled (contract 4.3)."""

from __future__ import annotations

import pytest

from assessments.fulfilment import conform_without_others, fulfil
from assessments.model import Department
from assessments.results import RatingContext, rate_service
from assessments.scoring import judge
from questionnaires import catalogue
from questionnaires.model import Kind
from questionnaires.reading import read_definition
from tests.builders import ask, questionnaire, service
from tests.cities import CONFORM, OFFLINE, ONLINE, PAPER

OZG = catalogue.load("ozg-rm-1.1")
STICHTAG = "2026-11-30"

KINDS = read_definition(
    """
id = "arten"
version = "1"
title = "Arten von Fragen"
short_title = "Arten"
subject = "process"
default_owner = "fachdienst"

[owners]
fachdienst = "Unser Fachdienst"

[[levels]]
number = 0
name = "Null"
description = "Noch nichts."

[[levels]]
number = 1
name = "Eins"
description = "Alles da."

[[sections]]
id = "a"
title = "Arten"

[[sections.questions]]
id = "L"
type = "multi"
wording = "Was ist vorhanden?"
options = [
    { code = "a", wording = "Erstes" },
    { code = "b", wording = "Zweites" },
    { code = "c", wording = "Drittes" },
    { code = "keins", wording = "Nichts davon", exclusive = true },
]
gates = [{ level = 1, meets = "L contains all {a, c}", short = "Liste" }]

[[sections.questions]]
id = "D"
type = "date"
wording = "Wann wurde es geprüft?"
gates = [{ level = 1, meets = "months(D) <= 12", short = "Prüfung" }]

[[sections.questions]]
id = "G"
type = "group"
wording = "Worum geht es?"
fields = [
    { id = "name", type = "text", label = "Name" },
    { id = "stelle", type = "text", label = "Stelle" },
]

[[sections.questions.gates]]
level = 1
meets = "G.name filled and G.stelle filled"
short = "Angaben"
needs = ["G.name", "G.stelle"]
""",
    "arten",
)


def judged(questionnaire, values):
    return judge(questionnaire, values, STICHTAG)


def test_a_question_gets_the_first_answer_that_meets_its_gates_up_to_the_level():
    paper = judged(OZG, PAPER)
    assert fulfil(paper, ["O5"], 2).values["O5"] == "pdf_hilfe"
    assert fulfil(paper, ["O5"], 3).values["O5"] == "dienst"


def test_an_answer_that_meets_the_gates_stays():
    after = fulfil(judged(OZG, CONFORM | {"O11": ("anderes", "servicekonto")}), ["O11", "O8"], 3)
    assert after.values["O11"] == ("anderes", "servicekonto")
    assert after.values["O8"] == "nein"


def test_what_appears_counts_with_the_answer_kept_for_it():
    kept = judged(OZG, CONFORM | {"O5": "vor_ort"})
    assert (kept.secured(), fulfil(kept, ["O5"], 3).secured()) == (1, 3)
    unknown = fulfil(judged(OZG, PAPER), ["O5"], 3)
    assert (unknown.secured(), unknown.possible()) == (1, 4)


def test_of_a_list_the_smallest_one_that_does_it_is_taken():
    after = fulfil(judged(KINDS, {"L": ("keins",)}), ["L"], 1)
    assert after.values["L"] == ("a", "c")


def test_a_date_becomes_the_stichtag_and_open_texts_are_filled():
    before = judged(KINDS, {"L": ("a", "c"), "G.name": "Wohngeld"})
    after = fulfil(before, ["D", "G"], 1)
    assert after.values["D"] == STICHTAG
    assert after.values["G.name"] == "Wohngeld"
    assert after.values["G.stelle"]
    assert (before.secured(), after.secured()) == (0, 1)


@pytest.mark.parametrize("criterion", ["O10", "O18"])
def test_what_is_not_asked_cannot_be_fulfilled(criterion):
    before = judged(OZG, PAPER)
    assert fulfil(before, [criterion], 4).values == before.values


@pytest.mark.parametrize(
    ("meets", "least"),
    [("N >= 3", 3), ("N > 3", 4), ("N = 0", 0), ("N in {4, 7}", 4), ("N >= $so_viele", 5)],
)
def test_of_numbers_the_smallest_that_does_it_is_taken(meets, least):
    asked = questionnaire(
        ask("N", "", kind=Kind.NUMBER, meets={1: meets}), settings={"so_viele": 5}
    )
    assert fulfil(judged(asked, {}), ["N"], 1).values["N"] == least
    assert fulfil(judged(asked, {"N": 1}), ["N"], 1).secured() == 1


def test_a_review_that_is_overdue_is_done_on_the_stichtag():
    asked = catalogue.load("prozessdokumentation")
    overdue = judged(asked, {"P2": ("checkliste",), "P13.datum": "2020-05-15", "P13.turnus": "12"})
    after = fulfil(overdue, ["P13"], 5)
    assert (after.values["P13.datum"], after.values["P13.turnus"]) == (STICHTAG, "12")
    never = judged(asked, {"P2": ("checkliste",), "P13.datum": "nie"})
    assert fulfil(never, ["P13"], 5).values["P13.datum"] == STICHTAG
    in_time = judged(asked, {"P2": ("checkliste",), "P13.datum": "2026-10-01"})
    assert fulfil(in_time, ["P13"], 5).values == in_time.values


def test_a_criterion_that_applies_to_nothing_is_left_as_it_is():
    later = judged(OZG, CONFORM | {"O14": "danach", "O15": "nein"})
    assert fulfil(later, ["O15"], 4).values["O15"] == "nein"
    before = judged(OZG, CONFORM | {"O14": "vorab", "O15": "nein"})
    assert fulfil(before, ["O15"], 4).values["O15"] == "ja"


def test_criteria_may_be_named_in_any_order():
    kept = judged(OZG, CONFORM | {"O5": "vor_ort", "O10": "nein", "O17": "ungenutzt"})
    assert fulfil(kept, ["O17", "O10", "O5"], 3).secured() == 3


def test_what_others_do_lowers_no_chance():
    """An open O5 that others have to provide: with the kept O6 the service could not be conform."""
    values = OFFLINE | {
        "O4": "ja", "O6": "test", "H1": ("anschluss",), "H2.anschluss": "efa_land",
    }  # fmt: skip
    context = RatingContext(STICHTAG, Department("amt", "Amt"))
    result = rate_service(service("Pass"), values, OZG, context)
    assert result.possibly_conform
    assert conform_without_others(result, context) == (False, True)


def test_several_criteria_are_fulfilled_together():
    before = judged(OZG, ONLINE | {"O13": "nein"})
    assert fulfil(before, ["O17"], 3).secured() == 2
    assert fulfil(before, ["O13", "O17"], 3).secured() == 3
