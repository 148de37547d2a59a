"""How far one has come: a bar, and the words above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget
from typing_extensions import override

from desktop.appearance import colour, filled, px
from desktop.widgets.parts import Column, Row
from desktop.widgets.text import LABEL, META, Heading, Text

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

HEIGHT, RADIUS = 8, 4


def draw_progress(painter: QPainter, box: QRectF, share: float) -> None:
    """Paint a bar that is filled to a share between 0 and 1."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen if filled() else QPen(colour("border"), px(1)))
    painter.setBrush(colour("track"))
    painter.drawRoundedRect(box, px(RADIUS), px(RADIUS))
    if share > 0:
        done = QRectF(box)
        done.setWidth(max(px(HEIGHT), box.width() * min(1.0, share)))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("focus"))
        painter.drawRoundedRect(done, px(RADIUS), px(RADIUS))


class ProgressView(QProgressBar):
    """The bar alone; value and limits are told, the name says of what."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def fill(self, value: int, maximum: int) -> None:
        """Show `value` of `maximum`; nothing to do counts as nothing done."""
        self.setRange(0, max(1, maximum))
        self.setValue(min(value, max(1, maximum)))

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(160), px(HEIGHT))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(px(40), px(HEIGHT))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        share = self.value() / self.maximum() if self.maximum() else 0
        draw_progress(QPainter(self), QRectF(self.rect()), share)


class ProgressHead(QWidget):
    """Words at both ends and the bar below: „Frage 7 von 14“, the section, how far.

    `titled`: the left words are the page's title.
    """

    def __init__(self, name: str, titled: bool = False) -> None:
        super().__init__()
        self.left = Heading(level=2) if titled else Text(kind=LABEL)
        self.right = Text(kind=META, token="muted")
        self.bar = ProgressView(name)
        row = Row(16, 0)
        row.add(self.left)
        row.split()
        row.add(self.right)
        column = Column(self)
        column.add(row)
        column.add(self.bar, 8)

    def fill(self, left: str, right: str, value: int, maximum: int) -> None:
        """Show where one is."""
        self.left.setText(left)
        self.right.setText(right)
        self.bar.fill(value, maximum)
