"""A TOML table while it is read: values of the expected kind, everything else a mistake."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from questionnaires.conditions import Condition, ConditionError, parse
from questionnaires.mistakes import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from questionnaires.model import SettingValue

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.\-]*")
"""What ids and codes are made of: they stand in conditions and, joined by `;`, in workbooks."""

CODE_REMEDY = "Erlaubt sind Buchstaben ohne Umlaute, Ziffern, „_“, „-“ und „.“."

RESERVED = frozenset({"stufe", "risiko", "and", "or", "not", "in", "contains", "filled"})
"""No ids: `stufe` is the secured level, `risiko` a row of the exchange workbook, the others are
words of the language of conditions."""

UNREADABLE = parse("_ filled")
"""Stands in, this very object, for a condition that has to be there and cannot be read: that
mistake is noted once, and no other one follows from it."""

_NAMES = ("id", "code", "name", "number", "level")
"""Keys whose value names an entry of a list in a path."""

_KINDS = {
    str: "einen Text in Anführungszeichen",
    int: "eine ganze Zahl",
    float: "eine Zahl",
    bool: "true oder false",
    list: "eine Liste in eckigen Klammern",
    dict: "eine Tabelle",
}


class Table:
    """One table: hands out values by key, notes mistakes, and knows what nobody asked for.

    A value of the wrong kind is a mistake and read as if it were absent, so that reading goes on
    and all mistakes come at once. `close` reports keys nobody asked for.
    """

    def __init__(self, data: Mapping[str, object], path: str, mistakes: list[Mistake]) -> None:
        self._data = data
        self._path = path
        self._mistakes = mistakes
        self._asked: set[str] = set()

    @property
    def keys(self) -> tuple[str, ...]:
        """All keys, in the order of the file."""
        return tuple(self._data)

    def blame(self, key: str, message: str, remedy: str) -> None:
        """Note a mistake at a key (empty: at the table itself)."""
        self._mistakes.append(Mistake(self._at(key), message, remedy))

    def has(self, key: str) -> bool:
        """Return whether the key is there."""
        self._asked.add(key)
        return key in self._data

    def is_text(self, key: str) -> bool:
        """Return whether the value is a text."""
        return isinstance(self._data.get(key), str)

    def text(self, key: str, *, required: bool = False) -> str:
        """Return a text, trimmed; empty if absent."""
        value = self._take(key, str)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if required and (value is not None or key not in self._data):
            self.blame(key, f"„{key}“ fehlt.", f"Ergänzen Sie „{key}“ mit einem Text.")
        return ""

    def number(self, key: str) -> float | None:
        """Return a number, None if absent."""
        value = self._take(key, float)
        return value if isinstance(value, int | float) else None

    def whole(self, key: str) -> int | None:
        """Return a required whole number; None if there is none."""
        value = self._take(key, int)
        if value is None and key not in self._data:
            self.blame(key, f"„{key}“ fehlt.", f"Ergänzen Sie „{key}“ mit einer ganzen Zahl.")
        return value if isinstance(value, int) else None

    def flag(self, key: str, default: bool) -> bool:
        """Return true or false."""
        value = self._take(key, bool)
        return value if isinstance(value, bool) else default

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; empty if absent."""
        value = self._take(key, list)
        if not isinstance(value, list):
            return ()
        for position, item in enumerate(value, 1):
            if not isinstance(item, str):
                self._blame_kind(f"{key}[{position}]", _KINDS[str])
        return tuple(item for item in value if isinstance(item, str))

    def setting(self, key: str) -> SettingValue:
        """Return a number, a text or a list of texts."""
        value = self._data.get(key)
        self._asked.add(key)
        if isinstance(value, list):
            return self.texts(key)
        if isinstance(value, int | float | str) and not isinstance(value, bool):
            return value
        self._blame_kind(key, "eine Zahl, einen Text oder eine Liste von Texten")
        return 0

    def value(self, key: str) -> str | int | None:
        """Return a text or whole number; None if absent."""
        value = self._data.get(key)
        self._asked.add(key)
        if value is None or (isinstance(value, str | int) and not isinstance(value, bool)):
            return value
        self._blame_kind(key, "einen Text oder eine ganze Zahl")
        return None

    def condition(self, key: str) -> Condition | None:
        """Return a condition; None if absent or if it cannot be read (then a mistake)."""
        text = self.text(key)
        if not text:
            return None
        try:
            return parse(text)
        except ConditionError as error:
            remedy = f"Prüfen Sie Zeichen {error.position + 1} von „{text}“."
            self.blame(key, error.message, remedy)
            return None

    def table(self, key: str) -> Table:
        """Return the table below a key; an empty one if absent."""
        value = self._take(key, dict)
        return Table(value if isinstance(value, dict) else {}, self._at(key), self._mistakes)

    def tables(self, key: str) -> Iterator[Table]:
        """Yield the tables of a list, none if absent."""
        value = self._take(key, list)
        for position, item in enumerate(value if isinstance(value, list) else (), 1):
            if isinstance(item, dict):
                name = _name(item) or f"[{position}]"
                yield Table(item, self._at(f"{key}.{name}"), self._mistakes)
            else:
                self._blame_kind(f"{key}[{position}]", _KINDS[dict])

    def close(self) -> None:
        """Report every key that nobody asked for."""
        for key in self._data:
            if key not in self._asked:
                near = get_close_matches(key, self._asked, 1)
                remedy = f"Meinten Sie „{near[0]}“?" if near else "Entfernen Sie den Eintrag."
                self.blame(key, f"Den Schlüssel „{key}“ gibt es hier nicht.", remedy)

    def _take(self, key: str, kind: type) -> object:
        self._asked.add(key)
        value = self._data.get(key)
        wanted = (int, float) if kind is float else kind
        if value is None or (
            isinstance(value, wanted) and isinstance(value, bool) is (kind is bool)
        ):
            return value
        self._blame_kind(key, _KINDS[kind])
        return None

    def _blame_kind(self, key: str, wanted: str) -> None:
        message = "Hier fehlt ein Wert oder er hat eine andere Form."
        self.blame(key, message, f"Schreiben Sie {wanted}.")

    def _at(self, key: str) -> str:
        return ".".join(filter(None, (self._path, key)))


def _name(item: Mapping[str, object]) -> str:
    named = (item[key] for key in _NAMES if isinstance(item.get(key), str | int))
    return str(next(named, ""))
