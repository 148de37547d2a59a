"""`results` and `report`: what a file means, on the screen or as the city workbook (contract 4)."""

from __future__ import annotations

import sys
import uuid
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assessments import german
from assessments.actions import files
from assessments.actions.datafile import expect
from assessments.actions.reporting import consolidated
from assessments.city_words import arrived_sentence, headline, provisional_words
from assessments.commands.parsing import add_json, add_scope, print_json
from assessments.commands.result_lines import result_lines
from assessments.consolidation import Choice
from assessments.documents import Arrival, results_document, summary_document
from assessments.key_figures import figures, mark_of, of_city
from assessments.results import CONFORM_FROM, join, summarise
from assessments.storage import Role
from assessments.version import program_version

if TYPE_CHECKING:
    from assessments.commands.parsing import Namespace, Subparsers
    from assessments.consolidation import Consolidation
    from assessments.documents import Document
    from assessments.workbooks.submissions import Written

ENDING = ".xlsx"


def register(subparsers: Subparsers) -> None:
    """Add the two commands."""
    parser = subparsers.add_parser("results", help="gibt die Ergebnisse aus")
    parser.add_argument(
        "store", metavar="STORE-or-DATA.selbstcheck", type=Path,
        help="Bestand des ZPPM oder Datei eines Fachdienstes",
    )  # fmt: skip
    add_scope(parser)
    add_json(parser)
    parser.set_defaults(run=_results)

    parser = subparsers.add_parser("report", help="schreibt die Excel-Datei der Stadt")
    parser.add_argument("store", metavar="STORE.selbstcheck", type=Path, help="Bestand des ZPPM")
    parser.add_argument(
        "--out", metavar="FILE", type=Path, required=True,
        help="Zieldatei mit der Endung „.xlsx“, oder ein vorhandener Ordner",
    )  # fmt: skip
    add_scope(parser)
    add_json(parser)
    parser.set_defaults(run=_report)


def _choice(arguments: Namespace) -> Choice:
    return Choice(arguments.round, arguments.department, arguments.theme, arguments.authority)


def _results(arguments: Namespace) -> int:
    with files.open_file(arguments.store, datetime.now().astimezone()) as store:
        city = consolidated(store, _choice(arguments))
    if arguments.json:
        print_json(_document(city))
    else:
        print("\n".join(result_lines(city)))
    return 0


def _document(city: Consolidation) -> Document:
    """Return what `results` prints: departments unmerged, the summary over city services."""
    arrivals = [
        Arrival(h.department.id, h.department.name, h.stored.submission.number, h.stored.taken_at)
        for h in city.hand_ins
    ]
    document = results_document(city.round, arrivals, join(h.results for h in city.hand_ins))
    departments = [
        {**d, "number": d["number"] or None, "disputed": False} for d in document["departments"]
    ]
    departments += [
        {"id": d.department.id, "name": d.department.name, "number": None, "taken_at": None,
         "disputed": True}
        for d in city.absent
    ]  # fmt: skip
    return {
        **document,
        "departments": departments,
        "summary": summary_document(summarise(s.result for s in city.services)),
    }


def _report(arguments: Namespace) -> int:
    now = datetime.now().astimezone()
    if arguments.out.suffix.casefold() != ENDING and not arguments.out.is_dir():
        print(f"Die Zieldatei braucht die Endung „{ENDING}“.", file=sys.stderr)
        return 2
    with files.open_file(arguments.store, now) as store:
        expect(store, Role.ZPPM)
        city = consolidated(store, _choice(arguments))
    if not city.hand_ins:
        print(_nothing(city), file=sys.stderr)
        return 1
    written = _write(city, _target(arguments.out, city, now), now)
    if arguments.json:
        print_json(_written_document(city, written))
    else:
        print("\n".join(_written_lines(city, written)))
    return 0


def _nothing(city: Consolidation) -> str:
    if city.disputes:
        return "Alle Abgaben sind strittig. Klären Sie zuerst, welche gilt."
    return "Dafür liegt noch keine Abgabe vor. Übernehmen Sie zuerst Excel-Dateien."


def _target(out: Path, city: Consolidation, now: datetime) -> Path:
    from assessments.workbooks.names import CITY, workbook_name

    if not out.is_dir():
        return out
    name = city.round.name if city.round else ""
    return out / workbook_name(CITY, name, now.date().isoformat())


def _write(city: Consolidation, path: Path, now: datetime) -> Written:
    from assessments.workbooks.city import Stamp, write_report

    stamp = Stamp(now.isoformat(timespec="seconds"), str(uuid.uuid4()), program_version())
    return write_report(city, path, stamp)


def _written_document(city: Consolidation, written: Written) -> Document:
    return {
        "file": str(written.path),
        "round": city.round.name if city.round else None,
        "departments": len(city.hand_ins),
        "services": written.services,
        "processes": written.processes,
        "measures": written.measures,
        "answers": written.answers,
    }


def _written_lines(city: Consolidation, written: Written) -> tuple[str, ...]:
    known = figures(of_city(city))
    level = mark_of([s.result for s in city.population], CONFORM_FROM)
    counts = (
        german.counted(written.services, "Leistung", "Leistungen"),
        german.counted(written.processes, "Prozess", "Prozesse"),
        german.counted(written.measures, "Maßnahme", "Maßnahmen"),
        german.counted(written.answers, "Antwort", "Antworten"),
    )
    return (
        str(written.path),
        f"{arrived_sentence(city)} Enthalten: {german.listed(counts)}.",
        headline(known, level),
        provisional_words(city),
    )
