"""A field of a questionnaire -> the control that asks for it, all with one face.

Every control has `edited` (value or None), `next_wanted`, `picked`, `fill`, `flush` and
`first_focus`; the card need not know which kind it is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.widgets.combo_field import ComboField
from desktop.widgets.fields import DATE, NUMBER, Entry, LineField
from desktop.widgets.option_face import Choice
from desktop.widgets.option_list import AnswerGroup, CheckGroup
from desktop.widgets.parts import Column
from desktop.widgets.reading import Trouble, checked
from desktop.widgets.text import LABEL, META, Span, Text
from questionnaires.model import Kind

if TYPE_CHECKING:
    from questionnaires.model import Field, Value

FEW = 5
"""Up to so many answers a question beside the main one shows them all, else a list to open."""


class FieldControl(QWidget):
    """What all controls share; each adds `fill(value)` and `first_focus()`."""

    edited = Signal(object)
    next_wanted = Signal()
    picked = Signal()

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        self.column = Column(self)
        self._told: QWidget = self
        self._description = ""

    def set_name(self, name: str) -> None:
        """Say under which name assistive technology finds it."""
        self._told.setAccessibleName(name)

    def set_description(self, words: str) -> None:
        """Add words for the ear to what the control says by itself."""
        if words:
            self._told.setAccessibleDescription(f"{words} {self._description}".strip())

    def _told_by(self, widget: QWidget) -> None:
        self._told = widget
        self._description = widget.accessibleDescription()

    def flush(self) -> bool:
        """Tell what was typed; return whether it makes sense."""
        return True

    def set_error(self, _words: str) -> None:
        """Say what is wrong; controls that can only be right have no place for it."""


def choices(field: Field) -> tuple[Choice, ...]:
    """Return a field's options as choices."""
    return tuple(Choice(o.code, o.wording, exclusive=o.exclusive) for o in field.options)


def label(field: Field) -> Text:
    """Return the words above a field beside the main one."""
    return Text(field.label, LABEL)


class SingleControl(FieldControl):
    """One of several answers, all shown."""

    def __init__(self, field: Field, compact: bool, titled: bool) -> None:
        super().__init__(field)
        if titled:
            self.column.add(label(field))
        self.group = AnswerGroup(field.label, choices(field), compact=compact)
        self.column.add(self.group, 8)
        self._told_by(self.group)
        self.group.chosen.connect(self.edited.emit)
        self.group.next_wanted.connect(self.next_wanted)
        self.group.picked.connect(lambda _code: self.picked.emit())

    def fill(self, value: Value | None) -> None:
        """Show a stored value without telling anybody."""
        self.group.fill(str(value) if value is not None else None)

    def first_focus(self) -> QWidget:
        """Return what gets the focus first."""
        return self.group.first_focus()


class MultiControl(FieldControl):
    """Several of several answers."""

    def __init__(self, field: Field, compact: bool, titled: bool) -> None:
        super().__init__(field)
        several = Text("Mehrere Antworten sind möglich.", META, "muted")
        self.column.add(label(field) if titled else several)
        self.group = CheckGroup(field.label, choices(field), compact=compact)
        self.column.add(self.group, 8)
        self._told_by(self.group)
        self.group.chosen.connect(lambda codes: self.edited.emit(codes or None))
        self.group.next_wanted.connect(self.next_wanted)

    def fill(self, value: Value | None) -> None:
        """Show a stored value without telling anybody."""
        self.group.fill(value if isinstance(value, tuple) else ())

    def first_focus(self) -> QWidget:
        """Return what gets the focus first."""
        return self.group.first_focus()


class ComboControl(FieldControl):
    """One of many answers, in a list to open."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.combo = ComboField(field.label, choices(field))
        self.column.add(self.combo)
        self._told_by(self.combo.control)
        self.combo.edited.connect(self.edited)

    def fill(self, value: Value | None) -> None:
        """Show a stored value without telling anybody."""
        self.combo.fill(str(value) if value is not None else None)

    def first_focus(self) -> QWidget:
        """Return what gets the focus first."""
        return self.combo.control


class LineControl(FieldControl):
    """A number, a day or words; with codes that may stand instead („Keine Angabe“)."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.line = LineField(field.label, entry(field))
        if field.unit:
            self.line.label.set_spans((Span(field.label), Span(f" ({field.unit})", 400, "muted")))
        self.column.add(self.line)
        self._told_by(self.line.control)
        self.line.edited.connect(self._typed)
        self.line.finished.connect(self.next_wanted)
        self.instead: AnswerGroup | None = None
        if field.options:
            self.instead = AnswerGroup(field.label, choices(field), compact=True)
            self.instead.chosen.connect(self._chosen)
            self.instead.next_wanted.connect(self.next_wanted)
            self.column.add(self.instead, 8)

    def fill(self, value: Value | None) -> None:
        """Show a stored value without telling anybody."""
        code = value if isinstance(value, str) and self.field.option(value) else None
        self.line.fill(None if code else value)
        if self.instead is not None:
            self.instead.fill(code)

    @override
    def set_name(self, name: str) -> None:
        super().set_name(name)
        if self.instead is not None:
            self.instead.setAccessibleName(f"{name} Ohne Angabe")

    @override
    def set_description(self, words: str) -> None:
        """The field says by itself what is wrong with it."""

    @override
    def flush(self) -> bool:
        return self.line.flush()

    @override
    def set_error(self, words: str) -> None:
        self.line.set_error(words)

    def first_focus(self) -> QWidget:
        """Return what gets the focus first."""
        if self.instead is not None and self.instead.code() is not None:
            return self.instead.first_focus()
        return self.line.control

    def _typed(self, value: Value | None) -> None:
        if self.instead is not None and value is not None:
            self.instead.fill(None)
        self.edited.emit(value)

    def _chosen(self, code: str) -> None:
        self.line.fill(None)
        self.edited.emit(code)


def entry(field: Field) -> Entry:
    """Return how a line of text becomes the field's value, judged as everywhere."""
    base = {Kind.NUMBER: NUMBER, Kind.DATE: DATE}.get(field.kind, Entry())

    def read(text: str) -> Value | Trouble | None:
        return checked(field, base.read(text))

    return replace(base, read=read)


Control = SingleControl | MultiControl | ComboControl | LineControl


def control(field: Field, compact: bool = False, main: bool = True) -> Control:
    """Return the control for a field. `main`: the question's wording stands above it."""
    if field.kind is Kind.SINGLE and not main and len(field.options) > FEW:
        return ComboControl(field)
    if field.kind is Kind.SINGLE:
        return SingleControl(field, compact or not main, not main)
    if field.kind is Kind.MULTI:
        return MultiControl(field, compact or not main, not main)
    return LineControl(field)
