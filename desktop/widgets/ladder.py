"""The levels as a ladder, and below it what is missing for the next one.

Any number of levels; which of them is reached is data. Nothing here computes a score.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from desktop.appearance import colour, draw_icon, filled, font, px
from desktop.widgets.link import LinkButton
from desktop.widgets.parts import Column
from desktop.widgets.text import BODY_LINE, META, META_LINE, Heading, Paragraph, Text, Type

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

Index = QModelIndex | QPersistentModelIndex
ROW, NODE, LEFT, WORDS, EDGE = 48, 28, 28, 56, 12
_BOLD = Type(18, 600, wrap=False)
_SMALL_BOLD = Type(16, 600, wrap=False)


class Standing(StrEnum):
    """Where a level stands."""

    REACHED = "reached"
    NOW = "now"
    NEXT = "next"
    LATER = "later"


SPOKEN = {"reached": "erreicht", "now": "jetzt", "next": "nächste", "later": "später"}


@dataclass(frozen=True, slots=True)
class Rung:
    """One level: its number, its name, where it stands (a `Standing` or its word)."""

    number: int
    name: str
    state: str = Standing.LATER


@dataclass(frozen=True, slots=True)
class Missing:
    """What holds the next level back: where it leads, the words, and question and owner."""

    key: str
    text: str
    meta: str


@dataclass(frozen=True, slots=True)
class LadderView:
    """All the panel shows; `rungs` lowest first."""

    title: str
    sentence: str
    rungs: tuple[Rung, ...]
    missing_title: str = ""
    missing: tuple[Missing, ...] = ()
    later_title: str = ""
    later: tuple[Missing, ...] = ()
    """What levels above the next one need, quieter."""


class RungModel(QAbstractListModel):
    """The levels, highest first."""

    def __init__(self) -> None:
        super().__init__()
        self.rungs: tuple[Rung, ...] = ()

    def fill(self, rungs: tuple[Rung, ...]) -> None:
        """Show levels, given lowest first."""
        highest_first = rungs[::-1]
        if highest_first == self.rungs:
            return
        if len(highest_first) == len(self.rungs):
            self.rungs = highest_first
            if highest_first:
                self.dataChanged.emit(self.index(0), self.index(len(rungs) - 1))
            return
        self.beginResetModel()
        self.rungs = highest_first
        self.endResetModel()

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rungs)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        rung = self.rungs[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return rung.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"Stufe {rung.number}, {rung.name}, {SPOKEN[rung.state]}"
        return None


class RungDelegate(QStyledItemDelegate):
    """Paints a level: highlight, rail, node, words. Each row paints its own halves of the rail."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(200), px(ROW))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rungs: tuple[Rung, ...] = index.model().rungs  # type: ignore[attr-defined]
        row, rect = index.row(), option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if rungs[row].state == Standing.NOW:
            _draw_highlight(painter, rect)
        centre = QPointF(rect.left() + px(LEFT), rect.top() + rect.height() / 2)
        if row > 0:
            _draw_rail(painter, centre, -rect.height() / 2, rungs[row - 1])
        if row < len(rungs) - 1:
            _draw_rail(painter, centre, rect.height() / 2, rungs[row])
        _draw_node(painter, centre, rungs[row])
        _draw_words(painter, rect, rungs[row], lowest=row == len(rungs) - 1)
        painter.restore()


def _draw_highlight(painter: QPainter, rect: QRect) -> None:
    half = px(1) / 2
    painter.setBrush(colour("raised"))
    painter.setPen(QPen(colour("divider" if filled() else "border"), px(1)))
    painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), px(4), px(4))


def _draw_rail(painter: QPainter, centre: QPointF, length: float, upper: Rung) -> None:
    """Paint half of the way between two levels; it is done if the upper one is reached."""
    done = upper.state in (Standing.REACHED, Standing.NOW)
    rail = QRectF(centre.x() - px(2) / 2, centre.y(), px(2), length).normalized()
    painter.fillRect(rail, colour("action" if done else "divider"))


def _draw_node(painter: QPainter, centre: QPointF, rung: Rung) -> None:
    reached = rung.state in (Standing.REACHED, Standing.NOW)
    coming = rung.state == Standing.NEXT
    ink = "on_action" if reached else "action" if coming else "muted"
    radius = NODE / 2 if reached else NODE / 2 - 1
    painter.setBrush(colour("action" if reached else "surface"))
    width = px(2) if coming else px(1)
    painter.setPen(
        Qt.PenStyle.NoPen if reached else QPen(colour("action" if coming else "border"), width)
    )
    painter.drawEllipse(centre, px(radius), px(radius))
    painter.setFont(font(16, 600))
    painter.setPen(colour(ink))
    box = QRectF(0, 0, px(NODE), px(NODE))
    box.moveCenter(centre)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(rung.number))


