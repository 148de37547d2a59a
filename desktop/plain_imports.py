"""Python's own way of importing, also after Qt was loaded."""

from __future__ import annotations

import builtins


def load_qt() -> None:
    """Load PySide6 and put Python's import function back in force.

    PySide exchanges it for one that reads the source of every module that is imported from then
    on, to see whether it might switch on snake_case names for Qt. Nothing here does, and reading
    everything a second time takes a tenth of a second at every start.
    """
    plain = builtins.__import__
    import PySide6.QtCore  # noqa: F401

    builtins.__import__ = plain
