"""The reading process: what kills it, hangs it or eats memory costs one file and nothing else."""

from __future__ import annotations

import ctypes
import math
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from assessments.workbooks.child import Reader
from assessments.workbooks.limits import MIB, Limits
from assessments.workbooks.memory_cap import ExtendedLimits
from assessments.workbooks.read_tables import specs
from assessments.workbooks.submissions import write_submission
from tests import workbook_samples
from tests.assessments.workbooks.hostile import (
    aborting,
    packed,
    parts_of,
    repeating,
    without_end,
)

UNGUARDED = Limits().without("rows", "columns")
"""Lets through what makes calamine abort."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a good workbook and hostile ones made from it."""
    folder = tmp_path_factory.mktemp("workbooks")
    good = folder / "good.xlsx"
    write_submission(workbook_samples.submission(), workbook_samples.QUESTIONNAIRES, good)
    parts = parts_of(good)
    (folder / "aborting.xlsx").write_bytes(aborting(parts))
    (folder / "slow.xlsx").write_bytes(without_end(parts))
    (folder / "repeating.xlsx").write_bytes(repeating(parts))
    (folder / "broken.xlsx").write_bytes(packed(parts)[:-100])
    return folder


def codes(reader: Reader, *paths: Path) -> list[str | None]:
    return [reply.get("stopped") for reply in reader.replies(paths)]


def test_one_process_serves_a_whole_batch(folder):
    good = folder / "good.xlsx"
    with Reader(specs()) as reader:
        replies = list(reader.replies([good, folder / "broken.xlsx", good]))
        assert reader.restarts == 0
    assert [reply.get("stopped") for reply in replies] == [None, "damaged", None]
    assert replies[0]["tables"] == replies[2]["tables"]


def test_no_files_no_replies(folder):
    with Reader(specs()) as reader:
        assert list(reader.replies([])) == []


def test_a_file_that_ends_the_process_is_refused_and_the_next_is_read(folder):
    good, bad = folder / "good.xlsx", folder / "aborting.xlsx"
    with Reader(specs(), UNGUARDED) as reader:
        assert codes(reader, good, bad, good, bad, bad, good) == [
            None,
            "crashed",
            None,
            "crashed",
            "crashed",
            None,
        ]
        assert reader.restarts > 0


def test_the_verdict_does_not_depend_on_the_file_before(folder):
    """What an earlier file left in memory may not refuse a later one."""
    good, bad = folder / "good.xlsx", folder / "aborting.xlsx"
    with Reader(specs(), UNGUARDED) as reader:
        assert codes(reader, bad, good) == ["crashed", None]


def test_a_file_that_takes_too_long_is_refused_and_the_next_is_read(folder):
    good, slow = folder / "good.xlsx", folder / "slow.xlsx"
    with Reader(specs(), Limits(seconds=1.0, seconds_per_mib=0.0)) as reader:
        replies = list(reader.replies([slow, good]))
    assert [reply.get("stopped") for reply in replies] == ["time-out", None]
    assert replies[0]["facts"] == {"limit": 1}


def test_the_same_file_passes_with_time(folder):
    with Reader(specs(), Limits().without("seconds")) as reader:
        assert codes(reader, folder / "slow.xlsx") == [None]


def test_larger_files_may_take_longer():
    limits = Limits()
    assert limits.seconds_for(100_000) == 10
    assert limits.seconds_for(5 * MIB) == 50
    assert limits.without("seconds_per_mib").seconds_for(2 * MIB) == math.inf


@pytest.mark.skipif(sys.platform != "linux", reason="address space is capped on Linux")
def test_memory_is_capped(folder):
    good, bad = folder / "good.xlsx", folder / "repeating.xlsx"
    with Reader(specs(), Limits().without("seconds")) as reader:  # a slow machine must not be first
        stopped = codes(reader, good, bad, good)
        assert stopped[0] is stopped[2] is None
        assert stopped[1] in {"crashed", "memory"}
        assert reader.peak < 1 << 30


@pytest.mark.skipif(sys.platform != "linux", reason="address space is capped on Linux")
def test_a_good_workbook_needs_little_memory(folder):
    with Reader(specs(), Limits(memory_bytes=200 * MIB)) as reader:
        assert codes(reader, folder / "good.xlsx") == [None]
        assert 0 < reader.peak < 100 * MIB


class Fatal:
    """Ends the process that unpickles it."""

    def __reduce__(self):
        return os._exit, (3,)


def test_a_process_that_cannot_start_blames_no_file(folder):
    with Reader([Fatal()]) as reader:
        assert codes(reader, folder / "good.xlsx") == ["reader-failed"]


def test_what_is_no_file_is_said(tmp_path):
    (tmp_path / "empty.xlsx").touch()
    (tmp_path / "folder.xlsx").mkdir()
    paths = [tmp_path / f"{name}.xlsx" for name in ("gone", "empty", "folder")]
    with Reader(specs()) as reader:
        assert codes(reader, *paths) == ["file-missing", "empty-file", "is-folder"]


@pytest.mark.skipif(sys.platform == "win32", reason="no such files on Windows")
def test_a_pipe_that_never_ends_is_no_file(tmp_path):
    os.mkfifo(tmp_path / "pipe.xlsx")
    with Reader(specs()) as reader:
        assert codes(reader, tmp_path / "pipe.xlsx") == ["no-file"]


def test_names_with_umlauts_blanks_and_odd_bytes(folder, tmp_path):
    content = (folder / "good.xlsx").read_bytes()
    paths = [tmp_path / name for name in ("Bürger amt (1).xlsx", "ä#%20.xlsx", "\U0001f415.xlsx")]
    for path in paths:
        path.write_bytes(content)
    with Reader(specs()) as reader:
        assert codes(reader, *paths) == [None, None, None]


def test_leaving_early_leaves_nothing_behind(folder):
    with Reader(specs()) as reader:
        next(reader.replies([folder / "good.xlsx", folder / "slow.xlsx"]))
        process = reader._process
        assert process is not None
        assert process.is_alive()
    with pytest.raises(ValueError, match="closed"):
        process.is_alive()


def test_the_process_imports_neither_window_nor_store_nor_openpyxl(folder):
    """It starts quickly, also in a packaged program."""
    script = (
        "import sys, assessments.workbooks.child, assessments.workbooks.grids, "
        "assessments.workbooks.preflight; print(' '.join(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    loaded = set(run.stdout.decode().split())
    assert loaded.isdisjoint({"PySide6", "openpyxl", "sqlite_utils", "matplotlib", "sqlite3"})
    assert "questionnaires.reading" not in loaded


def test_the_record_that_caps_memory_on_windows_has_the_size_windows_expects():
    assert ctypes.sizeof(ExtendedLimits) == (144 if ctypes.sizeof(ctypes.c_size_t) == 8 else 112)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc to look at")
def test_ctrl_c_never_reaches_the_reading_process_not_even_while_it_starts() -> None:
    with Reader(specs()) as reader:
        assert reader._process is not None
        status = Path(f"/proc/{reader._process.pid}/status").read_text(encoding="ascii")
    ignored = int(next(x.split()[1] for x in status.splitlines() if x.startswith("SigIgn")), 16)
    assert ignored & 1 << signal.SIGINT - 1
