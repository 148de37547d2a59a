"""Words on the line grid: paragraphs, headings, lines between them."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QBrush, QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from typing_extensions import override

from desktop.appearance import LINE, colour, font, metrics, px, revision

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

NO_LIMIT = 1 << 20
_WRAP = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
_NO_WRAP = QTextOption.WrapMode.NoWrap
LONGEST = 128
"""Width from which a word may break, px at 100 %."""
WIDEST_HINT = 720
"""No text asks for more width than running text may have, px at 100 %."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of words; what is None is as in the rest of the text."""

    text: str
    weight: int | None = None
    token: str | None = None


@dataclass(frozen=True, slots=True)
class Type:
    """Size, weight and line of a text, px at 100 %. `line` 0: the size's own line."""

    size: int = 18
    weight: int = 400
    line: int = 0
    wrap: bool = True
    tabular: bool = False
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft

    @property
    def grid(self) -> int:
        """Height of a line, px at the present text size."""
        return px(self.line or LINE[self.size])


BODY = Type()
META = Type(16)
LABEL = Type(16, 600)
STRONG = Type(18, 600)
BODY_LINE, META_LINE, LABEL_LINE = (replace(kind, wrap=False) for kind in (BODY, META, LABEL))
"""The same for words that never break: status words, figures, what shares a row."""


class Paragraph:
    """Text laid out so that its lines sit at whole multiples of the line height."""

    def __init__(self, text: str | Sequence[Span], kind: Type | None = None) -> None:
        self.spans = (Span(text),) if isinstance(text, str) else tuple(text)
        self.text = "".join(s.text for s in self.spans)
        self.kind = kind or Type()
        self._layouts: dict[float, QTextLayout] = {}
        self._natural_width = -1
        self._revision = -1

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, Paragraph) and (self.spans, self.kind) == (other.spans, other.kind)

    @override
    def __hash__(self) -> int:
        return hash((self.spans, self.kind))

    def layout(self, width: float) -> QTextLayout:
        """Return the lines for a width, kept until the look changes."""
        if self._revision != revision() or len(self._layouts) > 12:
            self._layouts.clear()
            self._natural_width = -1
            self._revision = revision()
        if width not in self._layouts:
            self._layouts[width] = self._lay_out(width)
        return self._layouts[width]

    def height(self, width: float) -> int:
        """Return the height for a width; an empty text is one line high."""
        return max(1, self.layout(width).lineCount()) * self.kind.grid

    def natural_width(self) -> int:
        """Return the width in which no line breaks, rounded up."""
        if self._natural_width < 0 or self._revision != revision():
            layout = self.layout(NO_LIMIT)
            lines = (layout.lineAt(n).naturalTextWidth() for n in range(layout.lineCount()))
            self._natural_width = math.ceil(max(lines, default=0.0))
        return self._natural_width

    def longest_word(self) -> int:
        """Return the width that a text needs at least: its longest word, which breaks if need be.

        Else one long word, of a service or a file, would make the whole page too wide.
        """
        boldest = max(s.weight or self.kind.weight for s in self.spans)
        measure = metrics(self.kind.size, boldest)
        words = self.text.split() if self.kind.wrap else [self.text]
        longest = math.ceil(max((measure.horizontalAdvance(w) for w in words), default=0.0)) + 1
        return min(longest, px(LONGEST)) if self.kind.wrap else longest

    def base_line(self) -> float:
        """Return the base line of the first line below its top."""
        m, grid = metrics(self.kind.size, self.kind.weight), self.kind.grid
        return (grid - m.ascent() - m.descent()) / 2 + m.ascent()

    def draw(self, painter: QPainter, place: QPointF, width: float, token: str = "text") -> None:
        """Paint at the top left corner of the first line."""
        painter.setPen(colour(token))
        self.layout(width).draw(painter, place)

    def _lay_out(self, width: float) -> QTextLayout:
        kind = self.kind
        layout = QTextLayout(self.text, font(kind.size, kind.weight, kind.tabular))
        option = QTextOption(kind.align)
        option.setWrapMode(_WRAP if kind.wrap else _NO_WRAP)
        layout.setTextOption(option)
        if len(self.spans) > 1 or self.spans[0] != Span(self.text):
            layout.setFormats(self._formats())
        base, n = self.base_line(), 0
        # A layout wants up to one px more than it measured, and would break before the last word.
        spare = 1 if kind.align == Qt.AlignmentFlag.AlignLeft else 0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width + spare)
            line.setPosition(QPointF(0, n * kind.grid + base - line.ascent()))
            n += 1
        layout.endLayout()
        return layout

    def _formats(self) -> list[QTextLayout.FormatRange]:
        made, start = [], 0
        for span in self.spans:
            part = QTextLayout.FormatRange()
            part.start, part.length = start, len(span.text)
            shape = QTextCharFormat()
            shape.setFont(font(self.kind.size, span.weight or self.kind.weight, self.kind.tabular))
            if span.token:
                shape.setForeground(QBrush(colour(span.token)))
            part.format = shape
            made.append(part)
            start += len(span.text)
        return made


