"""The one door for questions, messages and file dialogs; tests hand in a scripted one.

Buttons say the act. The first choice is the primary one, the last one is what Esc means.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget
from typing_extensions import override

from desktop.appearance import px
from desktop.widgets.buttons import Button
from desktop.widgets.focus_ring import FocusRing
from desktop.widgets.link import LinkButton
from desktop.widgets.parts import Column, Row
from desktop.widgets.text import Heading, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

EXCEL = "Excel-Dateien (*.xlsx)"
DATA = "Selbstcheck-Dateien (*.selbstcheck)"
WIDTH = 560
"""Of a question, px at 100 %."""


@dataclass(frozen=True, slots=True)
class Question:
    """Something a person has to read or decide.

    `choices` are keys with their words. `copy` is what the link „Fehlerbericht kopieren“ copies.
    """

    title: str
    text: str
    choices: tuple[tuple[str, str], ...]
    copy: str = ""
    copy_words: str = "Fehlerbericht kopieren"


def told(title: str, text: str, act: str = "Verstanden") -> Question:
    """Return a message that only has to be read."""
    return Question(title, text, (("read", act),))


class Prompts(Protocol):
    """Everything that stops the work until a person has answered."""

    def ask(self, question: Question) -> str:
        """Return the key of the choice taken."""

    def open_file(self, title: str, folder: Path, kind: str) -> Path | None:
        """Return the file chosen, None if the person went back."""

    def open_files(self, title: str, folder: Path, kind: str) -> tuple[Path, ...]:
        """Return the files chosen, none if the person went back."""

    def open_folder(self, title: str, folder: Path) -> Path | None:
        """Return the folder chosen, None if the person went back."""

    def save_file(self, title: str, suggestion: Path, kind: str) -> Path | None:
        """Return where to write, None if the person went back."""


class DialogPrompts:
    """Asks with windows. File dialogs are those of the system."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._parent = parent

    def ask(self, question: Question) -> str:
        """Show the question until it is answered."""
        dialog = QuestionDialog(question, self._parent)
        dialog.exec()
        chosen = dialog.chosen
        dialog.deleteLater()
        return chosen

    def open_file(self, title: str, folder: Path, kind: str) -> Path | None:
        """Ask for one file."""
        name, _ = QFileDialog.getOpenFileName(self._parent, title, str(folder), kind)
        return Path(name) if name else None

    def open_files(self, title: str, folder: Path, kind: str) -> tuple[Path, ...]:
        """Ask for any number of files."""
        names, _ = QFileDialog.getOpenFileNames(self._parent, title, str(folder), kind)
        return tuple(Path(name) for name in names)

    def open_folder(self, title: str, folder: Path) -> Path | None:
        """Ask for a folder."""
        name = QFileDialog.getExistingDirectory(self._parent, title, str(folder))
        return Path(name) if name else None

    def save_file(self, title: str, suggestion: Path, kind: str) -> Path | None:
        """Ask where to write; the system's dialog asks before it replaces a file."""
        name, _ = QFileDialog.getSaveFileName(self._parent, title, str(suggestion), kind)
        return Path(name) if name else None


class QuestionDialog(QDialog):
    """A question in the program's own look, as high as its words need."""

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chosen = question.choices[-1][0]
        self.setWindowTitle(f"{question.title} – Selbstcheck")
        self.setAccessibleDescription(question.text)
        self._column = Column(self)
        self._column.setContentsMargins(px(24), px(24), px(24), px(24))
        self._column.add(Heading(question.title, 2))
        for number, paragraph in enumerate(question.text.split("\n")):
            self._column.add(Text(paragraph), 0 if number else 12)
        if question.copy:
            self._column.add(self._copy_link(question), 12)
        self._first = self._add_buttons(question.choices)
        FocusRing(self)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        self.setFixedWidth(px(WIDTH))
        self.setFixedHeight(self._column.totalHeightForWidth(px(WIDTH)))
        super().showEvent(event)
        self._first.setFocus()

    def _copy_link(self, question: Question) -> LinkButton:
        link = LinkButton(question.copy_words)
        link.clicked.connect(lambda: QGuiApplication.clipboard().setText(question.copy))
        return link

    def _add_buttons(self, choices: Sequence[tuple[str, str]]) -> Button:
        row = Row(16, 12)
        buttons = []
        for n, (key, words) in enumerate(choices):
            button = Button(words, "secondary" if n else "primary")
            button.setDefault(n == 0)
            button.clicked.connect(lambda _=False, key=key: self._choose(key))
            row.add(button)
            buttons.append(button)
        self._column.add(row, 24)
        return buttons[0]

    def _choose(self, key: str) -> None:
        self.chosen = key
        self.accept()
