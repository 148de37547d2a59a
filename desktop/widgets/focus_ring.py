"""The ring around what has the focus: one per window, above everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, QSizeF, Qt, QTimer
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QScrollArea,
    QWidget,
)
from shiboken6 import isValid
from typing_extensions import override

from desktop.appearance import colour, px

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

GAP, WIDTH, RADIUS = 2, 3, 7
_MOVES = {
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.ParentChange,
    QEvent.Type.LayoutRequest,
    QEvent.Type.StyleChange,
}


class FocusRing(QWidget):
    """Follows the focus inside one window.

    A widget whose focus is smaller than itself (list, table) says where by `focus_rect() -> QRect`.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._frame = window
        self.target: QWidget | None = None
        self._watched: list[QWidget] = []
        self._connections: list[Any] = []
        self._full = QRect()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.place)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)
        self.hide()

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if not isValid(self):
            return
        self._let_go()
        if new is None or not isValid(new) or new.window() is not self._frame:
            self.hide()
            return
        self.target = new
        self._watch(new)
        if isinstance(new, QAbstractItemView):
            self._follow_current(new)
        self.show_target()
        self._soon.start(0)

    def _let_go(self) -> None:
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        for signal, slot in self._connections:
            if isValid(signal[0]):
                getattr(signal[0], signal[1]).disconnect(slot)
        self._watched, self._connections, self.target = [], [], None

    def _watch(self, target: QWidget) -> None:
        widget: QWidget | None = target
        while widget is not None and widget is not self._frame:
            widget.installEventFilter(self)
            self._watched.append(widget)
            widget = widget.parentWidget()

    def _follow_current(self, view: QAbstractItemView) -> None:
        soon = self._soon_again
        for thing, name in (
            (view.selectionModel(), "currentChanged"),
            (view.horizontalScrollBar(), "valueChanged"),
            (view.verticalScrollBar(), "valueChanged"),
        ):
            getattr(thing, name).connect(soon)
            self._connections.append(((thing, name), soon))

    def _soon_again(self, *_args: object) -> None:
        self._soon.start(0)

    def show_target(self) -> None:
        """Scroll so far that the target and its ring are inside every viewport around it."""
        target = self.target
        parent = target.parentWidget() if target is not None and isValid(target) else None
        while parent is not None and parent is not self._frame:
            if isinstance(parent, QScrollArea) and target is not None:
                parent.ensureWidgetVisible(target, px(8), px(16))
            parent = parent.parentWidget()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES:
            self._soon.start(0)
        return super().eventFilter(watched, event)

    def place(self) -> None:
        """Put the ring where its target is now, cut to what of it can be seen."""
        target = self.target
        if target is None or not isValid(target) or not target.isVisible():
            self.hide()
            return
        inner = target.focus_rect() if hasattr(target, "focus_rect") else target.rect()
        out = px(GAP + WIDTH)
        full = QRect(target.mapTo(self._frame, inner.topLeft()), inner.size())
        full.adjust(-out, -out, out, out)
        seen = full.intersected(self._clip(target))
        if seen.isEmpty():
            self.hide()
            return
        self._full = full.translated(-seen.topLeft())
        self.setGeometry(seen)
        self.raise_()
        self.show()
        self.update()

    def _clip(self, target: QWidget) -> QRect:
        clip = self._frame.rect()
        parent = target.parentWidget()
        while parent is not None and parent is not self._frame:
            if isinstance(parent, QAbstractScrollArea):
                view = parent.viewport()
                origin = view.mapTo(self._frame, QPoint(0, 0))
                clip = clip.intersected(QRect(origin, view.size()))
            parent = parent.parentWidget()
        return clip

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, half = px(WIDTH), px(WIDTH) / 2
        painter.setPen(QPen(colour("focus"), width))
        box = QRectF(QPointF(self._full.topLeft()), QSizeF(self._full.size()))
        radius = px(RADIUS) - half
        painter.drawRoundedRect(box.adjusted(half, half, -half, -half), radius, radius)
