"""The look in force, accessibility awake, and a way to show a widget that has the focus."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

from desktop import announcing, appearance, roles
from tests.desktop.hearing import Ear
from tests.desktop.seeing import settle

Style = Callable[..., None]
Show = Callable[..., QWidget]


@pytest.fixture(autouse=True)
def _look(request: pytest.FixtureRequest) -> Iterator[None]:
    """Tests that use Qt start from the light theme at 100 %, with roles and German installed."""
    if "qapp" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("qapp")
    roles.install()
    QAccessible.setActive(True)
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    appearance.apply("light", 1.0)
    yield
    QApplication.processEvents()


@pytest.fixture
def styled(qapp) -> Style:
    """Put a theme and a text scale in force: `styled("dark", 2.0)`."""

    def style(theme: str = "light", scale: float = 1.0) -> None:
        appearance.apply(theme, scale)
        qapp.processEvents()

    return style


@pytest.fixture
def shown(qtbot) -> Show:
    """Show a widget as an active window, laid out: `shown(widget, 640, 480)`."""

    def show(widget: QWidget, width: int = 0, height: int = 0) -> QWidget:
        qtbot.addWidget(widget)
        if width and height:
            widget.resize(width, height)
        widget.show()
        qtbot.waitExposed(widget)
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)
        settle()
        return widget

    return show


@pytest.fixture
def ear(monkeypatch) -> Ear:
    """Listen to announcements: `ear.heard`, `ear.urgent`."""
    made = Ear()
    monkeypatch.setattr(announcing, "QAccessible", made)
    return made
