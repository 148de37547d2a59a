"""What Tab visits in a part of the window, in the order in which one reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHeaderView,
    QLayout,
    QLayoutItem,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QWidget,
)
from shiboken6 import invalidate, isValid

if TYPE_CHECKING:
    from collections.abc import Iterator


def tab_stops(widget: QWidget) -> Iterator[QWidget]:
    """Yield what can have the focus in a widget, in the order of its layouts."""
    if isinstance(widget, QScrollBar | QHeaderView):
        return
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    inside = widget.widget() if isinstance(widget, QScrollArea) else None
    if inside is not None:
        yield from tab_stops(inside)
    elif (layout := widget.layout()) is not None:
        for inner in _in_layout(layout):
            yield from tab_stops(inner)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for n in range(layout.count()):
        item = layout.itemAt(n)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            let_go(item)
            yield widget
        elif inner is not None:
            yield from _in_layout(inner)


def let_go(item: QLayoutItem) -> None:
    """Forget the Python side of a widget's item.

    Qt deletes the item with the widget and tells nobody; what is made at the same address next
    would come to Python as the old item.
    """
    invalidate(item)


def can_focus(widget: QWidget) -> bool:
    """Return whether a widget can have the focus now."""
    return isValid(widget) and widget.isVisibleTo(widget.window()) and widget.isEnabled()


def first_stop(stops: list[QWidget]) -> QWidget:
    """Return where a group is entered: at the chosen answer, if one of its answers comes first."""
    first = stops[0]
    if isinstance(first, QRadioButton) and not first.isChecked():
        group = first.parentWidget()
        return next(
            (s for s in stops if s.parentWidget() is group and getattr(s, "isChecked", bool)()),
            first,
        )
    return first
