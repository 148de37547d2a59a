"""All answers of a subject before it is called finished (D5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from assessments.german import counted, listed
from desktop.desk import Visit
from desktop.levels import ladder_view
from desktop.notices import show_notice, silent_notice
from desktop.page import READING, Page
from desktop.widgets.ladder import LadderPanel
from desktop.widgets.link import LinkButton
from desktop.widgets.notice_bar import Notice
from desktop.widgets.parts import Column
from desktop.widgets.summary_row import Summary, SummaryRow
from desktop.widgets.text import META, Heading, Rule, Text
from desktop.wording import answer_words

if TYPE_CHECKING:
    from desktop.desk import DepartmentDesk
    from questionnaires.model import Question

MOST_NAMED = 5
"""Numbers of open questions named in the notice; more are only counted."""


@dataclass(frozen=True, slots=True)
class _Line:
    """One answer as it is shown."""

    question: str
    number: int
    label: str
    answer: str
    is_open: bool
    mark: str = ""


class CheckingPage(Page):
    """Nothing is preselected; answers taken over are confirmed here and nowhere else."""

    id = "checking"
    place = "services"
    width = READING
    names_object = True

    def __init__(self, desk: DepartmentDesk, visit: Visit) -> None:
        super().__init__()
        self._desk, self._workspace, self._subject = desk, desk.workspace, visit.subject
        self._shown: tuple[_Line, ...] | None = None
        self._build()
        self._workspace.answered.connect(self._answered)
        self._workspace.subjects_changed.connect(self.render)

    def _build(self) -> None:
        self.add_head(Heading(f"Ihre Antworten zu „{self._title}“", 2), 16)
        self._open = silent_notice()
        self._open.wanted.connect(self._answer_open)
        self.add(self._open, 16)
        self._taken = silent_notice()
        self._taken.wanted.connect(self._confirm)
        self.add(self._taken, 12)
        self.add(Rule("border"), 16)
        self._rows_holder = QWidget()
        self._rows = Column(self._rows_holder)
        self.add(self._rows_holder)
        self.add(Heading("Freiwillige Angaben", 4), 32)
        self._voluntary = Text(kind=META, token="muted")
        self.add(self._voluntary, 4)
        self._more = LinkButton("Freiwillige Fragen beantworten")
        self._more.clicked.connect(self._answer_voluntary)
        self.add(self._more, 4)
        self._voluntary_holder = QWidget()
        self._voluntary_rows = Column(self._voluntary_holder)
        self.add(self._voluntary_holder, 8)
        self._panel = LadderPanel()
        self._panel.wanted.connect(self._answer)
        self.side = self._panel
        self._finish = self.primary("Fertig und nächste Leistung")
        self._finish.clicked.connect(self._go_on)
        self._later = self.secondary("Später weiter")
        self._later.clicked.connect(lambda: self._desk.go(Visit("own_services")))
        back = self.third("Zurück zu den Fragen")
        back.clicked.connect(self._back_to_questions)
        self.go_back = back

    @property
    def _title(self) -> str:
        return self._workspace.state.assessments[self._subject].subject.title

    @override
    def title(self) -> str:
        return f"Antworten prüfen – {self._title}"

    @override
    def crumbs(self) -> str:
        return f"Leistungen › {self._title} › Prüfen"

    @override
    def first_focus(self) -> QWidget | None:
        return self._finish

    @override
    def render(self) -> None:
        super().render()
        state = self._workspace.state
        lines = self._lines()
        if lines != self._shown:
            self._shown = lines
            self._exchange()
        self._show_notices()
        assessment = state.assessments[self._subject]
        if state.unconfirmed(self._subject):
            self._finish.setText("Antworten bestätigen")
        elif self._others_wait():
            self._finish.setText("Fertig und nächste Leistung")
        else:
            self._finish.setText("Fertig")
        self._later.setText("Zurück zur Liste" if assessment.finished else "Später weiter")
        self._panel.fill(
            ladder_view(
                state.questionnaire(self._subject),
                state.score(self._subject),
                state.numbers(self._subject),
            )
        )

    def _lines(self) -> tuple[_Line, ...]:
        state = self._workspace.state
        answers = state.assessments[self._subject].answers
        values = {k: a.value for k, a in answers.items()}
        numbers = state.numbers(self._subject)
        open_ = set(state.score(self._subject, unconfirmed=True).open)
        unconfirmed = {q.id for q in state.unconfirmed(self._subject)}
        lines = []
        for question in state.questions(self._subject):
            words = answer_words(question, values, state.fields(self._subject, question))
            is_open = not words or question.id in open_
            mark = "übernommen" if question.id in unconfirmed else ""
            number, label = numbers[question.id], question.main.label
            lines.append(_Line(question.id, number, label, words, is_open, mark))
        return tuple(lines)

    def _exchange(self) -> None:
        self._rows.clear()
        self._voluntary_rows.clear()
        questions = self._workspace.state.questionnaire(self._subject).questions
        for line in self._shown or ():
            if not questions[line.question].optional:
                self._rows.add(self._row(line))
            elif line.answer:
                self._voluntary_rows.add(self._row(line))
        self._desk.refresh()

    def _row(self, line: _Line) -> SummaryRow:
        act = "Beantworten" if line.is_open else "Ändern"
        answer = line.answer or "Noch offen"
        row = SummaryRow(
            Summary(str(line.number), line.label, answer, act, line.is_open, line.mark)
        )
        row.wanted.connect(lambda: self._answer(line.question))
        return row

    def _show_notices(self) -> None:
        state = self._workspace.state
        questions = state.questionnaire(self._subject).questions
        lines = self._shown or ()
        open_ = [x for x in lines if x.is_open and not questions[x.question].optional]
        waits = Notice("warn", "Noch offen:", _named(open_), links=("Jetzt beantworten",))
        show_notice(self._open, waits if open_ else None)
        unconfirmed = state.unconfirmed(self._subject)
        number = counted(len(unconfirmed), "Antwort", "Antworten")
        text = "Sie zählen erst, wenn Sie sie bestätigen."
        taken = Notice("info", f"{number} übernommen.", text)
        show_notice(self._taken, taken if unconfirmed else None)
        voluntary = [x for x in lines if questions[x.question].optional]
        given = sum(bool(x.answer) for x in voluntary)
        self._voluntary.setText(
            f"{given} von {counted(len(voluntary), 'Frage', 'Fragen')} beantwortet. "
            "Sie ändern die Stufe nicht."
        )
        self._more.setVisible(bool(voluntary))

    def _others_wait(self) -> bool:
        spot = self._workspace.state.next_spot(after=self._subject)
        return spot is not None and spot.subject != self._subject

    def _answer(self, question: str) -> None:
        self._desk.go(Visit("answering", self._subject, question, returns=True))

    def _answer_open(self, _link: int) -> None:
        questions = self._workspace.state.questionnaire(self._subject).questions
        lines = self._shown or ()
        first = next(x for x in lines if x.is_open and not questions[x.question].optional)
        self._answer(first.question)

    def _answer_voluntary(self) -> None:
        questions: tuple[Question, ...] = tuple(
            q for q in self._workspace.state.questions(self._subject) if q.optional
        )
        blank = {x.question for x in self._shown or () if not x.answer}
        first = next((q for q in questions if q.id in blank), questions[0])
        self._desk.go(Visit("answering", self._subject, first.id))

    def _confirm(self, _link: int = 0) -> None:
        self._workspace.confirm(self._subject)

    def _go_on(self) -> None:
        if self._workspace.state.unconfirmed(self._subject):
            self._confirm()
            return
        if not self._workspace.finish(self._subject, finished=True):
            return
        spot = self._workspace.state.next_spot(after=self._subject)
        if spot is None:
            self._desk.go(Visit("home"))
        else:
            self._desk.go(Visit("answering", spot.subject, spot.question or ""))

    def _back_to_questions(self) -> None:
        questions = [q for q in self._workspace.state.questions(self._subject) if not q.optional]
        self._desk.go(Visit("answering", self._subject, questions[-1].id))

    def _answered(self, subject: str) -> None:
        if subject == self._subject:
            self.render()


def _named(open_: list[_Line]) -> str:
    if len(open_) > MOST_NAMED:
        return f"{len(open_)} Fragen"
    word = "Frage" if len(open_) == 1 else "Fragen"
    return f"{word} {listed([str(x.number) for x in open_])}"
