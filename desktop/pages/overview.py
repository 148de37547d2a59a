"""ZPPM: the city in one sentence, and how many services of each department are on which level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from assessments.city_levels import by_department
from assessments.city_words import online_hint, online_title
from assessments.key_figures import figures, mark_of, of_city
from assessments.rated import CONFORM_FROM
from desktop.desk import Visit
from desktop.page import TABLE, Page
from desktop.report_view import model_of
from desktop.widgets.data_table import DataTable
from desktop.widgets.text import META, Heading, Text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.desk import ZppmDesk


class OverviewPage(Page):
    """Übersicht: the tables of the city's workbook, on the screen."""

    id = "overview"
    place = "overview"
    width = TABLE

    def __init__(self, desk: ZppmDesk, _visit: Visit) -> None:
        super().__init__()
        self._desk, self._collection = desk, desk.collection
        self._headline = Heading("", 1)
        self.add_head(self._headline, 8)
        self._hint = Text()
        self.add_head(self._hint, 8)
        self._section = Heading("", 3)
        self.add(self._section, 24)
        self._table: DataTable | None = None
        city = self._collection.city
        if city.hand_ins:
            table = by_department(city)
            self._section.setText(table.title)
            self._table = DataTable(table.name, model_of(table))
            self.add(self._table, 12)
            for rule in table.rules:
                self.add(Text(rule, META, "muted"), 8)
        self._go = self.primary("Dateien der Fachdienste")
        self._go.clicked.connect(lambda: desk.go(Visit("collecting")))

    @override
    def title(self) -> str:
        return "Übersicht"

    @override
    def crumbs(self) -> str:
        city = self._collection.city
        return " · ".join(filter(None, ("Übersicht", city.authority, self._round_name())))

    @override
    def short_title(self) -> str:
        return "Übersicht"

    @override
    def first_focus(self) -> QWidget | None:
        return self._table or self._go

    @override
    def render(self) -> None:
        super().render()
        city = self._collection.city
        self._section.setVisible(self._table is not None)
        if not city.hand_ins:
            self._headline.setText("Noch keine Dateien.")
            self._hint.setText("Nehmen Sie zuerst die Excel-Dateien der Fachdienste auf.")
            return
        found = figures(of_city(city))
        mark = mark_of([s.result for s in city.population], CONFORM_FROM)
        self._headline.setText(online_title(found["online"]))
        hint = online_hint(found, mark)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))

    def _round_name(self) -> str:
        round_ = self._collection.city.round
        return round_.name if round_ else ""
