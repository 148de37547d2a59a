"""One question: wording, help, example, answers, what is asked beside it, note."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.appearance import px
from desktop.tab_order import tab_stops
from desktop.widgets.fields import OPTIONAL, LineField
from desktop.widgets.link import Disclosure
from desktop.widgets.parts import Column, IconLine
from desktop.widgets.question_fields import Control, LineControl, control
from desktop.widgets.text import BODY_LINE, META, Heading, Paragraph, Text
from questionnaires.model import Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from PySide6.QtGui import QPaintEvent

    from questionnaires.model import Field, Question, Value

NOTE = "Nachweis oder Notiz"
EXAMPLE = "Was ist gemeint? Ein Beispiel"
TAKEN_OVER = "Diese Antwort ist übernommen. Bestätigen Sie sie beim Prüfen."
COLUMN = 40
"""Where wording and fields stand on a page with all questions, right of the number."""


class QuestionCard(QWidget):
    """Asks one question. It stores nothing: it shows values and tells what a person entered.

    `compact`: one of many on a page, with its number at the left and answers without outlines.
    """

    changed = Signal(str, object)
    """Field id and value, None where the answer was taken away."""
    note_changed = Signal(str)
    next_wanted = Signal()
    picked = Signal()
    """The answer was chosen by digit or click, so one may go on at once."""

    def __init__(
        self, question: Question, number_text: str, number: str = "", compact: bool = False
    ) -> None:
        super().__init__()
        self.question, self.compact = question, compact
        self._place = number_text
        self._number = Paragraph(number, BODY_LINE)
        self.controls: dict[str, Control] = {}
        self._column = Column(self)
        self.wording = Heading(question.wording, 4 if compact else 2)
        self._column.add(self.wording)
        self._add_help()
        self._taken = IconLine("copy", "muted", Text(TAKEN_OVER, META, "muted"))
        self._column.add(self._taken, 8)
        self._answers = QWidget()
        self._answer_column = Column(self._answers)
        self._column.add(self._answers, 10 if compact else 16)
        self.note = LineField(NOTE, optional=True)
        self._column.add(self.note, 16 if compact else 24)
        self.note.edited.connect(lambda text: self.note_changed.emit(text or ""))
        self.note.finished.connect(self.next_wanted)
        self.note.setVisible(not compact)
        self._taken.hide()
        self._dress()
        self._show_fields(None)

    def fill(
        self,
        values: Mapping[str, Value],
        visible_fields: Collection[str] | None = None,
        note: str = "",
        taken_over: bool = False,
    ) -> None:
        """Show what is stored, silently. `visible_fields` None: those without a condition."""
        self._show_fields(visible_fields)
        for field_id, asked in self.controls.items():
            asked.fill(values.get(field_id))
        self.note.fill(note or None)
        self.note.setVisible(not self.compact or bool(note))
        self._taken.setVisible(taken_over)

    def set_number(self, number_text: str, number: str = "") -> None:
        """Say which question this is, after others appeared or dropped out."""
        self._place = number_text
        self._number = Paragraph(number, BODY_LINE)
        self._name_all()
        self.update()

    def set_error(self, field_id: str, words: str) -> None:
        """Say at a field what is wrong with its value, seen beside others."""
        if field_id in self.controls:
            self.controls[field_id].set_error(words)

    def flush(self) -> bool:
        """Tell everything that was typed; return whether all of it makes sense."""
        shown = [c for c in self.controls.values() if not c.isHidden()]
        told = [c.flush() for c in shown]
        return self.note.flush() and all(told)

    def first_focus(self) -> QWidget:
        """Return where one begins to answer."""
        first = next((c for c in self.controls.values() if not c.isHidden()), None)
        return first.first_focus() if first is not None else self.note.control

    def _add_help(self) -> None:
        question = self.question
        if self.compact:
            return
        if question.help:
            self._column.add(Text(question.help, token="muted"), 8)
        evidence = f"Als Nachweis eignet sich: {question.evidence}." if question.evidence else ""
        told = "\n".join(filter(None, (question.example, evidence)))
        if not told:
            return
        opener, example = (
            Disclosure(EXAMPLE if question.example else "Was ist gemeint?"),
            Text(told),
        )
        example.hide()
        opener.opened.connect(example.setVisible)
        self._column.add(opener, 8)
        self._column.add(example, 4)

    def _fields(self) -> tuple[Field, ...]:
        return self.question.answer_fields

    def _show_fields(self, visible: Collection[str] | None) -> None:
        for place, field in enumerate(self._fields()):
            shown = self._is_shown(field, visible)
            if shown and field.id not in self.controls:
                self._make(field, place)
            if field.id in self.controls:
                self.controls[field.id].setVisible(shown)

    def _is_shown(self, field: Field, visible: Collection[str] | None) -> bool:
        if field is self.question.main:
            return True
        return field.show_if is None if visible is None else field.id in visible

    def _make(self, field: Field, place: int) -> None:
        main = field is self.question.main
        asked = control(field, self.compact, main)
        asked.edited.connect(lambda value, f=field.id: self.changed.emit(f, value))
        asked.next_wanted.connect(self.next_wanted)
        if main and field.kind is Kind.SINGLE:
            asked.picked.connect(self.picked)
        before = sum(f.id in self.controls for f in self._fields()[:place])
        self._answer_column.insert(before, asked, 16)
        self.controls[field.id] = asked
        ordered = [f.id for f in self._fields() if f.id in self.controls]
        self.controls = {f: self.controls[f] for f in ordered}
        self._indent(asked)
        self._name_all()
        for one, other in pairwise(tab_stops(self)):
            QWidget.setTabOrder(one, other)

    def _name_all(self) -> None:
        """Names for the ear, unique on a page that shows many questions."""
        main = self.question.main
        for asked in self.controls.values():
            words = self.question.wording if asked.field is main else asked.field.label
            asked.set_name(f"{self._place}: {words}")
            asked.set_description(self.question.help if asked.field is main else "")
        self.note.control.setAccessibleName(f"{NOTE} zu {self._place} {OPTIONAL}")

    def _indent(self, asked: Control) -> None:
        """Rows of answers reach 12 to the left, so that their marks stand below the words."""
        if self.compact:
            left = COLUMN if isinstance(asked, LineControl) else COLUMN - 12
            asked.column.setContentsMargins(px(left), 0, 0, 0)

    def _dress(self) -> None:
        left = px(COLUMN) if self.compact else 0
        self.wording.setContentsMargins(left, 0, 0, 0)
        for asked in self.controls.values():
            self._indent(asked)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "note"):
            self._dress()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.compact:
            painter, at = QPainter(self), QPointF(0, -px(2))
            self._number.draw(painter, at, self.width(), "muted")
