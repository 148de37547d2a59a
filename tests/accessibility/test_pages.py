"""Every page passes every probe, in each theme, at 100 % and at 200 %."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

import desktop.pages
from desktop.page import Page
from desktop.places import DEPARTMENT, START, ZPPM
from tests.accessibility.scenes import LOOKS, probes_in


@pytest.mark.parametrize(
    ("look", "probe"), [pytest.param(x, p, id=f"{x}-{p}") for x in LOOKS for p in probes_in(x)]
)
def test_all_pages_pass(walk, look, probe):
    faults = walk(look)[probe]
    assert not faults, "\n".join(faults)


def test_every_page_class_is_in_the_registry_and_was_looked_at(walk, house):
    walk(LOOKS[0])
    classes = set()
    for found in pkgutil.iter_modules(desktop.pages.__path__):
        module = importlib.import_module(f"desktop.pages.{found.name}")
        own = (c for c in vars(module).values() if isinstance(c, type) and issubclass(c, Page))
        classes |= {c for c in own if c.__module__ == module.__name__}
    assert classes == house.pages
    assert {c.id for c in classes} == {*START, *DEPARTMENT, *ZPPM}
