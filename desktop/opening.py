"""Making and opening files, and where they lie: what pages may know of storage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessments.actions import clerk, files, zppm
from assessments.storage import Role
from assessments.storage.backups import backups_of
from assessments.storage.places import free_path, is_on_network
from desktop.collection import Collection
from desktop.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from assessments.storage import Store
    from desktop.desk import Beginning

    Clock = Callable[[], datetime]
    File = Workspace | Collection

__all__ = [
    "Backups",
    "backups",
    "begin",
    "free_path",
    "is_on_network",
    "open_copy",
    "open_file",
    "recover",
    "restored_path",
]


@dataclass(frozen=True, slots=True)
class Backups:
    """The copies of a file that the program made by itself."""

    number: int
    newest: datetime | None
    newest_path: Path | None


def open_file(path: Path, now: Clock) -> File:
    """Open a file of either kind; raises `StoreError`, `UnknownQuestionnaire`."""
    return _opened(files.open_file(path, now()), now)


def recover(path: Path, backup: Path, now: Clock) -> File:
    """Put a backup in the place of a damaged file, which is kept, and open it."""
    return _opened(files.recover(path, backup, now()), now)


def restored_path(path: Path, backup: Path) -> Path:
    """Return where a backup is copied to when it is opened again: beside the file, by its time."""
    return free_path(path.parent, backup.stem, "")


def open_copy(backup: Path, target: Path, now: Clock) -> File:
    """Copy a backup and open the copy; raises `StoreError`."""
    with files.open_file(backup, now()) as store:
        copy = files.copy_store(store, target, now())
    return _opened(copy, now)


def begin(beginning: Beginning, now: Clock) -> File:
    """Make the file that a person asked for and open it; raises `StoreError`, `OSError`."""
    beginning.path.parent.mkdir(parents=True, exist_ok=True)
    if beginning.department is None or beginning.round is None:
        return _opened(zppm.begin(beginning.path, beginning.authority, now()), now)
    store = clerk.begin(beginning.path, beginning.department, beginning.round, now())
    return _opened(store, now)


def backups(path: Path) -> Backups:
    """Return which copies of a file there are."""
    found = backups_of(path)
    if not found:
        return Backups(0, None, None)
    return Backups(len(found), found[0].at, found[0].path)


def _opened(store: Store, now: Clock) -> File:
    try:
        return Collection(store, now) if store.role is Role.ZPPM else Workspace(store, now)
    except BaseException:
        store.close()
        raise
