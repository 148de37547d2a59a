"""Answers of one hand-in -> what every page, sheet and command shows of its subjects.

Nothing here knows a question by name: what a report needs is found through the roles and marks of
the questionnaire.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from assessments.errors import UnknownQuestionnaire
from assessments.facts import facts_of
from assessments.model import SubjectKind
from assessments.owners import chosen_obstacles
from assessments.priorities import priority_in
from assessments.quarters import quarter_of
from assessments.rated import (
    CONFORM_FROM,
    ONLINE_FROM,
    ModellingPlan,
    ProcessResult,
    Results,
    ServiceResult,
    SubjectResult,
    Summary,
    join,
    summarise,
)
from assessments.risks import risk_in
from assessments.roles import Roles
from assessments.scoring import judge, score_of, settings_of
from assessments.shares import Cases, Share, ShareReason, online_share

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessments.gates import Judgement
    from assessments.model import Department, GivenAnswer, Subject, Submission
    from assessments.scoring import Score
    from questionnaires.model import Questionnaire, SettingValue, Value

__all__ = [
    "CONFORM_FROM",
    "ONLINE_FROM",
    "Cases",
    "ModellingPlan",
    "ProcessResult",
    "RatingContext",
    "Results",
    "ServiceResult",
    "Share",
    "ShareReason",
    "SubjectResult",
    "Summary",
    "join",
    "judgement_of",
    "rate",
    "rate_process",
    "rate_service",
    "settings_of",
    "summarise",
]

UNTOUCHED = "offen"
"""Scope word where nothing at all was answered."""
YES = "ja"
"""Value of the derived values that say yes or no."""


@dataclass(frozen=True, slots=True)
class RatingContext:
    """What is the same for all subjects of one hand-in."""

    stichtag: str
    department: Department
    settings: Mapping[str, SettingValue] = field(default_factory=dict)
    """As in the round (`fragebogen.name`); bare names count for every questionnaire."""
    submission_id: str = ""
    department_values: Mapping[str, Value] = field(default_factory=dict)
    """Answers asked once per department, by field id."""
    changed_on: str = ""
    """ISO date of the subject's latest answer."""
    risk: str = ""
    """Class of a process as handed in; counts where its head counts are not there."""


def rate_service(
    subject: Subject,
    values: Mapping[str, Value],
    questionnaire: Questionnaire,
    context: RatingContext,
) -> ServiceResult:
    """Rate one service; the same function for window, workbook and command."""
    settings = settings_of(questionnaire, context.settings)
    judgement = judgement_of(subject, values, questionnaire, context)
    find = Roles(judgement)
    cases = Cases(
        find.number("cases_total"),
        find.number("cases_online"),
        find.text("period_from"),
        find.text("period_to"),
    )
    stage = find.number("end_to_end")
    return ServiceResult(
        **_common(subject, values, judgement, context),
        productive=find.text("productive") == YES,
        unproductive=find.text("unproductive") == YES,
        end_to_end=None if stage is None else int(stage),
        online_since=find.text("online_since"),
        cases=cases,
        cases_source=find.text("cases_source"),
        share=online_share(cases, settings),
        channel=find.text("channel"),
        link=find.text("link"),
        obstacles=chosen_obstacles(judgement),
    )


def rate_process(
    subject: Subject,
    values: Mapping[str, Value],
    questionnaire: Questionnaire,
    context: RatingContext,
) -> ProcessResult:
    """Rate one process; the same function for window, workbook and command."""
    judgement = judgement_of(subject, values, questionnaire, context)
    find = Roles(judgement)
    quarter, risk = find.text("planned_quarter"), risk_in(judgement, context.risk)
    return ProcessResult(
        **_common(subject, values, judgement, context),
        risk=risk,
        priority=priority_in(judgement, risk),
        plan=ModellingPlan(
            quarter, quarter_of(quarter), find.number("planned_hours"), find.text("modeller")
        ),
        responsible_unit=find.text("responsible_unit"),
    )


def rate(submission: Submission, questionnaires: Mapping[str, Questionnaire]) -> Results:
    """Rate all services and processes of a hand-in, in its order.

    `questionnaires` by `id@version`; one that an answer names and that is not there raises
    UnknownQuestionnaire. A subject without answers is rated with the edition of the round;
    processes are left out where the round has none for them, as before there was one.
    """
    given = defaultdict(list)
    for answer in submission.answers:
        given[answer.subject_id].append(answer)
    for_department = _values(given[submission.department.id])
    services, processes = [], []
    for subject in (*submission.services, *submission.processes):
        questionnaire = _edition(subject, given[subject.id], submission, questionnaires)
        if questionnaire is None:
            continue
        context = RatingContext(
            submission.round.stichtag,
            submission.department,
            submission.round.settings,
            submission.submission_id,
            for_department,
            max((a.changed_at[:10] for a in given[subject.id]), default=""),
            submission.risks.get(subject.id, ""),
        )
        values = _values(given[subject.id])
        if subject.kind is SubjectKind.SERVICE:
            services.append(rate_service(subject, values, questionnaire, context))
        else:
            processes.append(rate_process(subject, values, questionnaire, context))
    return Results(tuple(services), tuple(processes))


def _values(answers: list[GivenAnswer]) -> dict[str, Value]:
    return {answer.field: answer.value for answer in answers}


def _edition(
    subject: Subject,
    answers: list[GivenAnswer],
    submission: Submission,
    questionnaires: Mapping[str, Questionnaire],
) -> Questionnaire | None:
    if answers:
        key = answers[0].questionnaire
        if key not in questionnaires:
            raise UnknownQuestionnaire(key)
        return questionnaires[key]
    in_round = [questionnaires[k] for k in submission.round.questionnaires if k in questionnaires]
    is_service = subject.kind is SubjectKind.SERVICE
    others = tuple(questionnaires.values()) if is_service or not in_round else ()
    for questionnaire in (*in_round, *others):
        if questionnaire.subject == subject.kind:
            return questionnaire
    if is_service:
        raise UnknownQuestionnaire(next(iter(submission.round.questionnaires), ""))
    return None


def judgement_of(
    subject: Subject,
    values: Mapping[str, Value],
    questionnaire: Questionnaire,
    context: RatingContext,
) -> Judgement:
    """Return the judgement behind a result: of the answers, the department's, and the facts."""
    settings = settings_of(questionnaire, context.settings)
    merged = {**context.department_values, **values, **facts_of(questionnaire, subject)}
    return judge(questionnaire, merged, context.stichtag, settings)


def _common(
    subject: Subject,
    values: Mapping[str, Value],
    judgement: Judgement,
    context: RatingContext,
) -> dict[str, Any]:
    """Return the fields that every result has."""
    questionnaire = judgement.plan.questionnaire
    result = score_of(judgement)
    return {
        "subject": subject,
        "department": context.department,
        "submission_id": context.submission_id,
        "questionnaire": questionnaire,
        "score": result,
        "values": values,
        "changed_on": context.changed_on,
        "scope_word": _scope_word(questionnaire, result, values),
        "counted": questionnaire.scope is None or result.scope in questionnaire.counted_scopes,
    }


def _scope_word(questionnaire: Questionnaire, result: Score, values: Mapping[str, Value]) -> str:
    if questionnaire.scope is None:
        return ""
    if not values:
        return UNTOUCHED
    word = result.derived.get(questionnaire.roles.get("scope_word", questionnaire.scope))
    return "" if word is None else str(word)
