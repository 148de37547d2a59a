"""`export`: a department's file -> the workbook it hands in (contract 4)."""

from __future__ import annotations

import uuid
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assessments import german
from assessments.actions import clerk, files
from assessments.atomic_files import cause_of
from assessments.errors import FileNotWritten
from assessments.version import program_version
from assessments.workbooks.names import ENDING, workbook_name
from assessments.workbooks.submissions import write_submission

if TYPE_CHECKING:
    from assessments.commands.parsing import Namespace, Subparsers
    from assessments.model import Submission
    from assessments.workbooks.submissions import Written


def register(subparsers: Subparsers) -> None:
    """Add the command."""
    parser = subparsers.add_parser("export", help="schreibt die Excel-Datei des Fachdienstes")
    parser.add_argument(
        "data", metavar="DATA.selbstcheck", type=Path, help="Datei des Fachdienstes"
    )
    parser.add_argument(
        "--out", metavar="FILE-or-DIR", type=Path, required=True,
        help="Zieldatei mit der Endung „.xlsx“, oder ein Ordner",
    )  # fmt: skip
    parser.add_argument("--with-notes", action="store_true", help="Anmerkungen und Belege mitgeben")
    parser.add_argument("--round", default=None, help="Runde (Kennung); sonst die jüngste")
    parser.set_defaults(run=_export)


def _export(arguments: Namespace) -> int:
    now = datetime.now().astimezone()
    with files.open_file(arguments.data, now) as store:
        datafile = clerk.load(store, arguments.round)
        handed_in = clerk.submission(
            datafile,
            clerk.HandIn(
                number=clerk.next_number(store, datafile.round.id),
                submission_id=str(uuid.uuid4()),
                now=now,
                with_notes=arguments.with_notes,
                program_version=program_version(),
            ),
        )
        clerk.check(handed_in, datafile.questionnaires)
        target = _target(arguments.out, handed_in, now)
        clerk.reserve(store, handed_in, now)
        written = write_submission(handed_in, datafile.questionnaires, target)
        clerk.record_export(store, handed_in, written.path, now)
    print("\n".join(_words(handed_in, written, with_notes=arguments.with_notes)))
    return 0


def _target(out: Path, handed_in: Submission, now: datetime) -> Path:
    """Return the file to write; a folder gets the name of the contract and is made if missing."""
    if out.suffix.casefold() == ENDING and not out.is_dir():
        return out
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileNotWritten(out, cause_of(error), str(error)) from error
    day = now.date().isoformat()
    return out / workbook_name(handed_in.department.name, handed_in.round.name, day)


def _words(handed_in: Submission, written: Written, *, with_notes: bool) -> tuple[str, ...]:
    counts = (
        german.counted(written.services, "Leistung", "Leistungen"),
        german.counted(written.processes, "Prozess", "Prozesse"),
        german.counted(written.measures, "Maßnahme", "Maßnahmen"),
        german.counted(written.answers, "Antwort", "Antworten"),
    )
    what = f"{handed_in.department.name}, {handed_in.round.name}, Abgabe Nr. {handed_in.number}"
    notes = "dabei" if with_notes else "nicht dabei"
    return (
        str(written.path),
        f"{what}: {german.listed(counts)}.",
        f"Anmerkungen und Belege sind {notes}.",
    )
