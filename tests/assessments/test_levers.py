"""Levers in cases small enough to be counted by hand (contract 4.3)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessments.consolidation import consolidate
from assessments.errors import UnknownLevel, UnknownQuestionnaire
from assessments.key_figures import Rated, figures, of_city, of_department
from assessments.lever_subjects import questionnaire_for
from assessments.lever_words import effect, reached_sentence, set_sentences
from assessments.levers import levers
from assessments.model import Department, Subject, SubjectKind
from assessments.results import RatingContext, rate_process, rate_service
from questionnaires import catalogue
from tests.builders import STICHTAG, ask, questionnaire
from tests.builders import service as subject_of
from tests.cities import (
    CONFORM,
    ELSEWHERE,
    FORM,
    INFORMATION,
    OFFLINE,
    ONLINE,
    PAPER,
    QUESTIONNAIRES,
    hand_in,
    sample_city,
    service,
    stored,
)

OZG = catalogue.load("ozg-rm-1.1")
PROCESS = catalogue.load("prozessdokumentation")
CONTEXT = RatingContext(STICHTAG, Department("amt", "Amt"))


def rated(*answer_sets, asked=OZG):
    """Return services answered like this, by the letters of the alphabet."""
    results = tuple(
        rate_service(subject_of(letter), values, asked, CONTEXT)
        for letter, values in zip("abcdefghijklmnop", answer_sets, strict=False)
    )
    return Rated(results, (), {"": CONTEXT})


def processes(*answer_sets):
    results = tuple(
        rate_process(Subject(f"p{n}", SubjectKind.PROCESS, f"Prozess {n}"), v, PROCESS, CONTEXT)
        for n, v in enumerate(answer_sets)
    )
    return Rated((), results, {"": CONTEXT})


def numbers(found, question):
    """Return holds back, alone, at best and with whom of one criterion."""
    lever = found.by_question[question]
    after = [(c.questions, len(c.lifted)) for c in lever.after]
    return len(lever.held), len(lever.lifted), len(lever.lifted_at_best), after


def sides(found):
    return [
        [(x.question, x.level, len(x.lifted), len(x.lifted_at_best)) for x in side]
        for side in (found.own, found.others)
    ]


# One subject after the other ---------------------------------------------------------------------


def test_a_service_that_lacks_one_thing_is_lifted_by_it_alone():
    found = levers(rated(ONLINE), OZG)
    assert numbers(found, "O17") == (1, 1, 0, [])
    assert found.by_question["O17"].owners == {"land": 1}
    assert not found.by_question["O17"].own
    assert found.smallest_set.questions == ("O17",)
    assert (found.smallest_set.reaches, found.smallest_set.exact) == (1, True)


def test_a_paper_service_rises_by_a_form_with_help_and_may_rise_further_by_a_service():
    found = levers(rated(PAPER), OZG)
    assert numbers(found, "O5") == (1, 1, 0, [])
    assert sides(found) == [[("O5", 2, 1, 0), ("O5", 3, 0, 1)], []]
    assert [lever.short for lever in found.own] == ["Ausfüllhilfe", "Online-Dienst"]
    assert (found.smallest_set.questions, found.smallest_set.reaches) == ((), 0)
    assert found.smallest_set_at_best.questions == ("O5",)


def test_what_appears_by_a_criterion_still_has_to_be_answered():
    found = levers(rated(FORM), OZG)
    assert numbers(found, "O5") == (1, 0, 1, [])
    kept = levers(rated(CONFORM | {"O5": "pdf_hilfe"}), OZG)
    assert numbers(kept, "O5") == (1, 1, 0, [])


def test_two_things_that_are_missing_name_each_other():
    found = levers(rated(ONLINE | {"O13": "nein"}), OZG)
    assert numbers(found, "O13") == (1, 0, 0, [(("O17",), 1)])
    assert numbers(found, "O17") == (1, 0, 0, [(("O13",), 1)])
    assert found.smallest_set.questions == ("O13", "O17")


def test_three_companions_are_too_many():
    four = ONLINE | {"O8": "nachreichen", "O10": "nein", "O13": "nein"}
    assert numbers(levers(rated(four), OZG), "O17") == (1, 0, 0, [])
    three = ONLINE | {"O10": "nein", "O13": "nein"}
    assert numbers(levers(rated(three), OZG), "O17") == (1, 0, 0, [(("O10", "O13"), 1)])


def test_an_open_question_that_steers_is_no_criterion():
    unknown = {k: v for k, v in CONFORM.items() if k not in ("O9", "O10", "O11", "O19")}
    found = levers(rated(unknown, unknown | {"O13": "nein"}, CONFORM), OZG)
    assert found.open_questions == (("O9", 2),)
    assert "O9" not in found.by_question
    assert numbers(found, "O13") == (1, 0, 1, [])
    assert found.smallest_set.questions == ()
    assert found.smallest_set_at_best.questions == ("O13",)


def test_only_services_that_count_are_looked_at():
    found = levers(rated(PAPER, INFORMATION, ELSEWHERE, CONFORM), OZG)
    assert [s.subject.title for s in found.subjects] == ["a", "d"]
    assert [s.subject.title for s in found.reached] == ["d"]
    assert reached_sentence(found) == "1 von 2 Leistungen erreicht Stufe 3 oder mehr."


def test_every_criterion_is_listed_even_if_it_holds_nobody_back():
    found = levers(rated(CONFORM), OZG)
    assert [x.question for x in found.criteria] == [q.id for q in OZG.questions.values() if q.gates]
    assert numbers(found, "O4") == (0, 0, 0, [])
    assert found.by_question["O4"].own


# Several subjects --------------------------------------------------------------------------------


def test_further_sets_stand_with_the_most_effective_first():
    city = rated(
        ONLINE | {"O13": "nein"},
        ONLINE | {"O13": "nein"},
        ONLINE | {"O10": "nein"},
        ONLINE | {"O10": "nein", "O13": "nein"},
        ONLINE,
    )
    assert numbers(levers(city, OZG), "O17") == (
        5,
        1,
        0,
        [(("O13",), 2), (("O10",), 1), (("O10", "O13"), 1)],
    )


def test_a_criterion_is_own_when_at_most_half_need_somebody_outside():
    own = ONLINE | {"O17": "nein_anders"}
    assert levers(rated(ONLINE, own), OZG).by_question["O17"].own
    found = levers(rated(ONLINE, ONLINE, own), OZG)
    assert not found.by_question["O17"].own
    assert found.by_question["O17"].owners == {"land": 2, "fachdienst": 1}


def test_the_two_lists_are_told_apart_subject_by_subject():
    test = ONLINE | {"O6": "test"}
    waiting = test | {"H1": ("freigabe_land",), "H2.freigabe_land": "land"}
    found = levers(rated(test, test, waiting), OZG)
    assert numbers(found, "O6") == (3, 3, 0, [])
    assert sides(found) == [[("O6", 2, 2, 0)], [("O6", 2, 1, 0)]]
    assert [s.subject.title for s in found.others[0].lifted] == ["c"]


def test_a_list_has_the_strongest_lever_first():
    found = levers(rated(OFFLINE, PAPER, PAPER, FORM), OZG)
    assert [(x.question, x.level) for x in found.own] == [("O5", 2), ("O4", 1), ("O5", 3)]
    assert [effect(found, x) for x in found.own] == [
        "hebt 2 Leistungen auf Stufe 2",
        "hebt 1 Leistung auf Stufe 1",
        "hebt bis zu 3 Leistungen auf Stufe 3",
    ]


def test_fewer_subjects_need_a_smaller_set():
    city = rated(ONLINE, ONLINE, ONLINE | {"O17": "ja", "O13": "nein"}, CONFORM)
    assert levers(city, OZG).smallest_set.questions == ("O13", "O17")
    three = levers(city, OZG, at_least=3).smallest_set
    assert (three.questions, three.reaches) == (("O17",), 3)
    one = levers(city, OZG, at_least=1).smallest_set
    assert (one.questions, one.reaches) == ((), 1)
    all_there_are = levers(city, OZG, at_least=9).smallest_set
    assert (all_there_are.questions, all_there_are.reaches) == (("O13", "O17"), 4)


def test_of_equal_sets_the_one_the_city_can_do_itself_is_taken():
    lacking = [CONFORM | {"O17": "kein_rueckkanal"}, CONFORM | {"O13": "nein"}]
    found = levers(rated(*lacking), OZG, at_least=1)
    assert found.smallest_set.questions == ("O13",)
    swapped = [CONFORM | {"O17": "nein_anders"}, CONFORM | {"O8": "nachreichen"}]
    assert levers(rated(*swapped), OZG, at_least=1).smallest_set.questions == ("O17",)


def test_another_level_can_be_looked_at():
    city = rated(PAPER, ONLINE)
    assert levers(city, OZG, 2).smallest_set.questions == ("O5",)
    highest = levers(city, OZG, 4)
    assert highest.smallest_set.questions == ("O17", "O18")
    assert highest.level == 4


def test_without_an_application_the_level_above_the_missing_one_counts():
    by_itself = {
        "O1": "allein", "O2": "aussen", "O3": "von_amts_wegen", "O3a": "nein", "O4": "ja",
        "O16": "keins",
    }  # fmt: skip
    found = levers(rated(by_itself), OZG, 2)
    assert found.smallest_set.questions == ("O3a",)
    assert numbers(found, "O3a") == (1, 1, 0, [])


@pytest.mark.parametrize("level", [0, 5, -1])
def test_a_level_that_nothing_leads_to_is_named(level):
    with pytest.raises(UnknownLevel) as caught:
        levers(rated(PAPER), OZG, level)
    assert caught.value.known == (1, 2, 3, 4)


def test_criteria_that_depend_on_each_other_are_not_called_exact():
    circle = questionnaire(
        ask("A", meets={1: "A = ja and B = ja"}),
        ask("B", meets={1: "B = ja"}, show="A = ja"),
    )
    found = levers(rated({"A": "nein"}, asked=circle), circle, 1)
    assert not found.smallest_set.exact
    straight = questionnaire(ask("A", meets={1: "A = ja"}), ask("B", meets={1: "B = ja"}))
    exact = levers(rated({"A": "nein", "B": "nein"}, asked=straight), straight, 1).smallest_set
    assert (exact.questions, exact.exact) == (("A", "B"), True)


def test_answers_of_the_department_and_its_settings_count():
    asked = questionnaire(
        ask("A", meets={1: "A contains all $wanted"}, codes="x y z", kind="multi"),
        settings={"wanted": ("x", "y")},
    )
    context = replace(CONTEXT, settings={"klein.wanted": ("z",)})
    result = rate_service(subject_of("a"), {"A": ("x",)}, asked, context)
    found = levers(Rated((result,), (), {"": context}), asked, 1)
    assert numbers(found, "A") == (1, 1, 0, [])


# Processes ---------------------------------------------------------------------------------------

RECORDED = {
    "P1.name": "Wohngeld bewilligen", "P1.ausloeser": "Antrag", "P1.ergebnis": "Bescheid",
    "P1.stelle": "Team Wohngeld", "P2": ("kopf",),
}  # fmt: skip
WRITTEN = RECORDED | {
    "P2": ("dienstanweisung",),
    "P3": ("ausloeser", "schritte", "zustaendigkeit", "ergebnis"),
    "P4": "ja",
    "P5": "anderswo",
    "P8": "kein",
    "P12": "immer",
    "P13.datum": "2024-05-15",
    "P13.turnus": "12",
    "P14": "ja",
}


def test_processes_are_looked_at_towards_the_modelled_rung():
    found = levers(processes(RECORDED, WRITTEN), PROCESS)
    assert (found.level, len(found.subjects), len(found.reached)) == (4, 2, 0)
    assert numbers(found, "P2") == (1, 0, 1, [(("P3", "P4"), 1)])
    assert numbers(found, "P5") == (1, 0, 1, [(("P6", "P7"), 1)])
    needed = ("P2", "P3", "P4", "P5", "P6", "P7", "P8", "P9", "P10", "P11")
    assert found.smallest_set.questions == needed
    assert found.smallest_set_at_best.questions == ("P2", "P5", "P8")
    assert reached_sentence(found) == "Keiner von 2 Prozessen erreicht D4 oder mehr."


def test_an_overdue_review_is_done_on_the_day_that_counts():
    modelled = WRITTEN | {
        "P5": "picture",
        "P6": ("verantwortung", "ausloeser", "ergebnis", "beteiligte", "rechtsgrundlage",
               "leistung", "fallzahl", "it"),
        "P7": "ja", "P8": "picture_ist", "P9": "zppm", "P10": ("oe", "leistung", "recht"),
        "P11": "ja",
    }  # fmt: skip
    found = levers(processes(modelled), PROCESS, 5)
    assert numbers(found, "P13") == (1, 1, 0, [])
    assert found.smallest_set.questions == ("P13",)


def test_missing_core_facts_are_one_criterion():
    found = levers(processes({k: v for k, v in RECORDED.items() if k == "P1.name"}), PROCESS, 1)
    assert numbers(found, "P1") == (1, 1, 0, [])


# Departments and the city ------------------------------------------------------------------------


def city(*submissions):
    return consolidate(stored(*submissions), QUESTIONNAIRES)


def test_on_a_store_a_service_counts_once_by_its_representative():
    key = "99001001002000"
    merged = city(
        hand_in("Archiv", [service("Urkunde", ONLINE, key)]),
        hand_in("Standesamt", [service("Urkunden", PAPER, key)]),
    )
    found = levers(of_city(merged), OZG)
    assert [s.department.name for s in found.subjects] == ["Standesamt"]
    assert numbers(found, "O5") == (1, 1, 0, [])
    assert numbers(found, "O17") == (0, 0, 0, [])


def test_what_only_others_can_do_is_the_difference_of_the_two_quotas():
    """A department where the Land's Rückkanal is all that is missing twice of three times."""
    known = figures(rated(ONLINE, ONLINE, PAPER))
    assert (known["conform"].numerator, known["conform_own"].numerator) == (0, 2)


