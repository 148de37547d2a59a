"""`python -m tests.benchmarks [NAME …]`: measure, print the table, exit 1 beyond a limit."""

from __future__ import annotations

import sys
from importlib import import_module

from tests.benchmarks.harness import table

BENCHMARKS = ("starting", "scoring", "searching", "answering", "writing", "collecting", "levers")


def main(names: list[str]) -> int:
    """Measure the named benchmarks, or all."""
    lines = []
    for name in names or BENCHMARKS:
        print(f"measuring: {name} …", file=sys.stderr, flush=True)
        lines += import_module(f"tests.benchmarks.{name}").measure()
    print(table(lines))
    return 0 if all(line.holds for line in lines) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
