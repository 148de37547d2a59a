"""A department with three services, or ZPPM, at work in the real window."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from desktop.desk import Beginning
from tests.desktop.offices import Clock, make_file
from tests.desktop.sitting import Sitting


@pytest.fixture
def empty_sitting(qtbot, tmp_path):
    """The program at its first start."""
    sitting = Sitting(tmp_path)
    sitting.window.show()
    qtbot.waitExposed(sitting.window)
    sitting.window.activateWindow()
    sitting.session.start()
    QApplication.processEvents()
    yield sitting
    if getattr(sitting.session.file, "saving", None) is not None:
        sitting.session.file.saving.forget()
    sitting.close()
    assert sitting.prompts.is_done()


@pytest.fixture
def sitting(empty_sitting, tmp_path):
    """A department's file with three services, at the start page."""
    path = make_file(tmp_path / "steuern.selbstcheck", Clock())
    empty_sitting.session.open(path)
    QApplication.processEvents()
    return empty_sitting


@pytest.fixture
def workspace(sitting):
    """What is open in the sitting."""
    return sitting.session.file


@pytest.fixture
def zppm(empty_sitting, tmp_path):
    """An empty file of ZPPM."""
    empty_sitting.session.begin(Beginning(tmp_path / "bestand.selbstcheck", "Stadt Jena"))
    QApplication.processEvents()
    return empty_sitting
