"""Processes from end to end by command: scored, filled in, handed in, collected, shown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from assessments.commands import run
from tests import office
from tests.answer_files import HEAD
from tests.assessments.workbooks.editing import Edited
from tests.processes import MEASURED, MODELLED, NAMED, WRITTEN

if TYPE_CHECKING:
    from pathlib import Path

PRIORITY = {"PR1": 1200, "PR2": 60, "PR3": "2", "PR4": "2", "PR5": 3}
ALIMONY = {
    "id": "p1",
    "title": "Unterhaltsvorschuss bewilligen",
    "group": "Jugend",
    "picture": "PIC-4711",
    "services": ["s1"],
    "remark": "läuft",
    "answers": {
        **{k: list(v) if isinstance(v, tuple) else v for k, v in WRITTEN.items()},
        **PRIORITY,
        "WS1": 1,
        "WS2": 1,
        "PR7.quartal": "Q2/2027",
        "PR7.stunden": 12.5,
    },
}
RECOURSE = {
    "id": "p2",
    "title": "Rückgriff prüfen",
    "answers": {
        **{k: list(v) if isinstance(v, tuple) else v for k, v in MODELLED.items()},
        **PRIORITY,
        "PR6": "C",
        "PR6.grund": "Läuft 2027 aus",
        "WS1": 17,
        "WS2": 16,
    },
}
UNTOUCHED = {"id": "p3", "title": "Akten aussondern"}
DEPARTMENT = {
    **HEAD,
    "services": [{"id": "s1", "title": "Unterhaltsvorschuss", "answers": {"O1": "allein"}}],
    "processes": [ALIMONY, RECOURSE, UNTOUCHED],
    "department_answers": {"X9": "nein", "T1": 2, "T2": "ueberwiegend"},
    "settings": {"prozessdokumentation.hoechstabstand": 18},
}


@pytest.fixture
def command(capsys):
    """Return a function that runs a command and gives its exit code and JSON."""

    def command(*arguments: str | Path) -> tuple[int, Any]:
        capsys.readouterr()  # what was said before
        code = run([*map(str, arguments), "--json"])
        return code, json.loads(capsys.readouterr().out)

    return command


def stored(path: Path, document: object) -> Path:
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


@pytest.fixture
def workbook(tmp_path, command) -> Path:
    """What the department hands in, written from its file."""
    answers = stored(tmp_path / "answers.json", DEPARTMENT)
    code, said = command("fill", tmp_path / "data.selbstcheck", answers)
    assert (code, said["processes"], said["findings"]) == (0, 3, [])
    target = tmp_path / "abgabe.xlsx"
    assert run(["export", str(tmp_path / "data.selbstcheck"), "--out", str(target)]) == 0
    return target


def table(path: Path, sheet: str) -> list[dict[str, Any]]:
    """Return the rows of a sheet's table by heading."""
    rows = [[cell.value for cell in row] for row in load_workbook(path)[sheet].iter_rows(min_row=4)]
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


# score


def test_score_names_rung_risk_and_priority(tmp_path, command):
    answers = stored(
        tmp_path / "a.json",
        {**{k: list(v) if isinstance(v, tuple) else v for k, v in NAMED.items()}, **PRIORITY}
        | {"WS1": 1, "WS2": 1},
    )
    code, said = command("score", "prozessdokumentation", answers, "--stichtag", "2026-11-30")
    assert code == 0
    assert (said["questionnaire"], said["version"]) == ("prozessdokumentation", "1")
    assert (said["scope"], said["level"], said["possible_level"]) == (None, 0, 1)
    assert [level["number"] for level in said["levels"]] == list(range(7))
    assert (said["open"], said["provisional"]) == (["P1"], True)
    assert [(m["question"], m["owner"]) for m in said["missing"]] == [("P1", "fachdienst")]
    assert said["risk"] == "hoch"
    assert said["priority"] == {
        "class": "A",
        "points": 11.0,
        "own": None,
        "reason": None,
        "effective": "A",
    }
    assert not {"end_to_end", "after_release"} & said.keys()


