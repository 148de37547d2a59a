"""Whether there is a screen, and what to say where there is none.

Asked before Qt is loaded: without a screen Qt may lack the libraries it needs even to start, and
with them it would end the process.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desktop.application import Parts
    from desktop.crash import CrashWatch

NO_DISPLAY = (
    "Hier ist kein Bildschirm. Das Fenster lässt sich nicht öffnen.\n"
    "Ohne Bildschirm zeigt dieser Befehl alles an Beispieldaten:\n"
    "  python3 start.py demo --out beispiel"
)


def has_display(environment: Mapping[str, str], platform: str) -> bool:
    """Return whether a window can be shown."""
    if not platform.startswith("linux"):
        return True
    names = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
    return any(environment.get(name) for name in names)


def open_window(then: Callable[[Parts, CrashWatch], object] | None = None) -> int:
    """Open the window and return the exit code; without a screen say so.

    `then` is called when the frame is painted; without it the session begins.
    """
    if not has_display(os.environ, sys.platform):
        print(NO_DISPLAY, file=sys.stderr)  # noqa: T201 - there is no window to say it
        return 1
    from desktop import quick_start

    quick_start.begin()
    from desktop.application import open_window as open_it

    return open_it(then)
