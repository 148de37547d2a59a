"""`selbstcheck`: a command goes to the command line (Qt is never loaded), none opens the window."""

from __future__ import annotations

import io
import sys


def main() -> int:
    """Run the program and return its exit code."""
    if getattr(sys, "frozen", False):
        # A packaged program is started again as its own reading process, on every system.
        from multiprocessing.spawn import freeze_support

        freeze_support()
    arguments = sys.argv[1:]
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # Windows gives pipes its own code page
    if not arguments:
        from desktop.display import open_window

        return open_window()
    if arguments[0] == "demo":
        from desktop.demonstration import run as demonstrate

        return demonstrate(arguments[1:])
    from assessments.commands import run

    return run(arguments)


if __name__ == "__main__":
    raise SystemExit(main())
