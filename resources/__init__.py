"""Things, not code: icons, styles, help."""

from pathlib import Path

_FOLDER = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """Return the path of a shipped file, for example `resource("icons/home.svg")`."""
    return _FOLDER / name
