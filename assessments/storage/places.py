"""Where files lie: local to the machine, never in a profile that travels at log-off."""

from __future__ import annotations

import os
import re
from itertools import count
from typing import TYPE_CHECKING

import platformdirs

from assessments.text import clean_identifier

if TYPE_CHECKING:
    from pathlib import Path

SUFFIX = ".selbstcheck"
BACKUPS = "Sicherungen"
"""Folder beside a file that holds its backups."""

_FORBIDDEN = re.compile(r"[^\w-]+")
_LONGEST = 60
_REMOTE_DRIVE = 4
"""Windows: `DRIVE_REMOTE`."""


def data_folder() -> Path:
    """Return the folder for files nobody chose a place for. It need not exist yet.

    Local, never roaming: a roaming profile is copied while the file is open (reliability C6).
    """
    return platformdirs.user_data_path("Selbstcheck", appauthor=False, roaming=False)


def free_path(folder: Path, department: str, round_name: str) -> Path:
    """Return a path in `folder` that no file has, named after department and round."""
    words = (_FORBIDDEN.sub("-", clean_identifier(w)).strip("-") for w in (department, round_name))
    stem = "_".join(w for w in words if w)[:_LONGEST] or "Selbstcheck"
    for number in count(1):
        path = folder / f"{stem}{f'-{number}' if number > 1 else ''}{SUFFIX}"
        if not path.exists():
            break
    return path


def backup_folder(path: Path) -> Path:
    """Return where the backups of a file lie. It need not exist."""
    return path.parent / BACKUPS


def is_on_network(path: Path) -> bool:
    """Return whether a path lies on a share: worth a warning, one person at a time."""
    if os.name != "nt":
        return False
    drive = path.absolute().drive
    return drive.startswith("\\\\") or _drive_type(f"{drive}\\") == _REMOTE_DRIVE


def _drive_type(root: str) -> int:
    import ctypes

    windows = getattr(ctypes, "windll")  # noqa: B009  other systems' stubs lack it
    return int(windows.kernel32.GetDriveTypeW(root))
