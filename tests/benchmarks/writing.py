"""Writing 2,000 services with 30,000 answers, beside openpyxl's write-only mode with plain cells.

Ours rates every service, sets styles, widths, heights, charts and tables, and reads the file back
before it is done. The bare side appends the same cells to the same sheets and saves.
"""

from __future__ import annotations

import statistics
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from assessments.workbooks import layout
from assessments.workbooks.reading_back import check_written
from assessments.workbooks.submissions import write_submission
from tests import workbook_samples as samples
from tests.benchmarks.harness import REPEATS, Line, pair, seconds

if TYPE_CHECKING:
    from assessments.model import Submission

SERVICES, ANSWERS = 2_000, 30_000


def large_hand_in() -> Submission:
    """Return 2,000 services with 30,000 answers: the sample's, over and over, under own ids."""
    given = defaultdict(list)
    for answer in samples.answers():
        given[answer.subject_id].append(answer)
    shipped = samples.services()
    services = [
        replace(one, id=f"leistung-{n:05}", title=f"{one.title} {n}")
        for n, one in ((n, shipped[n % len(shipped)]) for n in range(SERVICES))
    ]
    answers = [
        replace(answer, subject_id=service.id)
        for n, service in enumerate(services)
        for answer in given[shipped[n % len(shipped)].id]
    ]
    return replace(samples.submission(), services=tuple(services), answers=tuple(answers[:ANSWERS]))


def measure() -> list[Line]:
    """Measure writing, and reading back alone, both beside the bare writer."""
    with TemporaryDirectory() as folder:
        return _measured(Path(folder))


def _measured(folder: Path) -> list[Line]:
    submission, path = large_hand_in(), folder / "unsere.xlsx"
    write_submission(submission, samples.QUESTIONNAIRES, path)
    book = CalamineWorkbook.from_path(str(path))
    cells = {
        name: [
            [None if cell == "" else cell for cell in row]
            for row in book.get_sheet_by_name(name).to_python()
        ]
        for name in book.sheet_names
    }

    def bare() -> None:
        plain = Workbook(write_only=True)
        for name, rows in cells.items():
            sheet = plain.create_sheet(name)
            for row in rows:
                sheet.append(row)
        plain.save(folder / "schlicht.xlsx")

    expected = {layout.SERVICES: SERVICES, layout.ANSWERS: len(submission.answers)}
    written, plain = pair(lambda: write_submission(submission, samples.QUESTIONNAIRES, path), bare)
    back = statistics.median(
        seconds(lambda: check_written(path, expected, path)) for _ in range(REPEATS)
    )
    beside = f"openpyxl write-only {1000 * plain:.0f} ms"
    return [
        Line("write: 2,000 services, 30,000 answers", written / plain, 1.5, "×", beside),
        Line("write: reading it back", back / plain, 0.5, "×", beside),
    ]
