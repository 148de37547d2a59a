"""Tables R1, R3, R7 and R8 of the city's report (ozg-process.md 6.2)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from assessments.bundles import bundles
from assessments.city_words import (
    SERVICE,
    counting_rules,
    definitions_rule,
    label,
    merged_rule,
    population_rule,
    provisional_words,
    source_rule,
)
from assessments.consolidation import SCOPE_WORDS
from assessments.german import counted, number
from assessments.key_figures import SEAMLESS_FROM, mark_of
from assessments.owner_words import owner_word
from assessments.report_tables import Cell, ReportColumn, ReportTable, Sort
from assessments.results import CONFORM_FROM, ONLINE_FROM
from questionnaires.folding import sort_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assessments.consolidation import Consolidation
    from assessments.results import ServiceResult, SubjectResult

OPEN_STAGE = "offen"


def online_services(city: Consolidation) -> ReportTable:
    """Return R1: what is productively online."""
    online = [s.result for s in city.population if s.result.online]
    online.sort(key=lambda r: (sort_key(r.subject.title), r.department.id))
    return ReportTable(
        key="R1",
        name="Produktive Online-Leistungen",
        title=_online_title(len(online)),
        hint="„Möglich“ heißt: wenn alle offenen Fragen gut ausgehen. Leere Felder sind offen.",
        columns=(
            ReportColumn("Leistung", Sort.NAME),
            ReportColumn("LeiKa-Schlüssel", Sort.QUIET),
            ReportColumn("OZG-ID", Sort.QUIET),
            ReportColumn("Fachdienst", Sort.TEXT),
            ReportColumn("Reifegrad", Sort.LEVEL),
            ReportColumn("möglich", Sort.WORD),
            ReportColumn("E-Stufe", Sort.STAGE),
            ReportColumn("Online seit", Sort.DATE),
            ReportColumn("Weg", Sort.TEXT),
            ReportColumn("Link", Sort.QUIET),
            ReportColumn("Fehlt zur nächsten Stufe", Sort.TEXT),
        ),
        rows=tuple(_online_row(r) for r in online),
        rules=counting_rules(city),
    )


def _online_title(count: int) -> str:
    if not count:
        return "Noch keine Leistung ist produktiv online."
    return f"{counted(count, *SERVICE)} {'ist' if count == 1 else 'sind'} produktiv online."


def _online_row(result: ServiceResult) -> tuple[Cell, ...]:
    subject = result.subject
    return (
        subject.title,
        ";".join(subject.leika) or None,
        subject.ozg_id or None,
        result.department.name,
        result.score.secured,
        result.score.possible,
        result.end_to_end,
        result.online_since or None,
        channel_word(result) or None,
        result.link or None,
        missing_words(result) or None,
    )


def channel_word(result: ServiceResult) -> str:
    """Return by which way a service is provided, in the questionnaire's words."""
    questionnaire = result.questionnaire
    field = questionnaire.fields.get(questionnaire.roles.get("channel", ""))
    option = field.option(result.channel) if field else None
    return option.wording if option else result.channel


def missing_words(result: SubjectResult) -> str:
    """Return what is missing for the next level, with who can bring it."""
    return ", ".join(
        f"{m.short} ({owner_word(m.owner, result.questionnaire)})" for m in result.score.missing
    )


