"""Scoring 10,000 answer sets by the command, start of Python included."""

from __future__ import annotations

import json
import random
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from questionnaires.catalogue import load
from questionnaires.model import Kind
from tests.benchmarks.harness import REPEATS, Line, seconds

SETS = 10_000


def answer_sets(count: int) -> list[dict[str, object]]:
    """Return random answer sets over all choices, the same ones every time."""
    chance = random.Random(7)
    fields = [f for f in load("ozg-rm-1.1").fields.values() if f.kind is Kind.SINGLE]
    return [
        {f.id: chance.choice(f.options).code for f in fields if chance.random() < 0.9}
        for _ in range(count)
    ]


def measure() -> list[Line]:
    """Measure the whole command over 10,000 sets, beside the same command over one set."""
    with tempfile.TemporaryDirectory() as folder:
        many, one = Path(folder, "many.json"), Path(folder, "one.json")
        many.write_text(json.dumps(answer_sets(SETS)), encoding="utf-8")
        one.write_text(json.dumps(answer_sets(1)), encoding="utf-8")

        def score(path: Path) -> None:
            command = [sys.executable, "-m", "desktop", "score", "ozg-rm-1.1", str(path), "--json"]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

        times = [
            (seconds(lambda: score(many)), seconds(lambda: score(one))) for _ in range(REPEATS)
        ]
    ours, bare = (statistics.median(side) for side in zip(*times, strict=True))
    return [Line(f"score: {SETS:,} answer sets by command", ours, 10, "s", f"one set {bare:.2f} s")]
