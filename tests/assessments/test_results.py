"""What pages, sheets and commands show of services: online, share of cases, bundles, counts."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from assessments.bundles import bundles
from assessments.documents import Arrival, results_document
from assessments.errors import UnknownQuestionnaire
from assessments.model import Answer, Assessment, Department, Subject, SubjectKind
from assessments.results import (
    RatingContext,
    ShareReason,
    join,
    rate,
    rate_service,
    settings_of,
)
from assessments.shares import Cases, online_share, percent
from questionnaires.catalogue import load
from tests.builders import (
    STICHTAG,
    ask,
    assessment,
    questionnaire,
    service,
    submission,
    survey,
)

OZG, PROCESSES = load("ozg-rm-1.1"), load("prozessdokumentation")
KNOWN = {OZG.key: OZG}
BUERGERSERVICE = Department("buergerservice", "Bürgerservice")

OURS = {"O1": "allein", "O2": "aussen"}
FORM = {**OURS, "O3": "antrag", "O4": "ja", "O5": "pdf_hilfe"}
PAPER = {**FORM, "O5": "pdf_druck"}
OFFLINE = {**PAPER, "O4": "nein"}
ONLINE = {
    **FORM,
    "O5": "dienst",
    "O6": "produktiv",
    "O6.seit": "2023-03-08",
    "O7": "vollstaendig",
    "O8": "nein",
    "O9": "keine",
    "O12": "nein",
    "O14": "keine",
    "O16": "bescheid",
    "O17": "kein_rueckkanal",
}
CONFORM = {**ONLINE, "O9": "einfach", "O10": "ja", "O11": ("bundid",), "O17": "ja", "O19": "nein"}


def given(title="Wohngeld beantragen", ozg_id="", asked=OZG, **answers):
    names = {k.replace("__", "."): v for k, v in answers.items()}
    subject = service(title, ozg_id=ozg_id)
    return Assessment(subject, asked.key, {k: Answer(v) for k, v in names.items()})


def result_of(answers, settings=None, department_values=None):
    context = RatingContext(
        STICHTAG, BUERGERSERVICE, settings or {}, department_values=department_values or {}
    )
    return rate_service(service("Wohngeld beantragen"), answers, OZG, context)


@pytest.mark.parametrize(
    ("answers", "online", "possibly"),
    [
        (ONLINE, True, True),
        (FORM, False, False),
        ({**ONLINE, "O6": "test"}, False, False),
        ({**ONLINE, "O6": "weiss_nicht"}, False, True),
        ({**FORM, "O5": "weiss_nicht"}, False, True),
        (PAPER, False, False),
        ({**OURS, "O3": "von_amts_wegen", "O4": "ja", "O3a": "automatisch"}, False, True),
        (
            {**OURS, "O3": "von_amts_wegen", "O4": "ja", "O3a": "automatisch", "O16": "keins"},
            True,
            True,
        ),
        ({**OURS, "O3": "von_amts_wegen", "O4": "ja", "O3a": "nein"}, False, False),
        ({**OURS, "O3": "information", "O4": "ja"}, False, False),
        ({}, False, False),
    ],
)
def test_online_is_level_2_and_productive(answers, online, possibly):
    result = result_of(answers)
    assert (result.online, result.possibly_online) == (online, possibly)


@pytest.mark.parametrize(
    ("answers", "word", "counted"),
    [
        ({}, "offen", False),
        ({"O1": "weiss_nicht"}, "Klärfall", False),
        ({"O1": "anderer_fd"}, "anderer Fachdienst", False),
        ({"O1": "nicht_stadt"}, "nicht Stadt", False),
        ({"O1": "weggefallen"}, "weggefallen", False),
        ({"O1": "allein", "O2": "intern"}, "intern", False),
        ({**OURS, "O3": "information"}, "nur Information", False),
        (PAPER, "bewertet", True),
    ],
)
def test_the_scope_is_said_in_the_words_of_the_workbook(answers, word, counted):
    result = result_of(answers)
    assert (result.scope_word, result.counted) == (word, counted)


def test_everything_a_row_needs_is_found_by_its_role():
    result = result_of(
        {
            **ONLINE,
            "EE1": "papier",
            "X4": "ja",
            "X4.link": "https://portal.example/wohngeld",
            "X6": "thavel",
            "F1.von": "2025-01-01",
            "F1.bis": "2025-12-31",
            "F2": 400,
            "F3": 90,
            "F4": "gezaehlt",
            "H1": ("rueckkanal", "zeit"),
            "H2.rueckkanal": "land",
        }
    )
    assert (result.online_since, result.end_to_end) == ("2023-03-08", 0)
    assert (result.channel, result.link) == ("thavel", "https://portal.example/wohngeld")
    assert (result.cases_total, result.cases_online, result.cases_source) == (400, 90, "gezaehlt")
    assert result.online_share == 0.225
    assert result.obstacles == (("rueckkanal", "land"), ("zeit", ""))
    assert result.owners == ("land",)


def test_answers_to_hidden_questions_appear_in_no_row():
    kept = {"O6.seit": "2023-03-08", "X6": "thavel", "X4.link": "https://x.example", "F3": 9}
    result = result_of({**PAPER, **kept})
    assert (result.online_since, result.channel, result.link) == ("", "", "")
    assert result.cases_online is None


def test_a_questionnaire_without_roles_and_marks_has_no_online_services():
    asked = questionnaire(ask("A", meets={1: "A = ja"}))
    context = RatingContext(STICHTAG, BUERGERSERVICE)
    result = rate_service(service("x"), {"A": "ja"}, asked, context)
    assert (result.online, result.possibly_online, result.conform) == (False, False, False)
    assert (result.scope_word, result.counted) == ("", True)


YEAR = ("2025-01-01", "2025-12-31")


@pytest.mark.parametrize(
    ("cases", "value", "reason"),
    [
        (Cases(400, 90, *YEAR), 0.225, ShareReason.SHOWN),
        (Cases(400, 0, *YEAR), 0.0, ShareReason.SHOWN),
        (Cases(2, 2, "2023-03-08", "2023-04-16"), None, ShareReason.NOT_MEANINGFUL),
        (Cases(25, 5, "2025-01-01", "2025-03-01"), None, ShareReason.NOT_MEANINGFUL),
        (Cases(19, 5, *YEAR), None, ShareReason.NOT_MEANINGFUL),
        (Cases(20, 5, "2025-01-01", "2025-03-31"), 0.25, ShareReason.SHOWN),
        (Cases(20, 5, "2025-01-01", "2025-03-30"), None, ShareReason.NOT_MEANINGFUL),
        (Cases(400, 90), None, ShareReason.NOT_MEANINGFUL),
        (Cases(400, 90, YEAR[1], YEAR[0]), None, ShareReason.NOT_MEANINGFUL),
        (Cases(0, 0, *YEAR), None, ShareReason.NO_DATA),
        (Cases(None, None, *YEAR), None, ShareReason.NO_DATA),
        (Cases(400, None, *YEAR), None, ShareReason.NO_DATA),
    ],
)
def test_the_online_share_is_shown_only_where_it_says_anything(cases, value, reason):
    share = online_share(cases, OZG.default_settings)
    assert (share.value, share.reason) == (value, reason)


def test_zppm_sets_how_many_cases_and_days_are_enough():
    cases = {"F1.von": "2025-01-01", "F1.bis": "2025-03-01", "F2": 25, "F3": 5}
    assert result_of({**ONLINE, **cases}).share_reason is ShareReason.NOT_MEANINGFUL
    shorter = {"ozg-rm-1.1.mindesttage": 60}
    assert result_of({**ONLINE, **cases}, shorter).online_share == 0.2
    more = {"ozg-rm-1.1.mindesttage": 60, "mindestzahl_antraege": 30}
    assert result_of({**ONLINE, **cases}, more).online_share is None


def test_settings_of_another_questionnaire_are_ignored():
    settings = settings_of(OZG, {"prozess.mindesttage": 1, "ozg-rm-1.1.mindestzahl_antraege": 5})
    assert settings == {"mindestzahl_antraege": 5, "mindesttage": 90}


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.225, "22,5 %"), (0.12345, "12,3 %"), (0.0005, "0,1 %"), (1.0, "100,0 %")],
)
def test_a_share_is_read_with_one_decimal_half_up(share, words):
    assert percent(share).replace("\N{NO-BREAK SPACE}", " ") == words


def bundle_of(*answers):
    hand_in = submission(
        *(given(f"Leistung {n}", "10255", **a) for n, a in enumerate(answers)),
        round=survey(questionnaires=(OZG.key,)),
    )
    (bundle,) = bundles(rate(hand_in, KNOWN).services)
    return bundle


def test_a_bundle_is_online_with_its_first_service_and_ignores_unrated_ones():
    bundle = bundle_of(FORM, PAPER, {}, OFFLINE)
    assert (bundle.is_online, bundle.best, bundle.worst, bundle.rated) == (True, 2, 0, 3)
    assert (round(bundle.online, 2), bundle.conform) == (0.33, 0.0)
    assert len(bundle.services) == 4


def test_a_bundle_says_how_many_of_its_services_are_conform():
    bundle = bundle_of(CONFORM, CONFORM, FORM)
    assert (bundle.is_online, bundle.best, bundle.worst) == (True, 3, 2)
    assert (bundle.online, round(bundle.conform, 2)) == (1.0, 0.67)
    assert not bundle_of(OFFLINE, PAPER).is_online
    nothing = bundle_of({}, {**OURS, "O3": "information", "O4": "ja"})
    assert (nothing.rated, nothing.is_online, nothing.best, nothing.online) == (
        0,
        False,
        None,
        None,
    )


def test_bundles_stand_in_the_order_of_their_ids_and_services_without_one_in_none():
    hand_in = submission(given("a", "10255", **FORM), given("b", "997", **FORM), given("c", **FORM))
    assert [b.ozg_id for b in bundles(rate(hand_in, KNOWN).services)] == ["997", "10255"]


def hand_in(**rest):
    return submission(
        given("Wohngeld", **ONLINE),
        given("Urkunde", **CONFORM),
        given("Gewerbe", **{**FORM, "O5": "weiss_nicht"}),
        given("Beratung", **{**OURS, "O3": "information", "O4": "ja"}),
        given("Reisekosten", O1="allein", O2="intern"),
        given("Fischereischein"),
        round=survey(questionnaires=(OZG.key,)),
        **rest,
    )


def test_counts_take_the_grundmenge_only():
    summary = rate(hand_in(), KNOWN).summary
    assert (summary.services, summary.rated, summary.provisional) == (6, 3, 1)
    assert (summary.online, summary.possibly_online) == (2, 3)
    assert (summary.conform, summary.possibly_conform) == (1, 2)
    assert summary.levels == {0: 0, 1: 1, 2: 1, 3: 1, 4: 0}
    assert summary.possible_levels == {0: 0, 1: 0, 2: 1, 3: 1, 4: 1}
    assert summary.scopes == {"bewertet": 3, "nur Information": 1, "intern": 1, "offen": 1}


def test_services_keep_their_order_and_know_their_hand_in():
    results = rate(hand_in(), KNOWN)
    assert [s.subject.title for s in results.services][:3] == ["Wohngeld", "Urkunde", "Gewerbe"]
    first = results.services[0]
    assert (first.submission_id, first.department) == ("abgabe-buergerservice", BUERGERSERVICE)
    dated = submission(assessment(service("Wohngeld"), OZG, **OURS))
    assert rate(dated, KNOWN).services[0].changed_on == "2026-11-02"


def test_answers_once_per_department_reach_every_subject():
    register = {"X9": "ja"}
    asked = questionnaire(
        ask("X9", once=True), ask("A", show="X9 = ja", meets={1: "A = ja"}), id="einmal"
    )
    department = Subject("buergerservice", SubjectKind.DEPARTMENT, "Bürgerservice")
    once = Assessment(department, asked.key, {k: Answer(v) for k, v in register.items()})
    both = submission(given("Wohngeld", asked=asked, A="nein"), once)
    (rated,) = rate(both, {asked.key: asked}).services
    assert (rated.score.secured, rated.values) == (0, {"A": "nein"})
    alone = submission(given("Wohngeld", asked=asked, A="nein"))
    assert rate(alone, {asked.key: asked}).services[0].score.possible == 1


def test_processes_are_rated_where_their_questionnaire_is_known():
    steps = questionnaire(ask("P2", meets={1: "P2 = ja"}), subject="process", id="prozess")
    process = Subject("p-1", SubjectKind.PROCESS, "Wohngeld bewilligen")
    both = submission(given(**ONLINE), assessment(process, steps, P2="ja"))
    results = rate(both, {**KNOWN, steps.key: steps})
    assert [(p.subject.id, p.score.secured) for p in results.processes] == [("p-1", 1)]
    untouched = submission(given(**ONLINE), Assessment(process, steps.key))
    assert rate(untouched, KNOWN).processes == ()
    assert rate(untouched, {**KNOWN, steps.key: steps}).processes[0].score.secured == 0


def test_processes_of_a_round_without_their_questionnaire_have_no_level():
    process = Subject("p-1", SubjectKind.PROCESS, "Wohngeld bewilligen")
    before = submission(given(**ONLINE), Assessment(process, ""))
    named = replace(before, round=survey(questionnaires=(OZG.key,)))
    assert rate(named, {**KNOWN, PROCESSES.key: PROCESSES}).processes == ()


def test_an_edition_nobody_knows_is_named():
    with pytest.raises(UnknownQuestionnaire) as caught:
        rate(hand_in(), {})
    assert caught.value.key == OZG.key


def test_results_as_a_document():
    results = rate(hand_in(), KNOWN)
    arrivals = [Arrival("buergerservice", "Bürgerservice", 1, "2026-11-21T08:00:00+01:00")]
    document = json.loads(json.dumps(results_document(survey(), arrivals, results)))
    assert document["round"] == "2. Erhebung 2026"
    assert document["departments"] == [
        {
            "id": "buergerservice",
            "name": "Bürgerservice",
            "number": 1,
            "taken_at": "2026-11-21T08:00:00+01:00",
        }
    ]
    first = document["services"][0]
    assert (first["department"], first["department_id"]) == ("Bürgerservice", "buergerservice")
    assert (first["title"], first["level"], first["possible_level"]) == ("Wohngeld", 2, 2)
    assert first["missing"] == [{"question": "O17", "level": 3, "owner": "land", "state": "nicht"}]
    assert (first["online"], first["online_share"]) == (True, None)
    assert document["services"][5]["level"] is None
    assert document["summary"]["levels"] == {"0": 0, "1": 1, "2": 1, "3": 1, "4": 0}
    assert document["processes"] == []


def test_results_of_several_hand_ins_are_joined_unmerged():
    joined = join([rate(hand_in(), KNOWN), rate(hand_in(department="Bauordnung"), KNOWN)])
    assert joined.summary.services == 12
    assert {s.department.id for s in joined.services} == {"buergerservice", "bauordnung"}
