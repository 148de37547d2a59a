"""The services chosen, how far each is, and which level it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from assessments.german import counted
from desktop.desk import Visit
from desktop.page import TABLE, Page
from desktop.tables import Cell, Column, TableModel
from desktop.widgets.data_table import DataTable
from desktop.widgets.text import Heading, Text
from desktop.wording import go_on_words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from assessments.model import Assessment
    from desktop.desk import DepartmentDesk

OPEN, ACTIVE, DONE = range(3)
"""How far a service is, in the order in which the column sorts."""
CHOOSE = "Leistungen auswählen"


class OwnServicesPage(Page):
    """Ihre Leistungen. Enter opens the one in the ring."""

    id = "own_services"
    place = "services"
    width = TABLE
    fills = True

    def __init__(self, desk: DepartmentDesk, _visit: Visit) -> None:
        super().__init__()
        self._desk, self._workspace = desk, desk.workspace
        self.add_head(Heading("Ihre Leistungen", 1), 8)
        self._words = Text()
        self.add_head(self._words, 8)
        self._model: TableModel[Assessment] = TableModel(
            (
                Column("Leistung", _title, sort=lambda a: a.subject.title),
                Column("Stand", self._state, 208, sort=_far),
                Column("Stufe", self._level, 168, sort=self._level_number),
                Column("Fehlt noch", self._missing, 192),
            ),
            key=lambda a: a.subject.id,
        )
        self._table = DataTable("Ihre Leistungen", self._model, fills=True)
        self._table.activated_row.connect(self._open)
        self.add(self._table, 24, stretch=1)
        self._go = self.primary("Weiter")
        self._go.clicked.connect(self._go_on)
        self._choose = self.secondary(CHOOSE)
        self._choose.clicked.connect(lambda: self._desk.go(Visit("services")))
        self._workspace.subjects_changed.connect(self.render)

    @override
    def title(self) -> str:
        return "Ihre Leistungen"

    @override
    def crumbs(self) -> str:
        state = self._workspace.state
        return f"{state.department.name} · {state.round.name}"

    @override
    def short_title(self) -> str:
        return "Ihre Leistungen"

    @override
    def first_focus(self) -> QWidget | None:
        return self._table if self._workspace.state.services else self._go

    @override
    def render(self) -> None:
        super().render()
        state = self._workspace.state
        progress = state.progress
        if progress.services:
            all_ = counted(progress.services, "Leistung", "Leistungen")
            self._words.setText(
                f"{progress.finished} von {all_} fertig. Die Eingabetaste öffnet eine."
            )
        else:
            self._words.setText(
                "Noch keine Leistungen ausgewählt. Wählen Sie aus, was Ihr Fachdienst anbietet."
            )
        self._model.show(state.services)
        self._table.setVisible(bool(state.services))
        spot = state.next_spot()
        self._choose.setVisible(bool(state.services))
        self._go.setVisible(spot is not None or not state.services)
        if not state.services:
            self._go.setText(CHOOSE)
        elif spot is not None:
            self._go.setText(go_on_words(state.assessments[spot.subject].subject.title)[0])

    def _go_on(self) -> None:
        spot = self._workspace.state.next_spot()
        if not self._workspace.state.services:
            self._desk.go(Visit("services"))
        elif spot is not None:
            self._show(spot.subject, spot.question)

    def _open(self, row: object) -> None:
        services = self._workspace.state.services
        found = next((a for a in services if a is row), None)
        if found is not None:
            subject = found.subject.id
            self._show(subject, self._workspace.state.spot(subject).question)

    def _show(self, subject: str, question: str | None) -> None:
        page = "checking" if question is None else "answering"
        self._desk.go(Visit(page, subject, question or ""))

    def _state(self, assessment: Assessment) -> Cell:
        far = _far(assessment)
        open_ = len(self._workspace.state.unanswered(assessment.subject.id))
        left = f"{counted(open_, 'Frage', 'Fragen')} offen" if open_ and far else ""
        if far == DONE:
            return Cell("✓ Fertig", beside=left, spoken=f"Fertig {left}".strip())
        if far == ACTIVE:
            return Cell("In Arbeit", beside=left, weight=600, token="action")
        return Cell("Offen", token="muted")

    def _level(self, assessment: Assessment) -> Cell:
        score = self._workspace.state.score(assessment.subject.id)
        if score.secured is None:
            return Cell("–", token="muted", spoken="noch keine Stufe")
        beside = f"vorläufig, bis {score.possible}" if score.provisional else ""
        return Cell(f"Stufe {score.secured}", beside=beside)

    def _level_number(self, assessment: Assessment) -> float:
        secured = self._workspace.state.score(assessment.subject.id).secured
        return -1 if secured is None else secured

    def _missing(self, assessment: Assessment) -> Cell:
        score = self._workspace.state.score(assessment.subject.id)
        return Cell(", ".join(dict.fromkeys(m.short for m in score.missing)), token="muted")


def _title(assessment: Assessment) -> Cell:
    return Cell(assessment.subject.title, size=18)


def _far(assessment: Assessment) -> int:
    if assessment.finished:
        return DONE
    return ACTIVE if assessment.answers else OPEN
