"""What is to be done next: the task list (D2). Enter resumes at the next open question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from assessments.german import counted, number
from assessments.model import SubjectKind
from desktop.desk import Visit
from desktop.notices import show_notice, silent_notice
from desktop.page import LIST, Page
from desktop.widgets.notice_bar import Notice
from desktop.widgets.task_row import Task, TaskRow
from desktop.widgets.text import META, Heading, Rule, Text
from desktop.wording import about_minutes, days_left, go_on_words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.desk import DepartmentDesk
    from desktop.state import Spot


class HomePage(Page):
    """Start."""

    id = "home"
    place = "home"
    width = LIST

    def __init__(self, desk: DepartmentDesk, _visit: Visit) -> None:
        super().__init__()
        self._desk, self._workspace = desk, desk.workspace
        self._build()
        self._workspace.answered.connect(self._answered)
        self._workspace.subjects_changed.connect(self.render)
        self._workspace.exported.connect(self.render)

    def _build(self) -> None:
        self.add_head(Heading("Guten Tag. Hier geht es weiter.", 1), 8)
        self._closes = Text()
        self.add_head(self._closes, 8)
        self._changed = silent_notice()
        self._changed.wanted.connect(lambda _link: self._desk.go(Visit("handing_in")))
        self.add(self._changed, 24)
        self._section("Ihre Checks", 32)
        self._services = TaskRow(self._services_task())
        self._services.clicked.connect(self._open_services)
        self.add(self._services)
        self._department = TaskRow(Task("Fragen zum Fachdienst", "", "Offen"))
        self._department.clicked.connect(self._open_department)
        self.add(self._department)
        self._section("Danach", 24)
        self._results = TaskRow(self._results_task())
        self._results.clicked.connect(lambda: self._desk.go(Visit("results")))
        self.add(self._results)
        self._go = self.primary("Leistungen auswählen")
        self._go.clicked.connect(self._resume)
        self._note = self.bar_note("", kind=META)

    def _section(self, title: str, gap: int) -> None:
        self.add(Heading(title, 3), gap)
        self.add(Rule("border"), 12)

    @override
    def title(self) -> str:
        return "Start"

    @override
    def crumbs(self) -> str:
        state = self._workspace.state
        return f"{state.department.name} · {state.round.name}"

    @override
    def short_title(self) -> str:
        return "Start"

    @override
    def first_focus(self) -> QWidget | None:
        return self._go

    @override
    def render(self) -> None:
        super().render()
        state = self._workspace.state
        closes = days_left(state.round.closes, self._desk.now().date())
        self._closes.setText(closes)
        self._closes.setVisible(bool(closes))
        changes = self._workspace.changed_since_export()
        lead = f"Seit der Abgabe haben Sie {counted(changes, 'Angabe', 'Angaben')} geändert."
        notice = Notice("info", lead, links=("Erneut abgeben",)) if changes else None
        show_notice(self._changed, notice)
        self._services.fill(self._services_task())
        department = self._department_task()
        self._department.setVisible(department is not None)
        if department is not None:
            self._department.fill(department)
        self._results.fill(self._results_task())
        self._show_next()

    def _answered(self, _subject: str) -> None:
        self.render()

    def _services_task(self) -> Task:
        p = self._workspace.state.progress
        title = "Leistungen prüfen"
        if not p.services:
            text = "Wählen Sie zuerst aus, was Ihr Fachdienst anbietet."
            return Task(title, text, "Offen", "open", "1")
        done = f"{number(p.finished)} von {counted(p.services, 'Leistung', 'Leistungen')} fertig"
        if p.finished == p.services:
            return Task(title, done, "Fertig", "done", "1")
        if not p.begun:
            chosen = counted(p.services, "Leistung", "Leistungen")
            meta = f"{chosen} · noch nicht begonnen · {about_minutes(p.seconds)}"
            return Task(title, meta, "Offen", "open", "1")
        meta = f"{done} · noch {about_minutes(p.seconds)}"
        return Task(title, meta, "In Arbeit", "active", "1", p.finished / p.services)

    def _department_task(self) -> Task | None:
        subject = self._department_subject()
        if subject is None:
            return None
        state = self._workspace.state
        questions = state.questions(subject)
        answered = len(questions) - len(state.blank(subject))
        meta = f"{counted(len(questions), 'Frage', 'Fragen')}, einmal für alle Leistungen"
        done = answered == len(questions)
        status = ("Fertig", "done") if done else ("Offen", "open")
        return Task("Fragen zum Fachdienst", f"{meta} · freiwillig", *status, "2")

    def _results_task(self) -> Task:
        title = "Ergebnisse ansehen und abgeben"
        if self._workspace.state.progress.finished:
            return Task(title, "Sie können jetzt abgeben", "Offen", "open", "results")
        return Task(
            title, "Erst wenn eine Leistung fertig ist", "Später möglich", "later", "results"
        )

    def _show_next(self) -> None:
        state = self._workspace.state
        spot = state.next_spot()
        self._note.setText("")
        if not state.services:
            self._go.setText("Leistungen auswählen")
        elif spot is None:
            self._go.setText("An das ZPPM abgeben")
        else:
            words, beside = go_on_words(state.assessments[spot.subject].subject.title)
            self._go.setText(words)
            self._note.setText(" · ".join(filter(None, (beside, self._what(spot)))))

    def _what(self, spot: Spot) -> str:
        """Return what of a subject is next, as the note beside the button says it."""
        if spot.question is None:
            return "Antworten prüfen"
        state = self._workspace.state
        series = [q for q in state.questions(spot.subject) if not q.optional]
        return f"Frage {state.numbers(spot.subject)[spot.question]} von {len(series)}"

    def _department_subject(self) -> str | None:
        state = self._workspace.state
        kind = SubjectKind.DEPARTMENT
        ids = (a.subject.id for a in state.assessments.values() if a.subject.kind is kind)
        found = next(ids, None)
        return found if found is not None and state.questions(found) else None

    def _resume(self) -> None:
        state = self._workspace.state
        spot = state.next_spot()
        if not state.services:
            self._desk.go(Visit("services"))
        elif spot is None:
            self._desk.go(Visit("handing_in"))
        elif spot.question is None:
            self._desk.go(Visit("checking", spot.subject))
        else:
            self._desk.go(Visit("answering", spot.subject, spot.question))

    def _open_services(self) -> None:
        chosen = bool(self._workspace.state.services)
        self._desk.go(Visit("own_services" if chosen else "services"))

    def _open_department(self) -> None:
        subject = self._department_subject()
        if subject is not None:
            self._desk.go(Visit("answering", subject))
