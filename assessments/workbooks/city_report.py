"""What all sheets of the city workbook speak of, and the words that head them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from assessments import german
from assessments.city_words import arrivals, stichtag_words
from assessments.key_figures import figures, mark_of, of_city
from assessments.results import CONFORM_FROM, ONLINE_FROM
from assessments.workbooks.hand_in import DOT
from assessments.workbooks.kit import BookFacts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessments.consolidation import Consolidation
    from assessments.key_figures import KeyFigure
    from questionnaires.model import Level, Questionnaire


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a city workbook is told about itself."""

    created_at: str
    """ISO 8601 with offset."""
    report_id: str
    """UUID, new at every export (`abgabe_id` of the workbook)."""
    program_version: str = ""


@dataclass(frozen=True)
class CityReport:
    """A consolidation on its way into a workbook."""

    city: Consolidation
    stamp: Stamp

    @cached_property
    def figures(self) -> Mapping[str, KeyFigure]:
        """The key figures of the city, by key."""
        return figures(of_city(self.city))

    @cached_property
    def model(self) -> Questionnaire | None:
        """The level model of the services; of several editions the highest."""
        return self.city.questionnaire_of("service")

    @cached_property
    def ladder(self) -> Questionnaire | None:
        """The level model of the processes, if any is in use."""
        return self.city.questionnaire_of("process")

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels of services, lowest first."""
        return self.model.levels if self.model else ()

    @property
    def online_from(self) -> int | None:
        """The level from which a service can be online."""
        return mark_of([s.result for s in self.city.population], ONLINE_FROM)

    @property
    def conform_from(self) -> int | None:
        """The level from which a service is OZG-konform."""
        return mark_of([s.result for s in self.city.population], CONFORM_FROM)

    @property
    def who(self) -> str:
        """The city, or the one department that was chosen."""
        if self.city.name:
            return self.city.name
        if len(self.city.hand_ins) == 1:
            return self.city.hand_ins[0].department.name
        return "Alle Fachdienste"

    @property
    def round_name(self) -> str:
        """The round's name."""
        return self.city.round.name if self.city.round else ""

    def about(self, what: str) -> str:
        """Return the first line of a sheet: what it is, who, round, Stichtag, how many."""
        days = stichtag_words(self.city)
        stichtag = f"Stichtag {days}" if days else ""
        parts = (what, self.who, self.round_name, stichtag, arrivals(self.city))
        return DOT.join(part for part in parts if part)

    @property
    def facts(self) -> BookFacts:
        """Return what the workbook says about itself."""
        return BookFacts(
            title=f"Reifegrad der Leistungen: {self.who}",
            subject=self.round_name,
            footer=DOT.join(part for part in ("Selbstcheck", self.who, self.round_name) if part),
            created=datetime.fromisoformat(self.stamp.created_at),
        )

    @property
    def created_on(self) -> str:
        """The day of the export in words."""
        return german.date(self.stamp.created_at)