def coverage(city: Consolidation) -> ReportTable:
    """Return R3: services per scope and department; the city counts merged services once."""
    rows: list[tuple[Cell, ...]] = [
        (label(city, h), *_coverage_cells(h.results.services)) for h in city.hand_ins
    ]
    rows += [(label(city, d), *(None,) * (len(SCOPE_WORDS) + 3)) for d in city.absent]
    rows.sort(key=lambda row: sort_key(str(row[0])))
    everything = [s.result for s in city.services]
    rated = len(city.population)
    title = f"Gemeldet sind {counted(len(everything), *SERVICE)}, {number(rated)} davon"
    return ReportTable(
        key="R3",
        name="Grundmenge und Abdeckung",
        title=f"{title} {'ist' if rated == 1 else 'sind'} bewertet.",
        hint="Nur „bewertet“ zählt in den Quoten. „Vorläufig“: Die Stufe kann noch steigen.",
        columns=(
            ReportColumn("Fachdienst", Sort.NAME),
            ReportColumn("Leistungen", Sort.COUNT),
            *(ReportColumn(word, Sort.COUNT) for word in SCOPE_WORDS[:-1]),
            ReportColumn("nicht bearbeitet", Sort.COUNT),
            ReportColumn("davon vorläufig", Sort.COUNT),
            ReportColumn("Bearbeitet", Sort.SHARE),
        ),
        rows=tuple(rows),
        total=("Stadt gesamt", *_coverage_cells(everything)),
        rules=(population_rule(city), merged_rule(city), source_rule(city)),
    )


def _coverage_cells(services: Sequence[ServiceResult]) -> tuple[Cell, ...]:
    scopes = Counter(r.scope_word for r in services)
    worked_on = sum(r.worked_on for r in services)
    return (
        len(services),
        *(scopes[word] for word in SCOPE_WORDS),
        sum(r.score.provisional for r in services if r.counted),
        worked_on / len(services) if services else None,
    )


_BUNDLE_RULE = (
    "Gezählt werden Bündel (OZG-IDs) mit mindestens einer bewerteten Leistung der Stadt. "
    "Ob eine andere Kommune das Bündel anbietet, ist hier nicht sichtbar."
)


def bundle_table(city: Consolidation) -> ReportTable:
    """Return R7: the city's services per OZG-ID (9.4)."""
    results = [s.result for s in city.services]
    found = [b for b in bundles(results) if b.rated]
    first, second = mark_of(results, ONLINE_FROM), mark_of(results, CONFORM_FROM)
    return ReportTable(
        key="R7",
        name="Bündelsicht",
        title=_bundle_title(sum(b.is_online for b in found), len(found)),
        hint="Regel „mindestens eine“: Eine einzige Leistung ab der Online-Stufe genügt.",
        columns=(
            ReportColumn("OZG-ID", Sort.QUIET),
            ReportColumn("Leistungen", Sort.NAME),
            ReportColumn("Themenfeld", Sort.TEXT),
            ReportColumn("bewertet", Sort.COUNT),
            ReportColumn("gemeldet", Sort.COUNT),
            ReportColumn("höchste Stufe", Sort.LEVEL),
            ReportColumn("niedrigste Stufe", Sort.LEVEL),
            ReportColumn("mindestens eine online", Sort.WORD),
            ReportColumn(_from_level(first, "online"), Sort.SHARE),
            ReportColumn(_from_level(second, "OZG-konform"), Sort.SHARE),
        ),
        rows=tuple(
            (
                b.ozg_id,
                _titles(b.services),
                next((s.subject.theme for s in b.services if s.subject.theme), None),
                b.rated,
                len(b.services),
                b.best,
                b.worst,
                "ja" if b.is_online else "nein",
                b.online,
                b.conform,
            )
            for b in found
        ),
        rules=(
            _BUNDLE_RULE,
            source_rule(city),
        ),
    )


def _from_level(level: int | None, otherwise: str) -> str:
    return otherwise if level is None else f"ab Stufe {level}"


def _bundle_title(online: int, total: int) -> str:
    if not total:
        return "Keine bewertete Leistung trägt eine OZG-ID."
    if total == 1:
        return f"Das eine OZG-Bündel gilt {'' if online else 'noch nicht '}als online."
    count = number(online) if online else "Keines"
    verb = "gilt" if online < 2 else "gelten"
    return f"{count} von {number(total)} OZG-Bündeln {verb} als online."


def _titles(services: Iterable[ServiceResult], most: int = 3) -> str:
    titles = sorted({s.subject.title for s in services}, key=sort_key)
    shown = "; ".join(titles[:most])
    rest = len(titles) - most
    return f"{shown} und {number(rest)} weitere" if rest > 0 else shown


