"""Answer files for tests: in a line each, one that says everything, and what comes of them."""

from __future__ import annotations

import pytest

from assessments.actions import files
from assessments.errors import Refused
from assessments.storage import open_store
from tests.clerks import NOW

HEAD = {
    "format": "selbstcheck-antworten",
    "formatversion": 1,
    "department": "Bürgerservice",
    "round": "R2",
    "stichtag": "2026-11-30",
}


def document(*services, **rest):
    """Return an answer file with these services."""
    return {**HEAD, "services": list(services), **rest}


def filled(path, *services, now=NOW, **rest):
    """Fill a file and return its dump."""
    files.fill(path, document(*services, **rest), now)
    return dumped(path)


def dumped(path):
    """Return what a file holds, as an answer file."""
    with open_store(path, NOW) as store:
        return files.dump(store)


def refusal(path, content):
    """Fill a file and return place and code of everything it is refused for."""
    with pytest.raises(Refused) as caught:
        files.fill(path, content, NOW)
    return [(f.column, f.code) for f in caught.value.findings]


def by_title(dump):
    """Return the services of an answer file by their title."""
    return {s["title"]: s for s in dump["services"]}


RICH = document(
    {
        "id": "s1",
        "title": "Pass",
        "leika": ["99008001012000", "99008001012001"],
        "ozg_id": "10193",
        "theme": "Querschnitt",
        "leika_type": "2",
        "audience": ["unternehmen", "buerger"],
        "focus": False,
        "sdg": None,
        "keys_checked": "2026-01-31",
        "remark": "eins\nzwei „drei“ 😀",
        "answers": {
            "O1": "weggefallen",
            "O7": "nein",
            "O11": ["servicekonto", "bundid"],
            "X1": ["weiss_nicht"],
            "F2": 12,
            "O2": "weiss_nicht",
        },
        "notes": {"O7": "hinter einer verborgenen Frage"},
        "evidence": {"O1": "Plan"},
        "finished": True,
    },
    {"id": "s0", "title": "Hund"},
    authority="Stadt Jena",
    opens="2026-10-01",
    closes="2026-12-15",
    settings={"ozg-rm-1.1.mindesttage": 60},
    start_file="start-7",
    department_answers={"X9": "ja", "X9.stand": "läuft"},
    processes=[{"id": "p1", "title": "Prüfen", "services": ["s0", "s1"], "finished": True}],
    measures=[{"id": "m1", "title": "Schulen", "subjects": ["p1", "s1"], "due": "2027-03-31"}],
)
