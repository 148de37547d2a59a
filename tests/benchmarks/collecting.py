"""Collecting 100 workbooks of 300 answers: read, judged, scored, stored, read back from the store.

Beside the command: the bare reading pipeline (the expat pass over every part, then calamine over
every sheet, in the same kind of process, nothing judged), and a plain script that only loads the
files with openpyxl and walks over their rows. All three are fresh processes, run in turn.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from assessments.workbooks.submissions import write_submission
from tests import workbook_samples as samples
from tests.benchmarks.harness import Line, in_turn

if TYPE_CHECKING:
    from assessments.model import Submission

WORKBOOKS = 100
LEAST_ANSWERS = 290


def hand_in(number: int) -> Submission:
    """Return the hand-in of one of many departments: fifteen services and four of them again."""
    own = f"fachdienst-{number}"
    plain = samples.submission(notes=True)
    answers = [
        replace(a, subject_id=own) if a.subject_id == samples.DEPARTMENT.id else a
        for a in plain.answers
    ]
    again = [replace(s, id=f"zweite-{s.id}") for s in plain.services[:4]]
    kept = {s.id for s in again}
    more = [replace(a, subject_id=f"zweite-{a.subject_id}") for a in answers]
    made = replace(
        plain,
        department=replace(samples.DEPARTMENT, id=own, name=f"Fachdienst {number}"),
        submission_id=f"abgabe-{number}",
        services=(*plain.services, *again),
        answers=(*answers, *(a for a in more if a.subject_id in kept)),
    )
    assert len(made.answers) >= LEAST_ANSWERS
    return made


def measure() -> list[Line]:
    """Measure collecting beside the bare pipeline and beside openpyxl."""
    with TemporaryDirectory() as folder:
        return _measured(Path(folder))


def _measured(folder: Path) -> list[Line]:
    books = folder / "Abgaben"
    books.mkdir()
    for number in range(WORKBOOKS):
        write_submission(hand_in(number), samples.QUESTIONNAIRES, books / f"{number:03}.xlsx")
    stores = (folder / f"bestand-{n}.selbstcheck" for n in count())

    def collect() -> None:
        told = _run("desktop", "collect", str(next(stores)), str(books), "--json")
        files = json.loads(told)["files"]
        assert [file["taken"] for file in files] == ["new"] * WORKBOOKS

    ours, bare, script = in_turn(
        collect,
        lambda: _run("tests.benchmarks.read_child", "pipeline", str(books)),
        lambda: _run("tests.benchmarks.read_child", "openpyxl", str(books)),
    )
    return [
        Line("collect: 100 workbooks of 300 answers", ours / bare, 1.5, "×",
             f"expat pass + calamine {bare:.1f} s"),
        Line("collect: faster than loading with openpyxl", script / ours, 2, "×",
             f"openpyxl {script:.1f} s", at_least=True),
    ]  # fmt: skip


def _run(module: str, *arguments: str) -> bytes:
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
