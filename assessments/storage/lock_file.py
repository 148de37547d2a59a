"""A small file beside an open one that tells a second window who has it.

It locks nothing: SQLite's own lock does, which the system frees when a program dies. So a lock
file that a killed program left is simply written anew.
"""

from __future__ import annotations

import json
import os
import platform
from contextlib import suppress
from typing import TYPE_CHECKING

from assessments.atomic_files import cause_of
from assessments.errors import StoreNotWritable

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


def lock_path(path: Path) -> Path:
    """Return the lock file of a file."""
    return path.with_name(f"{path.name}.lock")


def leave_name(path: Path, now: datetime) -> None:
    """Write who has the file: machine, process, since when; no person."""
    document = {"host": platform.node(), "pid": os.getpid(), "since": f"{now:%H:%M}"}
    try:
        lock_path(path).write_text(json.dumps(document), encoding="utf-8")
    except OSError as error:
        raise StoreNotWritable(path, cause_of(error), str(error)) from error


def take_name_away(path: Path) -> None:
    """Remove the lock file, while the lock itself is still held."""
    with suppress(OSError):
        lock_path(path).unlink()


def holder(path: Path) -> str:
    """Return who has the file in words („PC-17, Programm 4711, seit 14:32 Uhr“), or nothing."""
    try:
        document = json.loads(lock_path(path).read_text(encoding="utf-8"))
        return f"{document['host']}, Programm {document['pid']}, seit {document['since']} Uhr"
    except (OSError, ValueError, KeyError, TypeError):
        return ""
