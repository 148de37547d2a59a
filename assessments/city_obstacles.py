"""Tables R5 and R6: what is missing for the next level, and which obstacles are named."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from assessments.city_words import SERVICE, merged_rule, population_rule, source_rule
from assessments.german import counted, number, percent
from assessments.lacking import lacks
from assessments.owner_words import owner_word
from assessments.report_tables import Cell, ReportColumn, ReportTable, Sort
from assessments.statements import named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assessments.consolidation import Consolidation
    from assessments.lacking import Lack
    from questionnaires.model import Questionnaire

ALONE, WITH_OTHERS = "davon allein", "mit anderem"


def missing_table(city: Consolidation) -> ReportTable:
    """Return R5."""
    population = [s.result for s in city.population]
    found = lacks(population)
    questionnaire = city.questionnaire_of("service")
    return ReportTable(
        key="R5",
        name="Was fehlt zur nächsten Stufe",
        title=_missing_title(found),
        hint="„Allein“ heißt: Für die nächste Stufe fehlt nur dieses eine. "
        "Eine Leistung kann mehrfach vorkommen.",
        columns=(
            ReportColumn("Was fehlt", Sort.NAME),
            ReportColumn("Frage", Sort.QUIET),
            ReportColumn("für Stufe", Sort.WORD),
            ReportColumn("hält zurück", Sort.COUNT),
            ReportColumn(ALONE, Sort.COUNT),
            ReportColumn(WITH_OTHERS, Sort.COUNT),
            ReportColumn("lösen kann", Sort.TEXT),
        ),
        rows=tuple(
            (
                x.short,
                x.question,
                x.level,
                x.holds_back,
                x.alone,
                x.holds_back - x.alone,
                ", ".join(_owner(code, questionnaire) for code in _strongest_first(x.owners)),
            )
            for x in found
        ),
        rules=(population_rule(city), merged_rule(city), source_rule(city)),
    )


def _owner(code: str, questionnaire: Questionnaire | None) -> str:
    return owner_word(code, questionnaire) if questionnaire else code


def _strongest_first(owners: Counter[str]) -> list[str]:
    return sorted(owners, key=lambda code: (-owners[code], code))


def _missing_title(found: Iterable[Lack]) -> str:
    """Return the strongest thing the city can do itself, and the strongest it cannot."""
    alone = [x for x in found if x.alone]
    own = max((x for x in alone if x.own), key=lambda x: x.alone, default=None)
    others = max((x for x in alone if not x.own), key=lambda x: x.alone, default=None)
    parts = [_only(x) for x in (own, others) if x is not None]
    if not parts:
        return "Was zur nächsten Stufe fehlt"
    if len(parts) == 1:
        return f"Bei {parts[0][0]} {parts[0][1]}."
    second = parts[1][1].removeprefix("fehlt ").removeprefix("fehlen ")
    return f"Bei {parts[0][0]} {parts[0][1]}, bei {number(others.alone if others else 0)} {second}."


def _only(lack: Lack) -> tuple[str, str]:
    thing, plural = named(lack.short)
    return counted(lack.alone, *SERVICE), f"{'fehlen' if plural else 'fehlt'} nur {thing}"


def obstacle_table(city: Consolidation) -> ReportTable:
    """Return R6: obstacle against owner; one mention is one service with one obstacle."""
    population = [s.result for s in city.population]
    pairs: dict[str, Counter[str]] = defaultdict(Counter)
    for service in population:
        for obstacle, owner in service.obstacles:
            pairs[obstacle][owner] += 1
    questionnaire = city.questionnaire_of("service")
    owners = tuple(questionnaire.owners) if questionnaire else ()
    external = questionnaire.external_owners if questionnaire else frozenset[str]()
    order = sorted(pairs, key=lambda code: (-pairs[code].total(), code))
    everything: Counter[str] = Counter()
    for counts in pairs.values():
        everything.update(counts)
    return ReportTable(
        key="R6",
        name="Hindernisse",
        title=_obstacle_title(everything, external),
        hint="",
        columns=(
            ReportColumn("Hindernis", Sort.NAME),
            *(ReportColumn(_owner(code, questionnaire), Sort.COUNT, code=code) for code in owners),
            ReportColumn("ohne Angabe", Sort.COUNT),
            ReportColumn("Summe", Sort.COUNT),
            ReportColumn("nicht selbst lösbar", Sort.COUNT),
            ReportColumn("Anteil", Sort.SHARE),
        ),
        rows=tuple(
            (_obstacle_word(code, questionnaire), *_obstacle_cells(pairs[code], owners, external))
            for code in order
        ),
        total=("Summe", *_obstacle_cells(everything, owners, external)) if pairs else (),
        rules=(
            *((_external_rule(questionnaire),) if questionnaire else ()),
            population_rule(city),
            source_rule(city),
        ),
    )


def _obstacle_cells(
    counts: Counter[str], owners: Iterable[str], external: frozenset[str]
) -> tuple[Cell, ...]:
    total = counts.total()
    with_owner = total - counts[""]
    outside = sum(n for code, n in counts.items() if code in external)
    return (
        *(counts[code] or None for code in owners),
        counts[""] or None,
        total,
        outside,
        outside / with_owner if with_owner else None,
    )


def _obstacle_word(code: str, questionnaire: Questionnaire | None) -> str:
    role = questionnaire.roles.get("obstacles", "") if questionnaire else ""
    asked = questionnaire.fields.get(role) if questionnaire else None
    option = asked.option(code) if asked else None
    return option.wording if option else code


def _obstacle_title(counts: Counter[str], external: frozenset[str]) -> str:
    with_owner = counts.total() - counts[""]
    if not with_owner:
        return "Hindernisse sind noch nicht genannt."
    outside = sum(n for code, n in counts.items() if code in external)
    share = percent(outside, with_owner)
    of = f"{number(outside)} von {counted(with_owner, 'Nennung', 'Nennungen')}"
    return f"{share} der genannten Hindernisse kann die Stadt nicht selbst lösen ({of})."


def _external_rule(questionnaire: Questionnaire) -> str:
    words = [
        owner_word(code, questionnaire)
        for code in questionnaire.owners
        if code in questionnaire.external_owners
    ]
    return (
        f"Nicht selbst lösbar: {', '.join(words)}. "
        "Anteil: von allen Nennungen mit einer zuständigen Stelle."
    )
