"""The frame: navigation, page, panel, actions, status line, in three widths and a low mode."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLayout,
    QMainWindow,
    QMenu,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid
from typing_extensions import override

from desktop import roles
from desktop.appearance import menu_icon, px, scale
from desktop.areas import PRODUCT, Area, Brand, Context, ScrollPane, StatusLine, TopBar
from desktop.navigation import NavigationList, Place
from desktop.tab_order import can_focus, first_stop, tab_stops
from desktop.widgets.buttons import Button
from desktop.widgets.focus_ring import FocusRing
from desktop.widgets.text import LABEL, META_LINE, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from desktop.page import Page

TITLE = " ".join(PRODUCT)
NARROW, BESIDE, LOW = 760, 1180, 500
"""Limits in px at 100 %: no navigation below, panel at the side from, nothing sticky below."""
MARGIN, NARROW_MARGIN = 48, 32
LEAST = (400, 300)
"""Least size of the window, px at any text size."""


class Mode(NamedTuple):
    """How the window is arranged."""

    narrow: bool
    beside: bool
    low: bool


class Window(QMainWindow):
    """The one window. It shows pages and says where one wants to go; it knows nothing else."""

    wanted = Signal(str)
    """Id of the place one wants to go to."""
    help_wanted = Signal()

    def __init__(self, places: Sequence[Place]) -> None:
        super().__init__()
        roles.install()
        self.setWindowTitle(TITLE)
        self.page: Page | None = None
        self._mode: Mode | None = None
        self._shortcuts: list[QShortcut] = []
        self._make_parts(places)
        self._put_together()
        self.ring = FocusRing(self)
        self.set_places(places)
        self._last: dict[QWidget, QWidget] = {}
        self._make_shortcuts()
        # Explicit, because the parts of a wide window would else keep it from becoming narrow.
        self.setMinimumSize(*LEAST)
        self.resize(1280, 800)
        self.arrange()

    def _make_parts(self, places: Sequence[Place]) -> None:
        self.navigation = NavigationList(places)
        self.navigation.wanted.connect(self.wanted)
        self.context = Context()
        self.nav = Area("Navigation", "surface", Qt.Edge.RightEdge)
        self.menu_button = Button("&Menü", "secondary", "menu")
        self.menu_button.setProperty("place", "bar")
        self.menu_button.setMenu(QMenu(self.menu_button))
        self.menu_button.menu().aboutToShow.connect(self._fill_menu)
        self.place_words, self.saved_words = Text(kind=LABEL), Text(kind=META_LINE, token="muted")
        self.top = TopBar((self.menu_button, self.place_words, self.saved_words))
        self.status = StatusLine()
        self.status.help_wanted.connect(self.help_wanted)
        self.sheet, self.content = QWidget(), Area("Inhalt")
        self.side, self.below = (
            Area("Stufe", "surface", Qt.Edge.LeftEdge),
            Area("Stufe", "surface", rounded=True),
        )
        self.side_content = QWidget()

    def _put_together(self) -> None:
        nav_box = QVBoxLayout(self.nav)
        nav_box.addWidget(Brand())
        self._nav_row = QHBoxLayout()
        self._nav_row.addWidget(self.navigation)
        nav_box.addLayout(self._nav_row)
        nav_box.addStretch(1)
        nav_box.addWidget(self.context)
        self.flow = QVBoxLayout(self.sheet)
        self.pane = ScrollPane(self.sheet)
        self.content_box = QVBoxLayout(self.content)
        self.content_box.addWidget(self.pane, 1)
        self.main_box = QVBoxLayout()
        self.main_box.addWidget(self.content, 1)
        self.side_box = QVBoxLayout(self.side)
        self.side_column = QVBoxLayout(self.side_content)
        self.side_column.addStretch(1)
        self.side_box.addWidget(ScrollPane(self.side_content))
        self.below_box = QVBoxLayout(self.below)
        self.below_frame = QWidget()
        self.below_row = QHBoxLayout(self.below_frame)
        self.below_row.addWidget(self.below)
        self.middle_box = QHBoxLayout()
        self.middle_box.addLayout(self.main_box, 1)
        self.middle_box.addWidget(self.side)
        right = QVBoxLayout()
        right.addLayout(self.middle_box, 1)
        right.addWidget(self.status)
        root = QWidget()
        whole = QHBoxLayout(root)
        whole.addWidget(self.nav)
        whole.addLayout(right, 1)
        columns = (nav_box, self.flow, self.content_box, self.main_box, self.side_box, right)
        for box in (*columns, self.middle_box, whole, self.below_row):
            _bare(box)
        self.setCentralWidget(root)
        self._root = root

    def _make_shortcuts(self) -> None:
        for key, act in (
            ("F6", lambda: self.focus_area(1)),
            ("Shift+F6", lambda: self.focus_area(-1)),
            ("Ctrl+Return", lambda: self._press("go_on")),
            ("Ctrl+Enter", lambda: self._press("go_on")),
            ("Alt+Left", lambda: self._press("go_back")),
        ):
            QShortcut(QKeySequence(key), self, act)

    def _press(self, name: str) -> None:
        button = getattr(self.page, name, None)
        if button is not None and button.isVisible():
            button.click()

    def set_places(self, places: Sequence[Place]) -> None:
        """Show these places in the navigation."""
        self._places = tuple(places)
        self.navigation.set_places(places)
        for shortcut in self._shortcuts:
            shortcut.deleteLater()
        self._shortcuts = [
            QShortcut(QKeySequence(p.shortcut), self, lambda p=p: self.wanted.emit(p.id))
            for p in places
            if p.shortcut
        ]

    def set_context(self, department: str, round_name: str) -> None:
        """Say for which department and round one is working."""
        self.context.department.setText(department)
        self.context.round.setText(round_name)

    def set_status(self, text: str, state: str = "") -> None:
        """Show the save line; `state` is `saved`, `waiting`, `failed` or empty."""
        self.status.show_state(text, state)
        self.saved_words.setText(text.split(" · ", 1)[0])
        self.saved_words.set_token("danger" if state == "failed" else "muted")

    def show_page(self, page: Page) -> None:
        """Show a page; the one before is deleted, unless it is the same."""
        before, self.page = self.page, page
        if before is not None and before is not page:
            before.dispose()
        page.render()
        self.navigation.show_place(page.place)
        self._place_parts()
        self.refresh()
        if before is not page:
            self.pane.verticalScrollBar().setValue(0)
            self._focusfirst_stop(page)

    def refresh(self) -> None:
        """Title, widths and Tab order again, after a page exchanged some of its widgets."""
        if self.page is None:
            return
        about = "" if self.page.names_object else self.context.department.text()
        self.setWindowTitle(" – ".join(filter(None, (self.page.title(), about, TITLE))))
        self.place_words.setText(self.page.short_title())
        self.arrange()
        self.order()

    def mode(self) -> Mode:
        """Return the arrangement for the present size; larger text counts as a smaller window."""
        width, height = self.width() / scale(), self.height() / scale()
        return Mode(width < NARROW, width >= BESIDE, height < LOW)

    def arrange(self) -> None:
        """Set sizes and margins, and move the parts where the arrangement changed."""
        mode = self.mode()
        self._set_sizes(mode)
        if mode != self._mode:
            self._mode = mode
            self._move_parts()

    def _set_sizes(self, mode: Mode) -> None:
        left = px(NARROW_MARGIN if mode.narrow else MARGIN)
        self.nav.setFixedWidth(px(240))
        self._nav_row.setContentsMargins(px(12), 0, px(12), 0)
        self.side.setFixedWidth(px(320))
        inside = px(24)
        self.side_column.setContentsMargins(inside, inside, inside, inside)
        self.below_box.setContentsMargins(inside, inside, inside, inside)
        self.top.arrange(left)
        self.status.arrange(left)
        if self.page is None:
            return
        alone = mode.low and self.page.side is None
        self.flow.setContentsMargins(0, 0, 0, px(24) if alone else 0)
        beside = mode.beside and self.page.side is not None
        room = self.width() - (0 if mode.narrow else px(240)) - (px(320) if beside else 0)
        right = max(left, room - left - px(self.page.width))
        self.page.arrange(left, right, mode.narrow)
        self.below_row.setContentsMargins(left, px(32), right, px(24))

    def _move_parts(self) -> None:
        focus = QApplication.focusWidget()
        self._place_parts()
        if focus is not None and isValid(focus) and self.isAncestorOf(focus):
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, self, self.ring.show_target)

    def _place_parts(self) -> None:
        mode = self._mode or self.mode()
        page = self.page
        self.nav.setVisible(not mode.narrow)
        self.top.setVisible(mode.narrow)
        self.status.setVisible(not mode.low)
        self.saved_words.setVisible(mode.low)
        has_side = page is not None and page.side is not None
        self.side.setVisible(mode.beside and has_side)
        self.below_frame.setVisible(not mode.beside and has_side)
        _empty(self.flow)
        (self.flow if mode.low else self.main_box).insertWidget(0, self.top)
        if page is not None:
            self._place_page(page, mode)

    def _place_page(self, page: Page, mode: Mode) -> None:
        if page.pinned and not mode.low:
            self.content_box.insertWidget(0, page.top_part)
        else:
            self.flow.addWidget(page.top_part)
        self.flow.addWidget(page.body_part, int(page.fills))
        page.bar_part.set_flowing(mode.low, None if mode.low else Qt.Edge.TopEdge)
        (self.flow if mode.low else self.main_box).addWidget(page.bar_part)
        if page.side is not None:
            for area in (self.side, self.below):
                area.setAccessibleName(page.side_name)
            (self.side_column if mode.beside else self.below_box).insertWidget(0, page.side)
        self.flow.addWidget(self.below_frame)
        if not page.fills:
            self.flow.addStretch(1)
        for part in page.parts():
            part.setVisible(part is not page.bar_part or not page.bar_part.is_empty)

    def areas(self) -> list[tuple[QWidget, list[QWidget]]]:
        """Return the areas that are shown and their Tab stops, both in reading order."""
        parts: list[tuple[QWidget, tuple[QWidget, ...]]] = [
            (self.nav, (self.nav,)),
            (self.top, (self.top,)),
            (self.status, (self.status,)),
        ]
        if self.page is not None:
            side = self.side if self.mode().beside else self.below_frame
            parts[2:2] = [
                (self.content, (self.page.top_part, self.page.body_part)),
                (self.page.bar_part, (self.page.bar_part,)),
                (side, (side,)),
            ]
        shown = [(area, inner) for area, inner in parts if not area.isHidden()]
        return [(area, [s for part in inner for s in tab_stops(part)]) for area, inner in shown]

    def focus_area(self, step: int = 1) -> None:
        """Go to the next area (F6) or the one before: where one was last, else its first stop."""
        areas = [(area, stops) for area, stops in self.areas() if any(map(can_focus, stops))]
        focus = QApplication.focusWidget()
        at = next((n for n, (_area, stops) in enumerate(areas) if focus in stops), -1)
        if focus is not None and at >= 0:
            self._last[areas[at][0]] = focus
        if areas:
            area, stops = areas[(at + step if at >= 0 else 0) % len(areas)]
            last = self._last.get(area)
            usable = [s for s in stops if can_focus(s)]
            target = last if last in usable else first_stop(usable)
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def order(self) -> None:
        """Set the Tab order along the areas; new widgets else stand at the end of the chain."""
        chain = [stop for _area, stops in self.areas() for stop in stops]
        for one, other in pairwise(chain):
            QWidget.setTabOrder(one, other)

    def _focusfirst_stop(self, page: Page) -> None:
        stops = [*tab_stops(page.top_part), *tab_stops(page.body_part), *tab_stops(page.bar_part)]
        usable = [s for s in stops if can_focus(s)]
        target = page.first_focus() or (first_stop(usable) if usable else None)
        if target is not None and self.mode().low and page.bar_part.isAncestorOf(target):
            target = first_stop(usable)  # else the page would open at its end
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill_menu(self) -> None:
        menu = self.menu_button.menu()
        menu.clear()
        for n, place in enumerate(self._places):
            if place.apart:
                menu.addSeparator()
            action = menu.addAction(menu_icon(place.icon), f"&{n + 1} {place.title}")
            action.triggered.connect(lambda _on=False, p=place: self.wanted.emit(p.id))
        links = [k for k in (self.page.links if self.page else []) if k.isEnabled()]
        if links:
            menu.addSeparator()
        for link in links:
            menu.addAction(link.text()).triggered.connect(link.click)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "ring"):
            self.arrange()


def _bare(box: QLayout) -> None:
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(0)


def _empty(box: QLayout) -> None:
    """Take everything out. Items must go at once: as long as one lives, a new item for its widget
    keeps the heights it was told first, whatever changes (Qt's cache for height-for-width).
    """
    for number in reversed(range(box.count())):
        item = box.itemAt(number)
        widget = item.widget() if item is not None else None
        if widget is not None:
            box.removeWidget(widget)
        else:
            box.takeAt(number)
