"""JSON from outside: read within limits, then looked at key by key, every mistake with its path.

Nothing is dropped silently: a key twice, a key nobody knows, a number that is none are findings.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from assessments.answer_values import check_length, is_date, shown
from assessments.errors import Refused
from assessments.findings import Finding, Severity
from assessments.text import clean_identifier, clean_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

LARGEST = 20 * 2**20
"""Bytes."""
DEEPEST = 32
"""Levels of objects and lists."""


class Findings:
    """Collects what is wrong."""

    def __init__(self) -> None:
        self.all: list[Finding] = []

    def error(self, path: str, code: str, message: str, remedy: str) -> None:
        """Note something that refuses the file."""
        self.all.append(Finding(code, Severity.ERROR, message, remedy, column=path))

    def remark(self, path: str, code: str, message: str, remedy: str) -> None:
        """Note something to be told, no more."""
        self.all.append(Finding(code, Severity.REMARK, message, remedy, column=path))


class _Stop(Exception):
    """Reading cannot go on; carries code, message, remedy."""


def read_json(path: Path, largest: int | None = LARGEST) -> object:
    """Return what a JSON file holds; `Refused` names what is wrong with it as a whole.

    `largest`: bytes it may have, None for any number.
    """
    try:
        if largest is not None and path.stat().st_size > largest:
            limit = largest // 2**20
            raise _Stop("too-large", f"Die Datei ist größer als {limit} MiB.", "Teilen Sie sie.")
        return _parsed(path.read_bytes())
    except FileNotFoundError:
        stop = _Stop("unreadable", "Die Datei gibt es nicht.", "Prüfen Sie Ordner und Namen.")
    except OSError:
        stop = _Stop(
            "unreadable",
            "Die Datei lässt sich nicht lesen.",
            "Prüfen Sie, ob Sie sie öffnen dürfen.",
        )
    except _Stop as found:
        stop = found
    code, message, remedy = stop.args
    raise Refused(path.name, (Finding(code, Severity.ERROR, message, remedy),))


def _parsed(content: bytes) -> object:
    try:
        document = json.loads(
            content.decode("utf-8-sig"), object_pairs_hook=_unique, parse_constant=_no_number
        )
    except UnicodeDecodeError:
        raise _Stop(
            "no-utf8", "Die Datei ist kein Text in UTF-8.", "Speichern Sie sie so."
        ) from None
    except json.JSONDecodeError as error:
        raise _Stop(
            "no-json",
            f"Die Datei ist kein JSON: Zeile {error.lineno}, Spalte {error.colno}.",
            "Prüfen Sie dort Klammern, Kommas und Anführungszeichen.",
        ) from None
    except RecursionError:
        raise _too_deep() from None
    except ValueError:
        raise _Stop(
            "no-number", "In der Datei steht eine Zahl mit zu vielen Ziffern.", "Kürzen Sie sie."
        ) from None
    if _depth(document) > DEEPEST:
        raise _too_deep()
    return document


def _too_deep() -> _Stop:
    message = f"Die Datei ist tiefer verschachtelt als {DEEPEST} Ebenen."
    return _Stop("too-deep", message, "Prüfen Sie, womit sie erzeugt wurde.")


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = Counter(key for key, _ in pairs).most_common(1)[0][0]
        message = f"Der Schlüssel {shown(twice)} steht zweimal an derselben Stelle."
        raise _Stop("key-twice", message, "Lassen Sie ihn nur einmal stehen.")
    return found


def _no_number(text: str) -> object:
    raise _Stop("no-number", f"{shown(text)} ist keine Zahl.", "Schreiben Sie eine Zahl oder null.")


def _depth(document: object) -> int:
    deepest, level = 0, [document]
    while level:
        containers = [item for item in level if isinstance(item, dict | list)]
        deepest += bool(containers)
        level = [
            inner
            for item in containers
            for inner in (item.values() if isinstance(item, dict) else item)
        ]
        if deepest > DEEPEST:
            break
    return deepest


class Part:
    """One JSON object at a path of the document. What is asked for is judged.

    Null is the same as absent, both are empty; `given` are the keys that are neither.
    """

    def __init__(self, content: dict[str, object], path: str, findings: Findings) -> None:
        self._content = {k: v for k, v in content.items() if v is not None}
        self.path = path
        self.findings = findings
        self.given = frozenset(self._content)
        self._keys = frozenset(content)

    def at(self, key: str) -> str:
        """Return the path of a key."""
        return f"{self.path}.{key}" if self.path else key

    def raw(self, key: str) -> object:
        """Return what stands at a key, as it is."""
        return self._content.get(key)

    def only(self, known: Iterable[str]) -> None:
        """Note every key that is not known."""
        for key in sorted(self._keys - frozenset(known)):
            self.error(
                key,
                "unknown-key",
                f"Den Schlüssel {shown(key)} gibt es hier nicht.",
                "Prüfen Sie die Schreibweise oder entfernen Sie ihn.",
            )

    def text(self, key: str) -> str:
        """Return a text of several lines."""
        given = self._content.get(key, "")
        if not isinstance(given, str):
            self._wrong(key, given, "ein Text")
            return ""
        text = clean_text(given, 10**9)
        problem = check_length(f"„{key}“", text)
        if problem:
            self.error(key, problem.code, problem.message, problem.remedy)
        return clean_text(text)

    def line(self, key: str, *, required: bool = False) -> str:
        """Return a name, title or id: one line, without blanks at its ends."""
        line = clean_identifier(self.text(key))
        if required and not line:
            self.error(
                key,
                "missing-key",
                f"Der Schlüssel „{key}“ fehlt oder ist leer.",
                "Tragen Sie ihn ein.",
            )
        return line

    def lines(self, key: str) -> tuple[str, ...]:
        """Return a list of names or ids; they are joined by `;` elsewhere, so hold none."""
        given = self._content.get(key, [])
        if not isinstance(given, list) or not all(isinstance(g, str) for g in given):
            self._wrong(key, given, "eine Liste von Texten")
            return ()
        found = tuple(clean_identifier(g) for g in given)
        if any(not f or ";" in f for f in found):
            self._wrong(key, given, "eine Liste von Texten ohne „;“, keiner leer")
        return tuple(f for f in found if f)

    def identifier(self, key: str) -> str:
        """Return an id; several are joined by `;` elsewhere, so it holds none."""
        found = self.line(key)
        if ";" in found:
            self._wrong(key, found, "eine Kennung ohne „;“")
        return found

    def day(self, key: str) -> str:
        """Return an ISO date, or nothing."""
        found = self.line(key)
        if found and not is_date(found):
            self.error(
                key,
                "no-date",
                f"{shown(found)} ist kein Datum.",
                "Schreiben Sie es als Jahr-Monat-Tag, zum Beispiel 2026-03-31.",
            )
        return found

    def flag(self, key: str) -> bool | None:
        """Return true or false, None where it is not said."""
        given = self._content.get(key)
        if given is None or isinstance(given, bool):
            return given
        self._wrong(key, given, "true oder false")
        return None

    def code(self, key: str, known: Iterable[str], default: str = "") -> str:
        """Return one of some fixed words."""
        found = self.line(key)
        if not found or found in (known := tuple(known)):
            return found or default
        self.error(
            key,
            "unknown-code",
            f"{shown(found)} ist hier nicht möglich.",
            f"Möglich sind: {', '.join(known)}.",
        )
        return default

    def part(self, key: str) -> Part:
        """Return the object at a key, an empty one where there is none."""
        given = self._content.get(key, {})
        if not isinstance(given, dict):
            self._wrong(key, given, "ein Objekt mit geschweiften Klammern")
            given = {}
        return Part(given, self.at(key), self.findings)

    def parts(self, key: str) -> tuple[Part, ...]:
        """Return the objects of the list at a key."""
        given = self._content.get(key, [])
        if not isinstance(given, list):
            self._wrong(key, given, "eine Liste mit eckigen Klammern")
            return ()
        found = []
        for number, one in enumerate(given):
            place = f"{key}[{number}]"
            if isinstance(one, dict):
                found.append(Part(one, self.at(place), self.findings))
            else:
                self._wrong(place, one, "ein Objekt mit geschweiften Klammern")
        return tuple(found)

    def items(self) -> dict[str, object]:
        """Return all keys with what stands there, without those that are null."""
        return dict(self._content)

    def error(self, key: str, code: str, message: str, remedy: str) -> None:
        """Note something at a key that refuses the file."""
        self.findings.error(self.at(key), code, message, remedy)

    def remark(self, key: str, code: str, message: str, remedy: str) -> None:
        """Note something at a key to be told, no more."""
        self.findings.remark(self.at(key), code, message, remedy)

    def _wrong(self, key: str, given: object, wanted: str) -> None:
        self.error(
            key,
            "wrong-kind",
            f"Bei „{key}“ steht {shown(given)}.",
            f"Erwartet wird {wanted}.",
        )
