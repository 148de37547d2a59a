"""What a council office expects: readable, accessible, printable sheets."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import datetime

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from assessments.workbooks import layout, metrics
from assessments.workbooks.kit import Book, BookFacts, SheetSpec
from assessments.workbooks.styles import COLOURS, SPECS, ramp
from assessments.workbooks.submissions import write_submission
from assessments.workbooks.tables import fill
from tests import office
from tests import workbook_samples as samples

PEOPLE = {"Deckblatt", "Übersicht"}
LONG = replace(samples.DEPARTMENT, name="Zentrales Prozess- und Projektmanagement (ZPPM)")
SAMPLES = {
    "Leistungen": samples.submission(notes=True),
    "mit Prozessen": samples.with_processes(),
    "langer Name": replace(samples.submission(), department=LONG),
    "leer": replace(samples.submission(), services=(), measures=(), answers=()),
}


@pytest.fixture(scope="module", params=SAMPLES, ids=str)
def path(request, tmp_path_factory):
    target = tmp_path_factory.mktemp("look") / "abgabe.xlsx"
    write_submission(SAMPLES[request.param], samples.ALL, target)
    return target


@pytest.fixture(scope="module")
def book(path):
    return load_workbook(path)


def cells_of(sheet, table):
    return sheet[table.ref]


def test_every_sheet_says_first_what_it_is(book):
    for sheet in book:
        assert sheet["A1"].value.startswith(sheet.title)
        assert sheet["A2"].value
        assert len(sheet.title) <= 31


def test_nothing_is_hidden_and_nothing_computes(book):
    assert not book.defined_names
    for sheet in book:
        assert sheet.sheet_state == "visible"
        assert not any(d.hidden for d in sheet.column_dimensions.values())
        assert not any(d.hidden for d in sheet.row_dimensions.values())
        for row in sheet.iter_rows():
            assert not any(c.data_type in {"f", "e"} or c.comment for c in row)


def test_tables_are_whole(book):
    names = [t.displayName for sheet in book for t in sheet.tables.values()]
    assert len(names) == len(set(names))
    for sheet in book:
        for table in sheet.tables.values():
            area = cells_of(sheet, table)
            assert [c.value for c in area[0]] == [c.name for c in table.tableColumns]
            assert table.autoFilter.ref == table.ref
            assert table.tableStyleInfo.name == "Selbstcheck"
            inside = {c.coordinate for row in area for c in row}
            assert not any(
                f"{get_column_letter(col)}{row}" in inside
                for merged in sheet.merged_cells.ranges
                for row, col in merged.cells
            )
            blank = [row for row in area[1:] if all(c.value is None for c in row)]
            assert not blank or len(area) == 2


def test_merged_cells_stand_on_sheets_for_people_only(book):
    assert {s.title for s in book if s.merged_cells.ranges} <= PEOPLE


def test_every_chart_is_told_in_words_and_has_its_table(path, book):
    with zipfile.ZipFile(path) as package:
        drawings = "".join(
            package.read(n).decode()
            for n in package.namelist()
            if n.startswith("xl/drawings/drawing")
        )
    described = re.findall(r'<\w*:?cNvPr [^>]*descr="([^"]+)"', drawings)
    charts = sum(len(sheet._charts) for sheet in book)
    assert len(described) == charts == drawings.count("cNvPr id=")
    overview = book["Übersicht"]
    for text in described:
        assert len(text) >= 20
        row = int(re.search(r"ab Zeile (\d+)\.$", text)[1])
        assert any(c.value for c in overview[row]), text


def test_every_sheet_prints_on_a4_one_page_wide_with_a_footer(book):
    for sheet in book:
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.fitToWidth == 1
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.oddFooter.left.text.startswith("Selbstcheck · ")
        assert sheet.oddFooter.center.text == "&A"
        assert sheet.oddFooter.right.text == "Seite &P von &N"
        assert not sheet.sheet_view.showGridLines
        if sheet.title not in PEOPLE:
            assert sheet.print_title_rows == "$4:$4"
            assert sheet.freeze_panes.endswith("5")


def test_the_later_columns_stand_outside_the_print_area(book):
    assert re.search(r"\$A\$1:\$U\$\d+$", book["Leistungen"].print_area)


def test_title_and_language_are_set(book):
    about = book.properties
    assert about.title
    assert about.language == "de-DE"
    assert about.creator == about.lastModifiedBy == "Selbstcheck"


def words_of(cell) -> list[str]:
    """The pieces of a cell that are never broken, as a program shows them."""
    value = cell.value
    if isinstance(value, str):
        parts = metrics.words(value.replace(";", "; "))
        return parts if cell.alignment.wrap_text else [value]
    if "YYYY" in cell.number_format.upper():
        return ["30.11.2026"]
    return ["100,0 %"] if "%" in cell.number_format else [f"{value:,}"]


def test_no_column_is_narrower_than_its_longest_word(book):
    narrow = []
    for sheet in book:
        for table in sheet.tables.values():
            for cell in (c for row in cells_of(sheet, table) for c in row if c.value is not None):
                width = sheet.column_dimensions[get_column_letter(cell.column)].width
                space = metrics.room(width, int(cell.alignment.indent or 0))
                size, bold = cell.font.size, bool(cell.font.bold)
                narrow += [
                    (sheet.title, cell.coordinate, word)
                    for word in words_of(cell)
                    if metrics.pixels(word, size, bold=bold) > space
                ]
    assert narrow == []


def test_every_row_is_high_enough_for_its_text(book):
    for sheet in book:
        for table in sheet.tables.values():
            for row in cells_of(sheet, table):
                height = sheet.row_dimensions[row[0].row].height
                for cell in row:
                    if isinstance(cell.value, str) and cell.alignment.wrap_text:
                        width = sheet.column_dimensions[get_column_letter(cell.column)].width
                        space = metrics.room(width, int(cell.alignment.indent or 0))
                        bold = bool(cell.font.bold)
                        lines = metrics.lines(cell.value, space, cell.font.size, bold=bold)
                        assert height >= lines * metrics.HEAD_LINE, (sheet.title, cell.coordinate)


def test_colours_repeat_what_the_cell_says(book):
    """Every filled cell has a rule that asks for its own number or for a word beside it."""
    for sheet in book:
        for area in sheet.conditional_formatting:
            for rule in area.rules:
                assert rule.type == "expression"
                assert re.search(r'ISNUMBER|="\w+"', rule.formula[0])
    levels = samples.QUESTIONNAIRES[samples.KEY].levels
    rules = [
        rule.formula[0]
        for area in book["Leistungen"].conditional_formatting
        if str(area.sqref).startswith("I5")
        for rule in area.rules
    ]
    assert [int(r.rstrip(")").rpartition("=")[2]) for r in rules] == [n.number for n in levels]


def luminance(colour: str) -> float:
    channels = [int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(f * c for f, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_text_is_readable_on_its_ground():
    for levels in range(1, 9):
        for fill_, ink in ramp(levels):
            assert contrast(fill_, ink) >= 4.5
    for spec in SPECS.values():
        assert contrast(COLOURS[spec.ink], COLOURS[spec.ground or "bg"]) >= 4.5
        assert spec.size >= 9


def test_a_column_grows_for_a_long_word_and_stays_otherwise():
    created = datetime.fromisoformat(samples.CREATED)
    widths = []
    for identifier in ("L-1", "leistungskennung"):
        book = Book(BookFacts("T", "S", "F", created))
        sheet = book.sheet(SheetSpec("Leistungen", "x", "y"))
        fill(book, sheet, layout.SERVICES, [(identifier, *(None,) * 25)])
        widths.append(sheet.column_dimensions["A"].width)
    assert widths[0] == layout.SERVICES.columns[0].width < widths[1]


@pytest.mark.packages
@pytest.mark.parametrize("name", ["Leistungen", "mit Prozessen"])
def test_printed_by_another_program_every_page_is_where_it_belongs(name, tmp_path):
    target = tmp_path / "abgabe.xlsx"
    write_submission(SAMPLES[name], samples.ALL, target)
    pages = office.printed(target, tmp_path / "office")
    sheets = [re.split(r"\s{3,}", page.rstrip().splitlines()[-1].strip())[1] for page in pages]
    assert sheets.count("Deckblatt") == 1
    assert sheets.count("Übersicht") == 2
    assert sheets.count("Leistungen") == sheets.count("Prozesse") == 1
    first = pages[0]
    assert "2 von 15 Leistungen erreichen Stufe 3 oder mehr." in first
    assert "7 von 15" in first
    assert "Seite 1 von" in first
    services = pages[sheets.index("Leistungen")]
    assert "6.840" in services
    assert "28,0 %" in services.replace("\u00a0", " ")
    assert "17.03.2025" in services
    assert "LeiKa-Typ" not in services