class Text(QLabel):
    """Static text on the line grid. What is said is `text()`; markup is never interpreted."""

    def __init__(
        self,
        text: str = "",
        kind: Type | None = None,
        token: str = "text",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.token = token
        self._kind = kind or Type()
        self.paragraph = Paragraph(text, self._kind)
        self.setTextFormat(Qt.TextFormat.PlainText)
        across = QSizePolicy.Policy.Preferred
        policy = QSizePolicy(across, QSizePolicy.Policy.Preferred, QSizePolicy.ControlType.Label)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        super().setText(text)

    @override
    def setText(self, text: str) -> None:
        self.set_spans((Span(text),))

    def set_spans(self, spans: Sequence[Span]) -> None:
        """Show runs of words of different weight or colour as one text."""
        made = Paragraph(spans, self._kind)
        if made == self.paragraph:
            return
        self.paragraph = made
        super().setText(made.text.replace("&", "&&") if self.buddy() else made.text)
        self.updateGeometry()
        self.update()

    def set_token(self, token: str) -> None:
        """Change the colour."""
        self.token = token
        self.update()

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        around = self.contentsMargins()
        inner = width - around.left() - around.right()
        return self.paragraph.height(inner) + around.top() + around.bottom()

    @override
    def sizeHint(self) -> QSize:
        width = self.paragraph.natural_width()
        if self._kind.wrap:
            width = min(width, px(WIDEST_HINT))
        return self._with_margins(width, self.paragraph.height(width))

    @override
    def minimumSizeHint(self) -> QSize:
        return self._with_margins(self.paragraph.longest_word(), self._kind.grid)

    def _with_margins(self, width: int, height: int) -> QSize:
        around = self.contentsMargins()
        across, along = around.left() + around.right(), around.top() + around.bottom()
        return QSize(width + across, height + along)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "paragraph"):
            self.updateGeometry()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        inside = self.contentsRect()
        self.paragraph.draw(painter, QPointF(inside.topLeft()), inside.width(), self.token)


HEADINGS = {1: Type(32, 600), 2: Type(24, 600), 3: Type(20, 600), 4: Type(18, 600, 24)}


class Heading(Text):
    """A title; told as a heading. Levels: 1 page, 2 question, 3 section or panel, 4 group."""

    def __init__(self, text: str = "", level: int = 1, token: str = "text") -> None:
        super().__init__(text, HEADINGS[level], token)


class CopyText(QLabel):
    """One line of text that can be marked with the mouse: keys, file names."""

    def __init__(self, text: str = "", size: int = 16, weight: int = 400) -> None:
        super().__init__(text)
        self._face = (size, weight)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setWordWrap(True)
        self.setFont(self._font())

    def _font(self) -> QFont:
        return font(*self._face)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_face"):
            self.setFont(self._font())


class Rule(QWidget):
    """A line across; decoration, so nothing is said."""

    def __init__(self, token: str = "hair", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._token = token
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(0, px(1))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), colour(self._token))
