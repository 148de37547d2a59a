"""`score`, `questionnaires`, `check-questionnaire` as a script calls them (contract 4)."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from assessments.commands import run
from questionnaires.catalogue import DEFINITIONS

ROOT = Path(__file__).resolve().parents[2]
OZG_FILE = DEFINITIONS / "ozg-rm-1.1-1.toml"

W1 = {
    "O1": "allein",
    "O2": "aussen",
    "O3": "antrag",
    "O4": "ja",
    "O5": "dienst",
    "O6": "produktiv",
    "O6.seit": "2023-03-08",
    "O7": "vollstaendig",
    "O8": "nein",
    "O9": "substanziell",
    "O10": "ja",
    "O11": ["bundid"],
    "O12": "ja",
    "O13": "alle",
    "O14": "keine",
    "O16": "bescheid",
    "O17": "kein_rueckkanal",
    "O18": "hochladen",
    "O19": "ja",
    "EE1": "manuell_digital",
    "EE3": None,
}

SMALL = """
id = "klein"
version = "3"
title = "Kleiner Fragebogen"
short_title = "Klein"
subject = "service"
default_owner = "fachdienst"

[owners]
fachdienst = "Fachdienst"

[[levels]]
number = 0
name = "Unten"
description = "Noch nichts."

[[levels]]
number = 1
name = "Oben"
description = "Fertig."

[[sections]]
id = "a"
title = "Abschnitt"

