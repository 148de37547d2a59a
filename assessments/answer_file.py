"""The answer file (contract 4.2): JSON document -> what is to be filled in, and back.

Pure: which department and round a file belongs to, and what a subject with the same id becomes,
is settled where it is filled in (`assessments.actions.filling`). Unknown keys are findings.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessments.answer_entries import (
    Entry,
    read_department_answers,
    read_measure,
    read_process,
    read_service,
)
from assessments.json_reading import Findings, Part
from assessments.model import Department, Round, SubjectKind, slug

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessments.findings import Finding
    from assessments.model import Assessment, Measure
    from questionnaires.model import Questionnaire, Setting, SettingValue, Value

FORMAT = "selbstcheck-antworten"
VERSION = 1

HEAD_KEYS = (
    "format",
    "formatversion",
    "authority",
    "department",
    "department_id",
    "round",
    "round_id",
    "stichtag",
    "department_answers",
    "opens",
    "closes",
    "settings",
    "start_file",
    "services",
    "processes",
    "measures",
)


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """What an answer file says, or all that a department's file holds of one round."""

    department: Department
    round: Round
    """Its Stichtag is empty where the file names none."""
    given: frozenset[str] = frozenset()
    """The keys that stand at the top of the file."""
    services: tuple[Entry, ...] = ()
    processes: tuple[Entry, ...] = ()
    measures: tuple[tuple[Measure, str], ...] = ()
    """Each with its path; the id is empty where none is given."""
    department_answers: Mapping[str, Value] | None = None
    """None where the key is absent: answers that are there are never touched then."""
    start_file: str = ""


def understand(
    document: object, editions: Mapping[str, Questionnaire]
) -> tuple[AnswerFile, tuple[Finding, ...]]:
    """Return what an answer file says, and everything that is wrong with it.

    `editions`: what `service` and `process` are answered under; without an edition for processes
    their master data are taken and answers are refused. With a finding that refuses, what is
    returned is incomplete.
    """
    findings = Findings()
    head = Part(document if isinstance(document, dict) else {}, "", findings)
    if not _is_answer_file(head):
        return AnswerFile(Department("", ""), Round("", "", "")), tuple(findings.all)
    head.only(HEAD_KEYS)
    name = head.line("department", required=True)
    department = Department(
        head.identifier("department_id") or slug(name), name, head.line("authority")
    )
    if name and not department.id:
        message = "Aus dem Namen des Fachdienstes lässt sich keine Kennung bilden."
        head.error("department_id", "missing-key", message, "Tragen Sie eine Kennung ein.")
    answers = read_department_answers(head.part("department_answers"), editions.values())
    found = AnswerFile(
        department=department,
        round=_round(head, editions),
        given=head.given,
        services=tuple(read_service(p, editions["service"]) for p in head.parts("services")),
        processes=tuple(read_process(p, editions.get("process")) for p in head.parts("processes")),
        measures=tuple(read_measure(p) for p in head.parts("measures")),
        department_answers=answers if "department_answers" in head.given else None,
        start_file=head.line("start_file"),
    )
    return found, tuple(findings.all)


def _is_answer_file(head: Part) -> bool:
    version = head.raw("formatversion")
    is_number = isinstance(version, int) and not isinstance(version, bool)
    if head.raw("format") != FORMAT:
        message = "Die Datei ist keine Antwortdatei."
        remedy = f"Der Schlüssel „format“ hat den Wert „{FORMAT}“."
        head.error("format", "wrong-format", message, remedy)
    elif is_number and version == VERSION:
        return True
    elif isinstance(version, int) and is_number and version > VERSION:
        message = f"Die Datei hat die Formatversion {version}, wir kennen {VERSION}."
        head.error("formatversion", "newer-format", message, "Aktualisieren Sie das Programm.")
    else:
        message = "Die Formatversion fehlt oder ist unbekannt."
        remedy = f"Der Schlüssel „formatversion“ hat den Wert {VERSION}."
        head.error("formatversion", "wrong-format", message, remedy)
    return False


def _round(head: Part, editions: Mapping[str, Questionnaire]) -> Round:
    name = head.line("round", required=True)
    round_id = head.identifier("round_id") or slug(name)
    if name and not round_id:
        message = "Aus dem Namen der Runde lässt sich keine Kennung bilden."
        head.error("round_id", "missing-key", message, "Tragen Sie eine Kennung ein.")
    return Round(
        id=round_id,
        name=name,
        stichtag=head.day("stichtag"),
        opens=head.day("opens"),
        closes=head.day("closes"),
        settings=_settings(head.part("settings"), editions),
    )


