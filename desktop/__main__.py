"""`selbstcheck`: a command goes to the command line (Qt is never loaded), none opens the window."""

from __future__ import annotations

import io
import os
import sys

INTERRUPTED, NOBODY_READS = 130, 141
"""Exit codes of a shell for the signals INT and PIPE."""


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
    return _command(arguments)


def _command(arguments: list[str]) -> int:
    """Run a command. Whatever stops it from outside is an exit code, never a traceback."""
    try:
        try:
            return _run(arguments)
        finally:
            sys.stdout.flush()
    except KeyboardInterrupt:
        _say("Abgebrochen.")
        return INTERRUPTED
    except OSError as error:
        _stop_printing()
        if isinstance(error, BrokenPipeError):
            return NOBODY_READS
        _say(_sentence(error))
        return 1


def _run(arguments: list[str]) -> int:
    if arguments[0] == "demo":
        from desktop.demonstration import run as demonstrate

        return demonstrate(arguments[1:])
    from assessments.commands import run

    return run(arguments)


def _stop_printing() -> None:
    """Let nothing more go to standard output, or the interpreter complains while it ends."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _sentence(error: OSError) -> str:
    if error.filename is None:
        return "Die Ausgabe ließ sich nicht schreiben. Prüfen Sie, ob noch Platz ist."
    return f"„{error.filename}“ lässt sich nicht verwenden. Prüfen Sie Ordner und Namen."


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)  # noqa: T201 - a command speaks to people


if __name__ == "__main__":
    raise SystemExit(main())
