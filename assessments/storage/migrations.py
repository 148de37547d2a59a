"""The ordered changes to a file. A shipped one is never edited; names decide what was applied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessments.storage.driver import Migrations

if TYPE_CHECKING:
    from sqlite_utils import Database

migrations = Migrations("selbstcheck")


def names() -> frozenset[str]:
    """Return the names of all changes this program knows."""
    return frozenset(m.name for m in migrations._migrations)  # noqa: SLF001  no public way


@migrations(name="2026-01 one schema for departments and ZPPM")
def _create(db: Database) -> None:
    for statement in _SCHEMA:
        db.execute(statement)


_SCHEMA = (
    # Whose file this is: exactly one row, written when the file is begun.
    """CREATE TABLE facts (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        role TEXT NOT NULL CHECK (role IN ('department', 'zppm')),
        authority TEXT NOT NULL,
        department_id TEXT NOT NULL,
        department TEXT NOT NULL,
        revision INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE rounds (
        id TEXT PRIMARY KEY,
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        stichtag TEXT NOT NULL,
        opens TEXT NOT NULL,
        closes TEXT NOT NULL,
        settings TEXT NOT NULL,
        questionnaires TEXT NOT NULL,
        start_file TEXT NOT NULL
    ) STRICT""",
    # Every edition ever seen, in full: a file outlives the editions that ship with a program.
    """CREATE TABLE definitions (
        key TEXT PRIMARY KEY,
        fingerprint TEXT NOT NULL,
        text TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE subjects (
        round_id TEXT NOT NULL REFERENCES rounds (id),
        id TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('service', 'process', 'department')),
        position INTEGER NOT NULL,
        title TEXT NOT NULL,
        master TEXT NOT NULL,
        questionnaire TEXT NOT NULL,
        finished INTEGER NOT NULL CHECK (finished IN (0, 1)),
        removed_at TEXT NOT NULL,
        revision INTEGER NOT NULL,
        PRIMARY KEY (round_id, id)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE answers (
        round_id TEXT NOT NULL,
        subject_id TEXT NOT NULL,
        field TEXT NOT NULL,
        value TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        taken_over INTEGER NOT NULL CHECK (taken_over IN (0, 1)),
        revision INTEGER NOT NULL,
        PRIMARY KEY (round_id, subject_id, field),
        FOREIGN KEY (round_id, subject_id) REFERENCES subjects (round_id, id)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE notes (
        round_id TEXT NOT NULL,
        subject_id TEXT NOT NULL,
        question TEXT NOT NULL,
        note TEXT NOT NULL,
        evidence TEXT NOT NULL,
        revision INTEGER NOT NULL,
        PRIMARY KEY (round_id, subject_id, question),
        FOREIGN KEY (round_id, subject_id) REFERENCES subjects (round_id, id)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE measures (
        round_id TEXT NOT NULL REFERENCES rounds (id),
        id TEXT NOT NULL,
        position INTEGER NOT NULL,
        content TEXT NOT NULL,
        revision INTEGER NOT NULL,
        PRIMARY KEY (round_id, id)
    ) STRICT, WITHOUT ROWID""",
    # The undo log. A step's revision is that of the last time it was done, undone or redone.
    """CREATE TABLE steps (
        id INTEGER PRIMARY KEY,
        round_id TEXT NOT NULL REFERENCES rounds (id),
        label TEXT NOT NULL,
        done_at TEXT NOT NULL,
        undone INTEGER NOT NULL CHECK (undone IN (0, 1)),
        revision INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX steps_by_round ON steps (round_id, undone, id)",
    """CREATE TABLE changes (
        step_id INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        changed_table TEXT NOT NULL,
        row_key TEXT NOT NULL,
        before TEXT,
        after TEXT,
        PRIMARY KEY (step_id, position)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE exports (
        submission_id TEXT PRIMARY KEY,
        round_id TEXT NOT NULL REFERENCES rounds (id),
        number INTEGER NOT NULL,
        created_at TEXT NOT NULL,
        path TEXT NOT NULL,
        with_notes INTEGER NOT NULL CHECK (with_notes IN (0, 1)),
        fingerprint TEXT NOT NULL,
        items TEXT NOT NULL,
        UNIQUE (round_id, number)
    ) STRICT""",
    # What ZPPM took in: one batch per call, every hand-in with all that is believed of it.
    """CREATE TABLE batches (
        id INTEGER PRIMARY KEY,
        taken_at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE submissions (
        position INTEGER PRIMARY KEY,
        submission_id TEXT NOT NULL,
        checksum TEXT NOT NULL,
        number INTEGER NOT NULL,
        authority TEXT NOT NULL,
        department_id TEXT NOT NULL,
        round_id TEXT NOT NULL,
        file TEXT NOT NULL,
        taken_at TEXT NOT NULL,
        batch_id INTEGER NOT NULL REFERENCES batches (id),
        content TEXT NOT NULL,
        UNIQUE (submission_id, checksum)
    ) STRICT""",
    "CREATE INDEX submissions_by_round ON submissions (round_id, authority, department_id, number)",
)
