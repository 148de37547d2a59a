"""A quick start leaves Python as it was: imports at once, garbage as soon as it is at rest."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

STARTED = """
import builtins, gc, sys
plain = builtins.__import__
from desktop import quick_start
quick_start.begin()
print(builtins.__import__ is plain, "PySide6.QtCore" in sys.modules, gc.isenabled())
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication(["selbstcheck", "-platform", "offscreen"])
print(QLabel("Hundesteuer").text())
quick_start.settle()
print(gc.isenabled(), gc.get_freeze_count() > 10_000)
"""


def test_imports_stay_plain_and_garbage_is_looked_for_again():
    done = subprocess.run(
        [sys.executable, "-c", STARTED],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=False, timeout=120,
    )  # fmt: skip
    assert done.stdout.splitlines() == ["True True False", "Hundesteuer", "True True"], done.stderr
