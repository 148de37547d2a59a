"""Push buttons: filled, outlined; the look comes from the style sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy
from typing_extensions import override

from desktop.appearance import colour, font, menu_icon, px

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QStyleOptionButton


class Button(QPushButton):
    """A button; `&` in the text is a mnemonic. One `primary` per page, or none; else `secondary`.

    `least` is the least width, px at 100 %.
    """

    def __init__(self, text: str, kind: str = "primary", icon: str = "", least: int = 0) -> None:
        super().__init__(text)
        self._least = least
        self.setProperty("kind", kind)
        self._icon = icon
        self.setAutoDefault(True)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._dress()

    def _dress(self) -> None:
        self.setFont(font(18, 600))
        self.setMinimumWidth(px(self._least))
        if self._icon:
            token = "on_action" if self.property("kind") == "primary" else "action"
            self.setIcon(menu_icon(self._icon, token))
            self.setIconSize(QSize(px(24), px(24)))

    @override
    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(px(self._least), 0))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_icon"):
            self._dress()

    @override
    def initStyleOption(self, option: QStyleOptionButton) -> None:
        """No line below the letter of the mnemonic; it is told, and listed in the help."""
        super().initStyleOption(option)
        option.text = option.text.replace("&&", "\0").replace("&", "").replace("\0", "&&")

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.isEnabled():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(colour("border"), px(1))
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        half = px(1) / 2
        box = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(box, px(4), px(4))


def enter_keys() -> tuple[Qt.Key, ...]:
    """Return the keys that mean „weiter“: the large one and the one of the number pad."""
    return (Qt.Key.Key_Return, Qt.Key.Key_Enter)
