"""Table R4: how the levels are distributed over departments, themes, types and audiences."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache
from typing import TYPE_CHECKING

from assessments.city_tables import level_numbers
from assessments.city_words import (
    label,
    merged_rule,
    population_rule,
    provisional_words,
    source_rule,
)
from assessments.german import counted, number
from assessments.key_figures import mark_of
from assessments.report_tables import Cell, ReportColumn, ReportTable, Sort
from assessments.results import ONLINE_FROM
from questionnaires import directory
from questionnaires.folding import sort_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from assessments.consolidation import Consolidation
    from assessments.results import ServiceResult

    Groups = Sequence[tuple[str, Sequence[ServiceResult]]]

UNKNOWN = "ohne Angabe"
AUDIENCES = {
    "buerger": "Bürgerinnen und Bürger",
    "unternehmen": "Unternehmen",
    "verwaltung": "Andere Verwaltungen",
}
_LEAST = 5
"""Services that a group needs before a sentence is made about it."""


def by_department(city: Consolidation) -> ReportTable:
    """Return R4 by department; each with its own, unmerged services."""
    groups = [(label(city, h), h.results.population) for h in city.hand_ins]
    reached = sum(_more_than_half(results) for _, results in groups)
    mark = mark_of([s.result for s in city.population], ONLINE_FROM)
    return _table(
        city, groups, ("R4.department", "Verteilung der Reifegrade je Fachdienst", "Fachdienst"),
        _title_by_department(reached, len(groups), mark),
    )  # fmt: skip


def by_theme(city: Consolidation) -> ReportTable:
    """Return R4 by Themenfeld."""
    groups = _grouped(city, lambda r: (r.subject.theme,))
    return _table(
        city, groups, ("R4.theme", "Verteilung der Reifegrade je Themenfeld", "Themenfeld"),
        _title_of_groups(groups, "Reifegrade nach Themenfeld"),
    )  # fmt: skip


def by_type(city: Consolidation) -> ReportTable:
    """Return R4 by LeiKa type: from the service, else from the directory by its key."""
    groups = _grouped(city, lambda r: (_type(r),))
    return _table(
        city, groups, ("R4.type", "Verteilung der Reifegrade je LeiKa-Typ", "LeiKa-Typ"),
        _title_of_groups(groups, "Reifegrade nach LeiKa-Typ"),
    )  # fmt: skip


def by_audience(city: Consolidation) -> ReportTable:
    """Return R4 by audience; a service for several stands in several rows."""
    groups = _grouped(
        city, lambda r: tuple(AUDIENCES.get(code, code) for code in r.subject.audience)
    )
    return _table(
        city, groups, ("R4.audience", "Verteilung der Reifegrade je Zielgruppe", "Zielgruppe"),
        _title_of_groups(groups, "Reifegrade nach Zielgruppe"),
        "Eine Leistung für mehrere Zielgruppen steht in mehreren Zeilen.",
    )  # fmt: skip


def _grouped(city: Consolidation, names: Callable[[ServiceResult], tuple[str, ...]]) -> Groups:
    """Return the Grundmenge by group, in alphabetical order, without a group last."""
    groups: dict[str, list[ServiceResult]] = defaultdict(list)
    for service in city.population:
        for name in names(service.result) or ("",):
            groups[name or UNKNOWN].append(service.result)
    order = sorted(groups, key=lambda name: (name == UNKNOWN, sort_key(name)))
    return [(name, groups[name]) for name in order]


def _type(result: ServiceResult) -> str:
    subject = result.subject
    known = subject.leika_type or next(
        (t for key in subject.leika if (t := _types_by_key().get(key))), ""
    )
    return f"Typ {known.replace(';', ', ')}" if known else ""


@cache
def _types_by_key() -> Mapping[str, str]:
    return {s.key: s.leika_type for s in directory.services() if s.key and s.leika_type}


def _table(
    city: Consolidation,
    groups: Groups,
    names: tuple[str, str, str],
    title: str,
    hint: str = "Gesicherte Stufen. Die Anteile beziehen sich auf die Leistungen der Zeile.",
) -> ReportTable:
    """Return one distribution; `names` are its key, its name, and what a row is."""
    key, name, what = names
    population = [s.result for s in city.population]
    levels = level_numbers(population)
    return ReportTable(
        key=key,
        name=name,
        title=title,
        hint=hint,
        columns=(
            ReportColumn(what, Sort.NAME),
            ReportColumn("Leistungen", Sort.COUNT),
            *(ReportColumn(f"Stufe {n}", Sort.COUNT) for n in levels),
            ReportColumn("davon vorläufig", Sort.COUNT),
            *(ReportColumn(f"Anteil Stufe {n}", Sort.SHARE) for n in levels),
        ),
        rows=tuple((group, *_cells(results, levels)) for group, results in groups),
        total=("Stadt gesamt", *_cells(population, levels)),
        rules=tuple(_rules(city)),
    )


def _rules(city: Consolidation) -> Iterable[str]:
    yield population_rule(city)
    yield merged_rule(city)
    yield provisional_words(city)
    if city.absent:
        yield f"Strittig und nicht enthalten: {', '.join(label(city, d) for d in city.absent)}."
    yield source_rule(city)


def _cells(results: Sequence[ServiceResult], levels: Sequence[int]) -> tuple[Cell, ...]:
    counts = Counter(r.score.secured for r in results)
    total = len(results)
    return (
        total,
        *(counts[n] for n in levels),
        sum(r.score.provisional for r in results),
        *(counts[n] / total if total else None for n in levels),
    )


def _more_than_half(results: Sequence[ServiceResult]) -> bool:
    return 2 * _reaching(results) > len(results)


def _title_by_department(reached: int, total: int, mark: int | None) -> str:
    if not total or mark is None:
        return "Reifegrade je Fachdienst"
    where = f"steht mehr als die Hälfte der Leistungen auf Stufe {mark} oder höher."
    if total == 1:
        return f"Im Fachdienst {where}" if reached else "Reifegrade im Fachdienst"
    count = number(reached) if reached else "keinem"
    return f"In {count} von {counted(total, 'Fachdienst', 'Fachdiensten')} {where}"


def _title_of_groups(groups: Groups, neutral: str) -> str:
    """Return which group is ahead of all others, if one clearly is."""
    large = [(n, r) for n, r in groups if n != UNKNOWN and len(r) >= _LEAST]
    ranked = sorted(large, key=lambda group: -_reaching(group[1]) / len(group[1]))
    shares = [_reaching(results) / len(results) for _, results in ranked]
    if len(shares) < 2 or not shares[0] or shares[0] == shares[1]:
        return neutral
    name, results = ranked[0]
    reached = _reaching(results)
    return (
        f"{name}: {number(reached)} von {counted(len(results), 'Leistung', 'Leistungen')}"
        f" {'steht' if reached == 1 else 'stehen'} auf Stufe {mark_of(results, ONLINE_FROM)}"
        " oder höher."
    )


def _reaching(results: Sequence[ServiceResult]) -> int:
    return sum(r.reaches(ONLINE_FROM) for r in results)
