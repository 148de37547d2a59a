"""Levers and scenarios as lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessments import german
from assessments.city_words import stichtag_words
from assessments.lever_subjects import level_for
from assessments.lever_words import (
    OTHERS,
    OWN,
    criterion_name,
    effect,
    level_word,
    noun,
    owners,
    reached_sentence,
    scenario_title,
    set_sentences,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assessments.consolidation import Consolidation
    from assessments.levers import Lever, Levers
    from assessments.scenarios import Scenario

_DOT = " · "


def lever_lines(city: Consolidation, found: Levers) -> Iterator[str]:
    """Yield what `levers` prints for people."""
    yield _head(city, found.questionnaire.title)
    yield reached_sentence(found)
    for title, side in ((OWN, found.own), (OTHERS, found.others)):
        if side:
            yield ""
            yield f"{title}:"
            yield from _side(found, side)
    if len(found.reached) == len(found.subjects):
        return
    yield ""
    yield f"Am schnellsten auf {level_word(found.questionnaire, found.level)}:"
    yield from (f"  {line}" for line in set_sentences(found, found.smallest_set))
    yield "Wenn alles Offene gut ausgeht:"
    at_best = set_sentences(found, found.smallest_set_at_best, at_best=True)
    yield from (f"  {line}" for line in at_best)
    if found.open_questions:
        yield ""
        yield "Noch zu klären, ein Kriterium hängt davon ab:"
        nouns = noun(found.questionnaire)
        for question, count in found.open_questions:
            name = criterion_name(found.questionnaire, question, found.level)
            yield f"  {name} ({question}): offen, {german.counted(count, *nouns)}"


def _side(found: Levers, side: Sequence[Lever]) -> Iterator[str]:
    for lever in side:
        yield f"  {lever.short} ({lever.question}): {effect(found, lever)}."
        yield f"    Zuständig: {owners(found, lever)}"


def scenario_lines(city: Consolidation, found: Scenario) -> Iterator[str]:
    """Yield what `scenario` prints for people."""
    questionnaire = found.questionnaire
    highest = max(found.before, default=0)
    yield _head(city, questionnaire.title)
    yield scenario_title(found, level_for(questionnaire))
    yield ""
    yield "So wäre es, wenn dies erfüllt ist:"
    for wish in found.wishes:
        name = _wish_name(found, wish.question, highest)
        chosen = "" if wish.value is None else f" = {_written(wish.value)}"
        yield f"  {name} ({wish.question}{chosen})"
    yield ""
    yield f"  {'Stufe'.ljust(28)}{'heute'.rjust(8)}{'Szenario'.rjust(10)}"
    for level in questionnaire.levels:
        label = f"{level.number} {level.name}".ljust(28)
        before, after = found.before[level.number], found.after[level.number]
        yield f"  {label}{german.number(before).rjust(8)}{german.number(after).rjust(10)}"
    if found.risen:
        yield ""
        yield "Diese steigen:"
        for outcome in found.risen:
            result = outcome.subject
            levels = f"von {result.score.secured} auf {outcome.secured}"
            yield f"  {result.subject.title}, {result.department.name}: {levels}"


def _head(city: Consolidation, title: str) -> str:
    days = stichtag_words(city)
    name = city.round.name if city.round else ""
    parts = (title, city.name, name, f"Stichtag {days}" if days else "")
    return _DOT.join(part for part in parts if part)


def _wish_name(found: Scenario, question: str, level: int) -> str:
    place = found.questionnaire.fields.get(question)
    if question in found.questionnaire.questions or place is None:
        return criterion_name(found.questionnaire, question, level)
    return place.label


def _written(value: object) -> str:
    return "; ".join(value) if isinstance(value, tuple) else str(value)
