"""A department's file in three states: not there yet, begun, worked in."""

from __future__ import annotations

import pytest

from assessments.actions import clerk
from tests.clerks import DOG, NOW, PASS, begun


@pytest.fixture
def path(tmp_path):
    """Where a file will lie."""
    return tmp_path / "a.selbstcheck"


@pytest.fixture
def store(path):
    """A file with two services chosen."""
    with begun(path) as store:
        yield store


@pytest.fixture
def worked(store):
    """A file with answers, a note, and one answer taken over."""
    clerk.answer(store, "r2", PASS.id, {"O1": "allein", "O2": "aussen"}, NOW)
    clerk.answer(store, "r2", DOG.id, {"O2": "intern"}, NOW)
    clerk.take_over(store, "r2", PASS.id, DOG.id, NOW)
    clerk.answer(store, "r2", PASS.id, {"O4": "ja"}, NOW)
    clerk.annotate(store, "r2", PASS.id, "O1", "alt", "Beleg", NOW)
    return store
