"""What assistive technology is told: roles, names, states, groups, keys, title, language."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QProgressBar,
    QRadioButton,
    QScrollArea,
    QTextEdit,
    QWidget,
)

from desktop.areas import Area
from desktop.window import TITLE
from tests.accessibility.room import label
from tests.desktop.hearing import interface

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.accessibility.room import Room

ROLE, TEXT = QAccessible.Role, QAccessible.Text
NO_ROLES = {ROLE.NoRole, ROLE.Client, ROLE.Border, ROLE.Window, ROLE.Pane}
FIELDS = (QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextEdit)
ANSWERS = (QRadioButton, QCheckBox)
ENGLISH = re.compile(
    r"\b(?:about|above|accept|add|again|all files|and|answer|answers|apply|are|back|before|browse|"
    r"but|button|can|cancel|change|changes|check|choose|clear|click|close|contents|continue|copy|"
    r"could|create|cut|date|default|delete|directory|discard|do you|does|done|each|edit|empty|"
    r"error|every|failed|file|files|find|finish|finished|first|folder|for|found|from|go to|have|"
    r"help|hide|home|how|ignore|insert|invalid|is|key|last|leave|level|levels|like|list|load|"
    r"loading|look|maximum|minimum|missing|more|move|new|next|no|not|nothing|of|open|options|or|"
    r"other|page|pages|paste|please|press|previous|print|question|questions|quit|read|ready|redo|"
    r"refresh|remove|rename|required|reset|restore|results?|retry|row|rows|save|saved|scroll|"
    r"search|section|select|selected|settings|shall|should|show|size|sort|step|steps|stop|table|"
    r"that|the|there|these|this|title|to|undo|unknown|update|use|user|value|values|view|warning|"
    r"welcome|what|when|where|which|why|will|with|without|would|wrong|yes|you|your|zoom)\b",
    re.IGNORECASE,
)
"""Words that are English and in no German sentence of an office."""
PROPER = re.compile(
    r"Source Sans(?: Pro| 3)?|Qt for Python|Open Font License|SIL|European Union Public Licence|"
    r"GNU Lesser General Public License|The Qt Company|[„“\w.+-]+\.(?:xlsx|selbstcheck|py)\b|"
    r"[\w-]+(?:/[\w.-]+)+|Python Software Foundation License|Microsoft Excel Open XML"
)
"""Names that are English everywhere: licences, makers; file names and paths."""


def unnamed(room: Room) -> list[str]:
    """UX-01: everything that can have the focus, and every button, has a role and a name."""
    faults = []
    for widget in room.shown():
        if not (_takes_focus(widget) or isinstance(widget, QAbstractButton)):
            continue
        told = interface(widget)
        if told.role() in NO_ROLES:
            faults.append(f"{label(widget)}: role {told.role().name}")
        if not _name(widget):
            faults.append(f"{label(widget)}: no name")
    return faults


def unlabelled(room: Room) -> list[str]:
    """UX-02: fields have a label, and nothing that can be operated has the name of another."""
    faults = [
        f"{label(w)}: no label"
        for w in room.shown(FIELDS)
        if not _is_inner(w) and not (w.accessibleName() or _is_labelled(w))
    ]
    names = Counter(_full_name(w) for w in room.shown() if _is_operated(w))
    faults += [f"{count} × „{name[1]}“" for name, count in names.items() if count > 1]
    return faults


def stateless(room: Room) -> list[str]:
    """UX-04: progress tells value, least and most; answers tell whether they are chosen."""
    faults = []
    for bar in room.shown(QProgressBar):
        told = interface(bar).valueInterface()
        numbers = (told.minimumValue(), told.currentValue(), told.maximumValue()) if told else ()
        if not numbers or not numbers[0] <= numbers[1] <= numbers[2] or numbers[0] >= numbers[2]:
            faults.append(f"{label(bar)}: tells {numbers}")
        if not _name(bar):
            faults.append(f"{label(bar)}: no name")
    for box in room.shown(ANSWERS):
        state = interface(box).state()
        if not state.checkable or bool(state.checked) != box.isChecked():
            faults.append(f"{label(box)}: tells checked={bool(state.checked)}")
    return faults


def ungrouped(room: Room) -> list[str]:
    """UX-05: answers stand in a group that is named with the question one sees."""
    seen = [w.text().replace("&&", "&") for w in room.shown(QLabel) if len(w.text()) > 4]
    faults = []
    for answer in room.shown(ANSWERS):
        alone = isinstance(answer, QCheckBox) and not isinstance(answer.parentWidget(), QGroupBox)
        group = _group_of(answer)
        if not alone and group is None:
            faults.append(f"{label(answer)}: in no group")
        elif group and not alone and not any(_plain(words) in group for words in seen):
            faults.append(f"{label(answer)}: its group „{group}“ is named with no visible question")
    return faults


def foreign(room: Room) -> list[str]:
    """UX-30: no English word is to be seen, heard, or in a menu."""
    found = {}
    for words in _all_words(room):
        hit = ENGLISH.search(PROPER.sub("", words))
        if hit:
            found[words] = f"„{hit[0]}“ in „{words[:80]}“"
    return list(found.values())


def ambiguous_keys(room: Room) -> list[str]:
    """UX-33: mnemonics and shortcuts are unique on a page.

    A button that Enter presses tells „Enter“ as its accelerator, so buttons are asked themselves.
    """
    keys = [b.shortcut().toString() for b in room.shown(QAbstractButton)]
    keys += [interface(w).text(TEXT.Accelerator) for w in room.shown(QLabel)]
    keys += [s.key().toString() for s in room.window.findChildren(QShortcut) if s.isEnabled()]
    for action in room.window.findChildren(QAction):
        keys += [s.toString() for s in action.shortcuts()]
    counted = Counter(k for k in keys if k)
    return [f"{count} × {key}" for key, count in counted.items() if count > 1]


def untitled(room: Room) -> list[str]:
    """UX-34: the window's title names the page, what it is about, and the program."""
    parts = room.window.windowTitle().split(" – ")
    own = room.page.title()
    faults = []
    if parts[-1] != TITLE or not own or not room.window.windowTitle().startswith(own):
        faults.append(f"title „{room.window.windowTitle()}“ for page „{own}“")
    if room.about not in room.window.windowTitle():
        faults.append(f"„{room.about}“ is not in „{room.window.windowTitle()}“")
    return faults


