"""A page as it is shown, and a tour through it with Tab, made once for all probes."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QMargins, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QRadioButton,
    QScrollArea,
    QWidget,
)
from shiboken6 import isValid

from desktop.appearance import px
from desktop.areas import Area, StatusLine
from desktop.widgets.focus_ring import FocusRing
from desktop.window import Window
from tests.accessibility.painting import contrast, pixels, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.page import Page
    from desktop.session import Session
    from tests.accessibility.painting import Words

MOST_STOPS, MOST_ROUNDS = 250, 10
VISIBLE = 3.0
"""Least contrast of what shows the focus (UX-13)."""


def settle() -> None:
    """Let layouts, timers without delay and deletions happen, until focus and ring stand still."""
    before: object = None
    for _ in range(MOST_ROUNDS):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        now = _where()
        if now == before:
            return
        before = now


def _where() -> tuple[object, ...]:
    """Return where focus and ring are, and something new as long as the ring has yet to move."""
    focus = QApplication.focusWidget()
    if focus is None:
        return ()
    ring = focus.window().findChild(FocusRing, options=Qt.FindChildOption.FindDirectChildrenOnly)
    place = focus.mapTo(focus.window(), QPoint(0, 0))
    if ring is None:
        return focus, place
    return focus, place, ring.geometry(), object() if ring._soon.isActive() else None


def press(key: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is."""
    target = QApplication.focusWidget()
    assert target is not None, "nothing has the focus"
    QTest.keyClick(target, key, modifiers)
    settle()


@dataclass
class Stop:
    """A place where Tab stops: what, where in the window, and what is wrong with its ring."""

    widget: QWidget
    ring: list[str] = field(default_factory=list)

    @property
    def key(self) -> QWidget:
        """Answers of one group are one stop, wherever it is entered."""
        return self.widget.parentWidget() if is_answer(self.widget) else self.widget


@dataclass
class Tour:
    """Once round with Tab, and once round with Shift+Tab."""

    forth: list[Stop]
    back: list[Stop]
    comes_back: bool
    moved: list[str] = field(default_factory=list)
    """Stops at which the page changed although only the focus moved."""


class Room:
    """The window with one page, in one look. What is asked twice is found out once."""

    def __init__(self, window: QWidget, session: Session | None = None, about: str = "") -> None:
        self.window = window
        self.session = session
        self.about = about
        """What the window's title has to name beside the page."""

    @property
    def page(self) -> Page:
        """The page shown; dialogs have none."""
        assert isinstance(self.window, Window)
        assert self.window.page is not None
        return self.window.page

    def shown(self, kind: type | tuple[type, ...] = QWidget) -> list[QWidget]:
        """Return the widgets of a kind that are visible, also below the fold."""
        found = self.window.findChildren(QWidget)
        return [w for w in found if isinstance(w, kind) and w.isVisible()]

    @cached_property
    def surfaces(self) -> list[QWidget]:
        """Return the window and what scrolls in it: together everything that can be seen."""
        areas = self.shown(QScrollArea)
        return [self.window, *(a.widget() for a in areas if isinstance(a, QScrollArea))]

    @cached_property
    def words(self) -> list[tuple[QWidget, list[Words]]]:
        """Return everything written, by surface; what the window shows in full is only there."""
        window, *inner = self.surfaces
        seen = words_of(window)
        found = [(window, seen)]
        places = {(w.text, w.box.toRect().topLeft().toTuple()) for w in seen if _is_whole(w)}
        for surface in inner:
            origin = surface.mapTo(window, QPoint(0, 0))
            more = [
                w
                for w in words_of(surface)
                if (w.text, (w.box.toRect().topLeft() + origin).toTuple()) not in places
            ]
            found.append((surface, more))
        return found

    @cached_property
    def tour(self) -> Tour:
        """Walk round."""
        return _walk(self)

    def state(self) -> tuple[object, ...]:
        """Return what neither focus nor arrows may change: page, title, place."""
        visit = self.session.visit if self.session else None
        return getattr(self.window, "page", None), self.window.windowTitle(), visit


def _is_whole(words: Words) -> bool:
    return words.room.contains(words.box.toRect())


def is_answer(widget: QWidget) -> bool:
    """Whether a widget is one of several answers that share a Tab stop."""
    return isinstance(widget, QRadioButton)


def label(widget: QWidget | None) -> str:
    """Return how a fault names a widget."""
    if widget is None or not isValid(widget):
        return "nothing"
    text = getattr(widget, "text", str)()
    return f"{type(widget).__name__} „{widget.accessibleName() or text}“"


def area_of(widget: QWidget) -> QWidget | None:
    """Return the named part of the window a widget is in."""
    while widget is not None and not isinstance(widget, Area | StatusLine):
        widget = widget.parentWidget()
    return widget


