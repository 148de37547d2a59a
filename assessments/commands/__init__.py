"""The second door: one small module per group of commands; parses, calls, prints.

A command module has `register(subparsers)`, which adds its parsers and sets `run` (a function
from the parsed arguments to the exit code) as default. Modules are imported only when their
command is asked for, so that `score` never pays for Excel. Exit codes (contract 4): 0 done,
1 refused, 2 wrong usage.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

from assessments.commands.parsing import Parser
from assessments.errors import AssessmentError
from assessments.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

COMMANDS: Mapping[str, tuple[str, str]] = {
    "score": ("assessments.commands.questions", "bewertet Antworten mit einem Fragebogen"),
    "questionnaires": ("assessments.commands.questions", "nennt die mitgelieferten Fragebögen"),
    "check-questionnaire": ("assessments.commands.questions", "prüft eine Fragebogen-Datei"),
    "fill": ("assessments.commands.answer_files", "füllt eine Datei aus einer Antwortdatei"),
    "dump": ("assessments.commands.answer_files", "gibt alle Antworten als Antwortdatei aus"),
    "export": ("assessments.commands.exporting", "schreibt die Excel-Datei des Fachdienstes"),
    "check": ("assessments.commands.collecting", "prüft Excel-Dateien, ohne etwas zu speichern"),
    "collect": ("assessments.commands.collecting", "übernimmt Excel-Dateien in einen Bestand"),
    "results": ("assessments.commands.reporting", "gibt die Ergebnisse aus"),
    "report": ("assessments.commands.reporting", "schreibt die Excel-Datei der Stadt"),
}
"""Command -> its module and what it does; `demo` and the window belong to `desktop`."""


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    name = arguments[0] if arguments else ""
    modules = {COMMANDS[name][0]} if name in COMMANDS else {m for m, _ in COMMANDS.values()}
    parser = Parser(prog="selbstcheck", description="Selbstcheck Digitale Verwaltung")
    subparsers = parser.add_subparsers(dest="command", metavar="BEFEHL", required=True)
    for module in sorted(modules):
        import_module(module).register(subparsers)
    parsed = parser.parse_args(list(arguments))
    try:
        code: int = parsed.run(parsed)
    except AssessmentError as error:
        print(sentence(error), file=sys.stderr)
        return 1
    return code
