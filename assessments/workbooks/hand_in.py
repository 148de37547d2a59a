"""What all sheets of one department's workbook speak of, and the words that head them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from assessments import german
from assessments.consolidation import RatedHandIn
from assessments.key_figures import KeyFigure, figures, of_department
from assessments.workbooks.kit import BookFacts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessments.model import Submission
    from assessments.results import Results
    from questionnaires.model import Level, Questionnaire

DOT = " · "


@dataclass(frozen=True, slots=True)
class _Unstored:
    """A hand-in on its way out, for functions that take stored ones."""

    submission: Submission
    checksum: str = ""
    taken_at: str = ""
    file: str = ""


@dataclass(frozen=True)
class HandIn:
    """A hand-in with its results. Sentences about it are computed, never written by hand."""

    submission: Submission
    results: Results
    questionnaires: Mapping[str, Questionnaire]

    @cached_property
    def figures(self) -> Mapping[str, KeyFigure]:
        """The key figures of this department, by key."""
        unstored = _Unstored(self.submission)
        return figures(of_department(RatedHandIn(unstored, authority="", results=self.results)))

    @cached_property
    def model(self) -> Questionnaire | None:
        """The level model of the services; of several editions the highest."""
        return self._model("service")

    @cached_property
    def ladder(self) -> Questionnaire | None:
        """The level model of the processes, if there are any results."""
        return self._model("process")

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels of services, lowest first."""
        return self.model.levels if self.model else ()

    def about(self, sheet: str, table: str = "") -> str:
        """Return the first line of a sheet: what it is, who, round, Stichtag."""
        who, when = self.submission.department, self.submission.round
        parts = (
            sheet,
            f"Tabelle {table}" if table else "",
            who.authority,
            who.name,
            when.name,
            f"Stichtag {german.date(when.stichtag)}" if when.stichtag else "",
        )
        return DOT.join(part for part in parts if part)

    @property
    def facts(self) -> BookFacts:
        """Return what the workbook says about itself."""
        who, when = self.submission.department, self.submission.round
        return BookFacts(
            title=f"Reifegrad der Leistungen: {who.name}",
            subject=when.name,
            footer=DOT.join(("Selbstcheck", who.name, when.name)),
            created=datetime.fromisoformat(self.submission.created_at),
        )

    def _model(self, subject: str) -> Questionnaire | None:
        """Return the edition for such subjects: in use, else named by the round, else any."""
        results = self.results.services if subject == "service" else self.results.processes
        used = [r.questionnaire for r in results]
        named = [self.questionnaires.get(k) for k in self.submission.round.questionnaires]
        for known in (used, named, self.questionnaires.values()):
            fitting = [q for q in known if q is not None and q.subject == subject]
            if fitting:
                return max(fitting, key=lambda q: q.key)
        return None
