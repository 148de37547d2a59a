"""The house stands: imports run one way, and the core knows neither Qt nor Excel."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_import_contracts_hold() -> None:
    done = run(str(Path(sys.executable).with_name("lint-imports")), "--no-cache")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("package", ["assessments.scoring", "questionnaires.catalogue"])
def test_the_core_loads_without_qt_excel_and_sql(package: str) -> None:
    names = "('PySide6', 'matplotlib', 'openpyxl', 'python_calamine', 'sqlite_utils')"
    code = f"import sys, {package}; print([n for n in {names} if n in sys.modules])"
    done = run(sys.executable, "-c", code)
    assert done.stdout.strip() == "[]", done.stderr


def test_sql_is_spoken_in_one_place() -> None:
    spoken = run("git", "grep", "-lE", r"import sqlite|sqlite_utils|\.conn\.", "--", "*.py")
    files = spoken.stdout.split()
    allowed = ("assessments/storage/", "tests/", "pyproject.toml", "assessments/__init__.py")
    assert [f for f in files if not f.startswith(allowed)] == []


def test_no_host_of_a_registry_and_no_machine_path_is_committed() -> None:
    pattern = "--?(extra-)?index-" + "url|find-" + "links|trusted-" + "host"
    done = run("git", "grep", "-nIE", pattern, "--", ".", ":!tests/house/test_imports.py")
    assert done.stdout == ""
