"""Fields: label above, field, and what is wrong below it, in words.

What a person types is told after a short pause, when the focus leaves, and by `flush`. Text that
makes no value stays as it is, with a sentence that says what to write instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QSizePolicy,
    QWidget,
)
from typing_extensions import override

from desktop.appearance import colour, font, px
from desktop.widgets.parts import Column, Picture
from desktop.widgets.reading import (
    Trouble,
    read_date,
    read_number,
    read_text,
    show_date,
    show_number,
)
from desktop.widgets.text import LABEL, META, Span, Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent

    from questionnaires.model import Value

PAUSE = 400
"""Milliseconds without a key after which what was typed is told."""
OPTIONAL = "(freiwillig)"


class Field(QWidget):
    """Label, control, hint, error; subclasses bring the control."""

    edited = Signal(object)
    """The value a person entered, None for none."""
    least = 0
    """Least width, px at 100 %."""

    def __init__(
        self, label: str, control: QWidget, hint: str = "", optional: bool = False
    ) -> None:
        super().__init__()
        self.control = control
        self.label = Text(kind=LABEL)
        self.label.setBuddy(control)
        spans = (Span(label), Span(f" {OPTIONAL}", 400, "muted")) if optional else (Span(label),)
        self.label.set_spans(spans)
        control.setAccessibleName(f"{label} {OPTIONAL}" if optional else label)
        self.hint = Text(hint, META, "muted")
        self._error = _ErrorLine()
        self._column = Column(self)
        self._column.add(self.label)
        self._column.add(self.hint)
        self._column.add(control, 8)
        self._column.add(self._error, 8)
        self.hint.setVisible(bool(hint))
        self._error.hide()
        control.setAccessibleDescription(hint)
        control.setProperty("field", "line")

    def hide_label(self) -> None:
        """Show no label; the name stays for those who hear it."""
        self.label.hide()

    def error(self) -> str:
        """Return what is wrong, empty if nothing is."""
        return "" if self._error.isHidden() else self._error.words.text()

    def set_error(self, words: str) -> None:
        """Say what is wrong and what to write instead; empty: nothing is."""
        if words == self.error():
            return
        self._error.words.setText(words)
        self._error.setVisible(bool(words))
        told = (f"Fehler: {words}" if words else "", self.hint.text())
        self.control.setAccessibleDescription(" ".join(filter(None, told)))
        self.control.setProperty("error", "true" if words else "false")
        self.control.style().unpolish(self.control)
        self.control.style().polish(self.control)
        self._space()

    def flush(self) -> bool:
        """Tell what has not been told yet; return whether the field makes sense."""
        return not self.error()

    def _space(self) -> None:
        self.setMinimumWidth(px(self.least))
        left, below = (px(20), px(8)) if self.error() else (0, 0)
        self._column.setContentsMargins(left, 0, 0, below)
        self.update()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_column"):
            self._space()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.error():
            bar = QRect(0, px(8), px(4), self.height() - px(8))
            QPainter(self).fillRect(bar, colour("danger"))


class _ErrorLine(QWidget):
    """Icon and words below a field."""

    def __init__(self) -> None:
        super().__init__()
        self.words = Text(kind=LABEL, token="danger")
        self._picture = Picture("error", "danger")
        self._picture.setParent(self)
        self._column = Column(self)
        self._column.add(self.words)
        self._dress()

    def _dress(self) -> None:
        self._column.setContentsMargins(px(32), 0, 0, 0)
        self._picture.setGeometry(0, 0, px(24), px(24))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_column"):
            self._dress()


@dataclass(frozen=True, slots=True)
class Entry:
    """How a line of text becomes a value and back.

    `read` returns the value, None for an empty line, or `Trouble` with words. `width` in px at
    100 %; 0: as wide as the column.
    """

    read: Callable[[str], Value | Trouble | None] = read_text
    show: Callable[[Value], str] = str
    width: int = 0
    hint: str = ""


NUMBER = Entry(read_number, show_number, 160)
DATE = Entry(read_date, show_date, 220, "Tag.Monat.Jahr, zum Beispiel 28.02.2027")


class LineEdit(QLineEdit):
    """One line on the 48 px grid; Enter is told and not swallowed."""

    def __init__(self) -> None:
        super().__init__()
        self.setFont(font(18))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.setFont(font(18))


class LineField(Field):
    """A line of text that stands for a value."""

    finished = Signal()
    """Enter was pressed and the field makes sense."""

    def __init__(self, label: str, entry: Entry | None = None, optional: bool = False) -> None:
        self.entry = entry or Entry()
        self.edit = LineEdit()
        self._known: Value | None = None
        super().__init__(label, self.edit, self.entry.hint, optional)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._tell_quietly)
        self.edit.setMaxLength(4000)
        self.edit.textEdited.connect(self._typed)
        self.edit.editingFinished.connect(self.flush)
        self.edit.returnPressed.connect(self._entered)
        self._limit()

    def fill(self, value: Value | None) -> None:
        """Show a stored value without telling anybody; unfinished text of the same value stays."""
        if value == self._known:
            return
        self._known = value
        self._pause.stop()
        self.edit.setText("" if value is None else self.entry.show(value))
        self.set_error("")

    @override
    def flush(self) -> bool:
        self._pause.stop()
        read = self.entry.read(self.edit.text())
        if isinstance(read, Trouble):
            self.set_error(read.words)
        elif read != self._known:
            self.set_error("")
        self._tell(None if isinstance(read, Trouble) else read)
        return not self.error()

    def _typed(self) -> None:
        self.set_error("")
        self._pause.start()

    def _tell_quietly(self) -> None:
        """Tell after a pause; half a date is no error yet."""
        read = self.entry.read(self.edit.text())
        if not isinstance(read, Trouble):
            self._tell(read)

    def _tell(self, value: Value | None) -> None:
        if value != self._known:
            self._known = value
            self.edited.emit(value)

    def _entered(self) -> None:
        if self.flush():
            self.finished.emit()

    def _limit(self) -> None:
        if self.entry.width:
            self.edit.setFixedWidth(px(self.entry.width))
            policy = self.edit.sizePolicy()
            policy.setHorizontalPolicy(QSizePolicy.Policy.Fixed)
            self.edit.setSizePolicy(policy)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_pause"):
            self._limit()
