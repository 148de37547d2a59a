"""Rows <-> what was handed in from this file.

A hand-in takes its number before its workbook is written. Until it is written its row has no path
and is no hand-in yet; if the program dies meanwhile, the number is never given again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assessments.storage.tables import EXPORTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlite_utils import Database

    from assessments.storage.store import Store


@dataclass(frozen=True, slots=True)
class Export:
    """One hand-in that was written. `number` counts 1, 2, 3 … per round."""

    submission_id: str
    round_id: str
    number: int
    created_at: str
    path: str
    with_notes: bool
    fingerprint: str
    """SHA-256 (hex) over `items`."""
    items: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What was in it -> fingerprint of its content; empty for all but the latest of a round."""


def exports_of(store: Store, round_id: str) -> tuple[Export, ...]:
    """Return the hand-ins of a round that were written, by number."""
    rows = store.rows(
        f"SELECT * FROM {EXPORTS} WHERE round_id = ? AND path != '' ORDER BY number", (round_id,)
    )
    return tuple(
        Export(
            submission_id=row["submission_id"],
            round_id=row["round_id"],
            number=row["number"],
            created_at=row["created_at"],
            path=row["path"],
            with_notes=bool(row["with_notes"]),
            fingerprint=row["fingerprint"],
            items=json.loads(row["items"]),
        )
        for row in rows
    )


def highest_number(store: Store, round_id: str) -> int:
    """Return the highest number that was given in a round, also to what was never written."""
    (row,) = store.rows(
        f"SELECT max(number) AS highest FROM {EXPORTS} WHERE round_id = ?", (round_id,)
    )
    return row["highest"] or 0


def keep_number(
    db: Database, submission_id: str, round_id: str, number: int, created_at: str
) -> None:
    """Give a number to a hand-in that is about to be written; giving it again changes nothing."""
    db.execute(
        f"INSERT INTO {EXPORTS} VALUES (?, ?, ?, ?, '', 0, '', '{{}}')"
        " ON CONFLICT (submission_id) DO NOTHING",
        (submission_id, round_id, number, created_at),
    )


def keep_export(db: Database, export: Export) -> None:
    """Store a hand-in; the items of those before are not needed any more."""
    db.execute(f"UPDATE {EXPORTS} SET items = '{{}}' WHERE round_id = ?", (export.round_id,))
    db.execute(
        f"INSERT INTO {EXPORTS} VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (submission_id)"
        " DO UPDATE SET number = excluded.number, created_at = excluded.created_at,"
        " path = excluded.path, with_notes = excluded.with_notes,"
        " fingerprint = excluded.fingerprint, items = excluded.items",
        (
            export.submission_id,
            export.round_id,
            export.number,
            export.created_at,
            export.path,
            int(export.with_notes),
            export.fingerprint,
            json.dumps(dict(export.items), ensure_ascii=False),
        ),
    )
