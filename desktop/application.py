"""The window from start to end: what is put together, and in which order.

The frame is painted before anything else is loaded: the store, the questionnaires and everything
that knows Excel come after it (house rule, measured).
"""

from __future__ import annotations

import sys
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from desktop import appearance, quick_start, translation
from desktop.crash import CrashWatch, write_log
from desktop.destinations import DEPARTMENT_PLACES, START_PLACES
from desktop.settings import Preferences, folders
from desktop.window import Window

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.crash import Crash
    from desktop.prompts import Prompts
    from desktop.session import Session
    from desktop.settings import Settings


class Parts:
    """What the frame needs; it lives as long as the program."""

    def __init__(self, application: QApplication) -> None:
        self.application = application
        self.folders = folders()
        self.preferences = Preferences(self.folders.settings, application)
        now = self.preferences.now
        appearance.apply(now.theme, now.text_size / 100)
        self.window = Window(DEPARTMENT_PLACES if now.last_file else START_PLACES)
        self.preferences.changed.connect(self._look)
        appearance.follow_system(lambda: self._look(self.preferences.now))
        if now.geometry:
            self.window.restoreGeometry(QByteArray.fromBase64(now.geometry.encode()))

    @staticmethod
    def _look(settings: Settings) -> None:
        appearance.apply(settings.theme, settings.text_size / 100)


class FirstPaint(QObject):
    """Calls once, after the window was painted for the first time."""

    def __init__(self, window: Window, then: Callable[[], object]) -> None:
        super().__init__(window)
        self._window, self._then = window, then
        window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            QTimer.singleShot(0, self._window, self._then)
        return super().eventFilter(watched, event)


def open_window(then: Callable[[Parts, CrashWatch], object] | None = None) -> int:
    """Open the window and return the exit code when it is closed.

    `then` is called after the frame was painted; without it the session begins.
    """
    watch = CrashWatch()
    watch.install()
    application = make_application()
    parts = Parts(application)
    write_log(parts.folders.data)
    begin = then or begin_session
    FirstPaint(parts.window, partial(begin, parts, watch))
    parts.window.show()
    return application.exec()


def make_application() -> QApplication:
    """Return the application, German and in the style that everything is drawn in."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Selbstcheck")
    application.setApplicationDisplayName("Selbstcheck")
    application.setStyle("Fusion")
    translation.install(application)
    return application


def begin_session(parts: Parts, watch: CrashWatch) -> Session:
    """Load what is behind the frame and show the first page."""
    from desktop import keys
    from desktop.background import Background
    from desktop.hand_in_files import PREVIEWS, remove_previews
    from desktop.prompts import DialogPrompts
    from desktop.session import Session, Tools, reveal

    prompts, background = DialogPrompts(parts.window), Background(parts.application)
    parts.application.aboutToQuit.connect(background.close)
    tools = Tools(
        preferences=parts.preferences,
        prompts=prompts,
        background=background,
        now=lambda: datetime.now().astimezone(),
        folders=parts.folders,
        quit=parts.application.quit,
        reveal=reveal,
    )
    remove_previews(parts.folders.data / PREVIEWS)
    session = Session(parts.window, tools)
    keys.install(parts.window, session, parts.preferences)
    watch.show = lambda crash: _show_crash(parts.window, prompts, crash)
    QTimer.singleShot(quick_start.SETTLED, parts.window, quick_start.settle)
    session.start()
    return session


def _show_crash(window: Window, prompts: Prompts, crash: Crash) -> None:
    from desktop.prompts import Question

    question = Question(
        "Das hat nicht geklappt.",
        "Ihre gespeicherten Antworten sind sicher. Starten Sie das Programm neu.\n"
        f"Hilft das nicht, melden Sie sich beim ZPPM. Nennen Sie „Fehler {crash.number}“.",
        (("go_on", "Weiterarbeiten"), ("quit", "Programm beenden")),
        copy=crash.text,
    )
    if prompts.ask(question) == "quit":
        window.close()
