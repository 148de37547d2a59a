"""The machinery of levels: gates, ranges, levels that may not exist, what is missing and why."""

from __future__ import annotations

import pytest

from assessments.facts import facts_of
from assessments.model import Subject, SubjectKind
from assessments.scoring import GateState, Missing, score
from questionnaires.conditions import parse
from questionnaires.model import Fact, Kind, Obstacles, WhatIf
from tests.builders import STICHTAG, ask, derived, part, questionnaire, values

MET, NOT_MET, VOID, OPEN = GateState.MET, GateState.NOT_MET, GateState.VOID, GateState.OPEN

LADDER = questionnaire(
    ask("A", meets={1: "A = ja"}),
    ask("B", meets={2: "B = ja"}),
    ask("C", meets={2: "C = ja", 3: "C = ja"}),
    ask("D", meets={3: "D = ja"}),
)


def rate(asked, settings=None, **given):
    return score(asked, values(**given), STICHTAG, settings)


def reached(asked, **given):
    result = rate(asked, **given)
    return result.secured, result.possible


def states(asked, **given):
    return [level.state for level in rate(asked, **given).levels]


def missing(asked, **given):
    return [m.question for m in rate(asked, **given).missing]


@pytest.mark.parametrize(
    ("given", "range_"),
    [
        ({}, (0, 3)),
        ({"A": "ja"}, (1, 3)),
        ({"A": "nein"}, (0, 0)),
        ({"A": "ja", "B": "ja", "C": "ja", "D": "nein"}, (2, 2)),
        ({"A": "ja", "B": "ja", "C": "ja", "D": "ja"}, (3, 3)),
        ({"A": "nein", "B": "ja", "C": "ja", "D": "ja"}, (0, 0)),
        ({"A": "weiss_nicht", "B": "nein"}, (0, 1)),
    ],
)
def test_the_lowest_gate_decides_and_open_gates_make_a_range(given, range_):
    assert reached(LADDER, **given) == range_


def test_a_level_has_its_own_state_whatever_is_below():
    assert states(LADDER, A="nein", B="ja", C="ja") == [MET, NOT_MET, MET, OPEN]
    assert states(LADDER, B="nein") == [MET, OPEN, NOT_MET, OPEN]


def test_missing_is_the_next_level_and_later_the_levels_above():
    result = rate(LADDER, A="ja", B="nein", C="nein", D="nein")
    assert [(m.question, m.level, m.state) for m in result.missing] == [
        ("B", 2, NOT_MET),
        ("C", 2, NOT_MET),
    ]
    assert [(m.question, m.level) for m in result.later] == [("C", 3), ("D", 3)]


def test_an_open_question_of_the_next_level_is_not_named_again_for_a_later_one():
    result = rate(LADDER, A="ja")
    assert [(m.question, m.state) for m in result.missing] == [("B", OPEN), ("C", OPEN)]
    assert [m.question for m in result.later] == ["D"]


def test_i_do_not_know_is_the_same_as_no_answer():
    assert rate(LADDER, A="ja", B="weiss_nicht") == rate(LADDER, A="ja")


def test_answers_to_questions_nobody_asks_are_ignored():
    assert rate(LADDER, A="ja", Z="ja") == rate(LADDER, A="ja")


STEERED = questionnaire(
    ask("S", "dienst papier"),
    ask("T", "ja nein", show="S = dienst"),
    ask("G", show="T = ja", meets={1: "G = ja"}),
    ask("H", show="T = ja", meets={1: "H = ja"}),
)


def test_a_gate_behind_an_open_question_stands_under_it_once():
    result = rate(STEERED)
    assert (result.secured, result.possible) == (0, 1)
    assert result.missing == (Missing("S", 1, "fachdienst", OPEN, "G auf 1"),)
    assert result.open == ("S",)
    assert missing(STEERED, S="dienst") == ["T"]
    assert rate(STEERED, S="dienst").open == ("T",)
    assert missing(STEERED, S="dienst", T="ja", H="ja") == ["G"]


def test_a_gate_of_a_question_that_is_not_asked_does_not_count():
    assert reached(STEERED, S="papier", T="ja", G="nein") == (1, 1)
    assert reached(STEERED, S="dienst", T="nein", G="nein") == (1, 1)


