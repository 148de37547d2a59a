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
AROUND = 16
"""Room left above and below what is brought into sight, px at 100 %."""
_LAYS_OUT = {
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.ParentChange,
    QEvent.Type.LayoutRequest,
    QEvent.Type.StyleChange,
}
"""What happens where a page is put together anew; scrolling only moves."""
_MOVE = QEvent.Type.Move


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
        self._arrives = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.place)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)
        self.hide()

    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:
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
        self._arrives = True
        self.show_target()
        if old is not None and isValid(old) and old.parentWidget() is new.parentWidget():
            self._put(new)  # nothing is laid out anew, so that both can be painted at once
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
        for thing, name, slot in (
            (view.selectionModel(), "currentChanged", self._current_changed),
            (view.horizontalScrollBar(), "valueChanged", self._moved),
            (view.verticalScrollBar(), "valueChanged", self._moved),
        ):
            getattr(thing, name).connect(slot)
            self._connections.append(((thing, name), slot))

    def _current_changed(self, *_args: object) -> None:
        """Another row or cell has the ring: it is brought into sight like another target."""
        self._arrives = True
        self._soon.start(0)

    def _moved(self, *_args: object) -> None:
        self._soon.start(0)

    def show_target(self) -> None:
        """Scroll so far that the target and its ring are inside every viewport around it.

        Nothing moves below a pressed mouse button: the click would miss what it began on.
        """
        target = self.target
        pressed = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if target is None or not isValid(target) or pressed:
            return
        inner = _inner(target) & target.rect()
        parent = target.parentWidget()
        while parent is not None and parent is not self._frame:
            if isinstance(parent, QScrollArea):
                _scroll_to(parent, target, inner)
            parent = parent.parentWidget()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _LAYS_OUT:
            self._arrives = True
            self._soon.start(0)
        elif kind == _MOVE:
            self._soon.start(0)
        return False

    def place(self) -> None:
        """Put the ring where its target is now, cut to what of it can be seen."""
        target = self.target
        if target is None or not isValid(target) or not target.isVisible():
            self.hide()
            return
        if self._arrives:  # again, since the layout settles only now
            self._arrives = False
            self.show_target()
        self._put(target)

    def _put(self, target: QWidget) -> None:
        inner = _inner(target)
        out = px(GAP + WIDTH)
        full = QRect(target.mapTo(self._frame, inner.topLeft()), inner.size())
        full.adjust(-out, -out, out, out)
        seen = full.intersected(self._clip(target))
        if seen.isEmpty():
            self.hide()
            return
        whole = full.translated(-seen.topLeft())
        if self._full != whole or self.geometry() != seen:
            self._full = whole
            self.setGeometry(seen)
            self.update()
        self.raise_()
        self.show()

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


def _inner(target: QWidget) -> QRect:
    """Return the part of a target that has the focus."""
    return QRect(target.focus_rect() if hasattr(target, "focus_rect") else target.rect())


def _scroll_to(area: QScrollArea, target: QWidget, inner: QRect) -> None:
    """Bring all of it into sight, the upper end if there is not room for all.

    Qt's `ensureWidgetVisible` brings only the cursor of a line of text into sight.
    """
    content = area.widget()
    if content is None:
        return
    top = target.mapTo(content, inner.topLeft()).y() - px(AROUND)
    bottom = top + inner.height() + 2 * px(AROUND)
    bar, height = area.verticalScrollBar(), area.viewport().height()
    bar.setValue(min(top, max(bar.value(), bottom - height)))
