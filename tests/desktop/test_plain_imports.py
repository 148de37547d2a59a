"""Qt is loaded, and imports go on as Python does them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

LOADED = """
import builtins
plain = builtins.__import__
from desktop.plain_imports import load_qt
load_qt()
import sys
print(builtins.__import__ is plain, "PySide6.QtCore" in sys.modules)
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication(["selbstcheck", "-platform", "offscreen"])
print(QLabel("Hundesteuer").text())
"""


def test_qt_leaves_the_import_function_alone():
    done = subprocess.run(
        [sys.executable, "-c", LOADED],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=False, timeout=120,
    )  # fmt: skip
    assert done.stdout.splitlines() == ["True True", "Hundesteuer"], done.stderr
