"""Small questionnaires and assessments in a line each.

    small = questionnaire(ask("A", meets={1: "A = ja"}), ask("B", meets={2: "B = ja"}))
    given = assessment(service("Hund anmelden"), small, A="ja", B="nein")

Conditions are written as in a definition. Field ids with a point are written `O6__seit`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessments.model import (
    Answer,
    Assessment,
    Department,
    GivenAnswer,
    Round,
    Subject,
    SubjectKind,
    Submission,
    slug,
)
from questionnaires.conditions import Condition, parse
from questionnaires.model import (
    UNKNOWN,
    Derived,
    DerivedCase,
    Field,
    Gate,
    Kind,
    Level,
    Option,
    Question,
    Questionnaire,
    Section,
    Setting,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from questionnaires.model import Value

CHANGED_AT = "2026-11-02T09:15:00+01:00"
STICHTAG = "2026-11-30"


def condition(text: str) -> Condition | None:
    """Return the condition, or None for an empty text (always)."""
    return parse(text) if text else None


def options(codes: str, owners: Mapping[str, str] | None = None) -> tuple[Option, ...]:
    """Return options for codes separated by blanks, and "I don't know"; `*code` is exclusive."""
    return tuple(
        Option(
            code.lstrip("*"),
            code.lstrip("*").capitalize(),
            exclusive=code.startswith("*"),
            owner=(owners or {}).get(code),
        )
        for code in (*codes.split(), UNKNOWN)
    )


def ask(  # a test names only what it is about
    question_id: str,
    codes: str = "ja nein",
    *,
    meets: Mapping[int, str] | None = None,
    show: str = "",
    when: str = "",
    kind: Kind = Kind.SINGLE,
    fields: Iterable[Field] = (),
    needs: tuple[str, ...] | None = None,
    owners: Mapping[str, str] | None = None,
    **rest: object,
) -> Question:
    """Return a question with the gates `meets` (level -> condition)."""
    main = Field(question_id, kind, question_id, options(codes, owners) if codes else ())
    gates = tuple(
        Gate(
            question_id,
            level,
            parse(text),
            f"{question_id} auf {level}",
            condition(when),
            (question_id,) if needs is None else needs,
        )
        for level, text in (meets or {}).items()
    )
    return Question(
        question_id,
        "a",
        f"Frage {question_id}",
        main,
        tuple(fields),
        show_if=condition(show),
        gates=gates,
        **rest,
    )


def part(field_id: str, kind: Kind = Kind.TEXT, codes: str = "", *, show: str = "") -> Field:
    """Return a field beside the main one (`O6.seit`)."""
    return Field(field_id, kind, field_id, options(codes) if codes else (), show_if=condition(show))


def derived(name: str, cases: Mapping[str | int, str], otherwise: str | int | None = None):
    """Return a derived value: value -> condition, the first true one holds."""
    return Derived(name, tuple(DerivedCase(v, parse(c)) for v, c in cases.items()), otherwise)


def questionnaire(
    *questions: Question,
    exists: Mapping[int, str] | None = None,
    settings: Mapping[str, int | str | tuple[str, ...]] | None = None,
    **rest: object,
) -> Questionnaire:
    """Return a questionnaire with levels from 0 to the highest gate; `exists` as condition."""
    highest = max([g.level for q in questions for g in q.gates] + list(exists or {}) + [0])
    levels = tuple(
        Level(n, f"Stufe {n}", "", condition((exists or {}).get(n, ""))) for n in range(highest + 1)
    )
    words: dict[str, object] = {
        "id": "klein",
        "version": "1",
        "title": "Kleiner Fragebogen",
        "short_title": "Klein",
        "subject": "service",
        "levels": levels,
        "sections": (Section("a", "Abschnitt", questions),),
        "settings": tuple(Setting(k, v, k) for k, v in (settings or {}).items()),
    }
    return Questionnaire(**{**words, **rest})


def values(**given: Value) -> dict[str, Value]:
    """Return values by field id (`O6__seit` for `O6.seit`)."""
    return {name.replace("__", "."): value for name, value in given.items()}


def service(title: str, department: str = "buergerservice", **master: object) -> Subject:
    """Return a service of a department; its id follows from both."""
    return Subject(f"{department}-{slug(title)}", SubjectKind.SERVICE, title, **master)


def assessment(subject: Subject, asked: Questionnaire, **given: Value) -> Assessment:
    """Return a subject with answers."""
    answers = {k: Answer(v, CHANGED_AT) for k, v in values(**given).items()}
    return Assessment(subject, asked.key, answers)


def survey(name: str = "2. Erhebung 2026", stichtag: str = STICHTAG, **rest: object) -> Round:
    """Return a round."""
    return Round(slug(name), name, stichtag, **rest)


def submission(
    *assessments: Assessment, department: str = "Bürgerservice", **rest: object
) -> Submission:
    """Return the hand-in of a department with these assessments, number 1 unless given."""
    given = tuple(
        GivenAnswer(a.subject.id, a.questionnaire, field_id, answer.value, changed_at=CHANGED_AT)
        for a in assessments
        for field_id, answer in a.answers.items()
    )
    words: dict[str, object] = {
        "department": Department(slug(department), department),
        "round": survey(),
        "submission_id": f"abgabe-{slug(department)}",
        "number": 1,
        "created_at": "2026-11-20T10:00:00+01:00",
        "services": tuple(a.subject for a in assessments if a.subject.kind is SubjectKind.SERVICE),
        "processes": tuple(a.subject for a in assessments if a.subject.kind is SubjectKind.PROCESS),
        "answers": given,
    }
    return Submission(**{**words, **rest})
