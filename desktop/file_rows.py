"""Files that were read, each with its verdict and what was found: place, meaning, remedy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from desktop.appearance import colour, filled, px
from desktop.widgets.link import LinkButton
from desktop.widgets.parts import Column, IconLine, Row
from desktop.widgets.status_word import StatusWord
from desktop.widgets.text import BODY, LABEL, META, Rule, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPaintEvent, QResizeEvent

WIDTHS = (144, 148, 112)
"""Of the columns before the findings, px at 100 %."""
HEADINGS = ("Ergebnis", "Fachdienst", "Stand", "Befund")
BETWEEN = 4
NO_LIMIT = 1 << 20
FLAT_FROM = 720
"""Below this width, px at 100 %, the columns stand below each other."""


@dataclass(frozen=True, slots=True)
class Told:
    """One finding as it is shown; parts without words are left out."""

    place: str
    meaning: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class FileView:
    """What is shown of one file. `state` as in `status_word`."""

    state: str
    status: str
    department: str
    as_of: str
    summary: str
    findings: tuple[Told, ...] = ()
    more: int = 0
    link: str = ""


class _ColumnsLayout(QBoxLayout):
    """Three narrow columns and a wide one; below each other where there is no room."""

    def __init__(self, parent: QWidget, parts: Sequence[QWidget]) -> None:
        super().__init__(QBoxLayout.Direction.LeftToRight, parent)
        self._parts = tuple(parts)
        self.setContentsMargins(0, 0, 0, 0)
        for part in parts[:-1]:
            self.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        self.addWidget(parts[-1], 1)

    def is_flat(self, width: int) -> bool:
        """Return whether the columns stand beside each other in a width, px."""
        return width >= px(FLAT_FROM)

    def turn(self, width: int) -> None:
        """Choose the direction for a width, and set the sizes of the text size."""
        flat, ways = self.is_flat(width), QBoxLayout.Direction
        self.setDirection(ways.LeftToRight if flat else ways.TopToBottom)
        self.setSpacing(px(0 if flat else BETWEEN))
        for part, wide in zip(self._parts[:-1], WIDTHS, strict=True):
            part.setMinimumWidth(px(wide) if flat else 0)
            part.setMaximumWidth(px(wide) if flat else NO_LIMIT)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        if not self.is_flat(width):
            heights = [_height(part, width) for part in self._parts]
            return sum(heights) + px(BETWEEN) * (len(heights) - 1)
        widths = [px(w) for w in WIDTHS]
        widths.append(width - sum(widths))
        return max(_height(p, w) for p, w in zip(self._parts, widths, strict=True))

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(FLAT_FROM), self.heightForWidth(px(FLAT_FROM)))

    @override
    def minimumSize(self) -> QSize:
        return QSize(max(p.minimumSizeHint().width() for p in self._parts[-1:]), px(24))


class _Columns(QWidget):
    """The columns of a row or of the heads."""

    def __init__(self, parts: Sequence[QWidget]) -> None:
        super().__init__()
        self._box = _ColumnsLayout(self, parts)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._box.turn(self.width())
        super().resizeEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_box"):
            self._box.turn(self.width())


def _height(widget: QWidget, width: int) -> int:
    if widget.hasHeightForWidth():
        return widget.heightForWidth(width)
    layout = widget.layout()
    if layout is not None and layout.hasHeightForWidth():
        return layout.heightForWidth(width)
    return widget.sizeHint().height()


class FileRow(QWidget):
    """One file."""

    wanted = Signal()
    """The link was pressed."""

    def __init__(self, view: FileView) -> None:
        super().__init__()
        self.setAccessibleName(f"{view.department}, {view.status}")
        right = QWidget()
        column = Column(right)
        column.add(Text(view.summary, META))
        for told in view.findings:
            self._add(column, told)
        if view.more:
            column.add(Text(f"Und {view.more} weitere Befunde.", META, "muted"), 8)
        if view.link:
            link = LinkButton(view.link, 16, 24)
            link.setAccessibleName(f"{view.link}: {view.department}")
            link.clicked.connect(self.wanted)
            column.add(link, 8)
        self._department = Text(view.department, LABEL)
        parts = (
            StatusWord(view.state, view.status),
            self._department,
            Text(view.as_of, META, "muted"),
            right,
        )
        outer = Column(self)
        outer.add(_Columns(parts))
        outer.add(Rule("hair"), 12)
        self._outer = outer
        self._dress()

    @staticmethod
    def _add(column: Column, told: Told) -> None:
        if told.place:
            column.add(Text(told.place, LABEL), 8)
        column.add(Text(told.meaning, META), 0 if told.place else 8)
        if told.remedy:
            column.add(Text(f"So geht es weiter: {told.remedy}", META, "muted"))

    def _dress(self) -> None:
        self._outer.setContentsMargins(0, px(12), 0, 0)
        self._department.setContentsMargins(0, 0, px(12), 0)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_outer"):
            self._dress()


class FileList(QWidget):
    """Heads and rows; what needs a person is given first."""

    wanted = Signal(int)
    """Index of the row whose link was pressed."""

    def __init__(self) -> None:
        super().__init__()
        self._views: tuple[FileView, ...] = ()
        self._heads: QWidget | None = None
        self._column = Column(self)

    def fill(self, views: Sequence[FileView]) -> None:
        """Show these files."""
        if tuple(views) == self._views:
            return
        self._views = tuple(views)
        self._heads = None
        self._column.clear()
        self._heads = _Columns([Text(h, LABEL, "muted") for h in HEADINGS])
        self._column.add(self._heads)
        self._show_heads()
        self._column.add(Rule("border"), 4)
        for number, view in enumerate(views):
            row = FileRow(view)
            row.wanted.connect(lambda n=number: self.wanted.emit(n))
            self._column.add(row)

    def _show_heads(self) -> None:
        if self._heads is not None:
            self._heads.setVisible(self.width() >= px(FLAT_FROM))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_heads()


class DropZone(QWidget):
    """Where files can be dropped; the links beside do the same."""

    dropped = Signal(object)
    """List of local paths as text."""
    files_wanted = Signal()
    folder_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self._column = Column(self)
        self._column.add(
            IconLine("inbox", "muted", Text("Dateien oder Ordner hierher ziehen", BODY))
        )
        row = Row(32, 4)
        for words, signal in (
            ("Dateien auswählen …", self.files_wanted),
            ("Ordner auswählen …", self.folder_wanted),
        ):
            link = LinkButton(words)
            link.clicked.connect(signal)
            row.add(link)
        self._row_holder = QWidget()
        holder = Column(self._row_holder)
        holder.add(row)
        self._holder = holder
        self._column.add(self._row_holder, 4)
        self._dress()

    def _dress(self) -> None:
        self._column.setContentsMargins(px(24), px(16), px(24), px(12))
        self._holder.setContentsMargins(px(36), 0, 0, 0)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        local = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if local:
            event.acceptProposedAction()
            self.dropped.emit(local)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_holder"):
            self._dress()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(colour("border"), px(2))
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        if filled():
            painter.setBrush(colour("surface"))
        edge = px(1)
        box: QRect = self.rect().adjusted(edge, edge, -edge, -edge)
        painter.drawRoundedRect(box, px(4), px(4))
