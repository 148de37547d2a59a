"""Looking for the Tab stops leaves nothing behind."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget, QWidgetItem
from shiboken6 import getAllValidWrappers

from desktop.tab_order import tab_stops


def items() -> int:
    return sum(type(w) is QWidgetItem for w in getAllValidWrappers())


def test_the_item_of_a_deleted_widget_is_not_kept(qapp, qtbot):
    before = items()
    holder, gone, stays = QWidget(), QPushButton("Geht"), QPushButton("Bleibt")
    qtbot.addWidget(holder)
    box = QVBoxLayout(holder)
    for widget in (QLabel("Worte"), gone, stays):
        box.addWidget(widget)
    assert list(tab_stops(holder)) == [gone, stays]
    gone.deleteLater()
    QApplication.sendPostedEvents(gone, QEvent.Type.DeferredDelete)
    assert items() == before
    assert list(tab_stops(holder)) == [stays]


def test_a_layout_in_a_layout_is_looked_through_and_stays(qapp, qtbot):
    holder, button = QWidget(), QPushButton("Weiter")
    qtbot.addWidget(holder)
    outer, inner = QVBoxLayout(holder), QVBoxLayout()
    outer.addLayout(inner)
    inner.addWidget(button)
    for _ in range(2):
        assert list(tab_stops(holder)) == [button]
    assert inner.count() == 1
