"""All questions of a subject on one page: the same cards in a list (D4, picture 06)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from assessments.german import counted
from desktop.announcing import announce
from desktop.cards import BoundCard
from desktop.desk import Visit
from desktop.levels import change_words, ladder_view
from desktop.page import READING
from desktop.scrolling import bring_into_view
from desktop.widgets.ladder import LadderPanel
from desktop.widgets.link import LinkButton
from desktop.widgets.parts import Column
from desktop.widgets.progress_view import ProgressHead
from desktop.widgets.text import Heading, Rule
from desktop.work_page import WorkPage

if TYPE_CHECKING:
    from desktop.desk import DepartmentDesk
    from desktop.workspace import LevelChange
    from questionnaires.model import Question


class _Section(QWidget):
    """A heading and the cards below it."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._column = Column(self)
        heading = Heading(title, 4)
        heading.set_token("muted")
        self._column.add(heading)
        self._column.add(Rule("border"), 8)

    def show_cards(self, cards: list[BoundCard]) -> bool:
        """Put exactly these cards below the heading, in this order; say whether any moved."""
        present = [w for w in self._column.widgets() if isinstance(w, BoundCard)]
        if present == cards:
            return False
        for card in present:
            if card not in cards:
                self._column.take(card)
                card.hide()
                card.deleteLater()
        for place, card in enumerate(cards):
            if card not in present:
                self._column.insert(2 + place, card, 24)
        return True


class AllQuestionsPage(WorkPage):
    """Head with progress stays while the questions scroll; Enter jumps to the next open one."""

    id = "all_questions"
    place = "services"
    width = READING
    pinned = True

    def __init__(self, desk: DepartmentDesk, visit: Visit) -> None:
        super().__init__()
        self._desk, self._workspace = desk, desk.workspace
        self._subject, self._begin = visit.subject, visit.question
        self._voluntary = False
        if visit.question:
            questions = self._workspace.state.questionnaire(self._subject).questions
            self._voluntary = questions[visit.question].optional
        self._cards: dict[str, BoundCard] = {}
        self._sections: dict[str, _Section] = {}
        self._build()
        self._connect()

    def _build(self) -> None:
        one = self.head_link("Eine Frage nach der anderen")
        one.clicked.connect(self._show_one)
        self._progress = ProgressHead("Fortschritt in dieser Leistung", titled=True)
        self.add_head(self._progress, 16)
        questionnaire = self._workspace.state.questionnaire(self._subject)
        for section in questionnaire.sections:
            self._sections[section.id] = _Section(section.title)
            self.add(self._sections[section.id], 32)
        self._more = LinkButton("Freiwillige Angaben zeigen")
        self._more.clicked.connect(self._show_voluntary)
        self.add(self._more, 32)
        self._panel = LadderPanel()
        self._panel.wanted.connect(self._focus)
        self.side = self._panel
        check = self.primary("Antworten prüfen")
        check.clicked.connect(self._check)
        self._next = self.third("Zur nächsten offenen Frage")
        self._next.clicked.connect(lambda: self._jump(""))
        self._check_button = check

    def _connect(self) -> None:
        self._workspace.answered.connect(self._on_answered)
        self._workspace.level_changed.connect(self._level_changed)

    @property
    def _title(self) -> str:
        return self._workspace.state.assessments[self._subject].subject.title

    @override
    def title(self) -> str:
        return f"Alle Fragen – {self._title}"

    @override
    def crumbs(self) -> str:
        return f"Leistungen › {self._title}"

    @override
    def first_focus(self) -> QWidget | None:
        blank = self._workspace.state.unanswered(self._subject)
        first = self._begin or (blank[0].id if blank else "")
        card = self._cards.get(first) or next(iter(self._cards.values()), None)
        if card is None:
            return None
        bring_into_view(card)
        return card.first_focus()

    @override
    def render(self) -> None:
        super().render()
        state = self._workspace.state
        questions = [q for q in state.questions(self._subject) if self._voluntary or not q.optional]
        numbers = state.numbers(self._subject)
        moved = self._settle(questions, numbers)
        for card in self._cards.values():
            card.show_state()
        score = state.score(self._subject, unconfirmed=True)
        words = f"{score.answered} von {score.asked} beantwortet"
        self._progress.fill("Alle Fragen auf einer Seite", words, score.answered, score.asked)
        waiting = sum(q.optional for q in state.questions(self._subject))
        self._more.setVisible(bool(waiting) and not self._voluntary)
        self._more.setText(f"{counted(waiting, 'freiwillige Frage', 'freiwillige Fragen')} zeigen")
        self._panel.fill(
            ladder_view(state.questionnaire(self._subject), state.score(self._subject), numbers)
        )
        if moved:
            self._desk.refresh()

    def _settle(self, questions: list[Question], numbers: dict[str, int]) -> bool:
        """Make, drop and order the cards; return whether anything moved."""
        ids = {q.id for q in questions}
        self._cards = {k: c for k, c in self._cards.items() if k in ids}
        for question in questions:
            if question.id not in self._cards:
                self._cards[question.id] = self._card(question, numbers[question.id])
        moved = False
        for name, section in self._sections.items():
            cards = [self._cards[q.id] for q in questions if q.section == name]
            moved |= section.show_cards(cards)
            section.setVisible(bool(cards))
        for question in questions:
            number = numbers[question.id]
            self._cards[question.id].set_number(_spoken(question, number), str(number))
        return moved

    def _card(self, question: Question, number: int) -> BoundCard:
        words = _spoken(question, number)
        card = BoundCard(self._workspace, self._subject, question, words, str(number))
        card.next_wanted.connect(lambda: self._jump(question.id))
        return card

    def _jump(self, after: str) -> None:
        """Go to the next open question behind one, from the top again at the end."""
        ids = list(self._cards)
        order = [q.id for q in self._workspace.state.questions(self._subject) if q.id in ids]
        start = order.index(after) + 1 if after in order else 0
        blank = {q.id for q in self._workspace.state.blank(self._subject)}
        target = next((i for i in order[start:] + order[:start] if i in blank), None)
        if target is None:
            self._check_button.setFocus()
        else:
            self._focus(target)

    def _focus(self, question: str) -> None:
        if question not in self._cards:
            self._show_voluntary()
        if question in self._cards:
            self._cards[question].first_focus().setFocus()
            bring_into_view(self._cards[question])

    def _show_voluntary(self) -> None:
        self._voluntary = True
        self.render()
        first = next((c for c in self._cards.values() if c.question.optional), None)
        if first is not None:
            first.first_focus().setFocus()

    @override
    def flush(self) -> None:
        for card in self._cards.values():
            card.flush()

    def _check(self) -> None:
        self.flush()
        self._desk.go(Visit("checking", self._subject))

    def _show_one(self) -> None:
        self.flush()
        preferences = self._desk.preferences
        preferences.change(replace(preferences.now, one_by_one=True))
        self._desk.go(Visit("answering", self._subject))

    def _on_answered(self, subject: str) -> None:
        if subject == self._subject:
            self.render()

    def _level_changed(self, subject: str, change: LevelChange) -> None:
        words = change_words(change.before, change.after)
        if subject == self._subject and words:
            announce(self._check_button, words)


def _spoken(question: Question, number: int) -> str:
    return f"{'Freiwillige Frage' if question.optional else 'Frage'} {number}"
