"""Hand-ins of a whole city for tests: small ones by hand, large ones from the sample data."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assessments.checksum import checksum
from assessments.model import (
    Department,
    GivenAnswer,
    Measure,
    Round,
    Subject,
    SubjectKind,
    Submission,
    slug,
)
from assessments.storage.submissions import StoredSubmission
from questionnaires import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from questionnaires.model import Value

SAMPLE = Path(__file__).resolve().parents[1] / "resources" / "sample"
KEY = "ozg-rm-1.1@1"
QUESTIONNAIRES = {KEY: catalogue.load(KEY)}
ROUND = Round("r1", "Runde 1", "2026-11-30", questionnaires=(KEY,))
CREATED = "2026-11-24T14:32:08+01:00"

OFFLINE: dict[str, Value] = {"O1": "allein", "O2": "aussen", "O3": "antrag", "O4": "nein"}
"""Level 0."""
PAPER: dict[str, Value] = OFFLINE | {"O4": "ja", "O5": "pdf_druck", "EE1": "papier"}
"""Level 1."""
FORM: dict[str, Value] = PAPER | {"O5": "pdf_hilfe"}
"""Level 2 but not online: a form with help."""
ONLINE: dict[str, Value] = PAPER | {
    "O5": "dienst", "O6": "produktiv", "O6.seit": "2023-03-08", "O7": "vollstaendig",
    "O8": "nein", "O9": "substanziell", "O10": "ja", "O11": ("bundid",), "O12": "ja",
    "O13": "alle", "O14": "keine", "O16": "bescheid", "O17": "kein_rueckkanal",
    "O18": "hochladen", "O19": "ja", "EE1": "manuell_digital", "X6": "thavel", "X4": "ja",
    "X4.link": "https://thavel.example/uv",
}  # fmt: skip
"""W1: level 2, online; the Rückkanal is missing, which only the Land can bring."""
CONFORM: dict[str, Value] = ONLINE | {
    "O17": "ja", "EE1": "automatisch", "EE2": "elektronisch", "EE3": 0, "EE4": "entfaellt",
    "EE5": "nein",
}  # fmt: skip
"""Level 3, stage E2; for level 4 nothing but O18 is missing."""
FINISHED: dict[str, Value] = CONFORM | {"O18": "strukturiert", "EE5": "ja"}
"""W8: level 4, stage E3."""
INFORMATION: dict[str, Value] = {"O1": "allein", "O2": "aussen", "O3": "information", "O4": "ja"}
ELSEWHERE: dict[str, Value] = {"O1": "anderer_fd"}
UNKNOWN_SCOPE: dict[str, Value] = {"O1": "weiss_nicht"}
UNTOUCHED: dict[str, Value] = {}


def service(
    title: str, answers: Mapping[str, Value], *leika: str, **master: Any
) -> tuple[Subject, Mapping[str, Value]]:
    """Return one service with its answers; the id is made from the title."""
    return Subject(slug(f"l {title}"), SubjectKind.SERVICE, title, leika, **master), answers


def hand_in(
    department: str,
    services: Iterable[tuple[Subject, Mapping[str, Value]]],
    *,
    number: int = 1,
    round_: Round = ROUND,
    authority: str = "",
    submission_id: str = "",
    measures: tuple[Measure, ...] = (),
) -> Submission:
    """Return a hand-in of a department."""
    services = tuple(services)
    return Submission(
        department=Department(slug(department), department, authority),
        round=round_,
        submission_id=submission_id or slug(f"{authority} {department} {round_.id} {number}"),
        number=number,
        created_at=CREATED,
        services=tuple(subject for subject, _ in services),
        measures=measures,
        answers=tuple(
            GivenAnswer(subject.id, KEY, field, value, changed_at=CREATED)
            for subject, answers in services
            for field, value in answers.items()
        ),
        file=f"{department}.xlsx",
    )


def sample_city() -> tuple[Submission, ...]:
    """Return the hand-ins of the sample data, one per answer file, as a city would have them."""
    return tuple(
        _sample(json.loads(file.read_text("utf-8"))) for file in sorted(SAMPLE.glob("*.json"))
    )


def _sample(document: Any) -> Submission:
    services = []
    for one in document["services"]:
        master = {
            "ozg_id": one.get("ozg_id", ""),
            "theme": one.get("theme", ""),
            "leika_type": one.get("leika_type", ""),
            "audience": tuple(one.get("audience", ())),
            "focus": one.get("focus"),
            "sdg": one.get("sdg"),
            "keys_checked": one.get("keys_checked", ""),
            "remark": one.get("remark", ""),
        }
        answers = {
            field: tuple(value) if isinstance(value, list) else value
            for field, value in one.get("answers", {}).items()
        }
        services.append(service(one["title"], answers, *one.get("leika", ()), **master))
    round_ = replace(
        ROUND, id=document["round_id"], name=document["round"], stichtag=document["stichtag"]
    )
    return hand_in(document["department"], services, round_=round_, authority=document["authority"])


def stored(*submissions: Submission) -> tuple[StoredSubmission, ...]:
    """Return hand-ins as a store gives them back."""
    return tuple(StoredSubmission(s, checksum(s), CREATED, s.file, 1) for s in submissions)
