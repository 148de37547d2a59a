"""sqlite-utils, loaded without numpy.

Where numpy is installed (matplotlib brings it along), sqlite-utils loads it to know its kinds of
numbers. None of them is ever stored here, and loading numpy takes about as long as showing an
empty window.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Database", "Migrations"]


@contextmanager
def _absent(name: str) -> Iterator[None]:
    """Let a module look as if it were not installed, unless it is loaded already."""
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]  # what import takes for „not there“
    try:
        yield
    finally:
        del sys.modules[name]


with _absent("numpy"):
    from sqlite_utils import Database, Migrations
