"""Underlined words one can press: links, and „Was ist gemeint?“ that opens a text."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleStateChangeEvent, QPainter
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from desktop.announcing import announce
from desktop.appearance import colour, draw_icon, px
from desktop.widgets.text import Paragraph, Type

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


class LinkButton(QPushButton):
    """A link: role Link, pressed by Enter, Space or click.

    `target` is its least height, px at 100 %: 32, in lists and tables 24.
    """

    def __init__(
        self,
        text: str,
        size: int = 18,
        target: int = 32,
        description: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._size, self._target = size, target
        self.paragraph = Paragraph("", Type(size))
        self.setAccessibleDescription(description)
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setText(text)

    @override
    def setText(self, text: str) -> None:
        """Show these words as they are; a mnemonic is not wanted in running words."""
        super().setText(text.replace("&", "&&"))
        self.paragraph = Paragraph(text, Type(self._size))
        self.updateGeometry()
        self.update()

    def extra_width(self) -> int:
        """Return what stands behind the words, px."""
        return 0

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return max(px(self._target), self.paragraph.height(width - self.extra_width()))

    @override
    def sizeHint(self) -> QSize:
        width = self.paragraph.natural_width() + self.extra_width()
        return QSize(width, self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.paragraph.longest_word() + self.extra_width(), px(self._target))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "paragraph"):
            self.updateGeometry()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.draw_words(painter)

    def draw_words(self, painter: QPainter) -> None:
        """Paint the words and, below each line, the line that makes them a link."""
        width = self.width() - self.extra_width()
        layout = self.paragraph.layout(width)
        top = (self.height() - self.paragraph.height(width)) // 2
        token = "action" if self.isEnabled() else "muted"
        self.paragraph.draw(painter, QPointF(0, top), width, token)
        thick = px(2) if self.underMouse() and self.isEnabled() else px(1)
        for n in range(layout.lineCount()):
            line = layout.lineAt(n)
            base = top + line.y() + line.ascent()
            below = QRectF(0, round(base + px(3)), line.naturalTextWidth(), thick)
            painter.fillRect(below, colour(token))


class Disclosure(LinkButton):
    """Shows and hides a text; told as a button that is expanded or collapsed."""

    opened = Signal(bool)

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        self._open = False
        super().__init__(text, parent=parent)
        self.clicked.connect(self._turn)

    def is_open(self) -> bool:
        """Return whether the text is shown."""
        return self._open

    def set_open(self, on: bool) -> None:
        """Show or hide; says nothing aloud."""
        if on == self._open:
            return
        self._open = on
        changed = QAccessible.State()
        changed.expanded = True
        QAccessible.updateAccessibility(QAccessibleStateChangeEvent(self, changed))
        self.opened.emit(on)
        self.update()

    def _turn(self) -> None:
        self.set_open(not self._open)
        announce(self, "geöffnet" if self._open else "geschlossen")

    @override
    def extra_width(self) -> int:
        return px(28)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.draw_words(painter)
        width = self.width() - self.extra_width()
        layout = self.paragraph.layout(width)
        last = layout.lineAt(layout.lineCount() - 1)
        size = px(20)
        left = math.ceil(last.naturalTextWidth()) + px(6)
        top = (self.height() - self.paragraph.height(width)) // 2
        middle = top + (layout.lineCount() - 0.5) * self.paragraph.kind.grid
        box = QRect(left, round(middle - size / 2) + px(1), size, size)
        draw_icon(painter, "up" if self._open else "down", box, "action")
