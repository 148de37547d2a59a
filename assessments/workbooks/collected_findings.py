"""Findings as they come up: sorted by weight, at most 100 reported, the rest counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessments.findings import LIMIT, Finding, Severity
from assessments.workbooks.wording import finding

if TYPE_CHECKING:
    from assessments.answer_values import Problem
    from assessments.workbooks.wording import Fact


class Findings:
    """Collects the findings of one file. What refuses is never crowded out by remarks."""

    def __init__(self) -> None:
        self._found: dict[Severity, list[Finding]] = {s: [] for s in Severity}
        self._uncounted = 0

    @property
    def refuses(self) -> bool:
        """Whether anything found so far refuses the file."""
        return bool(self._found[Severity.ERROR])

    def add(
        self, code: str, sheet: str = "", row: int | None = None, column: str = "", **facts: Fact
    ) -> None:
        """Add the finding for a code of `wording`."""
        self._keep(finding(code, sheet, row, column, **facts))

    def add_problem(self, problem: Problem, sheet: str, row: int, column: str) -> None:
        """Add what the common judgement of values says about a cell; it refuses."""
        self._keep(
            Finding(
                problem.code,
                Severity.ERROR,
                problem.message,
                problem.remedy,
                sheet,
                row,
                column,
            )
        )

    def add_more(self, number: int) -> None:
        """Count findings of which nobody knows more than that there are some."""
        self._uncounted += number

    def reported(self) -> tuple[Finding, ...]:
        """Return the findings to report: what refuses first, else in the order found."""
        errors, remarks = self._found[Severity.ERROR], self._found[Severity.REMARK]
        return (*errors, *remarks)[:LIMIT]

    def more(self) -> int:
        """Return how many findings there are beyond those reported."""
        total = sum(map(len, self._found.values())) + self._uncounted
        return total - len(self.reported())

    def _keep(self, found: Finding) -> None:
        kept = self._found[found.severity]
        if len(kept) < LIMIT:
            kept.append(found)
        else:
            self._uncounted += 1
