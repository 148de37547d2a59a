"""The finished package: what openpyxl leaves out, and nothing that changes by itself."""

from __future__ import annotations

import re
import zipfile
from datetime import UTC, date, datetime, timedelta, timezone
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from assessments.workbooks import charts, tables
from assessments.workbooks.columns import CellKind, Column, Table
from assessments.workbooks.kit import Book, BookFacts, SheetSpec, put
from assessments.workbooks.rows import Strings, serial, writable
from assessments.workbooks.styles import CellStyle

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CREATED = datetime(2026, 11, 24, 14, 32, 8, tzinfo=timezone(timedelta(hours=1)))
FACTS = BookFacts("Titel", "Thema", "Selbstcheck · A & B", CREATED)
TABLE = Table(
    "tblProbe", "Daten",
    (
        Column("Name", CellKind.TEXT, 20, "", "", ""),
        Column("Anzahl", CellKind.WHOLE, 10, "", "", ""),
        Column("Am", CellKind.DATE, 11, "", "", ""),
    ),
    key="Name",
)  # fmt: skip
ROWS = [("eins", 1, date(2026, 11, 24)), ("zwei", None, None), ("eins", 2.5, date(1900, 3, 1))]


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    book = Book(FACTS)
    people = book.sheet(SheetSpec("Leute", "Leute · Probe", "Titel", "Unterzeile",
                                  widths=(20, 10, 10)))  # fmt: skip
    tables.place(
        people,
        tables.SmallTable(
            "tblWerte", 20, 1, ("Name", "n"), (CellStyle.CELL, CellStyle.NUMBER),
            (("a", 3), ("b", 0)),
        ),
    )  # fmt: skip
    for top, name in ((5, "Erstes „Bild“"), (12, "Zweites <Bild>")):
        charts.draw(
            book,
            people,
            charts.BarChart(
                "Satz", name, f"Balken: a 3, b 0 & Werte ab Zeile 20 ({name}).", (1, top),
                (4, top + 6), "A21:A22",
                (charts.Bars("n", "B21:B22", "action"), charts.Bars("v", "B21:B22", charts.HATCH)),
            ),
        )  # fmt: skip
    tables.fill(book, book.sheet(SheetSpec("Daten", "Daten · Probe", "Titel")), TABLE, ROWS)
    target = tmp_path_factory.mktemp("finish") / "probe.xlsx"
    book.save(target)
    return target


def part(path, name) -> str:
    with zipfile.ZipFile(path) as package:
        return package.read(name).decode("utf-8")


def test_every_chart_has_its_own_alt_text(path):
    root = ElementTree.fromstring(part(path, "xl/drawings/drawing1.xml"))
    told = [(e.get("name"), e.get("descr")) for e in root.iter() if e.tag.endswith("cNvPr")]
    assert [name for name, _ in told] == ["Erstes „Bild“", "Zweites <Bild>"]
    assert all(name in text for name, text in told)


def test_labels_keep_their_own_format_and_charts_their_caches(path):
    chart = part(path, "xl/charts/chart1.xml")
    formats = re.findall(r"<numFmt [^>]*>", chart)
    assert formats
    assert all('sourceLinked="0"' in one for one in formats)
    assert "<v>3</v>" in chart.split("numCache")[1]
    assert "<v>a</v>" in chart.split("strCache")[1]
    assert chart.count('<delete val="1"') == 1, "the value axis is gone, and says so"
    assert '<roundedCorners val="0"' in chart


def test_parts_of_fonts_stand_in_the_order_of_the_schema(path):
    order = ["b", "i", "strike", "u", "sz", "color", "name", "family", "scheme"]
    for font in ElementTree.fromstring(part(path, "xl/styles.xml")).iter(f"{MAIN}font"):
        places = [order.index(child.tag.removeprefix(MAIN)) for child in font]
        assert places == sorted(places)


def test_the_only_time_in_the_file_is_that_of_the_export(path):
    core = part(path, "docProps/core.xml")
    assert re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core) == ["2026-11-24T13:32:08Z"] * 2
    assert "openpyxl" not in core + part(path, "docProps/app.xml").casefold()
    with zipfile.ZipFile(path) as package:
        assert {i.date_time for i in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_package_is_whole(path):
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None
        names = package.namelist()
        assert len(names) == len(set(names))
        types = package.read("[Content_Types].xml").decode()
        for name in names:
            ElementTree.fromstring(package.read(name))
            assert f'PartName="/{name}"' in types or name.endswith((".rels", "[Content_Types].xml"))
    strings = ElementTree.fromstring(part(path, "xl/sharedStrings.xml"))
    assert (strings.get("count"), strings.get("uniqueCount")) == ("3", "2")
    sheet = part(path, "xl/worksheets/sheet2.xml")
    assert '<dimension ref="A1:C7"' in sheet
    assert re.findall(r'<row r="(\d+)"', sheet) == ["1", "2", "4", "5", "6", "7"]


def test_two_programs_read_the_same_cells(path):
    expected = [["eins", 1, date(2026, 11, 24)], ["zwei", "", ""], ["eins", 2.5, date(1900, 3, 1)]]
    fast = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("Daten").to_python()
    assert fast[4:] == expected
    slow = [[c.value for c in row] for row in load_workbook(path)["Daten"].iter_rows(min_row=5)]
    plain = [[v.date() if isinstance(v, datetime) else ("" if v is None else v) for v in row]
             for row in slow]  # fmt: skip
    assert plain == expected


def test_text_goes_in_and_out_unchanged(tmp_path):
    texts = ["=1+1", " rand ", "a\nb", "<&>\"'", "\U0001f600 ä", "_x0041_", "]]>", "#NAME?"]
    book = Book(FACTS)
    sheet = book.sheet(SheetSpec("Daten", "x", "y", widths=(20,)))
    tables.fill(book, sheet, TABLE, [(text, None, None) for text in texts])
    put(sheet, "A3", texts[0])
    target = tmp_path / "texte.xlsx"
    book.save(target)
    back = load_workbook(target)["Daten"]
    assert [back.cell(5 + n, 1).value for n in range(len(texts))] == texts
    assert back["A3"].value == texts[0]
    assert back["A3"].data_type == "s"


def test_a_workbook_without_large_tables_needs_no_shared_strings(tmp_path):
    book = Book(FACTS)
    book.sheet(SheetSpec("Nur Kopf", "Nur Kopf · Probe", "Titel"))
    target = tmp_path / "kopf.xlsx"
    book.save(target)
    with zipfile.ZipFile(target) as package:
        assert "xl/sharedStrings.xml" not in package.namelist()
    assert load_workbook(target)["Nur Kopf"]["A1"].value == "Nur Kopf · Probe"


@given(st.text())
def test_writable_text_is_valid_xml_and_stays_so(text):
    clean = writable(text)
    assert writable(clean) == clean
    strings = Strings()
    strings.add(text)
    root = ElementTree.fromstring("".join(strings.xml()))
    assert root[0][0].text == (clean or None)


@given(st.dates(min_value=date(1900, 3, 1), max_value=date(9999, 12, 31)))
def test_a_date_becomes_the_number_that_excel_counts_by(day):
    assert serial(day) == (datetime(day.year, day.month, day.day, tzinfo=UTC)
                           - datetime(1899, 12, 30, tzinfo=UTC)).days  # fmt: skip
