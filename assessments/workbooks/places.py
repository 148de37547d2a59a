"""Which files are meant when a person names files and folders."""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

LOCK_MARK = "~$"
"""How the name of the file begins that Excel leaves beside an open workbook."""
_OTHER_LOCK = ".~lock.{}#"
"""The same of LibreOffice."""
ENDINGS = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".xltx", ".xltm", ".xlam", ".ods"})
"""What is taken from a folder: also what will be refused, so that nothing is passed over."""


@dataclass(frozen=True, slots=True)
class Listed:
    """The workbooks behind some places."""

    paths: tuple[Path, ...]
    """Files as named, those of a folder in the order of their paths."""
    locks: tuple[Path, ...]
    """Lock files that were passed over in folders."""
    empty: tuple[Path, ...]
    """Folders without a workbook."""


def list_workbooks(places: Iterable[Path]) -> Listed:
    """Return the files to read: files as they are named, of folders every workbook inside.

    A place that is not there stays in the list: reading says what is wrong with it.
    """
    paths: list[Path] = []
    locks: list[Path] = []
    empty: list[Path] = []
    for place in places:
        if not _is_folder(place):
            paths.append(place)
            continue
        inside = sorted((p for p in place.rglob("*") if p.is_file()), key=_order)
        found = [p for p in inside if p.suffix.lower() in ENDINGS and not _is_hidden(p, place)]
        paths += found
        locks += [p for p in inside if p.name.startswith(LOCK_MARK)]
        if not found:
            empty.append(place)
    return Listed(tuple(paths), tuple(locks), tuple(empty))


def is_open_elsewhere(path: Path) -> bool:
    """Return whether a lock file says that somebody has the workbook open: a hint, no proof."""
    if not path.name:
        return False
    names = (f"{LOCK_MARK}{path.name}", _OTHER_LOCK.format(path.name))
    with suppress(OSError):  # A name too long for its folder is nobody's lock.
        return any(path.with_name(name).exists() for name in names)
    return False


def _is_folder(place: Path) -> bool:
    try:
        return place.is_dir()
    except OSError:
        return False


def _is_hidden(path: Path, folder: Path) -> bool:
    parts = path.relative_to(folder).parts
    return path.name.startswith(LOCK_MARK) or any(part.startswith(".") for part in parts)


def _order(path: Path) -> tuple[str, str]:
    return unicodedata.normalize("NFC", str(path)).casefold(), str(path)
