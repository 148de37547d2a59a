"""One question of a subject, and beside it the level it has and what is missing (D4)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from assessments.model import SubjectKind
from desktop.announcing import announce
from desktop.cards import BoundCard
from desktop.desk import Visit
from desktop.levels import change_words, ladder_view
from desktop.notices import show_notice, silent_notice
from desktop.page import READING
from desktop.state import alike
from desktop.widgets.ladder import LadderPanel
from desktop.widgets.notice_bar import Notice
from desktop.widgets.parts import Column, IconLine
from desktop.widgets.progress_view import ProgressHead
from desktop.widgets.text import Text
from desktop.work_page import WorkPage

if TYPE_CHECKING:
    from desktop.desk import DepartmentDesk
    from desktop.workspace import LevelChange
    from questionnaires.model import Question

UNSAVED = "Diese Antwort ist noch nicht gespeichert."
WIDE = 136
"""Least width of the two buttons one presses most, px at 100 %."""


class AnsweringPage(WorkPage):
    """Questions one by one. „Weiter“ never demands an answer; errors come at handing in."""

    id = "answering"
    place = "services"
    width = READING

    def __init__(self, desk: DepartmentDesk, visit: Visit) -> None:
        super().__init__()
        self._desk, self._visit = desk, visit
        self._workspace = desk.workspace
        self._subject = visit.subject
        self._question = visit.question or self._where_to_begin()
        self._card: BoundCard | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        if not self._about_department:
            self._all = self.head_link("Alle Fragen auf einer Seite")
            self._all.clicked.connect(self._show_all)
            self._panel = LadderPanel()
            self._panel.wanted.connect(self._show_question)
            self.side = self._panel
        self._progress = ProgressHead("Fortschritt in dieser Leistung")
        self.add_head(self._progress, 16)
        self._like = silent_notice()
        self._like.wanted.connect(self._take_over)
        self.add(self._like, 24)
        self._holder = QWidget()
        self._cards = Column(self._holder)
        self.add(self._holder, 24)
        self._unsaved = IconLine("error", "danger", Text(UNSAVED))
        self.add(self._unsaved, 12)
        self.primary("Weiter", WIDE).clicked.connect(self._go_on_if_kept)
        back = self.secondary("Zurück", WIDE)
        back.clicked.connect(self._go_back)
        self.go_back = back
        self.third("Später beantworten").clicked.connect(self._go_on)

    def _connect(self) -> None:
        self._workspace.answered.connect(self._answered)
        self._workspace.level_changed.connect(self._level_changed)
        self._workspace.saving.saved.connect(self._show_unsaved)
        self._workspace.saving.not_saved.connect(self._show_unsaved)

    @property
    def _about_department(self) -> bool:
        subject = self._workspace.state.assessments[self._subject].subject
        return subject.kind is SubjectKind.DEPARTMENT

    @property
    def _title(self) -> str:
        if self._about_department:
            return "Fragen zum Fachdienst"
        return self._workspace.state.assessments[self._subject].subject.title

    @override
    def title(self) -> str:
        return f"{self._number_words()} – {self._title}"

    @override
    def crumbs(self) -> str:
        return self._title if self._about_department else f"Leistungen › {self._title}"

    @override
    def first_focus(self) -> QWidget | None:
        return self._card.first_focus() if self._card else None

    @override
    def render(self) -> None:
        super().render()
        state = self._workspace.state
        series = self._series()
        if self._question not in [q.id for q in series]:
            self._question = self._where_to_begin()
            series = self._series()
        question = state.questionnaire(self._subject).questions[self._question]
        at = [q.id for q in series].index(self._question) + 1
        section = state.questionnaire(self._subject).section_of(self._question).title
        self._progress.fill(self._number_words(), section, at, len(series))
        if self._card is None or self._card.question.id != self._question:
            self._exchange(question)
        if self._card is not None:
            self._card.show_state()
        self._show_like()
        self._show_unsaved()
        if not self._about_department:
            self._panel.fill(
                ladder_view(
                    state.questionnaire(self._subject),
                    state.score(self._subject),
                    state.numbers(self._subject),
                )
            )

    def _series(self) -> tuple[Question, ...]:
        """Return the questions walked through: the obligatory ones, or the voluntary ones."""
        state = self._workspace.state
        questions = state.questions(self._subject)
        if self._about_department:
            return questions
        optional = state.questionnaire(self._subject).questions[self._question].optional
        return tuple(q for q in questions if q.optional is optional)

    def _where_to_begin(self) -> str:
        state = self._workspace.state
        return state.spot(self._subject).question or state.questions(self._subject)[0].id

    def _number_words(self) -> str:
        series = [q.id for q in self._series()]
        at = series.index(self._question) + 1 if self._question in series else 1
        optional = (
            self._workspace.state.questionnaire(self._subject).questions[self._question].optional
        )
        word = "Freiwillige Frage" if optional else "Frage"
        return f"{word} {at} von {len(series)}"

    def _exchange(self, question: Question) -> None:
        self._cards.clear()
        self._card = BoundCard(self._workspace, self._subject, question, self._number_words())
        self._card.next_wanted.connect(self._go_on_if_kept)
        self._card.picked.connect(self._picked)
        self._cards.add(self._card)
        self._card.show()

    def _show_like(self) -> None:
        source = alike(self._workspace.state, self._subject) if self._at_start() else None
        if source is None:
            show_notice(self._like, None)
            return
        title = self._workspace.state.assessments[source].subject.title
        lead = f"Wie bei „{title}“ beantworten?"
        show_notice(self._like, Notice("info", lead, links=("Antworten übernehmen",)))

    def _at_start(self) -> bool:
        return not (self._about_department or self._visit.returns)

    def _show_unsaved(self) -> None:
        card = self._card
        fields = {f.id for f in card.question.answer_fields} if card else set()
        unsaved = {f for s, f in self._workspace.state.unsaved if s == self._subject}
        self._unsaved.setVisible(bool(unsaved & (fields | {f"{self._question}#"})))

    def _show_question(self, question: str) -> None:
        self._question = question
        self.render()
        self._desk.refresh()
        if self._card is not None:
            self._card.first_focus().setFocus()

    def _go_on_if_kept(self) -> None:
        """Stay where something was typed that makes no value; its field says why."""
        if self._card is None or self._card.flush():
            self._go_on()

    def _go_on(self) -> None:
        self.flush()
        if self._visit.returns:
            self._desk.go(Visit("checking", self._subject))
            return
        series = [q.id for q in self._series()]
        at = series.index(self._question)
        if at + 1 < len(series):
            self._show_question(series[at + 1])
        elif self._about_department:
            self._desk.go(Visit("home"))
        else:
            self._desk.go(Visit("checking", self._subject))

    def _go_back(self) -> None:
        self.flush()
        series = [q.id for q in self._series()]
        at = series.index(self._question)
        if self._visit.returns:
            self._desk.go(Visit("checking", self._subject))
        elif at > 0:
            self._show_question(series[at - 1])
        else:
            self._desk.go(Visit("home" if self._about_department else "own_services"))

    def _picked(self) -> None:
        if self._desk.preferences.now.digit_goes_on:
            self._go_on()

    @override
    def flush(self) -> None:
        if self._card is not None:
            self._card.flush()

    def _show_all(self) -> None:
        self.flush()
        preferences = self._desk.preferences
        preferences.change(replace(preferences.now, one_by_one=False))
        self._desk.go(Visit("all_questions", self._subject, self._question))

    def _take_over(self) -> None:
        source = alike(self._workspace.state, self._subject)
        if source is not None and self._workspace.take_over(source, self._subject):
            self._desk.go(Visit("checking", self._subject))

    def _answered(self, subject: str) -> None:
        if subject == self._subject:
            self.render()

    def _level_changed(self, subject: str, change: LevelChange) -> None:
        words = change_words(change.before, change.after)
        if subject == self._subject and words:
            announce(self._holder, words)
