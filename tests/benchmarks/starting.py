"""From the start of the process to what is painted, beside a bare PySide6 window.

All are fresh processes of this Python, run in turn, with a home folder of their own. The home page
is that of a department with 500 services, all answered and none finished: each must be judged
before the page can say how much is left.
"""

from __future__ import annotations

import statistics
import subprocess
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.benchmarks.harness import REPEATS, Line
from tests.benchmarks.homes import SERVICES, home_with_services

if TYPE_CHECKING:
    from tests.benchmarks.homes import Home

WARM_UP = 2
"""Rounds that are not measured: they fill the caches of disk, byte code and fonts."""
WAYS = ("bare", "frame", "home")


def measure() -> list[Line]:
    """Measure the frame and the home page beside the bare window."""
    with TemporaryDirectory() as folder:
        home = home_with_services(Path(folder))
        rounds = [
            {way: seconds_to_paint(way, home) for way in WAYS} for _ in range(WARM_UP + REPEATS)
        ][WARM_UP:]
    bare, frame, page = (statistics.median(one[way] for one in rounds) for way in WAYS)
    beside = f"bare window {1000 * bare:.0f} ms"
    return [
        Line("start: first painted frame", frame / bare, 1.5, "×", beside),
        Line(f"start: home page, {SERVICES} services", page / bare, 3.5, "×", beside),
    ]


def seconds_to_paint(way: str, home: Home) -> float:
    """Return how long a fresh process needs until it says that it has painted."""
    command = home.command("start_child", way)
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=home.environment) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        elapsed = time.perf_counter() - started
    if line.strip() != b"painted" or process.returncode:
        raise RuntimeError(f"{way}: {line!r}, exit code {process.returncode}")
    return elapsed
