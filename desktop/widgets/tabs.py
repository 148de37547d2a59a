"""Tabs of a page: words in a line, the present one bold with a bar below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QTabBar
from typing_extensions import override

from desktop.appearance import colour, filled, px
from desktop.widgets.text import BODY_LINE, Paragraph, Type

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

GAP, HEIGHT = 32, 40
_BOLD = Type(18, 600, wrap=False)


class Tabs(QTabBar):
    """`currentChanged` tells the tab; arrows change it, as everywhere with tabs."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._plain = [Paragraph(n, BODY_LINE) for n in names]
        self._bold = [Paragraph(n, _BOLD) for n in names]
        for name in names:
            self.addTab(name.replace("&", "&&"))

    def focus_rect(self) -> QRect:
        """Return the words of the present tab, with room at the sides."""
        number = self.currentIndex()
        rect = self.tabRect(number)
        width = self._bold[number].natural_width() + px(12)
        return QRect(rect.left() - px(6), rect.top(), width, px(28))

    @override
    def tabSizeHint(self, index: int) -> QSize:
        return QSize(self._bold[index].natural_width() + px(GAP), px(HEIGHT))

    @override
    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    @override
    def sizeHint(self) -> QSize:
        widths = (self.tabSizeHint(n).width() for n in range(self.count()))
        return QSize(sum(widths), px(HEIGHT))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        line = QRect(0, self.height() - px(1), self.width(), px(1))
        painter.fillRect(line, colour("divider" if filled() else "border"))
        for n in range(self.count()):
            rect, present = self.tabRect(n), n == self.currentIndex()
            words = (self._bold if present else self._plain)[n]
            place = QPointF(rect.left(), rect.top())
            words.draw(painter, place, rect.width(), "text" if present else "muted")
            if present:
                width = words.natural_width()
                painter.fillRect(
                    QRect(rect.left(), self.height() - px(3), width, px(3)), colour("action")
                )
