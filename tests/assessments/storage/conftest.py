"""A file that was begun and closed."""

from __future__ import annotations

import pytest

from tests.stores import begun


@pytest.fixture
def path(tmp_path):
    """A file with umlauts, blanks, `#` and `%` in its name, begun and closed."""
    path = tmp_path / "Bürger service #1 50%.selbstcheck"
    with begun(path):
        pass
    return path