def test_kept_answers_behind_an_open_question_count_in_neither_direction():
    kept = {"T": "ja", "G": "nein", "H": "nein"}
    assert reached(STEERED, **kept) == (0, 1)
    assert rate(STEERED, **kept) == rate(STEERED)
    assert rate(STEERED, S="dienst", G="nein", H="ja") == rate(STEERED, S="dienst")


def test_only_the_open_question_that_matters_is_named():
    asked = questionnaire(
        ask("S", "a b"),
        ask("T", "a b"),
        ask("G", show="S = a and T = a", meets={1: "G = ja"}),
    )
    assert missing(asked, S="a") == ["T"]
    assert missing(asked) == ["S", "T"]
    assert reached(asked, S="b") == (1, 1)
    assert rate(asked, S="b").missing == ()


PAYMENT = questionnaire(
    ask("O14", "keine vorab danach"),
    ask("O15", show="O14 in {vorab, danach}", when="O14 = vorab", meets={1: "O15 = ja"}),
)


def test_a_gate_with_a_condition_of_its_own_counts_only_then():
    assert reached(PAYMENT, O14="danach", O15="nein") == (1, 1)
    assert reached(PAYMENT, O14="vorab", O15="nein") == (0, 0)
    assert reached(PAYMENT, O14="vorab") == (0, 1)
    assert rate(PAYMENT, O14="vorab").open == ("O15",)
    assert rate(PAYMENT, O14="danach").open == ()
    assert rate(PAYMENT, O14="danach").visible == ("O14", "O15")


def test_a_level_that_does_not_exist_is_skipped():
    asked = questionnaire(
        ask("K", "antrag amt"),
        ask("A", meets={1: "A = ja"}),
        ask("B", meets={2: "B = ja"}),
        ask("C", meets={3: "C = ja"}),
        exists={2: "K = antrag"},
    )
    assert reached(asked, K="amt", A="ja", B="nein", C="nein") == (1, 1)
    assert [(m.question, m.level) for m in rate(asked, K="amt", A="ja", C="nein").missing] == [
        ("C", 3)
    ]
    assert reached(asked, K="amt", A="ja", C="ja") == (3, 3)
    assert states(asked, K="amt", A="ja", C="ja") == [MET, MET, VOID, MET]
    assert reached(asked, K="antrag", A="ja", B="nein", C="ja") == (1, 1)
    assert (reached(asked, A="ja", B="ja", C="ja"), missing(asked, A="ja", C="ja")) == (
        (1, 3),
        ["K"],
    )


def test_without_the_lowest_level_there_is_no_level_and_nothing_is_missing():
    asked = questionnaire(
        ask("Z", "wir andere"),
        ask("A", meets={1: "A = ja"}),
        exists={0: "Z = wir"},
    )
    for given in ({"Z": "andere", "A": "ja"}, {"A": "ja"}):
        result = rate(asked, **given)
        assert (result.secured, result.possible, result.missing) == (None, None, ())
        assert [level.state for level in result.levels] == [VOID, VOID]
        assert not result.provisional
    assert rate(asked).open == ("Z",)
    assert rate(asked, Z="andere").open == ()


def test_derived_values_steer_and_the_open_question_behind_them_is_named():
    asked = questionnaire(
        ask("Z", "wir andere"),
        ask("W", "aussen innen", show="Z = wir"),
        ask("A", show="umfang = bewertet", meets={1: "A = ja"}),
        derived=(
            derived(
                "umfang",
                {"bewertet": "W = aussen", "intern": "W = innen", "fremd": "Z = andere"},
                "klaerfall",
            ),
        ),
        scope="umfang",
        exists={0: "umfang = bewertet"},
    )
    assert rate(asked).scope == "klaerfall"
    assert rate(asked, Z="wir").open == ("W",)
    assert rate(asked, Z="wir", W="innen", A="ja").scope == "intern"
    result = rate(asked, Z="wir", W="aussen")
    assert (result.scope, result.secured, result.possible) == ("bewertet", 0, 1)
    assert result.open == ("A",)


def test_a_derived_value_without_a_true_case_is_open_only_while_it_may_still_come():
    asked = questionnaire(
        ask("S", "a b"),
        ask("E", "x y", show="S = a"),
        ask("G", show="e_stufe = 2", meets={1: "G = ja"}),
        derived=(derived("e_stufe", {2: "E = x"}),),
    )
    assert missing(asked, S="a") == ["E"]
    assert missing(asked) == ["S"]
    assert reached(asked, S="b") == (1, 1)
    assert rate(asked, S="a", E="x", G="ja").derived == {"e_stufe": 2}
    assert rate(asked, S="b", E="x").derived == {"e_stufe": None}


