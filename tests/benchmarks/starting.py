"""From the start of the process to what is painted, beside a bare PySide6 window.

All are fresh processes of this Python, run in turn, with a home folder of their own. The home page
is that of a department with 500 services, all answered and none finished: each must be judged
before the page can say how much is left.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from assessments.actions import clerk
from tests import workbook_samples as samples
from tests.benchmarks.harness import REPEATS, Line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from questionnaires.model import Value

SERVICES = 500
WARM_UP = 2
"""Rounds that are not measured: they fill the caches of disk, byte code and fonts."""
WAYS = ("bare", "frame", "home")
NOW = datetime(2026, 11, 2, 14, 32, tzinfo=UTC)


def measure() -> list[Line]:
    """Measure the frame and the home page beside the bare window."""
    with TemporaryDirectory() as folder:
        environment = _environment(Path(folder))
        store = Path(folder, "fachdienst.selbstcheck")
        write_store(store)
        subprocess.run(_command("remember", str(store)), env=environment, check=True)
        rounds = [
            {way: seconds_to_paint(way, environment) for way in WAYS}
            for _ in range(WARM_UP + REPEATS)
        ][WARM_UP:]
    bare, frame, home = (statistics.median(one[way] for one in rounds) for way in WAYS)
    beside = f"bare window {1000 * bare:.0f} ms"
    return [
        Line("start: first painted frame", frame / bare, 1.5, "×", beside),
        Line(f"start: home page, {SERVICES} services", home / bare, 3.5, "×", beside),
    ]


def write_store(path: Path, services: int = SERVICES) -> None:
    """Write a department's file: the sample's services over and over, all of them answered."""
    given: dict[str, dict[str, Value]] = defaultdict(dict)
    for answer in samples.answers():
        given[answer.subject_id][answer.field] = answer.value
    shipped = samples.services()
    chosen = [shipped[n % len(shipped)] for n in range(services)]
    subjects = [replace(one, id=f"leistung-{n:03}") for n, one in enumerate(chosen)]
    with clerk.begin(path, samples.DEPARTMENT, samples.ROUND, NOW) as store:
        clerk.add_subjects(store, samples.ROUND.id, subjects, NOW)
        for subject, model in zip(subjects, chosen, strict=True):
            clerk.answer(store, samples.ROUND.id, subject.id, given[model.id], NOW)


def seconds_to_paint(way: str, environment: Mapping[str, str]) -> float:
    """Return how long a fresh process needs until it says that it has painted."""
    started = time.perf_counter()
    with subprocess.Popen(_command(way), stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        elapsed = time.perf_counter() - started
    if line.strip() != b"painted" or process.returncode:
        raise RuntimeError(f"{way}: {line!r}, exit code {process.returncode}")
    return elapsed


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "tests.benchmarks.start_child", *arguments]


def _environment(home: Path) -> dict[str, str]:
    """Return an environment without a screen, in which everything personal lies in one folder.

    So does byte code, which the warm-up writes: a program that is started every day has it.
    """
    names = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_DOCUMENTS_DIR")
    windows = ("WIN_PD_OVERRIDE_LOCAL_APPDATA", "WIN_PD_OVERRIDE_PERSONAL")
    own = dict.fromkeys((*names, *windows), str(home))
    inherited = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    byte_code = {"PYTHONPYCACHEPREFIX": str(home / "byte-code")}
    return {**inherited, **own, **byte_code, "QT_QPA_PLATFORM": "offscreen"}
