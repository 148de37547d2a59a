"""Table R21 and the key figures per department: what needs a person, and how each stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessments.city_words import (
    SERVICE,
    arrived_sentence,
    label,
    online_title,
    source_rule,
)
from assessments.consolidation import SCOPE_WORDS
from assessments.german import counted, listed, number
from assessments.key_figures import figures, of_city, of_department
from assessments.report_tables import Cell, ReportColumn, ReportTable, Sort
from questionnaires.folding import sort_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from assessments.consolidation import CityService, Consolidation, Dispute, RatedHandIn
    from assessments.key_figures import KeyFigure

HINT, FINE = "Hinweis", "in Ordnung"
CLARIFY = SCOPE_WORDS[6]
OPEN = "offen"
"""Stands in place of a share where a department has no hand-in that counts."""
_NAMED = 2
"""Departments that are named in a task; more are a number."""


_CONFLICT_RULE = (
    "Konflikte: strittige Abgaben, und Leistungen, die mehrere Fachdienste verschieden bewerten."
)


def quality(city: Consolidation) -> ReportTable:
    """Return R21: what needs a person first, then what is in order."""
    rows = [_quality_row(city, hand_in) for hand_in in city.hand_ins]
    rows += [_disputed_row(city, d) for d in city.absent]
    rows.sort(key=lambda row: (row[1] == FINE, sort_key(str(row[0]))))
    waiting = sum(row[1] == HINT for row in rows)
    return ReportTable(
        key="R21",
        name="Datenqualität",
        title=f"{arrived_sentence(city)} {_waiting_words(waiting)}",
        hint="Zuerst steht, was jemand tun muss. „In Ordnung“ heißt: ohne Befund eingelesen.",
        columns=(
            ReportColumn("Fachdienst", Sort.NAME),
            ReportColumn("Stand", Sort.TEXT),
            ReportColumn("Was zu tun ist", Sort.TEXT),
            ReportColumn("Abgabe Nr.", Sort.COUNT),
            ReportColumn("Abgabe am", Sort.DATE),
            ReportColumn("Leistungen", Sort.COUNT),
            ReportColumn("Antworten", Sort.COUNT),
            ReportColumn("vollständig", Sort.SHARE, "beantwortete von allen gestellten Fragen"),
            ReportColumn("Offene Fragen", Sort.COUNT, "Fragen, die eine Stufe entscheiden"),
            ReportColumn("Konflikte", Sort.COUNT),
            ReportColumn("Ungeprüfte Schlüssel", Sort.COUNT),
            ReportColumn("Datei", Sort.QUIET),
        ),
        rows=tuple(rows),
        rules=(
            _CONFLICT_RULE,
            source_rule(city),
        ),
    )  # fmt: skip


def _waiting_words(count: int) -> str:
    if not count:
        return "Keine Abgabe braucht eine Entscheidung."
    return f"{counted(count, 'Abgabe braucht', 'Abgaben brauchen')} eine Entscheidung."


def _quality_row(city: Consolidation, hand_in: RatedHandIn) -> tuple[Cell, ...]:
    submission, results = hand_in.stored.submission, hand_in.results
    differing = _differing(city, hand_in)
    dispute = _dispute_of(city, hand_in)
    tasks = list(_tasks(hand_in, differing, dispute))
    asked = sum(r.score.asked for r in results.services)
    keyed = [r for r in results.services if r.subject.leika]
    return (
        label(city, hand_in),
        HINT if tasks else FINE,
        "; ".join(tasks) or None,
        submission.number,
        submission.created_at[:10] or None,
        len(results.services),
        len(submission.answers),
        sum(r.score.answered for r in results.services) / asked if asked else None,
        sum(len(r.score.open) for r in results.services),
        len(differing) + (dispute is not None),
        sum(not r.subject.keys_checked for r in keyed),
        hand_in.stored.file or None,
    )


def _disputed_row(city: Consolidation, dispute: Dispute) -> tuple[Cell, ...]:
    unknown: tuple[Cell, ...] = (None,) * 5
    task = _dispute_words(dispute)
    return (label(city, dispute), HINT, task, dispute.numbers[-1], *unknown, 1, None, None)


def _differing(city: Consolidation, hand_in: RatedHandIn) -> list[CityService]:
    here = {id(r) for r in hand_in.results.services}
    return [s for s in city.merged if s.differs and any(id(m) in here for m in s.members)]


def _dispute_of(city: Consolidation, hand_in: RatedHandIn) -> Dispute | None:
    place = (hand_in.authority, hand_in.department.id)
    return next((d for d in city.disputes if (d.authority, d.department.id) == place), None)


def _dispute_words(dispute: Dispute) -> str:
    if len(dispute.numbers) == 1:
        return f"Mehrere Abgaben mit der Nummer {dispute.numbers[0]}: eine auswählen"
    numbers = listed([number(n) for n in dispute.numbers])
    return f"Strittige Abgaben mit den Nummern {numbers}: auswählen"


def _tasks(
    hand_in: RatedHandIn, differing: list[CityService], dispute: Dispute | None
) -> Iterator[str]:
    """Yield what a person has to do about a department, most urgent first."""
    if dispute is not None:
        yield _dispute_words(dispute)
    others = {
        m.department.name
        for service in differing
        for m in service.members
        if m.department.id != hand_in.department.id
    }
    by = _others(sorted(others, key=sort_key))
    if len(differing) == 1:
        title = differing[0].result.subject.title
        yield f"„{title}“ auch von {by} bewertet: führenden Fachdienst festlegen"
    elif differing:
        count = counted(len(differing), *SERVICE)
        yield f"{count} auch von {by} bewertet: führenden Fachdienst festlegen"
    scopes = hand_in.results.summary.scopes
    if n := scopes.get(CLARIFY):
        yield f"{counted(n, 'Klärfall', 'Klärfälle')}: Zuständigkeit klären"
    if n := sum(not r.worked_on for r in hand_in.results.services):
        yield f"{counted(n, *SERVICE)} nicht bearbeitet: Fachdienst fragen"


def _others(names: list[str]) -> str:
    if len(names) > _NAMED:
        return f"{number(len(names))} anderen Fachdiensten"
    return listed([f"„{name}“" for name in names])


def figures_by_department(city: Consolidation) -> ReportTable:
    """Return the key figures of every department, each with numerator and denominator."""
    all_figures = figures(of_city(city))
    with_processes = bool(city.processes)
    rows = [
        (label(city, h), *_figure_cells(figures(of_department(h)), with_processes))
        for h in city.hand_ins
    ]
    absent: tuple[Cell, ...] = (None, None, OPEN, None, OPEN, None, OPEN)
    absent += (None, None, OPEN) if with_processes else ()
    rows += [(label(city, d), *absent) for d in city.absent]
    rows.sort(key=lambda row: sort_key(str(row[0])))
    return ReportTable(
        key="figures",
        name="Kennzahlen je Fachdienst",
        title=online_title(all_figures["online"]),
        hint="",
        columns=(
            ReportColumn("Fachdienst", Sort.NAME),
            ReportColumn("Leistungen", Sort.COUNT),
            ReportColumn("online", Sort.COUNT),
            ReportColumn("Online-Quote", Sort.SHARE),
            ReportColumn("konform", Sort.COUNT),
            ReportColumn("OZG-Quote", Sort.SHARE),
            ReportColumn("durchgängig", Sort.COUNT),
            ReportColumn("Durchgängigkeit", Sort.SHARE),
            *(
                (
                    ReportColumn("Prozesse", Sort.COUNT),
                    ReportColumn("modelliert", Sort.COUNT),
                    ReportColumn("Modellierungsgrad", Sort.SHARE),
                )
                if with_processes
                else ()
            ),
        ),
        rows=tuple(rows),
        total=("Stadt gesamt", *_figure_cells(all_figures, with_processes)),
        rules=tuple(
            f"{f.title}: {f.rule}."
            for key in ("online", "conform", "end_to_end", "modelled")
            if (f := all_figures.get(key)) is not None
        ),
    )


def _figure_cells(found: Mapping[str, KeyFigure], with_processes: bool) -> tuple[Cell, ...]:
    online, conform, through = found["online"], found["conform"], found["end_to_end"]
    cells: tuple[Cell, ...] = (
        online.denominator,
        online.numerator,
        online.value,
        conform.numerator,
        conform.value,
        through.numerator,
        through.value,
    )
    if not with_processes:
        return cells
    modelled = found.get("modelled")
    if modelled is None:
        return (*cells, 0, 0, None)
    return (*cells, modelled.denominator, modelled.numerator, modelled.value)
