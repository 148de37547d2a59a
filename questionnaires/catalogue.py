"""What ships with the program: the published editions, found by key or id, opened once.

A file of a published edition is named `id-version.toml`, so that the list of editions needs no
file to be opened.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from questionnaires.reading import read_definition_file

if TYPE_CHECKING:
    from questionnaires.model import Questionnaire

DEFINITIONS = Path(__file__).resolve().parent / "definitions"
"""Folder of the definitions, one file per edition."""


def shipped(folder: Path = DEFINITIONS) -> tuple[str, ...]:
    """Return the keys `id@version` of all editions, by id, older editions first."""
    names = [file.stem.rpartition("-") for file in folder.glob("*.toml")]
    names.sort(key=lambda name: (name[0], _natural(name[2])))
    return tuple(f"{id_}@{version}" for id_, _, version in names)


def load(key: str, folder: Path = DEFINITIONS) -> Questionnaire:
    """Return an edition by `id@version`, or the newest one by `id`; the same object every time.

    KeyError if it does not ship; DefinitionError if its file has mistakes.
    """
    for shipped_key in reversed(shipped(folder)):
        if key in (shipped_key, shipped_key.partition("@")[0]):
            return _open(folder / f"{shipped_key.replace('@', '-')}.toml")
    raise KeyError(key)


@cache
def _open(file: Path) -> Questionnaire:
    return read_definition_file(file)


def _natural(version: str) -> list[int | str]:
    """Return a sort key in which edition 10 follows edition 9."""
    parts = re.split(r"(\d+)", version)
    return [int(part) if part.isdigit() else part for part in parts]
