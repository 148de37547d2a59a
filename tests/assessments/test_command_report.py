"""`selbstcheck results` and `report`: the same facts by script as in the window."""

from __future__ import annotations

import json
import re
from datetime import datetime

import pytest
from openpyxl import load_workbook

from assessments.actions import clerk, zppm
from assessments.commands import run
from assessments.model import Department
from assessments.storage import open_store
from tests.cities import (
    CONFORM,
    CREATED,
    ELSEWHERE,
    ONLINE,
    PAPER,
    ROUND,
    UNTOUCHED,
    hand_in,
    sample_city,
    service,
)

NOW = datetime.fromisoformat(CREATED)
KEY = "99001001002000"
HAND_INS = (
    hand_in("Archiv", [service("Urkunde", ONLINE, KEY), service("Beratung", ELSEWHERE)]),
    hand_in("Standesamt", [service("Urkunden", PAPER, KEY, theme="Familie & Kind")], number=3),
    hand_in("Wohnen", [service("Wohngeld", PAPER)], submission_id="first"),
    hand_in("Wohnen", [service("Wohngeld", CONFORM)], submission_id="second"),
)


@pytest.fixture
def store(tmp_path):
    path = tmp_path / "zppm.selbstcheck"
    with zppm.begin(path, "Stadt Jena", NOW) as made:
        zppm.take_in(made, HAND_INS, NOW)
    return path


@pytest.fixture
def data(tmp_path):
    path = tmp_path / "fachdienst.selbstcheck"
    department = Department("archiv", "Archiv", "Stadt Jena")
    services = [service("Urkunde", ONLINE), service("Lesesaal", UNTOUCHED)]
    with clerk.begin(path, department, ROUND, NOW) as made:
        clerk.add_subjects(made, ROUND.id, [subject for subject, _ in services], NOW)
        clerk.answer(made, ROUND.id, services[0][0].id, ONLINE, NOW)
    return path


def printed(capsys, *arguments):
    assert run(arguments) == 0
    return capsys.readouterr().out


def document(capsys, *arguments):
    return json.loads(printed(capsys, *arguments, "--json"))


def test_results_of_a_store_are_those_of_its_counting_hand_ins(store, capsys):
    found = document(capsys, "results", str(store))
    assert found["round"] == "Runde 1"
    assert found["departments"] == [
        {"id": "archiv", "name": "Archiv", "number": 1, "taken_at": CREATED, "disputed": False},
        {"id": "standesamt", "name": "Standesamt", "number": 3, "taken_at": CREATED,
         "disputed": False},
        {"id": "wohnen", "name": "Wohnen", "number": None, "taken_at": None, "disputed": True},
    ]  # fmt: skip
    assert [(s["department"], s["title"], s["level"], s["online"]) for s in found["services"]] == [
        ("Archiv", "Urkunde", 2, True),
        ("Archiv", "Beratung", None, False),
        ("Standesamt", "Urkunden", 1, False),
    ]
    assert found["processes"] == []


def test_every_service_has_the_keys_of_the_contract(store, capsys):
    found = document(capsys, "results", str(store))["services"][0]
    assert found["id"] == "l-urkunde"
    assert found["department_id"] == "archiv"
    assert found["possible_level"] == 2
    assert found["scope"] == "bewertet"
    assert found["end_to_end"] == 1
    assert found["missing"] == [{"question": "O17", "level": 3, "owner": "land", "state": "nicht"}]
    assert found["open"] == []
    assert found["provisional"] is False
    assert found["after_release"] is None


def test_the_summary_counts_what_two_departments_rate_once(store, capsys):
    summary = document(capsys, "results", str(store))["summary"]
    assert summary["services"] == 2
    assert (summary["rated"], summary["online"]) == (1, 0)


def test_results_of_a_departments_file_are_its_own_work(data, tmp_path, capsys):
    found = document(capsys, "results", str(data))
    assert found["departments"] == [
        {"id": "archiv", "name": "Archiv", "number": None, "taken_at": None, "disputed": False}
    ]
    assert [(s["title"], s["scope_word"], s["level"]) for s in found["services"]] == [
        ("Urkunde", "bewertet", 2), ("Lesesaal", "offen", None),
    ]  # fmt: skip
    assert run(["export", str(data), "--out", str(tmp_path / "a.xlsx")]) == 0
    capsys.readouterr()
    assert document(capsys, "results", str(data))["departments"][0]["number"] == 1


def test_asking_for_results_changes_nothing(data):
    with open_store(data, NOW) as before:
        clean = clerk.load(before)
    assert run(["results", str(data)]) == 0
    with open_store(data, NOW) as after:
        assert clerk.load(after) == clean


def test_scope_options_restrict_what_is_printed(store, capsys):
    def titles(*options):
        return [s["title"] for s in document(capsys, "results", str(store), *options)["services"]]

    assert titles("--department", "archiv") == ["Urkunde", "Beratung"]
    assert titles("--theme", "Familie & Kind") == ["Urkunden"]
    assert titles("--authority", "Stadt Gera") == []
    assert titles("--round", "r1") == ["Urkunde", "Beratung", "Urkunden"]


