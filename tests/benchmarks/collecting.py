"""Collecting 100 workbooks of 300 answers: read, judged, scored, stored.

Beside it the bare reading pipeline (the expat pass over every part, then calamine over every
sheet, in the same kind of process, nothing judged), and a plain script that only loads the files
with openpyxl.
"""

from __future__ import annotations

import io
import statistics
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from assessments.workbooks.limits import Limits
from assessments.workbooks.preflight import check
from assessments.workbooks.read_tables import specs
from tests.benchmarks.harness import REPEATS, Line, pair, seconds

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.connection import Connection

    from assessments.model import Submission

WORKBOOKS = 100
LOADED = 20
"""Workbooks that openpyxl loads per repeat; its time is taken times five."""
NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


def hand_in(number: int) -> Submission:
    """Return the hand-in of one of many departments: fifteen services, about 300 answers."""
    from tests import workbook_samples as samples

    own = f"fachdienst-{number}"
    plain = samples.submission(notes=True)
    answers = [
        replace(a, subject_id=own) if a.subject_id == samples.DEPARTMENT.id else a
        for a in plain.answers
    ]
    more = [replace(a, subject_id=f"zweite-{a.subject_id}") for a in answers if a.subject_id != own]
    again = [replace(s, id=f"zweite-{s.id}") for s in plain.services[:2]]
    kept = {s.id for s in again}
    return replace(
        plain,
        department=replace(samples.DEPARTMENT, id=own, name=f"Fachdienst {number}"),
        submission_id=f"abgabe-{number}",
        services=(*plain.services, *again),
        answers=(*answers, *(a for a in more if a.subject_id in kept)),
    )


def read_bare(connection: Connection) -> None:
    """Answer every path with the number of rows in it: the bare side's process."""
    from python_calamine import CalamineWorkbook

    wanted, limits = [spec.sheet for spec in specs()], Limits()
    while True:
        try:
            data = Path(connection.recv_bytes().decode()).read_bytes()
        except EOFError:
            return
        check(data, wanted, limits)
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        rows = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
        connection.send_bytes(str(sum(map(len, rows))).encode())


def bare(paths: Sequence[Path]) -> None:
    """Read all files through one process, the next one asked for as soon as one is there."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=read_bare, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    for path in paths:
        ours.send_bytes(str(path).encode())
        ours.recv_bytes()
    ours.close()
    process.join()


def collect(paths: Sequence[Path], store_path: Path) -> None:
    """Do what `collect` does, into a new store."""
    from assessments.actions import zppm
    from assessments.workbooks.reading import new_reader, read_workbooks

    with new_reader() as reader, zppm.begin(store_path, "Stadt Jena", NOW) as store:
        read = read_workbooks(paths, zppm.readable(store), reader=reader)
        submissions = [submission for file in read for submission in file.submissions]
        assert len(zppm.take_in(store, submissions, NOW)) == WORKBOOKS


def load(paths: Sequence[Path]) -> None:
    """Load files with openpyxl and do nothing with them."""
    from openpyxl import load_workbook

    for path in paths:
        load_workbook(path)


def measure() -> list[Line]:
    """Measure collecting beside the bare pipeline and beside openpyxl."""
    with TemporaryDirectory() as folder:
        return _measured(Path(folder))


def _measured(folder: Path) -> list[Line]:
    from assessments.workbooks.submissions import write_submission
    from tests import workbook_samples as samples

    paths = [folder / f"{n:03}.xlsx" for n in range(WORKBOOKS)]
    for number, path in enumerate(paths):
        write_submission(hand_in(number), samples.QUESTIONNAIRES, path)
    stores = (folder / f"{n}.selbstcheck" for n in count())
    ours, beside = pair(lambda: collect(paths, next(stores)), lambda: bare(paths))
    loaded = statistics.median(seconds(lambda: load(paths[:LOADED])) for _ in range(REPEATS))
    script = loaded * WORKBOOKS / LOADED
    return [
        Line("collect: 100 workbooks of 300 answers", ours / beside, 1.5, "×",
             f"expat pass + calamine {1000 * beside:.0f} ms"),
        Line("collect: faster than loading with openpyxl", script / ours, 2, "×",
             f"openpyxl {1000 * script:.0f} ms", at_least=True),
    ]  # fmt: skip
