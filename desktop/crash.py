"""When the program itself is wrong: a report without answers and names, and a way on.

A report holds versions, the kind of error and the places in our code. The message of an exception
is left out, since it may quote what somebody typed, and so are folders, since they may hold a name.
"""

from __future__ import annotations

import logging
import sys
import threading
import zlib
from dataclasses import dataclass
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING

from PySide6.QtCore import QtMsgType, qInstallMessageHandler, qVersion
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from PySide6.QtCore import QMessageLogContext

OURS = ("desktop", "assessments", "questionnaires", "resources")
NUMBERS = 10_000
"""Error numbers run from 0 to this; the same place gives the same number."""
LOG_NAME, LOG_BYTES = "meldungen.log", 256 * 1024

log = logging.getLogger("selbstcheck")


@dataclass(frozen=True, slots=True)
class Crash:
    """One mistake of ours: the number to name and the text to copy."""

    number: int
    text: str


def program_version() -> str:
    """Return the version of the installed program, `0` where it is not installed."""
    from importlib.metadata import PackageNotFoundError, version  # late: slower than the frame

    try:
        return version("selbstcheck")
    except PackageNotFoundError:
        return "0"


def crash_of(kind: type[BaseException], trace: TracebackType | None) -> Crash:
    """Return the report about an exception; nothing in it comes from answers or folders."""
    import platform

    frames = [
        f"  {_place(frame.filename)}:{frame.lineno} {frame.name}" for frame in extract_tb(trace)
    ]
    cause = "\n".join([kind.__name__, *frames])
    number = zlib.crc32(cause.encode()) % NUMBERS
    head = (
        f"Fehler {number}",
        f"Selbstcheck {program_version()}, Python {platform.python_version()}, Qt {qVersion()}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
    )
    return Crash(number, "\n".join([*head, cause]) + "\n")


def _place(filename: str) -> str:
    parts = Path(filename).parts
    starts = [i for i, part in enumerate(parts) if part in OURS]
    return "/".join(parts[starts[-1] :]) if starts else Path(filename).name


class LogFile(logging.Handler):
    """A small file for warnings and reports; where it cannot be written, nothing is kept.

    It is opened for the first of them: most sittings have none, and the first frame should not
    wait for it.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._file: logging.Handler | None = None

    @override
    def emit(self, record: logging.LogRecord) -> None:
        if self._file is None:
            self._file = self._opened()
        self._file.handle(record)

    @override
    def close(self) -> None:
        if self._file is not None:
            self._file.close()
        super().close()

    def _opened(self) -> logging.Handler:
        from logging.handlers import RotatingFileHandler

        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            opened = RotatingFileHandler(
                self._folder / LOG_NAME, maxBytes=LOG_BYTES, backupCount=1, encoding="utf-8"
            )
        except OSError:
            return logging.NullHandler()
        opened.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        return opened


def write_log(folder: Path) -> None:
    """Keep warnings and reports in a file in this folder."""
    log.addHandler(LogFile(folder))
    log.propagate = False


class CrashWatch:
    """Catches what nobody caught. Before `show` is set, and inside it, reports go to the log."""

    def __init__(self) -> None:
        self.show: Callable[[Crash], None] | None = None
        self._showing = False

    def install(self) -> None:
        """Lead all hooks here: Python's three and Qt's messages."""
        sys.excepthook = self.caught
        threading.excepthook = lambda a: log.error(crash_of(a.exc_type, a.exc_traceback).text)
        sys.unraisablehook = lambda a: log.error(crash_of(a.exc_type, a.exc_traceback).text)
        qInstallMessageHandler(qt_message)

    def caught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Log an exception and show it; Ctrl+C ends the program as ever."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        crash = crash_of(kind, trace)
        log.error(crash.text)
        if self.show is None:
            print(crash.text, file=sys.stderr)  # noqa: T201 - there is no window to say it
        elif not self._showing:
            self._showing = True
            try:
                self.show(crash)
            finally:
                self._showing = False


def qt_message(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    """Log what Qt has to say, from warnings upwards."""
    if kind in (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg):
        log.warning("Qt: %s", text)
