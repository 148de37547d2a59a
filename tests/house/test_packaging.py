"""The wheel is complete, and our plain package names resolve to our own folders."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from tests.house import wheel

if TYPE_CHECKING:
    from pathlib import Path


def test_the_wheel_holds_our_packages_with_their_data_and_nothing_else(tmp_path: Path) -> None:
    assert wheel.complaints(wheel.build(tmp_path)) == []


def test_a_missing_and_a_foreign_member_are_both_noticed() -> None:
    wrong = wheel.complaints(["tests/__init__.py", "desktop/__init__.py"])
    assert "unexpected at the top: tests" in wrong
    assert "missing: questionnaires/model.py" in wrong


@pytest.mark.parametrize("name", sorted(wheel.PACKAGES))
def test_each_package_name_resolves_inside_our_tree(name: str) -> None:
    module = import_module(name)
    assert module.__file__ == str(wheel.ROOT / name / "__init__.py")
