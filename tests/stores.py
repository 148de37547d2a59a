"""Files for tests of the storage: begun, and what lies in a folder."""

from __future__ import annotations

from datetime import UTC, datetime

from assessments.model import Department
from assessments.storage import Role, open_store
from assessments.storage.rounds import keep_facts

NOW = datetime(2026, 11, 2, 14, 32, tzinfo=UTC)


def begun(path, role=Role.DEPARTMENT):
    """Return a new file that knows whose it is."""
    store = open_store(path, NOW, create=role)
    with store.transaction() as db:
        keep_facts(db, role, Department("buergerservice", "Bürgerservice", "Stadt Jena"))
    return store


def names(folder):
    """Return the names of everything in a folder."""
    return sorted(p.name for p in folder.iterdir())
