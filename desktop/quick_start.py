"""What makes the start quick: imports as Python does them, and no search for garbage."""

from __future__ import annotations

import builtins
import gc

SETTLED = 1_000
"""Milliseconds after which a session that was begun is taken to be at rest."""


def begin() -> None:
    """Load PySide6, put Python's import function back in force, and let garbage lie.

    PySide exchanges that function for one that reads the source of every module that is imported
    from then on, to see whether it might switch on snake_case names for Qt. Nothing here does, and
    reading everything a second time takes a tenth of a second at every start. Next to nothing
    becomes garbage until the first page is shown, while looking for it costs as much again.
    """
    gc.disable()
    plain = builtins.__import__
    import PySide6.QtCore  # noqa: F401

    builtins.__import__ = plain


def settle() -> None:
    """Look for garbage again, from now on without all that the start has made and that stays."""
    gc.collect()
    gc.freeze()
    gc.enable()
