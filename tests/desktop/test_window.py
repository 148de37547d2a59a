"""The frame: areas, keys, three widths and a low mode, one ring, one Tab order."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.window import Window
from tests.desktop import hearing, seeing
from tests.desktop.framed import PLACES, SIZES, QuestionPage, focused, press


@pytest.fixture
def window(shown):
    made = shown(Window(PLACES), 1280, 800)
    made.show_page(QuestionPage())
    made.set_status("Gespeichert um 14:32 Uhr · nur auf diesem Rechner", "saved")
    made.set_context("Bürgerservice", "2. Erhebung 2026")
    QApplication.processEvents()
    return made


def test_the_title_says_page_object_and_program(window):
    assert window.windowTitle() == "Frage 7 von 14 – Hundesteuer – Selbstcheck Digitale Verwaltung"


def test_areas_are_told_as_named_groups(window):
    told = {hearing.name(a): hearing.role(a) for a, _stops in window.areas()}
    roles = QAccessible.Role
    assert told == {
        "Navigation": roles.Grouping,
        "Inhalt": roles.Grouping,
        "Aktionen": roles.Grouping,
        "Stufe": roles.Grouping,
        "Status": roles.StatusBar,
    }


def test_the_navigation_is_a_list_of_places_with_the_present_one_selected(window):
    rows = hearing.children(window.navigation)
    assert hearing.name(window.navigation) == "Hauptnavigation"
    assert hearing.role(window.navigation) == QAccessible.Role.List
    assert [r.text(QAccessible.Text.Name) for r in rows] == [p.title for p in PLACES]
    assert [bool(r.state().selected) for r in rows] == [False, True, False, False]
    assert rows[0].text(QAccessible.Text.Description) == "Strg+1"


def test_arrows_in_the_navigation_move_only_the_ring(window, qtbot):
    window.navigation.setFocus()
    with qtbot.assertNotEmitted(window.wanted):
        press(Qt.Key.Key_Down)
    assert hearing.children(window.navigation)[1].state().selected
    with qtbot.waitSignal(window.wanted, check_params_cb=lambda place: place == "hand_in"):
        press(Qt.Key.Key_Return)


def test_a_screen_reader_that_selects_a_place_goes_there(window, qtbot):
    row = hearing.children(window.navigation)[0]
    with qtbot.waitSignal(window.wanted, check_params_cb=lambda place: place == "home"):
        row.actionInterface().doAction("Toggle")
    assert hearing.children(window.navigation)[1].state().selected  # until the page is shown


def test_a_click_on_a_place_goes_there(window, qtbot):
    rect = window.navigation.visualRect(window.navigation.model().index(2, 0))
    with qtbot.waitSignal(window.wanted, check_params_cb=lambda place: place == "hand_in"):
        QTest.mouseClick(
            window.navigation.viewport(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            rect.center(),
        )


def test_shortcuts_lead_to_places_from_anywhere(window, qtbot):
    window.page.note.edit.setFocus()
    with qtbot.waitSignal(window.wanted, check_params_cb=lambda place: place == "home"):
        press(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)


def test_help_is_one_key_away_and_says_its_key(window, qtbot):
    with qtbot.waitSignal(window.help_wanted):
        press(Qt.Key.Key_F1)
    assert hearing.name(window.status.help) == "Hilfe"
    told = hearing.interface(window.status.help).actionInterface()
    assert "F1" in str(told.keyBindingsForAction("Press"))


def test_control_enter_goes_on_and_alt_left_goes_back(window, qtbot):
    window.page.note.edit.setFocus()
    with qtbot.waitSignal(window.page.go_on.clicked):
        press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(window.page.go_back.clicked):
        press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)


@pytest.mark.parametrize("size", SIZES)
def test_f6_walks_through_all_areas_and_comes_back_to_where_one_was(window, size):
    window.resize(*SIZES[size])
    QApplication.processEvents()
    window.page.note.edit.setFocus()
    seen = []
    stops = window.areas()
    for _ in range(len([a for a, s in stops if s])):
        press(Qt.Key.Key_F6)
        seen.append(next(hearing.name(a) for a, s in window.areas() if focused() in s))
    assert sorted(seen) == sorted(hearing.name(a) for a, s in stops if s)
    assert focused() is window.page.note.edit
    press(Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    press(Qt.Key.Key_F6)
    assert focused() is window.page.note.edit


@pytest.mark.parametrize("size", SIZES)
def test_tab_follows_the_reading_order_and_comes_round(window, size):
    window.resize(*SIZES[size])
    QApplication.processEvents()
    window.page.group.fill("Antwort Nummer 2")
    first = window.page.group.first_focus()
    first.setFocus()
    ring = []
    for _ in range(40):
        press(Qt.Key.Key_Tab)
        ring.append(focused())
        if focused() is first:
            break
    expected = [s for _area, stops in window.areas() for s in stops if s.isVisible()]
    one_per_group = [s for s in expected if not isinstance(s, type(first)) or s is first]
    start = one_per_group.index(first) + 1
    assert ring == one_per_group[start:] + one_per_group[:start]
    for back in [*reversed(ring[:-1]), first]:
        press(Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
        assert focused() is back


def test_each_stop_is_right_of_or_below_the_one_before_in_its_area(window):
    for area, stops in window.areas():
        places = [s.mapTo(area, QPoint(0, 0)) for s in stops if s.isVisible()]
        assert places == sorted(places, key=lambda p: (p.y(), p.x())), hearing.name(area)


def test_a_wide_window_has_the_panel_at_the_side(window):
    left = window.page.side.mapTo(window, QPoint(0, 0)).x()
    assert left == 1280 - 320 + 24
    assert window.page.body_part.mapTo(window, QPoint(0, 0)).x() == 240


def test_a_middle_window_has_the_panel_below_the_answers(window):
    window.resize(*SIZES["middle"])
    QApplication.processEvents()
    assert window.nav.isVisible()
    panel = window.page.side.mapTo(window.sheet, QPoint(0, 0))
    note = window.page.note.mapTo(window.sheet, QPoint(0, 0))
    assert panel.y() > note.y()


def test_a_narrow_window_has_a_menu_instead_of_the_navigation(window, qtbot):
    window.resize(*SIZES["narrow"])
    QApplication.processEvents()
    assert not window.nav.isVisible()
    assert hearing.role(window.menu_button) == QAccessible.Role.ButtonMenu
    assert hearing.name(window.menu_button) == "Menü"
    menu = window.menu_button.menu()
    menu.aboutToShow.emit()
    entries = {a.text(): a for a in menu.actions() if not a.isSeparator()}
    assert list(entries) == [
        "&1 Start",
        "&2 Leistungen",
        "&3 Abgeben",
        "&4 Einstellungen",
        "Alle Fragen auf einer Seite",
    ]
    with qtbot.waitSignal(window.wanted, check_params_cb=lambda place: place == "hand_in"):
        entries["&3 Abgeben"].trigger()
    with qtbot.waitSignal(window.page.all.clicked):
        entries["Alle Fragen auf einer Seite"].trigger()


def test_the_menu_opens_by_key_and_gives_the_focus_back(window):
    window.resize(*SIZES["narrow"])
    QApplication.processEvents()
    window.menu_button.setFocus()
    menu = window.menu_button.menu()
    opened = []
    menu.aboutToShow.connect(lambda: opened.append(True))
    QTimer.singleShot(0, menu, menu.close)
    press(Qt.Key.Key_Space)
    assert opened
    assert window.focusWidget() is window.menu_button


def test_nothing_is_sticky_in_a_low_window(window):
    window.resize(*SIZES["low"])
    QApplication.processEvents()
    inside = window.sheet
    for part in (window.top, window.page.top_part, window.page.bar_part, window.below):
        assert inside.isAncestorOf(part)
    assert not window.status.isVisible()
    assert window.saved_words.text() == "Gespeichert um 14:32 Uhr"
    order = [window.top, window.page.body_part, window.page.bar_part, window.below]
    tops = [p.mapTo(inside, QPoint(0, 0)).y() for p in order]
    assert tops == sorted(tops)


def test_wide_again_is_as_before(window):
    before = seeing.picture(window)
    for size in ("low", "narrow", "middle", "wide"):
        window.resize(*SIZES[size])
        QApplication.processEvents()
    window.pane.verticalScrollBar().setValue(0)
    window.ring.place()
    assert seeing.picture(window) == before


def test_the_focus_survives_a_change_of_the_width(window):
    link = window.page.side.missing.findChildren(QWidget)[1]
    link.setFocus()
    for size in ("middle", "low", "wide"):
        window.resize(*SIZES[size])
        QApplication.processEvents()
        assert focused() is link


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("size", ["wide", "low"])
def test_no_words_are_cut_off_and_nothing_scrolls_sideways(window, styled, theme, scale, size):
    width, height = SIZES[size]
    window.resize(round(width * scale), round(height * scale))
    styled(theme, scale)
    QApplication.processEvents()
    assert seeing.clipped(window) == []
    assert seeing.sideways(window) == []


def test_words_have_room_after_any_number_of_changes(window, styled):
    """Layout items that outlive their place keep stale heights; several rounds would show it."""
    for round_ in range(4):
        for size, scale in (("low", 1.5), ("middle", 1.0), ("narrow", 2.0), ("wide", 1.25)):
            width, height = SIZES[size]
            window.resize(round(width * scale), round(height * scale))
            styled("light", scale)
            window.page.group.options[round_].setFocus()
            QApplication.processEvents()
            assert seeing.clipped(window) == []


def test_larger_text_counts_as_a_smaller_window(window, styled):
    styled("light", 2.0)
    QApplication.processEvents()
    assert window.mode() == (True, False, True)
    assert window.menu_button.isVisible()
