"""Rows <-> what was handed in from this file."""

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
    """Return the hand-ins of a round, by number."""
    rows = store.rows(f"SELECT * FROM {EXPORTS} WHERE round_id = ? ORDER BY number", (round_id,))
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


def keep_export(db: Database, export: Export) -> None:
    """Store a hand-in; the items of those before are not needed any more."""
    db.execute(f"UPDATE {EXPORTS} SET items = '{{}}' WHERE round_id = ?", (export.round_id,))
    db.execute(
        f"INSERT INTO {EXPORTS} VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
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
