"""What an eye sees: where the focus is, contrast, words cut off, parts out of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QLabel,
    QLineEdit,
    QScrollBar,
    QTableView,
    QWidget,
)

from desktop.appearance import scale
from desktop.tokens import ratio
from tests.accessibility.painting import ground, numbers, picture
from tests.accessibility.room import label
from tests.desktop.seeing import clipped, sideways

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.accessibility.painting import Words
    from tests.accessibility.room import Room

LEAST_TEXT = 4.5
SLACK = 1.5
"""px at 100 % that a line may be higher or wider than its room: room for accents, rounding."""


def unseen_focus(room: Room) -> list[str]:
    """UX-13: around what has the focus, perimeter × 2 px change with a contrast of 3, all in sight.

    The first stop is looked at as the page shows it, before any key is pressed.
    """
    faults = []
    for n, stop in enumerate(room.tour.forth):
        when = "when the page is shown" if n == 0 else "with Tab"
        faults += [f"{label(stop.widget)} {when}: {f}" for f in stop.ring]
    return faults


def faint(room: Room) -> list[str]:
    """UX-14: every text has a contrast of 4.5 against what it is painted on."""
    best: dict[tuple[object, ...], tuple[float, str]] = {}
    for surface, words in room.words:
        seen = picture(surface)
        for run in words:
            if run.owner is not None and not run.owner.isEnabled():
                continue
            area = run.box.toRect() & run.room & surface.rect()
            if area.isEmpty():
                continue
            behind = ground(numbers(seen.copy(area)))
            found = ratio(run.ink, behind.name())
            # A marked text is painted twice, once without what is marked and once only that.
            key = (run.text, run.box.toRect().getRect(), surface)
            told = (found, f"„{run.text}“: {found:.2f} ({run.ink} on {behind.name()})")
            best[key] = max(best.get(key, told), told)
    return list(dict.fromkeys(words for found, words in best.values() if found < LEAST_TEXT))


def cut_off(room: Room) -> list[str]:
    """UX-17: no word is cut off or shortened to „…“."""
    faults = dict.fromkeys(clipped(room.window))
    whole = tuple(_whole_texts(room))
    for surface, words in room.words:
        for run in words:
            shortened = run.text.endswith("…") and not any(t.endswith(run.text) for t in whole)
            if shortened or _sticks_out(run, surface):
                faults[f"„{run.text}“ is {'shortened' if shortened else 'cut off'}"] = None
    return list(faults)


def beyond_the_edge(room: Room) -> list[str]:
    """UX-18: nothing but tables scrolls sideways, and nothing stands beside the window."""
    faults = [f"content is wider than its area: {s}" for s in sideways(room.window)]
    faults += [
        f"scroll bar in {label(_view_of(bar, QAbstractScrollArea))}"
        for bar in room.shown(QScrollBar)
        if bar.orientation() == Qt.Orientation.Horizontal and _view_of(bar, QTableView) is None
    ]
    right = room.window.width()
    for widget in room.shown((QLabel, QAbstractButton, QLineEdit)):
        place = QRect(widget.mapTo(room.window, QPoint(0, 0)), widget.size())
        if _view_of(widget, QTableView) is None and (place.left() < 0 or place.right() >= right):
            faults.append(f"{label(widget)} stands at {place.left()}–{place.right()} of {right}")
    return faults


def _whole_texts(room: Room) -> Iterator[str]:
    for widget in room.shown((QLabel, QAbstractButton, QLineEdit)):
        yield widget.text()
        if isinstance(widget, QLineEdit):
            yield widget.placeholderText()


def _sticks_out(run: Words, surface: QWidget) -> bool:
    """Whether text is wider or higher than the widget that paints it.

    What scrolls is looked at on its own surface, where nothing of it is out of sight.
    """
    if run.owner is None or isinstance(run.owner, QLineEdit):
        return False
    scrolled = _view_of(run.owner.parentWidget(), QAbstractScrollArea)
    if scrolled is not None and surface.isAncestorOf(scrolled):
        return False
    room, box = run.room, run.box
    slack = SLACK * scale()
    across = box.left() < room.left() - slack or box.right() > room.right() + 1 + slack
    return across or box.top() < room.top() - slack or box.bottom() > room.bottom() + 1 + slack


def _view_of(widget: QWidget | None, kind: type) -> QWidget | None:
    while widget is not None and not isinstance(widget, kind):
        widget = widget.parentWidget()
    return widget