def _takes_focus(widget: QWidget) -> bool:
    tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(tab) and not isinstance(widget, QScrollArea)


def _is_operated(widget: QWidget) -> bool:
    return isinstance(widget, (QAbstractButton, *FIELDS)) and not _is_inner(widget)


def _is_inner(widget: QWidget) -> bool:
    """Whether a widget is a part of a field that is told as one."""
    return isinstance(widget.parentWidget(), QComboBox | QAbstractSpinBox | QAbstractItemView)


def _name(widget: QWidget) -> str:
    return (interface(widget).text(TEXT.Name) or widget.accessibleName()).strip()


def _full_name(widget: QWidget) -> tuple[str | None, str]:
    name = widget.accessibleName() if isinstance(widget, FIELDS) else _name(widget)
    return (_group_of(widget) if isinstance(widget, ANSWERS) else None), name


def _is_labelled(widget: QWidget) -> bool:
    relations = interface(widget).relations()
    return any(kind & QAccessible.RelationFlag.Label for _thing, kind in relations)


def _group_of(widget: QWidget) -> str | None:
    """Return the name of the group around a widget; the areas of the window are none."""
    told = interface(widget).parent()
    while told is not None and told.isValid() and not isinstance(told.object(), Area):
        if told.role() == ROLE.Grouping and told.text(TEXT.Name):
            return _plain(told.text(TEXT.Name))
        told = told.parent()
    return None


def _plain(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip().casefold()


def _all_words(room: Room) -> Iterator[str]:
    yield room.window.windowTitle()
    for _surface, words in room.words:
        yield from (w.text for w in words)
    for widget in room.shown():
        told = interface(widget)
        yield from (told.text(kind) for kind in (TEXT.Name, TEXT.Description))
        yield from (widget.toolTip(), widget.statusTip(), widget.whatsThis())
        if isinstance(widget, QLineEdit):
            yield widget.placeholderText()
            menu = widget.createStandardContextMenu()
            yield from (a.text().replace("&", "") for a in menu.actions())
            menu.deleteLater()
    for menu in room.window.findChildren(QMenu):
        menu.aboutToShow.emit()
    for action in room.window.findChildren(QAction):
        yield action.text().replace("&", "")
