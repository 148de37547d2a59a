"""A consolidation -> the city workbook (`gesamt`, contract 2 and 2.1).

It carries the hand-ins that count, whole, so that it can be collected again with an identical
result; the report sheets between them say what they mean together.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from assessments import city_quality, city_tables, german
from assessments.atomic_files import replace_atomically
from assessments.city_words import share_words
from assessments.progress import silent
from assessments.workbooks import conditional, layout
from assessments.workbooks.city_cover import cover_of
from assessments.workbooks.city_data import (
    write_answers,
    write_measures,
    write_metadata,
    write_processes,
    write_services,
    write_submissions,
)
from assessments.workbooks.city_levels_sheets import (
    DISTRIBUTION,
    write_distribution,
    write_shares,
)
from assessments.workbooks.city_missing_sheet import MISSING, write_missing
from assessments.workbooks.city_overview import write_overview
from assessments.workbooks.city_report import CityReport, Stamp
from assessments.workbooks.city_sheets import Page, name_width, warm, write_page
from assessments.workbooks.cover import write_cover
from assessments.workbooks.data_sheets import WIDE
from assessments.workbooks.hand_in import DOT
from assessments.workbooks.kit import Book, letter
from assessments.workbooks.layout import Sheet
from assessments.workbooks.reading_aid import allowed_levels, write_reading_aid
from assessments.workbooks.reading_back import check_written
from assessments.workbooks.submissions import Written

if TYPE_CHECKING:
    from pathlib import Path

    from assessments.consolidation import Consolidation
    from assessments.progress import Report
    from assessments.report_tables import ReportTable

__all__ = ["Stamp", "Written", "content_of", "write_report"]

FIGURES, ONLINE, COVERAGE = "Kennzahlen", "R1 Online-Leistungen", "R3 Grundmenge"
BUNDLES, STAGES, STAGES_LIST = "R7 Bündel", "R8 Ende-zu-Ende", "R8 Liste"
QUALITY = "R21 Datenqualität"
LINKED = (
    Sheet.OVERVIEW, FIGURES, ONLINE, COVERAGE, DISTRIBUTION, MISSING, BUNDLES, STAGES, QUALITY,
)  # fmt: skip
_COUNT_STEPS = (1, 10, 50, 100)
_STEPS = 12


def write_report(city: Consolidation, path: Path, stamp: Stamp, report: Report = silent) -> Written:
    """Write the city workbook: whole and read back, or not at all.

    The same consolidation and stamp give the same bytes. Raises FileNotWritten, and whatever
    `report` raises; a former file at `path` is then untouched.
    """
    about = CityReport(city, stamp)
    book = Book(about.facts)
    write_cover(book, cover_of(about, tuple(map(str, LINKED))))
    write_overview(book, about)
    report(1, _STEPS)
    services = write_services(book, about)
    processes = write_processes(book, about)
    measures = write_measures(book, about)
    report(3, _STEPS)
    _write_report_sheets(book, about)
    report(5, _STEPS)
    submissions = write_submissions(book, about)
    answers = write_answers(book, about)
    report(7, _STEPS)
    levels = allowed_levels(about.model, about.ladder)
    write_reading_aid(book, about.about(Sheet.READING_AID), layout.CITY_TABLES, levels)
    write_metadata(book, about, content_of(city))
    expected = {
        layout.for_city(layout.SERVICES): services,
        layout.for_city(layout.PROCESSES): processes,
        layout.for_city(layout.MEASURES): measures,
        layout.SUBMISSIONS: submissions,
        layout.for_city(layout.ANSWERS): answers,
        layout.METADATA: len(layout.Key),
    }

    def write(aside: Path) -> None:
        book.save(aside)
        report(10, _STEPS)
        check_written(aside, expected, path)

    replace_atomically(path, write)
    report(_STEPS, _STEPS)
    risks = sum(
        p.id in h.stored.submission.risks
        for h in city.hand_ins
        for p in h.stored.submission.processes
    )
    return Written(path, services, processes, measures, answers - risks)


def content_of(city: Consolidation) -> str:
    """Return the check sum of a city workbook: SHA-256 over its hand-ins, in any order.

    One line `abgabe_id checksum` per hand-in, sorted, joined by LF.
    """
    lines = sorted(
        f"{h.stored.submission.submission_id} {h.stored.checksum}" for h in city.hand_ins
    )
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()


def _write_report_sheets(book: Book, report: CityReport) -> None:
    _write_figures(book, report)
    write_page(book, report, _online_page(report))
    write_page(book, report, _coverage_page(report))
    write_distribution(book, report)
    write_shares(book, report)
    write_missing(book, report)
    write_page(book, report, _bundle_page(report))
    _write_stages(book, report)
    write_page(book, report, _again_page(report))
    _write_quality(book, report)


def _online_page(report: CityReport) -> Page:
    table = city_tables.online_services(report.city)
    widths = (34.0, 15.6, 8.0, 22.0, 9.6, 8.6, 7.6, 11.0, 18.0, 26.0, 34.0)
    return Page(ONLINE, table, "tblR1", widths, side=WIDE)


def _coverage_page(report: CityReport) -> Page:
    table = city_tables.coverage(report.city)
    widths = (_names(table), 10.6, *(11.2,) * (len(table.columns) - 2))
    return Page(COVERAGE, table, "tblR3", widths)


def _bundle_page(report: CityReport) -> Page:
    table = city_tables.bundle_table(report.city)
    widths = (8.4, 52.0, 26.0, 9.4, 9.4, 10.0, 10.4, 12.4, 10.0, 12.0)
    return Page(BUNDLES, table, "tblR7", widths)


def _again_page(report: CityReport) -> Page:
    table = city_tables.typed_in_again(report.city)
    return Page(STAGES_LIST, table, "tblR8Liste", (62.0, 40.0, 9.0, 10.4, 12.0))


def _write_figures(book: Book, report: CityReport) -> None:
    """Add `Kennzahlen`: every share with numerator and denominator left of it."""
    table = replace(
        city_quality.figures_by_department(report.city), total=(), hint=_city_line(report)
    )
    shares = tuple(c.heading for c in table.columns if c.sort == "share")
    widths = (_names(table), *(15.4 if c.heading in shares else 11.6 for c in table.columns[1:]))
    page = Page(FIGURES, table, "tblKennzahlenFachdienste", widths, heat=shares)
    sheet, placed = write_page(book, report, page)
    column = letter(table.headings.index(shares[0]) + 1)
    names = f"A{placed.first_row}:A{placed.last_row}"
    conditional.quiet(sheet, names, column, (city_quality.OPEN,))


def _names(table: ReportTable) -> float:
    return name_width(str(row[0]) for row in table.rows)


def _city_line(report: CityReport) -> str:
    """Return the city's own figures, which stand above those of its departments."""
    known = report.figures
    parts = [
        f"{words} {share} ({german.number(f.numerator)} von {german.number(f.denominator)})"
        for key, words in (
            ("online", "online"),
            ("conform", "OZG-konform"),
            ("end_to_end", "durchgängig"),
            ("modelled", "Prozesse modelliert"),
        )
        if (f := known.get(key)) and (share := share_words(f.numerator, f.denominator))
    ]
    return f"Stadt gesamt: {DOT.join(parts)}" if parts else ""


