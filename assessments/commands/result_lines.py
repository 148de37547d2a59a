"""Results as lines of text: one block per department, one line per service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessments import german
from assessments.city_tables import missing_words
from assessments.city_words import (
    answer_20,
    counting_rules,
    headline,
    label,
    stichtag_words,
)
from assessments.key_figures import figures, mark_of, of_city
from assessments.results import CONFORM_FROM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessments.consolidation import Consolidation, RatedHandIn
    from assessments.results import ServiceResult, SubjectResult

_DOT = " · "
_HEAD = ("Stufe", "E", "online", "Leistung")
_WIDTHS = (7, 4, 8)
_NONE = "–"


def result_lines(city: Consolidation) -> Iterator[str]:
    """Yield what `results` prints for people."""
    days = stichtag_words(city)
    name = city.round.name if city.round else ""
    where = (city.name, name, f"Stichtag {days}" if days else "")
    yield _DOT.join(part for part in where if part) or "Noch keine Abgabe."
    known = figures(of_city(city))
    level = mark_of([s.result for s in city.population], CONFORM_FROM)
    yield headline(known, level)
    for hand_in in city.hand_ins:
        yield ""
        yield from _department(city, hand_in)
    for dispute in city.disputes:
        numbers = german.listed([german.number(n) for n in dispute.numbers])
        yield ""
        yield f"{label(city, dispute)}: strittige Abgaben, Nummer {numbers}."
    if city.hand_ins:
        yield ""
        yield answer_20(city, known)
        yield from counting_rules(city)


def _department(city: Consolidation, hand_in: RatedHandIn) -> Iterator[str]:
    number, taken = hand_in.stored.submission.number, hand_in.stored.taken_at
    facts = [f"Abgabe Nr. {number}"] if number else []
    facts += [f"eingelesen am {german.date(taken)}"] if taken else []
    name = label(city, hand_in)
    yield f"{name} ({', '.join(facts)})" if facts else name
    services, processes = hand_in.results.services, hand_in.results.processes
    if services:
        yield _row(_HEAD)
        yield from (_row(_cells(s)) for s in services)
    for process in processes:
        yield _row((_levels(process, "D"), "", "", process.subject.title))


def _row(cells: tuple[str, ...]) -> str:
    *short, title = cells
    padded = (cell.ljust(width) for cell, width in zip(short, _WIDTHS, strict=True))
    return f"  {''.join(padded)}{title}".rstrip()


def _cells(result: ServiceResult) -> tuple[str, str, str, str]:
    if not result.counted:
        return _levels(result), "", "", f"{result.subject.title} ({result.scope_word})"
    missing = missing_words(result)
    stage = _NONE if result.end_to_end is None else f"E{result.end_to_end}"
    title = f"{result.subject.title}, fehlt: {missing}" if missing else result.subject.title
    return _levels(result), stage, "ja" if result.online else "nein", title


def _levels(result: SubjectResult, mark: str = "") -> str:
    """Return the level, or from the secured to the possible one where it is provisional."""
    score = result.score
    if score.secured is None:
        return _NONE
    if score.provisional:
        return f"{mark}{score.secured}{_NONE}{mark}{score.possible}"
    return f"{mark}{score.secured}"
