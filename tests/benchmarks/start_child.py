"""A start of the program, or of a bare window, that tells what it got to and ends.

    python -m tests.benchmarks.start_child bare | frame | home
    python -m tests.benchmarks.start_child remember FILE

One line on standard output when it is painted. `starting` holds the clock, which runs from before
the process begins; all three ways are noticed by the same means. `remember` writes the settings of
somebody who had a file open.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop.application import Parts
    from desktop.crash import CrashWatch


def done() -> None:
    """Say that it is painted, and end."""
    from PySide6.QtWidgets import QApplication

    print("painted", flush=True)
    QApplication.exit(0)


def when_painted(widget: QWidget, then: Callable[[], object]) -> None:
    """Call once, after everything was painted that is painted together with a widget."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
            if event.type() == QEvent.Type.Paint:
                watched.removeEventFilter(self)
                QTimer.singleShot(0, then)
            return False

    widget.installEventFilter(Watch(widget))


def bare() -> int:
    """Show an empty window of PySide6."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(1280, 800)
    when_painted(window, done)
    window.show()
    return application.exec()


def frame() -> int:
    """Start the program as far as its painted frame."""
    from desktop.display import open_window

    return open_window(lambda _parts, _watch: done())


def home() -> int:
    """Start the program as far as its painted home page."""
    from desktop.display import open_window

    return open_window(_begin)


def _begin(parts: Parts, watch: CrashWatch) -> None:
    from desktop.application import begin_session

    session = begin_session(parts, watch)
    page = parts.window.page
    if page is None or session.visit.page != "home":
        raise AssertionError(session.visit)
    when_painted(page.body_part, done)


def remember() -> int:
    """Make a file the one that is opened at the next start."""
    from desktop.settings import Settings, folders, save

    return 0 if save(Settings(last_file=sys.argv[2]), folders().settings) else 1


if __name__ == "__main__":
    ways = {"bare": bare, "frame": frame, "home": home, "remember": remember}
    raise SystemExit(ways[sys.argv[1]]())
