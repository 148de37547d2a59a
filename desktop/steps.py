"""Numbered steps on one page, and the file that comes out of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from desktop.appearance import colour, filled, px
from desktop.widgets.parts import Column, NumberMark, Picture
from desktop.widgets.text import META, Heading, Text, Type

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


def breakable(text: Text) -> Text:
    """Let a text break anywhere, so that a long file name or path never makes a page wide."""
    policy = text.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
    text.setSizePolicy(policy)
    return text


class Step(QWidget):
    """A number in a circle, a heading, and what belongs to it below the heading."""

    def __init__(self, number: int, title: str) -> None:
        super().__init__()
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(NumberMark(str(number)), 0, Qt.AlignmentFlag.AlignTop)
        inner = QWidget()
        self._column = Column(inner)
        self._column.add(Heading(title, 3))
        self._box.addWidget(inner, 1)
        self._dress()

    def add(self, widget: QWidget, gap: int = 0) -> None:
        """Add to the step, gap above it in px at 100 %."""
        self._column.add(widget, gap)

    def _dress(self) -> None:
        self._box.setSpacing(px(24))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_box"):
            self._dress()


class FileLine(QWidget):
    """Name and folder of a file, on a quiet ground."""

    def __init__(self) -> None:
        super().__init__()
        self.name = breakable(Text(kind=Type(18, 600)))
        self.folder = breakable(Text(kind=META, token="muted"))
        self._box = QHBoxLayout(self)
        self._box.addWidget(Picture("sheet", "action"), 0, Qt.AlignmentFlag.AlignVCenter)
        words = QWidget()
        column = Column(words)
        column.add(self.name)
        column.add(self.folder)
        self._box.addWidget(words, 1)
        self._dress()

    def fill(self, name: str, folder: str) -> None:
        """Show these."""
        self.name.setText(name)
        self.folder.setText(folder)

    def _dress(self) -> None:
        self._box.setContentsMargins(px(16), px(10), px(16), px(10))
        self._box.setSpacing(px(16))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_box"):
            self._dress()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen if filled() else colour("border"))
        painter.setBrush(colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()), px(4), px(4))