def _settings(part: Part, editions: Mapping[str, Questionnaire]) -> dict[str, SettingValue]:
    """Return the settings by `fragebogen.name`, only what differs from the default.

    A bare name is understood where one edition declares it.
    """
    found: dict[str, SettingValue] = {}
    known = {f"{q.id}.{s.name}": s for q in editions.values() for s in q.settings}
    for name, given in part.items().items():
        keys = [k for k, s in known.items() if name in (k, s.name)]
        if len(keys) != 1:
            message = f"Die Einstellung „{name}“ gibt es nicht."
            remedy = f"Möglich sind: {', '.join(known)}."
            part.error(name, "unknown-setting", message, remedy)
            continue
        setting = known[keys[0]]
        value = _setting(setting, given)
        if value is None:
            message = f"Der Wert der Einstellung „{name}“ ist von anderer Art."
            remedy = f"Die Vorgabe ist {setting.default}."
            part.error(name, "wrong-kind", message, remedy)
        elif value != setting.default:
            found[keys[0]] = value
    return found


def _setting(setting: Setting, given: object) -> SettingValue | None:
    """Return the value if it is of the default's kind; numbers are not negative."""
    value: SettingValue | None = None
    match setting.default, given:
        case _, bool():
            pass
        case tuple(), list() if all(isinstance(g, str) for g in given):
            value = tuple(given)
        case str(), str():
            value = given
        case int() | float(), int() | float() if given >= 0:
            value = given
    return value


def as_document(content: AnswerFile) -> dict[str, object]:
    """Return an answer file as the document that says the same, with every key."""
    who, when = content.department, content.round
    return {
        "format": FORMAT,
        "formatversion": VERSION,
        "authority": who.authority,
        "department": who.name,
        "department_id": who.id,
        "round": when.name,
        "round_id": when.id,
        "stichtag": when.stichtag,
        "opens": when.opens,
        "closes": when.closes,
        "settings": {k: _plain(v) for k, v in when.settings.items()},
        "start_file": content.start_file,
        "department_answers": _plain_all(content.department_answers or {}),
        "services": [_service_document(e) for e in content.services],
        "processes": [_process_document(e) for e in content.processes],
        "measures": [
            {
                "id": m.id,
                "title": m.title,
                "subjects": list(m.subjects),
                "responsible": m.responsible,
                "effort": m.effort,
                "due": m.due,
                "status": m.status,
            }
            for m, _ in content.measures
        ],
    }


def entry_of(assessment: Assessment) -> Entry:
    """Return a subject as an entry of an answer file: with its confirmed answers, all of them."""
    return Entry(
        assessment.subject,
        "",
        frozenset(),
        assessment.values(),
        assessment.notes,
        assessment.evidence,
        assessment.finished,
    )


def contents(
    department: Department,
    round_: Round,
    assessments: Mapping[str, Assessment],
    measures: tuple[Measure, ...],
    start_file: str,
) -> AnswerFile:
    """Return what a department's file holds of a round, as an answer file.

    What refers to a subject that was removed no longer does. Answers that were taken over and
    not confirmed count as open and are left out.
    """
    entries = [entry_of(a) for a in assessments.values()]
    return AnswerFile(
        department,
        round_,
        services=tuple(e for e in entries if e.subject.kind is SubjectKind.SERVICE),
        processes=tuple(e for e in entries if e.subject.kind is SubjectKind.PROCESS),
        measures=tuple((m, "") for m in measures),
        department_answers=next(
            (e.answers for e in entries if e.subject.kind is SubjectKind.DEPARTMENT), {}
        ),
        start_file=start_file,
    )


def _service_document(entry: Entry) -> dict[str, object]:
    subject = entry.subject
    return {
        "id": subject.id,
        "title": subject.title,
        "leika": list(subject.leika),
        "ozg_id": subject.ozg_id,
        "theme": subject.theme,
        "leika_type": subject.leika_type,
        "audience": list(subject.audience),
        "focus": subject.focus,
        "sdg": subject.sdg,
        "keys_checked": subject.keys_checked,
        "remark": subject.remark,
        **_answers_document(entry),
    }


def _process_document(entry: Entry) -> dict[str, object]:
    subject = entry.subject
    return {
        "id": subject.id,
        "title": subject.title,
        "group": subject.group,
        "picture": subject.picture,
        "services": list(subject.services),
        "remark": subject.remark,
        **_answers_document(entry),
    }


def _answers_document(entry: Entry) -> dict[str, object]:
    return {
        "answers": _plain_all(entry.answers or {}),
        "notes": dict(entry.notes),
        "evidence": dict(entry.evidence),
        "finished": entry.finished,
    }


def _plain_all(values: Mapping[str, Value]) -> dict[str, object]:
    return {k: _plain(v) for k, v in values.items()}


def _plain(value: Value | SettingValue) -> object:
    return list(value) if isinstance(value, tuple) else value
