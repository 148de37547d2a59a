"""A hand-in -> a department's workbook (`fachdienst`, contract 2)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assessments.atomic_files import replace_atomically
from assessments.errors import Cause, FileNotWritten
from assessments.progress import silent
from assessments.results import rate
from assessments.workbooks import layout
from assessments.workbooks.cover import write_cover
from assessments.workbooks.cover_words import cover_of
from assessments.workbooks.data_sheets import (
    write_answers,
    write_measures,
    write_metadata,
    write_processes,
    write_services,
)
from assessments.workbooks.hand_in import HandIn
from assessments.workbooks.kit import Book
from assessments.workbooks.overview import write_overview
from assessments.workbooks.reading_aid import allowed_levels, write_reading_aid
from assessments.workbooks.reading_back import check_written

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from assessments.model import Submission
    from assessments.progress import Report
    from questionnaires.model import Questionnaire


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in a written workbook, counted by reading it back."""

    path: Path
    services: int
    processes: int
    measures: int
    answers: int
    """Rows of `tblAntworten`, the computed `risiko` not among them."""


_STEPS = 9


def write_submission(
    submission: Submission,
    questionnaires: Mapping[str, Questionnaire],
    path: Path,
    report: Report = silent,
) -> Written:
    """Write a hand-in as a workbook: whole and read back, or not at all.

    `questionnaires` by `id@version`, every edition that an answer names. The same hand-in gives
    the same bytes. Raises FileNotWritten, UnknownQuestionnaire, and whatever `report` raises; a
    former file at `path` is then untouched.
    """
    submission = _leaving(submission)
    hand_in = HandIn(submission, rate(submission, questionnaires), questionnaires)
    report(1, _STEPS)
    book = Book(hand_in.facts)
    write_cover(book, cover_of(hand_in))
    write_overview(book, hand_in)
    report(2, _STEPS)
    services = write_services(book, hand_in)
    processes = write_processes(book, hand_in)
    measures = write_measures(book, hand_in)
    report(4, _STEPS)
    rows = write_answers(book, hand_in)
    risks = sum(p.id in submission.risks for p in submission.processes)
    if rows - risks != len(submission.answers):
        detail = f"{len(submission.answers) - rows + risks} answers belong to no subject"
        raise FileNotWritten(path, Cause.UNKNOWN, detail)
    report(6, _STEPS)
    levels = allowed_levels(hand_in.model, hand_in.ladder)
    about = hand_in.about(layout.Sheet.READING_AID)
    write_reading_aid(book, about, layout.DEPARTMENT_TABLES, levels)
    write_metadata(book, hand_in)
    expected = {
        layout.SERVICES: services,
        layout.PROCESSES: processes,
        layout.MEASURES: measures,
        layout.ANSWERS: rows,
        layout.METADATA: len(layout.Key),
    }

    def write(aside: Path) -> None:
        book.save(aside)
        report(8, _STEPS)
        check_written(aside, expected, path)

    replace_atomically(path, write)
    report(_STEPS, _STEPS)
    return Written(path, services, processes, measures, rows - risks)


def _leaving(submission: Submission) -> Submission:
    """Return the hand-in without the answers that never leave the department's file."""
    answers = tuple(a for a in submission.answers if a.field not in layout.KEPT_IN_HOUSE)
    return replace(submission, answers=answers)
