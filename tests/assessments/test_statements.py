"""Sentences computed from results: right for none, one and many, neutral where none fits."""

from __future__ import annotations

import pytest

from assessments.model import Department
from assessments.results import RatingContext, rate_process, rate_service
from assessments.scoring import score
from assessments.statements import (
    PROCESS,
    distribution_statement,
    lacking_statement,
    level_statement,
    named,
    online_statement,
    provisional_statement,
    score_lines,
    score_sentence,
    summary_sentence,
)
from questionnaires.catalogue import load
from tests.builders import STICHTAG, ask, questionnaire, service

OZG = load("ozg-rm-1.1")
CONTEXT = RatingContext(STICHTAG, Department("buergerservice", "Bürgerservice"))
START = {"O1": "allein", "O2": "aussen", "O3": "antrag", "O4": "ja"}
DIENST = {
    **START,
    "O5": "dienst",
    "O6": "produktiv",
    "O7": "vollstaendig",
    "O8": "nein",
    "O9": "keine",
    "O12": "nein",
    "O14": "keine",
    "O16": "keins",
}
PAYING = {**DIENST, "O14": "vorab", "O15": "nein"}
ANSWERS = {
    "offline": {**START, "O4": "nein", "O5": "vor_ort"},
    "paper": {**START, "O5": "vor_ort"},
    "form": {**START, "O5": "pdf_hilfe"},
    "open": {**START},
    "unpaid": PAYING,
    "paperback": {**DIENST, "O16": "bescheid", "O17": "nein_anders"},
    "proofless": {**DIENST, "O12": "ja", "O13": "nein", "O18": "papier"},
    "good": DIENST,
    "elsewhere": {"O1": "nicht_stadt"},
}


def services(**counts):
    return [
        rate_service(service(f"{kind} {n}"), ANSWERS[kind], OZG, CONTEXT)
        for kind, count in counts.items()
        for n in range(count)
    ]


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ({}, "Noch keine Leistung ist bewertet."),
        ({"elsewhere": 2}, "Noch keine Leistung ist bewertet."),
        ({"paper": 1}, "Die Leistung erreicht Stufe 3 noch nicht."),
        ({"good": 1, "elsewhere": 1}, "Die Leistung erreicht Stufe 3 oder mehr."),
        ({"paper": 15}, "Keine von 15 Leistungen erreicht Stufe 3 oder mehr."),
        ({"paper": 14, "good": 1}, "Eine von 15 Leistungen erreicht Stufe 3 oder mehr."),
        ({"paper": 6, "good": 9}, "9 von 15 Leistungen erreichen Stufe 3 oder mehr."),
        ({"good": 15}, "Alle 15 Leistungen erreichen Stufe 3 oder mehr."),
    ],
)
def test_how_many_reach_the_level_that_counts(counts, sentence):
    assert level_statement(services(**counts)) == sentence


