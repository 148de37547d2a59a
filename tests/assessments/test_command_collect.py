"""`check` and `collect` as a script sees them: exit code, one JSON document, German words."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from assessments.actions import zppm
from assessments.checksum import checksum
from assessments.commands import run
from assessments.storage import open_store
from assessments.workbooks.submissions import write_submission
from tests.assessments.workbooks.editing import Edited, plain_city
from tests.cities import CONFORM, FORM, ONLINE, QUESTIONNAIRES, hand_in, service

if TYPE_CHECKING:
    from assessments.model import Submission

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
KEYS = {
    "file", "status", "department", "round", "submission_id", "submission_number", "services",
    "processes", "answers", "findings",
}  # fmt: skip


@pytest.fixture
def write(tmp_path):
    """Return a function that writes a hand-in into the folder of the mail."""
    (tmp_path / "mail").mkdir()

    def write(submission: Submission, name: str = "") -> Path:
        path = tmp_path / "mail" / (name or f"{submission.submission_id}.xlsx")
        write_submission(submission, QUESTIONNAIRES, path)
        return path

    return write


@pytest.fixture
def store(tmp_path) -> Path:
    return tmp_path / "city.selbstcheck"


@pytest.fixture
def command(capsys):
    """Return a function that runs a command: exit code, its JSON (or text), its errors."""

    def command(*arguments: str | Path, text: bool = False) -> tuple[int, Any, str]:
        code = run([*map(str, arguments), *([] if text else ["--json"])])
        said = capsys.readouterr()
        return code, said.out if text else json.loads(said.out), said.err

    return command


def office(number: int = 1, **rest: Any) -> Submission:
    services = [service("Hund anmelden", CONFORM), service("Wohngeld", FORM)]
    return hand_in("Bürgeramt", services, number=number, **rest)


def registry(number: int = 1) -> Submission:
    return hand_in("Standesamt", [service("Hund anmelden", ONLINE)], number=number)


def stored(store: Path) -> list[str]:
    with open_store(store, NOW) as opened:
        return sorted(s.submission.submission_id for s in zppm.load(opened).submissions)


class TestCheck:
    def test_a_good_workbook(self, write, command):
        code, found, _ = command("check", write(office()))
        (file,) = found["files"]
        assert code == 0
        assert set(file) >= KEYS
        assert "taken" not in file
        assert file["findings"] == []
        assert {k: file[k] for k in ("file", "status", "department", "round")} == {
            "file": "buergeramt-r1-1.xlsx",
            "status": "ok",
            "department": "Bürgeramt",
            "round": "Runde 1",
        }
        assert (file["services"], file["processes"]) == (2, 0)
        assert file["answers"] == len(office().answers)

    def test_remarks_refuse_nothing(self, write, command, tmp_path):
        edited = Edited(write(office()), tmp_path / "edited.xlsx")
        edited.put("Leistungen", 5, "Reifegrad", 1)
        code, found, _ = command("check", edited.save())
        assert code == 0
        assert found["files"][0]["status"] == "remarks"
        (finding,) = found["files"][0]["findings"]
        assert set(finding) == {
            "code", "severity", "sheet", "row", "column", "message", "remedy"
        }  # fmt: skip
        assert finding["code"] == "level-differs"
        assert finding["severity"] == "remark"
        assert (finding["sheet"], finding["row"], finding["column"]) == (
            "Leistungen",
            5,
            "Reifegrad",
        )

    def test_one_refused_file_is_enough(self, write, command, tmp_path):
        (tmp_path / "bad.xlsx").write_bytes(b"PK\x03\x04 nothing")
        code, found, _ = command("check", write(office()), tmp_path / "bad.xlsx")
        assert code == 1
        assert [f["status"] for f in found["files"]] == ["ok", "refused"]
        assert found["files"][1]["department"] is None

    def test_what_is_no_workbook_at_all(self, command, tmp_path):
        (tmp_path / "empty.xlsx").touch()
        places = [tmp_path / "empty.xlsx", tmp_path / "gone.xlsx", tmp_path, Path()]
        code, found, _ = command("check", *places)
        codes = [f["findings"][0]["code"] for f in found["files"]]
        assert code == 1
        assert codes == ["empty-file", "file-missing", "is-folder", "is-folder"]

    def test_nothing_is_written(self, write, command, tmp_path):
        path = write(office())
        before = sorted(tmp_path.rglob("*"))
        command("check", path)
        assert sorted(tmp_path.rglob("*")) == before

    def test_in_words(self, write, command, tmp_path):
        edited = Edited(write(office()), tmp_path / "edited.xlsx")
        edited.put("Antworten", 5, "Wert", "nirgends")
        code, text, _ = command("check", edited.save(), text=True)
        assert code == 1
        for word in ("„edited.xlsx“", "Bürgeramt", "Antworten, Zeile 5, Wert", "„nirgends“"):
            assert word in text
        assert "2 Leistungen" in text

    def test_without_a_file_it_is_wrong_usage(self, command):
        with pytest.raises(SystemExit) as stopped:
            run(["check"])
        assert stopped.value.code == 2


class TestCollect:
    def test_the_store_is_made_and_filled(self, write, store, command):
        code, found, _ = command("collect", store, write(office()), write(registry()))
        assert code == 0
        assert [f["taken"] for f in found["files"]] == ["new", "new"]
        assert stored(store) == ["buergeramt-r1-1", "standesamt-r1-1"]

    def test_control_totals_of_files_and_store_agree(self, write, store, command):
        paths = [write(office()), write(registry())]
        _, found, _ = command("collect", store, *paths, paths[0])
        totals = found["totals"]
        assert totals["files"] == totals["stored"]
        assert totals["files"]["services"] == 3
        assert totals["files"]["answers"] == len(office().answers) + len(registry().answers)

    def test_the_same_file_again_changes_nothing(self, write, store, command, tmp_path):
        path = write(office())
        command("collect", store, path)
        renamed = shutil.copy(path, tmp_path / "Kopie von Abgabe (2).xlsx")
        code, found, _ = command("collect", store, renamed, path)
        assert code == 0
        assert [f["taken"] for f in found["files"]] == ["known", "known"]
        assert stored(store) == ["buergeramt-r1-1"]

    def test_a_newer_one_replaces_and_an_older_one_does_not(self, write, store, command):
        first, second, third = (write(office(n)) for n in (1, 2, 3))
        assert command("collect", store, second)[1]["files"][0]["taken"] == "new"
        assert command("collect", store, first)[1]["files"][0]["taken"] == "older"
        assert command("collect", store, third)[1]["files"][0]["taken"] == "replaced"

    @pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
    def test_one_call_is_judged_as_a_set(self, order, write, store, command):
        paths = [write(office(n)) for n in (1, 2, 3)]
        _, found, _ = command("collect", store, *(paths[n] for n in order))
        taken = {f["submission_number"]: f["taken"] for f in found["files"]}
        assert taken == {1: "older", 2: "older", 3: "new"}

    def test_two_contents_of_one_number_are_in_conflict(self, write, store, command):
        other = replace(office(submission_id="other"), services=office().services[:1])
        other = replace(
            other, answers=tuple(a for a in other.answers if a.subject_id == "l-hund-anmelden")
        )
        code, found, _ = command("collect", store, write(office()), write(other))
        assert code == 0
        assert [f["taken"] for f in found["files"]] == ["conflict", "conflict"]

    def test_good_files_go_in_although_another_is_refused(self, write, store, command, tmp_path):
        edited = Edited(write(registry()), tmp_path / "edited.xlsx")
        edited.put("Antworten", 5, "Wert", "nirgends")
        code, found, _ = command("collect", store, write(office()), edited.save())
        assert code == 1
        assert [f["taken"] for f in found["files"]] == ["new", "refused"]
        assert stored(store) == ["buergeramt-r1-1"]

    def test_a_folder(self, write, store, command):
        folder = write(office()).parent
        write(registry())
        (folder / "~$standesamt-r1-1.xlsx").write_bytes(b"\x07Person" + bytes(158))
        (folder / "~$gone.xlsx").write_bytes(b"\x07Person" + bytes(158))
        (folder / "Anschreiben.docx").write_bytes(b"no workbook")
        (folder / "alt.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
        (folder / "Unterordner.xlsx").mkdir()
        (folder / ".versteckt").mkdir()
        shutil.copy(folder / "standesamt-r1-1.xlsx", folder / ".versteckt")
        shutil.move(folder / "buergeramt-r1-1.xlsx", folder / "Unterordner.xlsx")
        code, found, errors = command("collect", store, folder)
        assert code == 1
        assert {f["file"]: f["taken"] for f in found["files"]} == {
            "alt.xls": "refused",
            "buergeramt-r1-1.xlsx": "new",
            "standesamt-r1-1.xlsx": "new",
        }
        assert "~$gone.xlsx" in errors
        (remark,) = found["files"][1]["findings"]
        assert remark["code"] == "open-in-excel"

    def test_a_lock_file_by_name(self, write, store, command):
        lock = write(office()).with_name("~$buergeramt-r1-1.xlsx")
        lock.write_bytes(b"\x07Person" + bytes(158))
        code, found, _ = command("collect", store, lock)
        assert code == 1
        assert found["files"][0]["findings"][0]["code"] == "lock-file"

    def test_an_empty_folder_is_said(self, store, command, tmp_path):
        (tmp_path / "nothing").mkdir()
        code, found, errors = command("collect", store, tmp_path / "nothing")
        assert code == 1
        assert found["files"] == []
        assert "keine Excel-Datei" in errors

    def test_in_words(self, write, store, command):
        code, text, _ = command("collect", store, write(office()), text=True)
        assert code == 0
        assert "„buergeramt-r1-1.xlsx“: übernommen." in text
        counts = text.split("In den Dateien: ")[1].split(".")[0]
        assert f"Davon im Bestand: {counts}." in text

    def test_what_is_stored_is_what_was_handed_in(self, write, store, command):
        command("collect", store, write(office()))
        with open_store(store, NOW) as opened:
            (kept,) = zppm.load(opened).submissions
        assert kept.checksum == checksum(office())
        assert kept.file == "buergeramt-r1-1.xlsx"

    @pytest.mark.skipif(sys.platform != "linux", reason="names are bytes on Linux only")
    def test_odd_names(self, write, store, command):
        good = write(office())
        odd = [
            good.with_name(os.fsdecode(b"B\xfcrgeramt.xlsx")),
            good.with_name("\x1b[31mrot\x9b.xlsx"),
            good.with_name("x" * 250 + ".xlsx"),
            good.with_name("y" * 300 + ".xlsx"),
        ]
        for path in odd[:3]:
            shutil.copy(good, path)
        code, found, _ = command("collect", store, *odd)
        assert code == 1
        assert [f["taken"] for f in found["files"]] == ["new", "known", "known", "refused"]
        assert found["files"][1]["file"] == "[31mrot.xlsx"
        code, text, _ = command("check", *odd, text=True)
        assert not set(text) & set("\x1b\x9b\udcfc")


class TestStores:
    def test_a_department_file_is_no_store(self, write, capsys, tmp_path):
        from assessments.actions import clerk
        from tests.cities import ROUND

        path = tmp_path / "office.selbstcheck"
        clerk.begin(path, office().department, ROUND, NOW).close()
        assert run(["collect", str(path), str(write(office()))]) == 1
        assert capsys.readouterr().err

    def test_a_store_that_is_none(self, write, command, capsys, tmp_path):
        (tmp_path / "text.selbstcheck").write_text("no store, but a longer text than that")
        assert run(["collect", str(tmp_path / "text.selbstcheck"), str(write(office()))]) == 1
        assert "keine Selbstcheck-Datei" in capsys.readouterr().err

    def test_nothing_of_a_city_workbook_is_taken_by_halves(self, write, store, command, tmp_path):
        city = plain_city([office(), registry()], tmp_path / "city.xlsx", own="")
        code, found, _ = command("collect", store, city)
        (file,) = found["files"]
        assert code == 0
        assert file["submissions"] == [
            {"department": "Bürgeramt", "submission_id": "buergeramt-r1-1", "taken": "new"},
            {"department": "Standesamt", "submission_id": "standesamt-r1-1", "taken": "new"},
        ]
        assert file["taken"] == "new"
        assert command("collect", store, city)[1]["files"][0]["taken"] == "known"
        broken = Edited(city, tmp_path / "broken.xlsx")
        broken.put("Antworten", 5, "Wert", "nirgends")
        other = tmp_path / "other.selbstcheck"
        code, found, _ = command("collect", other, broken.save())
        assert code == 1
        assert {s["taken"] for s in found["files"][0]["submissions"]} == {"refused"}
        assert stored(other) == []


PROGRAM = """
import multiprocessing, sys
from desktop.__main__ import main
if {frozen}:
    sys.frozen = True
    multiprocessing.set_executable({executable!r})
    if sys.argv[-2:-1] == ["-c"]:  # what packagers' own start-up does for Python's helper
        exec(sys.argv[-1])
        sys.exit()
if __name__ == "__main__":
    code = main()
    assert "PySide6" not in sys.modules
    sys.exit(code)
"""


def run_program(folder: Path, *arguments: str | Path, frozen: bool) -> Any:
    """Run the whole program in a process, as installed or as packaged; return what it printed.

    A packaged program starts its reading process by starting itself.
    """
    program, executable = folder / "program.py", folder / "program"
    program.write_text(PROGRAM.format(frozen=frozen, executable=str(executable)))
    executable.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{program}" "$@"\n')
    executable.chmod(0o755)
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    done = subprocess.run(
        [str(executable), *map(str, arguments)], capture_output=True, env=environment, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr == b""
    return json.loads(done.stdout)


@pytest.mark.skipif(sys.platform == "win32", reason="starts through a shell script")
@pytest.mark.parametrize("frozen", [False, True], ids=["installed", "packaged"])
def test_as_a_program_of_its_own(frozen, write, store, tmp_path):
    """One JSON document on standard output and nothing else, without Qt."""
    path = write(office())
    found = run_program(tmp_path, "collect", store, path, "--json", frozen=frozen)
    assert found["files"][0]["taken"] == "new"
