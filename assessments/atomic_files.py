"""A file is written aside, made durable and swapped in: whole and new, or untouched."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from itertools import count
from threading import Event
from typing import TYPE_CHECKING

from assessments.errors import Cause, FileNotWritten

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8)
"""Seconds between attempts to swap while a virus scanner or an indexer holds the file."""

_HELD = frozenset({5, 32, 33})
"""Windows: access denied, sharing violation, lock violation."""

_NAMES = {
    Cause.DISK_FULL: ("ENOSPC", "EDQUOT"),
    Cause.READ_ONLY: ("EROFS", "EACCES", "EPERM"),
    Cause.MISSING_FOLDER: (
        "ENOENT",
        "ENOTDIR",
        "ENXIO",
        "ENODEV",
        "ESTALE",
        "EHOSTDOWN",
        "ENETUNREACH",
        "ENOTCONN",
    ),
    Cause.IS_DIRECTORY: ("EISDIR",),
    Cause.OPEN_ELSEWHERE: ("EBUSY", "ETXTBSY"),
}
# By name, since no system knows all of them.
_CAUSES = {
    getattr(errno, name): cause
    for cause, names in _NAMES.items()
    for name in names
    if hasattr(errno, name)
}
_WINDOWS_CAUSES = {
    3: Cause.MISSING_FOLDER,
    19: Cause.READ_ONLY,
    21: Cause.MISSING_FOLDER,
    32: Cause.OPEN_ELSEWHERE,
    33: Cause.OPEN_ELSEWHERE,
    53: Cause.MISSING_FOLDER,
    64: Cause.MISSING_FOLDER,
    67: Cause.MISSING_FOLDER,
    112: Cause.DISK_FULL,
    1231: Cause.MISSING_FOLDER,
}
_MARK = ".selbstcheck-neu"
_STALE = 3600.0
"""Seconds by which an abandoned file must be older than the one being written."""
_number = count(1)


def replace_atomically(
    path: Path,
    write: Callable[[Path], None],
    *,
    pause: Callable[[float], object] | None = None,
) -> None:
    """Write a file through `write` and put it in place of `path` in one step.

    `write` is handed a path beside the target with the target's suffix; the file exists there
    and is empty. Where anything fails, the former file is untouched and nothing is left behind;
    errors of the surroundings become `FileNotWritten`, others pass (so a `Cancelled` leaves no
    file). `pause` waits between attempts on Windows.
    """
    target = path.resolve()
    if target.is_dir():
        raise FileNotWritten(path, Cause.IS_DIRECTORY)
    temporary: Path | None = None
    try:
        temporary = _new_beside(target)
        _remove_abandoned(temporary)
        write(temporary)
        make_durable(temporary)
        _swap(temporary, target, pause or _wait)
        make_folder_durable(target.parent)
    except OSError as error:
        raise FileNotWritten(path, cause_of(error), str(error)) from error
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write a text file (UTF-8) in one step; `FileNotWritten` if that fails."""

    def fill(target: Path) -> None:
        target.write_text(text, encoding="utf-8", newline="\n")

    replace_atomically(path, fill)


def cause_of(error: OSError) -> Cause:
    """Return why the surroundings refused to write."""
    winerror = getattr(error, "winerror", None)
    if winerror in _WINDOWS_CAUSES:
        return _WINDOWS_CAUSES[winerror]
    return _CAUSES.get(error.errno or 0, Cause.UNKNOWN)


def make_durable(path: Path) -> None:
    """Return only when the content of a file is on the disk."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def make_folder_durable(folder: Path) -> None:
    """Return only when the names in a folder are on the disk (Windows: they are, or no way)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        # Some file systems of shares cannot; the content itself is durable already.
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise
    finally:
        os.close(handle)


def _new_beside(target: Path) -> Path:
    """Make an empty file beside the target, with the rights a new or the former file has."""
    name = f".{target.stem[:40]}-{os.getpid()}-{next(_number)}{_MARK}{target.suffix}"
    path = target.with_name(name)
    path.open("xb").close()
    if target.exists():
        path.chmod(target.stat().st_mode & 0o777)
    return path


def _remove_abandoned(newest: Path) -> None:
    """Remove what killed programs left beside the target; told by the disk's own clock."""
    now = newest.stat().st_mtime
    for path in newest.parent.glob(f".*{_MARK}*"):
        try:
            if now - path.stat().st_mtime > _STALE:
                path.unlink()
        except OSError:
            continue  # another program was quicker, or holds it: not ours to worry about


def _swap(temporary: Path, target: Path, pause: Callable[[float], object]) -> None:
    for seconds in (*PAUSES, None):
        try:
            temporary.replace(target)
        except OSError as error:
            if getattr(error, "winerror", None) not in _HELD:
                raise
            if seconds is None:
                raise FileNotWritten(target, Cause.OPEN_ELSEWHERE, str(error)) from error
            pause(seconds)
        else:
            return


def _wait(seconds: float) -> None:
    Event().wait(seconds)
