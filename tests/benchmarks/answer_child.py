"""The program as it is started, answering by digit keys, for `answering`.

    python -m tests.benchmarks.answer_child BARE_FILE COUNT

Prints the seconds of every answer, and of a raw commit after each, as one JSON document.
"""

from __future__ import annotations

import json
import sys
import time
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.application import Parts
    from desktop.crash import CrashWatch
    from desktop.session import Session


def answer(parts: Parts, watch: CrashWatch) -> None:
    """Begin a session as ever, then press keys on page after page."""
    from PySide6.QtWidgets import QApplication

    from desktop import quick_start
    from desktop.application import begin_session

    session = begin_session(parts, watch)
    quick_start.settle()
    bare = raw_commits(Path(sys.argv[1]))
    times: dict[str, list[float]] = {"ours": [], "bare": []}
    for elapsed in answers(parts, session):
        times["ours"].append(elapsed)
        times["bare"].append(next(bare))
        if len(times["ours"]) == int(sys.argv[2]):
            break
    print(json.dumps(times))
    QApplication.exit(0)


def answers(parts: Parts, session: Session) -> Iterator[float]:
    """Yield how long each answer took: from the key until nothing is left to lay out or paint.

    Service after service is walked through, question by question, and each is answered once with
    its first and once with its second option.
    """
    from PySide6.QtCore import QEvent, QEventLoop, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from desktop.desk import Visit
    from desktop.workspace import Workspace
    from questionnaires.model import Kind
    from tests.benchmarks.start_child import when_painted

    workspace = session.file
    assert isinstance(workspace, Workspace)
    loop = QEventLoop()
    told: list[str] = []
    workspace.answered.connect(told.append)
    for service in workspace.state.services:
        subject = service.subject.id
        for question in workspace.state.questions(subject):
            if question.main.kind is not Kind.SINGLE:
                continue
            session.go(Visit("answering", subject, question.id))
            # The page before goes as it does when an event is over.
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            page = parts.window.page
            assert page is not None
            for key in (Qt.Key.Key_2, Qt.Key.Key_1):
                while loop.processEvents():
                    pass
                told.clear()
                seen: list[bool] = []
                when_painted(page.body_part, partial(seen.append, True))
                focus = QApplication.focusWidget()
                assert focus is not None
                started = time.perf_counter()
                QTest.keyClick(focus, key)
                while loop.processEvents():
                    pass
                elapsed = time.perf_counter() - started
                if told:
                    assert seen
                    assert workspace.saving.waiting == 0
                    yield elapsed


def raw_commits(path: Path) -> Iterator[float]:
    """Yield how long it takes to write one row for good, in a file opened as ours are."""
    from assessments.storage import connection

    db = connection.connect(path)
    db.execute("CREATE TABLE answers (id INTEGER PRIMARY KEY, value TEXT NOT NULL) STRICT")
    db.execute("INSERT INTO answers VALUES (1, '')")
    for number in count():
        started = time.perf_counter()
        db.execute("BEGIN IMMEDIATE")
        db.execute("UPDATE answers SET value = ? WHERE id = 1", (f"antwort-{number % 2}",))
        db.execute("COMMIT")
        yield time.perf_counter() - started


if __name__ == "__main__":
    from desktop.display import open_window

    raise SystemExit(open_window(answer))
