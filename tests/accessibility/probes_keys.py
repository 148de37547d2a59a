"""What the keyboard does: everything can be reached, nothing traps, nothing jumps."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QGroupBox,
    QLineEdit,
    QPushButton,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from desktop.areas import ScrollPane
from desktop.workspace import Workspace
from tests.accessibility.room import area_of, is_answer, label, press, settle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.accessibility.room import Room

ORDER = ("Navigation", "Inhalt", "Aktionen", "Stufe", "Status")
"""Areas as one reads them; the panel's own name stands for „Stufe“."""
IN_PAGE = ("Inhalt", "Aktionen", "Stufe")
LETTERS = (Qt.Key.Key_1, Qt.Key.Key_J)
ARROWS = (Qt.Key.Key_Down, Qt.Key.Key_Up)


def out_of_reach(room: Room) -> list[str]:
    """UX-09: what reacts to the mouse can be reached with Tab, and Enter presses buttons."""
    reached = {stop.key for stop in room.tour.forth}
    faults = []
    for widget in room.shown((QAbstractButton, QLineEdit, QComboBox, QAbstractItemView)):
        if not widget.isEnabled() or _has_another_key(widget):
            continue
        key = widget.parentWidget() if is_answer(widget) else widget
        if key not in reached:
            faults.append(f"{label(widget)}: not reached with Tab")
        if isinstance(widget, QPushButton) and not widget.autoDefault():
            faults.append(f"{label(widget)}: Enter does not press it")
    return faults


def trapped(room: Room) -> list[str]:
    """UX-10: Tab and Shift+Tab go round, over the same stops, and come back."""
    tour = room.tour
    if not tour.comes_back:
        last = (tour.back or tour.forth)[-3:]
        return [f"does not come back, ends at {', '.join(label(s.widget) for s in last)}"]
    forth, back = [s.key for s in tour.forth], [s.key for s in reversed(tour.back)]
    back = [back[-1], *back[:-1]]
    different = [label(s.widget) for s, b in zip(tour.forth, back, strict=False) if s.key is not b]
    if different or len(forth) != len(back):
        return [f"other stops backwards, from {', '.join(different[:2])}"]
    return []


def single_keys(room: Room) -> list[str]:
    """UX-11: a letter or digit alone acts only inside a group of answers; in fields it is text."""
    faults = [
        f"shortcut {sequence.toString()}" for sequence in _sequences(room) if _is_plain(sequence)
    ]
    for stop in room.tour.forth:
        if _is_there(stop.widget):
            faults += _type_at(room, stop.widget)
    return faults


def out_of_order(room: Room) -> list[str]:
    """UX-12: a page begins in itself, and Tab follows the reading order, area by area."""
    for pane in room.shown(ScrollPane):
        pane.verticalScrollBar().setValue(0)
    settle()
    names = [_area_name(room, s.widget) for s in room.tour.forth]
    if names and names[0] not in IN_PAGE:
        return [f"the page begins in „{names[0]}“"]
    turned = _from_first_area(names)
    stops = room.tour.forth[turned:] + room.tour.forth[:turned]
    names = names[turned:] + names[:turned]
    faults = []
    for (one, name), (other, next_name) in pairwise(zip(stops, names, strict=True)):
        if ORDER.index(name) > ORDER.index(next_name):
            faults.append(f"{label(other.widget)} in „{next_name}“ comes after „{name}“")
        elif name == next_name and not _reads_on(_place(room, one.key), _place(room, other.key)):
            faults.append(f"{label(other.widget)} stands before {label(one.widget)}")
    return faults


def jumping(room: Room) -> list[str]:
    """UX-22: neither focus nor arrows lead to another page or question."""
    if room.tour.moved:
        return [f"the page changes at {', '.join(room.tour.moved)}"]
    faults = []
    for stop in room.tour.forth:
        if not _is_there(stop.widget) or isinstance(stop.widget, QComboBox | QLineEdit):
            continue
        before, kept = room.state(), _answers(room)
        stop.widget.setFocus()
        for key in ARROWS:
            press(key)
        if room.state() != before:
            return [f"arrows change the page at {label(stop.widget)}"]
        _take_back(room, kept)
    return faults


def _is_there(widget: QWidget) -> bool:
    """Whether a widget was not exchanged when an answer was chosen and taken back."""
    return isValid(widget) and widget.isVisible()


def _has_another_key(widget: QWidget) -> bool:
    """Parts of fields and views, and the cross that Esc stands for."""
    inner = isinstance(widget.parentWidget(), QComboBox | QAbstractItemView | QLineEdit)
    return inner or isinstance(widget.window(), QComboBox)


def _sequences(room: Room) -> Iterator[QKeySequence]:
    yield from (s.key() for s in room.window.findChildren(QShortcut))
    yield from (b.shortcut() for b in room.shown(QAbstractButton))
    for action in room.window.findChildren(QAction):
        yield from action.shortcuts()


def _is_plain(sequence: QKeySequence) -> bool:
    """Whether a shortcut is a letter, digit or sign without Ctrl or Alt."""
    if sequence.isEmpty():
        return False
    first = sequence[0]
    modifiers = first.keyboardModifiers()
    command = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    return first.key() < Qt.Key.Key_Escape and not modifiers & command


def _type_at(room: Room, widget: QWidget) -> list[str]:
    if isinstance(widget, QComboBox | QAbstractItemView | QTextEdit):
        return []  # letters search in them
    if isinstance(widget.parentWidget(), QGroupBox):
        return []
    before, kept = room.state(), _answers(room)
    widget.setFocus()
    text = widget.text() if isinstance(widget, QLineEdit) else ""
    for key in LETTERS:
        press(key)
    faults = []
    if room.state() != before or (not isinstance(widget, QLineEdit) and _answers(room) != kept):
        faults.append(f"typing at {label(widget)} changes the page or an answer")
    elif isinstance(widget, QLineEdit) and not widget.isReadOnly():
        if not widget.text().endswith("1j"):
            faults.append(f"typing in {label(widget)} gives „{widget.text()}“")
        widget.setText(text)
        settle()
    _take_back(room, kept)
    return faults


def _answers(room: Room) -> object:
    file = room.session.file if room.session else None
    return file.state.assessments if isinstance(file, Workspace) else None


def _take_back(room: Room, kept: object) -> None:
    """Undo what arrows chose, so that the next probe finds what this one found."""
    file = room.session.file if room.session else None
    while isinstance(file, Workspace) and _answers(room) != kept and file.undo():
        settle()


def _area_name(room: Room, widget: QWidget) -> str:
    side = room.page.side
    if side is not None and side.isAncestorOf(widget):
        return "Stufe"
    area = area_of(widget)
    return area.accessibleName() if area is not None else "Inhalt"


def _from_first_area(names: list[str]) -> int:
    """Return where the round begins when it is read: at the first area."""
    places = [ORDER.index(n) for n in names]
    return next((n for n in range(1, len(places)) if places[n] < places[n - 1]), 0)


def _place(room: Room, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(room.window, QPoint(0, 0)), widget.size())


def _reads_on(one: QRect, other: QRect) -> bool:
    """Whether a place is below another one, or beside it to the right."""
    if other.top() >= one.bottom():
        return True
    return other.bottom() > one.top() and other.left() >= one.left()
