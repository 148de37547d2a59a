"""How times are written down: ISO 8601 with offset, to the second."""

from __future__ import annotations

from datetime import datetime, timedelta


def stamp(now: datetime) -> str:
    """Return a time as text; ValueError for one that does not say its zone."""
    if now.tzinfo is None:
        raise ValueError(f"time without zone: {now}")
    return now.isoformat(timespec="seconds")


def is_older(text: str, age: timedelta, now: datetime) -> bool:
    """Return whether a time that was written down lies further back than `age`."""
    return now - datetime.fromisoformat(text) > age