def test_the_summary_says_what_is_missing_most_often():
    assert summary_sentence(services(good=9, unpaid=4, paperback=2)) == (
        "9 von 15 Leistungen erreichen Stufe 3 oder mehr. Am häufigsten fehlt die Bezahlung."
    )
    assert summary_sentence(services(good=2)) == "Beide Leistungen erreichen Stufe 3 oder mehr."


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ({"paperback": 2, "unpaid": 1}, "Am häufigsten fehlt der Rückkanal."),
        ({"proofless": 2, "unpaid": 1}, "Am häufigsten fehlen die Nachweise."),
        ({"paper": 3, "form": 1}, "Am häufigsten fehlt die Ausfüllhilfe."),
        ({"unpaid": 3}, "Für die nächste Stufe fehlt die Bezahlung."),
        ({"paperback": 2, "unpaid": 2}, ""),
        ({"good": 2}, ""),
        ({"open": 2}, ""),
    ],
)
def test_a_missing_thing_is_named_only_if_it_clearly_comes_first(counts, sentence):
    assert lacking_statement(services(**counts)) == sentence


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ({"good": 1}, ""),
        ({"open": 1, "good": 3}, "Vorläufig: Eine Leistung ist noch offen."),
        ({"open": 3}, "Vorläufig: 3 Leistungen sind noch offen."),
    ],
)
def test_how_many_levels_may_still_rise(counts, sentence):
    assert provisional_statement(services(**counts)) == sentence


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ({"elsewhere": 1}, ""),
        ({"form": 1}, "Die Leistung ist noch nicht online."),
        ({"good": 1}, "Die Leistung ist online."),
        ({"form": 2}, "Keine von 2 Leistungen ist online."),
        ({"unpaid": 1, "form": 1}, "Eine von 2 Leistungen ist online."),
        ({"good": 7, "form": 8}, "7 von 15 Leistungen sind online."),
    ],
)
def test_how_many_are_online(counts, sentence):
    assert online_statement(services(**counts)) == sentence


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ({"paper": 3, "good": 1}, "Die meisten Leistungen stehen auf Stufe 1."),
        ({"paper": 2, "form": 2, "good": 1}, "Die meisten Leistungen stehen auf Stufe 1 oder 2."),
        ({"offline": 2, "paper": 2, "form": 2}, "Leistungen nach Stufe"),
        ({"offline": 2, "form": 2}, "Leistungen nach Stufe"),
        ({"paper": 2}, "Leistungen nach Stufe"),
        ({}, "Leistungen nach Stufe"),
    ],
)
def test_where_most_services_stand_is_said_only_if_they_do(counts, sentence):
    assert distribution_statement(services(**counts)) == sentence


def test_without_a_mark_the_sentence_only_counts():
    plain = questionnaire(ask("A", meets={1: "A = ja"}))
    results = [rate_service(service(n), {}, plain, CONTEXT) for n in "ab"]
    assert level_statement(results) == "2 Leistungen sind bewertet."
    assert level_statement(results[:1]) == "Eine Leistung ist bewertet."
    assert online_statement(results) == ""


def test_processes_have_their_own_words():
    steps = questionnaire(ask("P", meets={1: "P = ja"}), marks={"conform_from": 1})
    yes, no = ({"P": code} for code in ("ja", "nein"))
    results = [rate_process(service(n), v, steps, CONTEXT) for n, v in (("a", yes), ("b", no))]
    assert level_statement(results, PROCESS) == "Einer von 2 Prozessen erreicht Stufe 1."
    assert level_statement(results[1:] * 2, PROCESS) == "Keiner von 2 Prozessen erreicht Stufe 1."
    assert level_statement(results[:1], PROCESS) == "Der Prozess erreicht Stufe 1."
    assert level_statement([], PROCESS) == "Noch kein Prozess ist bewertet."


def test_every_short_name_that_ships_has_its_article():
    shorts = {gate.short for gate in OZG.gates}
    assert len(shorts) == 14
    assert {short for short in shorts if named(short)[0].startswith("„")} == set()


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("unpaid", "Stufe 2 von 4, Formular-Assistent: steht fest."),
        ("open", "Stufe 1 von 4, Information: vorläufig, möglich ist Stufe 4."),
        ("elsewhere", "Keine Stufe: Nicht zuständig."),
    ],
)
def test_one_subject_in_one_sentence(kind, sentence):
    assert score_sentence(OZG, score(OZG, ANSWERS[kind], STICHTAG)) == sentence


def test_a_score_in_lines():
    answers = {**PAYING, "O6": "test", "O9": "weiss_nicht", "EE1": "papier"}
    assert score_lines(OZG, score(OZG, answers, STICHTAG)) == [
        "Stufe 1 von 4, Information: steht fest.",
        "Nach Freischaltung: Stufe 2.",
        "E0: Papiergebunden",
        "Das fehlt zur nächsten Stufe:",
        "  O6 Freischaltung (Unser Fachdienst)",
        "Noch offen: O9",
    ]
    waiting = {**DIENST, "O16": "bescheid", "O17": "kein_rueckkanal", "O9": "weiss_nicht"}
    assert score_lines(OZG, score(OZG, waiting, STICHTAG))[1:] == [
        "Das fehlt zur nächsten Stufe:",
        "  O9 Anmeldung (Unser Fachdienst), noch offen",
        "  O17 Rückkanal (Finanzministerium/Land), nicht durch die Stadt lösbar",
        "Noch offen: O9",
    ]
