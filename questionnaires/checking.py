"""What a definition says is checked as a whole: every mistake with its place and remedy.

Reading sees to the form (kinds of values, missing and unknown keys, codes); here it is whether
the parts fit together. Conditions are checked in `checking_conditions`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionnaires.checking_conditions import check_conditions
from questionnaires.mistakes import Mistake
from questionnaires.model import UNKNOWN, Kind
from questionnaires.places import fields, listed, nearest, questions
from questionnaires.tables import CODE, CODE_REMEDY, RESERVED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from questionnaires.model import Field, Question, Questionnaire

WORDS = 30
"""A question has at most so many words."""

SUBJECTS = ("service", "process", "person")


def check(questionnaire: Questionnaire) -> tuple[Mistake, ...]:
    """Return all mistakes in how the parts of a definition fit together."""
    parts = (_head, _ids, _questions, _fields, _gates, _levels, _derived, _owners, _obstacles)
    found = [mistake for part in parts for mistake in part(questionnaire)]
    return (*found, *check_conditions(questionnaire))


def _head(q: Questionnaire) -> Iterator[Mistake]:
    for key, text in (("id", q.id), ("version", q.version)):
        if text and not CODE.fullmatch(text):
            yield Mistake(key, f"„{text}“ hat andere Zeichen.", CODE_REMEDY)
    if "-" in q.version:
        message = "Die Version enthält einen Strich."
        yield Mistake("version", message, "Der Strich trennt im Dateinamen Kennung und Version.")
    if q.subject and q.subject not in SUBJECTS:
        message = f"Einen Gegenstand „{q.subject}“ gibt es nicht."
        yield Mistake("subject", message, listed(SUBJECTS))
    if not q.questions:
        yield Mistake("sections", "Der Fragebogen hat keine Frage.", "Ergänzen Sie eine Frage.")
    for role, id_ in q.roles.items():
        if id_ not in q.fields and id_ not in q.derived_by_id:
            message = f"Die Rolle zeigt auf „{id_}“, das es nicht gibt."
            remedy = nearest(id_, [*q.fields, *q.derived_by_id], "Nennen Sie ein Feld.")
            yield Mistake(f"roles.{role}", message, remedy)


def _ids(q: Questionnaire) -> Iterator[Mistake]:
    named = [(path, field.id) for path, field in fields(q)]
    named += [(f"derived.{d.id}", d.id) for d in q.derived]
    named += [(f"facts.{id_}", id_) for id_ in q.facts]
    yield from _twice(named)
    for path, id_ in named:
        if id_ in RESERVED:
            yield Mistake(path, f"„{id_}“ ist ein Wort der Sprache.", "Ändern Sie die Kennung.")
        elif id_ and not CODE.fullmatch(id_):
            yield Mistake(path, f"Die Kennung „{id_}“ hat andere Zeichen.", CODE_REMEDY)
    yield from _twice((f"sections.{s.id}", s.id) for s in q.sections)
    yield from _twice((f"settings.{s.name}", s.name) for s in q.settings)
    yield from _twice((f"what_ifs.{w.id}", w.id) for w in q.what_ifs)
    yield from _twice((f"levels.{level.number}", str(level.number)) for level in q.levels)


def _twice(named: Iterable[tuple[str, str]]) -> Iterator[Mistake]:
    seen: set[str] = set()
    for path, id_ in named:
        if id_ in seen and id_:
            yield Mistake(path, f"„{id_}“ gibt es schon.", "Geben Sie eine andere Kennung.")
        seen.add(id_)


def _questions(q: Questionnaire) -> Iterator[Mistake]:
    for path, question in questions(q):
        words = len(question.wording.split())
        if words > WORDS:
            message = f"Die Frage hat {words} Wörter, mehr als {WORDS}."
            remedy = "Kürzen Sie die Frage; Erklärungen stehen in „help“."
            yield Mistake(f"{path}.wording", message, remedy)
        if question.main.kind is Kind.GROUP and not question.fields:
            message = "Diese Gruppe hat keine Felder."
            yield Mistake(path, message, "Ergänzen Sie „fields“ oder „each“.")


def _fields(q: Questionnaire) -> Iterator[Mistake]:
    for path, field in fields(q):
        yield from _choices(path, field)
        yield from _bounds(q, path, field)


def _choices(path: str, field: Field) -> Iterator[Mistake]:
    codes = [option.code for option in field.options if option.code != UNKNOWN]
    if field.kind in (Kind.SINGLE, Kind.MULTI) and not codes:
        message = "Diese Auswahl hat keine Antworten."
        yield Mistake(f"{path}.options", message, "Ergänzen Sie „options“.")
    if field.kind in (Kind.TEXT, Kind.GROUP) and field.options:
        message = "Zu dieser Art gehören keine Antworten zur Auswahl."
        yield Mistake(f"{path}.options", message, "Streichen Sie sie oder ändern Sie „type“.")
    if field.kind is not Kind.MULTI:
        for option in field.options:
            if option.exclusive:
                message = "Nur bei Mehrfachauswahl schließt eine Antwort andere aus."
                yield Mistake(
                    f"{path}.options.{option.code}", message, "Streichen Sie „exclusive“."
                )


def _bounds(q: Questionnaire, path: str, field: Field) -> Iterator[Mistake]:
    low, high, other = field.minimum, field.maximum, field.maximum_field
    if field.kind is not Kind.NUMBER:
        if low is not None or high is not None or other is not None or field.unit:
            message = "Einheit und Grenzen gibt es nur bei Zahlen."
            yield Mistake(path, message, "Streichen Sie sie oder ändern Sie „type“.")
        return
    if low is not None and high is not None and low > high:
        message = f"Die kleinste Zahl {low:g} ist größer als die größte {high:g}."
        yield Mistake(f"{path}.minimum", message, "Tauschen Sie die Grenzen.")
    if other is not None and (other not in q.fields or q.fields[other].kind is not Kind.NUMBER):
        message = f"Ein Zahlenfeld „{other}“ gibt es nicht."
        numbers = [f.id for f in q.fields.values() if f.kind is Kind.NUMBER]
        yield Mistake(f"{path}.maximum_field", message, nearest(other, numbers, listed(numbers)))


def _gates(q: Questionnaire) -> Iterator[Mistake]:
    numbers = [level.number for level in q.levels]
    for path, question in questions(q):
        for gate in question.gates:
            place = f"{path}.gates.{gate.level}"
            if gate.level not in numbers:
                message = f"Eine Stufe {gate.level} gibt es nicht."
                yield Mistake(f"{place}.level", message, listed(numbers))
            elif gate.level == min(numbers):
                message = "Die unterste Stufe ist immer erreicht; sie braucht kein Kriterium."
                yield Mistake(f"{place}.level", message, "Nennen Sie eine höhere Stufe.")
            if not gate.short:
                message = "Das Kriterium hat keinen kurzen Namen."
                yield Mistake(f"{place}.short", message, "Ergänzen Sie „short“.")
            yield from _needs(q, question, place, gate.needs)


def _needs(
    q: Questionnaire, question: Question, place: str, needs: tuple[str, ...]
) -> Iterator[Mistake]:
    own = [field.id for field in question.answer_fields]
    for id_ in needs:
        if id_ not in q.fields and question.answer_fields:
            message = f"Ein Feld „{id_}“ gibt es nicht."
            yield Mistake(f"{place}.needs", message, nearest(id_, q.fields, listed(own)))


def _levels(q: Questionnaire) -> Iterator[Mistake]:
    numbers = [level.number for level in q.levels]
    gated = {gate.level for _, question in questions(q) for gate in question.gates}
    for number in sorted(set(numbers))[1:]:
        if number not in gated:
            message = f"Für Stufe {number} gibt es kein Kriterium."
            remedy = "Ergänzen Sie „gates“ bei einer Frage oder streichen Sie die Stufe."
            yield Mistake(f"levels.{number}", message, remedy)
    if numbers != sorted(numbers):
        yield Mistake("levels", "Die Stufen stehen nicht der Reihe nach.", "Ordnen Sie sie.")
    for mark, number in q.marks.items():
        if number not in numbers:
            message = f"Eine Stufe {number} gibt es nicht."
            yield Mistake(f"marks.{mark}", message, listed(numbers))


def _derived(q: Questionnaire) -> Iterator[Mistake]:
    for derived in q.derived:
        words = {str(case.value) for case in derived.cases} | {str(derived.otherwise)}
        for value in derived.names:
            if value not in words:
                message = f"Den Wert „{value}“ gibt es nicht."
                yield Mistake(f"derived.{derived.id}.names.{value}", message, listed(sorted(words)))
    scope = q.derived_by_id.get(q.scope or "")
    if q.scope and scope is None:
        message = f"Einen abgeleiteten Wert „{q.scope}“ gibt es nicht."
        remedy = nearest(q.scope, q.derived_by_id, listed(q.derived_by_id))
        yield Mistake("scope", message, remedy)
    known = {str(c.value) for c in scope.cases} | {str(scope.otherwise)} if scope else set()
    for value in sorted(q.counted_scopes):
        if value not in known and (scope or not q.scope):
            message = f"Einen Umfang „{value}“ gibt es nicht."
            yield Mistake("counted_scopes", message, listed(sorted(known)))
    yield from _what_ifs(q)


def _what_ifs(q: Questionnaire) -> Iterator[Mistake]:
    for what_if in q.what_ifs:
        field = q.fields.get(what_if.field)
        if field is None:
            message = f"Ein Feld „{what_if.field}“ gibt es nicht."
            remedy = nearest(what_if.field, q.fields, "Nennen Sie eine Frage.")
            yield Mistake(f"what_ifs.{what_if.id}.field", message, remedy)
        elif field.option(what_if.value) is None:
            message = f"„{field.id}“ hat keine Antwort „{what_if.value}“."
            codes = [option.code for option in field.options]
            yield Mistake(f"what_ifs.{what_if.id}.value", message, listed(codes))


def _owners(q: Questionnaire) -> Iterator[Mistake]:
    named = [("external_owners", owner) for owner in sorted(q.external_owners)]
    named.append(("default_owner", q.default_owner))
    for path, question in questions(q):
        named.append((f"{path}.owner", question.owner))
    for path, field in fields(q):
        named += [(f"{path}.options.{o.code}.owner", o.owner or "") for o in field.options]
    for path, owner in named:
        if owner and owner not in q.owners:
            message = f"„{owner}“ steht nicht in „owners“."
            yield Mistake(path, message, nearest(owner, q.owners, listed(q.owners)))
    if q.gates and not q.default_owner:
        message = "„default_owner“ fehlt."
        remedy = "Nennen Sie, wer ein Hindernis sonst beseitigt."
        yield Mistake("default_owner", message, remedy)


def _obstacles(q: Questionnaire) -> Iterator[Mistake]:
    if q.obstacles is None:
        return
    asked = q.fields.get(q.obstacles.question)
    if asked is None:
        message = f"Eine Frage „{q.obstacles.question}“ gibt es nicht."
        remedy = nearest(q.obstacles.question, q.fields, "Nennen Sie eine Frage.")
        yield Mistake("obstacles.question", message, remedy)
        return
    codes = [option.code for option in asked.options if option.code != UNKNOWN]
    for code in codes:
        if f"{q.obstacles.owner_prefix}.{code}" not in q.fields:
            message = f"Das Feld „{q.obstacles.owner_prefix}.{code}“ fehlt."
            remedy = f"Ergänzen Sie dort „each“ mit of = „{asked.id}“."
            yield Mistake("obstacles.owner_prefix", message, remedy)
    for code, ids in q.obstacles.belongs.items():
        path = f"obstacles.belongs.{code}"
        if code not in codes:
            message = f"„{asked.id}“ hat keine Antwort „{code}“."
            yield Mistake(path, message, nearest(code, codes, listed(codes)))
        yield from _belongs(q, path, ids)


def _belongs(q: Questionnaire, path: str, ids: tuple[str, ...]) -> Iterator[Mistake]:
    gated = {gate.question for gate in q.gates}
    for id_ in ids:
        if id_ not in gated:
            message = f"„{id_}“ ist keine Frage mit einem Kriterium."
            yield Mistake(path, message, nearest(id_, gated, "Streichen Sie den Eintrag."))