def _draw_words(painter: QPainter, rect: QRect, rung: Rung, lowest: bool) -> None:
    now = rung.state == Standing.NOW
    name = Paragraph(rung.name, _BOLD if now else BODY_LINE)
    top = rect.top() + (rect.height() - name.kind.grid) / 2
    token = "muted" if rung.state == Standing.LATER else "text"
    name.draw(painter, QPointF(rect.left() + px(WORDS), top), rect.width(), token)
    right = rect.right() + 1 - px(EDGE)
    if rung.state == Standing.REACHED and not lowest:
        size = px(20)
        box = QRect(right - size, rect.top() + (rect.height() - size) // 2, size, size)
        draw_icon(painter, "check", box, "action")
    elif rung.state in (Standing.NOW, Standing.NEXT):
        word = Paragraph(SPOKEN[rung.state], _SMALL_BOLD if now else META_LINE)
        place = QPointF(
            right - word.natural_width(), rect.top() + (rect.height() - word.kind.grid) / 2
        )
        word.draw(painter, place, rect.width(), "action" if now else "muted")


class Ladder(QListView):
    """List „Stufen“; arrows move the ring, nothing is selected."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Stufen")
        self.setProperty("plain", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        self._rungs = RungModel()
        self.setModel(self._rungs)
        self.setItemDelegate(RungDelegate(self))

    def fill(self, rungs: tuple[Rung, ...]) -> None:
        """Show levels, given lowest first."""
        count = len(self._rungs.rungs)
        self._rungs.fill(rungs)
        now = next((n for n, r in enumerate(self._rungs.rungs) if r.state == Standing.NOW), 0)
        if not self.hasFocus():
            self.setCurrentIndex(self._rungs.index(now))
        if count != len(rungs):
            self.updateGeometry()

    def focus_rect(self) -> QRect:
        """Return the row the ring goes around."""
        return self.visualRect(self.currentIndex())

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(200), px(ROW) * self._rungs.rowCount())

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.updateGeometry()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_rungs"):
            self.scheduleDelayedItemsLayout()
            self.updateGeometry()


class MissingList(QWidget):
    """A title and links, each with question and owner below it."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._column = Column(self)
        self._shown: tuple[str, tuple[Missing, ...]] | None = None

    def fill(self, title: str, missing: tuple[Missing, ...]) -> None:
        """Show what is missing; links that stay keep the focus."""
        self.setVisible(bool(missing))
        if self._shown == (title, missing):
            return
        self._shown = (title, missing)
        focused = next((w for w in self._links() if w.hasFocus()), None)
        key = focused.property("key") if focused else None
        self._column.clear()
        self._column.add(Heading(title, 4))
        for number, item in enumerate(missing):
            link = LinkButton(item.text, 16, 24, item.meta)
            link.setProperty("key", item.key)
            link.clicked.connect(lambda _on=False, k=item.key: self.wanted.emit(k))
            self._column.add(link, 16 if number else 12)
            self._column.add(Text(item.meta, META, "muted"))
            if item.key == key:
                link.setFocus(Qt.FocusReason.OtherFocusReason)

    def _links(self) -> list[LinkButton]:
        return [w for w in self._column.widgets() if isinstance(w, LinkButton)]


class LadderPanel(QWidget):
    """The side panel of a subject: level in words, ladder, what is missing."""

    wanted = Signal(str)
    """Key of the missing item one wants to go to."""

    def __init__(self) -> None:
        super().__init__()
        self.title, self.sentence = Heading(level=3), Text(kind=META, token="muted")
        self.ladder = Ladder()
        self.missing, self.later = MissingList(), MissingList()
        column = Column(self)
        column.add(self.title)
        column.add(self.sentence)
        column.add(self.ladder, 16)
        for part in (self.missing, self.later):
            part.wanted.connect(self.wanted)
            column.add(part, 32)

    def fill(self, view: LadderView) -> None:
        """Show where a subject stands; says nothing aloud."""
        self.title.setText(view.title)
        self.sentence.setText(view.sentence)
        self.sentence.setVisible(bool(view.sentence))
        self.ladder.fill(view.rungs)
        self.ladder.setVisible(bool(view.rungs))
        self.missing.fill(view.missing_title, view.missing)
        self.later.fill(view.later_title, view.later)
