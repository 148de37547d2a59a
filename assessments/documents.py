"""Scores and results as JSON documents (contract 4: `score`, `results`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from assessments.model import Round
    from assessments.priorities import Priority
    from assessments.rated import ProcessResult, Results, ServiceResult, SubjectResult, Summary
    from assessments.risks import Risk
    from assessments.scoring import Missing, Score
    from questionnaires.model import Questionnaire

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Arrival:
    """One hand-in that counts, as `results` lists it. `taken_at` is ISO 8601, empty if never."""

    department_id: str
    department: str
    number: int
    taken_at: str = ""


def score_document(questionnaire: Questionnaire, score: Score) -> Document:
    """Return one score; services have `end_to_end` and `after_release` too."""
    document: Document = {
        "questionnaire": questionnaire.id,
        "version": questionnaire.version,
        "scope": score.scope,
        "level": score.secured,
        "possible_level": score.possible,
        "levels": [
            {"number": level.number, "name": level.name, "state": str(level.state)}
            for level in score.levels
        ],
        "provisional": score.provisional,
        "open": list(score.open),
        "missing": _missing(score.missing),
        "later": _missing(score.later),
    }
    if questionnaire.subject == "service":
        stage = score.derived.get(questionnaire.roles.get("end_to_end", ""))
        document |= {"end_to_end": stage, "after_release": None, **score.what_ifs}
    return document


def rating_document(risk: Risk, priority: Priority) -> Document:
    """Return what is known of a process beside its rung.

    `class` and `points` follow from the answers, `own` and `reason` are the department's; what
    counts is `effective`.
    """
    return {
        "risk": risk.value,
        "priority": {
            "class": priority.computed.value,
            "points": priority.points,
            "own": priority.own.value if priority.own else None,
            "reason": priority.reason or None,
            "effective": priority.effective.value,
        },
    }


def results_document(
    round_: Round | None, arrivals: Iterable[Arrival], results: Results
) -> Document:
    """Return what `results` prints."""
    return {
        "round": round_.name if round_ else None,
        "round_id": round_.id if round_ else None,
        "stichtag": round_.stichtag if round_ else None,
        "departments": [
            {
                "id": a.department_id,
                "name": a.department,
                "number": a.number,
                "taken_at": a.taken_at or None,
            }
            for a in arrivals
        ],
        "services": [service_document(s) for s in results.services],
        "processes": [process_document(p) for p in results.processes],
        "summary": summary_document(results.summary),
    }


def service_document(result: ServiceResult) -> Document:
    """Return one service."""
    subject = result.subject
    return {
        **_subject_document(result),
        "leika": list(subject.leika),
        "ozg_id": subject.ozg_id,
        "theme": subject.theme,
        "scope_word": result.scope_word,
        "counted": result.counted,
        "online": result.online,
        "productive": result.productive,
        "conform": result.conform,
        "online_since": result.online_since or None,
        "cases_total": result.cases_total,
        "cases_online": result.cases_online,
        "online_share": result.online_share,
        "share_reason": str(result.share_reason) or None,
        "channel": result.channel or None,
        "link": result.link or None,
        "obstacles": [
            {"obstacle": code, "owner": owner or None} for code, owner in result.obstacles
        ],
    }


def process_document(result: ProcessResult) -> Document:
    """Return one process."""
    subject = result.subject
    return {
        **_subject_document(result),
        **rating_document(result.risk, result.priority),
        "plan": {
            "quarter": str(result.plan.quarter or result.plan.quarter_text) or None,
            "hours": result.plan.hours,
            "modeller": result.plan.modeller or None,
        },
        "responsible_unit": result.responsible_unit or None,
        "group": subject.group,
        "picture": subject.picture,
        "services": list(subject.services),
    }


def summary_document(summary: Summary) -> Document:
    """Return the counts; levels as text keys, as JSON has no others."""
    return {
        "services": summary.services,
        "rated": summary.rated,
        "provisional": summary.provisional,
        "online": summary.online,
        "possibly_online": summary.possibly_online,
        "conform": summary.conform,
        "possibly_conform": summary.possibly_conform,
        "levels": _text_keys(summary.levels),
        "possible_levels": _text_keys(summary.possible_levels),
        "scopes": dict(summary.scopes),
    }


def _subject_document(result: SubjectResult) -> Document:
    return {
        "id": result.subject.id,
        "department": result.department.name,
        "department_id": result.department.id,
        "title": result.subject.title,
        **score_document(result.questionnaire, result.score),
        "changed_on": result.changed_on or None,
    }


def _missing(missing: Iterable[Missing]) -> list[Document]:
    return [
        {"question": m.question, "level": m.level, "owner": m.owner, "state": str(m.state)}
        for m in missing
    ]


def _text_keys(counts: Mapping[int, int]) -> dict[str, int]:
    return {str(number): count for number, count in counts.items()}
