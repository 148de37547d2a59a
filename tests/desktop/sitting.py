"""A person at the program: the real window and session, keys only, dialogs by script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from desktop import keys
from desktop.background import AtOnce
from desktop.destinations import START_PLACES
from desktop.session import Session, Tools
from desktop.settings import Folders, Preferences
from desktop.widgets.text import Text
from desktop.window import Window
from tests.desktop.offices import Clock

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.background import Starter
    from desktop.page import Page
    from desktop.prompts import Question

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


class ScriptedPrompts:
    """Answers dialogs as the test said beforehand; a question nobody expects fails the test."""

    def __init__(self) -> None:
        self.asked: list[Question] = []
        self._script: list[tuple[str, object]] = []

    def will(self, kind: str, answer: object) -> None:
        """Expect `ask`, `file`, `files`, `folder` or `save`, in this order."""
        self._script.append((kind, answer))

    def is_done(self) -> bool:
        """Whether everything expected was asked."""
        return not self._script

    def _next(self, kind: str, what: object) -> object:
        assert self._script, f"nobody expected {kind}: {what}"
        expected, answer = self._script.pop(0)
        assert expected == kind, f"{kind} instead of {expected}: {what}"
        return answer

    def ask(self, question: Question) -> str:
        self.asked.append(question)
        answer = self._next("ask", question)
        assert answer in dict(question.choices), question.choices
        return str(answer)

    def open_file(self, title, folder, kind):
        return self._next("file", title)

    def open_files(self, title, folder, kind):
        return self._next("files", title)

    def open_folder(self, title, folder):
        return self._next("folder", title)

    def save_file(self, title, suggestion, kind):
        return self._next("save", suggestion)


class Sitting:
    """The program on a desk of its own."""

    def __init__(
        self, folder: Path, clock: Clock | None = None, background: Starter | None = None
    ) -> None:
        self.clock = clock or Clock()
        self.folders = Folders(folder / "einstellungen.ini", folder / "daten", folder / "Dokumente")
        self.prompts = ScriptedPrompts()
        self.preferences = Preferences(self.folders.settings)
        self.revealed: list[Path] = []
        self.has_quit = False
        self.window = Window(START_PLACES)
        tools = Tools(
            preferences=self.preferences,
            prompts=self.prompts,
            background=background or AtOnce(),
            now=self.clock,
            folders=self.folders,
            quit=self._quit,
            reveal=self.revealed.append,
        )
        self.session = Session(self.window, tools)
        keys.install(self.window, self.session, self.preferences)

    def _quit(self) -> None:
        self.has_quit = True

    @property
    def page(self) -> Page:
        """The page that is shown."""
        assert self.window.page is not None
        return self.window.page

    def focus(self) -> QWidget:
        """What has the focus; something always has."""
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        """Press a key where the focus is."""
        for _ in range(times):
            QTest.keyClick(self.focus(), key, modifier)
            QApplication.processEvents()

    def enter(self) -> None:
        """Press Enter."""
        self.press(Qt.Key.Key_Return)

    def type(self, text: str) -> None:
        """Type where the focus is, umlauts too (which `QTest.keyClicks` cannot)."""
        for sign in text:
            key = ord(sign.upper()) if sign.isascii() else 0
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(self.focus(), QKeyEvent(kind, key, NONE, sign))
            QApplication.processEvents()

    def words(self) -> str:
        """Everything that the page says, line by line: texts, buttons, descriptions."""
        return "\n".join(
            words
            for part in self.page.parts()
            for widget in (part, *part.findChildren(QWidget))
            if widget.isVisibleTo(self.window)
            for words in _said(widget)
            if words
        )

    def close(self) -> None:
        """End the sitting and delete its window; without an event loop Qt would keep it."""
        self.session.may_close()
        self.window.close()
        self.window.deleteLater()
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _said(widget: QWidget) -> tuple[str, ...]:
    if isinstance(widget, Text):
        return (widget.text(),)
    if isinstance(widget, QAbstractButton):
        return (widget.accessibleName() or widget.text(), widget.accessibleDescription())
    return ()
