"""`check` and `collect`: workbooks are read and judged, and taken into ZPPM's file."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from assessments.actions import zppm
from assessments.commands.parsing import add_json, print_json
from assessments.counting import Verdict
from assessments.findings import Severity
from assessments.german import counted, listed
from assessments.storage import open_store
from assessments.wording import finding_line
from assessments.workbooks.places import list_workbooks
from assessments.workbooks.reading import new_reader, read_workbooks
from questionnaires import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from assessments.actions.zppm import Taken
    from assessments.commands.parsing import Namespace, Parser, Subparsers
    from assessments.model import Submission
    from assessments.storage import Store
    from assessments.workbooks.places import Listed
    from assessments.workbooks.reading import ReadFile

REFUSED = "refused"
_VERDICTS: Mapping[str, str] = {
    Verdict.NEW: "übernommen",
    Verdict.REPLACED: "übernommen, ersetzt eine ältere Abgabe",
    Verdict.KNOWN: "schon bekannt, nichts geändert",
    Verdict.OLDER: "gespeichert, eine neuere Abgabe zählt",
    Verdict.CONFLICT: "strittig: Eine andere Abgabe trägt dieselbe Nummer oder Kennung",
    REFUSED: "nicht übernommen",
}
_WEIGHT = (Verdict.CONFLICT, Verdict.NEW, Verdict.REPLACED, Verdict.OLDER, Verdict.KNOWN)
"""Which verdict stands for a file with several hand-ins: the first that one of them has."""


class Totals(NamedTuple):
    """Control totals, of files or of what is stored of them."""

    services: int
    processes: int
    measures: int
    answers: int


def register(subparsers: Subparsers) -> None:
    """Add the two commands."""
    parser = subparsers.add_parser("check", help="prüft Excel-Dateien, ohne etwas zu speichern")
    _add_workbooks(parser, "WORKBOOK", "Excel-Datei")
    parser.set_defaults(run=_check)

    parser = subparsers.add_parser("collect", help="übernimmt Excel-Dateien in einen Bestand")
    parser.add_argument(
        "store", metavar="STORE.selbstcheck", type=Path, help="Datei des ZPPM; entsteht, wenn nötig"
    )
    _add_workbooks(parser, "WORKBOOK-or-DIR", "Excel-Datei oder Ordner mit Excel-Dateien")
    parser.set_defaults(run=_collect)


def _add_workbooks(parser: Parser, name: str, words: str) -> None:
    parser.add_argument("workbooks", metavar=name, type=Path, nargs="+", help=words)
    add_json(parser)


def _check(arguments: Namespace) -> int:
    known = {key: catalogue.load(key) for key in catalogue.shipped()}
    files = list(read_workbooks(arguments.workbooks, known))
    if arguments.json:
        print_json({"files": [_document(file) for file in files]})
    else:
        for file in files:
            print("\n".join(_lines(file, _judged(file))))
    return int(any(file.refused for file in files))


def _collect(arguments: Namespace) -> int:
    now = datetime.now().astimezone()
    # The reading process starts up while the store is opened.
    with new_reader() as reader, _opened(arguments.store, now) as store:
        zppm.rehearse(store, ())  # says at once if it is a department's file
        workbooks = list_workbooks(arguments.workbooks)
        files = list(read_workbooks(workbooks.paths, zppm.readable(store), reader=reader))
        submissions = [submission for file in files for submission in file.submissions]
        taken = zppm.take_in(store, submissions, now)
        stored = _stored_totals(store, taken)
    totals = {"files": _totals(_distinct(taken)), "stored": stored}
    verdicts = _by_file(files, taken)
    _warn(workbooks)
    if arguments.json:
        documents = [_document(f, v) for f, v in zip(files, verdicts, strict=True)]
        print_json({"files": documents, "totals": {k: t._asdict() for k, t in totals.items()}})
    else:
        _print(files, verdicts, totals)
    return int(any(f.refused for f in files) or bool(workbooks.empty))


def _opened(path: Path, now: datetime) -> Store:
    return open_store(path, now) if path.exists() else zppm.begin(path, "", now)


def _by_file(files: Sequence[ReadFile], taken: Sequence[Taken]) -> list[tuple[Verdict, ...]]:
    """Return the verdicts of each file, none for a refused one."""
    rest = iter(taken)
    return [tuple(next(rest).verdict for _ in file.submissions) for file in files]


def _of_file(verdicts: Sequence[Verdict]) -> str:
    return next((str(v) for v in _WEIGHT if v in verdicts), REFUSED)


def _distinct(taken: Iterable[Taken]) -> list[Submission]:
    """Return every hand-in once, however often its file was given."""
    return list({(t.submission.submission_id, t.checksum): t.submission for t in taken}.values())


def _stored_totals(store: Store, taken: Sequence[Taken]) -> Totals:
    """Return the totals of these hand-ins as they are read back from the store."""
    identities = {(t.submission.submission_id, t.checksum) for t in taken}
    stored = zppm.load(store).submissions if identities else ()
    return _totals(
        s.submission for s in stored if (s.submission.submission_id, s.checksum) in identities
    )


def _totals(submissions: Iterable[Submission]) -> Totals:
    counts = [
        (len(s.services), len(s.processes), len(s.measures), len(s.answers)) for s in submissions
    ]
    return Totals(*(sum(column) for column in zip(*counts, strict=True))) if counts else _NONE


_NONE = Totals(0, 0, 0, 0)


def _status(file: ReadFile) -> str:
    if file.refused:
        return REFUSED
    return "remarks" if file.findings else "ok"


def _document(file: ReadFile, verdicts: Sequence[Verdict] | None = None) -> dict[str, object]:
    """Return one file as JSON (contract 4); `verdicts` only where it was taken in."""
    head = file.heads[0] if len(file.heads) == 1 else None
    document: dict[str, object] = {
        "file": file.file,
        "path": str(file.path).encode("utf-8", "replace").decode(),
        "kind": file.kind,
        "status": _status(file),
        "department": head.department.name if head else None,
        "department_id": head.department.id if head else None,
        "round": head.round.name if head else None,
        "round_id": head.round.id if head else None,
        "submission_id": head.submission_id if head else None,
        "submission_number": (head.number or None) if head else None,
        "services": file.services,
        "processes": file.processes,
        "measures": file.measures,
        "answers": file.answers,
        "findings": [asdict(finding) for finding in file.findings],
        "more_findings": file.more,
    }
    if verdicts is not None:
        document["taken"] = _of_file(verdicts)
    if file.kind == "gesamt":
        document["submissions"] = _submissions(file, verdicts)
    return document


def _submissions(file: ReadFile, verdicts: Sequence[Verdict] | None) -> list[dict[str, object]]:
    """Return the hand-ins of a city workbook, also those of a refused one."""
    documents: list[dict[str, object]] = []
    for number, head in enumerate(file.heads):
        document: dict[str, object] = {
            "department": head.department.name,
            "submission_id": head.submission_id,
        }
        if verdicts is not None:
            document["taken"] = verdicts[number] if verdicts else REFUSED
        documents.append(document)
    return documents


def _print(
    files: Sequence[ReadFile], verdicts: Sequence[Sequence[Verdict]], totals: Mapping[str, Totals]
) -> None:
    for file, of_file in zip(files, verdicts, strict=True):
        words = _VERDICTS[_of_file(of_file)]
        if len(of_file) > 1:
            counts = Counter(_VERDICTS[v] for v in of_file)
            words = "; ".join(f"{number} {verdict}" for verdict, number in counts.items())
        print("\n".join(_lines(file, words)))
    print(f"In den Dateien: {_counts(totals['files'])}.")
    print(f"Davon im Bestand: {_counts(totals['stored'])}.")


def _judged(file: ReadFile) -> str:
    if file.refused:
        return "so nicht zu übernehmen"
    return "mit Hinweisen" if file.findings else "in Ordnung"


def _lines(file: ReadFile, outcome: str) -> list[str]:
    """Return a file as people read it: what it is, what became of it, what was found."""
    lines = [f"„{file.file}“: {outcome}."]
    if len(file.heads) == 1:
        head = file.heads[0]
        lines.append(f"  {head.department.name}, {head.round.name}, Abgabe {head.number}")
    elif file.heads:
        lines.append(f"  {counted(len(file.heads), 'Abgabe', 'Abgaben')}")
    if file.heads:
        counts = Totals(file.services, file.processes, file.measures, file.answers)
        lines.append(f"  {_counts(counts)}")
    for finding in file.findings:
        weight = "" if finding.severity is Severity.ERROR else "Hinweis: "
        lines.append(f"  {weight}{finding_line(finding).strip()}")
    if file.more:
        lines.append(f"  … und {counted(file.more, 'weiterer Befund', 'weitere Befunde')}.")
    return lines


def _counts(totals: Totals) -> str:
    return listed(
        [
            counted(totals.services, "Leistung", "Leistungen"),
            counted(totals.processes, "Prozess", "Prozesse"),
            counted(totals.measures, "Maßnahme", "Maßnahmen"),
            counted(totals.answers, "Antwort", "Antworten"),
        ]
    )


def _warn(workbooks: Listed) -> None:
    """Say what was passed over; never on standard output, which may be one JSON document."""
    for lock in workbooks.locks:
        print(f"„{lock.name}“ ist eine Sperrdatei von Excel und zählt nicht.", file=sys.stderr)
    for folder in workbooks.empty:
        print(f"Im Ordner „{folder}“ liegt keine Excel-Datei.", file=sys.stderr)