[[sections.questions]]
id = "A"
type = "date"
wording = "Wann haben Sie das geprüft?"
short = "Prüfung"
gates = [{ level = 1, meets = "months(A) <= 12" }]
"""


def selbstcheck(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "desktop", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def answers(tmp_path):
    def write(document: object) -> Path:
        path = tmp_path / "antworten.json"
        text = document if isinstance(document, str) else json.dumps(document)
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def command(capsys):
    """Run a command in this process; returns exit code, output, errors."""

    def call(*arguments: object) -> tuple[int, str, str]:
        try:
            code = run([str(a) for a in arguments])
        except SystemExit as leave:
            code = int(leave.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return call


def test_a_score_is_one_json_document_and_nothing_else(answers):
    done = selbstcheck("score", "ozg-rm-1.1", answers(W1), "--stichtag", "2026-11-30", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    document = json.loads(done.stdout)
    assert document == {
        "questionnaire": "ozg-rm-1.1",
        "version": "1",
        "scope": "bewertet",
        "level": 2,
        "possible_level": 2,
        "levels": [
            {"number": 0, "name": "Offline", "state": "erfuellt"},
            {"number": 1, "name": "Information", "state": "erfuellt"},
            {"number": 2, "name": "Formular-Assistent", "state": "erfuellt"},
            {"number": 3, "name": "Online-Leistung", "state": "nicht"},
            {"number": 4, "name": "Online-Transaktion", "state": "nicht"},
        ],
        "provisional": False,
        "open": [],
        "missing": [{"question": "O17", "level": 3, "owner": "land", "state": "nicht"}],
        "later": [{"question": "O18", "level": 4, "owner": "hersteller", "state": "nicht"}],
        "end_to_end": 1,
        "after_release": None,
    }


def test_a_list_of_answers_gives_a_list_of_scores(command, answers):
    several = [W1, {}, {"O1": "nicht_stadt"}, {**W1, "O6": "test", "O6.seit": None}]
    code, out, err = command("score", "ozg-rm-1.1@1", answers(several), "--json")
    assert (code, err) == (0, "")
    documents = json.loads(out)
    assert [d["level"] for d in documents] == [2, None, None, 1]
    assert [d["scope"] for d in documents[1:3]] == ["klaerfall", "nicht_zustaendig"]
    assert [d["end_to_end"] for d in documents] == [1, None, None, 1]
    assert [d["after_release"] for d in documents] == [None, None, None, 2]
    assert documents[1]["open"] == ["O1"]
    assert json.loads(command("score", "ozg-rm-1.1", answers([]), "--json")[1]) == []
    assert json.loads(command("score", "ozg-rm-1.1", answers([W1]), "--json")[1]) == documents[:1]


def test_without_json_it_speaks_german(answers):
    done = selbstcheck("score", "ozg-rm-1.1", answers(W1))
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "Stufe 2 von 4, Formular-Assistent: steht fest.",
        "E1: Digitaler Eingang",
        "Das fehlt zur nächsten Stufe:",
        "  O17 Rückkanal (Finanzministerium/Land), nicht durch die Stadt lösbar",
        "",
    ]


def test_a_list_is_numbered(command, answers):
    _, out, _ = command("score", "ozg-rm-1.1", answers([{"O1": "weggefallen"}, {}]))
    assert out.splitlines()[:2] == ["Antwortsatz 1", "Keine Stufe: Weggefallen."]
    assert "Antwortsatz 2" in out


def test_a_definition_may_be_a_file_and_the_stichtag_counts(command, answers, tmp_path):
    file = tmp_path / "klein.toml"
    file.write_text(SMALL, encoding="utf-8")
    given = answers({"A": "2026-01-15"})
    for stichtag, level in (("2026-11-30", 1), ("2027-02-01", 0)):
        _, out, _ = command("score", file, given, "--stichtag", stichtag, "--json")
        document = json.loads(out)
        assert (document["questionnaire"], document["version"]) == ("klein", "3")
        assert document["level"] == level


def test_what_is_wrong_with_answers_is_named_and_nothing_is_printed(command, answers):
    code, out, err = command(
        "score", "ozg-rm-1.1", answers([W1, {**W1, "O5": "dinst", "Z9": "ja"}, ["O1"]]), "--json"
    )
    assert (code, out) == (1, "")
    first, second, third = err.splitlines()
    assert first.startswith("Antwortsatz 2, Frage O5: ")
    assert "„dinst“" in first
    assert "dienst" in first
    assert second.startswith("Antwortsatz 2, Frage Z9: ")
    assert third.startswith("Antwortsatz 3, ")


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ({"O11": ["keins", "bundid"]}, "Frage O11: "),
        ({"O11": ["bundid", "neu"]}, "Frage O11: "),
        ({"EE3": 10}, "Frage EE3: "),
        ({"F2": 5, "F3": 6}, "Frage F3: "),
        ({"O6.seit": "8.3.2023"}, "Frage O6.seit: "),
        ({"O5": ["dienst", "pdf_druck"]}, "Frage O5: "),
        ({"O5": {"code": "dienst"}}, "Frage O5: "),
        ({"EE3": True}, "Frage EE3: "),
        ({"H2": "bund"}, "Frage H2: "),
        ("3", "Erwartet wird eine Liste von Fragen mit Antworten."),
        ('{"O1": "allein"', "Zeile 1, Spalte 16"),
        ('{"O1": "allein", "O1": "gemeinsam"}', "Der Schlüssel „O1“ steht zweimal"),
        ('{"EE3": NaN}', "„NaN“ ist keine Zahl."),
        ("", "Zeile 1, Spalte 1"),
        ('{"F2": ' + "9" * 5000 + "}", "eine Zahl mit zu vielen Ziffern"),
        ("[" * 100_000, "tiefer verschachtelt als 32 Ebenen"),
    ],
)
def test_answers_that_cannot_be_used_are_refused_in_german(command, answers, document, said):
    code, out, err = command("score", "ozg-rm-1.1", answers(document))
    assert (code, out) == (1, "")
    assert said in err
    assert "Traceback" not in err


def test_a_refusal_reaches_a_script_by_exit_code_and_standard_error(answers):
    done = selbstcheck("score", "ozg-rm-1.1", answers({"O5": "dinst"}), "--json")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Frage O5: ")


def test_files_that_are_no_text_or_not_there_are_named(command, answers, tmp_path):
    path = tmp_path / "latin.json"
    path.write_bytes(b'{"O1.welcher": "Stra\xdfe"}')
    assert "kein Text in UTF-8" in command("score", "ozg-rm-1.1", path)[2]
    code, _, err = command("score", "ozg-rm-1.1", tmp_path / "fehlt.json")
    assert (code, "gibt es nicht" in err) == (1, True)
    assert "lässt sich nicht lesen" in command("score", "ozg-rm-1.1", tmp_path)[2]
    path.write_bytes(b'\xef\xbb\xbf{"O1": "weggefallen"}')
    assert command("score", "ozg-rm-1.1", path)[0] == 0


def test_an_unknown_questionnaire_names_those_that_ship(command, answers):
    code, out, err = command("score", "ozg-rm-2.0", answers(W1))
    assert (code, out) == (1, "")
    assert "„ozg-rm-2.0“" in err
    assert "ozg-rm-1.1" in err


@pytest.mark.parametrize(
    "arguments", [("score",), ("score", "ozg-rm-1.1", "a.json", "--stichtag", "30.11.2026")]
)
def test_wrong_usage_is_exit_code_2(command, arguments):
    code, out, err = command(*arguments)
    assert (code, out) == (2, "")
    assert err


def test_questionnaires_that_ship_are_listed(command):
    done = selbstcheck("questionnaires", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    editions = {e["id"]: e for e in json.loads(done.stdout)}
    ozg = editions["ozg-rm-1.1"]
    assert (ozg["version"], ozg["subject"]) == ("1", "service")
    assert [level["number"] for level in ozg["levels"]] == [0, 1, 2, 3, 4]
    assert ozg["questions"] == 46
    assert len(ozg["fingerprint"]) == 64
    assert "ozg-rm-1.1@1  OZG-Reifegrad einer Leistung" in command("questionnaires")[1]


def test_a_definition_without_mistakes_is_said_to_be_in_order(command):
    done = selbstcheck("check-questionnaire", OZG_FILE)
    assert (done.returncode, done.stderr) == (0, "")
    assert "in Ordnung" in done.stdout
    document = json.loads(command("check-questionnaire", OZG_FILE, "--json")[1])
    assert (document["ok"], document["mistakes"], document["id"]) == (True, [], "ozg-rm-1.1")


def test_every_mistake_of_a_definition_is_printed_with_its_place(command, tmp_path):
    file = tmp_path / "klein.toml"
    wrong = SMALL.replace("months(A)", "months(B)").replace('type = "date"', 'type = "tag"')
    file.write_text(wrong, encoding="utf-8")
    code, out, err = command("check-questionnaire", file, "--json")
    document = json.loads(out)
    assert (code, err, document["ok"]) == (1, "", False)
    assert document["file"] == str(file)
    assert len(document["mistakes"]) >= 2
    assert all(m["path"] and m["message"] and m["remedy"] for m in document["mistakes"])
    code, out, _ = command("check-questionnaire", file)
    assert code == 1
    assert "„klein.toml“" in out
    for mistake in document["mistakes"]:
        assert f"{mistake['path']}: {mistake['message']}" in out
    assert "„klein.toml“" in command("score", file, file)[2]


def test_a_definition_that_is_no_toml_or_not_there_is_refused(command, tmp_path):
    file = tmp_path / "kaputt.toml"
    file.write_text("id = ", encoding="utf-8")
    code, out, _ = command("check-questionnaire", file)
    assert (code, "Zeile 1" in out) == (1, True)
    code, out, err = command("check-questionnaire", tmp_path / "fehlt.toml")
    assert (code, out, "gibt es nicht" in err) == (1, "", True)


def test_scoring_loads_neither_qt_nor_excel(answers):
    code = (
        "import sys; from assessments.commands import run; "
        f"run(['score', 'ozg-rm-1.1', {str(answers(W1))!r}, '--json']); "
        "loaded = {'PySide6', 'openpyxl', 'matplotlib', 'sqlite_utils', 'python_calamine'}; "
        "sys.exit(sorted(loaded & set(sys.modules)) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
