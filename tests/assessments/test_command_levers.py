"""`selbstcheck levers` and `scenario`: the same by script as in the window (contract 4.1, 4.3)."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from assessments.actions import files, zppm
from assessments.commands import run
from tests.answer_files import document as answer_file
from tests.assessments.test_levers import RECORDED, WRITTEN
from tests.cities import CONFORM, CREATED, FORM, ONLINE, PAPER, hand_in, service

NOW = datetime.fromisoformat(CREATED)
KEY = "99001001002000"


@pytest.fixture
def data(tmp_path):
    """A department's own file: four services and two processes."""
    path = tmp_path / "fachdienst.selbstcheck"
    answers = {
        "Pass": PAPER,
        "Wohngeld": ONLINE,
        "Hund": CONFORM,
        "Beratung": {"O1": "nicht_stadt"},
    }
    content = answer_file(
        *({"title": title, "answers": plain(given)} for title, given in answers.items()),
        processes=[
            {"title": "Wohngeld bewilligen", "answers": plain(RECORDED)},
            {"title": "Pass ausstellen", "answers": plain(WRITTEN)},
        ],
    )
    files.fill(path, content, NOW)
    return str(path)


@pytest.fixture
def store(tmp_path):
    """ZPPM's file: the same service twice, and one more."""
    path = tmp_path / "zppm.selbstcheck"
    with zppm.begin(path, "Stadt Jena", NOW) as made:
        zppm.take_in(
            made,
            [
                hand_in("Archiv", [service("Urkunde", ONLINE, KEY), service("Lesesaal", FORM)]),
                hand_in("Standesamt", [service("Urkunden", PAPER, KEY, theme="Familie & Kind")]),
            ],
            NOW,
        )
    return str(path)


def plain(answers):
    return {k: list(v) if isinstance(v, tuple) else v for k, v in answers.items()}


def printed(capsys, *arguments):
    assert run(arguments) == 0
    return capsys.readouterr().out


def document(capsys, *arguments):
    return json.loads(printed(capsys, *arguments, "--json"))


def refused(capsys, *arguments):
    assert run(arguments) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    return shown.err.strip()


def criterion(found, question):
    return next(c for c in found["criteria"] if c["question"] == question)


# levers ------------------------------------------------------------------------------------------


def test_levers_of_a_department(data, capsys):
    found = document(capsys, "levers", data)
    assert {k: found[k] for k in ("questionnaire", "level", "subjects", "reached")} == {
        "questionnaire": "ozg-rm-1.1", "level": 3, "subjects": 3, "reached": 1,
    }  # fmt: skip
    assert criterion(found, "O17") == {
        "question": "O17", "owner": {"land": 1}, "holds_back": 1, "alone": 1, "alone_at_best": 0,
        "after": [], "own": False,
    }  # fmt: skip
    assert criterion(found, "O3a") == {
        "question": "O3a", "owner": {}, "holds_back": 0, "alone": 0, "alone_at_best": 0,
        "after": [], "own": True,
    }  # fmt: skip
    assert found["smallest_set"] == {"questions": ["O17"], "reaches": 2, "exact": True, "bound": 1}
    assert found["smallest_set_at_best"]["questions"] == ["O5", "O17"]
    assert found["open_questions"] == []


def test_the_two_lists_of_the_window_are_printed_too(data, capsys):
    found = document(capsys, "levers", data)
    own = [(x["question"], x["level"], x["short"]) for x in found["own"]]
    assert own == [("O5", 2, "Ausfüllhilfe"), ("O5", 3, "Online-Dienst")]
    others = {x["question"]: [s["title"] for s in x["lifted"]] for x in found["others"]}
    assert others == {"O17": ["Wohngeld"], "O18": ["Hund"]}


def test_levers_of_processes(data, capsys):
    found = document(capsys, "levers", data, "--questionnaire", "prozessdokumentation")
    assert (found["level"], found["subjects"], found["reached"]) == (4, 2, 0)
    assert criterion(found, "P2")["after"] == [{"questions": ["P3", "P4"], "n": 1}]
    lower = document(
        capsys, "levers", data, "--questionnaire", "prozessdokumentation", "--level", "2"
    )
    assert (lower["reached"], lower["smallest_set"]["questions"]) == (1, ["P2", "P3", "P4"])


def test_fewer_subjects_may_be_asked_for(data, capsys):
    found = document(capsys, "levers", data, "--level", "4", "--at-least", "1")
    assert found["smallest_set"] == {"questions": ["O18"], "reaches": 1, "exact": True, "bound": 1}


def test_on_a_store_a_service_of_two_departments_counts_once(store, capsys):
    found = document(capsys, "levers", store)
    assert found["subjects"] == 2
    assert criterion(found, "O5")["alone"] == 1
    assert criterion(found, "O17")["holds_back"] == 0
    own = document(capsys, "levers", store, "--department", "archiv")
    assert criterion(own, "O17")["alone"] == 1
    theme = document(capsys, "levers", store, "--theme", "Familie & Kind")
    assert theme["subjects"] == 1


