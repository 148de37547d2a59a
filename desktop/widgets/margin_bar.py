"""A scroll bar that lies over a margin, so that nothing moves when it appears."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollBar

from desktop.appearance import px

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

WIDTH, STEP = 16, 28


class MarginBar(QScrollBar):
    """Shows and moves a scroll area's own vertical bar, which is switched off."""

    def __init__(self, own: QScrollBar, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._own = own
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        own.rangeChanged.connect(self.follow)
        own.valueChanged.connect(self.setValue)
        self.valueChanged.connect(own.setValue)
        self.hide()

    def follow(self) -> None:
        """Take over range and place of the area's own bar; without a way to go, be hidden."""
        own = self._own
        own.setSingleStep(px(STEP))
        self.setSingleStep(px(STEP))
        self.setPageStep(own.pageStep())
        self.setRange(own.minimum(), own.maximum())
        self.setValue(own.value())
        self.setVisible(own.maximum() > own.minimum())

    def place(self, area: QWidget) -> None:
        """Stand at the right end of the page beside an area, over it where there is no margin."""
        parent = area.parentWidget()
        if parent is None:
            return
        if self.parentWidget() is not parent:
            self.setParent(parent)
        right = area.x() + area.width()
        room = parent.width() >= right + px(WIDTH)
        left = (parent.width() if room else right) - px(WIDTH)
        self.setGeometry(left, area.y(), px(WIDTH), area.height())
        self.raise_()
        self.follow()
