"""Levels in the file beside those computed from its answers: a difference is a remark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessments.answer_values import shown
from assessments.errors import UnknownQuestionnaire
from assessments.results import rate
from assessments.workbooks import cells
from assessments.workbooks.layout import PROCESSES, SERVICES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from assessments.model import Submission
    from assessments.rated import SubjectResult
    from assessments.workbooks.collected_findings import Findings
    from assessments.workbooks.columns import Table
    from assessments.workbooks.read_tables import Row
    from questionnaires.model import Questionnaire

_NO_LEVEL = "keine Stufe"
_NOTHING = "nichts"


def compare_levels(
    submission: Submission,
    rows: Iterable[Row],
    known: Mapping[str, Questionnaire],
    findings: Findings,
) -> None:
    """Compute all levels with the file's own Stichtag, settings and editions, and compare.

    `rows` are those of `tblLeistungen` and `tblProzesse` of this hand-in.
    """
    try:
        results = rate(submission, known)
    except UnknownQuestionnaire as error:
        findings.add("unknown-questionnaire", found=shown(error.key))
        return
    by_id = {r.subject.id: r for r in (*results.services, *results.processes)}
    for row in rows:
        result = by_id.get(row.identifier(row.table.table.key))
        if result is not None:
            _compare(row, result, findings)


def _compare(row: Row, result: SubjectResult, findings: Findings) -> None:
    score = result.score
    secured, possible = _COLUMNS[row.table.table.name]
    for heading, computed in ((secured, score.secured), (possible, score.possible)):
        cell = row[heading]
        blank = cells.is_blank(cell)
        found = cells.whole(cell)
        same = computed is None if blank else found is not None and found == computed
        if cell is None or same:
            continue
        findings.add(
            "level-differs", row.table.sheet, row.number, heading,
            found=_NOTHING if blank else shown(cells.plain(cell)),
            computed=_NO_LEVEL if computed is None else str(computed),
        )  # fmt: skip


def _levels(table: Table) -> tuple[str, str]:
    """Return the headings of secured and possible level."""
    secured, possible = (c.heading for c in table.columns if c.compared)
    return secured, possible


_COLUMNS = {table.name: _levels(table) for table in (SERVICES, PROCESSES)}