def stages(city: Consolidation) -> ReportTable:
    """Return R8, first part: E-stage against level, over the Grundmenge."""
    population = [s.result for s in city.population]
    levels = level_numbers(population)
    names = stage_names(population)
    counts = Counter((r.end_to_end, r.score.secured) for r in population)
    online = [r for r in population if r.online]
    seamless = sum((r.end_to_end or 0) >= SEAMLESS_FROM for r in online)
    rows: list[tuple[Cell, ...]] = [
        (label, *(counts[stage, n] for n in levels), sum(counts[stage, n] for n in levels))
        for stage, label in names
    ]
    return ReportTable(
        key="R8.stages",
        name="Ende-zu-Ende",
        title=_seamless_title(seamless, len(online)),
        hint=f"Durchgängig: E-Stufe {SEAMLESS_FROM} oder höher. Offen ist nie dasselbe wie E0.",
        columns=(
            ReportColumn("E-Stufe", Sort.NAME),
            *(ReportColumn(f"Stufe {n}", Sort.COUNT) for n in levels),
            ReportColumn("Summe", Sort.COUNT),
        ),
        rows=tuple(rows),
        total=(
            "Summe",
            *(sum(r.score.secured == n for r in population) for n in levels),
            len(population),
        ),
        rules=(population_rule(city), provisional_words(city), source_rule(city)),
    )


def _seamless_title(seamless: int, online: int) -> str:
    if not online:
        return "Noch keine Leistung ist online."
    if online == 1:
        return f"Die eine Online-Leistung läuft {'' if seamless else 'noch nicht '}durchgängig."
    if not seamless:
        return f"Keine von {number(online)} Online-Leistungen läuft durchgängig."
    verb = "läuft" if seamless == 1 else "laufen"
    return f"{number(seamless)} von {number(online)} Online-Leistungen {verb} durchgängig."


def typed_in_again(city: Consolidation) -> ReportTable:
    """Return R8, second part: online, but not seamless in the house (known stage below 2)."""
    found = [
        s.result
        for s in city.population
        if s.result.online
        and s.result.end_to_end is not None
        and s.result.end_to_end < SEAMLESS_FROM
    ]
    found.sort(key=lambda r: (r.end_to_end or 0, sort_key(r.subject.title), r.department.id))
    n = len(found)
    verb = "kommt" if n == 1 else "kommen"
    words = f"{counted(n, *SERVICE)} {verb}" if n else "Keine Leistung kommt"
    return ReportTable(
        key="R8.list",
        name="Online, aber im Haus nicht durchgängig",
        title=f"{words} online an und {'wird' if n < 2 else 'werden'} im Haus von Hand bearbeitet.",
        hint="E0: ausgedruckt oder abgetippt. E1: digital, aber von Hand abgelegt oder importiert.",
        columns=(
            ReportColumn("Leistung", Sort.NAME),
            ReportColumn("Fachdienst", Sort.TEXT),
            ReportColumn("E-Stufe", Sort.STAGE),
            ReportColumn("Reifegrad", Sort.LEVEL),
            ReportColumn("Anträge online", Sort.COUNT),
        ),
        rows=tuple(
            (
                r.subject.title,
                r.department.name,
                r.end_to_end,
                r.score.secured,
                None if r.cases_online is None else int(r.cases_online),
            )
            for r in found
        ),
        rules=tuple(filter(None, (definitions_rule(city), source_rule(city)))),
    )


def level_numbers(results: Iterable[SubjectResult]) -> tuple[int, ...]:
    """Return all levels of the editions in use, lowest first."""
    return tuple(sorted({x.number for r in results for x in r.questionnaire.levels}))


def stage_names(results: Sequence[SubjectResult]) -> tuple[tuple[int | None, str], ...]:
    """Return the E-stages with their words, open first."""
    found: dict[int, str] = {}
    for result in results:
        questionnaire = result.questionnaire
        derived = questionnaire.derived_by_id.get(questionnaire.roles.get("end_to_end", ""))
        for value, name in (derived.names if derived else {}).items():
            found[int(value)] = f"E{value} {name}"
    return ((None, OPEN_STAGE), *sorted(found.items()))
