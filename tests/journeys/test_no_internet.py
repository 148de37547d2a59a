"""The program opens no internet socket: the whole sample journey, watched from outside.

Watched are system calls, so Qt's and other native code is seen as well as Python's. Where the
system lets nobody watch (tracing needs a right that containers may withhold), Python's own audit
events still prove it for everything that is written in Python.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import require_packages

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parents[2]
INTERNET = re.compile(r"socket\((AF_INET6?)\b")
AUDITED = """
import socket, sys
seen = []
def watch(event, arguments):
    if event == "socket.__new__" and arguments[1] in (socket.AF_INET, socket.AF_INET6):
        seen.append(arguments[1])
sys.addaudithook(watch)
if sys.argv[1] == "probe":
    socket.socket(socket.AF_INET).close()
else:
    from desktop.__main__ import main
    main()
print("internet sockets:", len(seen))
"""


def offscreen(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def traced(log: Path, *command: str) -> list[str]:
    """Run a command under strace and return the internet sockets that it opened."""
    require_packages("strace")
    done = offscreen(["strace", "-f", "-qq", "-e", "trace=socket", "-o", str(log), *command])
    if "PTRACE" in done.stderr or "Operation not permitted" in done.stderr:
        pytest.skip("the system lets nobody watch system calls here")
    assert done.returncode == 0, done.stderr
    return INTERNET.findall(log.read_text(encoding="utf-8"))


def test_the_watch_sees_an_internet_socket(tmp_path: Path) -> None:
    code = "import socket; socket.socket(socket.AF_INET).close()"
    assert traced(tmp_path / "log", sys.executable, "-c", code) == ["AF_INET"]


def test_the_sample_journey_opens_no_internet_socket(tmp_path: Path) -> None:
    command = (sys.executable, "-m", "desktop", "demo", "--out", str(tmp_path / "demo"))
    assert traced(tmp_path / "log", *command) == []
    assert list((tmp_path / "demo" / "Abgaben").glob("*.xlsx"))


def test_python_itself_opens_none_either(tmp_path: Path) -> None:
    probe = offscreen([sys.executable, "-c", AUDITED, "probe"])
    assert probe.stdout.splitlines()[-1] == "internet sockets: 1"
    done = offscreen([sys.executable, "-c", AUDITED, "demo", "--out", str(tmp_path / "demo")])
    assert done.stdout.splitlines()[-1] == "internet sockets: 0", done.stderr
