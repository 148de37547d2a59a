"""One service, process or measure of an answer file (contract 4.2), judged key by key."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assessments.answer_values import judge_answers
from assessments.model import Measure, Subject, SubjectKind
from assessments.text import is_blank

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from assessments.json_reading import Part
    from questionnaires.model import Questionnaire, Value

PROCESS_QUESTIONNAIRE = "prozessdokumentation"
"""What processes are answered under; named where no edition of it is known."""
AUDIENCES = ("buerger", "unternehmen", "verwaltung")
EFFORTS = ("klein", "mittel", "groß")
STATUSES = ("Idee", "Geplant", "Läuft", "Erledigt", "Verworfen")

ANSWER_KEYS = ("answers", "notes", "evidence", "finished")
SERVICE_KEYS = (
    "id",
    "title",
    "leika",
    "ozg_id",
    "theme",
    "leika_type",
    "audience",
    "focus",
    "sdg",
    "keys_checked",
    "remark",
    *ANSWER_KEYS,
)
PROCESS_KEYS = ("id", "title", "group", "picture", "services", "remark", *ANSWER_KEYS)
MEASURE_KEYS = ("id", "title", "subjects", "responsible", "effort", "due", "status")
_LEIKA = re.compile(r"99\d{12}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Entry:
    """A service or process of an answer file. Its subject's id is empty where none is given."""

    subject: Subject
    path: str
    given: frozenset[str]
    """The keys that stand in the file."""
    answers: Mapping[str, Value] | None = None
    """None where the key is absent: answers that are there are never touched then."""
    notes: Mapping[str, str] = field(default_factory=dict)
    evidence: Mapping[str, str] = field(default_factory=dict)
    finished: bool = False


def read_service(part: Part, questionnaire: Questionnaire) -> Entry:
    """Return a service with its answers."""
    part.only(SERVICE_KEYS)
    subject = Subject(
        id=part.identifier("id"),
        kind=SubjectKind.SERVICE,
        title=part.line("title", required=True),
        leika=part.lines("leika"),
        ozg_id=part.line("ozg_id"),
        theme=part.line("theme"),
        leika_type=part.line("leika_type"),
        audience=part.lines("audience"),
        focus=part.flag("focus"),
        sdg=part.flag("sdg"),
        keys_checked=part.day("keys_checked"),
        remark=part.text("remark"),
    )
    for word in subject.audience:
        if word not in AUDIENCES:
            message = f"Die Zielgruppe „{word}“ gibt es nicht."
            remedy = f"Möglich sind: {', '.join(AUDIENCES)}."
            part.error("audience", "unknown-code", message, remedy)
    for key in subject.leika:
        if not _LEIKA.fullmatch(key):
            message = f"„{key}“ sieht nicht wie ein LeiKa-Schlüssel aus."
            remedy = "Er hat 14 Ziffern und beginnt mit 99."
            part.remark("leika", "odd-key", message, remedy)
    return _entry(part, subject, questionnaire)


def read_process(part: Part, questionnaire: Questionnaire | None) -> Entry:
    """Return a process; its answers are refused where no questionnaire for them is known."""
    part.only(PROCESS_KEYS)
    subject = Subject(
        id=part.identifier("id"),
        kind=SubjectKind.PROCESS,
        title=part.line("title", required=True),
        group=part.line("group"),
        picture=part.line("picture"),
        services=part.lines("services"),
        remark=part.text("remark"),
    )
    if questionnaire is not None:
        return _entry(part, subject, questionnaire)
    for key in ("answers", "notes", "evidence"):
        if part.part(key).items():
            message = f"Den Fragebogen „{PROCESS_QUESTIONNAIRE}“ kennt das Programm nicht."
            part.error(key, "unknown-questionnaire", message, "Aktualisieren Sie das Programm.")
    answers: dict[str, Value] | None = {} if "answers" in part.given else None
    finished = part.flag("finished") or False
    return Entry(subject, part.path, part.given, answers, finished=finished)


def read_measure(part: Part) -> tuple[Measure, str]:
    """Return a measure, and its path; its id is empty where none is given."""
    part.only(MEASURE_KEYS)
    measure = Measure(
        id=part.identifier("id"),
        title=part.line("title", required=True),
        subjects=part.lines("subjects"),
        responsible=part.line("responsible"),
        effort=part.code("effort", EFFORTS),
        due=part.day("due"),
        status=part.code("status", STATUSES, "Idee"),
    )
    return measure, part.path


def read_department_answers(
    part: Part, questionnaires: Iterable[Questionnaire]
) -> dict[str, Value]:
    """Return the answers asked once per department, each judged by the edition that asks it."""
    asked = {name: q for q in questionnaires for name in q.fields if q.question_of[name].once}
    found: dict[str, Value] = {}
    for key, given in part.items().items():
        if key in asked:
            found |= _judged(part, asked[key], {key: given})
        else:
            message = f"Frage {key} wird nicht einmal je Fachdienst gestellt."
            remedy = "Setzen Sie sie unter „answers“ der Leistung oder des Prozesses."
            part.error(key, "not-asked-once", message, remedy)
    return found


def _entry(part: Part, subject: Subject, questionnaire: Questionnaire) -> Entry:
    given = part.part("answers")
    answers = _judged(given, questionnaire, given.items())
    for key in answers:
        if questionnaire.question_of[key].once:
            message = f"Frage {key} gilt für den ganzen Fachdienst und zählt hier nicht."
            remedy = "Setzen Sie sie unter „department_answers“."
            given.remark(key, "asked-once", message, remedy)
    return Entry(
        subject,
        part.path,
        part.given,
        answers if "answers" in part.given else None,
        _words(part.part("notes"), questionnaire),
        _words(part.part("evidence"), questionnaire),
        finished=part.flag("finished") or False,
    )


def _judged(
    part: Part, questionnaire: Questionnaire, given: Mapping[str, object]
) -> dict[str, Value]:
    values, problems = judge_answers(questionnaire, given)
    for problem in problems:
        part.error(problem.field_id, problem.code, problem.message, problem.remedy)
    return values


def _words(part: Part, questionnaire: Questionnaire) -> dict[str, str]:
    """Return notes or Belege by question id, without empty ones."""
    found: dict[str, str] = {}
    for key in part.items():
        if key not in questionnaire.questions:
            message = f"Die Frage „{key}“ gibt es in diesem Fragebogen nicht."
            part.error(key, "unknown-question", message, "Prüfen Sie die Kennung der Frage.")
        elif not is_blank(text := part.text(key)):
            found[key] = text
    return found