def _without_zeros(table: ReportTable) -> ReportTable:
    rows = tuple((row[0], *(cell or None for cell in row[1:-1]), row[-1]) for row in table.rows)
    return replace(table, rows=rows, hint=f"{table.hint} Leere Felder: keine Leistung.")


def _write_stages(book: Book, report: CityReport) -> None:
    table = _without_zeros(city_tables.stages(report.city))
    widths = (40.0, *(16.0,) * (len(table.columns) - 1))
    sheet, placed = write_page(book, report, Page(STAGES, table, "tblR8", widths))
    for column in range(2, len(table.columns)):
        warm(sheet, column, placed)
        name = letter(column)
        area = f"{name}{placed.first_row}:{name}{placed.last_row}"
        conditional.steps(sheet, area, _COUNT_STEPS)


def _write_quality(book: Book, report: CityReport) -> None:
    """Add `R21 Datenqualität`: what needs a person stands out, the rest is quiet."""
    table = city_quality.quality(report.city)
    widths = (_names(table), 11.0, 48.0, 8.4, 11.0, 11.2, 11.2, 11.4, 9.4, 10.2, 11.4, 40.0)
    sheet, placed = write_page(book, report, Page(QUALITY, table, "tblR21", widths, side=WIDE))
    rows = f"{placed.first_row}", f"{placed.last_row}"
    conditional.warned(sheet, f"B{rows[0]}:B{rows[1]}", "B", city_quality.HINT)
    conditional.quiet(sheet, f"A{rows[0]}:B{rows[1]}", "B", (city_quality.FINE,))
