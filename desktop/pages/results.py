"""What the answers say (D8), for services: a computed sentence, the levels, every service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from assessments.german import counted
from assessments.model import SubjectKind
from assessments.statements import (
    lacking_statement,
    level_statement,
    provisional_statement,
    scope_name,
)
from desktop.desk import Visit
from desktop.levels import what_if_words
from desktop.page import TABLE, Page
from desktop.state import results_of
from desktop.tables import Cell, Column, TableModel
from desktop.widgets.data_table import DataTable
from desktop.widgets.level_bar import LevelChart, LevelRow, Segment
from desktop.widgets.parts import Row
from desktop.widgets.search_field import SearchField
from desktop.widgets.text import META, Heading, Text
from questionnaires.folding import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from assessments.rated import ServiceResult
    from desktop.desk import DepartmentDesk

RULE = (
    "Gezählt sind Leistungen für Menschen und Stellen außerhalb der Stadtverwaltung. "
    "Offene Fragen zählen als nicht erfüllt."
)
OPEN = "offen"
"""Word in the hatched segment."""


class ResultsPage(Page):
    """Ergebnisse. The title is the answer; nothing here is computed by the page."""

    id = "results"
    place = "results"
    width = TABLE

    def __init__(self, desk: DepartmentDesk, _visit: Visit) -> None:
        super().__init__()
        self._desk, self._workspace = desk, desk.workspace
        self._services: tuple[ServiceResult, ...] = ()
        self._build()

    def _build(self) -> None:
        self._answer = Heading("", 1)
        self.add_head(self._answer, 8)
        self._beside = Text()
        self.add_head(self._beside, 8)
        spread = Heading("Leistungen nach Stufe", 3)
        self.add(spread, 24)
        self._chart = LevelChart(self._level_names())
        self.add(self._chart, 12)
        self._rule = Text(RULE, META, "muted")
        self.add(self._rule, 16)
        head = Row(24, 8)
        head.add(Heading("Alle Leistungen", 3))
        head.split()
        self._field = SearchField("Suchen", "Name oder Themenfeld")
        self._field.hide_label()
        self._field.searched.connect(lambda _text: self._show_rows())
        head.add(self._field)
        self.add(head, 24)
        self._heads = (spread, head)
        self._model: TableModel[ServiceResult] = TableModel(
            (
                Column("Leistung", _title, sort=lambda r: r.subject.title),
                Column("Stufe", _level, 280, sort=_secured),
                Column("Fehlt noch", _missing, 216),
            ),
            key=lambda r: r.subject.id,
        )
        self._table = DataTable("Alle Leistungen", self._model)
        self._table.activated_row.connect(self._open)
        self._field.edit.list_wanted.connect(self._table.enter)
        self._table.search_wanted.connect(self._field.edit.setFocus)
        self.add(self._table, 8)
        self._go = self.primary("An das ZPPM abgeben")
        self._go.clicked.connect(self._go_on)

    def _level_names(self) -> tuple[str, ...]:
        state = self._workspace.state
        levels = {
            level.number: level.name
            for questionnaire in state.data.questionnaires.values()
            if questionnaire.subject == SubjectKind.SERVICE
            for level in questionnaire.levels
        }
        return tuple(f"{number} {levels[number]}" for number in sorted(levels))

    @override
    def title(self) -> str:
        return "Ergebnisse"

    @override
    def crumbs(self) -> str:
        state = self._workspace.state
        return f"Ergebnisse · {state.department.name} · {state.round.name}"

    @override
    def short_title(self) -> str:
        return "Ergebnisse"

    @override
    def first_focus(self) -> QWidget | None:
        begun = any(r.worked_on for r in self._services)
        return self._field.edit if begun else self._go

    @override
    def render(self) -> None:
        super().render()
        self._services = results_of(self._workspace.state).services
        begun = [r for r in self._services if r.worked_on]
        for part in (*self._heads, self._chart, self._rule, self._table):
            part.setVisible(bool(begun))
        if not begun:
            self._answer.setText("Noch keine Ergebnisse.")
            self._beside.setText(
                "Beantworten Sie zuerst eine Leistung. Das dauert etwa zwei Minuten."
            )
            chosen = bool(self._services)
            self._go.setText("Zur ersten Leistung" if chosen else "Leistungen auswählen")
            return
        self._answer.setText(level_statement(self._services))
        parts = (lacking_statement(self._services), provisional_statement(self._services))
        beside = " ".join(filter(None, (*parts, self._not_counted())))
        self._beside.setText(beside)
        self._beside.setVisible(bool(beside))
        self._chart.fill((self._bar(),))
        self._show_rows()

    def _not_counted(self) -> str:
        """Return how many services are beside the count, and why."""
        untouched = sum(not r.worked_on for r in self._services)
        others = sum(r.worked_on and not r.counted for r in self._services)
        parts = [
            f"{counted(untouched, 'Leistung ist', 'Leistungen sind')} noch nicht begonnen."
            if untouched
            else "",
            f"{counted(others, 'Leistung zählt', 'Leistungen zählen')} nicht mit."
            if others
            else "",
        ]
        return " ".join(filter(None, parts))

    def _bar(self) -> LevelRow:
        numbers = sorted({x.number for r in self._services for x in r.questionnaire.levels})
        names = self._level_names()
        rated = [r.score.secured for r in self._services if r.counted]
        segments = [
            Segment(rated.count(number), names[place], place)
            for place, number in enumerate(numbers)
        ]
        still_open = len(self._services) - len(rated)
        if still_open:
            segments.append(Segment(still_open, OPEN))
        return LevelRow(
            "Jetzt",
            counted(len(self._services), "Leistung", "Leistungen"),
            tuple(s for s in segments if s.count),
        )

    def _show_rows(self) -> None:
        words = fold(self._field.edit.text()).split()
        self._model.show([r for r in self._services if _fits(r, words)])

    def _open(self, row: object) -> None:
        found = next((r for r in self._services if r is row), None)
        if found is not None:
            self._desk.go(Visit("checking", found.subject.id))

    def _go_on(self) -> None:
        spot = self._workspace.state.next_spot()
        if any(r.worked_on for r in self._services):
            self._desk.go(Visit("handing_in"))
        elif spot is None:
            self._desk.go(Visit("services"))
        else:
            self._desk.go(Visit("answering", spot.subject, spot.question or ""))


def _fits(result: ServiceResult, words: Sequence[str]) -> bool:
    text = fold(f"{result.subject.title} {result.subject.theme}")
    return all(word in text for word in words)


def _title(result: ServiceResult) -> Cell:
    return Cell(result.subject.title, size=18)


def _secured(result: ServiceResult) -> float:
    return -1 if result.score.secured is None else result.score.secured


def _level(result: ServiceResult) -> Cell:
    """Return the level, provisional ones in words; without a level the reason."""
    score = result.score
    if not result.worked_on:
        return Cell("offen", token="muted")
    if score.secured is None:
        return Cell(scope_name(result.questionnaire, score), token="muted")
    open_ = counted(len(score.open), "Frage offen", "Fragen offen")
    what_if = what_if_words(score)
    beside = f"vorläufig, {open_}" if score.provisional else what_if[:1].lower() + what_if[1:]
    return Cell(f"Stufe {score.secured}", beside=beside)


def _missing(result: ServiceResult) -> Cell:
    return Cell(", ".join(dict.fromkeys(m.short for m in result.score.missing)), token="muted")
