"""The worked examples of the OZG check: W1 to W12 (ozg-process.md 9.3) and the rules of 9.1."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from assessments.scoring import GateState, score
from questionnaires.catalogue import load
from tests.builders import STICHTAG

if TYPE_CHECKING:
    from questionnaires.model import Value

OZG = load("ozg-rm-1.1")
MET, NOT_MET, VOID, OPEN = GateState.MET, GateState.NOT_MET, GateState.VOID, GateState.OPEN

Answers = dict[str, "Value"]

OURS: Answers = {"O1": "allein", "O2": "aussen"}
APPLICATION: Answers = {**OURS, "O3": "antrag", "O4": "ja"}
ENTIRELY: Answers = {
    "EE1": "automatisch",
    "EE2": "elektronisch",
    "EE3": 0,
    "EE4": "entfaellt",
    "EE5": "ja",
}
GOOD: Answers = {
    **APPLICATION,
    "O5": "dienst",
    "O6": "produktiv",
    "O7": "vollstaendig",
    "O8": "nein",
    "O9": "substanziell",
    "O10": "ja",
    "O11": ("bundid",),
    "O12": "ja",
    "O13": "alle",
    "O14": "keine",
    "O16": "bescheid",
    "O17": "ja",
    "O18": "strukturiert",
    "O19": "ja",
}
W1: Answers = {
    **GOOD,
    "O6.seit": "2023-03-08",
    "O17": "kein_rueckkanal",
    "O18": "hochladen",
    "EE1": "manuell_digital",
}
W2: Answers = {
    **W1,
    "O6.seit": "2023-01-01",
    "O11": ("unternehmenskonto",),
    "O13": "teilweise",
    "O14": "danach",
    "O15": "nein",
    "O18": "papier",
    "O19": "nein",
}
W6: Answers = {
    **OURS,
    "O3": "anzeige",
    "O4": "ja",
    "O5": "dienst",
    "O6": "produktiv",
    "O7": "vollstaendig",
    "O8": "nein",
    "O9": "keine",
    "O12": "nein",
    "O14": "danach",
    "O15": "nein",
    "O16": "bescheid",
    "O17": "ja",
    "EE1": "automatisch",
    "EE2": "elektronisch",
    "EE3": 0,
    "EE5": "nein",
}
W7: Answers = {
    **GOOD,
    **ENTIRELY,
    "O9": "einfach",
    "O11": ("servicekonto",),
    "O12": "nein",
    "O14": "vorab",
    "O15": "ja",
    "O16": "gegenstand",
    "O17": "nein_anders",
    "O19": "nein",
}
WITHOUT_APPLICATION: Answers = {
    **OURS,
    "O3": "von_amts_wegen",
    "O3a": "automatisch",
    "O4": "ja",
    "O16": "bescheid",
    "O17": "nein_anders",
    "EE1": "automatisch",
    "EE2": "elektronisch",
    "EE3": 1,
}


class Example(NamedTuple):
    answers: Answers
    secured: int | None
    possible: int | None
    stage: int | None
    missing: dict[str, str]
    """Question -> owner."""
    later: tuple[str, ...] = ()
    after_release: int | None = None
    scope: str = "bewertet"


EXAMPLES = {
    "W1 Unterhaltsvorschuss 2023": Example(W1, 2, 2, 1, {"O17": "land"}, later=("O18",)),
    "W2 BImSchG-Genehmigung 2023": Example(
        W2, 2, 2, 1, {"O13": "fachdienst", "O17": "land"}, later=("O18", "O19")
    ),
    "W3 Papier mit Download": Example(
        {**APPLICATION, "O4": "teilweise", "O5": "pdf_druck", "EE1": "papier"},
        1,
        1,
        0,
        {"O5": "fachdienst"},
        later=("O5",),
    ),
    "W4 fertig im Test": Example(
        {**GOOD, "O6": "test", "EE1": "papier"},
        1,
        1,
        0,
        {"O6": "fachdienst"},
        after_release=4,
    ),
    "W5 zwei Antworten unbekannt": Example(
        {**GOOD, **ENTIRELY, "O10": "weiss_nicht", "O17": "weiss_nicht"},
        2,
        4,
        2,
        {"O10": "kitt", "O17": "fachdienst"},
    ),
    "W6 Hund anmelden": Example(W6, 4, 4, 2, {}),
    "W7 Urkunde bestellen": Example(W7, 3, 3, 3, {"O19": "hersteller"}),
    "W8 alles erfüllt": Example({**GOOD, **ENTIRELY}, 4, 4, 3, {}),
    "W9 Beratung": Example(
        {**OURS, "O3": "information", "O4": "ja"}, 1, 1, None, {}, scope="nur_information"
    ),
    "W10 ohne Antrag": Example(WITHOUT_APPLICATION, 1, 1, 1, {"O17": "fachdienst"}),
    "W11 nicht zuständig": Example(
        {"O1": "nicht_stadt"}, None, None, None, {}, scope="nicht_zustaendig"
    ),
    "W12 Einreichung als E-Mail": Example(
        {**GOOD, **ENTIRELY, "O7": "email", "EE1": "papier"}, 2, 2, 0, {"O7": "fachdienst"}
    ),
}


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES)
def test_worked_example(example):
    result = score(OZG, example.answers, STICHTAG)
    assert (result.secured, result.possible) == (example.secured, example.possible)
    assert result.provisional is (example.secured != example.possible)
    assert result.scope == example.scope
    assert result.derived["e_stufe"] == example.stage
    assert {m.question: m.owner for m in result.missing} == example.missing
    assert tuple(m.question for m in result.later) == example.later
    assert result.what_ifs == {"after_release": example.after_release}


def test_w5_names_what_is_to_be_clarified():
    result = score(OZG, EXAMPLES["W5 zwei Antworten unbekannt"].answers, STICHTAG)
    assert result.open == ("O10", "O17")
    assert {m.state for m in result.missing} == {OPEN}


def test_w10_has_no_level_2_and_who_reaches_3_is_at_4():
    states = [level.state for level in score(OZG, WITHOUT_APPLICATION, STICHTAG).levels]
    assert states == [MET, MET, VOID, NOT_MET, MET]
    assert score(OZG, {**WITHOUT_APPLICATION, "O17": "ja"}, STICHTAG).secured == 4


@pytest.mark.parametrize(
    ("answers", "scope", "open_"),
    [
        ({}, "klaerfall", ("O1",)),
        ({"O1": "weiss_nicht"}, "klaerfall", ("O1",)),
        ({"O1": "gemeinsam"}, "klaerfall", ("O2",)),
        ({**OURS}, "klaerfall", ("O3",)),
        ({**OURS, "O3": "weiss_nicht", "O4": "ja"}, "klaerfall", ("O3",)),
        ({"O1": "anderer_fd", "O2": "aussen", "O3": "antrag"}, "nicht_zustaendig", ()),
        ({"O1": "weggefallen"}, "weggefallen", ()),
        ({"O1": "allein", "O2": "intern", "O4": "ja"}, "intern", ()),
    ],
)
def test_without_a_rated_scope_there_is_no_level(answers, scope, open_):
    result = score(OZG, answers, STICHTAG)
    assert (result.scope, result.secured, result.possible) == (scope, None, None)
    assert (result.missing, result.later, result.open) == ((), (), open_)
    assert {level.state for level in result.levels} == {VOID}


def test_pure_information_ends_at_level_1():
    result = score(OZG, {**OURS, "O3": "information"}, STICHTAG)
    assert (result.secured, result.possible, result.open) == (0, 1, ("O4",))
    assert [level.state for level in result.levels] == [MET, OPEN, VOID, VOID, VOID]


def test_everything_behind_an_open_o5_stands_under_o5():
    result = score(OZG, {k: v for k, v in GOOD.items() if k != "O5"}, STICHTAG)
    assert (result.secured, result.possible) == (1, 4)
    assert [m.question for m in result.missing] == ["O5"]
    assert result.later == ()
    assert result.open == ("O5",)
    assert result.what_ifs == {"after_release": None}


@pytest.mark.parametrize(
    ("steering", "hidden"),
    [("O9", ("O10", "O11", "O19")), ("O12", ("O13", "O18")), ("O16", ("O17",))],
)
def test_gates_behind_an_open_steering_question_stand_under_it(steering, hidden):
    bad = dict.fromkeys(hidden, "nein") | {"O11": ("keins",)} if steering == "O9" else {}
    result = score(OZG, {**GOOD, **bad, steering: "weiss_nicht"}, STICHTAG)
    assert (result.secured, result.possible) == (2, 4)
    assert [m.question for m in result.missing] == [steering]
    assert result.open == (steering,)


def test_open_payment_counts_only_before_the_decision():
    before = score(OZG, {**GOOD, "O14": "vorab"}, STICHTAG)
    after = score(OZG, {**GOOD, "O14": "danach"}, STICHTAG)
    unknown = score(OZG, {k: v for k, v in GOOD.items() if k != "O14"}, STICHTAG)
    assert (before.secured, before.open) == (2, ("O15",))
    assert (after.secured, after.open) == (4, ())
    assert (unknown.secured, unknown.open) == (2, ("O14",))
    assert [m.question for m in unknown.missing] == ["O14"]


def test_additional_questions_are_never_open():
    result = score(OZG, GOOD, STICHTAG)
    assert result.open == ()
    assert {"EE1", "X1", "F2", "H1"} <= set(result.visible)
    assert (result.answered, result.asked) == (18, 18)


@pytest.mark.parametrize(
    ("answers", "owner"),
    [
        ({"O17": "ungenutzt"}, "kitt"),
        ({"O17": "nein_anders"}, "fachdienst"),
        ({"O17": "kein_rueckkanal"}, "land"),
        ({"O17": "kein_rueckkanal", "H1": ("rueckkanal",), "H2.rueckkanal": "bund"}, "bund"),
        ({"O17": "ungenutzt", "H1": ("kosten",), "H2.kosten": "bund"}, "kitt"),
        ({"O13": "nein", "H1": ("recht",), "H2.recht": "bund"}, "bund"),
        ({"O11": ("anderes",), "H1": ("nutzerkonto",), "H2.nutzerkonto": "land"}, "land"),
        ({"O14": "vorab", "O15": "nein"}, "kitt"),
        ({"O7": "teilweise", "H1": ("schnittstelle",), "H2.schnittstelle": "kiv"}, "kiv"),
    ],
)
def test_who_can_remove_the_obstacle(answers, owner):
    result = score(OZG, {**GOOD, **answers}, STICHTAG)
    assert [m.owner for m in result.missing] == [owner]


@pytest.mark.parametrize(
    ("answers", "productive"),
    [
        (GOOD, "ja"),
        ({**GOOD, "O6": "test"}, "nein"),
        ({**APPLICATION, "O5": "pdf_hilfe", "O6": "produktiv"}, "nein"),
        (WITHOUT_APPLICATION, "nein"),
        ({**WITHOUT_APPLICATION, "O17": "ja"}, "ja"),
        ({**WITHOUT_APPLICATION, "O17": "weiss_nicht"}, "nein"),
    ],
)
def test_productive_is_released_or_reached_without_application(answers, productive):
    assert score(OZG, answers, STICHTAG).derived["produktiv"] == productive


def test_the_end_to_end_stage_is_open_and_never_paper_without_an_answer():
    assert score(OZG, GOOD, STICHTAG).derived["e_stufe"] is None
    assert score(OZG, {**GOOD, "EE1": "weiss_nicht"}, STICHTAG).derived["e_stufe"] is None
    assert score(OZG, {**GOOD, "EE1": "automatisch"}, STICHTAG).derived["e_stufe"] == 1
    information = {**OURS, "O3": "information", "EE1": "papier"}
    assert score(OZG, information, STICHTAG).derived["e_stufe"] is None
