"""A workbook as somebody changes it in Excel: cells found by heading, then saved again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook, load_workbook

from assessments.checksum import checksum
from assessments.results import rate
from assessments.workbooks import data_rows, layout
from tests import workbook_samples

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from assessments.findings import Finding
    from assessments.model import Submission
    from assessments.workbooks.reading import ReadFile

HEAD = layout.HEADER_ROW
FIRST = HEAD + 1


class Edited:
    """An open workbook; `save` writes it to its new place."""

    def __init__(self, source: Path, target: Path) -> None:
        self.workbook = load_workbook(source)
        self.target = target

    def sheet(self, name: str) -> Worksheet:
        return self.workbook[name]

    def column(self, sheet: str, heading: str) -> int:
        """Return the number of the column with this heading."""
        for cell in self.sheet(sheet)[HEAD]:
            if cell.value == heading:
                return int(cell.column)
        raise KeyError(heading)

    def cell(self, sheet: str, row: int, heading: str) -> Cell:
        return self.sheet(sheet).cell(row, self.column(sheet, heading))

    def put(self, sheet: str, row: int, heading: str, value: Any) -> int:
        """Write one cell as a person would: the value's own type. Return the row."""
        cell = self.cell(sheet, row, heading)
        cell.value = value
        if cell.data_type != "f" and isinstance(value, str):
            cell.data_type = "s"
        return row

    def row_of(self, sheet: str, **wanted: Any) -> int:
        """Return the first row whose cells, by heading, have these values (`Frage="O7"`)."""
        columns = {self.column(sheet, h.replace("_", "-")): v for h, v in wanted.items()}
        for row in range(FIRST, self.sheet(sheet).max_row + 1):
            if all(self.sheet(sheet).cell(row, c).value == v for c, v in columns.items()):
                return row
        raise KeyError(wanted)

    def entry(self, key: str, value: Any) -> int:
        """Change one metadata value; return its row."""
        return self.put("Metadaten", self.row_of("Metadaten", Feld=key), "Wert", value)

    def without_tables(self) -> None:
        """Drop the table objects, as some programs do; merging and the like is possible then."""
        for sheet in self.workbook:
            sheet.tables.clear()
            sheet.auto_filter.ref = None

    def save(self) -> Path:
        self.workbook.save(self.target)
        return self.target


def codes(found: ReadFile) -> list[str]:
    return [finding.code for finding in found.findings]


def only(found: ReadFile, code: str) -> Finding:
    """Return the only finding of this code; there must be no other that refuses."""
    matching = [f for f in found.findings if f.code == code]
    assert len(matching) == 1, found.findings
    others = [f for f in found.findings if f.severity == "error" and f.code != code]
    assert not others, others
    return matching[0]


def place(finding: Finding) -> tuple[str, int | None, str]:
    return finding.sheet, finding.row, finding.column


def few() -> Submission:
    """Return the hand-in with three services, two processes and two measures left."""
    all_ = workbook_samples.with_processes()
    kept = {s.id for s in (*all_.services[:3], *all_.processes[:2])} | {all_.department.id}
    return replace(
        all_,
        services=all_.services[:3],
        processes=all_.processes[:2],
        measures=all_.measures[:2],
        answers=tuple(a for a in all_.answers if a.subject_id in kept),
        risks={id_: risk for id_, risk in all_.risks.items() if id_ in kept},
    )


def plain_city(submissions: Iterable[Submission], path: Path, own: str = "Stadt Jena") -> Path:
    """Write the tables of a city workbook, without sheets for people."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    tables: dict[layout.Table, list[Any]] = {table: [] for table in layout.CITY_TABLES}
    services, processes, measures, listed, answers, metadata = tables.values()
    for submission in submissions:
        results = rate(submission, workbook_samples.ALL)
        origin = data_rows.origin(submission, own)
        services += [(*r, *origin) for r in data_rows.service_rows(results.services)]
        processes += [(*r, *origin) for r in data_rows.process_rows(submission, results)]
        measures += [(*r, *origin) for r in data_rows.measure_rows(submission)]
        answers += [(*r, *origin) for r in data_rows.answer_rows(submission, workbook_samples.ALL)]
        listed.append(listed_row(submission))
    about = data_rows.metadata(workbook_samples.submission(), layout.Art.CITY)
    metadata += data_rows.metadata_rows(about)
    for table, rows in tables.items():
        sheet = workbook.create_sheet(table.sheet)
        for number, row in enumerate(((), (), (), table.headings, *rows), start=1):
            for column, value in enumerate(row, start=1):
                if value is not None:
                    sheet.cell(number, column, value)
    workbook.save(path)
    return path


def listed_row(submission: Submission) -> tuple[Any, ...]:
    who, when = submission.department, submission.round
    return (
        submission.submission_id, submission.number, who.authority, who.name, who.id, when.name,
        when.id, when.stichtag, layout.settings_text(when.settings), submission.created_at,
        layout.joined(when.questionnaires), submission.file, checksum(submission),
    )  # fmt: skip
