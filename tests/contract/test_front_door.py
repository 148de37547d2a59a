"""Contract 4, the head: exit codes, where words go, and what ends a command from outside."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.examining import ROOT, Office, in_a_process, selbstcheck, service

COMMANDS = (
    "demo", "score", "questionnaires", "check-questionnaire", "fill", "dump", "export", "check",
    "collect", "results", "report",
)  # fmt: skip
FULL = Path("/dev/full")
ENGLISH = ("usage", "positional", "options", "optional", "show this", "error:", "invalid",
           "required", "argument")  # fmt: skip


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)


def test_the_overview_names_every_command_and_the_window():
    done = selbstcheck("--help")
    assert (done.code, done.err) == (0, "")
    assert [c for c in COMMANDS if f"  {c} " not in done.out] == []
    assert "Ohne Befehl öffnet sich das Fenster." in done.out


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_german(command):
    done = selbstcheck(*[command] * bool(command), "--help")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"Aufruf: selbstcheck {command}".rstrip())
    assert [word for word in ENGLISH if word in done.out] == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("chek",), "Den Befehl „chek“ gibt es nicht. Meinten Sie „check“?"),
        (("öffne",), "Den Befehl „öffne“ gibt es nicht."),
        (("--json",), "Nennen Sie zuerst den Befehl."),
        (("score",), "es fehlt: FRAGEBOGEN, ANSWERS.json"),
        (("score", "a"), "es fehlt: ANSWERS.json"),
        (("score", "a", "b", "--stichtag", "30.11.2026"), "„30.11.2026“ ist kein Datum"),
        (("score", "a", "b", "--stichtag", "20261130"), "„20261130“ ist kein Datum"),
        (("score", "a", "b", "--stichtag"), "Angabe --stichtag: braucht einen Wert"),
        (("check",), "es fehlt: WORKBOOK"),
        (("collect", "a"), "es fehlt: WORKBOOK-or-DIR"),
        (("export", "a"), "es fehlt: --out"),
        (("results", "a", "--quiet"), "unbekannte Angabe: --quiet"),
        (("report", "a", "--out", "a.pdf"), "Die Zieldatei braucht die Endung „.xlsx“."),
        (("demo",), "es fehlt: --out"),
    ],
)
def test_wrong_usage_is_told_in_german(arguments, said):
    done = selbstcheck(*arguments)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert [word for word in ENGLISH if word in done.err] == []


def test_a_command_that_refuses_says_so_on_standard_error():
    done = selbstcheck("results", "gibt-es-nicht.selbstcheck", "--json")
    assert (done.code, done.out) == (1, "")
    assert done.err == (
        "Die Datei „gibt-es-nicht.selbstcheck“ gibt es nicht. Prüfen Sie Ordner und Namen.\n"
    )


@pytest.mark.parametrize("command", ["results", "dump", "export"])
def test_a_name_that_no_disk_takes_is_no_accident(command, tmp_path):
    out = ["--out", tmp_path] if command == "export" else []
    done = selbstcheck(command, tmp_path / ("L" * 300), *out)
    assert (done.code, done.out) == (1, "")
    assert done.err.endswith("lässt sich nicht verwenden. Prüfen Sie Ordner und Namen.\n")


def test_a_command_never_loads_qt_or_a_chart_library(office):
    data = office.filled("Archiv", service("Akte"))
    code = (
        "import atexit, sys\n"
        "heavy = ('PySide6', 'shiboken6', 'matplotlib')\n"
        "atexit.register(lambda: print([m for m in heavy if m in sys.modules], file=sys.stderr))"
    )
    done = in_a_process("export", data, "--out", office.folder / "a.xlsx", code=code)
    assert (done.code, done.err) == (0, "[]\n")


def test_json_is_one_document_in_utf_8_and_nothing_else(office):
    data = office.filled("Bürgerservice", service("Größe „ä“"))
    done = in_a_process("results", data, "--json")
    assert (done.code, done.err) == (0, "")
    assert json.loads(done.out)["services"][0]["title"] == "Größe „ä“"
    assert "„ä“" in done.out


@pytest.mark.skipif(sys.platform == "win32", reason="signals and pipes of POSIX")
@pytest.mark.parametrize("options", [("results",), ("dump",), ("results", "--json")])
def test_nobody_reading_on_is_no_accident(office, options):
    data = office.filled("Archiv", *(service(f"Akte {n} {'x' * 90}") for n in range(1200)))
    command = [sys.executable, "-m", "desktop", options[0], str(data), *options[1:]]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout.read(1)
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode in {0, 128 + signal.SIGPIPE}


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
def test_a_full_disk_behind_standard_output_is_told(office):
    data = office.filled("Archiv", service("Akte"))
    with FULL.open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "desktop", "results", str(data)],
            cwd=ROOT, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == (
        "Die Ausgabe ließ sich nicht schreiben. Prüfen Sie, ob noch Platz ist.\n"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_ends_a_command_with_a_word(office):
    code = (
        "import os, signal\n"
        "from assessments.actions import files\n"
        "files.dump = lambda *_: os.kill(os.getpid(), signal.SIGINT)"
    )
    data = office.filled("Archiv", service("Akte"))
    done = in_a_process("dump", data, code=code)
    assert (done.code, done.out, done.err) == (130, "", "Abgebrochen.\n")
