"""A department's file for tests: who, when, what is chosen, and how it looks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from assessments.actions import clerk
from assessments.model import Department, Round
from assessments.storage import open_store
from tests.builders import service

NOW = datetime(2026, 11, 2, 14, 32, 7, tzinfo=UTC)
STAMP = "2026-11-02T14:32:07+00:00"
LATER = NOW + timedelta(hours=1)
DEPARTMENT = Department("buergerservice", "Bürgerservice", "Stadt Jena")
ROUND = Round("r2", "2. Erhebung 2026", "2026-11-30", closes="2026-12-15")
PASS = service("Personalausweis", leika=("99008001012000",), theme="Querschnitt", focus=True)
DOG = service("Hund anmelden")
MOVE = service("Umzug melden")
OZG = "ozg-rm-1.1@1"
PROCESSES = "prozessdokumentation@1"


def begun(path):
    """Return a new file with two services."""
    store = clerk.begin(path, DEPARTMENT, ROUND, NOW)
    clerk.add_subjects(store, "r2", [PASS, DOG], NOW)
    return store


def reopened(store):
    """Close a file and return it, open again."""
    store.close()
    return open_store(store.path, NOW)


def shown(store):
    """Return the file as a page sees it, without what could be undone."""
    return replace(clerk.load(store), can_undo=None, can_redo=None)


def values(store, subject=PASS):
    """Return the confirmed answers of a service."""
    return clerk.load(store).assessments[subject.id].values()


def hand_in(store, number=1, **options):
    """Return what would be handed in."""
    request = clerk.HandIn(number, f"abgabe-{number}", NOW, **options)
    return clerk.submission(clerk.load(store), request)
