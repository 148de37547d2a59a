"""The data sheets of the city workbook: every row with where it comes from (contract 2.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessments import german
from assessments.checksum import checksum
from assessments.city_words import stichtag_words
from assessments.workbooks import layout
from assessments.workbooks.data_rows import (
    answer_rows,
    measure_rows,
    metadata_rows,
    origin,
    process_rows,
    service_rows,
)
from assessments.workbooks.data_sheets import (
    NO_MEASURES,
    NO_PROCESSES,
    WIDE,
    paint_measures,
    paint_processes,
    paint_services,
)
from assessments.workbooks.hand_in import DOT
from assessments.workbooks.kit import TAB_DATA, TAB_RAW, SheetSpec
from assessments.workbooks.layout import Art, Key, joined, settings_text
from assessments.workbooks.tables import fill

if TYPE_CHECKING:
    from collections.abc import Callable

    from assessments.consolidation import RatedHandIn
    from assessments.results import Results
    from assessments.workbooks.city_report import CityReport
    from assessments.workbooks.data_rows import Row
    from assessments.workbooks.kit import Book


def write_services(book: Book, report: CityReport) -> int:
    """Add the sheet `Leistungen`, unmerged; return the number of rows."""
    rows = _rows(report, lambda h: service_rows(_results(h).services))
    provisional = sum(
        r.score.provisional for h in report.city.hand_ins for r in _results(h).services
    )
    levels = DOT.join(f"{level.number} {level.name}" for level in report.levels)
    counted = german.counted(len(rows), "Leistung", "Leistungen")
    title = f"{counted}, {german.number(provisional)} davon vorläufig"
    if report.city.merged:
        twice = german.counted(len(report.city.merged), "Leistung", "Leistungen")
        title += f", {twice} mehrfach bewertet"
    legend = (
        f"Reifegrad: {levels}. Vorläufig „ja“: Eine Frage ist offen, die Stufe kann noch steigen."
    )
    table = layout.for_city(layout.SERVICES)
    sheet = book.sheet(_spec(report, table, title, legend))
    area = fill(book, sheet, table, rows)
    paint_services(sheet, area, report.model)
    return len(rows)


def write_processes(book: Book, report: CityReport) -> int:
    """Add the sheet `Prozesse`; return the number of rows."""
    rows = _rows(report, lambda h: process_rows(h.stored.submission, _results(h)))
    title = german.counted(len(rows), "Prozess", "Prozesse") if rows else NO_PROCESSES
    modelled = report.figures.get("modelled")
    if modelled is not None and modelled.denominator:
        title += f", {german.number(modelled.numerator)} davon mit freigegebenem Modell"
    names = DOT.join(f"D{x.number} {x.name}" for x in report.ladder.levels) if report.ladder else ""
    hint = f"Stufen: {names}." if names else "Sobald Prozesse abgegeben sind, stehen sie hier."
    table = layout.for_city(layout.PROCESSES)
    sheet = book.sheet(_spec(report, table, title, hint))
    area = fill(book, sheet, table, rows)
    paint_processes(sheet, area, report.ladder)
    return len(rows)


def write_measures(book: Book, report: CityReport) -> int:
    """Add the sheet `Maßnahmen`; return the number of rows."""
    rows = _rows(report, lambda h: measure_rows(h.stored.submission))
    done = sum(
        m.status == "Erledigt" for h in report.city.hand_ins for m in h.stored.submission.measures
    )
    counted = german.counted(len(rows), "Maßnahme", "Maßnahmen")
    title = f"{counted}, {german.number(done)} davon erledigt" if rows else NO_MEASURES
    hint = (
        "Wirkung: so viele Leistungen oder Prozesse steigen um eine Stufe. "
        "Zuständig ist eine Stelle oder Rolle, nie ein Name."
    )
    table = layout.for_city(layout.MEASURES)
    sheet = book.sheet(_spec(report, table, title, hint))
    area = fill(book, sheet, table, rows)
    paint_measures(sheet, area)
    return len(rows)


def write_submissions(book: Book, report: CityReport) -> int:
    """Add the sheet `Abgaben`: one row per hand-in that counts; return their number."""
    rows = [_submission_row(h) for h in report.city.hand_ins]
    title = f"{german.counted(len(rows), 'Abgabe', 'Abgaben')}, aus denen diese Datei entstand"
    hint = "Je Fachdienst zählt die Abgabe mit der höchsten Nummer."
    sheet = book.sheet(_spec(report, layout.SUBMISSIONS, title, hint))
    fill(book, sheet, layout.SUBMISSIONS, rows)
    return len(rows)


def _submission_row(hand_in: RatedHandIn) -> Row:
    submission = hand_in.stored.submission
    who, when = submission.department, submission.round
    return (
        submission.submission_id, submission.number, who.authority or None, who.name, who.id,
        when.name, when.id, when.stichtag or None, settings_text(when.settings) or None,
        submission.created_at, joined(tuple(sorted(when.questionnaires))) or None,
        hand_in.stored.file or None, checksum(submission),
    )  # fmt: skip


def write_answers(book: Book, report: CityReport) -> int:
    """Add the sheet `Antworten`; return the number of rows, `risiko` included."""
    questionnaires = report.city.questionnaires
    rows = _rows(report, lambda h: answer_rows(h.stored.submission, questionnaires))
    field = layout.ANSWERS.position("Frage")
    given = sum(row[field] != layout.RISK for row in rows)
    title = (
        f"{german.counted(given, 'Antwort', 'Antworten')} – daraus wird jede Stufe neu berechnet"
    )
    table = layout.for_city(layout.ANSWERS)
    hint = "Bitte hier nichts ändern: Nur der Fachdienst ändert Antworten und gibt erneut ab."
    sheet = book.sheet(_spec(report, table, title, hint, tab=TAB_RAW))
    fill(book, sheet, table, rows)
    return len(rows)


def write_metadata(book: Book, report: CityReport, content: str) -> None:
    """Add the sheet `Metadaten`; `content` is the check sum over the listed hand-ins."""
    sheet = book.sheet(
        SheetSpec(
            layout.METADATA.sheet, report.about(layout.METADATA.sheet),
            "Angaben zur Datei, für das Einlesen",
            "Bitte nichts ändern. Das Programm erkennt die Datei an diesen Angaben.", tab=TAB_RAW,
        )
    )  # fmt: skip
    fill(book, sheet, layout.METADATA, metadata_rows(_metadata(report, content)))


def _metadata(report: CityReport, content: str) -> dict[Key, str]:
    city, stamp = report.city, report.stamp
    round_ = city.round
    return {
        Key.FORMAT: layout.FORMAT,
        Key.FORMAT_VERSION: str(layout.FORMAT_VERSION),
        Key.ART: str(Art.CITY),
        Key.PROGRAM_VERSION: stamp.program_version,
        Key.AUTHORITY: city.name,
        Key.DEPARTMENT: "",
        Key.DEPARTMENT_ID: "",
        Key.ROUND: round_.name if round_ else "",
        Key.ROUND_ID: round_.id if round_ else "",
        Key.STICHTAG: round_.stichtag if round_ else "",
        Key.SUBMISSION_ID: stamp.report_id,
        Key.NUMBER: "1",
        Key.CREATED_AT: stamp.created_at,
        Key.QUESTIONNAIRES: joined(tuple(city.questionnaires)),
        Key.CHECKSUM: content,
        Key.SETTINGS: settings_text(round_.settings) if round_ else "",
        Key.START_FILE: "",
    }


def _rows(report: CityReport, of: Callable[[RatedHandIn], list[Row]]) -> list[Row]:
    """Return the rows of all hand-ins, each with where it comes from."""
    rows: list[Row] = []
    for hand_in in report.city.hand_ins:
        # Exactly as handed in: another authority would be another content (contract 3.4).
        where = origin(hand_in.stored.submission)
        rows += [(*row, *where) for row in of(hand_in)]
    return rows


def _results(hand_in: RatedHandIn) -> Results:
    """Return all results of a hand-in, whatever theme was chosen: it is carried whole."""
    return hand_in.complete or hand_in.results


def _spec(
    report: CityReport, table: layout.Table, title: str, hint: str, tab: str = TAB_DATA
) -> SheetSpec:
    parts = (
        table.sheet, f"Tabelle {table.name}", report.who, report.round_name,
        f"Stichtag {stichtag_words(report.city)}",
    )  # fmt: skip
    what = DOT.join(part for part in parts if part)
    return SheetSpec(table.sheet, what, title, hint, tab=tab, side=WIDE)
