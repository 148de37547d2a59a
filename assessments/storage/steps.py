"""The undo log: what each action changed, written in the action's own transaction.

A change is a row's content before and after, so taking back is putting the former row there, for
answers, notes, subjects and measures alike. A new action after an undo drops what could have been
done again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessments.storage.tables import CHANGES, FACTS, MEASURES, RECORDED, STEPS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlite_utils import Database

    from assessments.storage.store import Store
    from assessments.storage.tables import Recorded, Row


@dataclass(frozen=True, slots=True)
class Step:
    """One thing a person did. `subjects` are the ids of what it touched, each once, in order."""

    label: str
    subjects: tuple[str, ...]


class Recorder:
    """Writes rows for one action and notes down how to take them back.

    Nothing is written, no step made and no branch dropped for rows that stay as they are.
    """

    def __init__(self, db: Database, round_id: str, label: str, done_at: str) -> None:
        self._db = db
        self._head = (round_id, label, done_at)
        self._step: tuple[int, int] | None = None
        self._changes = 0

    def put(self, table: Recorded, key: Sequence[str], row: Row | None) -> None:
        """Make one row so, or remove it for None."""
        before = table.read(self._db, key)
        if before == row:
            return
        step_id, revision = self._step or self._begin()
        table.write(self._db, key, row, revision)
        self._db.execute(
            f"INSERT INTO {CHANGES} VALUES (?, ?, ?, ?, ?, ?)",
            (step_id, self._changes, table.name, _json(list(key)), _json(before), _json(row)),
        )
        self._changes += 1

    def _begin(self) -> tuple[int, int]:
        round_id, label, done_at = self._head
        revision = next_revision(self._db)
        self._db.execute(f"DELETE FROM {STEPS} WHERE round_id = ? AND undone = 1", (round_id,))
        cursor = self._db.execute(
            f"INSERT INTO {STEPS} (round_id, label, done_at, undone, revision)"
            " VALUES (?, ?, ?, 0, ?)",
            (round_id, label, done_at, revision),
        )
        self._step = (int(cursor.lastrowid or 0), revision)
        return self._step


class Plain:
    """Writes rows without a way back: for a file that is only just being made."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._revision = next_revision(db)

    def put(self, table: Recorded, key: Sequence[str], row: Row | None) -> None:
        """Make one row so, or remove it for None."""
        table.write(self._db, key, row, self._revision)


def next_revision(db: Database) -> int:
    """Return the number that orders what is written now after everything before."""
    db.execute(f"UPDATE {FACTS} SET revision = revision + 1")
    return int(db.execute(f"SELECT revision FROM {FACTS}").fetchone()[0])


def undo(db: Database, round_id: str, at: str) -> Step | None:
    """Take back the latest step of a round; None if there is none."""
    return _turn(db, round_id, at, back=True)


def redo(db: Database, round_id: str, at: str) -> Step | None:
    """Do the step of a round that was undone last again; None if there is none."""
    return _turn(db, round_id, at, back=False)


def next_labels(store: Store, round_id: str) -> tuple[str | None, str | None]:
    """Return what undo and redo would turn back and do again; None where there is nothing."""
    labels = []
    for back in (True, False):
        found = store.rows(_next_sql(back=back), (round_id,))
        labels.append(found[0]["label"] if found else None)
    return labels[0], labels[1]


def forget_steps_with(db: Database, round_id: str, subject_ids: Sequence[str]) -> None:
    """Drop the undo log up to the latest step that touched one of these subjects."""
    wanted = set(subject_ids)
    last = 0
    sql = (
        f"SELECT step_id, row_key FROM {CHANGES} JOIN {STEPS} ON id = step_id"
        f" WHERE round_id = ? AND changed_table <> '{MEASURES.name}'"
    )
    for step_id, key in db.execute(sql, (round_id,)):
        if json.loads(key)[1] in wanted:
            last = max(last, step_id)
    db.execute(f"DELETE FROM {STEPS} WHERE round_id = ? AND id <= ?", (round_id, last))


def _next_sql(*, back: bool) -> str:
    # Undone steps are always the newest ones, since a new step drops them.
    return (
        f"SELECT id, label FROM {STEPS} WHERE round_id = ? AND undone = {0 if back else 1}"
        f" ORDER BY id {'DESC' if back else 'ASC'} LIMIT 1"
    )


def _turn(db: Database, round_id: str, at: str, *, back: bool) -> Step | None:
    found = db.execute(_next_sql(back=back), (round_id,)).fetchone()
    if found is None:
        return None
    step_id, label = found
    revision = next_revision(db)
    changes = db.execute(
        f"SELECT changed_table, row_key, {'before' if back else 'after'} FROM {CHANGES}"
        f" WHERE step_id = ? ORDER BY position {'DESC' if back else 'ASC'}",
        (step_id,),
    ).fetchall()
    touched: dict[str, None] = {}
    for name, key_text, row_text in changes:
        key = json.loads(key_text)
        row = None if row_text is None else json.loads(row_text)
        RECORDED[name].write(db, key, row, revision)
        if name != MEASURES.name:
            touched[key[1]] = None
    db.execute(
        f"UPDATE {STEPS} SET undone = ?, done_at = ?, revision = ? WHERE id = ?",
        (int(back), at, revision, step_id),
    )
    return Step(label, tuple(touched))


def _json(content: object) -> str | None:
    return None if content is None else json.dumps(content, ensure_ascii=False)
