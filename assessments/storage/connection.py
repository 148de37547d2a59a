"""The connection to a file: how it is opened, what its errors mean, how it is copied.

The only module that touches the driver's connection. Opening as measured in reliability C3:
exclusive, journal truncated, every commit synchronous, and no transactions begun behind our back
(`isolation_level=None`).
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from assessments.errors import Cause, StoreDamaged, StoreForeign, StoreNotWritable
from assessments.storage.backups import newest_backup
from assessments.storage.driver import Database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from assessments.errors import StoreError

PATIENCE = 2.0
"""Seconds to wait for a program that is just closing the file."""

_PROFILE = (
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA journal_mode = TRUNCATE",
    "PRAGMA synchronous = FULL",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
)
_CAUSES = {
    sqlite3.SQLITE_FULL: Cause.DISK_FULL,
    sqlite3.SQLITE_READONLY: Cause.READ_ONLY,
    sqlite3.SQLITE_PERM: Cause.READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: Cause.READ_ONLY,
    sqlite3.SQLITE_BUSY: Cause.OPEN_ELSEWHERE,
    sqlite3.SQLITE_LOCKED: Cause.OPEN_ELSEWHERE,
}


def connect(path: Path, patience: float = PATIENCE) -> Database:
    """Open a file, which SQLite makes if it is not there. Nothing is locked yet.

    Raises `sqlite3.Error`; use inside `explained`.
    """
    connection = sqlite3.connect(path, isolation_level=None, timeout=patience)
    try:
        for statement in _PROFILE:
            answer = connection.execute(statement).fetchone()
            if "journal_mode" in statement and answer != ("truncate",):
                raise StoreNotWritable(path, Cause.UNKNOWN, f"journal mode {answer}")
        return Database(connection, execute_plugins=False, strict=True)
    except BaseException:
        connection.close()
        raise


def disconnect(db: Database) -> None:
    """Close the connection; what is not committed is lost, and only the one file stays."""
    with suppress(sqlite3.Error):
        rollback(db)
        db.conn.execute("PRAGMA journal_mode = DELETE").fetchone()
    db.conn.close()


def lock(db: Database) -> None:
    """Take the file for this connection alone until it is closed."""
    db.execute("BEGIN EXCLUSIVE")
    db.execute("COMMIT")


def in_transaction(db: Database) -> bool:
    """Return whether a transaction is under way."""
    return db.conn.in_transaction


def written(db: Database) -> int:
    """Return how many rows this connection has changed so far."""
    return db.conn.total_changes


def rollback(db: Database) -> None:
    """Take back what is under way; SQLite may have done so already."""
    if db.conn.in_transaction:
        db.conn.execute("ROLLBACK")


def copy_into(db: Database, target: Path) -> None:
    """Copy the whole file through SQLite into an empty file, and check the copy.

    Raises `sqlite3.Error`; use inside `explained`.
    """
    target.chmod(0o600)
    copy = sqlite3.connect(target, isolation_level=None)
    try:
        db.conn.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE").fetchone()
        if copy.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
            raise _damaged("the copy fails its check")
    finally:
        copy.close()


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn errors of the file into errors that carry facts; mistakes of ours pass."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        explanation = _explain(error, path)
        if explanation is None:
            raise
        raise explanation from error


def _damaged(detail: str) -> sqlite3.DatabaseError:
    error = sqlite3.DatabaseError(detail)
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


def is_busy(error: BaseException | None) -> bool:
    """Return whether an error says that another connection has the file."""
    return _code(error) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def _code(error: BaseException | None) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _explain(error: sqlite3.Error, path: Path) -> StoreError | None:
    if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError):
        return None
    code = _code(error)
    if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
        backup = newest_backup(path)
        if code == sqlite3.SQLITE_NOTADB and backup is None:
            return StoreForeign(path, str(error))  # never seen before, and no database at all
        return StoreDamaged(path, str(error), backup)
    cause = _CAUSES.get(code)
    if code == sqlite3.SQLITE_IOERR:
        cause = Cause.UNKNOWN if path.exists() else Cause.MISSING_FOLDER
    return StoreNotWritable(path, cause, str(error)) if cause else None
