"""A task of the start page: the whole row is one button."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QPushButton, QSizePolicy
from typing_extensions import override

from desktop.appearance import colour, draw_icon, px
from desktop.widgets.parts import draw_mark
from desktop.widgets.progress_view import draw_progress
from desktop.widgets.status_word import Status
from desktop.widgets.text import META, Paragraph, Type

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

TITLE = Type(20, 600)
WORDS, ABOVE, BETWEEN, RIGHT, GAP = 56, 20, 4, 48, 16
BAR = 160


@dataclass(frozen=True, slots=True)
class Task:
    """What a row shows. `state`: a state of `status_word`, here `open`, `active`, `done`, `later`.

    `mark` is a number, or the name of an icon; `progress` between 0 and 1, None for no bar.
    """

    title: str
    meta: str
    status: str
    state: str = "open"
    mark: str = ""
    progress: float | None = None


class TaskRow(QPushButton):
    """Number, title, meta line, status; a hairline below."""

    def __init__(self, task: Task) -> None:
        super().__init__()
        self.setAutoDefault(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.fill(task)

    def fill(self, task: Task) -> None:
        """Show a task."""
        self.task = task
        self._title, self._meta = Paragraph(task.title, TITLE), Paragraph(task.meta, META)
        self._status = Status(task.state, task.status)
        name = f"{task.title}, {task.status}"
        self.setText(name.replace("&", "&&"))
        self.setAccessibleName(name)
        self.setAccessibleDescription(task.meta)
        self.updateGeometry()
        self.update()

    def _words_width(self, width: int) -> int:
        """Return the width for the words: the row without mark, status and chevron; px."""
        beside = self._status.size().width()
        if self.task.progress is not None:
            beside = max(beside, px(BAR))
        return max(px(120), width - px(WORDS) - px(RIGHT) - beside - px(GAP))

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        inner = self._words_width(width)
        words = self._title.height(inner) + px(BETWEEN) + self._meta.height(inner)
        return words + 2 * px(ABOVE)

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(480), self.heightForWidth(px(480)))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(px(320), px(96))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "task"):
            self.updateGeometry()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, width = QPainter(self), self.width()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner, top = self._words_width(width), px(ABOVE)
        self._draw_mark(painter)
        token = "action" if self.underMouse() else self._token()
        self._title.draw(painter, QPointF(px(WORDS), top), inner, token)
        below = top + self._title.height(inner) + px(BETWEEN)
        self._meta.draw(painter, QPointF(px(WORDS), below), inner, "muted")
        middle, right = top + TITLE.grid // 2, width - px(RIGHT)
        size = self._status.size()
        at = QRect(right - size.width(), middle - size.height() // 2, size.width(), size.height())
        self._status.draw(painter, at)
        if self.task.progress is not None:
            bar = QRectF(right - px(BAR), top + px(40), px(BAR), px(8))
            draw_progress(painter, bar, self.task.progress)
        arrow = QRect(width - px(16), middle - px(20) // 2, px(20), px(20))
        draw_icon(painter, "right", arrow, "muted")
        painter.fillRect(QRect(0, self.height() - px(1), width, px(1)), colour("hair"))

    def _token(self) -> str:
        return "muted" if self.task.state == "later" else "text"

    def _draw_mark(self, painter: QPainter) -> None:
        mark = self.task.mark
        if mark.isdecimal():
            box = QRect(0, px(ABOVE), px(32), px(32))
            draw_mark(painter, box, mark, self.task.state == "active")
        elif mark:
            draw_icon(painter, mark, QRect(px(4), px(ABOVE + 4), px(24), px(24)), "muted")
