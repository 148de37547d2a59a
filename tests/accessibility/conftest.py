"""The house with all pages, built once, and the result of a walk through it in each look."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtGui import QAccessible

from desktop import appearance, roles, translation
from tests.accessibility.probes import PROBES
from tests.accessibility.room import Room, settle
from tests.accessibility.scenes import House, probes_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QApplication

    from tests.accessibility.scenes import Look

Faults = dict[str, list[str]]


@pytest.fixture(scope="module")
def german(qapp: QApplication) -> Iterator[QApplication]:
    """The application as the program sets it up, with accessibility awake and a still cursor."""
    QAccessible.setActive(True)
    roles.install()
    blinking = qapp.cursorFlashTime()
    qapp.setCursorFlashTime(0)
    qapp.setStyle("Fusion")
    before = QLocale()
    assert translation.install(qapp)
    yield qapp
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(before)
    qapp.setCursorFlashTime(blinking)


@pytest.fixture(scope="module")
def house(german: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """All pages with sample data; gone before other tests restyle what there is."""
    appearance.apply("light", 1.0)
    made = House(tmp_path_factory.mktemp("house"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def walk(house: House) -> Callable[[Look], Faults]:
    """Walk through all pages in a look, once; return what each probe found."""
    known: dict[Look, Faults] = {}

    def walked(look: Look) -> Faults:
        if look not in known:
            faults: Faults = defaultdict(list)
            for name, room in house.rooms(look):
                for code in probes_in(look):
                    faults[code] += [f"{name}: {fault}" for fault in PROBES[code](room)]
            known[look] = faults
        return known[look]

    return walked


@pytest.fixture
def room(german: QApplication, qtbot) -> Callable[..., Room]:
    """Show a window of its own with a page made for a test: `room(page)`."""
    from desktop.window import Window
    from tests.accessibility.small_pages import PLACES

    appearance.apply("light", 1.0)

    def show(page, about: str = "") -> Room:
        window = Window(PLACES)
        qtbot.addWidget(window)
        window.resize(1280, 800)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        window.show_page(page)
        settle()
        return Room(window, None, about)

    return show
