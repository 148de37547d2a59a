"""Answers to choose from: one of several, several of several, a single box.

Digits choose, Enter goes on. Keys work only while the focus is inside the group, so they stay text
in a field beside it. Everything listens to `toggled`: a screen reader's action emits nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QGroupBox,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
)
from typing_extensions import override

from desktop.appearance import px
from desktop.widgets.buttons import enter_keys
from desktop.widgets.option_face import BOX, CARD, KEY_HELP, KEYS, ROW, Choice, Face, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

    from desktop.widgets.option_face import Shape

_COMMAND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
GAP = 8
APART = 16
"""Extra room above an answer that stands apart, px at 100 %."""


if TYPE_CHECKING:
    _Button = QAbstractButton
else:
    _Button = object


class _Drawn(_Button):
    """What radio buttons and check boxes share: sizes and looks from a face."""

    face: Face
    mark = ""

    def _dress(self, choice: Choice, key: str, shape: Shape) -> None:
        self.face = Face(choice, key, shape)
        self.setText(choice.text.replace("&", "&&"))
        self.setAccessibleDescription(choice.anchor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self.face.height(width)

    @override
    def sizeHint(self) -> QSize:
        width = self.face.natural_width()
        return QSize(width, self.face.height(width))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.face.least_width(), px(self.face.shape.least))

    @override
    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in enter_keys():
            event.ignore()  # goes up to the group
        else:
            super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "face"):
            self.updateGeometry()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        state = State(self.isChecked(), self.underMouse(), self.isEnabled())
        self.face.draw(QPainter(self), self.rect(), state, self.mark)


class AnswerOption(_Drawn, QRadioButton):
    """One answer of which exactly one holds; the whole card is the target."""

    mark = "radio"
    picked = Signal()
    """Clicked with the pointer; arrows and assistive technology only check it."""

    def __init__(self, choice: Choice, key: str = "", shape: Shape = CARD) -> None:
        super().__init__()
        self._dress(choice, key, shape)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self.isChecked() and self.rect().contains(event.position().toPoint()):
            self.picked.emit()


class CheckOption(_Drawn, QCheckBox):
    """One answer of which several may hold."""

    mark = "check"

    def __init__(self, choice: Choice, key: str = "", shape: Shape = CARD) -> None:
        super().__init__()
        self._dress(choice, key, shape)


class CheckBox(CheckOption):
    """A single box with words: „Notizen mitgeben“."""

    def __init__(self, text: str, description: str = "") -> None:
        super().__init__(Choice("", text), shape=BOX)
        self.setAccessibleDescription(description)
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Maximum)
        self.setSizePolicy(policy)

    def fill(self, on: bool) -> None:
        """Show a value without telling anybody."""
        self.blockSignals(True)
        self.setChecked(on)
        self.blockSignals(False)


Option = TypeVar("Option", AnswerOption, CheckOption)


class _Group(QGroupBox):
    """Answers below each other, told as a group with the question as its name."""

    next_wanted = Signal()

    def __init__(self, name: str, count: int, description: str, compact: bool) -> None:
        super().__init__()
        self.setAccessibleName(name)
        told = (description, f"{count} Antworten.", KEY_HELP)
        self.setAccessibleDescription(" ".join(filter(None, told)))
        self._compact = compact
        self._silent = False
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._space()

    def shape(self) -> Shape:
        """Return how the answers look."""
        return ROW if self._compact else CARD

    def _space(self) -> None:
        self._box.setSpacing(0 if self._compact else px(GAP))

    def by_key(self, _text: str) -> bool:
        """Choose the answer that belongs to a key; return whether there is one."""
        return False

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & _COMMAND:
            super().keyPressEvent(event)
        elif event.key() in enter_keys():
            self.next_wanted.emit()
        elif not event.text() or not self.by_key(event.text().upper()):
            super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_box"):
            self._space()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Nothing: the group is told, not drawn."""


class AnswerGroup(_Group):
    """One of several answers. `compact`: rows without outlines."""

    chosen = Signal(str)
    """Code of the answer a person chose."""
    picked = Signal(str)
    """The same, but only by digit or click: the choice is final, one may go on."""

    def __init__(
        self, name: str, choices: Sequence[Choice], description: str = "", compact: bool = False
    ) -> None:
        super().__init__(name, len(choices), description, compact)
        self.options = [
            AnswerOption(c, k, self.shape()) for c, k in zip(choices, KEYS, strict=False)
        ]
        self._buttons = QButtonGroup(self)
        for number, option in enumerate(self.options):
            self._box.addWidget(option)
            self._buttons.addButton(option, number)
            option.picked.connect(self._picked)
        self._buttons.idToggled.connect(self._toggled)

    def code(self) -> str | None:
        """Return the code chosen, None if there is none."""
        number = self._buttons.checkedId()
        return self.options[number].face.choice.code if number >= 0 else None

    def fill(self, code: str | None) -> None:
        """Show a stored answer, or none, without telling anybody."""
        if code == self.code():
            return
        self._silent = True
        self._buttons.setExclusive(False)
        for option in self.options:
            option.setChecked(option.face.choice.code == code)
        self._buttons.setExclusive(True)
        self._silent = False

    def first_focus(self) -> AnswerOption:
        """Return where the group is entered: at the answer chosen, else at the first one."""
        number = self._buttons.checkedId()
        return self.options[max(0, number)]

    @override
    def by_key(self, text: str) -> bool:
        option = next((o for o in self.options if o.face.key == text), None)
        if option is None or not option.isEnabled():
            return False
        option.setFocus(Qt.FocusReason.ShortcutFocusReason)
        option.setChecked(True)
        self._picked()
        return True

    def _toggled(self, number: int, on: bool) -> None:
        if on and not self._silent:
            self.chosen.emit(self.options[number].face.choice.code)

    def _picked(self) -> None:
        code = self.code()
        if code is not None:
            self.picked.emit(code)


class CheckGroup(_Group):
    """Several of several answers; an exclusive one („weiß ich nicht“) stands alone."""

    chosen = Signal(object)
    """Tuple of codes, in the order of the answers; empty: none."""

    def __init__(
        self, name: str, choices: Sequence[Choice], description: str = "", compact: bool = False
    ) -> None:
        super().__init__(name, len(choices), description, compact)
        self.options = [
            CheckOption(c, k, self.shape()) for c, k in zip(choices, KEYS, strict=False)
        ]
        for option in self.options:
            self._box.addWidget(option)
            option.toggled.connect(lambda on, o=option: self._toggled(o, on))

    def codes(self) -> tuple[str, ...]:
        """Return the codes chosen."""
        return tuple(o.face.choice.code for o in self.options if o.isChecked())

    def fill(self, codes: Sequence[str]) -> None:
        """Show stored answers without telling anybody."""
        self._silent = True
        for option in self.options:
            option.setChecked(option.face.choice.code in codes)
        self._silent = False

    def first_focus(self) -> CheckOption:
        """Return where the group is entered."""
        return next((o for o in self.options if o.isChecked()), self.options[0])

    @override
    def by_key(self, text: str) -> bool:
        option = next((o for o in self.options if o.face.key == text), None)
        if option is None or not option.isEnabled():
            return False
        option.setFocus(Qt.FocusReason.ShortcutFocusReason)
        option.toggle()
        return True

    def _toggled(self, option: CheckOption, on: bool) -> None:
        if self._silent:
            return
        if on:
            alone = option.face.choice.exclusive
            self._silent = True
            for other in self.options:
                if other is not option and (alone or other.face.choice.exclusive):
                    other.setChecked(False)
            self._silent = False
        self.chosen.emit(self.codes())
