"""The places of the program: a list at the left, a menu in a narrow window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from desktop.appearance import colour, draw_icon, filled, px
from desktop.widgets.buttons import enter_keys
from desktop.widgets.text import BODY_LINE, Paragraph, Type
from desktop.widgets.viewports import clear_ground

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent

Index = QModelIndex | QPersistentModelIndex
CHOSEN = Type(18, 600, wrap=False)
ROW, PITCH, APART = 40, 44, 68
_SELECTED = QStyle.StateFlag.State_Selected
_HOVER = QStyle.StateFlag.State_MouseOver


@dataclass(frozen=True, slots=True)
class Place:
    """A place one can go to. `apart`: a line above sets it off from the others."""

    id: str
    title: str
    icon: str
    shortcut: str = ""
    apart: bool = False


class PlaceModel(QAbstractListModel):
    """The places as a model; the words for the ear carry the shortcut."""

    def __init__(self, places: Sequence[Place]) -> None:
        super().__init__()
        self.places = tuple(places)

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.places)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        place = self.places[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return place.title
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return place.shortcut.replace("Ctrl", "Strg")
        return None


class PlaceDelegate(QStyledItemDelegate):
    """Paints a place: icon, title; the present one on a ground with a bar."""

    def card(self, rect: QRect) -> QRect:
        """Return the part of a row that is painted, without its gaps."""
        apart = rect.height() > px(PITCH)
        top = rect.bottom() + 1 - px(ROW) if apart else rect.top()
        return QRect(rect.left(), top, rect.width(), px(ROW))

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        place = index.model().places[index.row()]  # type: ignore[attr-defined]
        return QSize(px(216), px(APART if place.apart else PITCH))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        place: Place = index.model().places[index.row()]  # type: ignore[attr-defined]
        rect: QRect = option.rect
        state = option.state
        card, present = self.card(rect), bool(state & _SELECTED)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if place.apart:
            line = QRect(rect.left() + px(12), rect.top() + px(12), rect.width() - px(24), px(1))
            painter.fillRect(line, colour("divider"))
        if present or state & _HOVER:
            painter.setBrush(colour("tint"))
            painter.setPen(Qt.PenStyle.NoPen if filled() else colour("border"))
            painter.drawRoundedRect(QRectF(card), px(4), px(4))
        if present:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("action"))
            bar = QRectF(card.left(), card.top() + px(8), px(4), px(24))
            painter.drawRoundedRect(bar, px(2), px(2))
        box = QRect(card.left() + px(12), card.top() + px(8), px(24), px(24))
        draw_icon(painter, place.icon, box, "action" if present else "muted")
        words = Paragraph(place.title, CHOSEN if present else BODY_LINE)
        at = QPointF(card.left() + px(48), card.top() + px(6))
        words.draw(painter, at, card.width(), "action" if present else "text")
        painter.restore()


class NavigationList(QListView):
    """List „Hauptnavigation“. The selection is the place one is at; arrows only move the ring."""

    wanted = Signal(str)

    def __init__(self, places: Sequence[Place], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Hauptnavigation")
        self.setProperty("plain", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        clear_ground(self)
        self.setMouseTracking(True)
        self._delegate = PlaceDelegate(self)
        self.setItemDelegate(self._delegate)
        self._present = ""
        self._own = False
        self.set_places(places)

    def set_places(self, places: Sequence[Place]) -> None:
        """Show other places."""
        self._model = PlaceModel(places)
        self.setModel(self._model)
        self.selectionModel().selectionChanged.connect(self._selected_from_outside)
        self.show_place(self._present)
        self.updateGeometry()

    def show_place(self, place_id: str) -> None:
        """Mark the place one is at; the only way anything is selected."""
        self._present = place_id
        row = next((n for n, p in enumerate(self._model.places) if p.id == place_id), -1)
        index = self._model.index(row, 0) if row >= 0 else QModelIndex()
        flags = QItemSelectionModel.SelectionFlag
        self._own = True
        self.selectionModel().select(index, flags.ClearAndSelect)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, flags.NoUpdate)
        self._own = False

    def focus_rect(self) -> QRect:
        """Return the card the ring goes around."""
        return self._delegate.card(self.visualRect(self.currentIndex()))

    @override
    def selectionCommand(
        self, index: Index, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        return QItemSelectionModel.SelectionFlag.NoUpdate

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (*enter_keys(), Qt.Key.Key_Space):
            self._want(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self._want(index.row())

    @override
    def sizeHint(self) -> QSize:
        heights = (px(APART if p.apart else PITCH) for p in self._model.places)
        return QSize(px(216), sum(heights))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_model"):
            self.scheduleDelayedItemsLayout()
            self.updateGeometry()

    def _want(self, row: int) -> None:
        if row >= 0:
            self.wanted.emit(self._model.places[row].id)

    def _selected_from_outside(self, chosen: QItemSelection, _dropped: QItemSelection) -> None:
        """A screen reader selects: take it back, and take it as the wish to go there."""
        if self._own:
            return
        rows = [index.row() for index in chosen.indexes()]
        QTimer.singleShot(0, self, lambda: self._answer_selection(rows))

    def _answer_selection(self, rows: list[int]) -> None:
        self.show_place(self._present)
        if rows:
            self._want(rows[0])
