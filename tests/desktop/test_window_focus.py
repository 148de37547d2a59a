"""What has the focus, how pages change, and how parts that scroll keep their place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMargins, QPoint
from PySide6.QtGui import QAccessible, QImage, qRgb
from PySide6.QtWidgets import QApplication, QWidget

from desktop.tab_order import tab_stops
from desktop.tokens import ratio
from desktop.widgets.text import Heading
from desktop.window import Window
from tests.desktop import hearing, seeing
from tests.desktop.framed import PLACES, QuestionPage, focused


@pytest.fixture
def window(shown):
    made = shown(Window(PLACES), 1280, 800)
    made.show_page(QuestionPage())
    made.set_status("Gespeichert um 14:32 Uhr · nur auf diesem Rechner", "saved")
    made.set_context("Bürgerservice", "2. Erhebung 2026")
    QApplication.processEvents()
    return made


def test_the_ring_surrounds_the_focus_with_a_gap(window):
    option = window.page.group.options[1]
    option.setFocus()
    QApplication.processEvents()
    place = option.mapTo(window, QPoint(0, 0))
    ring = window.ring.geometry()
    assert ring.topLeft() == place - QPoint(5, 5)
    assert ring.size() == option.size().grownBy(QMargins(5, 5, 5, 5))
    image = seeing.picture(window)
    middle = place.y() + option.height() // 2
    colours = [image.pixelColor(place.x() - n, middle).name() for n in (1, 2, 3, 4, 5)]
    assert colours == ["#ffffff", "#ffffff", "#454b6b", "#454b6b", "#454b6b"]


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_every_stop_shows_where_the_focus_is(window, styled, theme):
    """UX-13: perimeter × 2 px change with a contrast of at least 3, inside the window."""
    styled(theme)
    for _area, stops in window.areas():
        for stop in stops:
            if not stop.isVisible():
                continue
            window.setFocus()
            window.ring.hide()
            before = seeing.picture(window)
            stop.setFocus()
            QApplication.processEvents()
            after = seeing.picture(window)
            assert window.ring.isVisible(), hearing.name(stop)
            assert window.rect().contains(window.ring.geometry()), hearing.name(stop)
            rect = window.ring.geometry()
            changed = _changed(before, after, rect)
            perimeter = 2 * (rect.width() + rect.height())
            assert changed >= 2 * perimeter * 0.9, hearing.name(stop)


def _changed(before: QImage, after: QImage, rect) -> int:
    count = 0
    for y in range(rect.top(), rect.bottom() + 1):
        for x in range(rect.left(), rect.right() + 1):
            one, other = before.pixel(x, y), after.pixel(x, y)
            if one != other and ratio(_name(one), _name(other)) >= 3:
                count += 1
    return count


def _name(value: int) -> str:
    return f"#{value & qRgb(255, 255, 255) & 0xFFFFFF:06x}"


def test_the_ring_follows_the_scrolling_and_stays_inside(window):
    window.show_page(QuestionPage(answers=20))
    QApplication.processEvents()
    window.page.group.options[-1].setFocus()
    QApplication.processEvents()
    assert window.ring.isVisible()
    pane = window.pane
    top = pane.mapTo(window, QPoint(0, 0)).y()
    assert top <= window.ring.y()
    assert window.ring.geometry().bottom() <= top + pane.height()


def test_every_stop_has_a_name_and_a_role(window):
    for _area, stops in window.areas():
        for stop in stops:
            assert hearing.name(stop).strip(), stop
            assert hearing.role(stop) != QAccessible.Role.Client, stop


def test_mnemonics_are_told_and_unique(window):
    buttons = (window.page.go_on, window.page.go_back)
    keys = [hearing.interface(b).text(QAccessible.Text.Accelerator) for b in buttons]
    assert keys == ["Alt+W", "Alt+Z"]


def test_showing_a_page_deletes_the_one_before(window, qtbot):
    old = window.page
    with qtbot.waitSignal(old.destroyed):
        window.show_page(QuestionPage())
    assert window.page is not old


def test_showing_the_same_page_again_keeps_it_and_its_focus(window):
    page = window.page
    page.note.edit.setFocus()
    window.show_page(page)
    QApplication.processEvents()
    assert window.page is page
    assert focused() is page.note.edit


def test_a_page_that_fills_gives_its_body_the_whole_height(window):
    class Filling(QuestionPage):
        fills = True
        width = 944

        def __init__(self):
            super().__init__()
            self.side = None
            self.rest = QWidget()
            self.add(self.rest, 0, 1)

    window.show_page(Filling())
    QApplication.processEvents()
    rest = window.page.rest
    bottom = rest.mapTo(window, QPoint(0, rest.height())).y()
    assert 0 <= window.page.bar_part.mapTo(window, QPoint(0, 0)).y() - bottom <= 16


def test_a_pinned_head_stays_while_the_body_scrolls(window):
    class Pinned(QuestionPage):
        pinned = True

    window.show_page(Pinned(answers=20))
    QApplication.processEvents()
    before = window.page.top_part.mapTo(window, QPoint(0, 0))
    window.pane.verticalScrollBar().setValue(300)
    QApplication.processEvents()
    assert window.page.top_part.mapTo(window, QPoint(0, 0)) == before


def test_a_scroll_bar_moves_nothing(window):
    before = window.page.group.options[0].width()
    window.show_page(QuestionPage(answers=20))
    QApplication.processEvents()
    assert window.pane.bar.isVisible()
    assert window.page.group.options[0].width() == before == 624


@pytest.mark.parametrize(("state", "token"), [("saved", "muted"), ("failed", "danger")])
def test_the_save_line_says_and_shows_its_state(window, state, token):
    window.set_status("Noch nicht gespeichert", state)
    assert window.status.text.text() == "Noch nicht gespeichert"
    assert window.status.text.token == token


def test_stops_inside_a_scroll_area_are_found_in_their_order(window):
    names = [hearing.name(s) for s in tab_stops(window.side)]
    assert names == ["Stufen", "Antrag vollständig abschicken"]


def test_words_with_too_little_room_are_noticed(shown):
    cut = QWidget()
    label = Heading("Kann der Antrag online vollständig abgeschickt werden?", 2)
    label.setParent(cut)
    label.setGeometry(0, 0, 200, 32)
    shown(cut, 300, 100)
    assert len(seeing.clipped(cut)) == 1
