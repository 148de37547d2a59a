"""The sheets that are one table each, of a department's workbook."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from assessments import german
from assessments.workbooks import conditional, layout
from assessments.workbooks.data_rows import (
    answer_rows,
    measure_rows,
    metadata,
    metadata_rows,
    process_rows,
    service_rows,
)
from assessments.workbooks.hand_in import DOT
from assessments.workbooks.kit import TAB_DATA, TAB_RAW, SheetSpec
from assessments.workbooks.tables import Area, fill

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from assessments.workbooks.data_rows import Row
    from assessments.workbooks.hand_in import HandIn
    from assessments.workbooks.kit import Book
    from questionnaires.model import Questionnaire

WIDE = 8
"""Side margin in mm of tables that need the width."""
CLOSED = ("Erledigt", "Verworfen")
NO_PROCESSES, NO_MEASURES = "Noch keine Prozesse erfasst", "Noch keine Maßnahmen erfasst"


def write_services(book: Book, hand_in: HandIn) -> int:
    """Add the sheet `Leistungen`; return the number of services on it."""
    rows = service_rows(hand_in.results.services)
    counted = german.counted(len(rows), "Leistung", "Leistungen")
    provisional = sum(r.score.provisional for r in hand_in.results.services)
    levels = DOT.join(f"{level.number} {level.name}" for level in hand_in.levels)
    legend = (
        f"Reifegrad: {levels}. Vorläufig „ja“: Eine Frage ist offen, die Stufe kann noch steigen."
    )
    title = f"{counted}, {german.number(provisional)} davon vorläufig"
    sheet = book.sheet(_spec(hand_in, layout.SERVICES, title, legend, side=WIDE))
    area = fill(book, sheet, layout.SERVICES, rows)
    paint_services(sheet, area, hand_in.model)
    return len(rows)


def paint_services(sheet: Worksheet, area: Area, model: Questionnaire | None) -> None:
    """Colour levels, and mark provisional ones; the words say the same."""
    if model is not None:
        numbers = [level.number for level in model.levels]
        conditional.levels(sheet, area.column("Reifegrad"), numbers)
    provisional = area.letters["Vorläufig"]
    marked = area.across("Reifegrad möglich", "Offene Fragen")
    conditional.marked(sheet, marked, provisional, layout.YES)


def write_processes(book: Book, hand_in: HandIn) -> int:
    """Add the sheet `Prozesse`; return the number of processes on it."""
    rows = process_rows(hand_in.submission, hand_in.results)
    sheet = book.sheet(
        _spec(hand_in, layout.PROCESSES, _process_title(hand_in, rows), _ladder(hand_in),
              side=WIDE)
    )  # fmt: skip
    area = fill(book, sheet, layout.PROCESSES, rows)
    paint_processes(sheet, area, hand_in.ladder)
    return len(rows)


def paint_processes(sheet: Worksheet, area: Area, ladder: Questionnaire | None) -> None:
    """Colour rungs, mark provisional ones and the high risk; the words say the same."""
    if ladder is not None:
        numbers = [level.number for level in ladder.levels]
        conditional.levels(sheet, area.column("Dokumentationsstufe"), numbers)
    marked = area.across("Stufe möglich", "Offene Fragen")
    conditional.marked(sheet, marked, area.letters["Vorläufig"], layout.YES)
    conditional.strong(sheet, area.column("Wissensverlustrisiko"), "hoch")


def _process_title(hand_in: HandIn, rows: list[Row]) -> str:
    if not rows:
        return NO_PROCESSES
    counted = german.counted(len(rows), "Prozess", "Prozesse")
    modelled = hand_in.figures.get("modelled")
    if modelled is None or not modelled.denominator:
        return counted
    return f"{counted}, {german.number(modelled.numerator)} davon mit freigegebenem Modell"


def _ladder(hand_in: HandIn) -> str:
    if hand_in.ladder is None:
        return "Sobald Prozesse erfasst sind, stehen sie hier, eine Zeile je Prozess."
    names = DOT.join(f"D{level.number} {level.name}" for level in hand_in.ladder.levels)
    return f"Stufen: {names}."


def write_measures(book: Book, hand_in: HandIn) -> int:
    """Add the sheet `Maßnahmen`; return the number of measures on it."""
    rows = measure_rows(hand_in.submission)
    done = sum(m.status == "Erledigt" for m in hand_in.submission.measures)
    counted = german.counted(len(rows), "Maßnahme", "Maßnahmen")
    title = f"{counted}, {german.number(done)} davon erledigt" if rows else NO_MEASURES
    note = (
        "Wirkung: so viele Leistungen oder Prozesse steigen um eine Stufe. "
        "Zuständig ist eine Stelle oder Rolle, nie ein Name."
    )
    sheet = book.sheet(_spec(hand_in, layout.MEASURES, title, note))
    area = fill(book, sheet, layout.MEASURES, rows)
    paint_measures(sheet, area)
    return len(rows)


def paint_measures(sheet: Worksheet, area: Area) -> None:
    """Set closed measures in muted text; the word says the same."""
    first = next(iter(area.letters))
    everything = area.across(first, "Status")
    conditional.quiet(sheet, everything, area.letters["Status"], CLOSED)


def write_answers(book: Book, hand_in: HandIn) -> int:
    """Add the sheet `Antworten`; return the number of rows on it, `risiko` included."""
    rows = answer_rows(hand_in.submission, hand_in.questionnaires)
    sheet = book.sheet(
        _spec(hand_in, layout.ANSWERS, _answer_title(rows), _answer_note(hand_in), side=WIDE,
              tab=TAB_RAW)
    )  # fmt: skip
    fill(book, sheet, layout.ANSWERS, rows)
    return len(rows)


def _answer_title(rows: list[Row]) -> str:
    field = layout.ANSWERS.position("Frage")
    given = sum(row[field] != layout.RISK for row in rows)
    counted = german.counted(given, "Antwort", "Antworten")
    return f"{counted} – daraus wird jede Stufe neu berechnet"


def _answer_note(hand_in: HandIn) -> str:
    submission = hand_in.submission
    given = Counter(a.subject_id for a in submission.answers
                    if a.field not in layout.KEPT_IN_HOUSE)  # fmt: skip
    parts = [
        (sum(given[s.id] for s in submission.services), "zu Leistungen"),
        (sum(given[s.id] for s in submission.processes), "zu Prozessen"),
        (given[submission.department.id], "zum Fachdienst"),
    ]
    told = ", ".join(f"{german.number(n)} {what}" for n, what in parts if n)
    warning = (
        "Bitte hier nichts ändern: Ändern Sie Antworten im Programm und geben Sie danach erneut ab."
    )
    return f"{told}. {warning}" if told else warning


def write_metadata(book: Book, hand_in: HandIn) -> None:
    """Add the sheet `Metadaten`."""
    sheet = book.sheet(
        SheetSpec(
            layout.METADATA.sheet, hand_in.about(layout.METADATA.sheet),
            "Angaben zur Datei, für das Einlesen",
            "Bitte nichts ändern. Das Programm erkennt die Abgabe an diesen Angaben.",
            tab=TAB_RAW,
        )
    )  # fmt: skip
    fill(book, sheet, layout.METADATA, metadata_rows(metadata(hand_in.submission)))


def _spec(
    hand_in: HandIn, table: layout.Table, title: str, subtitle: str, **page: str | float
) -> SheetSpec:
    return SheetSpec(
        table.sheet, hand_in.about(table.sheet, table.name), title, subtitle,
        tab=str(page.get("tab", TAB_DATA)), side=float(page.get("side", 12)),
    )  # fmt: skip
