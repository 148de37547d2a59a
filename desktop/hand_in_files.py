"""The workbook of a hand-in, written before anybody decides: run by the worker, values only.

What is shown as leaving is read from a file that was written, and the very same bytes are what is
saved where the person wants them.
"""

from __future__ import annotations

import shutil
from functools import partial
from typing import TYPE_CHECKING

from assessments.atomic_files import cause_of, replace_atomically
from assessments.errors import FileNotWritten

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from assessments.model import Submission
    from assessments.progress import Report
    from assessments.workbooks.contents import Leaving
    from questionnaires.model import Questionnaire

PREVIEWS = "Vorschau"
"""Folder beside the data where the workbook is written before it is saved."""


def write_preview(
    submission: Submission,
    questionnaires: Mapping[str, Questionnaire],
    path: Path,
    report: Report,
) -> Leaving:
    """Write the workbook to `path` and return what it holds.

    Raises `FileNotWritten`, and `UnfitAnswers` where ZPPM would refuse an answer in it.
    """
    from assessments.actions.clerk import check
    from assessments.workbooks.contents import leaving_strings
    from assessments.workbooks.submissions import write_submission

    check(submission, questionnaires)
    _make_folder_of(path)
    write_submission(submission, questionnaires, path, report)
    return leaving_strings(path)


def read_leaving(path: Path, report: Report) -> Leaving | None:
    """Return what a written workbook holds, None if it is gone."""
    from assessments.workbooks.contents import leaving_strings

    report(0, 1)
    return leaving_strings(path) if path.is_file() else None


def deliver(preview: Path, target: Path, report: Report) -> Path:
    """Save the written workbook at its place, whole or not at all; raises `FileNotWritten`."""
    report(0, 1)
    _make_folder_of(target)
    replace_atomically(target, partial(shutil.copyfile, preview))
    report(1, 1)
    return target


def _make_folder_of(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileNotWritten(path, cause_of(error), str(error)) from error


def remove_previews(folder: Path) -> None:
    """Remove what former hand-ins left in the folder for previews."""
    shutil.rmtree(folder, ignore_errors=True)
