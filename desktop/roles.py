"""Roles that no widget of Qt has: areas, links, headings, messages, charts.

Installed once, before the first window. The key Qt hands over is the name of the Python class; a
class without its own entry is asked for again under the names of its bases.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget, QLabel, QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QAccessibleInterface


@runtime_checkable
class Expandable(Protocol):
    """A button that shows or hides something."""

    def is_open(self) -> bool:
        """Whether the something is shown."""


class PressInterface(QAccessibleWidget):
    """A button under another role: its name follows its text, and it can be pressed."""

    @override
    def text(self, kind: QAccessible.Text) -> str:
        thing = self.widget()
        if kind == QAccessible.Text.Name and isinstance(thing, QAbstractButton):
            return thing.accessibleName() or thing.text().replace("&&", "&")
        return super().text(kind)

    @override
    def actionNames(self) -> list[str]:
        return [self.pressAction(), self.setFocusAction()]

    @override
    def doAction(self, actionName: str) -> None:
        thing = self.widget()
        if actionName == self.pressAction() and isinstance(thing, QAbstractButton):
            thing.click()
        else:
            super().doAction(actionName)

    @override
    def state(self) -> QAccessible.State:
        state = super().state()
        thing = self.widget()
        if isinstance(thing, Expandable):
            state.expandable = True
            state.expanded = thing.is_open()
            state.collapsed = not thing.is_open()
        return state


class HeadingInterface(QAccessibleWidget):
    """A label told as a heading."""

    @override
    def text(self, kind: QAccessible.Text) -> str:
        thing = self.widget()
        if kind == QAccessible.Text.Name and isinstance(thing, QLabel):
            return thing.accessibleName() or thing.text()
        return super().text(kind)


KINDS: dict[str, tuple[type[QAccessibleWidget], QAccessible.Role]] = {
    "LinkButton": (PressInterface, QAccessible.Role.Link),
    "Disclosure": (PressInterface, QAccessible.Role.Button),
    "Heading": (HeadingInterface, QAccessible.Role.Heading),
    "Area": (QAccessibleWidget, QAccessible.Role.Grouping),
    "NoticeBar": (QAccessibleWidget, QAccessible.Role.AlertMessage),
    "StatusLine": (QAccessibleWidget, QAccessible.Role.StatusBar),
    "LevelBar": (QAccessibleWidget, QAccessible.Role.Chart),
    "Legend": (QAccessibleWidget, QAccessible.Role.StaticText),
}


def make(key: str, thing: QObject) -> QAccessibleInterface | None:
    """Return the interface for one of our classes, None for everything else."""
    if not isinstance(thing, QWidget) or key not in KINDS:
        return None
    kind, role = KINDS[key]
    return kind(thing, role)


_installed: list[object] = []


def install() -> None:
    """Put the roles in force; a second call does nothing."""
    if not _installed:
        _installed.append(make)
        QAccessible.installFactory(make)
