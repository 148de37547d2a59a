"""Many hand-ins, one city: what is merged, who represents, what is chosen (ozg-process.md 6.4)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.consolidation import SCOPE_WORDS, Choice, consolidate, round_of
from assessments.errors import UnknownRound
from assessments.key_figures import figures, of_city, of_department, yearly_cases
from assessments.workbooks.layout import SERVICES
from tests.cities import (
    CONFORM,
    ELSEWHERE,
    FINISHED,
    FORM,
    INFORMATION,
    OFFLINE,
    ONLINE,
    PAPER,
    QUESTIONNAIRES,
    ROUND,
    UNKNOWN_SCOPE,
    UNTOUCHED,
    hand_in,
    sample_city,
    service,
    stored,
)

KEY = "99001001002000"
OTHER_KEY = "99001002001000"
OBJECT_KEY = "99001001000000"
DISPUTED_KEY = "99023001015000"
EVERYTHING = Choice()


def city(*hand_ins, choice=EVERYTHING, authority="Stadt Jena"):
    return consolidate(stored(*hand_ins), QUESTIONNAIRES, choice, authority)


def titles(consolidation):
    return [[m.department.name for m in s.members] for s in consolidation.services]


# --- merging ---------------------------------------------------------------------------------


def test_the_same_service_of_two_departments_counts_once_with_the_lower_rating():
    both = city(
        hand_in("Archiv", [service("Urkunde", ONLINE, KEY)]),
        hand_in("Standesamt", [service("Urkunden", PAPER, KEY)]),
    )
    (merged,) = both.services
    assert merged.result.department.name == "Standesamt"
    assert [m.department.name for m in merged.members] == ["Standesamt", "Archiv"]
    assert merged.differs
    assert len(both.population) == 1
    assert len(both.merged) == 1


def test_equal_ratings_are_merged_without_a_difference_and_the_id_decides():
    both = city(
        hand_in("Standesamt", [service("Urkunde", PAPER, KEY)]),
        hand_in("Archiv", [service("Urkunde", PAPER, KEY)]),
    )
    (merged,) = both.services
    assert merged.result.department.name == "Archiv"
    assert not merged.differs


def test_key_sets_are_compared_as_sets():
    same = city(
        hand_in("A", [service("x", PAPER, KEY, OTHER_KEY)]),
        hand_in("B", [service("y", PAPER, OTHER_KEY, KEY)]),
    )
    assert len(same.services) == 1
    part = city(
        hand_in("A", [service("x", PAPER, KEY, OTHER_KEY)]),
        hand_in("B", [service("y", PAPER, KEY)]),
    )
    assert len(part.services) == 2


@pytest.mark.parametrize("keys", [(), (OBJECT_KEY,), (KEY, OBJECT_KEY), (DISPUTED_KEY,)])
def test_without_a_key_that_says_which_service_it_is_nothing_is_merged(keys):
    both = city(
        hand_in("A", [service("x", PAPER, *keys)]), hand_in("B", [service("x", PAPER, *keys)])
    )
    assert len(both.services) == 2


def test_only_rated_services_are_merged():
    both = city(
        hand_in("A", [service("x", PAPER, KEY)]), hand_in("B", [service("x", ELSEWHERE, KEY)])
    )
    assert len(both.services) == 2
    assert len(both.population) == 1


def test_a_department_that_has_the_keys_twice_is_left_alone():
    three = city(
        hand_in("A", [service("x", PAPER, KEY), service("y", PAPER, KEY)]),
        hand_in("B", [service("x", PAPER, KEY)]),
        hand_in("C", [service("x", PAPER, KEY)]),
    )
    assert titles(three) == [["A"], ["A"], ["B", "C"]]


def test_authorities_are_never_merged_with_each_other():
    two = city(
        hand_in("A", [service("x", PAPER, KEY)], authority="Stadt Gera"),
        hand_in("B", [service("x", PAPER, KEY)]),
    )
    assert len(two.services) == 2
    own = city(
        hand_in("A", [service("x", PAPER, KEY)], authority="Stadt Jena"),
        hand_in("B", [service("x", PAPER, KEY)]),
    )
    assert len(own.services) == 1


def test_the_representative_has_the_lowest_level_then_possible_then_stage_with_open_first():
    def lowest(first, second):
        (merged,) = city(
            hand_in("A", [service("x", first, KEY)]), hand_in("B", [service("x", second, KEY)])
        ).services
        return merged.result.department.name

    assert lowest(ONLINE, PAPER) == "B"
    unsure = {k: v for k, v in PAPER.items() if k != "O5"}
    assert lowest(unsure, PAPER) == "B"  # both at 1, but the first may still rise
    no_stage = {k: v for k, v in PAPER.items() if k != "EE1"}
    assert lowest(PAPER, no_stage) == "B"
    assert lowest(PAPER | {"EE1": "manuell_digital"}, PAPER) == "B"


# --- what counts and what is chosen ------------------------------------------------------------


def test_only_the_highest_hand_in_of_a_department_counts():
    one = city(
        hand_in("A", [service("x", PAPER), service("y", PAPER)]),
        hand_in("A", [service("x", ONLINE)], number=2),
    )
    assert [s.result.online for s in one.services] == [True]
    assert one.disputes == ()


def test_disputed_hand_ins_are_named_and_nothing_of_them_counts():
    disputed = city(
        hand_in("A", [service("x", PAPER)], submission_id="first"),
        hand_in("A", [service("x", ONLINE)], submission_id="second"),
        hand_in("B", [service("y", PAPER)]),
    )
    assert [h.department.name for h in disputed.hand_ins] == ["B"]
    (dispute,) = disputed.disputes
    assert (dispute.department.name, dispute.numbers) == ("A", (1,))
    assert [d.department.name for d in disputed.absent] == ["A"]


def test_a_lower_number_stands_in_while_two_are_disputed():
    disputed = city(
        hand_in("A", [service("x", PAPER)]),
        hand_in("A", [service("x", ONLINE)], number=2, submission_id="first"),
        hand_in("A", [service("x", FORM)], number=2, submission_id="second"),
    )
    assert [s.result.score.secured for s in disputed.services] == [1]
    assert disputed.absent == ()
    assert disputed.disputes[0].counts_meanwhile


def test_the_round_with_the_latest_stichtag_is_taken_then_the_highest_id():
    early = replace(ROUND, id="z", stichtag="2026-01-31")
    twin = replace(ROUND, id="r2")
    hand_ins = stored(
        hand_in("A", [service("x", PAPER)], round_=early),
        hand_in("A", [service("x", ONLINE)]),
        hand_in("A", [service("x", CONFORM)], round_=twin),
    )
    assert round_of(hand_ins) == "r2"
    assert round_of(hand_ins, "z") == "z"
    with pytest.raises(UnknownRound, match="unknown") as refused:
        round_of(hand_ins, "unknown")
    assert refused.value.known == ("z", "r1", "r2")
    chosen = consolidate(hand_ins, QUESTIONNAIRES, Choice(round_id="z"))
    assert chosen.round is not None
    assert chosen.round.id == "z"
    assert [s.result.score.secured for s in chosen.services] == [1]


def test_department_theme_and_authority_restrict_what_is_looked_at():
    hand_ins = [
        hand_in("A", [service("x", PAPER, theme="Bauen"), service("y", PAPER, theme="Reisen")]),
        hand_in("B", [service("x", PAPER, theme="Bauen")], authority="Stadt Gera"),
    ]
    assert titles(city(*hand_ins, choice=Choice(department="a"))) == [["A"], ["A"]]
    assert titles(city(*hand_ins, choice=Choice(theme="Bauen"))) == [["A"], ["B"]]
    assert titles(city(*hand_ins, choice=Choice(authority="Stadt Gera"))) == [["B"]]
    assert titles(city(*hand_ins, choice=Choice(authority="Stadt Jena"))) == [["A"], ["A"]]


def test_departments_stand_in_alphabetical_order_umlauts_beside_their_letter():
    names = ["Zoo", "Öffentlichkeitsarbeit", "Mobilität", "Bußgeldstelle", "Büro Stadtrat"]
    ordered = city(*(hand_in(n, [service("x", PAPER)]) for n in names))
    assert [h.department.name for h in ordered.hand_ins] == [
        "Büro Stadtrat", "Bußgeldstelle", "Mobilität", "Öffentlichkeitsarbeit", "Zoo",
    ]  # fmt: skip


def test_a_store_without_an_authority_is_named_by_its_hand_ins_where_they_agree():
    def named(*authorities, own=""):
        hand_ins = [hand_in(f"Amt {n}", [], authority=a) for n, a in enumerate(authorities)]
        return city(*hand_ins, authority=own).name

    assert named("Stadt Jena", "Stadt Jena") == "Stadt Jena"
    assert named("Stadt Jena", "Stadt Gera") == ""
    assert named("Stadt Gera", own="Land") == "Land"


def test_an_empty_store_is_an_empty_city():
    nothing = city()
    assert nothing.round is None
    assert nothing.services == ()
    assert figures(of_city(nothing))["online"].value is None


@given(st.permutations(range(6)))
def test_the_order_of_hand_ins_changes_nothing(order):
    hand_ins = [
        hand_in("A", [service("x", PAPER, KEY)]),
        hand_in("A", [service("x", ONLINE, KEY)], number=2),
        hand_in("B", [service("x", FORM, KEY)]),
        hand_in("C", [service("z", ONLINE)], submission_id="1"),
        hand_in("C", [service("z", PAPER)], submission_id="2"),
        hand_in("D", [service("z", UNTOUCHED)]),
    ]
    expected, shuffled = city(*hand_ins), city(*(hand_ins[n] for n in order))
    assert shuffled.services == expected.services
    assert shuffled.disputes == expected.disputes
    assert shuffled.round == expected.round


# --- figures -------------------------------------------------------------------------------------


def test_scopes_have_the_words_of_the_workbook():
    assert SERVICES.column("Umfang").values == SCOPE_WORDS
    all_kinds = city(
        hand_in("A", [
            service("a", PAPER), service("b", INFORMATION), service("c", ELSEWHERE),
            service("d", {"O1": "nicht_stadt"}), service("e", {"O1": "weggefallen"}),
            service("f", UNKNOWN_SCOPE), service("g", UNTOUCHED),
            service("h", {"O1": "allein", "O2": "intern"}),
        ])
    )  # fmt: skip
    assert {word: all_kinds.scopes[word] for word in SCOPE_WORDS} == dict.fromkeys(SCOPE_WORDS, 1)


def figure(key, *hand_ins):
    found = figures(of_city(city(*hand_ins)))[key]
    return found.numerator, found.denominator, found.possible_numerator


def test_online_needs_level_and_release_and_counts_of_the_grundmenge():
    unsure = {k: v for k, v in PAPER.items() if k != "O5"}
    services = [
        service("a", ONLINE), service("b", FORM), service("c", OFFLINE), service("d", FINISHED),
        service("e", ELSEWHERE), service("f", ONLINE | {"O6": "test"}), service("g", unsure),
    ]  # fmt: skip
    assert figure("online", hand_in("A", services)) == (2, 6, 3)
    assert figure("conform", hand_in("A", services)) == (1, 6, 2)


def test_a_department_sees_its_own_unmerged_services():
    both = city(hand_in("A", [service("x", ONLINE, KEY)]), hand_in("B", [service("x", PAPER, KEY)]))
    assert figures(of_city(both))["online"].numerator == 0
    own = figures(of_department(both.hand_ins[0]))["online"]
    assert (own.numerator, own.denominator, own.value) == (1, 1, 1.0)


def test_where_only_others_are_missing_is_said_beside_never_instead():
    services = [
        service("a", ONLINE),  # only the Rückkanal, which the Land owes
        service("b", ONLINE | {"O13": "teilweise"}),  # and something of the city's own
        service("c", CONFORM),
        service("d", PAPER | {"H1": ("kein_dienst",), "H2.kein_dienst": "efa_land"}),
    ]
    assert figure("conform", hand_in("A", services)) == (1, 4, 1)
    # With a service by the Land, „d“ would be asked further questions, which are open.
    assert figure("conform_own", hand_in("A", services)) == (2, 4, 3)
    assert figure("only_others", hand_in("A", services)) == (1, 4, 2)


def test_end_to_end_is_counted_among_what_is_online_and_open_is_possible():
    services = [
        service("a", ONLINE), service("b", CONFORM), service("c", FINISHED),
        service("d", {k: v for k, v in ONLINE.items() if k != "EE1"}), service("e", PAPER),
    ]  # fmt: skip
    assert figure("end_to_end", hand_in("A", services)) == (2, 4, 3)


def test_worked_on_counts_every_reported_service():
    services = [service("a", UNTOUCHED), service("b", ELSEWHERE), service("c", PAPER)]
    assert figure("worked_on", hand_in("A", services))[:2] == (2, 3)


CASES = {"F1.von": "2026-01-01", "F1.bis": "2026-06-30", "F2": 100, "F3": 25, "F4": "gezaehlt"}


def test_applications_count_only_where_there_are_enough_of_them():
    services = [
        service("a", ONLINE | CASES),
        service("b", ONLINE | CASES | {"F2": 19}),
        service("c", ONLINE | CASES | {"F1.bis": "2026-02-28"}),
        service("d", PAPER | CASES),
    ]
    found = figures(of_city(city(hand_in("A", services))))["online_applications"]
    assert (found.numerator, found.denominator, found.left_out) == (25, 100, 2)


def test_cases_are_projected_to_a_year_half_up():
    (known,) = city(hand_in("A", [service("a", ONLINE | CASES)])).services
    assert yearly_cases(known.result) == 202  # 100 * 365 / 181 = 201.66
    (short,) = city(
        hand_in("A", [service("a", ONLINE | CASES | {"F1.bis": "2026-03-30"})])
    ).services
    assert yearly_cases(short.result) is None
    assert figure("online_cases", hand_in("A", [
        service("a", ONLINE | CASES), service("b", PAPER | CASES), service("c", PAPER),
    ])) == (202, 404, 202)  # fmt: skip


def test_the_sample_city_has_exactly_the_facts_of_the_council_answer():
    sample = city(*sample_city())
    online = [s.result for s in sample.population if s.result.online]
    facts = {s.subject.title: s.online_since for s in online if "Ratsantwort" in s.subject.remark}
    assert set(facts.values()) >= {"2023-03-08", "2023-01-01"}
    assert sum(sample.scopes.values()) == len(sample.services)
    assert len(sample.hand_ins) == len(sample_city())
