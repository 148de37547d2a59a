"""An open file: transactions, backups, closing. Rows are written by the modules beside it."""

from __future__ import annotations

import logging
import os
from contextlib import contextmanager
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Any, Self

from assessments.atomic_files import cause_of, replace_atomically
from assessments.errors import Cause, FileNotWritten, StoreDamaged, StoreError, StoreNotWritable
from assessments.storage import connection
from assessments.storage.backups import backup_path, is_due, newest_backup, thin_out
from assessments.storage.lock_file import take_name_away
from assessments.storage.tables import FACTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path
    from types import TracebackType

    from sqlite_utils import Database

    from assessments.storage.tables import Cell

    Transaction = Database
    """What is written through inside a transaction."""


log = logging.getLogger(__name__)


class Role(StrEnum):
    """Whose file it is; one schema serves both."""

    DEPARTMENT = "department"
    ZPPM = "zppm"


class Store:
    """A file of ours that this program alone has open. Made by `open_store`; one thread only."""

    def __init__(self, path: Path, db: Database) -> None:
        self.path = path
        self._db = db
        self._written = connection.written(db)
        self._file = _identity(path)
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def db(self) -> Database:
        """The database, for the modules of this package."""
        return self._db

    @property
    def role(self) -> Role | None:
        """Whose file this is; None while it is only just being made."""
        found = self.rows(f"SELECT role FROM {FACTS}")
        return Role(found[0]["role"]) if found else None

    @property
    def changed(self) -> bool:
        """Whether anything was written since the file was opened or last backed up."""
        return connection.written(self._db) != self._written

    def rows(self, sql: str, parameters: Sequence[Cell] = ()) -> list[dict[str, Any]]:
        """Return what a query finds. Tables are STRICT, so a column's type is the schema's."""
        with connection.explained(self.path):
            cursor = self._db.execute(sql, parameters)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]

    def tuples(self, sql: str, parameters: Sequence[Cell] = ()) -> list[tuple[Any, ...]]:
        """Return what a query finds, without names: for many rows."""
        with connection.explained(self.path):
            return self._db.execute(sql, parameters).fetchall()

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Everything inside is written, durably, or nothing of it.

        Raises `StoreNotWritable` or `StoreDamaged`. Does not nest: one action, one transaction.
        """
        with connection.explained(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._still_there()
                self._db.execute("COMMIT")
            except BaseException:
                connection.rollback(self._db)
                raise
        assert not connection.in_transaction(self._db)

    def backup(self, now: datetime) -> Path:
        """Copy the file into its backup folder, checked and durable; return the copy's path.

        Older backups are thinned out. Raises `StoreNotWritable` where there is no room or right.
        """
        target = backup_path(self.path, now)
        self.copy_to(target)
        self._written = connection.written(self._db)
        thin_out(self.path, now)
        return target

    def copy_to(self, target: Path) -> None:
        """Write a checked copy of the whole file to another place, in one step.

        Works as well when the file itself can no longer be written. Raises `StoreNotWritable` for
        the target, `StoreDamaged` where this file turns out to be: bad data replace no good ones.
        """
        try:
            target.parent.mkdir(exist_ok=True)
            with connection.explained(target):
                replace_atomically(target, partial(connection.copy_into, self._db))
        except StoreDamaged as error:
            raise StoreDamaged(self.path, error.detail, newest_backup(self.path)) from error
        except FileNotWritten as error:
            raise StoreNotWritable(target, error.cause, error.detail) from error
        except OSError as error:
            raise StoreNotWritable(target, cause_of(error), str(error)) from error

    def close(self, now: datetime | None = None) -> None:
        """Close the file and free it for others; closing twice does nothing more.

        With a time, a backup is made first if something changed and the last one is due. A backup
        that fails does not keep the file open: everything is stored already.
        """
        if self._closed:
            return
        try:
            if now is not None and self.changed and is_due(self.path, now):
                self.backup(now)
        except StoreError:
            log.warning("no backup at closing", exc_info=True)
        finally:
            self._closed = True
            take_name_away(self.path)
            connection.disconnect(self._db)

    def _still_there(self) -> None:
        """Refuse to call something stored that goes into a file nobody will find again."""
        if self._file != _identity(self.path):
            raise StoreNotWritable(self.path, Cause.MISSING_FOLDER, "the file was moved away")


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells this file from another under its name; None where it is gone."""
    if os.name == "nt":
        return None  # an open file can be neither removed nor replaced there
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
