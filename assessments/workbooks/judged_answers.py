"""Rows of `tblAntworten` -> given answers: the only truth a hand-in carries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assessments.answer_values import Problem, check_length, judge_answers, shown
from assessments.model import GivenAnswer
from assessments.workbooks import cells
from assessments.workbooks.layout import KEPT_IN_HOUSE, PROCESSES, RISK, RISK_CLASSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from assessments.workbooks.collected_findings import Findings
    from assessments.workbooks.read_tables import Row
    from questionnaires.model import Questionnaire, Value

_ID, _QUESTION, _VALUE = "Gegenstand-ID", "Frage", "Wert"


@dataclass(frozen=True, slots=True)
class Subjects:
    """Who may be answered for."""

    ids: frozenset[str]
    processes: frozenset[str]
    """Those among them that have a risk class."""
    once: str
    """The id that carries the answers asked once; it may use several questionnaires."""
    complete: bool
    """Whether all ids could be read; else an unknown one says nothing new."""


@dataclass(slots=True)
class JudgedAnswers:
    """What the rows of one hand-in say."""

    answers: list[GivenAnswer] = field(default_factory=list)
    risks: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Answered:
    """The rows of one subject under one questionnaire."""

    subject_id: str
    key: str
    rows: dict[str, Row] = field(default_factory=dict)
    """Field id -> its row."""
    raw: dict[str, object] = field(default_factory=dict)
    values: Mapping[str, Value] = field(default_factory=dict)
    """What is right of `raw`."""


class AnswerJudge:
    """Judges the answers of one hand-in."""

    def __init__(
        self, subjects: Subjects, known: Mapping[str, Questionnaire], findings: Findings
    ) -> None:
        self._subjects = subjects
        self._known = known
        self._findings = findings
        self._unknown: list[Row] = []
        self._unknown_editions: set[str] = set()
        """Named once each: every row of them says the same."""
        self._answered: dict[tuple[str, str], _Answered] = {}
        self._rows: dict[tuple[str, str], int] = {}
        self._order: list[tuple[_Answered, str]] = []
        self._editions: dict[str, tuple[str, int]] = {}

    def judge(self, rows: Iterable[Row], *, processes: bool) -> JudgedAnswers:
        """Return the answers in the order of the sheet; `processes`: whether their sheet is there.

        Without it, answers about what stands in no table are taken for answers about processes.
        """
        judged = JudgedAnswers()
        for row in rows:
            self._row(row, judged)
        if self._unknown and not processes:
            self._findings.add("missing-sheet", PROCESSES.sheet, name=PROCESSES.sheet)
        elif self._subjects.complete:
            for row in self._unknown:
                self._say("unknown-subject", row, _ID, found=shown(row.identifier(_ID)))
        for answered in self._answered.values():
            answered.values = self._values(answered)
        judged.answers = [
            self._answer(answered, field_id, answered.values[field_id])
            for answered, field_id in self._order
            if field_id in answered.values
        ]
        return judged

    def _row(self, row: Row, judged: JudgedAnswers) -> None:
        subject_id, question = row.identifier(_ID), row.identifier(_QUESTION)
        if not self._has_place(row, subject_id, question):
            return
        if question == RISK:
            self._risk(row, subject_id, judged)
            return
        key = self._edition(row, subject_id)
        if key is None or not self._is_asked(row, key, question):
            return
        cell = row[_VALUE]
        if cells.is_blank(cell):
            if cell is not None:
                self._say("empty-value", row, _VALUE)
            return
        answered = self._answered.setdefault((subject_id, key), _Answered(subject_id, key))
        kind = self._known[key].fields[question].kind
        answered.rows[question] = row
        answered.raw[question] = cells.raw_value(cell, kind)
        self._order.append((answered, question))

    def _has_place(self, row: Row, subject_id: str, question: str) -> bool:
        """Return whether a row belongs to a known subject and is the first for its question."""
        for heading, found in ((_ID, subject_id), (_QUESTION, question)):
            if not found:
                if row[heading] is not None:
                    self._say("missing-id", row, heading)
                return False
        if subject_id not in self._subjects.ids:
            self._unknown.append(row)
            return False
        first = self._rows.setdefault((subject_id, question), row.number)
        if first != row.number:
            self._say("answer-twice", row, _QUESTION, found=shown(question), first=first)
        return first == row.number

    def _edition(self, row: Row, subject_id: str) -> str | None:
        """Return the key of the row's questionnaire, None (with a finding) if it cannot be."""
        key = f"{row.identifier('Fragebogen')}@{row.identifier('Version')}"
        if key not in self._known:
            readable = row["Fragebogen"] is not None and row["Version"] is not None
            if readable and key not in self._unknown_editions:
                self._unknown_editions.add(key)
                self._say("unknown-questionnaire", row, "Fragebogen", found=shown(key))
            return None
        expected, first = self._editions.setdefault(subject_id, (key, row.number))
        if expected != key and subject_id != self._subjects.once:
            self._say("other-edition", row, "Fragebogen", expected=expected, first=first)
            return None
        return key

    def _is_asked(self, row: Row, key: str, question: str) -> bool:
        if question not in self._known[key].fields:
            self._say("unknown-question", row, _QUESTION, found=shown(question), questionnaire=key)
            return False
        if question in KEPT_IN_HOUSE:
            self._say("kept-in-house", row, _QUESTION, found=shown(question))
            return False
        return True

    def _risk(self, row: Row, subject_id: str, judged: JudgedAnswers) -> None:
        """Take over the class of a process: the only computed value a reader believes."""
        if subject_id not in self._subjects.processes:
            self._unknown.append(row)
            return
        found = row.identifier(_VALUE)
        if found in RISK_CLASSES:
            judged.risks[subject_id] = found
        elif row[_VALUE] is not None:
            self._say(
                "unknown-code", row, _VALUE,
                found=shown(found), question=RISK, possible=", ".join(RISK_CLASSES),
            )  # fmt: skip

    def _values(self, answered: _Answered) -> Mapping[str, Value]:
        """Return the values of one subject; what is wrong with them refuses the file."""
        values, problems = judge_answers(self._known[answered.key], answered.raw)
        for problem in problems:
            row = answered.rows[problem.field_id]
            said = Problem(problem.code, problem.message, problem.remedy)
            self._findings.add_problem(said, row.table.sheet, row.number, _VALUE)
        return values

    def _answer(self, answered: _Answered, field_id: str, value: Value) -> GivenAnswer:
        row = answered.rows[field_id]
        changed_at = cells.iso_time(row["Geändert am"])
        if changed_at is None:
            found = shown(cells.plain(row["Geändert am"]))
            self._say("no-time", row, "Geändert am", found=found)
        return GivenAnswer(
            answered.subject_id,
            answered.key,
            field_id,
            value,
            self._text(row, "Anmerkung"),
            self._text(row, "Beleg"),
            changed_at or "",
        )

    def _text(self, row: Row, heading: str) -> str:
        found = row.text(heading)
        problem = check_length(f"„{heading}“", found) if found else None
        if problem:
            self._findings.add_problem(problem, row.table.sheet, row.number, heading)
        return found

    def _say(self, code: str, row: Row, heading: str, **facts: str | int) -> None:
        self._findings.add(code, row.table.sheet, row.number, heading, **facts)
