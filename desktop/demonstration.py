"""`demo`: the sample city, from answer files to the city workbook and pictures, without a screen.

Everything goes the ordinary way: answer files are filled into department files, each department
hands in a workbook, ZPPM collects them and writes the city workbook. Nothing is prepared but the
answers in `resources/sample`: facts of the council answer of 19 April 2023, and departments whose
answers are invented and say so. Paths go to standard output, one a line, words to standard error.
"""

from __future__ import annotations

import json
import os
import sys
import uuid
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from assessments.actions import clerk, files, zppm
from assessments.atomic_files import cause_of
from assessments.commands.parsing import Parser
from assessments.consolidation import consolidate
from assessments.errors import AssessmentError, FileNotWritten, Refused, StoreExists
from assessments.findings import refuses
from assessments.german import counted
from assessments.storage import Role
from assessments.version import program_version
from assessments.wording import sentence
from assessments.workbooks.city import Stamp, write_report
from assessments.workbooks.names import workbook_name
from assessments.workbooks.reading import read_workbooks
from assessments.workbooks.submissions import write_submission
from resources import resource

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from assessments.model import Submission

AUTHORITY = "Stadt Jena"
STORE = "ZPPM.selbstcheck"
SAMPLE = "Beispieldaten"
"""How the name of every round of the sample begins."""
DATA, HAND_INS, PICTURES = "Fachdienste", "Abgaben", "Bilder"
SCREENS = ("welcome", "home", "services", "answering", "all_questions", "checking", "results",
           "handing_in", "collecting", "overview", "preferences")  # fmt: skip


def run(arguments: Sequence[str]) -> int:
    """Build the sample city and return the exit code."""
    parser = Parser(prog="selbstcheck demo", description="Die Beispielstadt, von Anfang bis Ende")
    parser.add_argument("--out", metavar="DIR", type=Path, required=True, help="Ordner dafür")
    out: Path = parser.parse_args(list(arguments)).out
    try:
        for path in build(out, datetime.now().astimezone()):
            print(path, flush=True)  # noqa: T201 - a command prints what it made
    except AssessmentError as error:
        say(sentence(error))
        return 1
    say("Fertig. Alle Angaben sind Beispieldaten.")
    return 0


def build(out: Path, now: datetime) -> Iterator[Path]:
    """Make everything in a folder and yield each file when it is finished.

    A former sample is replaced; anybody's own file in its place is refused, untouched.
    """
    _spare_real_files(out, now)
    for folder in (DATA, HAND_INS, PICTURES):
        _make(out / folder)
    hand_ins = yield from _hand_in(out, now)
    yield from _collect(out, hand_ins, now)
    say("Wir malen die wichtigsten Bildschirme.")
    yield from _paint(out / PICTURES)


def say(words: str) -> None:
    """Tell what happens now."""
    print(words, file=sys.stderr, flush=True)  # noqa: T201 - standard output holds the paths


def _spare_real_files(out: Path, now: datetime) -> None:
    """Raise `StoreExists` where a file that is no sample lies in the place of one."""
    names = [f"{DATA}/{source.stem}.selbstcheck" for source in resource("sample").glob("*.json")]
    for path in [out / name for name in (*sorted(names), STORE)]:
        if path.exists() and not _is_sample(path, now):
            raise StoreExists(path)


def _is_sample(path: Path, now: datetime) -> bool:
    with files.open_file(path, now) as store:
        if store.role is Role.ZPPM:
            rounds = [s.submission.round for s in zppm.load(store).submissions]
        else:
            rounds = list(clerk.load(store).rounds)
    return all(round_.name.startswith(SAMPLE) for round_ in rounds)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileNotWritten(folder, cause_of(error), str(error)) from error


def _hand_in(out: Path, now: datetime) -> Generator[Path, None, list[Path]]:
    written: list[Path] = []
    for source in sorted(resource("sample").glob("*.json")):
        document = json.loads(source.read_text(encoding="utf-8"))
        say(f"{document['department']}: Antworten eintragen und abgeben.")
        data = out / DATA / f"{source.stem}.selbstcheck"
        with TemporaryDirectory(dir=out) as aside:
            fresh = Path(aside) / data.name
            files.fill(fresh, document, now, source.name)
            workbook = _export(fresh, out / HAND_INS, now)
            fresh.replace(data)
        written.append(workbook)
        yield data
        yield workbook
    return written


def _export(data: Path, folder: Path, now: datetime) -> Path:
    with files.open_file(data, now) as store:
        datafile = clerk.load(store)
        details = clerk.HandIn(
            number=clerk.next_number(store, datafile.round.id),
            submission_id=str(uuid.uuid4()),
            now=now,
            with_notes=False,
            program_version=program_version(),
        )
        handed_in = clerk.submission(datafile, details)
        name = workbook_name(handed_in.department.name, handed_in.round.name, f"{now:%Y-%m-%d}")
        clerk.reserve(store, handed_in, now)
        written = write_submission(handed_in, datafile.questionnaires, folder / name)
        clerk.record_export(store, handed_in, written.path, now)
    return written.path


def _collect(out: Path, workbooks: Sequence[Path], now: datetime) -> Iterator[Path]:
    say(f"ZPPM: {counted(len(workbooks), 'Datei', 'Dateien')} prüfen und übernehmen.")
    with TemporaryDirectory(dir=out) as aside:
        fresh = Path(aside) / STORE
        with zppm.begin(fresh, AUTHORITY, now) as store:
            submissions: list[Submission] = []
            for read in read_workbooks(workbooks, zppm.readable(store)):
                if refuses(read.findings):
                    raise Refused(read.file, tuple(read.findings))
                submissions += read.submissions
            zppm.take_in(store, submissions, now)
            collected = zppm.load(store)
        fresh.replace(out / STORE)
    yield out / STORE
    say("ZPPM: die Gesamtdatei der Stadt schreiben.")
    city = consolidate(
        collected.submissions, collected.questionnaires, authority=collected.authority
    )
    assert city.round is not None
    stamp = Stamp(now.isoformat(timespec="seconds"), str(uuid.uuid4()), program_version())
    target = out / workbook_name("Gesamt", city.round.name, f"{now:%Y-%m-%d}")
    yield write_report(city, target, stamp).path


def _paint(folder: Path) -> Iterator[Path]:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from desktop import gallery
    from desktop.application import make_application

    application = make_application()
    yield from gallery.paint(folder, gallery.LOOKS[:1], SCREENS)
    application.quit()
