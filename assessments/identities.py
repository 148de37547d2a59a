"""Ids made from words: the same ones every time, on every machine (contract 4.2)."""

from __future__ import annotations

import hashlib

from assessments.model import slug
from assessments.text import clean_identifier

_LONGEST = 48
_DIGITS = 8


def subject_id(department_id: str, title: str) -> str:
    """Return the id of a service, process or measure without one, from department and title.

    Readable words first; the digits keep titles apart that read alike („Antrag A/B“, „Antrag AB“).

    >>> subject_id("buergerservice", "Wohngeld beantragen")
    'wohngeld-beantragen-7c2d86fa'
    """
    content = f"{department_id}\n{clean_identifier(title)}".encode()
    digits = hashlib.sha256(content).hexdigest()[:_DIGITS]
    words = slug(title)[:_LONGEST].strip("-")
    return f"{words}-{digits}" if words else digits
