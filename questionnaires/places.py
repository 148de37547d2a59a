"""Where things stand in a definition: key paths with ids, as `tables` writes them too."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from questionnaires.conditions import Condition
    from questionnaires.model import Field, Question, Questionnaire, Section


@dataclass(frozen=True, slots=True)
class Stated:
    """A condition and where it is stated."""

    path: str
    condition: Condition


def question_path(section: Section, question: Question) -> str:
    """Return the path of a question."""
    return f"sections.{section.id}.questions.{question.id}"


def field_path(path: str, question: Question, field: Field) -> str:
    """Return the path of a field of the question at `path`."""
    if field is question.main:
        return path
    return f"{path}.fields.{field.id.removeprefix(f'{question.id}.')}"


def questions(q: Questionnaire) -> Iterator[tuple[str, Question]]:
    """Yield all questions with their paths, also those whose id occurs twice."""
    for section in q.sections:
        for question in section.questions:
            yield question_path(section, question), question


def fields(q: Questionnaire) -> Iterator[tuple[str, Field]]:
    """Yield the main field and all other fields of all questions with their paths."""
    for path, question in questions(q):
        for field in (question.main, *question.fields):
            yield field_path(path, question, field), field


def conditions(q: Questionnaire) -> Iterator[Stated]:
    """Yield every condition of a definition with its path."""
    for level in q.levels:
        yield from _stated(f"levels.{level.number}.exists_if", level.exists_if)
    for derived in q.derived:
        for case in derived.cases:
            yield from _stated(f"derived.{derived.id}.cases.{case.value}", case.when)
    for what_if in q.what_ifs:
        yield from _stated(f"what_ifs.{what_if.id}.when", what_if.when)
    for path, question in questions(q):
        yield from _stated(f"{path}.show_if", question.show_if)
        for gate in question.gates:
            yield from _stated(f"{path}.gates.{gate.level}.meets", gate.meets)
            yield from _stated(f"{path}.gates.{gate.level}.when", gate.when)
        for field in question.fields:
            yield from _stated(f"{field_path(path, question, field)}.show_if", field.show_if)


def _stated(path: str, condition: Condition | None) -> Iterator[Stated]:
    if condition is not None:
        yield Stated(path, condition)


def nearest(word: str, known: Iterable[str], otherwise: str) -> str:
    """Return a remedy: the word that was probably meant, or `otherwise`."""
    near = get_close_matches(word, list(known), 1)
    return f"Meinten Sie „{near[0]}“?" if near else otherwise


def listed(words: Iterable[object]) -> str:
    """Return „Möglich: a, b.“."""
    return f"Möglich: {', '.join(map(str, words))}."
