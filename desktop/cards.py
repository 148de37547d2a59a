"""Question cards and the workspace: what a card shows, and what becomes of what is typed in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessments.answer_values import check_answers
from desktop.widgets.question_card import QuestionCard
from desktop.wording import by_labels

if TYPE_CHECKING:
    from desktop.workspace import Workspace
    from questionnaires.model import Question, Value


class BoundCard(QuestionCard):
    """A card that shows one question of one subject and reports its answers.

    With `number` it is one of many on a page.
    """

    def __init__(
        self,
        workspace: Workspace,
        subject: str,
        question: Question,
        number_text: str,
        number: str = "",
    ) -> None:
        super().__init__(question, number_text, number, compact=bool(number))
        self._workspace = workspace
        self._subject = subject
        self._refused: dict[str, Value] = {}
        self.changed.connect(self._answer)
        self.note_changed.connect(self._annotate)

    def show_state(self) -> None:
        """Show what the workspace knows; nothing is reported by that."""
        state = self._workspace.state
        assessment = state.assessments[self._subject]
        beside = assessment.evidence if self.question.evidence else assessment.notes
        self.fill(
            {**{k: a.value for k, a in assessment.answers.items()}, **self._refused},
            state.fields(self._subject, self.question),
            note=beside.get(self.question.id, ""),
            taken_over=any(
                assessment.answers[f.id].taken_over
                for f in self.question.answer_fields
                if f.id in assessment.answers
            ),
        )

    def _answer(self, field: str, value: Value | None) -> None:
        problem = self._problem(field, value)
        self.set_error(field, problem)
        self._refused.pop(field, None)
        if problem and value is not None:
            self._refused[field] = value
        else:
            label = f"Antwort zu „{self.question.main.label}“"
            self._workspace.answer(self._subject, {field: value}, label)

    def _problem(self, field: str, value: Value | None) -> str:
        """Return why this value does not go with the others, empty if it does."""
        state = self._workspace.state
        values = {k: a.value for k, a in state.assessments[self._subject].answers.items()}
        if value is None:
            return ""
        found = check_answers(state.questionnaire(self._subject), {**values, field: value})
        problem = next((p for p in found if p.field_id == field), None)
        if problem is None:
            return ""
        words = f"{problem.message} {problem.remedy}"
        return by_labels(words, state.questionnaire(self._subject))

    def _annotate(self, text: str) -> None:
        assessment = self._workspace.state.assessments[self._subject]
        note = assessment.notes.get(self.question.id, "")
        evidence = assessment.evidence.get(self.question.id, "")
        if self.question.evidence:
            evidence = text
        else:
            note = text
        self._workspace.annotate(self._subject, self.question.id, note, evidence)
