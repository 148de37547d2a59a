"""One window has a file, and a second one is told who it is."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from assessments.errors import Cause, StoreBusy, StoreNotWritable
from assessments.storage import open_store
from assessments.wording import sentence
from tests.stores import NOW, names

ROOT = Path(__file__).resolve().parents[3]

HOLDER = """
import sys
from datetime import datetime, timezone
from pathlib import Path
from assessments.storage import open_store
store = open_store(Path(sys.argv[1]), datetime(2026, 11, 2, 9, 15, tzinfo=timezone.utc))
print("open", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def other_window(path):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout.readline() == "open\n"
        yield process
        process.kill()


def test_a_second_window_is_told_who_has_the_file(path, other_window):
    with pytest.raises(StoreBusy) as caught:
        open_store(path, NOW, patience=0.05)
    assert f"Programm {other_window.pid}, seit 09:15 Uhr" in caught.value.detail
    assert sentence(caught.value).startswith(
        "Diese Erhebung ist schon in einem anderen Fenster geöffnet. Arbeiten Sie dort weiter."
    )


def test_a_second_window_of_the_same_program_is_told_too(path):
    with open_store(path, NOW) as store:
        with pytest.raises(StoreBusy) as caught:
            open_store(path, NOW, patience=0.05)
        assert f"Programm {os.getpid()}" in caught.value.detail
        with store.transaction() as db:
            db.execute("UPDATE facts SET department = 'Bürgeramt'")
    assert b"B\xc3\xbcrgeramt" in path.read_bytes()


def test_a_lock_left_by_a_killed_program_is_taken_over(path, other_window):
    other_window.send_signal(signal.SIGKILL)
    other_window.wait()
    lock = path.with_name(f"{path.name}.lock")
    assert json.loads(lock.read_text())["pid"] == other_window.pid
    with open_store(path, NOW):
        assert json.loads(lock.read_text())["pid"] == os.getpid()
    assert not lock.exists()


def test_a_lock_file_that_says_nothing_is_no_hindrance(path):
    lock = path.with_name(f"{path.name}.lock")
    lock.write_bytes(b"\xff\x00 kein JSON")
    with open_store(path, NOW):
        lock.write_bytes(b"[]")
        with pytest.raises(StoreBusy) as caught:
            open_store(path, NOW, patience=0)
    assert caught.value.detail == ""
    assert names(path.parent) == [path.name]


def test_where_no_lock_file_can_lie_the_file_is_not_opened(path):
    path.with_name(f"{path.name}.lock").mkdir()
    with pytest.raises(StoreNotWritable) as caught:
        open_store(path, NOW)
    assert caught.value.cause is Cause.IS_DIRECTORY