def _walk(room: Room) -> Tour:
    window = room.window
    start = QApplication.focusWidget()
    if start is None:
        return Tour([], [], comes_back=False)
    tour = Tour([], [], comes_back=False)
    first = Stop(start, _all_ring_faults(window, start))
    before = room.state()
    for stops, modifiers in (
        (tour.forth, Qt.KeyboardModifier.NoModifier),
        (tour.back, Qt.KeyboardModifier.ShiftModifier),
    ):
        for stop in _steps(first, modifiers):
            if stop.key is not first.key and modifiers == Qt.KeyboardModifier.NoModifier:
                stop.ring = _all_ring_faults(window, stop.widget)
            stops.append(stop)
            if room.state() != before:
                tour.moved.append(label(stop.widget))
                return tour
        tour.comes_back = bool(stops) and stops[-1].key is first.key
        if not tour.comes_back:
            return tour
        stops[-1:] = []
        stops.insert(0, first)
        start.setFocus()
        settle()
    return tour


def _steps(first: Stop, modifiers) -> Iterator[Stop]:
    before: QWidget | None = first.widget
    for _ in range(MOST_STOPS):
        press(Qt.Key.Key_Tab, modifiers)
        widget = QApplication.focusWidget()
        assert widget is not None, "Tab leads to nothing"
        if widget is before:
            return  # it keeps Tab to itself
        before = widget
        stop = Stop(widget)
        yield stop
        if stop.key is first.key:
            return


def _all_ring_faults(window: QWidget, widget: QWidget) -> list[str]:
    """Look at a widget, and at the last row of a list or table too."""
    faults = ring_faults(window, widget)
    if isinstance(widget, QAbstractItemView):
        for key in (Qt.Key.Key_End, Qt.Key.Key_Home):
            press(key, Qt.KeyboardModifier.ControlModifier)
            faults += [f"{f} ({key.name})" for f in ring_faults(window, widget)]
    return faults


def ring_faults(window: QWidget, widget: QWidget) -> list[str]:
    """Return what is wrong with the sign of the focus that is on a widget now (UX-13)."""
    inner = widget.focus_rect() if hasattr(widget, "focus_rect") else widget.rect()
    if inner.isEmpty() or not widget.rect().adjusted(-1, -1, 1, 1).intersects(inner):
        return [f"the focus is nowhere: {inner}"]
    box = QRect(widget.mapTo(window, inner.topLeft()), inner.size())
    clip = _clip(window, widget)
    out = px(5)
    outer = box.marginsAdded(QMargins(out, out, out, out))
    faults = _cut(box, outer, clip)
    if faults:
        return faults
    if not _is_on_top(window, widget, box.intersected(clip)):
        faults.append("is covered by something")
    seen = outer.intersected(clip)
    band, length = _band(box, seen)
    shown = pixels(window, seen)
    widget.clearFocus()
    hidden = pixels(window, seen)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    changed = int((contrast(shown, hidden) >= VISIBLE)[band].sum())
    needed = 0.9 * px(2) * length
    if changed < needed:
        faults.append(f"{changed} of {needed:.0f} pixels around it change visibly")
    return faults


def _clip(window: QWidget, widget: QWidget) -> QRect:
    clip = window.rect()
    parent = widget.parentWidget()
    while parent is not None and parent is not window:
        if isinstance(parent, QAbstractScrollArea):
            view = parent.viewport()
            clip &= QRect(view.mapTo(window, QPoint(0, 0)), view.size())
        parent = parent.parentWidget()
    return clip


def _cut(box: QRect, outer: QRect, clip: QRect) -> list[str]:
    """Name the sides that are out of sight, unless the widget is larger than what is to see."""
    faults = []
    if box.width() <= clip.width() - 2 * px(5):
        faults += ["cut off at the left"] if outer.left() < clip.left() else []
        faults += ["cut off at the right"] if outer.right() > clip.right() else []
    if box.height() <= clip.height() - 2 * px(5):
        faults += ["cut off at the top"] if outer.top() < clip.top() else []
        faults += ["cut off at the bottom"] if outer.bottom() > clip.bottom() else []
    if not faults and not box.intersects(clip):
        faults = ["out of sight"]
    return faults


def _is_on_top(window: QWidget, widget: QWidget, box: QRect) -> bool:
    found = window.childAt(box.center())
    return found is not None and (found is widget or widget.isAncestorOf(found))


def _band(box: QRect, seen: QRect) -> tuple[np.ndarray, int]:
    """Return which pixels of what is seen lie around a box, and how long its edge in sight is."""
    band = np.ones((seen.height(), seen.width()), bool)
    inside = box.intersected(seen).translated(-seen.topLeft())
    band[inside.top() : inside.bottom() + 1, inside.left() : inside.right() + 1] = False
    out = px(5)
    length = 0
    for near, far, side in (
        (seen.left(), box.left(), inside.height()),
        (box.right(), seen.right(), inside.height()),
        (seen.top(), box.top(), inside.width()),
        (box.bottom(), seen.bottom(), inside.width()),
    ):
        length += side if far - near >= out - 1 else 0
    return band, length
