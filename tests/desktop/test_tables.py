"""A table of records: columns are records, rows are looked at late, order is German."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt

from desktop.tables import Cell, Column, TableModel


@dataclass(frozen=True)
class Service:
    id: str
    title: str
    cases: int


SERVICES = (
    Service("b", "Änderung", 3),
    Service("a", "Zulassung", 12),
    Service("c", "Anmeldung", 7),
)
COLUMNS = (
    Column("Leistung", lambda s: Cell(s.title, beside="auch „Hund“"), sort=lambda s: s.title),
    Column("Fälle", lambda s: Cell(str(s.cases), second="im Jahr"), 80, True, lambda s: s.cases),
    Column("Kennung", lambda s: Cell(s.id, spoken=f"Kennung {s.id}")),
)
ACROSS, DOWN = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
SPOKEN = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture
def model():
    made = TableModel(COLUMNS, key=lambda s: s.id)
    made.show(SERVICES)
    return made


def spoken(model: TableModel, row: int, column: int) -> str:
    return model.data(model.index(row, column), SPOKEN)


def titles(model: TableModel) -> list[str]:
    return [model.row(n).title for n in range(model.rowCount())]


@pytest.mark.parametrize("ticks", [False, True])
def test_the_model_keeps_the_rules_of_qt(model, qtmodeltester, ticks):
    if ticks:
        model.set_chosen(frozenset("b"))
    qtmodeltester.check(model, force_py=True)
    model.sort(0)
    qtmodeltester.check(model, force_py=True)


def test_each_cell_says_all_of_it(model):
    assert spoken(model, 0, 0) == "Änderung, auch „Hund“"
    assert spoken(model, 0, 1) == "3, im Jahr"
    assert spoken(model, 0, 2) == "Kennung b"


def test_a_ticked_row_says_so_once(model):
    assert model.chosen(0) is None
    model.set_chosen(frozenset({"b"}))
    assert spoken(model, 0, 0) == "Änderung, auch „Hund“, ausgewählt"
    assert spoken(model, 1, 0).endswith(", nicht ausgewählt")
    assert spoken(model, 0, 1) == "3, im Jahr"


def test_hidden_heads_name_the_rows(model):
    assert model.headerData(1, DOWN) == "Zulassung"
    assert model.headerData(1, DOWN, Qt.ItemDataRole.FontRole) is None


def test_sorting_is_german_and_numbers_are_numbers(model):
    model.sort(0)
    assert titles(model) == ["Änderung", "Anmeldung", "Zulassung"]
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert [model.row(n).cases for n in range(3)] == [12, 7, 3]


def test_the_sort_mark_is_seen_and_spoken(model):
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert model.headerData(1, ACROSS) == "Fälle ↓"
    assert model.headerData(1, ACROSS, SPOKEN) == "Fälle, absteigend sortiert"
    assert model.headerData(0, ACROSS, SPOKEN) == "Leistung"


def test_a_column_without_order_is_not_sorted(model):
    model.sort(2)
    assert (model.sorted_by(), titles(model)[0]) == (None, "Änderung")


def test_new_rows_keep_the_order_a_person_chose(model):
    model.sort(0)
    model.show((*SERVICES, Service("d", "Befreiung", 1)))
    assert titles(model) == ["Änderung", "Anmeldung", "Befreiung", "Zulassung"]


def test_rows_are_looked_at_only_when_they_are_shown(model):
    class Hits:
        looked = 0

        def __len__(self):
            return 10_000

        def __getitem__(self, number):
            Hits.looked += 1
            return Service(str(number), f"Leistung {number}", number)

    model.show(Hits())
    assert model.rowCount() == 10_000
    assert Hits.looked == 0
    cell = model.cell(9_999, 0)
    assert (cell.text, Hits.looked) == ("Leistung 9999", 1)