def test_levers_in_words(data, capsys):
    lines = printed(capsys, "levers", data).splitlines()
    assert lines[1] == "1 von 3 Leistungen erreicht Stufe 3 oder mehr."
    assert "Das können wir selbst:" in lines
    assert "  Ausfüllhilfe (O5): hebt 1 Leistung auf Stufe 2." in lines
    assert lines[lines.index("Dafür brauchen wir andere:") + 1 :][:2] == [
        "  Rückkanal (O17): hebt 1 Leistung auf Stufe 3.",
        "    Zuständig: Finanzministerium/Land",
    ]
    assert "  Kleinste Auswahl: Rückkanal." in lines
    assert "  Dann gilt: 2 von 3 Leistungen erreichen Stufe 3 oder mehr." in lines


def test_levers_of_processes_in_words(data, capsys):
    text = printed(capsys, "levers", data, "--questionnaire", "prozessdokumentation")
    assert "Keiner von 2 Prozessen erreicht D4 oder mehr." in text
    assert "  Schriftform (P2): hebt womöglich 1 Prozess auf D2." in text


# scenario ----------------------------------------------------------------------------------------


def test_a_scenario_of_a_department(data, capsys):
    found = document(capsys, "scenario", data, "--fulfil", "O17", "O18=abruf")
    assert found["questionnaire"] == "ozg-rm-1.1"
    assert found["before"] == {"0": 0, "1": 1, "2": 1, "3": 1, "4": 0}
    assert found["after"] == {"0": 0, "1": 1, "2": 0, "3": 0, "4": 2}
    risen = [(r["title"], r["department"], r["from"], r["to"]) for r in found["risen"]]
    assert risen == [("Wohngeld", "Bürgerservice", 2, 4), ("Hund", "Bürgerservice", 3, 4)]


def test_an_answer_is_set_for_everybody_and_lowers_nobody(data, capsys):
    found = document(capsys, "scenario", data, "--fulfil", "O17", "O5=pdf_hilfe")
    assert [(r["title"], r["to"]) for r in found["risen"]] == [("Pass", 2)]
    assert found["after"] == {"0": 0, "1": 0, "2": 2, "3": 1, "4": 0}


def test_wishes_may_be_named_one_by_one(data, capsys):
    together = document(capsys, "scenario", data, "--fulfil", "O17", "O18")
    apart = document(capsys, "scenario", data, "--fulfil", "O17", "--fulfil", "O18")
    assert together == apart
    assert together["after"]["4"] == 2


def test_the_questions_say_which_questionnaire_is_meant(data, capsys):
    found = document(capsys, "scenario", data, "--fulfil", "P2", "P3", "P4")
    assert found["questionnaire"] == "prozessdokumentation"
    assert found["after"] == {"0": 0, "1": 0, "2": 2, "3": 0, "4": 0, "5": 0, "6": 0}


def test_several_codes_are_one_answer(data, capsys):
    wish = "P3=ausloeser;schritte;zustaendigkeit;ergebnis"
    found = document(capsys, "scenario", data, "--fulfil", "P2", "P4", wish)
    assert found["after"]["2"] == 2


def test_a_scenario_on_a_store_counts_city_services(store, capsys):
    found = document(capsys, "scenario", store, "--fulfil", "O5=pdf_hilfe")
    assert [(r["title"], r["department"]) for r in found["risen"]] == [("Urkunden", "Standesamt")]
    assert sum(found["before"].values()) == 2


def test_a_scenario_in_words(data, capsys):
    lines = printed(capsys, "scenario", data, "--fulfil", "O17", "O4=ja").splitlines()
    assert lines[1] == "2 statt 1 Leistung auf Stufe 3 oder mehr."
    assert "  Rückkanal (O17)" in lines
    assert "  Wohngeld, Bürgerservice: von 2 auf 3" in lines


# Refused -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("levers", "--level", "9"), "Die Stufe 9 ist kein Ziel"),
        (("levers", "--questionnaire", "elster"), "„elster“ kennt das Programm nicht"),
        (("levers", "--round", "1999"), "Die Runde „1999“ gibt es"),
        (("scenario", "--fulfil", "O9"), "„O9“ entscheidet über keine Stufe"),
        (("scenario", "--fulfil", "O99"), "„O99“ entscheidet über keine Stufe"),
        (("scenario", "--fulfil", "O99=ja"), "„O99“"),
        (("scenario", "--fulfil", "O5=fax"), "Möglich sind: vor_ort"),
        (("scenario", "--fulfil", "O5="), "Nach „O5=“ fehlt die Antwort"),
    ],
)
def test_what_cannot_be_computed_is_said_in_words(data, capsys, arguments, words):
    command, *rest = arguments
    assert words in refused(capsys, command, data, *rest)


def test_a_scenario_needs_a_wish(data, capsys):
    with pytest.raises(SystemExit) as caught:
        run(["scenario", data])
    assert caught.value.code == 2
    assert "es fehlt: --fulfil" in capsys.readouterr().err