SAMPLE = [h for h in city(*sample_city()).hand_ins if len(h.results.population) >= 12]


@pytest.mark.parametrize("one", SAMPLE, ids=lambda one: one.department.name)
def test_a_department_of_the_sample_gets_levers(one):
    found = levers(of_department(one), OZG)
    lifting = [x for x in found.criteria if x.lifted or x.lifted_at_best or x.after]
    assert len(lifting) >= 3
    assert found.smallest_set_at_best.questions


def test_the_sample_has_a_department_of_twelve_paper_services():
    paper = next(h for h in SAMPLE if "Fahrerlaubnis" in h.department.name)
    services = paper.results.population
    assert len(services) == 12
    assert not any(s.values.get("O5") in ("pdf_hilfe", "dienst") for s in services)
    found = levers(of_department(paper), OZG)
    assert {x.question: len(x.lifted) for x in found.criteria if x.lifted} == {
        "O3a": 1,
        "O4": 2,
        "O5": 9,
    }


def test_the_questionnaire_is_that_of_the_services_unless_another_is_wanted():
    both = Rated(rated(PAPER).services, processes(RECORDED).processes, {"": CONTEXT})
    assert questionnaire_for(both) is OZG
    assert questionnaire_for(both, "prozessdokumentation") is PROCESS
    assert questionnaire_for(both, "prozessdokumentation@1") is PROCESS
    assert questionnaire_for(processes(RECORDED)) is PROCESS
    assert questionnaire_for(Rated((), (), {})).subject == "service"
    with pytest.raises(UnknownQuestionnaire):
        questionnaire_for(both, "elster")


def test_without_subjects_nothing_is_lifted():
    found = levers(Rated((), (), {}), PROCESS)
    assert reached_sentence(found) == "Keine Prozesse sind bewertet."
    assert set_sentences(found, found.smallest_set) == (
        "Kriterien allein bringen nichts Weiteres auf D4.",
    )
    assert found.own == found.others == ()
