"""Cells -> hand-ins and findings (contract section 3).

Nothing is believed but what 3.1 names; levels are computed again and only compared. One finding
that refuses, and nothing of the file is taken.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from assessments.answer_values import shown
from assessments.checksum import checksum
from assessments.findings import LIMIT
from assessments.model import Submission
from assessments.text import clean_identifier
from assessments.workbooks.collected_findings import Findings
from assessments.workbooks.compared_levels import compare_levels
from assessments.workbooks.judged_answers import AnswerJudge, Subjects
from assessments.workbooks.judged_heads import (
    Head,
    Metadata,
    judge_format,
    judge_head,
    judge_heads,
    read_metadata,
)
from assessments.workbooks.judged_subjects import SubjectJudge
from assessments.workbooks.layout import (
    ANSWERS,
    MEASURES,
    METADATA,
    PROCESSES,
    SERVICES,
    SUBMISSIONS,
    Art,
)
from assessments.workbooks.places import LOCK_MARK
from assessments.workbooks.read_tables import ReadTable, Row, TableReader, required
from assessments.workbooks.wording import finding

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from assessments.findings import Finding
    from assessments.workbooks.columns import Table
    from questionnaires.model import Questionnaire

_OWN = "Abgabe-ID"


@dataclass(frozen=True, slots=True)
class ReadFile:
    """One workbook that was read: what is in it, or why it is refused."""

    file: str
    """Name without folder."""
    path: Path
    kind: Art | None
    """None where that could not be read."""
    findings: tuple[Finding, ...]
    """At most `findings.LIMIT`; those that refuse come first."""
    more: int
    """Findings beyond these."""
    submissions: tuple[Submission, ...]
    """What may be taken in; empty where the file is refused."""
    heads: tuple[Head, ...] = ()
    """Who handed in, as far as it could be read, also of a refused file."""
    services: int = 0
    processes: int = 0
    measures: int = 0
    answers: int = 0
    """Rows that were read, also of a refused file; answers without `risiko`."""

    @property
    def refused(self) -> bool:
        """Whether nothing of it may be taken in."""
        return not self.submissions

    def with_finding(self, code: str) -> ReadFile:
        """Return a copy with one more remark about the file as a whole."""
        if len(self.findings) >= LIMIT:
            return replace(self, more=self.more + 1)
        return replace(self, findings=(*self.findings, finding(code)))


@dataclass(slots=True)
class _Rows:
    """The rows of one hand-in, by table."""

    services: list[Row] = field(default_factory=list)
    processes: list[Row] = field(default_factory=list)
    measures: list[Row] = field(default_factory=list)
    answers: list[Row] = field(default_factory=list)


_FIELDS = {
    SERVICES: "services",
    PROCESSES: "processes",
    MEASURES: "measures",
    ANSWERS: "answers",
}


def judge(path: Path, reply: Mapping[str, Any], known: Mapping[str, Questionnaire]) -> ReadFile:
    """Return what a reply of the reading process means. `known` by `id@version`."""
    findings = Findings()
    if "stopped" in reply:
        facts = {k: _harmless(v) for k, v in reply["facts"].items() if k != "detail"}
        sheet, row = str(facts.pop("sheet", "")), facts.pop("row", None)
        is_lock = path.name.startswith(LOCK_MARK) and reply["stopped"] == "not-a-workbook"
        code = "lock-file" if is_lock else reply["stopped"]
        findings.add(code, sheet, row if isinstance(row, int) else None, "", **facts)
        return _refused(path, None, findings)
    return _Judgement(path, reply, known, findings).run()


class _Judgement:
    """One file on its way from tables to hand-ins."""

    def __init__(
        self,
        path: Path,
        reply: Mapping[str, Any],
        known: Mapping[str, Questionnaire],
        findings: Findings,
    ) -> None:
        self.path = path
        self.known = known
        self.findings = findings
        self.tables = TableReader(reply, findings)
        self.external_links = reply["external_links"]

    def run(self) -> ReadFile:
        if not self.tables.has_sheet(METADATA) and not self.tables.has_sheet(ANSWERS):
            self.findings.add("not-ours")
            return _refused(self.path, None, self.findings)
        metadata = read_metadata(self.tables.read(METADATA, required(METADATA)), self.findings)
        kind = None if self.findings.refuses else judge_format(metadata, self.findings)
        if kind is None:
            return _refused(self.path, None, self.findings)
        if self.external_links:
            self.findings.add("external-links")
        heads = self._heads(kind, metadata)
        rows = self._rows(heads, city=kind is Art.CITY)
        if rows is None:
            return _refused(self.path, kind, self.findings, tuple(heads.values()))
        submissions = {id_: self._submission(head, rows[id_]) for id_, head in heads.items()}
        for id_, submission in submissions.items():
            self._compare(submission, heads[id_], rows[id_])
        return self._file(kind, tuple(heads.values()), tuple(submissions.values()))

    def _heads(self, kind: Art, metadata: Metadata) -> dict[str, Head]:
        """Return who handed in, by the id of the hand-in ("" in a department's workbook)."""
        if kind is Art.DEPARTMENT:
            return {"": judge_head(metadata, self.known, self.findings)}
        listed = self.tables.read(SUBMISSIONS, required(SUBMISSIONS), "missing-submissions")
        return judge_heads(listed, self.known, self.findings)

    def _rows(self, heads: Mapping[str, Head], *, city: bool) -> Mapping[str, _Rows] | None:
        """Return the rows of every hand-in by its id ("" in a department's workbook).

        None where a sheet or a column is missing: then nothing said of the rows would help.
        """
        tables = [self._table(table, city=city) for table in _FIELDS]
        if self.tables.incomplete:
            return None
        rows: defaultdict[str, _Rows] = defaultdict(_Rows)
        for table in tables:
            name = _FIELDS[table.table]
            for row in table.rows():
                owner = row.identifier(_OWN) if city else ""
                if owner in heads:
                    getattr(rows[owner], name).append(row)
                elif owner or table.table is ANSWERS:
                    self._stray(row, owner)
        return rows

    def _table(self, table: Table, *, city: bool) -> ReadTable:
        """Read a table; without processes or measures their sheets may be gone (contract 3.3)."""
        may_be_absent = table in (PROCESSES, MEASURES)
        if may_be_absent and not self.tables.has_sheet(table):
            return ReadTable(table, table.sheet, found=False)
        return self.tables.read(table, required(table, city=city))

    def _stray(self, row: Row, owner: str) -> None:
        """Name a row of a city workbook that belongs to no hand-in."""
        if row[_OWN] is None:
            return
        code = "unknown-submission" if owner else "missing-id"
        self.findings.add(code, row.table.sheet, row.number, _OWN, found=shown(owner))

    def _submission(self, head: Head, rows: _Rows) -> Submission:
        subjects = SubjectJudge(self.findings)
        services = subjects.services(rows.services)
        processes = subjects.processes(rows.processes)
        measures = subjects.measures(rows.measures)
        department = head.department.id
        if department in subjects.places:
            self._ambiguous(department, *subjects.places[department])
        judge = AnswerJudge(
            Subjects(
                frozenset({*subjects.places, department} - {""}),
                frozenset(p.id for p in processes),
                once=department,
                complete=bool(department) and not subjects.unreadable,
            ),
            self.known,
            self.findings,
        )
        judged = judge.judge(rows.answers, processes=self.tables.has_sheet(PROCESSES))
        return Submission(
            head.department,
            head.round,
            head.submission_id,
            head.number,
            head.created_at,
            services,
            processes,
            measures,
            tuple(judged.answers),
            judged.risks,
            head.program_version,
            head.start_file,
            _name(self.path),
        )

    def _ambiguous(self, department: str, sheet: str, row: int) -> None:
        self.findings.add("id-of-department", sheet, row, found=shown(department))

    def _compare(self, submission: Submission, head: Head, rows: _Rows) -> None:
        """Add remarks: levels that were edited, a content that is not the one handed in."""
        if self.findings.refuses:
            return
        subjects = (*rows.services, *rows.processes)
        compare_levels(submission, subjects, self.known, self.findings)
        if head.checksum.lower() != checksum(submission):
            self.findings.add("changed-after-export", head.sheet, head.row, head.column)

    def _file(self, kind: Art, heads: tuple[Head, ...], read: tuple[Submission, ...]) -> ReadFile:
        """Return the outcome; the counts are those of what was read, refused or not."""
        return ReadFile(
            _name(self.path),
            self.path,
            kind,
            self.findings.reported(),
            self.findings.more(),
            () if self.findings.refuses else read,
            heads,
            services=sum(len(s.services) for s in read),
            processes=sum(len(s.processes) for s in read),
            measures=sum(len(s.measures) for s in read),
            answers=sum(len(s.answers) for s in read),
        )


def _name(path: Path) -> str:
    """Return the name of a file as it can be stored and printed."""
    return clean_identifier(path.name or str(path)) or "?"


def _harmless(fact: str | int) -> str | int:
    """Return a fact without what a terminal might obey."""
    return clean_identifier(fact) if isinstance(fact, str) else fact


def _refused(
    path: Path, kind: Art | None, findings: Findings, heads: tuple[Head, ...] = ()
) -> ReadFile:
    return ReadFile(_name(path), path, kind, findings.reported(), findings.more(), (), heads)
