"""What is known of subjects after rating, and counting them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from assessments.model import Department, Subject
    from assessments.priorities import Priority
    from assessments.quarters import Quarter
    from assessments.risks import Risk
    from assessments.scoring import Score
    from assessments.shares import Cases, Share, ShareReason
    from questionnaires.model import Questionnaire, Value

ONLINE_FROM = "online_from"
CONFORM_FROM = "conform_from"
MODELLED = "modelled"


@dataclass(frozen=True, slots=True)
class SubjectResult:
    """What is known of one subject after scoring."""

    subject: Subject
    department: Department
    submission_id: str
    questionnaire: Questionnaire = field(repr=False)
    score: Score
    values: Mapping[str, Value] = field(repr=False)
    """The subject's own answers by field id, hidden ones included."""
    changed_on: str
    """ISO date, empty where nothing was answered."""
    scope_word: str
    """As in the column `Umfang`; empty where the questionnaire has no scope."""
    counted: bool
    """Whether it belongs to the Grundmenge."""

    @property
    def worked_on(self) -> bool:
        """Whether there is at least one answer, "I don't know" included."""
        return bool(self.values)

    @property
    def owners(self) -> tuple[str, ...]:
        """Owner codes of what is missing for the next level, each once."""
        return tuple(dict.fromkeys(m.owner for m in self.score.missing))

    def reaches(self, mark: str) -> bool:
        """Return whether the secured level reaches a mark (`online_from`)."""
        return _at_least(self.score.secured, self.questionnaire.marks.get(mark))

    def may_reach(self, mark: str) -> bool:
        """Return whether the possible level reaches a mark."""
        return _at_least(self.score.possible, self.questionnaire.marks.get(mark))


@dataclass(frozen=True, slots=True)
class ModellingPlan:
    """When a process is to be modelled, and with how much work."""

    quarter_text: str
    """As written; empty where nothing is planned."""
    quarter: Quarter | None
    """None also where what is written names no quarter."""
    hours: float | None
    modeller: str
    """Code of who models."""

    @property
    def complete(self) -> bool:
        """Whether quarter and hours are settled."""
        return self.quarter is not None and self.hours is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessResult(SubjectResult):
    """One process."""

    risk: Risk
    """Of losing knowledge: computed, or as handed in where the head counts are not there."""
    priority: Priority
    plan: ModellingPlan
    responsible_unit: str

    def is_late(self, stichtag: str) -> bool:
        """Return whether its quarter ended before the Stichtag and it is not modelled (R10)."""
        quarter = self.plan.quarter
        return quarter is not None and quarter.last_day < stichtag and not self.reaches(MODELLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceResult(SubjectResult):
    """One service. Numbers and texts are empty where not answered or not asked."""

    productive: bool
    unproductive: bool
    """Known not to be usable; where nothing is known both are False."""
    end_to_end: int | None
    online_since: str
    """ISO date."""
    cases: Cases
    cases_source: str
    """Code: counted or estimated."""
    share: Share
    channel: str
    """Code of the way it is provided."""
    link: str
    obstacles: tuple[tuple[str, str], ...]
    """(obstacle, owner) codes as chosen; owner empty where none is named."""

    @property
    def online(self) -> bool:
        """Secured level from `online_from` and productive (9.1)."""
        return self.productive and self.reaches(ONLINE_FROM)

    @property
    def possibly_online(self) -> bool:
        """Possible level from `online_from` and not known to be unproductive (6.3)."""
        return not self.unproductive and self.may_reach(ONLINE_FROM)

    @property
    def conform(self) -> bool:
        """Secured level from `conform_from`."""
        return self.reaches(CONFORM_FROM)

    @property
    def possibly_conform(self) -> bool:
        """Possible level from `conform_from`."""
        return self.may_reach(CONFORM_FROM)

    @property
    def cases_total(self) -> float | None:
        """Applications in the period."""
        return self.cases.total

    @property
    def cases_online(self) -> float | None:
        """Applications that came in online."""
        return self.cases.online

    @property
    def online_share(self) -> float | None:
        """Online share, 0 to 1 and unrounded, where it says anything (9.5)."""
        return self.share.value

    @property
    def share_reason(self) -> ShareReason:
        """Why no share is shown."""
        return self.share.reason


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts over services. All but `services` and `scopes` count the Grundmenge only."""

    services: int
    scopes: Mapping[str, int]
    """Scope word -> services."""
    rated: int
    """Size of the Grundmenge."""
    provisional: int
    online: int
    possibly_online: int
    conform: int
    possibly_conform: int
    levels: Mapping[int, int]
    """Secured level -> services, every level of the questionnaires named."""
    possible_levels: Mapping[int, int]


@dataclass(frozen=True)
class Results:
    """All rated subjects of one or several hand-ins, in the order given."""

    services: tuple[ServiceResult, ...] = ()
    processes: tuple[ProcessResult, ...] = ()

    @cached_property
    def population(self) -> tuple[ServiceResult, ...]:
        """The Grundmenge."""
        return tuple(s for s in self.services if s.counted)

    @cached_property
    def summary(self) -> Summary:
        """The counts."""
        return summarise(self.services)


def join(results: Iterable[Results]) -> Results:
    """Return the results of several hand-ins as one, unmerged."""
    several = tuple(results)
    return Results(
        tuple(s for r in several for s in r.services),
        tuple(p for r in several for p in r.processes),
    )


def summarise(services: Iterable[ServiceResult]) -> Summary:
    """Count services; each counts once, duplicates are the caller's matter (6.4)."""
    all_services = tuple(services)
    population = [s for s in all_services if s.counted]
    numbers = sorted({level.number for s in all_services for level in s.questionnaire.levels})
    secured = Counter(s.score.secured for s in population)
    possible = Counter(s.score.possible for s in population)
    return Summary(
        services=len(all_services),
        scopes=dict(Counter(s.scope_word for s in all_services)),
        rated=len(population),
        provisional=sum(s.score.provisional for s in population),
        online=sum(s.online for s in population),
        possibly_online=sum(s.possibly_online for s in population),
        conform=sum(s.conform for s in population),
        possibly_conform=sum(s.possibly_conform for s in population),
        levels={n: secured[n] for n in numbers},
        possible_levels={n: possible[n] for n in numbers},
    )


def _at_least(level: int | None, mark: int | None) -> bool:
    return level is not None and mark is not None and level >= mark
