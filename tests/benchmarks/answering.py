"""One answer in the window: written for good, judged and painted again, beside a bare commit.

The program runs as it is started, in a process of its own, on the file of a department with 500
services. Every other digit key is followed by the raw commit of one row, on the same disk and
with the same settings of SQLite.
"""

from __future__ import annotations

import json
import statistics
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.harness import Line, percentile
from tests.benchmarks.homes import home_with_services

ANSWERS = 400
WARM_UP = 20


def measure() -> list[Line]:
    """Measure digit keys; both figures in milliseconds."""
    with TemporaryDirectory() as folder:
        home = home_with_services(Path(folder))
        bare_file = str(Path(folder, "schlicht.sqlite"))
        command = home.command("answer_child", bare_file, str(WARM_UP + ANSWERS))
        done = subprocess.run(command, env=home.environment, check=True, stdout=subprocess.PIPE)
    times: dict[str, list[float]] = json.loads(done.stdout)
    ours, bare = (times[side][WARM_UP:] for side in ("ours", "bare"))
    return [
        Line(
            f"answer: one digit key, {words}",
            1000 * figure(ours),
            limit,
            "ms",
            f"raw commit {1000 * figure(bare):.1f} ms",
        )
        for words, figure, limit in (
            ("median", statistics.median, 8),
            ("99 %", lambda values: percentile(values, 0.99), 16),
        )
    ]
