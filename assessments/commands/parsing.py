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
_HEADINGS = (
    ("usage:", "Aufruf:"),
    ("positional arguments:", "Angaben:"),
    ("options:", "Schalter:"),
    ("show this help message and exit", "zeigt diese Hilfe"),
)
HELP = ("-h", "--help")


class Parser(ArgumentParser):
    """An argument parser that speaks German; wrong usage ends with exit code 2."""

    @override
    def format_usage(self) -> str:
        return _in_german(super().format_usage())

    @override
    def format_help(self) -> str:
        return _in_german(super().format_help())

    @override
    def error(self, message: str) -> NoReturn:
        for english, german in _WORDS:
            message = message.replace(english, german)
        print(f"{self.format_usage().strip()}\nDas geht so nicht: {message}", file=sys.stderr)
        raise SystemExit(2)


def _in_german(text: str) -> str:
    for english, german in _HEADINGS:
        text = text.replace(english, german)
    return text


def add_json(parser: ArgumentParser) -> None:
    """Add `--json`."""
    parser.add_argument("--json", action="store_true", help="ein JSON-Dokument statt Worten")


def add_scope(parser: ArgumentParser) -> None:
    """Add the choices that every command on a store takes (contract 4.1)."""
    for option, words in (
        ("--round", "Runde (Kennung); sonst die mit dem jüngsten Stichtag"),
        ("--department", "nur dieser Fachdienst (Kennung oder Name)"),
        ("--theme", "nur dieses Themenfeld"),
        ("--authority", "nur diese Behörde"),
    ):
        parser.add_argument(option, default="", help=words)


def print_json(document: object) -> None:
    """Print one JSON document, umlauts as they are."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


__all__ = ["HELP", "Namespace", "Parser", "add_json", "add_scope", "print_json"]
