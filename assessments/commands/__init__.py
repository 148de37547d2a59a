"""The second door: one small module per group of commands; parses, calls, prints.

A command module has `register(subparsers)`, which adds its parsers and sets `run` (a function
from the parsed arguments to the exit code) as default. Modules are imported only when their
command is asked for, so that `score` never pays for Excel. Exit codes (contract 4): 0 done,
1 refused, 2 wrong usage.
"""

from __future__ import annotations

import sys
from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING

from assessments.commands.parsing import HELP, Parser
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
    "levers": ("assessments.commands.levers", "zeigt, was die meisten Leistungen hebt"),
    "scenario": ("assessments.commands.levers", "rechnet vor, was erfüllte Kriterien ändern"),
}
"""Command -> its module and what it does."""

ELSEWHERE: Mapping[str, str] = {
    "demo": "baut eine Beispielstadt, von den Antworten bis zum Bericht",
}
"""Commands that the desktop brings, since they need its pictures."""


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    name = arguments[0] if arguments else ""
    if name in HELP:
        print(overview())
        return 0
    if name not in COMMANDS:
        print(f"{_unknown(name)}\nAlle Befehle: selbstcheck --help", file=sys.stderr)
        return 2
    parser = Parser(prog="selbstcheck")
    subparsers = parser.add_subparsers(dest="command", metavar="BEFEHL", required=True)
    import_module(COMMANDS[name][0]).register(subparsers)
    parsed, rest = parser.parse_known_args(list(arguments))
    if rest:
        subparsers.choices[name].error(f"unbekannte Angabe: {' '.join(rest)}")
    try:
        code: int = parsed.run(parsed)
    except AssessmentError as error:
        print(sentence(error), file=sys.stderr)
        return 1
    return code


def overview() -> str:
    """Return all commands with what they do; no module of a command is imported for it."""
    words = {**ELSEWHERE, **{name: does for name, (_, does) in COMMANDS.items()}}
    width = max(map(len, words)) + 2
    lines = (f"  {name.ljust(width)}{does}" for name, does in words.items())
    return "\n".join(
        (
            "Aufruf: selbstcheck [BEFEHL …]",
            "",
            "Selbstcheck Digitale Verwaltung. Ohne Befehl öffnet sich das Fenster.",
            "",
            "Befehle:",
            *lines,
            "",
            "Hilfe zu einem Befehl: selbstcheck BEFEHL --help",
        )
    )


def _unknown(name: str) -> str:
    if not name or name.startswith("-"):
        return "Nennen Sie zuerst den Befehl."
    near = get_close_matches(name, (*ELSEWHERE, *COMMANDS), n=1)
    hint = f" Meinten Sie „{near[0]}“?" if near else ""
    return f"Den Befehl „{name}“ gibt es nicht.{hint}"
