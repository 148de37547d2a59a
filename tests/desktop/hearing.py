"""What assistive technology hears of a widget, asked in process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface

if TYPE_CHECKING:
    from PySide6.QtCore import QObject


def interface(thing: QObject) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(thing)
    assert found is not None, f"{thing} is not told"
    return found


def name(thing: QObject) -> str:
    return interface(thing).text(QAccessible.Text.Name)


def description(thing: QObject) -> str:
    return interface(thing).text(QAccessible.Text.Description)


def role(thing: QObject) -> QAccessible.Role:
    return interface(thing).role()


def actions(thing: QObject) -> list[str]:
    told = interface(thing).actionInterface()
    return list(told.actionNames()) if told else []


def act(thing: QObject, action: str) -> None:
    told = interface(thing).actionInterface()
    assert told is not None
    assert action in told.actionNames()
    told.doAction(action)


def children(thing: QObject) -> list[QAccessibleInterface]:
    told = interface(thing)
    found = (told.child(n) for n in range(told.childCount()))
    return [c for c in found if c is not None]


def child_names(thing: QObject) -> list[str]:
    return [c.text(QAccessible.Text.Name) for c in children(thing)]


class Ear:
    """Hears what is announced, and passes it on."""

    AnnouncementPoliteness = QAccessible.AnnouncementPoliteness

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.urgent: list[str] = []

    def isActive(self) -> bool:  # noqa: N802
        return QAccessible.isActive()

    def updateAccessibility(self, event) -> None:  # noqa: N802
        if isinstance(event, QAccessibleAnnouncementEvent):
            self.heard.append(event.message())
            if event.politeness() == QAccessible.AnnouncementPoliteness.Assertive:
                self.urgent.append(event.message())
        QAccessible.updateAccessibility(event)