def test_the_level_inside_a_condition_is_the_secured_one():
    asked = questionnaire(
        ask("A", meets={1: "A = ja"}),
        ask("B", meets={2: "B = ja"}),
        derived=(derived("gut", {"ja": "stufe >= 2"}, "nein"),),
    )
    assert rate(asked, A="ja", B="ja").derived == {"gut": "ja"}
    assert rate(asked, A="ja").derived == {"gut": "nein"}


def test_without_a_level_every_comparison_with_it_is_false():
    asked = questionnaire(
        ask("Z", "wir andere"),
        ask("A", meets={1: "A = ja"}),
        ask("X", show="stufe >= 0"),
        derived=(derived("tief", {"ja": "stufe = 0"}, "nein"),),
        exists={0: "Z = wir"},
    )
    assert rate(asked).visible == ("Z", "A")
    assert rate(asked).derived == {"tief": "nein"}
    assert rate(asked, Z="wir").visible == ("Z", "A", "X")
    assert rate(asked, Z="wir").derived == {"tief": "ja"}


P1 = ask(
    "P1",
    "",
    kind=Kind.GROUP,
    fields=(part("P1.name"), part("P1.stelle")),
    needs=("P1.name", "P1.stelle"),
    meets={1: "P1.name filled and P1.stelle filled"},
)
P13 = ask(
    "P13",
    "",
    kind=Kind.GROUP,
    fields=(part("P13.datum", Kind.DATE, "nie"), part("P13.turnus", codes="6 12 24")),
    needs=("P13.datum",),
    meets={2: "months(P13.datum) <= least(P13.turnus, $abstand)"},
)
PROCESS = questionnaire(P1, P13, settings={"abstand": 24})


def test_several_fields_are_one_question():
    result = rate(PROCESS, P1__name="Hund anmelden")
    assert [m.question for m in result.missing] == ["P1"]
    assert result.open == ("P1", "P13")
    assert (result.answered, result.asked) == (0, 2)
    full = rate(PROCESS, P1__name="Hund anmelden", P1__stelle="Team Steuern", P13__datum="nie")
    assert (full.secured, full.possible, full.open) == (1, 1, ())
    assert (full.answered, full.asked) == (2, 2)


def test_a_setting_of_the_round_overrides_the_default_of_the_definition():
    given = {"P1__name": "x", "P1__stelle": "y", "P13__datum": "2025-05-01"}
    assert reached(PROCESS, **given) == (2, 2)
    assert rate(PROCESS, {"abstand": 12}, **given).secured == 1


def test_a_need_that_is_not_asked_is_not_waited_for():
    asked = questionnaire(
        ask(
            "Q",
            fields=(part("Q.seit", Kind.DATE, show="Q = ja"),),
            needs=("Q", "Q.seit"),
            meets={1: "Q in {ja, nein}"},
        )
    )
    assert reached(asked, Q="nein") == (1, 1)
    assert reached(asked, Q="ja") == (0, 1)
    assert reached(asked, Q="ja", Q__seit="2026-01-01") == (1, 1)


OWNED = questionnaire(
    ask("A", "ja nein fehlt", owners={"fehlt": "land"}, meets={1: "A = ja"}, owner="kitt"),
    ask("B", meets={1: "B = ja"}),
    ask(
        "H1",
        "weg anschluss zeit",
        kind=Kind.MULTI,
        fields=[
            part(f"H2.{c}", Kind.SINGLE, "bund kiv fachdienst", show=f"H1 contains {c}")
            for c in ("weg", "anschluss", "zeit")
        ],
    ),
    obstacles=Obstacles("H1", "H2", {"weg": ("A",), "anschluss": ("A", "B")}),
)


