"""Text as it comes in becomes text that every file can carry (reliability A4)."""

from __future__ import annotations

import re
import unicodedata

LIMIT = 4000
"""Longest text, in UTF-16 units, as Excel counts (an emoji is two)."""

_BLANKS = str.maketrans({"\t": " ", "\u2028": "\n", "\u2029": "\n"})
_NEWLINES = re.compile(r"\r\n?")
# Controls, surrogates, what XML cannot hold, and characters that turn the reading direction.
_DROPPED = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
# Excel reads _x0041_ as A, other programs do not: no file can say it so that all agree.
_ESCAPE = re.compile(r"_+(?=x[0-9A-Fa-f]{4}_)")
_INVISIBLE = "\u00ad\u180e\u200b\u200c\u200d\u2060\ufeff"


def clean_text(text: str, limit: int = LIMIT) -> str:
    """Return the text as it is stored: the one function at every door, before anything else.

    NFC; line ends as LF, tabs as blanks; without controls, surrogates, U+FFFE/FFFF, direction
    overrides and Excel's `_xHHHH_` escapes; at most `limit` UTF-16 units. Doing it twice changes
    nothing more, and the result survives a workbook unchanged.
    """
    text = _NEWLINES.sub("\n", text).translate(_BLANKS)
    text = unicodedata.normalize("NFC", _DROPPED.sub("", text))
    return _cut(_ESCAPE.sub("", text), limit)


def clean_identifier(text: str, limit: int = LIMIT) -> str:
    """Return a code, an id, a name or a title: one line, nothing invisible at its ends."""
    text = clean_text(text, limit).replace("\n", " ")
    return _strip(text)


def utf16_length(text: str) -> int:
    """Return the length as Excel counts it."""
    return len(text) + sum(1 for c in text if c > "\uffff")


def is_blank(text: str) -> bool:
    """Return whether nothing of a text can be seen."""
    return not _strip(text)


def _strip(text: str) -> str:
    while True:
        stripped = text.strip().strip(_INVISIBLE)
        if stripped == text:
            return text
        text = stripped


def _cut(text: str, limit: int) -> str:
    if len(text) <= limit // 2:
        return text
    # Half of a character beyond U+FFFF at the end is dropped.
    return text.encode("utf-16-le")[: 2 * limit].decode("utf-16-le", "ignore")
