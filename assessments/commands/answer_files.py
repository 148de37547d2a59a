"""`fill` and `dump`: a department's file from an answer file, and back (contract 4.2)."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assessments.actions import files
from assessments.atomic_files import write_text
from assessments.commands.parsing import add_json, print_json
from assessments.errors import Refused
from assessments.findings import LIMIT
from assessments.german import counted
from assessments.json_reading import read_json
from assessments.text import clean_identifier
from assessments.wording import finding_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assessments.actions.files import Filled
    from assessments.commands.parsing import Namespace, Subparsers
    from assessments.findings import Finding


def register(subparsers: Subparsers) -> None:
    """Add the two commands."""
    parser = subparsers.add_parser("fill", help="füllt eine Datei aus einer Antwortdatei")
    parser.add_argument(
        "data", metavar="DATA.selbstcheck", type=Path, help="Datei des Fachdienstes"
    )
    parser.add_argument("answers", metavar="ANSWERS.json", type=Path, help="Antwortdatei")
    add_json(parser)
    parser.set_defaults(run=_fill)

    parser = subparsers.add_parser("dump", help="gibt alle Antworten als Antwortdatei aus")
    parser.add_argument(
        "data", metavar="DATA.selbstcheck", type=Path, help="Datei des Fachdienstes"
    )
    parser.add_argument("--out", metavar="FILE", type=Path, help="Zieldatei; sonst die Ausgabe")
    parser.add_argument("--round", default=None, help="Runde (Kennung); sonst die jüngste")
    parser.set_defaults(run=_dump)


def _fill(arguments: Namespace) -> int:
    document: object = None
    try:
        document = read_json(arguments.answers)
        filled = files.fill(arguments.data, document, _now(), arguments.answers.name)
    except Refused as error:
        if not arguments.json:
            raise
        names = [_named(document, key) for key in ("department", "round")]
        print_json(_document(names, None, error.findings))
        return 1
    if arguments.json:
        names = [filled.department.name, filled.round.name]
        print_json(_document(names, filled, filled.findings))
    else:
        print("\n".join([_words(filled), *map(finding_line, filled.findings[:LIMIT])]))
    return 0


def _dump(arguments: Namespace) -> int:
    with files.open_file(arguments.data, _now()) as store:
        document = files.dump(store, arguments.round)
    if arguments.out is None:
        print_json(document)
        return 0
    text = json.dumps(document, ensure_ascii=False, indent=2)
    write_text(arguments.out, f"{text}\n")
    print(f"Alle Antworten stehen in „{arguments.out}“.")
    return 0


def _now() -> datetime:
    return datetime.now().astimezone()


def _named(document: object, key: str) -> str:
    """Return a name as a refused file gives it."""
    return clean_identifier(str(document.get(key, ""))) if isinstance(document, dict) else ""


def _document(
    names: Sequence[str], filled: Filled | None, findings: Sequence[Finding]
) -> dict[str, object]:
    """Return the JSON of `fill` (contract 4.1); nothing was taken in where it was refused."""
    counts = ("services", "processes", "measures", "answers")
    return {
        "department": names[0],
        "round": names[1],
        **{name: getattr(filled, name) if filled else 0 for name in counts},
        "findings": [asdict(f) for f in findings[:LIMIT]],
        "more_findings": max(0, len(findings) - LIMIT),
    }


def _words(filled: Filled) -> str:
    counts = [
        counted(filled.services, "Leistung", "Leistungen"),
        counted(filled.processes, "Prozess", "Prozesse"),
        counted(filled.measures, "Maßnahme", "Maßnahmen"),
        counted(filled.answers, "Antwort", "Antworten"),
    ]
    return (
        f"{filled.department.name}, {filled.round.name}: "
        f"{', '.join(counts[:-1])} und {counts[-1]} übernommen."
    )
