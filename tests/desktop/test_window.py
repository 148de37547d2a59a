"""The frame: areas, keys, three widths and a low mode, one ring, one Tab order."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMargins, QPoint, Qt, QTimer
from PySide6.QtGui import QAccessible, QImage, qRgb
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from desktop.navigation import Place
from desktop.page import Page
from desktop.tab_order import tab_stops
from desktop.tokens import ratio
from desktop.widgets.fields import LineField
from desktop.widgets.ladder import LadderPanel, LadderView, Missing
from desktop.widgets.option_list import AnswerGroup, Choice
from desktop.widgets.text import Heading
from desktop.window import Window
from tests.desktop import hearing, seeing
from tests.desktop.gallery_widgets import rungs

PLACES = (
    Place("home", "Start", "home", "Ctrl+1"),
    Place("services", "Leistungen", "services", "Ctrl+2"),
    Place("hand_in", "Abgeben", "handin", "Ctrl+3"),
    Place("settings", "Einstellungen", "settings", apart=True),
)
SIZES = {"wide": (1280, 800), "middle": (1000, 800), "narrow": (700, 800), "low": (683, 384)}


class QuestionPage(Page):
    """A page with everything a frame has a place for."""

    id = "question"
    place = "services"
    names_object = True

    def __init__(self, answers: int = 5) -> None:
        super().__init__()
        self.all = self.head_link("Alle Fragen auf einer Seite")
        self.add(Heading("Kann der Antrag online vollständig abgeschickt werden?", 2), 24)
        words = [f"Antwort Nummer {n + 1}" for n in range(answers)]
        self.group = AnswerGroup("Frage 7 von 14", [Choice(w, w) for w in words])
        self.add(self.group, 16)
        self.note = LineField("Nachweis oder Notiz", optional=True)
        self.add(self.note, 24)
        self.primary("&Weiter")
        self.go_back = self.secondary("&Zurück")
        self.third("Später beantworten")
        self.side = LadderPanel()
        self.side.fill(
            LadderView(
                "Stufe 2 von 4",
                "Steht fest. 1 Frage ist noch offen.",
                rungs(2),
                "Für Stufe 3 fehlt noch",
                (Missing("O7", "Antrag vollständig abschicken", "Frage 7 · unser Fachdienst"),),
            )
        )

    @override
    def title(self) -> str:
        return "Frage 7 von 14 – Hundesteuer"

    @override
    def crumbs(self) -> str:
        return "Leistungen › Hundesteuer"

    @override
    def first_focus(self) -> QWidget:
        return self.group.first_focus()


@pytest.fixture
def window(shown):
    made = shown(Window(PLACES), 1280, 800)
    made.show_page(QuestionPage())
    made.set_status("Gespeichert um 14:32 Uhr · nur auf diesem Rechner", "saved")
    made.set_context("Bürgerservice", "2. Erhebung 2026")
    QApplication.processEvents()
    return made


def focused() -> QWidget:
    focus = QApplication.focusWidget()
    assert focus is not None
    return focus


def press(key: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), key, modifiers)
    QApplication.processEvents()


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
