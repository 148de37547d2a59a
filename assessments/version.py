"""The version of the program, as it stands in every workbook it writes."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import metadata
from pathlib import Path

_NAME = "selbstcheck"


@cache
def program_version() -> str:
    """Return the installed version; run from its source tree, the one named there."""
    try:
        return metadata.version(_NAME)
    except metadata.PackageNotFoundError:
        pass
    project = Path(__file__).resolve().parents[1] / "pyproject.toml"
    try:
        known = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
    except (OSError, KeyError, tomllib.TOMLDecodeError):
        return "0"
    return str(known["version"]) if known.get("name") == _NAME else "0"
