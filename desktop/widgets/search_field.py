"""Search as one types: a field with glass and cross."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractButton, QWidget
from typing_extensions import override

from desktop.appearance import draw_icon, px
from desktop.widgets.fields import Field, LineEdit

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent


class ClearButton(QAbstractButton):
    """The cross at the end of a search field; Esc does the same, so it is no Tab stop."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Suche leeren")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        size = px(20)
        at = (self.width() - size) // 2
        draw_icon(QPainter(self), "close", QRect(at, at, size, size), "muted")


class SearchEdit(LineEdit):
    """A search field: Esc clears, Down goes on to the list."""

    list_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("field", "search")
        self.clear_button = ClearButton(self)
        self.clear_button.clicked.connect(self.clear)
        self.clear_button.hide()
        self.textChanged.connect(lambda text: self.clear_button.setVisible(bool(text)))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.list_wanted.emit()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        size, top = px(24), (self.height() - px(24)) // 2
        draw_icon(QPainter(self), "search", QRect(px(12), top, size, size), "muted")
        box = QRect(self.width() - px(40), (self.height() - px(32)) // 2, px(32), px(32))
        if self.clear_button.geometry() != box:
            self.clear_button.setGeometry(box)


class SearchField(Field):
    """Search as one types."""

    searched = Signal(str)
    least = 320

    def __init__(self, label: str = "Suchen", placeholder: str = "") -> None:
        self.edit = SearchEdit()
        super().__init__(label, self.edit)
        self.edit.setProperty("field", "search")
        self.edit.setPlaceholderText(placeholder)
        self.edit.textChanged.connect(self.searched)
