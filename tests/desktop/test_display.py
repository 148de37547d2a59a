"""Without a screen the program says so; it never reaches Qt, which would end the process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.display import has_display

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("environment", "platform", "there"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", True),
        ({}, "win32", True),
        ({}, "darwin", True),
    ],
)
def test_a_screen_is_known_by_its_variable(environment, platform, there):
    assert has_display(environment, platform) is there


def test_without_a_screen_the_program_says_so_and_names_the_demo():
    names = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
    environment = {k: v for k, v in os.environ.items() if k not in names}
    watched = (
        "import sys; from desktop.__main__ import main; sys.argv = ['selbstcheck']; code = main(); "
        "print('PySide6' in sys.modules, file=sys.stderr); raise SystemExit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", watched],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    *words, loaded = done.stderr.splitlines()
    assert done.returncode == 1
    assert "kein Bildschirm" in words[0]
    assert "python3 start.py demo --out beispiel" in words[-1]
    assert loaded == "False"
