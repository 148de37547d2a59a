"""How far a long piece of work is, and how it is called off."""

from __future__ import annotations

from typing import Protocol


class Cancelled(Exception):
    """Nobody wants the result any more; raised from inside a `Report`."""


class Report(Protocol):
    """Called by long work between two steps; may raise `Cancelled`."""

    def __call__(self, done: int, total: int, /) -> None:
        """Tell that `done` of `total` steps are finished."""


def silent(_done: int, _total: int, /) -> None:
    """Report to nobody."""
