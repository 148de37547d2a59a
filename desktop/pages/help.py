"""Help from the shipped texts: F1 about the page one is on, Umschalt+F1 the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QFont, QKeySequence, QShortcut, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget
from typing_extensions import override

from desktop.appearance import LINE, colour, font, px
from desktop.page import LIST, Page
from desktop.widgets.link import LinkButton
from desktop.widgets.parts import Row
from resources import resource

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtGui import QTextBlock, QTextFragment

    from desktop.desk import Desk, Visit

FOLDER = "help/de"
TOPICS = (
    ("index", "Überblick"),
    ("keys", "Tasten"),
    ("accessibility", "Barrierefreiheit"),
    ("licences", "Lizenzen"),
)
"""What can be read from every help page."""
SIZES = {1: 32, 2: 24, 3: 20}
BODY = 18
BELOW = 8
"""Left free below the text, px at 100 %."""


def topic_file(topic: str) -> Path:
    """Return the text about a page, the overview where there is none."""
    path = resource(f"{FOLDER}/{topic}.md")
    return path if topic and path.is_file() else resource(f"{FOLDER}/index.md")


class HelpPage(Page):
    """`visit.subject` is the topic: the id of a page, or one of `TOPICS`."""

    id = "help"
    width = LIST
    fills = True

    def __init__(self, desk: Desk, visit: Visit) -> None:
        super().__init__()
        self._desk = desk
        self._topic = visit.subject
        self._view = HelpView()
        row = Row(24, 4)
        for topic, words in TOPICS:
            link = LinkButton(words, 16, 24)
            link.clicked.connect(lambda _=False, topic=topic: self._show(topic))
            row.add(link)
        row.split()
        self.add_head(row, 8)
        self.add(self._view, 16, stretch=1)
        back = self.primary("Zurück zur Arbeit")
        back.clicked.connect(desk.back)
        self.go_back = back
        QShortcut(QKeySequence("Esc"), self.body_part, desk.back)

    @override
    def title(self) -> str:
        return f"Hilfe: {self._view.first_line()}"

    @override
    def crumbs(self) -> str:
        return "Hilfe"

    @override
    def first_focus(self) -> QWidget | None:
        return self._view

    @override
    def render(self) -> None:
        super().render()
        self._view.show_text(topic_file(self._topic).read_text(encoding="utf-8"))

    def _show(self, topic: str) -> None:
        self._topic = topic
        self.render()
        self._desk.refresh()
        self._view.setFocus()


class HelpView(QTextBrowser):
    """A text on the type scale of the program; arrows and page keys scroll it."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self.setAccessibleName("Hilfetext")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(0)
        self._dress()

    def _dress(self) -> None:
        """Paint no words where the lower line of the ring goes."""
        self.setViewportMargins(0, 0, 0, px(BELOW))

    def show_text(self, markdown: str) -> None:
        """Show this text from its beginning."""
        self._text = markdown
        self.document().setDefaultFont(font(BODY))
        self.setMarkdown(markdown)
        block = self.document().begin()
        while block.isValid():
            size = SIZES.get(block.blockFormat().headingLevel(), BODY)
            _set_lines(QTextCursor(block), size)
            _set_words(block, size)
            block = block.next()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def first_line(self) -> str:
        """Return the heading."""
        return self.document().begin().text()

    def focus_rect(self) -> QRect:
        """Return where the ring goes: it stays clear of the line above the buttons."""
        return self.rect().adjusted(0, 0, 0, -px(BELOW))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_text"):
            self._dress()
            self.show_text(self._text)


def _set_lines(cursor: QTextCursor, size: int) -> None:
    shape = cursor.blockFormat()
    fixed = QTextBlockFormat.LineHeightTypes.FixedHeight
    shape.setLineHeight(px(LINE[size]), fixed.value)
    if size != BODY:
        shape.setTopMargin(px(24 if size < SIZES[1] else 0))
        shape.setBottomMargin(px(8))
    cursor.setBlockFormat(shape)


def _set_words(block: QTextBlock, size: int) -> None:
    """Set every run of words in our own weights: the font has no heavier one than semibold."""
    runs = [(run.position(), run.length(), run.charFormat()) for run in _runs(block)]
    for start, length, shape in runs:
        strong = size != BODY or shape.fontWeight() > QFont.Weight.Normal
        cursor = QTextCursor(block)
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        shape.setFont(font(size, 600 if strong else 400))
        shape.setForeground(colour("text"))
        cursor.setCharFormat(shape)


def _runs(block: QTextBlock) -> Iterator[QTextFragment]:
    inside = block.begin()
    while not inside.atEnd():
        yield inside.fragment()
        inside += 1
