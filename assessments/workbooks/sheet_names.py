"""How names of sheets and columns are compared: as people read them."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile("[\u00ad\u180e\u200b\u200c\u200d\u2060\ufeff]")
_BLANKS = re.compile(r"\s+")


def plain_name(name: object) -> str:
    """Return a name in NFC, without invisible characters, blanks at the ends or in a row."""
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", str(name)))
    return _BLANKS.sub(" ", text).strip()
