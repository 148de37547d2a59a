"""German text made comparable: for searching (ä = ae) and for sorting (ä beside a)."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_NO_LETTER = re.compile(r"(?:[^\w\n]|_)+")


def fold(text: str) -> str:
    """Return a text as searched: lower case, umlauts spelled out, one blank between words.

    >>> fold("Führerschein – Änderung")
    'fuehrerschein aenderung'
    """
    return " ".join(fold_all([text]))


def fold_all(texts: Iterable[str]) -> list[str]:
    """Return each text folded; many at once are much quicker than one by one."""
    lines = _lines(texts)
    return _words("\n".join(lines).lower().translate(_SPELLED)) if lines else []


def sort_key(text: str) -> tuple[str, str]:
    """Return a key that sorts as German lists do (DIN 5007-1): ä as a, ß as ss.

    >>> sorted(["Zoo", "Änderung", "Anmeldung"], key=sort_key)
    ['Änderung', 'Anmeldung', 'Zoo']
    """
    return sort_keys([text])[0]


def sort_keys(texts: Iterable[str]) -> list[tuple[str, str]]:
    """Return the `sort_key` of each text."""
    lines = _lines(texts)
    plain = _words("\n".join(lines).casefold()) if lines else []
    return list(zip(plain, lines, strict=True))


def folded_with_places(text: str) -> tuple[str, list[int]]:
    """Return the folded text with single characters kept, and where in `text` each comes from."""
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for letter in _without_accents(character.lower().translate(_SPELLED)):
            letters.append(letter)
            places.append(place)
    return "".join(letters), places


def _lines(texts: Iterable[str]) -> list[str]:
    return [unicodedata.normalize("NFKC", " ".join(text.splitlines())) for text in texts]


def _words(lines: str) -> list[str]:
    plain = _NO_LETTER.sub(" ", _without_accents(lines))
    return [line.strip() for line in plain.split("\n")]


def _without_accents(text: str) -> str:
    return text if text.isascii() else _FOREIGN.sub(_base_letters, text)


def _base_letters(found: re.Match[str]) -> str:
    decomposed = unicodedata.normalize("NFKD", found[0])
    return "".join(c for c in decomposed if not unicodedata.combining(c))
