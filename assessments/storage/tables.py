"""The names in a file, and how one recorded row is read, written and removed.

Names are constants, since a misspelt one would quietly make a new table. Tables whose rows can be
taken back (undo) are `Recorded`; everything else is written by the module of its subject.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlite_utils import Database

    Cell = str | int | None
    Row = Mapping[str, Cell]

APPLICATION_ID = int.from_bytes(b"SCDV", "big")
"""Marks our files in their header ("Selbstcheck Digitale Verwaltung")."""

FACTS = "facts"
ROUNDS = "rounds"
DEFINITIONS = "definitions"
STEPS = "steps"
CHANGES = "changes"
EXPORTS = "exports"
BATCHES = "batches"
SUBMISSIONS = "submissions"
MIGRATIONS = "_sqlite_migrations"
"""Kept by sqlite-utils: which changes to the file were applied."""


@dataclass(frozen=True)
class Recorded:
    """A table whose changes are written into the undo log. Every row carries a `revision`, which
    orders changes; time never does.
    """

    name: str
    key: tuple[str, ...]
    columns: tuple[str, ...]

    @cached_property
    def _where(self) -> str:
        return " AND ".join(f"{k} = ?" for k in self.key)

    @cached_property
    def _select(self) -> str:
        return f"SELECT {', '.join(self.columns)} FROM {self.name} WHERE {self._where}"

    @cached_property
    def _upsert(self) -> str:
        names = (*self.key, *self.columns, "revision")
        updates = ", ".join(f"{c} = excluded.{c}" for c in (*self.columns, "revision"))
        return (
            f"INSERT INTO {self.name} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
            f" ON CONFLICT ({', '.join(self.key)}) DO UPDATE SET {updates}"
        )

    @cached_property
    def _delete(self) -> str:
        return f"DELETE FROM {self.name} WHERE {self._where}"

    def read(self, db: Database, key: Sequence[str]) -> dict[str, Cell] | None:
        """Return the columns of one row, None if there is none."""
        found = db.execute(self._select, key).fetchone()
        return None if found is None else dict(zip(self.columns, found, strict=True))

    def write(self, db: Database, key: Sequence[str], row: Row | None, revision: int) -> None:
        """Make one row so, or remove it for None."""
        if row is None:
            db.execute(self._delete, key)
            return
        db.execute(self._upsert, (*key, *(row[c] for c in self.columns), revision))


SUBJECTS = Recorded(
    "subjects",
    ("round_id", "id"),
    ("kind", "position", "title", "master", "questionnaire", "finished", "removed_at"),
)
ANSWERS = Recorded(
    "answers", ("round_id", "subject_id", "field"), ("value", "changed_at", "taken_over")
)
NOTES = Recorded("notes", ("round_id", "subject_id", "question"), ("note", "evidence"))
MEASURES = Recorded("measures", ("round_id", "id"), ("position", "content"))

RECORDED: Mapping[str, Recorded] = {t.name: t for t in (SUBJECTS, ANSWERS, NOTES, MEASURES)}

ALL = frozenset(
    (FACTS, ROUNDS, DEFINITIONS, STEPS, CHANGES, EXPORTS, BATCHES, SUBMISSIONS, *RECORDED)
)
"""Every table a file of this version has, besides `MIGRATIONS`."""