def test_score_keeps_the_computed_and_the_own_class(tmp_path, command):
    answers = stored(tmp_path / "a.json", [RECOURSE["answers"], {"WS1": "keine_angabe"}])
    _, (both, nothing) = command("score", "prozessdokumentation", answers)
    assert both["priority"] == {
        "class": "B",
        "points": 9.0,
        "own": "C",
        "reason": "Läuft 2027 aus",
        "effective": "C",
    }
    assert (nothing["risk"], nothing["priority"]["points"]) == ("unbekannt", None)
    assert nothing["priority"]["class"] == "noch nicht bestimmbar"


def test_score_in_words(tmp_path, capsys):
    answers = stored(tmp_path / "a.json", RECOURSE["answers"])
    assert run(["score", "prozessdokumentation", str(answers)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Stufe 4 von 6, Modelliert und freigegeben: steht fest."
    assert lines[-5:] == [
        "Wissensverlustrisiko: gering.",
        "Priorität: B (9,0 von 15 Punkten).",
        "Eigene Einordnung: C.",
        "Grund: Läuft 2027 aus",
        "",
    ]


def test_reviews_are_counted_against_the_stichtag_handed_in(tmp_path, command):
    measured = {k: list(v) if isinstance(v, tuple) else v for k, v in MEASURED.items()}
    answers = stored(tmp_path / "a.json", measured)
    levels = [
        command("score", "prozessdokumentation", answers, "--stichtag", day)[1]["level"]
        for day in ("2027-03-31", "2027-04-01")
    ]
    assert levels == [6, 4]


def test_the_process_check_is_listed(command):
    _, listed = command("questionnaires")
    assert [(q["id"], q["version"], q["subject"]) for q in listed] == [
        ("ozg-rm-1.1", "1", "service"),
        ("prozessdokumentation", "1", "process"),
    ]


# The workbook


def test_the_table_of_processes(workbook):
    first, second, third = table(workbook, "Prozesse")
    assert first == {
        "Prozess-ID": "p1",
        "Fachdienst": "Bürgerservice",
        "Prozess": "Unterhaltsvorschuss bewilligen",
        "Prozessgruppe": "Jugend",
        "Verantwortliche Stelle": "Team Unterhaltsvorschuss",
        "PICTURE-Nummer": "PIC-4711",
        "Leistung-IDs": "s1",
        "Modell": "prozessdokumentation",
        "Dokumentationsstufe": 2,
        "Stufe möglich": 2,
        "Vorläufig": "nein",
        "Offene Fragen": 0,
        "Fehlt zur nächsten Stufe": "P5",
        "Wissensverlustrisiko": "hoch",
        "Priorität": "A",
        "Modellierung geplant": "2027-Q2",
        "Aufwand Stunden": 12.5,
        "Bemerkung": "läuft",
        "Stand": first["Stand"],
    }
    assert (second["Dokumentationsstufe"], second["Wissensverlustrisiko"]) == (4, "gering")
    assert (second["Priorität"], second["Modellierung geplant"]) == ("C", None)
    assert (third["Dokumentationsstufe"], third["Stufe möglich"], third["Vorläufig"]) == (
        0,
        6,
        "ja",
    )
    assert (third["Wissensverlustrisiko"], third["Priorität"]) == (
        "unbekannt",
        "noch nicht bestimmbar",
    )


def test_one_row_with_the_class_stands_in_the_place_of_the_head_counts(workbook):
    rows = [r for r in table(workbook, "Antworten") if r["Frage"] == "risiko"]
    assert [(r["Gegenstand-ID"], r["Wert"], r["Antwort"]) for r in rows] == [
        ("p1", "hoch", "hoch"),
        ("p2", "gering", "gering"),
        ("p3", "unbekannt", "unbekannt"),
    ]
    assert {(r["Fragebogen"], r["Version"]) for r in rows} == {("prozessdokumentation", "1")}
    named = [
        (sheet.title, cell.coordinate)
        for sheet in load_workbook(workbook)
        for row in sheet.iter_rows()
        for cell in row
        if "WS1" in str(cell.value) or "WS2" in str(cell.value)
    ]
    assert named == []


def test_what_is_asked_once_stands_under_the_edition_that_asks(workbook):
    rows = [r for r in table(workbook, "Antworten") if r["Gegenstand-ID"] == "buergerservice"]
    assert [(r["Fragebogen"], r["Frage"], r["Wert"], r["Antwort"]) for r in rows] == [
        ("ozg-rm-1.1", "X9", "nein", "Nein"),
        ("prozessdokumentation", "T1", 2, "2 Personen"),
        ("prozessdokumentation", "T2", "ueberwiegend", "Überwiegend"),
    ]


def test_a_reader_finds_nothing_to_say_about_it(workbook, command):
    code, said = command("check", workbook)
    (file,) = said["files"]
    answers = sum(len(p.get("answers", ())) for p in DEPARTMENT["processes"]) - 4  # head counts
    assert (code, file["status"], file["findings"]) == (0, "ok", [])
    assert (file["services"], file["processes"], file["answers"]) == (1, 3, answers + 1 + 3)


def test_a_rung_that_somebody_edited_is_named(workbook, tmp_path, command):
    edited = Edited(workbook, tmp_path / "edited.xlsx")
    edited.put("Prozesse", edited.row_of("Prozesse", Prozess_ID="p2"), "Dokumentationsstufe", 6)
    code, said = command("check", edited.save())
    (finding,) = said["files"][0]["findings"]
    assert (code, finding["code"], finding["severity"]) == (0, "level-differs", "remark")
    assert (finding["sheet"], finding["column"]) == ("Prozesse", "Dokumentationsstufe")
    assert "„6“" in finding["message"]


@pytest.mark.packages
def test_saved_by_libreoffice_it_is_the_same_hand_in(workbook, tmp_path, command):
    command("collect", tmp_path / "city.selbstcheck", workbook)
    again = office.resaved(workbook, tmp_path)
    code, said = command("collect", tmp_path / "city.selbstcheck", again)
    (file,) = said["files"]
    assert (code, file["findings"], file["taken"]) == (0, [], "known")


# Collecting and results


def test_own_and_collected_results_are_the_same(workbook, tmp_path, command):
    code, said = command("collect", tmp_path / "city.selbstcheck", workbook)
    assert (code, said["files"][0]["taken"]) == (0, "new")
    _, own = command("results", tmp_path / "data.selbstcheck")
    _, city = command("results", tmp_path / "city.selbstcheck")
    assert city["processes"] == own["processes"]
    shown = {p["id"]: (p["level"], p["risk"], p["priority"]["effective"]) for p in own["processes"]}
    assert shown == {
        "p1": (2, "hoch", "A"),
        "p2": (4, "gering", "C"),
        "p3": (0, "unbekannt", "noch nicht bestimmbar"),
    }
    first = own["processes"][0]
    assert first["plan"] == {"quarter": "2027-Q2", "hours": 12.5, "modeller": None}
    assert (first["services"], first["responsible_unit"]) == (["s1"], "Team Unterhaltsvorschuss")
    assert (first["department"], first["department_id"]) == ("Bürgerservice", "buergerservice")


def test_the_city_workbook_can_be_collected_again(workbook, tmp_path, command):
    command("collect", tmp_path / "city.selbstcheck", workbook)
    city = tmp_path / "gesamt.xlsx"
    assert run(["report", str(tmp_path / "city.selbstcheck"), "--out", str(city)]) == 0
    risks = [r["Wert"] for r in table(city, "Antworten") if r["Frage"] == "risiko"]
    assert risks == ["hoch", "gering", "unbekannt"]
    code, said = command("collect", tmp_path / "city.selbstcheck", city)
    assert (code, said["files"][0]["findings"]) == (0, [])
    assert [s["taken"] for s in said["files"][0]["submissions"]] == ["known"]


def test_a_dump_says_everything_and_fills_the_same_file_again(workbook, tmp_path, capsys, command):
    capsys.readouterr()
    assert run(["dump", str(tmp_path / "data.selbstcheck")]) == 0
    dump = json.loads(capsys.readouterr().out)
    assert dump["processes"][0]["answers"] == ALIMONY["answers"]
    assert dump["department_answers"] == DEPARTMENT["department_answers"]
    again = stored(tmp_path / "dump.json", dump)
    code, _ = command("fill", tmp_path / "again.selbstcheck", again)
    assert code == 0
    assert run(["dump", str(tmp_path / "again.selbstcheck")]) == 0
    assert json.loads(capsys.readouterr().out) == dump
