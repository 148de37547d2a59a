"""Arguments of the command line, in German, and printing of its two kinds of output."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, NoReturn

from typing_extensions import override

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    Subparsers = _SubParsersAction["Parser"]

_WORDS = (
    ("the following arguments are required:", "es fehlt:"),
    ("unrecognized arguments:", "unbekannte Angabe:"),
    ("invalid choice:", "nicht möglich:"),
    ("expected one argument", "braucht einen Wert"),
    ("expected at least one argument", "braucht mindestens einen Wert"),
    ("choose from", "möglich sind"),
    ("argument ", "Angabe "),
)


class Parser(ArgumentParser):
    """An argument parser whose errors are German sentences; exit code 2."""

    @override
    def error(self, message: str) -> NoReturn:
        for english, german in _WORDS:
            message = message.replace(english, german)
        usage = self.format_usage().replace("usage:", "Aufruf:").strip()
        print(f"{usage}\nDas geht so nicht: {message}", file=sys.stderr)
        raise SystemExit(2)


def add_json(parser: ArgumentParser) -> None:
    """Add `--json`."""
    parser.add_argument("--json", action="store_true", help="ein JSON-Dokument statt Worten")


def add_scope(parser: ArgumentParser) -> None:
    """Add the choices that every command on a store takes (contract 4.1)."""
    for option, words in (
        ("--round", "Runde (Kennung); sonst die mit dem jüngsten Stichtag"),
        ("--department", "nur dieser Fachdienst (Kennung)"),
        ("--theme", "nur dieses Themenfeld"),
        ("--authority", "nur diese Behörde"),
    ):
        parser.add_argument(option, default="", help=words)


def print_json(document: object) -> None:
    """Print one JSON document, umlauts as they are."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


__all__ = ["Namespace", "Parser", "add_json", "add_scope", "print_json"]
