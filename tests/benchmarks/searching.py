"""Searching 10,000 services, key stroke by key stroke, as the page for choosing services does."""

from __future__ import annotations

import dataclasses
import statistics

from questionnaires.directory import services
from questionnaires.directory_search import SearchIndex
from tests.benchmarks.harness import REPEATS, Line, percentile, seconds

ROWS = 10_000
TYPED = ("wohngeld", "anmeldung", "kfz zulassung", "personalausweis", "9910702", "perso", "xyz")
SCREENFUL = 12


def index() -> SearchIndex:
    """Return an index of 10,000 rows: the directory several times over, with ids of their own."""
    shipped = services()
    rows = [
        dataclasses.replace(service, id=f"{service.id}-{n}")
        for n in range(ROWS // len(shipped) + 1)
        for service in shipped
    ]
    return SearchIndex(rows[:ROWS])


def measure() -> list[Line]:
    """Measure one key stroke: find, count, and make what a screen shows."""
    searched = index()

    def key_stroke(text: str) -> None:
        found = searched.find(text)
        for hit in found[:SCREENFUL]:
            _ = hit.marks

    times = [
        1000 * seconds(lambda text=text[:n]: key_stroke(text))
        for _ in range(REPEATS)
        for text in TYPED
        for n in range(1, len(text) + 1)
    ]
    worst, median = percentile(times, 0.99), statistics.median(times)
    return [
        Line("search: 10,000 services, one key stroke, 99 %", worst, 16, "ms"),
        Line("search: 10,000 services, one key stroke, median", median, 4, "ms", "goal"),
    ]
