"""Choose one from a long list; typing finds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QComboBox, QCompleter, QSizePolicy
from typing_extensions import override

from desktop.appearance import draw_icon, font, px
from desktop.widgets.fields import Field

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent, QWheelEvent

    from desktop.widgets.option_face import Choice


class ComboBox(QComboBox):
    """A combo box that the wheel does not turn by accident; `search`: typing finds any part."""

    def __init__(self, search: bool = False) -> None:
        super().__init__()
        self.setFont(font(18))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setEditable(search)
        if search:
            self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            finder = self.completer()
            assert finder is not None  # an editable box has one
            finder.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            finder.setFilterMode(Qt.MatchFlag.MatchContains)
            finder.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.setFont(font(18))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        size = px(20)
        left, top = self.width() - px(13) - size, (self.height() - size) // 2
        draw_icon(QPainter(self), "down", QRect(left, top, size, size), "input")


class ComboField(Field):
    """Choose one from a list. With `search` one may type any part of the words."""

    def __init__(
        self, label: str, choices: Sequence[Choice], optional: bool = False, search: bool = False
    ) -> None:
        self.combo = ComboBox(search)
        super().__init__(label, self.combo, "", optional)
        self.choices: tuple[Choice, ...] = ()
        self._silent = False
        self.set_choices(choices)
        self.combo.currentIndexChanged.connect(self._changed)
        line = self.combo.lineEdit()
        if line is not None:
            line.setAccessibleName(label)
            line.editingFinished.connect(self._settle)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer other choices; nothing is chosen then."""
        self._silent = True
        self.choices = tuple(choices)
        self.combo.clear()
        self.combo.addItems([c.text for c in choices])
        self.combo.setPlaceholderText("Auswählen")
        self.combo.setCurrentIndex(-1)
        self._silent = False

    def code(self) -> str | None:
        """Return the code chosen, None if there is none."""
        row = self.combo.currentIndex()
        return self.choices[row].code if row >= 0 else None

    def fill(self, code: str | None) -> None:
        """Show a stored choice without telling anybody."""
        row = next((n for n, c in enumerate(self.choices) if c.code == code), -1)
        self._silent = True
        self.combo.setCurrentIndex(row)
        self._silent = False

    @override
    def flush(self) -> bool:
        """Choose what was typed, as leaving the field would."""
        self._settle()
        return super().flush()

    def _changed(self, _row: int) -> None:
        if not self._silent:
            self.set_error("")
            self.edited.emit(self.code())

    def _settle(self) -> None:
        """Choose what was typed in full, or the only one that fits; else say what to do."""
        typed = self.combo.currentText().strip().casefold()
        fitting = [n for n, c in enumerate(self.choices) if typed and typed in c.text.casefold()]
        exact = [n for n in fitting if self.choices[n].text.casefold() == typed]
        if exact or len(fitting) == 1:
            self.combo.setCurrentIndex((exact or fitting)[0])
            self.set_error("")
        elif typed:
            self.set_error("Wählen Sie einen Eintrag aus der Liste.")
