"""In a low window everything scrolls, so a page must not open at its end."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.widgets.fields import LineField
from tests.accessibility.room import settle
from tests.accessibility.small_pages import SmallPage


class GoingOnPage(SmallPage):
    """Enter goes on: the focus belongs to the primary button."""

    def first_focus(self) -> QWidget | None:
        return self.go_on


@pytest.mark.parametrize(("height", "label"), [(800, ""), (384, "Eins")])
def test_a_page_opens_at_its_beginning(room, height, label):
    shown = room(SmallPage())
    shown.window.resize(683, height)
    settle()
    fields = [LineField(name) for name in ("Eins", "Zwei", "Drei", "Vier", "Fünf")]
    page = GoingOnPage(*fields)
    shown.window.show_page(page)
    settle()
    focus = QApplication.focusWidget()
    assert focus is (fields[0].edit if label else page.go_on)
    assert shown.window.pane.verticalScrollBar().value() == 0


def test_a_page_with_nothing_else_keeps_the_focus_on_its_button(room):
    shown = room(SmallPage())
    shown.window.resize(683, 384)
    page = GoingOnPage()
    shown.window.show_page(page)
    settle()
    assert QApplication.focusWidget() is page.go_on
