"""Storage loads without numpy, and leaves it to those who want it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def printed(code):
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_numpy_is_not_loaded_with_the_storage_and_can_be_loaded_behind_it():
    code = "import sys, assessments.storage; print('numpy' in sys.modules); import numpy"
    assert printed(code) == ["False"]


def test_numpy_loaded_before_stays_as_it_is():
    code = "import numpy, sys, assessments.storage; print(sys.modules['numpy'] is numpy)"
    assert printed(code) == ["True"]
