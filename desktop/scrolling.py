"""Bringing a part of a page into view as a whole, not only what has the focus in it."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from desktop.appearance import px

ROOM = 24
"""Left above and below, px at 100 %."""


def bring_into_view(widget: QWidget) -> None:
    """Scroll so that all of it is seen, once the layout has settled."""
    QTimer.singleShot(0, widget, lambda: _scroll(widget))


def _scroll(widget: QWidget) -> None:
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    if parent is not None and widget.isVisible():
        parent.ensureWidgetVisible(widget, 0, px(ROOM))
