"""Opening a file, in the order of reliability C3: each check before anything could be harmed."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from assessments.atomic_files import cause_of
from assessments.errors import (
    Cause,
    StoreBusy,
    StoreDamaged,
    StoreForeign,
    StoreMissing,
    StoreNewer,
    StoreNotWritable,
    StoreOfOther,
)
from assessments.storage import connection, migrations
from assessments.storage.backups import newest_backup
from assessments.storage.lock_file import holder, leave_name
from assessments.storage.store import Role, Store
from assessments.storage.tables import APPLICATION_ID, MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from sqlite_utils import Database

    from assessments.errors import StoreError


def open_store(
    path: Path,
    now: datetime,
    *,
    create: Role | None = None,
    patience: float = connection.PATIENCE,
) -> Store:
    """Open a file for this program alone, brought up to date.

    `create` makes a file for this role if there is none or an empty one; whose it is, is written
    by who begins it. `patience` is how long to wait, in seconds, for another program that has it.

    Raises `StoreMissing`, `StoreBusy` (naming who has it), `StoreForeign`, `StoreNewer` (nothing
    was written), `StoreOfOther`, `StoreDamaged` (naming the newest backup), `StoreNotWritable`.
    """
    path = path.resolve()
    if create and not path.exists():
        with _made(path):
            return _open(path, now, create, patience)
    return _open(path, now, create, patience)


@contextmanager
def _made(path: Path) -> Iterator[None]:
    """Make an empty file for its owner's eyes only, and remove it where beginning it fails."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except OSError as error:
        raise StoreNotWritable(path, cause_of(error), str(error)) from error
    try:
        yield
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _open(path: Path, now: datetime, create: Role | None, patience: float) -> Store:
    _look(path, create)
    try:
        with connection.explained(path):
            db = connection.connect(path, patience)
            try:
                return _prepared(path, db, now, create)
            except BaseException:
                connection.disconnect(db)
                raise
    except StoreNotWritable as error:
        if connection.is_busy(error.__cause__):
            raise StoreBusy(path, holder(path)) from error
        raise


def _prepared(path: Path, db: Database, now: datetime, create: Role | None) -> Store:
    connection.lock(db)
    is_new = _is_new(path, db, create)
    if not is_new:
        _refuse_newer(path, db)
        _check(path, db)
    leave_name(path, now)
    store = Store(path, db)
    try:
        _bring_up_to_date(store, now, is_new)
        role = store.role
        if create is None and role is None:
            raise StoreForeign(path, "nothing was ever stored in it")
        if create and role not in (None, create):
            raise StoreOfOther(path, str(role))
    except BaseException:
        store.close()
        raise
    return store


def _look(path: Path, create: Role | None) -> None:
    """Refuse what can be seen without opening."""
    if path.is_dir():
        raise StoreForeign(path, "a folder")
    if not path.exists():
        raise StoreMissing(path)
    # Taking the lock would already give an empty file a first page.
    if create is None and path.stat().st_size == 0:
        raise _empty(path)
    # Asked, not tried: opening and closing the file would free the lock of another window of
    # this very process (POSIX).
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise StoreNotWritable(path, Cause.READ_ONLY)


def _is_new(path: Path, db: Database, create: Role | None) -> bool:
    (found,) = db.execute("PRAGMA application_id").fetchone()
    if found == APPLICATION_ID:
        return False
    if found or set(db.table_names()) - {MIGRATIONS}:
        raise StoreForeign(path, f"application id {found}")
    if create is None:
        raise _empty(path)
    return True


def _empty(path: Path) -> StoreError:
    backup = newest_backup(path)
    return StoreDamaged(path, "empty", backup) if backup else StoreForeign(path, "empty")


def _refuse_newer(path: Path, db: Database) -> None:
    applied = [m.name for m in migrations.migrations.applied(db)]
    unknown = [name for name in applied if name not in migrations.names()]
    if unknown:
        raise StoreNewer(path, unknown[-1])


def _check(path: Path, db: Database) -> None:
    found = [str(row[0]) for row in db.execute("PRAGMA integrity_check(10)")]
    if found != ["ok"]:
        raise StoreDamaged(path, "; ".join(found), newest_backup(path))


def _bring_up_to_date(store: Store, now: datetime, is_new: bool) -> None:
    """Apply pending changes, foreign keys off; a file with content is copied beside itself."""
    db, backup = store.db, None
    pending = migrations.migrations.pending(db)
    if is_new:
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    elif pending and migrations.migrations.applied(db):
        backup = copy_beside(store.path, now)
        store.copy_to(backup)
    if pending:
        migrations.migrations.apply(db)
    broken = db.execute("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise StoreDamaged(
            store.path, f"{len(broken)} broken references", backup or newest_backup(store.path)
        )
    db.execute("PRAGMA foreign_keys = ON")


def copy_beside(path: Path, now: datetime) -> Path:
    """Return where a file is copied to before it is changed for a newer program."""
    return path.with_name(f"{path.stem}_vor-Aktualisierung_{now:%Y-%m-%d_%H%M%S}{path.suffix}")
