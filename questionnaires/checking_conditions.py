"""Conditions checked against the questions they speak of."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from questionnaires.condition_nodes import Comparison
from questionnaires.condition_values import OPEN, Age, Count, Reference, Truth, codes, walk
from questionnaires.mistakes import Mistake
from questionnaires.model import UNKNOWN, Kind
from questionnaires.places import conditions, listed, nearest, questions
from questionnaires.tables import UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from questionnaires.condition_values import Absent
    from questionnaires.conditions import Condition
    from questionnaires.model import Field, Gate, Question, Questionnaire, SettingValue, Value
    from questionnaires.places import Stated

LEVEL = "stufe"
"""What conditions call the secured level."""

_TRIED = 10
"""Codes whose every combination is tried; a gate that names more is not tried."""


def check_conditions(q: Questionnaire) -> Iterator[Mistake]:
    """Yield all mistakes in conditions: what they name, circles, gates nothing can meet."""
    for stated in conditions(q):
        if stated.condition is not UNREADABLE:
            yield from _names(q, stated)
            yield from _settings(q, stated)
            yield from _codes(q, stated)
            yield from _kinds(q, stated)
    yield from _circles(q)
    for path, question in questions(q):
        yield from _once(q, path, question)
        for gate in question.gates:
            if gate.meets is not UNREADABLE:
                yield from _reachable(q, f"{path}.gates.{gate.level}.meets", question, gate)


def _names(q: Questionnaire, stated: Stated) -> Iterator[Mistake]:
    known = {*q.fields, *q.derived_by_id, *q.facts, LEVEL}
    for name in sorted(stated.condition.references - known):
        if name in q.questions:
            inner = [field.id for field in q.questions[name].fields]
            message = f"„{name}“ ist eine Gruppe ohne eigenen Wert."
            yield Mistake(stated.path, message, listed(inner))
        else:
            message = f"Die Bedingung fragt nach „{name}“; das gibt es nicht."
            yield Mistake(stated.path, message, nearest(name, known, "Ändern Sie die Kennung."))


def _once(q: Questionnaire, path: str, question: Question) -> Iterator[Mistake]:
    """What is asked once cannot wait for an answer that every subject gives differently."""
    if not question.once:
        return
    for condition in (question.show_if, *(field.show_if for field in question.fields)):
        for name in sorted(condition.references) if condition is not None else ():
            if name not in q.fields or not q.question_of[name].once:
                message = f"Die Frage kommt einmal, „{name}“ aber je Gegenstand."
                yield Mistake(path, message, "Streichen Sie „once“ oder die Bedingung.")


def _settings(q: Questionnaire, stated: Stated) -> Iterator[Mistake]:
    for name in sorted(stated.condition.settings - set(q.default_settings)):
        message = f"Eine Einstellung „{name}“ gibt es nicht."
        remedy = nearest(name, q.default_settings, "Ergänzen Sie sie unter „settings“.")
        yield Mistake(stated.path, message, remedy)


def _codes(q: Questionnaire, stated: Stated) -> Iterator[Mistake]:
    for name, compared in stated.condition.codes_of.items():
        for code in sorted(compared):
            yield from _code(q, stated.path, name, code)


def _code(q: Questionnaire, path: str, name: str, code: str) -> Iterator[Mistake]:
    if code == UNKNOWN:
        message = f"„{UNKNOWN}“ gilt als offen; das trifft nie zu."
        yield Mistake(path, message, "Streichen Sie den Vergleich.")
    elif (
        name in q.fields and q.fields[name].kind in (Kind.TEXT, Kind.DATE) and _free(q, name, code)
    ):
        message = f"„{name}“ hat keine Antwort „{code}“ zur Auswahl."
        yield Mistake(path, message, f"Fragen Sie mit „{name} filled“ oder „months({name})“.")
    elif name in q.fields or name in q.derived_by_id or name == LEVEL:
        possible = _possible(q, name)
        if code not in possible and not _within(q.fields.get(name), code):
            message = f"„{name}“ kann nicht „{code}“ sein."
            yield Mistake(path, message, nearest(code, possible, listed(possible)))


def _free(q: Questionnaire, name: str, code: str) -> bool:
    return q.fields[name].option(code) is None


def _possible(q: Questionnaire, name: str) -> list[str]:
    if name == LEVEL:
        return [str(level.number) for level in q.levels]
    if name in q.fields:
        return [option.code for option in q.fields[name].options if option.code != UNKNOWN]
    derived = q.derived_by_id[name]
    values = [*(case.value for case in derived.cases), derived.otherwise]
    return list(dict.fromkeys(str(value) for value in values if value is not None))


def _within(field: Field | None, code: str) -> bool:
    """Return whether the code is a number that a number field may hold."""
    if field is None or field.kind is not Kind.NUMBER:
        return False
    try:
        number = float(code)
    except ValueError:
        return False
    low, high = field.minimum, field.maximum
    fits = (low is None or number >= low) and (high is None or number <= high)
    return fits and not (field.whole and number % 1)


def _kinds(q: Questionnaire, stated: Stated) -> Iterator[Mistake]:
    for part in walk(stated.condition.root):
        if isinstance(part, Count) and _kind(q, part.reference) not in (None, Kind.MULTI):
            message = f"count() zählt nur Mehrfachauswahl; „{part.reference}“ ist keine."
            yield Mistake(stated.path, message, "Vergleichen Sie den Wert selbst.")
        if isinstance(part, Age) and _kind(q, part.reference) not in (None, Kind.DATE):
            message = f"months() braucht ein Datum; „{part.reference}“ ist keines."
            yield Mistake(stated.path, message, "Nennen Sie ein Datumsfeld.")
        if isinstance(part, Comparison):
            yield from _numbers(q, stated.path, part)


def _numbers(q: Questionnaire, path: str, comparison: Comparison) -> Iterator[Mistake]:
    for part in walk(comparison):
        if isinstance(part, Reference) and not _numeric(q, part.reference):
            message = f"„{part.reference}“ ist keine Zahl."
            yield Mistake(path, message, "Vergleichen Sie mit „=“ oder „in“.")


def _numeric(q: Questionnaire, name: str) -> bool:
    if _kind(q, name) in (None, Kind.NUMBER):
        return True
    return any(o.code.isdigit() for o in q.fields[name].options)


def _kind(q: Questionnaire, name: str) -> Kind | None:
    """Return the kind of a field; None for derived values and names that do not exist."""
    return q.fields[name].kind if name in q.fields else None


def _circles(q: Questionnaire) -> Iterator[Mistake]:
    """Yield each circle once: a value that, over others, is needed to know itself."""
    needs, paths = _needs(q)
    done: set[str] = set()
    for start in needs:
        circle = _circle(start, needs, done)
        if circle:
            message = f"Die Bedingungen drehen sich im Kreis: {' → '.join(circle)}."
            place = next((paths[name] for name in circle if name != LEVEL), paths[LEVEL])
            yield Mistake(place, message, "Streichen Sie eine dieser Bedingungen.")


def _needs(q: Questionnaire) -> tuple[dict[str, list[str]], dict[str, str]]:
    """Return what must be known before each value is, and where that is stated."""
    needs: dict[str, list[str]] = {}
    paths: dict[str, str] = {}
    level: list[str] = [q.scope] if q.scope else []
    for derived in q.derived:
        needs[derived.id] = _references(case.when for case in derived.cases)
        paths[derived.id] = f"derived.{derived.id}"
    for path, question in questions(q):
        for field in (question.main, *question.fields):
            needs[field.id] = _references((question.show_if, field.show_if))
            paths[field.id] = f"{path}.show_if"
        for gate in question.gates:
            level += [question.id, *_references((gate.meets, gate.when))]
    needs[LEVEL] = [*level, *_references(rung.exists_if for rung in q.levels)]
    paths[LEVEL] = "levels"
    return needs, paths


def _references(stated: Iterable[Condition | None]) -> list[str]:
    found = (sorted(c.references) for c in stated if c is not None and c is not UNREADABLE)
    return list(dict.fromkeys(name for names in found for name in names))


def _circle(start: str, needs: Mapping[str, list[str]], done: set[str]) -> list[str]:
    """Return a circle found from `start`, first and last the same; empty if there is none.

    Walks on its own stack, so that a long chain cannot exhaust Python's.
    """
    way: list[str] = []
    ahead = [iter([start])]
    while ahead:
        name = next(ahead[-1], None)
        if name is None:
            ahead.pop()
            if way:
                done.add(way.pop())
        elif name in way:
            done.update(way)
            return [*way[way.index(name) :], name]
        elif name not in done:
            way.append(name)
            ahead.append(iter(needs.get(name, ())))
    return []


def _reachable(q: Questionnaire, path: str, question: Question, gate: Gate) -> Iterator[Mistake]:
    own = {field.id for field in question.answer_fields}
    if not own & gate.meets.references:
        message = "Das Kriterium fragt nicht nach der Frage, bei der es steht."
        yield Mistake(path, message, f"Nennen Sie „{question.id}“ oder eines ihrer Felder.")
    elif gate.meets.settings <= set(q.default_settings) and not _can_be_met(q, question, gate):
        message = f"Keine Antwort auf „{question.id}“ erfüllt Stufe {gate.level}."
        yield Mistake(path, message, "Ergänzen Sie die Antwort oder ändern Sie „meets“.")


def _can_be_met(q: Questionnaire, question: Question, gate: Gate) -> bool:
    answers = _answers(q, question.main, gate.meets)
    if answers is None:
        return True
    tried = (_Trial({question.id: answer}, q.default_settings) for answer in answers)
    return any(gate.meets.evaluate(trial) is not Truth.FALSE for trial in tried)


def _answers(q: Questionnaire, field: Field, meets: Condition) -> list[Value] | None:
    """Return the answers to try on a choice; None where trying does not help."""
    allowed = [o for o in field.options if o.code != UNKNOWN]
    if field.kind is Kind.SINGLE:
        return [option.code for option in allowed]
    if field.kind is not Kind.MULTI:
        return None
    named = set(meets.codes_of.get(field.id, ()))
    for name in meets.settings:
        named |= set(codes(q.default_settings[name]))
    together = [o.code for o in allowed if not o.exclusive]
    tried = [code for code in together if code in named]
    if len(tried) > _TRIED:
        return None
    rest = tuple(code for code in together if code not in named)
    some = [c for size in range(len(tried) + 1) for c in combinations(tried, size)]
    alone: list[Value] = [(option.code,) for option in allowed]
    return [*alone, *(c for c in some if c), *((*c, *rest) for c in some if c or rest)]


class _Trial:
    """One answer on its own; everything else is open."""

    stichtag = "2000-01-01"

    def __init__(self, values: Mapping[str, Value], settings: Mapping[str, SettingValue]) -> None:
        self._values = values
        self._settings = settings

    def find(self, reference: str, /) -> Value | Absent:
        return self._values.get(reference, OPEN)

    def setting(self, name: str, /) -> SettingValue:
        return self._settings[name]
