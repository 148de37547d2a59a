"""Rows of the tables of `layout`, in the order of their columns, for both kinds of workbook.

A city workbook appends the cells of `layout.CITY_COLUMNS` (`origin`) to each row.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from assessments.checksum import checksum
from assessments.gates import GateState
from assessments.model import Subject, SubjectKind
from assessments.owner_words import owner_word
from assessments.workbooks import layout
from assessments.workbooks.layout import Key, joined, settings_text, value_cell
from assessments.workbooks.words import (
    answer_text,
    day,
    once,
    question_text,
    yes_no,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from assessments.model import GivenAnswer, Submission
    from assessments.results import ProcessResult, Results, ServiceResult, SubjectResult
    from assessments.workbooks.kit import Content
    from questionnaires.model import Questionnaire, Value

    Row = tuple[Content, ...]

RISK_TEXT = "Wie hoch ist das Risiko, dass Wissen verloren geht? (berechnet)"


def origin(submission: Submission, own_authority: str = "") -> Row:
    """Return the cells at the right end of a city table: where a row comes from."""
    authority = submission.department.authority or own_authority
    return authority or None, submission.department.id, submission.submission_id


def service_rows(results: Sequence[ServiceResult]) -> list[Row]:
    """Return `tblLeistungen`, one row per service."""
    return [_service_row(result) for result in results]


def _service_row(result: ServiceResult) -> Row:
    subject = result.subject
    return (
        subject.id,
        result.department.name,
        subject.title,
        joined(subject.leika) or None,
        subject.ozg_id or None,
        subject.theme or None,
        result.scope_word or None,
        result.questionnaire.id,
        *_level_cells(result),
        joined(_obstacle_words(result)) or None,
        result.end_to_end,
        day(result.online_since),
        result.cases_total,
        result.cases_online,
        result.online_share,
        subject.remark or None,
        day(result.changed_on),
        subject.leika_type or None,
        joined(subject.audience) or None,
        yes_no(subject.focus),
        yes_no(subject.sdg),
        subject.keys_checked or None,
    )


def _level_cells(result: SubjectResult) -> Row:
    """Return secured and possible level, provisional, open questions, what is missing."""
    score = result.score
    return (
        score.secured,
        score.possible,
        yes_no(score.provisional),
        len(score.open),
        joined(once(m.question for m in score.missing)) or None,
    )


def _obstacle_words(result: SubjectResult) -> tuple[str, ...]:
    """Return who can remove what is missing; a question still open is no obstacle of anybody."""
    return once(
        owner_word(lack.owner, result.questionnaire)
        for lack in result.score.missing
        if lack.state is GateState.NOT_MET
    )


def process_rows(submission: Submission, results: Results) -> list[Row]:
    """Return `tblProzesse`, one row per process; without an edition for it, without a level."""
    known = {r.subject.id: r for r in results.processes}
    name = submission.department.name
    return [
        _process_row(subject, known.get(subject.id), name, submission.risks.get(subject.id))
        for subject in submission.processes
    ]


def _process_row(
    subject: Subject, result: ProcessResult | None, department: str, risk: str | None
) -> Row:
    rated: Row = (
        (result.questionnaire.id, *_level_cells(result), risk or result.risk.value, *_plan(result))
        if result
        else (*(None,) * 6, risk, *(None,) * 3)
    )
    return (
        subject.id,
        department,
        subject.title,
        subject.group or None,
        (result.responsible_unit or None) if result else None,
        subject.picture or None,
        joined(subject.services) or None,
        *rated,
        subject.remark or None,
        day(result.changed_on) if result else None,
    )


def _plan(result: ProcessResult) -> Row:
    """Return the class that counts, the quarter as everybody writes it, and the hours."""
    plan = result.plan
    quarter = plan.quarter_text if plan.quarter is None else str(plan.quarter)
    return result.priority.effective.value, quarter or None, plan.hours


def measure_rows(submission: Submission) -> list[Row]:
    """Return `tblMassnahmen`; `Wirkung` counts the subjects of this hand-in that it names."""
    here = {s.id for s in (*submission.services, *submission.processes)}
    name = submission.department.name
    return [
        (
            m.id, name, m.title, joined(m.subjects) or None, len(here & set(m.subjects)),
            m.responsible or None, m.effort or None, day(m.due), m.status or None,
        )
        for m in submission.measures
    ]  # fmt: skip


def answer_rows(submission: Submission, questionnaires: Mapping[str, Questionnaire]) -> list[Row]:
    """Return `tblAntworten`: per subject in the order of the definition, then its risk class.

    Head counts that stay in the department's file are left out, whatever the hand-in carries.
    """
    given = defaultdict(list)
    for answer in submission.answers:
        if answer.field not in layout.KEPT_IN_HOUSE:
            given[answer.subject_id].append(answer)
    writer = _Answers(submission, questionnaires)
    rows: list[Row] = []
    for subject in _subjects(submission):
        answers = given[subject.id]
        rows += writer.rows(subject, answers)
        if subject.id in submission.risks:
            rows.append(writer.risk(subject, answers))
    return rows


def _subjects(submission: Submission) -> Iterator[Subject]:
    yield from submission.services
    yield from submission.processes
    department = submission.department
    yield Subject(department.id, SubjectKind.DEPARTMENT, department.name)


class _Answers:
    """Makes rows of answers; what is the same for many rows is looked up once."""

    def __init__(self, submission: Submission, questionnaires: Mapping[str, Questionnaire]) -> None:
        self._submission = submission
        self._questionnaires = questionnaires
        self._department = submission.department.name
        self._order: dict[str, dict[str, int]] = {}
        self._texts: dict[tuple[str, str], str] = {}
        self._words: dict[tuple[str, str, Value], str] = {}

    def rows(self, subject: Subject, answers: list[GivenAnswer]) -> Iterator[Row]:
        # The department answers several editions; within each the definition gives the order.
        for answer in sorted(answers, key=lambda a: (a.questionnaire, self._place(a))):
            key, _, version = answer.questionnaire.rpartition("@")
            yield (
                subject.id,
                self._department,
                subject.title,
                key,
                version,
                answer.field,
                self._text(answer.questionnaire, answer.field),
                value_cell(answer.value),
                self._word(answer),
                answer.note or None,
                answer.evidence or None,
                answer.changed_at or None,
            )

    def risk(self, subject: Subject, answers: list[GivenAnswer]) -> Row:
        """Return the row with the class that stands in place of the head counts."""
        key, _, version = self._edition(answers).rpartition("@")
        value = self._submission.risks[subject.id]
        return (
            subject.id, self._department, subject.title, key, version, layout.RISK, RISK_TEXT,
            value, value, None, None, self._submission.created_at,
        )  # fmt: skip

    def _edition(self, answers: list[GivenAnswer]) -> str:
        if answers:
            return answers[0].questionnaire
        for key in self._submission.round.questionnaires:
            known = self._questionnaires.get(key)
            if known is not None and known.subject == SubjectKind.PROCESS:
                return key
        return ""

    def _place(self, answer: GivenAnswer) -> int:
        order = self._order.get(answer.questionnaire)
        if order is None:
            fields = self._questionnaires[answer.questionnaire].fields
            order = {field_id: n for n, field_id in enumerate(fields)}
            self._order[answer.questionnaire] = order
        return order.get(answer.field, len(order))

    def _text(self, key: str, field_id: str) -> str:
        text = self._texts.get((key, field_id))
        if text is None:
            text = question_text(field_id, self._questionnaires[key])
            self._texts[key, field_id] = text
        return text

    def _word(self, answer: GivenAnswer) -> str:
        place = (answer.questionnaire, answer.field, answer.value)
        word = self._words.get(place)
        if word is None:
            fields = self._questionnaires[answer.questionnaire].fields
            word = self._words[place] = answer_text(answer.value, fields.get(answer.field))
        return word


def metadata(submission: Submission, art: layout.Art = layout.Art.DEPARTMENT) -> dict[Key, str]:
    """Return `tblMetadaten` of a hand-in by key, in the order of the contract."""
    who, when = submission.department, submission.round
    return {
        Key.FORMAT: layout.FORMAT,
        Key.FORMAT_VERSION: str(layout.FORMAT_VERSION),
        Key.ART: str(art),
        Key.PROGRAM_VERSION: submission.program_version,
        Key.AUTHORITY: who.authority,
        Key.DEPARTMENT: who.name,
        Key.DEPARTMENT_ID: who.id,
        Key.ROUND: when.name,
        Key.ROUND_ID: when.id,
        Key.STICHTAG: when.stichtag,
        Key.SUBMISSION_ID: submission.submission_id,
        Key.NUMBER: str(submission.number),
        Key.CREATED_AT: submission.created_at,
        Key.QUESTIONNAIRES: joined(tuple(sorted(when.questionnaires))),
        Key.CHECKSUM: checksum(submission),
        Key.SETTINGS: settings_text(when.settings),
        Key.START_FILE: submission.start_file,
    }


def metadata_rows(values: Mapping[Key, str]) -> list[Row]:
    """Return `tblMetadaten` as rows."""
    return [(str(key), value or None) for key, value in values.items()]