@pytest.mark.parametrize(
    ("given", "owners"),
    [
        ({"A": "nein", "B": "nein"}, ["kitt", "fachdienst"]),
        ({"A": "fehlt", "B": "ja"}, ["land"]),
        ({"A": "fehlt", "H1": ("zeit", "anschluss"), "H2.anschluss": "kiv"}, ["kiv", "kiv"]),
        ({"A": "fehlt", "H1": ("weg", "anschluss"), "H2.anschluss": "kiv"}, ["land", "kiv"]),
        (
            {"A": "fehlt", "H1": ("weg", "anschluss"), "H2.anschluss": "kiv", "H2.weg": "bund"},
            ["bund", "kiv"],
        ),
        (
            {"A": "fehlt", "H1": ("zeit",), "H2.zeit": "kiv", "H2.weg": "bund"},
            ["land", "fachdienst"],
        ),
        ({"H1": ("weg",), "H2.weg": "bund"}, ["bund", "fachdienst"]),
    ],
)
def test_the_owner_is_the_obstacles_else_the_answers_else_the_questions(given, owners):
    result = score(OWNED, given, STICHTAG)
    assert [m.owner for m in result.missing] == owners


RELEASE = questionnaire(
    ask("O6", "produktiv test vorbereitung", meets={1: "O6 = produktiv"}),
    ask("B", show="O6 = produktiv", meets={2: "B = ja"}),
    ask("C", meets={2: "C = ja"}),
    what_ifs=(WhatIf("after_release", "O6", "produktiv", parse("O6 in {test, vorbereitung}")),),
)


def test_a_what_if_shows_the_secured_level_with_one_answer_changed():
    assert rate(RELEASE, O6="test", B="ja", C="ja").what_ifs == {"after_release": 2}
    assert rate(RELEASE, O6="test", B="ja").what_ifs == {"after_release": 1}
    assert rate(RELEASE, O6="produktiv", B="ja", C="ja").what_ifs == {"after_release": None}
    assert rate(RELEASE).what_ifs == {"after_release": None}


def test_progress_counts_visible_questions_that_are_not_voluntary():
    asked = questionnaire(
        ask("A", meets={1: "A = ja"}),
        ask("B", show="A = ja"),
        ask("C", show="A = nein"),
        ask("X", optional=True),
        ask("R", once=True),
    )
    result = rate(asked, A="ja", X="ja", R="ja")
    assert result.visible == ("A", "B", "X")
    assert (result.answered, result.asked) == (1, 2)
    assert rate(asked, A="ja", B="weiss_nicht").answered == 1


def test_questions_without_a_gate_are_open_only_if_they_steer_one():
    asked = questionnaire(
        ask("S", "a b"),
        ask("A", show="S = a", meets={1: "A = ja"}),
        ask("EE1", "x y"),
        ask("F4", show="EE1 filled"),
    )
    assert rate(asked).open == ("S",)
    assert rate(asked, S="a").open == ("A",)
    assert rate(asked, S="a", A="nein").open == ()


def test_any_number_of_levels_with_any_numbers():
    tall = questionnaire(*(ask(f"Q{n}", meets={n: f"Q{n} = ja"}) for n in range(1, 13)))
    assert reached(tall, **{f"Q{n}": "ja" for n in range(1, 12)}) == (11, 12)
    flat = questionnaire(ask("A"))
    assert reached(flat) == (0, 0)


def test_a_fact_shows_a_question_without_asking_and_is_no_question_itself():
    asked = questionnaire(
        ask("A", meets={1: "A = ja"}, show="leistungen >= 1"),
        ask("B", meets={1: "B = ja"}),
        facts={"leistungen": Fact.LINKED_SERVICES},
    )
    linked, alone = (score(asked, {"B": "ja", "leistungen": n}, STICHTAG) for n in (2, 0))
    assert (linked.visible, linked.open, linked.secured) == (("A", "B"), ("A",), 0)
    assert (alone.visible, alone.open, alone.secured) == (("B",), (), 1)


def test_a_fact_that_nobody_handed_in_is_open_and_nobody_is_asked_for_it():
    asked = questionnaire(
        ask("A", meets={1: "A = ja"}, show="leistungen >= 1"),
        facts={"leistungen": Fact.LINKED_SERVICES},
    )
    result = rate(asked, A="ja")
    assert (result.secured, result.possible) == (0, 1)
    assert (result.visible, result.open, result.missing) == ((), (), ())


def test_facts_are_taken_from_the_subject():
    asked = questionnaire(ask("A"), facts={"leistungen": Fact.LINKED_SERVICES})
    process = Subject("p", SubjectKind.PROCESS, "Hund anmelden", services=("a", "b"))
    assert facts_of(asked, process) == {"leistungen": 2}
    assert facts_of(questionnaire(ask("A")), process) == {}
