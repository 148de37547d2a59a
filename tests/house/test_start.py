"""Setting up: once, only what is missing, and with a sentence instead of an accident."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import start

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    for name in ("requirements.lock", "requirements-dev.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    monkeypatch.setattr(start, "ROOT", tmp_path)
    monkeypatch.setattr(start, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(start, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    return tmp_path


def ready(checkout: Path, lock: str) -> Path:
    start.PYTHON.parent.mkdir(parents=True, exist_ok=True)
    start.PYTHON.symlink_to(sys.executable)
    text = start.stamp_text(checkout / f"{lock}.lock")
    (start.VENV / f".{lock}.stamp").write_text(text, encoding="utf-8")
    return checkout / f"{lock}.lock"


@pytest.fixture
def steps(monkeypatch):
    seen: list[tuple[str, ...]] = []
    monkeypatch.setattr(
        start, "run_setup", lambda *command, failing: seen.append(tuple(map(str, command)))
    )
    return seen


def test_a_ready_environment_is_left_alone(checkout, steps):
    ready(checkout, "requirements")
    start.set_up("requirements")
    assert steps == []


def test_what_the_tests_need_serves_the_program_too(checkout, steps):
    ready(checkout, "requirements-dev")
    start.set_up("requirements")
    assert steps == []


def test_a_changed_lock_is_installed_into_the_same_environment(checkout, steps):
    lock = ready(checkout, "requirements")
    lock.write_text(lock.read_text(encoding="utf-8") + "\n# newer\n", encoding="utf-8")
    start.set_up("requirements")
    assert ["--require-hashes" in step for step in steps] == [True, False]
    assert not any("venv" in step for step in steps)
    assert start.is_ready("requirements", start.stamp_text(lock))


def test_an_environment_of_another_folder_is_made_anew(checkout, steps):
    lock = ready(checkout, "requirements")
    (start.VENV / ".made-for").write_text("3.11 /elsewhere", encoding="utf-8")
    lock.write_text("changed", encoding="utf-8")
    start.set_up("requirements")
    assert "venv" in steps[0]
    assert "--clear" in steps[0]


def test_without_rights_the_one_command_is_named(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(start.SetupError) as caught:
        start.install_packages(["libegl1", "libxcb-cursor0"], "Es fehlt etwas.")
    assert "sudo apt-get install --no-install-recommends libegl1 libxcb-cursor0" in str(
        caught.value
    )


@pytest.mark.parametrize(
    ("arguments", "display", "asked"),
    [
        ([], ":0", ["libegl1", "libxcb-cursor0"]),
        ([], "", []),
        (["demo"], "", ["libegl1"]),
        (["test"], "", ["libegl1"]),
        (["score"], ":0", []),
    ],
)
def test_libraries_are_looked_for_only_where_they_are_needed(
    monkeypatch, arguments, display, asked
):
    found: list[str] = []
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", display)
    monkeypatch.setattr(
        start, "is_missing", lambda library: library in ("libEGL.so.1", "libxcb-cursor.so.0")
    )
    monkeypatch.setattr(start, "install_packages", lambda packages, _what: found.extend(packages))
    start.provide_libraries(arguments)
    assert found == asked


def test_a_library_is_known_to_be_missing():
    assert start.is_missing("libno-such-thing.so.7")


def test_a_command_that_fails_at_set_up_ends_with_its_sentence(capfd):
    with pytest.raises(start.SetupError, match=r"Das ging nicht\."):
        start.run_setup(sys.executable, "-c", "print('loud'); exit(3)", failing="Das ging nicht.")
    out, err = capfd.readouterr()
    assert (out, err) == ("", "loud\n")


def test_the_second_start_has_nothing_to_say_and_keeps_standard_output_clean():
    if not (start.VENV / ".requirements-dev.stamp").exists():
        pytest.skip("this checkout was not set up by start.py")
    done = subprocess.run(
        [sys.executable, "start.py", "questionnaires", "--json"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("[")
