"""What a page is: parts that the window puts in their places, and `render()`.

A page makes its widgets once in its constructor and shows what is known in `render()`; calling it
twice is the same as once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop.appearance import px
from desktop.areas import Area
from desktop.widgets.buttons import Button
from desktop.widgets.link import LinkButton
from desktop.widgets.parts import Column, Row
from desktop.widgets.text import META, META_LINE, Text

if TYPE_CHECKING:
    from PySide6.QtCore import Qt

    from desktop.widgets.text import Type

W = TypeVar("W", bound=QWidget)
READING, LIST, TABLE = 624, 720, 944
"""Widths of a page's column, px at 100 %: beside a panel, lists of rows, tables."""


class Page(QObject):
    """One page. Subclasses set the class attributes and fill `head`, `body`, `side`, the bar."""

    id = ""
    """Unique among the pages, for the registry and for tests."""
    place = ""
    """The place of the navigation that is marked while the page is shown."""
    width = READING
    fills = False
    """Whether the body takes the whole height; something in it then scrolls by itself."""
    pinned = False
    """Whether crumbs and head stay while the body scrolls."""
    names_object = False
    """Whether `title()` names what the page is about; else the window adds who is at work."""
    side_name = "Stufe"
    """Name of the panel at the side for those who hear it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.top_part, self.body_part, self.bar_part = QWidget(), QWidget(), ActionBar()
        self._crumbs = Text(kind=META, token="muted")
        self._crumb_row = Row(16, 4)
        self._crumb_row.add(self._crumbs)
        self._crumb_row.split()
        self.head = Column(self.top_part)
        self.head.add(self._crumb_row)
        self.body = Column(self.body_part, leads=True)
        self.side: QWidget | None = None
        self.links: list[LinkButton] = []
        self.go_on: QAbstractButton | None = None
        """Pressed by Strg+Eingabe from anywhere; the primary button unless set otherwise."""
        self.go_back: QAbstractButton | None = None
        """Pressed by Alt+Links."""

    def title(self) -> str:
        """Return the page, and what it is about, for the window's title (UX-34)."""
        return ""

    def crumbs(self) -> str:
        """Return where the page stands: „Leistungen › Hundesteuer – Anmeldung“."""
        return ""

    def first_focus(self) -> QWidget | None:
        """Return what gets the focus when the page is shown; None: the first Tab stop."""
        return None

    def render(self) -> None:
        """Show what is known now."""
        self._crumbs.setText(self.crumbs())

    def short_title(self) -> str:
        """Return what the bar of a narrow window says: the last of the crumbs."""
        return self.crumbs().rsplit(" › ", 1)[-1]

    def add_head(self, widget: QWidget, gap: int = 0) -> None:
        """Add to what stands above the body, below the crumbs; gap in px at 100 %."""
        self.head.add(widget, gap)

    def add(self, widget: QWidget, gap: int = 0, stretch: int = 0) -> None:
        """Add to the body; gap above it in px at 100 %."""
        self.body.add(widget, gap, stretch)

    def head_link(self, text: str) -> LinkButton:
        """Add a link at the right end of the crumbs; a narrow window has it in the menu."""
        link = LinkButton(text, 16, 24)
        self.links.append(link)
        self._crumb_row.add(link)
        return link

    def primary(self, text: str, least: int = 0) -> Button:
        """Add the button that does what one came for; `least`: its least width."""
        button = self.bar_part.add(Button(text, "primary", least=least))
        self.go_on = button
        return button

    def secondary(self, text: str, least: int = 0) -> Button:
        """Add a button beside it."""
        return self.bar_part.add(Button(text, "secondary", least=least))

    def third(self, text: str) -> LinkButton:
        """Add a link behind the buttons."""
        return self.bar_part.add(LinkButton(text))

    def bar_note(self, text: str, token: str = "muted", kind: Type = META_LINE) -> Text:
        """Add words behind the buttons."""
        return self.bar_part.add(Text(text, kind, token))

    def arrange(self, left: int, right: int, narrow: bool) -> None:
        """Set margins, px; the window calls this whenever widths or text size change."""
        self._crumb_row.setVisible(not narrow)
        below = px(8 if self.pinned else 0)
        self.head.setContentsMargins(left, px(16 if narrow else 24), right, below)
        self.body.setContentsMargins(left, 0, right, px(12 if self.fills else 24))
        self.bar_part.arrange(left, right)
        self.head.settle()
        self.body.settle()

    def parts(self) -> tuple[QWidget, ...]:
        """Return all widgets of the page that stand in the window by themselves."""
        shown = (self.top_part, self.body_part, self.bar_part)
        return shown if self.side is None else (*shown, self.side)

    def dispose(self) -> None:
        """Delete the page and everything in it, once the present event is over."""
        for part in self.parts():
            part.hide()
            part.deleteLater()
        self.deleteLater()


class ActionBar(Area):
    """What one can do with the page: primary, secondary, third, from the left."""

    def __init__(self) -> None:
        super().__init__("Aktionen")
        self.row = Row(16, 12)
        self._column = Column(self)
        self._column.add(self.row)
        self._flows = False
        self._margins = (0, 0)
        self.is_empty = True

    def add(self, widget: W) -> W:
        """Add a button, link or note."""
        self.row.add(widget)
        self.is_empty = False
        return widget

    def set_flowing(self, flows: bool, line: Qt.Edge | None) -> None:
        """Stand in the flow of the page, or below it with a hairline."""
        self._flows = flows
        self.set_line(line)
        self.arrange(*self._margins)

    def arrange(self, left: int, right: int) -> None:
        """Set margins, px. A bar below the page is as wide as the window lets it be."""
        self._margins = (left, right)
        right = right if self._flows else min(left, right)
        above = px(8 if self._flows else 16)
        self.row.setMinimumHeight(px(48))
        self._column.setContentsMargins(left, above, right, 0 if self._flows else px(16))
