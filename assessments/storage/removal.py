"""Taking subjects out of a file for good: their rows, and every step that could bring them back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessments.storage.steps import forget_steps_with
from assessments.storage.tables import ANSWERS, NOTES, SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlite_utils import Database

    from assessments.storage.store import Store


def removed_subjects(store: Store) -> list[tuple[str, str, str]]:
    """Return round, id and time of every subject that was taken out and is still kept."""
    sql = f"SELECT round_id, id, removed_at FROM {SUBJECTS.name} WHERE removed_at <> ''"
    return [(row["round_id"], row["id"], row["removed_at"]) for row in store.rows(sql)]


def remove_for_good(db: Database, round_id: str, subject_ids: Sequence[str]) -> None:
    """Delete subjects of a round with everything about them."""
    forget_steps_with(db, round_id, subject_ids)
    for subject_id in subject_ids:
        key = (round_id, subject_id)
        for table, column in ((ANSWERS, "subject_id"), (NOTES, "subject_id"), (SUBJECTS, "id")):
            db.execute(f"DELETE FROM {table.name} WHERE round_id = ? AND {column} = ?", key)
