"""The areas of the window: named groups with a ground, and what stands in the fixed ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.appearance import colour, draw_icon, filled, px
from desktop.widgets.margin_bar import MarginBar
from desktop.widgets.parts import draw_key_cap
from desktop.widgets.text import LABEL, META, META_LINE, Paragraph, Text, Type
from desktop.widgets.viewports import clear_ground

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent, QResizeEvent

PRODUCT = ("Selbstcheck", "Digitale Verwaltung")


class Area(QWidget):
    """A part of the window one can jump to with F6. `line` is the side its hairline runs along."""

    def __init__(
        self, name: str, ground: str = "", line: Qt.Edge | None = None, rounded: bool = False
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._ground, self._line, self._rounded = ground, line, rounded
        self.last_focus: QWidget | None = None

    def set_line(self, line: Qt.Edge | None) -> None:
        """Move or remove the hairline."""
        self._line = line
        self.update()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._ground and self._rounded:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(colour(self._ground))
            painter.setPen(Qt.PenStyle.NoPen if filled() else colour("border"))
            painter.drawRoundedRect(QRectF(self.rect()), px(4), px(4))
        elif self._ground:
            painter.fillRect(self.rect(), colour(self._ground))
        if self._line is not None:
            painter.fillRect(self._line_box(), colour("hair" if filled() else "border"))

    def _line_box(self) -> QRect:
        box, thick = self.rect(), px(1)
        match self._line:
            case Qt.Edge.TopEdge:
                box.setHeight(thick)
            case Qt.Edge.BottomEdge:
                box.setTop(box.bottom() + 1 - thick)
            case Qt.Edge.LeftEdge:
                box.setWidth(thick)
            case _:
                box.setLeft(box.right() + 1 - thick)
        return box


class Brand(QWidget):
    """The program's sign and name."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(" ".join(PRODUCT))
        self._lines = (Paragraph(PRODUCT[0], Type(18, 600, 24)), Paragraph(PRODUCT[1], META))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(240), px(104))

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for n in range(4):
            height = 6 * (n + 1)
            painter.setBrush(colour("border" if n == 3 else "action"))
            bar = QRectF(px(24 + 8 * n), px(54 - height), px(5), px(height))
            painter.drawRoundedRect(bar, px(1), px(1))
        for line, top, token in zip(self._lines, (22, 42), ("text", "muted"), strict=True):
            line.draw(painter, QPointF(px(68), px(top)), self.width(), token)


class Context(QWidget):
    """For which department and round one is working; at the bottom of the navigation."""

    def __init__(self) -> None:
        super().__init__()
        self.department, self.round = Text(kind=LABEL), Text(kind=META, token="muted")
        self._box = QVBoxLayout(self)
        self._box.setSpacing(0)
        self._box.addWidget(self.department)
        self._box.addWidget(self.round)
        self._dress()

    def _dress(self) -> None:
        self._box.setContentsMargins(px(24), 0, px(24), px(24))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_box"):
            self._dress()


STATES = {"saved": ("ok", "muted"), "waiting": ("hint", "warn"), "failed": ("error", "danger")}
"""State of the save line -> icon and colour."""


class HelpButton(QPushButton):
    """„Hilfe F1“ at the right end of the status line."""

    def __init__(self) -> None:
        super().__init__("Hilfe")
        self.setShortcut("F1")
        self.setAutoDefault(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._words = Paragraph("Hilfe", META_LINE)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._words.natural_width() + px(8 + 28) - 1, px(28))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_words"):
            self.updateGeometry()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        token = "action" if self.underMouse() else "muted"
        self._words.draw(painter, QPointF(0, px(2)), self.width(), token)
        cap = QRect(self.width() - px(28), px(3), px(28), px(22))
        draw_key_cap(painter, cap, "F1")


class StatusLine(QWidget):
    """Whether everything is on disk, and the way to the help."""

    help_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Status")
        self.text, self.state = Text(kind=META_LINE, token="muted"), ""
        self.help = HelpButton()
        self.help.clicked.connect(self.help_wanted)
        self.last_focus: QWidget | None = None
        self._box = QHBoxLayout(self)
        self._box.addWidget(self.text, 1, Qt.AlignmentFlag.AlignVCenter)
        self._box.addWidget(self.help, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_state(self, text: str, state: str) -> None:
        """Show a sentence and its state (a key of `STATES`, or empty)."""
        self.state = state
        self.text.setText(text)
        self.text.set_token(STATES.get(state, ("", "muted"))[1])
        self.update()

    def arrange(self, left: int) -> None:
        """Set sizes; `left` is the margin of the content, px."""
        self._box.setContentsMargins(left + px(28), px(1), px(44), 0)
        self.setFixedHeight(px(40))

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        line = QRect(0, 0, self.width(), px(1))
        painter.fillRect(line, colour("hair" if filled() else "border"))
        if self.state in STATES:
            name, token = STATES[self.state]
            size = px(22)
            left = self._box.contentsMargins().left() - px(28) - px(2)
            box = QRect(left, (self.height() - size) // 2, size, size)
            draw_icon(painter, name, box, token)


class ScrollPane(QScrollArea):
    """Scrolls its content up and down, never sideways, and is no Tab stop.

    Its bar lies over the margin at the right, so nothing moves when it appears.
    """

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        clear_ground(self)
        self.setWidget(content)
        content.setAutoFillBackground(False)
        self.bar = MarginBar(self.verticalScrollBar(), self)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.bar.setGeometry(self.width() - px(16), 0, px(16), self.height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), px(80))


class TopBar(Area):
    """What replaces the navigation in a narrow window: „Menü“, what one is at, the save line."""

    def __init__(self, parts: Sequence[QWidget]) -> None:
        super().__init__("Navigation", "surface", Qt.Edge.BottomEdge)
        self._box = QHBoxLayout(self)
        for n, part in enumerate(parts):
            self._box.addWidget(part, int(n == 1), Qt.AlignmentFlag.AlignVCenter)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def arrange(self, left: int) -> None:
        """Set sizes; `left` is the margin of the content, px."""
        self._box.setContentsMargins(left, 0, left, 0)
        self._box.setSpacing(px(24))
        self.setMinimumHeight(px(56))
