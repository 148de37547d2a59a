"""Offscreen before Qt is imported; hypothesis without chance and clock; optional packages."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("suite", derandomize=True, deadline=None, database=None)
settings.load_profile("suite")

SHARED = Path(__file__).resolve().parents[2] / "shared"
"""Reference data beside the checkout; tests that need it skip with a reason where absent."""


def require_packages(*programs: str) -> None:
    """Skip, saying why, unless these programs are installed; fail if all are demanded."""
    absent = [p for p in programs if shutil.which(p) is None]
    if not absent:
        return
    reason = f"not installed: {', '.join(absent)}"
    if os.environ.get("SELBSTCHECK_REQUIRE_PACKAGES") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def require_shared(part: str) -> Path:
    """Return a folder or file of the reference data, or skip, saying that it is absent."""
    path = SHARED / part
    if not path.exists():
        pytest.skip(f"reference data absent: {part}")
    return path
