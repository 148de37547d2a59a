"""The keys that work everywhere; all others belong to the window, to a page or to a widget."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut

from desktop.desk import Visit
from desktop.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.session import Session
    from desktop.settings import Preferences
    from desktop.window import Window


def install(window: Window, session: Session, preferences: Preferences) -> None:
    """Make the keys work."""
    table: tuple[tuple[tuple[str, ...], Callable[[], None]], ...] = (
        (("Ctrl+S",), session.confirm_saved),
        (("Ctrl+Z",), lambda: session.step(back=True)),
        (("Ctrl+Y", "Ctrl+Shift+Z"), lambda: session.step(back=False)),
        (("Shift+F1",), lambda: session.help("keys")),
        (("Ctrl+F",), lambda: _search(window)),
        (("Ctrl+E",), lambda: _hand_in(session)),
        (("Ctrl++", "Ctrl+="), lambda: preferences.change(preferences.now.bigger())),
        (("Ctrl+-",), lambda: preferences.change(preferences.now.smaller())),
        (("Ctrl+0",), lambda: preferences.change(replace(preferences.now, text_size=100))),
    )
    for keys, act in table:
        for key in keys:
            QShortcut(QKeySequence(key), window, act)


def _search(window: Window) -> None:
    from desktop.widgets.search_field import SearchEdit

    shown = next((f for f in window.findChildren(SearchEdit) if f.isVisible()), None)
    if shown is not None:
        shown.setFocus()
        shown.selectAll()


def _hand_in(session: Session) -> None:
    if isinstance(session.file, Workspace):
        session.go(Visit("handing_in"))
