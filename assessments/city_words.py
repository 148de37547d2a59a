"""Sentences about the city: titles of sheets, and the rules its numbers are counted by.

Every sentence is computed; German plurals are right for 0, 1 and many (ozg-process.md 6.1, 6.5).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessments.consolidation import SCOPE_WORDS
from assessments.german import NBSP, counted, date, listed, number
from assessments.key_figures import mark_of
from assessments.results import CONFORM_FROM, ONLINE_FROM

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assessments.consolidation import Consolidation, Dispute, RatedHandIn
    from assessments.key_figures import KeyFigure

SERVICE = ("Leistung", "Leistungen")
DEPARTMENT = ("Fachdienst", "Fachdienste")


def of(count: int, total: int, one: str, many: str) -> str:
    """Return `count` of `total` services as the beginning of a sentence with the right verb.

    >>> of(118, 412, "ist", "sind"), of(1, 412, "ist", "sind")
    ('118 von 412 Leistungen sind', '1 von 412 Leistungen ist')
    >>> of(0, 412, "ist", "sind"), of(0, 1, "ist", "sind"), of(1, 1, "ist", "sind")
    ('Keine von 412 Leistungen ist', 'Die eine Leistung ist nicht', 'Die eine Leistung ist')
    """
    if total == 1:
        return f"Die eine Leistung {one}{'' if count else ' nicht'}"
    if count == total:
        return f"Alle {number(total)} Leistungen {many}"
    if count == 0:
        return f"Keine von {number(total)} Leistungen {one}"
    return f"{number(count)} von {number(total)} Leistungen {one if count == 1 else many}"


def online_title(figure: KeyFigure) -> str:
    """Return how many services are online."""
    if not figure.denominator:
        return "Noch keine Leistung ist bewertet."
    return f"{of(figure.numerator, figure.denominator, 'ist', 'sind')} online."


def headline(figures: Mapping[str, KeyFigure], conform_from: int | None) -> str:
    """Return the answer of the cover in one sentence."""
    online, conform = figures["online"], figures["conform"]
    title = online_title(online)
    if not online.denominator or conform_from is None:
        return title
    reached = conform.numerator
    how_many = number(reached) if reached else "keine"
    verb = "erreichen" if reached > 1 else "erreicht"
    if online.denominator == 1:
        return f"{title[:-1]} und {verb} Stufe {conform_from}{'' if reached else ' nicht'}."
    return f"{title[:-1]}, {how_many} {verb} Stufe {conform_from} oder mehr."


def online_hint(figures: Mapping[str, KeyFigure], conform_from: int | None) -> str:
    """Return the second line of the overview: who is conform, and where only others are needed."""
    conform, others = figures["conform"], figures["only_others"]
    if not conform.denominator or conform_from is None:
        return ""
    first = _conform_sentence(conform.numerator, conform_from)
    if not others.numerator:
        return first
    beside = f"Bei {number(others.numerator)} fehlt dafür nur etwas, das die Stadt nicht selbst"
    return f"{first} {beside} schaffen kann."


def _conform_sentence(count: int, level: int) -> str:
    if not count:
        return f"Keine erreicht Stufe {level} oder mehr."
    return f"{number(count)} {'erreicht' if count == 1 else 'erreichen'} Stufe {level} oder mehr."


def answer_20(city: Consolidation, figures: Mapping[str, KeyFigure]) -> str:
    """Return the answer to question 20 of the council (6.5): what is online, and at which level."""
    online, conform, others = figures["online"], figures["conform"], figures["only_others"]
    levels = [s.result for s in city.population]
    first, second = mark_of(levels, ONLINE_FROM), mark_of(levels, CONFORM_FROM)
    if not online.denominator or first is None:
        return "Zum Stichtag ist noch keine Leistung bewertet."
    n, total = online.numerator, online.denominator
    rated = "bewerteter Leistung" if total == 1 else "bewerteten Leistungen"
    day = f"Zum Stichtag {stichtag_words(city)} bietet die Stadt"
    what = f"{number(n) if n else 'keine'} von {number(total)} {rated}"
    sentences = [f"{day} {what} produktiv online an (mindestens Reifegrad {first})."]
    if n and second is not None:
        sentences.append(_of_these(conform.numerator, second))
    if others.numerator and second is not None:
        many = (
            "Bei 1 Leistung"
            if others.numerator == 1
            else f"Bei {number(others.numerator)} Leistungen"
        )
        sentences.append(
            f"{many} fehlt für Reifegrad {second} ausschließlich etwas, das die Stadt nicht selbst"
            " schaffen kann."
        )
    return " ".join(sentences)


def _of_these(count: int, level: int) -> str:
    reached = f"den Reifegrad {level} oder höher."
    if not count:
        return f"Keine davon erreicht {reached}"
    return f"Davon {'erreicht' if count == 1 else 'erreichen'} {number(count)} {reached}"


def possible_words(figure: KeyFigure) -> str:
    """Return the possible value in brackets, empty where it is the same."""
    if figure.possible_numerator == figure.numerator:
        return ""
    return f"(möglich {number(figure.possible_numerator)})"


def stichtag_words(city: Consolidation) -> str:
    """Return the Stichtag, or the first and last where hand-ins were counted with several."""
    days = [date(day) for day in city.stichtage if day]
    if len(days) < 2:
        return "".join(days)
    return f"{days[0]} bis {days[-1]}"


def arrivals(city: Consolidation) -> str:
    """Return how many departments the numbers stand for."""
    here = len(city.hand_ins)
    if city.absent:
        total = here + len(city.absent)
        return f"{number(here)} von {counted(total, 'Fachdienst', 'Fachdiensten')}"
    return counted(here, *DEPARTMENT)


def arrived_sentence(city: Consolidation) -> str:
    """Return who handed in, as a sentence."""
    total, disputed = len(city.hand_ins) + len(city.absent), len(city.absent)
    if not total:
        return "Kein Fachdienst hat abgegeben."
    who = f"{counted(total, *DEPARTMENT)} {'hat' if total == 1 else 'haben'} abgegeben"
    if not disputed:
        return f"{who}."
    return f"{who}, {number(disputed)} davon strittig."


def provisional_words(city: Consolidation) -> str:
    """Return how many levels may still rise (6.5)."""
    verb = "deren Stufe noch steigen kann"
    return f"Vorläufig: {counted(city.provisional, *SERVICE)}, {verb}."


def excluded_words(city: Consolidation) -> str:
    """Return what is not in the Grundmenge, with counts; empty where nothing is left out."""
    counted_words = {s.result.scope_word for s in city.population}
    left_out = [
        f"{number(city.scopes[word])} {_SCOPE_PHRASES.get(word, word)}"
        for word in SCOPE_WORDS
        if city.scopes.get(word) and word not in counted_words
    ]
    return listed(left_out)


_SCOPE_PHRASES = {
    "anderer Fachdienst": "bei einem anderen Fachdienst",
    "nicht Stadt": "nicht bei der Stadt",
    "Klärfall": "ungeklärt",
    "offen": "nicht bearbeitet",
}


def population_rule(city: Consolidation) -> str:
    """Return the Grundmenge and what is left out."""
    excluded = excluded_words(city)
    base = f"Grundmenge: {counted(len(city.population), *SERVICE)} mit Umfang „bewertet“."
    return f"{base} Nicht mitgezählt: {excluded}." if excluded else base


def definitions_rule(city: Consolidation) -> str:
    """Return what online and conform mean."""
    levels = [s.result for s in city.population]
    first, second = mark_of(levels, ONLINE_FROM), mark_of(levels, CONFORM_FROM)
    parts = []
    if first is not None:
        parts.append(f"Online: Stufe {first} oder höher und für die Stadt freigeschaltet.")
    if second is not None:
        parts.append(f"OZG-konform: Stufe {second} oder höher.")
    return " ".join(parts)


MERGED_RULE = "Bewerten mehrere Fachdienste dieselbe Leistung, zählt die niedrigere Stufe."


def merged_rule(city: Consolidation) -> str:
    """Return how a service that several departments rate is counted."""
    n = len(city.merged)
    if not n:
        return MERGED_RULE
    return f"{MERGED_RULE} Das betrifft {counted(n, *SERVICE)}."


def source_rule(city: Consolidation) -> str:
    """Return where the numbers come from: hand-ins, editions, Stichtag."""
    here = len(city.hand_ins)
    editions = listed(tuple(city.questionnaires)) or "kein Fragebogen"
    by = "einem Fachdienst" if here == 1 else f"{number(here)} Fachdiensten"
    if not here:
        return "Quelle: noch keine Abgabe."
    return f"Quelle: Abgaben von {by}, {editions}, Stichtag {stichtag_words(city)}."


UNIT_RULE = (
    "Gezählt werden einzelne Leistungen, nicht Bündel (OZG-ID). Es zählt die gesicherte Stufe, "
    "mögliche Werte stehen in Klammern."
)


def counting_rules(city: Consolidation) -> tuple[str, ...]:
    """Return the definitions printed on every report (6.1)."""
    rules = (
        population_rule(city),
        UNIT_RULE,
        definitions_rule(city),
        merged_rule(city),
        provisional_words(city),
        source_rule(city),
    )
    return tuple(rule for rule in rules if rule)


def share_words(count: int, total: int) -> str:
    """Return a share with one decimal for running text, as in „28,6 %“; empty without a total."""
    if not total:
        return ""
    tenths = (2000 * count + total) // (2 * total)
    return f"{tenths // 10},{tenths % 10}{NBSP}%"


def label(city: Consolidation, of: RatedHandIn | Dispute) -> str:
    """Return a department's name, with its authority where there are several."""
    authorities = {h.authority for h in city.hand_ins} | {d.authority for d in city.disputes}
    if len(authorities) < 2:
        return of.department.name
    return f"{of.department.name} ({of.authority or city.authority or 'eigene'})"


def names(words: Sequence[str], most: int = 6) -> str:
    """Return names in a line, the rest as a number."""
    if len(words) <= most:
        return listed(words)
    return f"{', '.join(words[:most])} und {number(len(words) - most)} weitere"
