"""The table as a person meets it: by key, by ear, by eye."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from desktop.tables import Cell, Column, TableModel
from desktop.widgets.data_table import TWO_LINES, DataTable
from desktop.widgets.margin_bar import MarginBar
from tests.desktop import hearing, seeing

NAMES = ("Fund anzeigen", "Hundesteuer – Abmeldung", "Hundesteuer – Anmeldung")


def columns():
    return (
        Column("Leistung", lambda n: Cell(n, size=18, marks=((0, 4),)), sort=lambda n: n),
        Column("Schlüssel", lambda _n: Cell("99102013070000", "geprüft", token="muted"), 176),
        Column("Fälle", lambda n: Cell(str(len(n))), 80, right=True, sort=len),
    )


@pytest.fixture
def table(shown):
    model = TableModel(columns(), key=lambda n: n)
    model.show(NAMES)
    made = DataTable("Leistungen", model, TWO_LINES)
    page = QWidget()
    box = QVBoxLayout(page)
    box.setContentsMargins(20, 20, 20, 20)
    box.addWidget(made)
    page.after = QLineEdit()
    box.addWidget(page.after)
    box.addStretch(1)
    shown(page, 800, 400)
    made.page = page
    made.enter()
    return made


def press(table: DataTable, key: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(table, key, modifiers)


def test_a_table_is_told_with_heads_cells_and_their_full_words(table):
    told = hearing.interface(table)
    assert (told.role(), hearing.name(table)) == (QAccessible.Role.Table, "Leistungen")
    cells = [c for c in hearing.children(table) if c.role() == QAccessible.Role.Cell]
    heads = [c for c in hearing.children(table) if c.role() == QAccessible.Role.ColumnHeader]
    assert [h.text(QAccessible.Text.Name) for h in heads] == ["Leistung", "Schlüssel", "Fälle"]
    names = [c.text(QAccessible.Text.Name) for c in cells[:3]]
    assert names == ["Fund anzeigen", "99102013070000, geprüft", "13"]
    rows = [c for c in hearing.children(table) if c.role() == QAccessible.Role.RowHeader]
    assert [r.text(QAccessible.Text.Name) for r in rows] == list(NAMES)


def test_arrows_move_and_tab_leaves(table):
    assert (table.currentIndex().row(), table.currentIndex().column()) == (0, 0)
    press(table, Qt.Key.Key_Down)
    press(table, Qt.Key.Key_Right)
    assert (table.currentIndex().row(), table.currentIndex().column()) == (1, 1)
    assert table.current_row() == NAMES[1]
    press(table, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is table.page.after


def test_enter_activates_the_row(table, qtbot):
    press(table, Qt.Key.Key_Down)
    with qtbot.waitSignal(table.activated_row, check_params_cb=lambda row: row == NAMES[1]):
        press(table, Qt.Key.Key_Return)


def test_space_and_click_turn_a_tick_only_where_rows_have_ticks(table, qtbot):
    told = []
    table.toggled_row.connect(told.append)
    press(table, Qt.Key.Key_Space)
    assert told == []
    table.table.set_chosen(frozenset({NAMES[0]}))
    press(table, Qt.Key.Key_Space)
    click = table.visualRect(table.model().index(2, 0)).center()
    QTest.mouseClick(
        table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, click
    )
    assert told == [NAMES[0], NAMES[2]]


def test_a_letter_belongs_into_the_search_and_up_leads_there(table, qtbot):
    with qtbot.waitSignal(table.typed, check_params_cb=lambda sign: sign == "h"):
        press(table, Qt.Key.Key_H)
    with qtbot.waitSignal(table.search_wanted):
        press(table, Qt.Key.Key_Up)
    assert table.currentIndex().row() == 0


def test_the_keyboard_sorts_by_the_column_one_is_in(table):
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    press(table, Qt.Key.Key_Down, both)
    assert table.table.row(0) == NAMES[2]
    press(table, Qt.Key.Key_Up, both)
    assert table.table.row(0) == NAMES[0]


def test_a_click_on_a_head_sorts_and_again_turns_the_order(table):
    head = table.horizontalHeader()
    at = QPoint(head.sectionPosition(0) + 20, 20)
    orders = []
    for _ in range(2):
        QTest.mouseClick(
            head.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at
        )
        orders.append(table.table.row(0))
    assert orders == [NAMES[0], NAMES[2]]


def test_a_short_table_shows_all_its_rows(table):
    assert table.height() == 36 + 3 * 64
    assert table.columnWidth(0) == 760 - 176 - 80


def test_a_narrow_table_scrolls_by_itself(table):
    table.page.resize(360, 400)
    QApplication.processEvents()
    assert table.horizontalScrollBar().maximum() > 0
    assert table.columnWidth(0) == 208


def test_a_long_table_keeps_its_height_and_scrolls(shown):
    model = TableModel(columns(), key=lambda n: n)
    model.show([f"Leistung {n}" for n in range(2000)])
    table = DataTable("Leistungen", model, fills=True)
    page = QWidget()
    QVBoxLayout(page).addWidget(table)
    shown(page, 800, 400)
    assert table.height() <= 400
    assert table.verticalScrollBar().maximum() > 0


def test_new_rows_begin_at_the_top(table):
    press(table, Qt.Key.Key_Down)
    table.table.show(NAMES[:2])
    assert table.currentIndex().row() == 0
    table.table.show(())
    assert table.current_row() is None


def test_the_ring_goes_around_the_first_line_or_both(table):
    first = table.focus_rect()
    press(table, Qt.Key.Key_Right)
    second = table.focus_rect()
    assert (first.height(), second.height()) == (30, 54)
    assert second.left() == table.visualRect(table.currentIndex()).left() + 3


def test_what_was_found_has_a_ground_and_the_chosen_row_a_tick(table):
    image = seeing.picture(table.viewport())
    ground = [image.pixelColor(20, y).name() for y in range(64)]
    assert ground.count("#e5ebf7") >= 8
    before = image
    table.table.set_chosen(frozenset({NAMES[0]}))
    after = seeing.picture(table.viewport())
    assert after.pixelColor(2, 14).name() == "#2044aa"
    assert after != before


def test_first_and_last_column_are_flush(table):
    image = seeing.picture(table.page)
    left = table.mapTo(table.page, QPoint(0, 0)).x()
    line = table.mapTo(table.page, QPoint(0, 35)).y()
    colours = [image.pixelColor(x, line).name() for x in (left - 1, left, left + 759, left + 760)]
    assert colours == ["#ffffff", "#6e7597", "#6e7597", "#ffffff"]


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_rows_and_heads_grow_with_the_text(table, styled, scale):
    styled("light", scale)
    table.page.resize(round(800 * scale), round(400 * scale))
    QApplication.processEvents()
    assert table.rowHeight(0) == round(64 * scale)
    assert table.height() == round(36 * scale) + 3 * round(64 * scale)


LONG = "Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung – Ausnahmebewilligung"


def test_long_words_wrap_and_their_row_grows(table):
    table.page.resize(560, 500)
    table.table.show((NAMES[0], LONG))
    seeing.settle()
    assert table.rowHeight(0) == 64
    assert table.rowHeight(1) > 64
    assert table.height() == 36 + table.rowHeight(0) + table.rowHeight(1)
    table.table.sort(0, Qt.SortOrder.DescendingOrder)
    assert table.rowHeight(0) > table.rowHeight(1) == 64


def test_ticking_moves_nothing(table):
    table.page.resize(480, 500)
    table.table.set_chosen(frozenset())
    table.table.show((NAMES[1], LONG))
    seeing.settle()
    before = [table.rowHeight(n) for n in range(2)]
    table.table.set_chosen(frozenset({NAMES[1], LONG}))
    seeing.settle()
    assert [table.rowHeight(n) for n in range(2)] == before


def test_a_long_table_measures_only_what_one_sees(shown):
    looked: list[str] = []

    def cell(name: str) -> Cell:
        looked.append(name)
        return Cell(name, size=18)

    model = TableModel([Column("Leistung", cell)], key=lambda n: n)
    table = DataTable("Leistungen", model, fills=True)
    page = QWidget()
    QVBoxLayout(page).addWidget(table)
    shown(page, 400, 300)
    model.show([f"{LONG} {n}" for n in range(10_000)])
    seeing.picture(page)
    assert len(set(looked)) < 30
    assert table.rowHeight(0) > 40
    last = table.table.index(9_999, 0)
    table.scrollTo(last)
    seeing.picture(page)
    assert table.rowHeight(9_999) == table.rowHeight(0)
    assert table.visualRect(last).bottom() <= table.viewport().height()


def test_words_beside_go_below_where_they_do_not_fit(shown):
    model = TableModel([Column("Leistung", lambda n: Cell(n, beside="gefunden über „Hund“"))])
    model.show(("Fund anzeigen",))
    table = DataTable("Leistungen", model)
    page = QWidget()
    box = QVBoxLayout(page)
    box.addWidget(table)
    box.addStretch(1)
    shown(page, 500, 200)
    assert table.rowHeight(0) == 40
    page.resize(240, 200)
    seeing.settle()
    assert table.rowHeight(0) == 64


def test_the_scroll_bar_of_a_long_table_stands_in_the_margin_and_moves_nothing(shown):
    model = TableModel(columns(), key=lambda n: n)
    model.show(NAMES)
    table = DataTable("Leistungen", model, TWO_LINES, fills=True)
    page = QWidget()
    box = QVBoxLayout(page)
    box.setContentsMargins(20, 0, 48, 0)
    box.addWidget(table)
    shown(page, 868, 300)
    before = [table.columnWidth(n) for n in range(3)]
    (bar,) = page.findChildren(MarginBar)
    assert not bar.isVisible()
    model.show([f"Leistung {n}" for n in range(500)])
    seeing.settle()
    assert [table.columnWidth(n) for n in range(3)] == before
    assert sum(before) == 800
    assert bar.isVisible()
    assert (bar.x(), bar.width()) == (852, 16)
    bar.setValue(bar.maximum())
    assert table.rowAt(table.viewport().height() - 2) == 499


def test_what_has_the_focus_stays_in_sight_when_the_table_gets_lower(shown):
    model = TableModel(columns(), key=lambda n: n)
    model.show([f"Leistung {n}" for n in range(50)])
    table = DataTable("Leistungen", model, TWO_LINES, fills=True)
    page = QWidget()
    QVBoxLayout(page).addWidget(table)
    shown(page, 800, 500)
    table.enter()
    press(table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    page.resize(800, 300)
    seeing.settle()
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex()))
