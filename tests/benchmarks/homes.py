"""A home folder of its own for a program that is measured, and in it a department's file."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from assessments.actions import clerk
from tests import workbook_samples as samples

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from questionnaires.model import Value

SERVICES = 500
NOW = datetime(2026, 11, 2, 14, 32, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Home:
    """Where the program is started: no screen, and everything personal in one folder."""

    environment: Mapping[str, str]

    def command(self, module: str, *arguments: str) -> list[str]:
        """Return the command that runs one of the modules beside this one."""
        return [sys.executable, "-m", f"tests.benchmarks.{module}", *arguments]


def home_with_services(folder: Path) -> Home:
    """Return a home in which the file of a department was open last.

    It has 500 services, all of them answered and none of them finished.
    """
    home = Home(_environment(folder))
    store = folder / "fachdienst.selbstcheck"
    _write(store)
    remember = home.command("start_child", "remember", str(store))
    subprocess.run(remember, env=home.environment, check=True)
    return home


def _write(path: Path) -> None:
    """Write a department's file: the sample's services over and over."""
    given: dict[str, dict[str, Value]] = defaultdict(dict)
    for answer in samples.answers():
        given[answer.subject_id][answer.field] = answer.value
    shipped = samples.services()
    chosen = [shipped[n % len(shipped)] for n in range(SERVICES)]
    subjects = [replace(one, id=f"leistung-{n:03}") for n, one in enumerate(chosen)]
    with clerk.begin(path, samples.DEPARTMENT, samples.ROUND, NOW) as store:
        clerk.add_subjects(store, samples.ROUND.id, subjects, NOW)
        for subject, model in zip(subjects, chosen, strict=True):
            clerk.answer(store, samples.ROUND.id, subject.id, given[model.id], NOW)


def _environment(home: Path) -> dict[str, str]:
    """Return the environment. Byte code lies in the home, too, where the warm-up writes it: a
    program that is started every day has it.
    """
    names = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_DOCUMENTS_DIR")
    windows = ("WIN_PD_OVERRIDE_LOCAL_APPDATA", "WIN_PD_OVERRIDE_PERSONAL")
    own = dict.fromkeys((*names, *windows), str(home))
    inherited = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    byte_code = {"PYTHONPYCACHEPREFIX": str(home / "byte-code")}
    return {**inherited, **own, **byte_code, "QT_QPA_PLATFORM": "offscreen"}
