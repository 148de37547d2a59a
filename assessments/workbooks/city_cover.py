"""What stands on the cover of the city workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessments import german
from assessments.city_words import (
    MERGED_RULE,
    SERVICE,
    arrived_sentence,
    headline,
    stichtag_words,
)
from assessments.key_figures import SEAMLESS_FROM, mark_of
from assessments.workbooks.cover import Cover, Figure, figure
from assessments.workbooks.hand_in import DOT
from assessments.workbooks.layout import Sheet

if TYPE_CHECKING:
    from assessments.key_figures import KeyFigure
    from assessments.workbooks.city_report import CityReport


_LEVEL_RULE = (
    "Gezählt wird die gesicherte Stufe, aus den Antworten neu berechnet. In Klammern steht, was "
    "möglich ist."
)
_FIRST_STEP = (
    "Lesen Sie zuerst „Übersicht“, dann „Kennzahlen“. Die Blätter R1 bis R21 beantworten einzelne "
    "Fragen."
)
_LAST_STEP = (
    "Eigene Berichte (zum Beispiel mit Power Query) lesen die Tabellen tbl… nach Namen. Die Namen "
    "bleiben gleich."
)


def cover_of(report: CityReport, sheets: tuple[str, ...]) -> Cover:
    """Return the cover; `sheets` are linked below."""
    return Cover(
        what=f"{Sheet.COVER}{DOT}Selbstcheck Digitale Verwaltung",
        title=_title(report),
        subtitle=_subtitle(report),
        statement=headline(report.figures, report.conform_from),
        figures=_figures(report),
        levels=report.levels,
        rules=_rules(report),
        steps=_steps(report),
        sheets=sheets,
    )


def _title(report: CityReport) -> str:
    here = report.city.hand_ins
    if len(here) == 1 and report.city.name:
        return f"{report.city.name}, {here[0].department.name}"
    return f"{report.city.name}, alle Fachdienste" if report.city.name else report.who


def _subtitle(report: CityReport) -> str:
    days = stichtag_words(report.city)
    parts = (
        report.round_name,
        f"Stichtag {days}" if days else "",
        arrived_sentence(report.city).removesuffix("."),
        f"erstellt am {report.created_on}",
    )
    return DOT.join(part for part in parts if part)


def _figures(report: CityReport) -> tuple[Figure, ...]:
    known = report.figures
    first, second = report.online_from, report.conform_from
    three = (
        _figure(
            known["online"],
            "Leistungen sind online",
            f"Stufe {first} oder höher und freigeschaltet",
        ),
        _figure(known["conform"], "Leistungen sind OZG-konform", f"Stufe {second} oder höher"),
        _figure(
            known["end_to_end"],
            "Leistungen laufen durchgängig",
            f"E-Stufe {SEAMLESS_FROM} oder höher, von allen online",
        ),
    )
    if "modelled" in known:
        modelled = known["modelled"]
        level = mark_of(modelled.subjects, "modelled")
        rule = f"Dokumentationsstufe D{level} oder höher"
        return (*three, _figure(modelled, "Prozesse haben ein Modell", rule))
    rule = "Mindestens eine Frage ist offen.\nDie Stufe kann noch steigen."
    city = report.city
    return (
        *three,
        Figure(city.provisional, len(city.population), "Leistungen sind vorläufig", rule),
    )  # fmt: skip


def _figure(found: KeyFigure, what: str, rule: str) -> Figure:
    """Return a figure with the possible value in brackets (6.1)."""
    plain = figure(found, what, rule)
    if found.possible_numerator == found.numerator:
        return plain
    value, _, rest = plain.rule.partition("\n")
    possible = f"(möglich {german.number(found.possible_numerator)})"
    return Figure(plain.count, plain.total, what, f"{value} {possible}\n{rest}")


def _rules(report: CityReport) -> tuple[str, ...]:
    city = report.city
    base = f"Grundmenge: {german.counted(len(city.population), *SERVICE)} mit Umfang „bewertet“."
    others = len(city.services) - len(city.population)
    provisional = german.counted(city.provisional, *SERVICE)
    models = [q.id for q in (report.model, report.ladder) if q is not None]
    return (
        f"{base} {_others(others)}",
        _LEVEL_RULE,
        f"Vorläufig: {provisional} mit offenen Fragen. Offenes gilt als nicht erreicht.",
        f"Gezählt werden Leistungen, nicht Bündel. {MERGED_RULE}",
        f"Modell {german.listed(models)}, Stichtag {stichtag_words(city)}.",
    )  # fmt: skip


def _others(count: int) -> str:
    if not count:
        return "Keine hat einen anderen Umfang."
    verb = "hat" if count == 1 else "haben"
    return f"{german.number(count)} weitere {verb} einen anderen Umfang (siehe R3)."


def _steps(report: CityReport) -> tuple[str, ...]:
    city = report.city
    waiting = len(city.disputes)
    if waiting:
        disputed = "1 Fachdienst hat" if waiting == 1 else f"{waiting} Fachdienste haben"
        second = f"{disputed} strittige Abgaben. Was zu tun ist, steht auf „R21 Datenqualität“."
    else:
        second = "Was noch zu klären ist, steht auf „R21 Datenqualität“, das Wichtigste zuerst."
    return (
        _FIRST_STEP,
        second,
        _LAST_STEP,
    )