def test_an_unknown_round_is_refused_with_those_there_are(store, data, capsys):
    for path in (store, data):
        assert run(["results", str(path), "--round", "r9"]) == 1
        told = capsys.readouterr()
        assert told.out == ""
        assert "r9" in told.err
        assert "r1" in told.err


def test_in_words_a_person_reads_the_levels_and_what_is_missing(store, capsys):
    lines = printed(capsys, "results", str(store)).splitlines()
    assert lines[0] == "Stadt Jena · Runde 1 · Stichtag 30.11.2026"
    assert lines[1] == "Die eine Leistung ist nicht online und erreicht Stufe 3 nicht."
    assert "Archiv (Abgabe Nr. 1, eingelesen am 24.11.2026)" in lines
    assert "  Stufe  E   online  Leistung" in lines
    assert "  2      E1  ja      Urkunde, fehlt: Rückkanal (Land)" in lines
    assert "  –                  Beratung (anderer Fachdienst)" in lines
    assert "Wohnen: strittige Abgaben, Nummer 1." in lines
    assert lines[-1].startswith("Quelle: Abgaben von 2 Fachdiensten")


def test_an_empty_store_has_no_results_but_an_answer(tmp_path, capsys):
    path = tmp_path / "leer.selbstcheck"
    zppm.begin(path, "", NOW).close()
    assert document(capsys, "results", str(path)) == {
        "round": None, "round_id": None, "stichtag": None, "departments": [], "services": [],
        "processes": [],
        "summary": {"services": 0, "rated": 0, "provisional": 0, "online": 0, "possibly_online": 0,
                    "conform": 0, "possibly_conform": 0, "levels": {}, "possible_levels": {},
                    "scopes": {}},
    }  # fmt: skip
    assert printed(capsys, "results", str(path)).startswith("Noch keine Abgabe.")
    assert run(["report", str(path), "--out", str(tmp_path / "x.xlsx")]) == 1
    assert "noch keine Abgabe" in capsys.readouterr().err
    assert not (tmp_path / "x.xlsx").exists()


def test_report_writes_the_city_workbook_and_says_what_is_in_it(store, tmp_path, capsys):
    path = tmp_path / "Stadt.xlsx"
    lines = printed(capsys, "report", str(store), "--out", str(path)).splitlines()
    assert lines[0] == str(path)
    assert lines[1].startswith("3 Fachdienste haben abgegeben, 1 davon strittig. Enthalten: 3 ")
    workbook = load_workbook(path)
    assert workbook["Deckblatt"]["A2"].value == "Stadt Jena, alle Fachdienste"
    rows = [[c.value for c in row] for row in workbook["R21 Datenqualität"].iter_rows(min_row=5)]
    assert [row[:2] for row in rows[:3]] == [
        ["Archiv", "Hinweis"], ["Standesamt", "Hinweis"], ["Wohnen", "Hinweis"],
    ]  # fmt: skip


def test_report_into_a_folder_gets_the_name_of_the_contract(store, tmp_path, capsys):
    found = document(capsys, "report", str(store), "--out", str(tmp_path))
    assert re.fullmatch(
        r"Selbstcheck_Gesamt_Runde-1_\d{4}-\d\d-\d\d\.xlsx", found["file"].rpartition("/")[2]
    )
    assert (found["departments"], found["services"]) == (2, 3)


def test_report_refuses_a_departments_file_and_another_ending(store, data, tmp_path, capsys):
    assert run(["report", str(data), "--out", str(tmp_path / "x.xlsx")]) == 1
    assert "Datei eines Fachdienstes" in capsys.readouterr().err
    assert run(["report", str(store), "--out", str(tmp_path / "x.csv")]) == 2
    assert "„.xlsx“" in capsys.readouterr().err


def test_results_are_the_same_whatever_way_the_hand_ins_came(store, tmp_path, capsys):
    """The city workbook collected into an empty store gives the same results."""
    from assessments.workbooks.reading import read_workbooks
    from tests.cities import QUESTIONNAIRES

    path = tmp_path / "Stadt.xlsx"
    assert run(["report", str(store), "--out", str(path)]) == 0
    capsys.readouterr()
    (read,) = read_workbooks([path], QUESTIONNAIRES)
    again = tmp_path / "again.selbstcheck"
    with zppm.begin(again, "Stadt Jena", NOW) as made:
        zppm.take_in(made, read.submissions, NOW)
    first, second = (document(capsys, "results", str(p)) for p in (store, again))
    assert second["services"] == first["services"]
    assert second["summary"] == first["summary"]


def test_the_sample_city_is_reported(tmp_path, capsys):
    path = tmp_path / "zppm.selbstcheck"
    with zppm.begin(path, "Stadt Jena", NOW) as made:
        zppm.take_in(made, sample_city(), NOW)
    text = printed(capsys, "results", str(path))
    assert "produktiv online an (mindestens Reifegrad 2)" in text
    found = document(capsys, "results", str(path))
    facts = {s["title"]: s["online_since"] for s in found["services"] if s["online"]}
    assert facts["Unterhaltsvorschuss"] == "2023-03-08"
