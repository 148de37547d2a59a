"""A sitting at the program, shown and active, closed at the end."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from desktop import appearance
from tests.desktop.sitting import Sitting


@pytest.fixture
def begin(qtbot, tmp_path):
    """Begin a sitting: `begin()`, or `begin(folder)` for another desk."""
    QAccessible.setActive(True)
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    appearance.apply("light", 1.0)
    begun = []

    def sit(folder=tmp_path):
        sitting = Sitting(folder)
        begun.append(sitting)
        sitting.window.show()
        qtbot.waitExposed(sitting.window)
        sitting.window.activateWindow()
        sitting.session.start()
        QApplication.processEvents()
        return sitting

    yield sit
    for sitting in begun:
        if isValid(sitting.window):
            sitting.close()
