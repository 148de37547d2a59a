"""Bars of levels, and the sheet with every part."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from desktop.widgets.ladder import LadderView, Missing
from desktop.widgets.level_bar import LevelChart, LevelRow, Segment, Squares
from desktop.widgets.task_row import Task
from tests.desktop import hearing, seeing
from tests.desktop.gallery_widgets import LEVELS, Gallery, rungs

TASK = Task("Leistungen prüfen", "12 von 15 fertig", "In Arbeit", "active", "1", 0.8)
THEMES = ("light", "dark", "contrast")
VIEW = LadderView(
    "Stufe 2 von 4",
    "Steht fest. 1 Frage ist noch offen.",
    rungs(2),
    "Für Stufe 3 fehlt noch",
    (
        Missing("O7", "Antrag vollständig abschicken", "Frage 7 · unser Fachdienst"),
        Missing("O9", "Sichere Anmeldung klären", "Frage 9 · noch offen"),
    ),
)


class TestLevelChart:
    WORDS = tuple(f"{n} {name}" for n, name in enumerate(LEVELS))

    def row(self, *counts: int, still_open: int = 0) -> LevelRow:
        known = [Segment(c, self.WORDS[n], n) for n, c in enumerate(counts)]
        return LevelRow("2. Erhebung", "jetzt", (*known, Segment(still_open, "offen")))

    def test_a_bar_is_told_as_a_chart_with_its_numbers(self, shown):
        chart = LevelChart(self.WORDS)
        chart.fill((self.row(1, 4, 0, 2, still_open=3),))
        shown(chart, 944, 120)
        bar = next(w for w in chart.findChildren(QWidget) if hearing.role(w).name == "Chart")
        assert hearing.name(bar) == "2. Erhebung, jetzt"
        said = "0 Offline: 1, 1 Information: 4, 3 Online-Leistung: 2, 3 offen"
        assert hearing.description(bar) == said

    def test_every_number_has_room_in_its_segment(self, shown):
        chart = LevelChart(self.WORDS)
        chart.fill((self.row(1, 400, 0, 0, 1),))
        shown(chart, 640, 160)
        bar = chart.findChildren(QWidget)[-1]
        widths = [box.width() for _segment, box in bar._boxes()]
        assert min(widths) >= 20
        assert sum(widths) == pytest.approx(640 - 128)

    def test_widths_are_shares(self, shown):
        chart = LevelChart(self.WORDS)
        chart.fill((self.row(5, 10),))
        shown(chart, 944, 160)
        bar = chart.findChildren(QWidget)[-1]
        one, other = (box.width() for _segment, box in bar._boxes())
        assert other == pytest.approx(2 * one, rel=0.05)

    def test_nothing_rated_is_said(self, shown):
        chart = LevelChart(self.WORDS)
        chart.fill((self.row(),))
        shown(chart, 944, 160)
        bar = chart.findChildren(QWidget)[-1]
        seeing.picture(chart)
        assert hearing.description(bar) == "Noch nichts bewertet"

    def test_the_legend_has_all_levels_in_their_order_and_wraps(self, shown):
        chart = LevelChart(self.WORDS)
        shown(chart, 944, 100)
        legend = chart.findChildren(QWidget)[0]
        assert hearing.name(legend) == f"Legende: {', '.join(self.WORDS)}"
        assert legend.heightForWidth(500) > legend.heightForWidth(944) == 20

    def test_other_bars_replace_the_ones_before(self, shown):
        chart = LevelChart(self.WORDS)
        chart.fill((self.row(1), self.row(2)))
        shown(chart, 944, 300)
        chart.fill((self.row(3),))
        QApplication.processEvents()
        assert chart.layout().heightForWidth(944) == 20 + 32 + 52

    def test_squares_stand_for_subjects_up_to_twelve(self, shown):
        assert [Squares(n).sizeHint().width() for n in (0, 1, 4, 12, 99)] == [0, 12, 60, 188, 188]


class TestGallery:
    @pytest.mark.parametrize("theme", THEMES)
    @pytest.mark.parametrize("scale", [1.0, 2.0])
    def test_nothing_is_cut_off_in_any_theme_and_size(self, shown, styled, theme, scale):
        styled(theme, scale)
        sheet = Gallery()
        shown(sheet, round(1280 * scale), round(1150 * scale))
        assert seeing.clipped(sheet) == []

    def test_every_control_of_the_sheet_has_a_name_and_a_role(self, shown):
        sheet = Gallery()
        shown(sheet, 1280, 1150)
        stops = [
            w
            for w in sheet.findChildren(QWidget)
            if w.isVisible() and w.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        assert len(stops) > 15
        for stop in stops:
            assert hearing.name(stop).strip() or stop.accessibleName(), stop
            assert hearing.role(stop) != QAccessible.Role.Client, stop

    def test_every_target_is_at_least_24_square(self, shown):
        sheet = Gallery()
        shown(sheet, 1280, 1150)
        small = [
            (type(b).__name__, b.text(), b.size())
            for b in sheet.findChildren(QPushButton)
            if b.isVisible() and min(b.width(), b.height()) < 24
        ]
        assert small == []
