"""Things, not code: icons, styles, help."""

from importlib.resources import files
from pathlib import Path


def resource(name: str) -> Path:
    """Return the path of a shipped file, for example `resource("icons/home.svg")`."""
    return Path(str(files("resources"))) / name
