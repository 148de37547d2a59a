"""Reading happens in another process: what aborts, hangs or eats memory ends there.

One process serves a whole batch and is replaced after a crash or when time is up. Requests are
paths, replies are JSON bytes (nothing that comes back is ever executed). The process reads the
next file while the caller still judges this one. It imports neither Qt nor openpyxl nor the store.
"""

from __future__ import annotations

import json
import math
import os
import signal
import stat
from contextlib import contextmanager, suppress
from datetime import date, datetime, time, timedelta
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from threading import current_thread, main_thread
from time import monotonic
from typing import TYPE_CHECKING, Any

from assessments.workbooks.limits import MIB, Limits, Stopped
from assessments.workbooks.memory_cap import cap_memory, peak_memory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess
    from types import TracebackType

    from assessments.workbooks.grids import TableSpec

Reply = dict[str, Any]
"""`{"stopped": code, "facts": {…}}`, or `{"tables": […], "external_links": …}`;
always with `peak`, the memory the process had at most, in bytes."""

_START_SECONDS = 60.0
"""For starting Python on a slow office PC with a virus scanner."""
_WORN_OUT = 512 * MIB
"""After using this much, a process is replaced: freed memory stays with its address space."""


class Reader:
    """The reading process as its caller sees it; use it in a `with`.

    `specs` say which tables are wanted. Nothing a file does raises here: a file that kills its
    reader is answered as `crashed`, one that takes too long as `time-out`; `reader-failed` blames
    no file, the process could not be started.
    """

    def __init__(self, specs: Sequence[TableSpec], limits: Limits | None = None) -> None:
        self.specs = tuple(specs)
        self.limits = limits or Limits()
        self.restarts = 0
        """How often the process had to be replaced after a crash or a time-out."""
        self.peak = 0
        """The most memory a reading process had, in bytes."""
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None
        self._served = 0
        self._ready = False
        self._seconds = 0.0
        self._deadline = 0.0

    def __enter__(self) -> Reader:
        self._start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._end()

    def replies(self, paths: Sequence[Path]) -> Iterator[Reply]:
        """Yield one reply per path, in order; the next file is read while one is looked at."""
        if paths:
            self._send(paths[0])
        for number, path in enumerate(paths, start=1):
            reply = self._receive(path)
            if number < len(paths):
                self._send(paths[number])
            yield reply

    def _start(self) -> None:
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        self._process = context.Process(
            target=serve, args=(theirs, self.specs, self.limits), daemon=True
        )
        with _deaf_to_interrupts():
            self._process.start()
        theirs.close()
        self._connection = ours
        self._served = 0
        self._ready = False

    def _send(self, path: Path) -> None:
        if self._connection is None:
            self._start()
        self._allow(self.limits.seconds)
        with suppress(OSError):  # A process that is gone shows itself when the reply is missing.
            self._connected().send_bytes(str(path).encode("utf-8", "surrogateescape"))

    def _allow(self, seconds: float) -> None:
        """Let the process work on its file for so long, and start up before if it has to."""
        self._seconds = seconds
        self._deadline = monotonic() + seconds + (0.0 if self._ready else _START_SECONDS)

    def _receive(self, path: Path) -> Reply:
        reply = self._answer()
        if self._served and (reply is None or reply.get("stopped") == "memory"):
            # What earlier files left behind must not decide about this one.
            self._replace()
            self._send(path)
            reply = self._answer()
        if reply is None:
            reply = {"stopped": "crashed" if self._ready else "reader-failed", "facts": {}}
            self._replace()
        elif reply.get("stopped") == "time-out":
            self._replace()
        self._served += 1
        self.peak = max(self.peak, reply.get("peak", 0))
        if reply.get("peak", 0) > _WORN_OUT:
            self._end()
        return reply

    def _answer(self) -> Reply | None:
        """Return the reply about the file in work, None if the process died over it."""
        connection = self._connected()
        try:
            while connection.poll(self._left()):
                message: Reply = json.loads(connection.recv_bytes())
                if "allow" not in message:
                    return message
                self._ready = True
                self._allow(message["allow"])
        except (EOFError, OSError):
            return None
        return {"stopped": "time-out", "facts": {"limit": int(self._seconds)}}

    def _left(self) -> float | None:
        """Return the seconds until time is up, None for no end."""
        return None if math.isinf(self._deadline) else max(0.0, self._deadline - monotonic())

    def _connected(self) -> Connection:
        assert self._connection is not None
        return self._connection

    def _replace(self) -> None:
        """Let go of the process; the next request starts another."""
        self.restarts += 1
        self._end()

    def _end(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
            self._process = None


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Let a process that is started meanwhile ignore Ctrl+C: its caller hears it and ends it."""
    if current_thread() is not main_thread():  # Only there Python lets signals be set.
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def serve(connection: Connection, specs: tuple[TableSpec, ...], limits: Limits) -> None:
    """Answer until the caller is gone: the whole life of the reading process."""
    _be_quiet()
    # Imported before memory is capped, so that the first file pays for nothing.
    import python_calamine  # noqa: F401

    from assessments.workbooks import grids, preflight  # noqa: F401

    cap_memory(limits.memory_bytes)
    _allow(connection, limits.seconds)
    while True:
        try:
            path = Path(connection.recv_bytes().decode("utf-8", "surrogateescape"))
        except (EOFError, OSError):
            return
        allow = partial(_allow, connection)
        connection.send_bytes(answer(path, specs, limits, allow))


def answer(
    path: Path,
    specs: tuple[TableSpec, ...],
    limits: Limits,
    allow: Callable[[float], object] = bool,
) -> bytes:
    """Return the reply about one file as JSON; `allow` is told how many seconds it may take."""
    reply: Reply
    try:
        content = _content(path, limits)
        allow(limits.seconds_for(len(content)))
        text = _json(_read(content, specs, limits))
        if len(text) > limits.read_text:
            raise Stopped("too-much-text", limit=int(limits.read_text // MIB))
    except Stopped as stopped:
        reply = {"stopped": stopped.code, "facts": stopped.facts}
    except MemoryError:
        reply = {"stopped": "memory", "facts": {}}
    except Exception as error:  # noqa: BLE001 - a hole in the preflight refuses one file, not all
        reply = {"stopped": "unexpected", "facts": {"detail": f"{type(error).__name__}: {error}"}}
    else:
        return text
    return _json(reply)


def _read(content: bytes, specs: tuple[TableSpec, ...], limits: Limits) -> Reply:
    from assessments.workbooks.grids import read_tables
    from assessments.workbooks.preflight import check

    checked = check(content, [spec.sheet for spec in specs], limits)
    return {
        "tables": read_tables(checked, specs),
        "external_links": checked.external_links,
    }


def _json(reply: Reply) -> bytes:
    reply["peak"] = peak_memory()
    return json.dumps(reply, default=_moment, ensure_ascii=False).encode("utf-8", "replace")


def _allow(connection: Connection, seconds: float) -> None:
    connection.send_bytes(_json({"allow": seconds}))


def _content(path: Path, limits: Limits) -> bytes:
    """Return the bytes of a file that is one and is not too large."""
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            raise Stopped("is-folder")
        if not stat.S_ISREG(about.st_mode):
            raise Stopped("no-file")
        if about.st_size > limits.file_bytes:
            raise Stopped("file-too-large", limit=int(limits.file_bytes // MIB))
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Stopped("file-missing") from error
    except OSError as error:
        raise Stopped("file-unreadable", detail=error.strerror or str(error)) from error


def _moment(value: object) -> dict[str, str]:
    """Say a date cell in JSON: its ISO date, unless it is a time only."""
    if isinstance(value, datetime):
        return {"date": value.date().isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, time | timedelta):
        return {"time": str(value)}
    raise TypeError(type(value).__name__)


def _be_quiet() -> None:
    """Leave the terminal to the caller: no key reaches us, and no last words of an abort."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(OSError):
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
