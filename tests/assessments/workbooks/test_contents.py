"""Before handing in, people see exactly what leaves: from the file, not from the model."""

from __future__ import annotations

import re
import zipfile
from datetime import datetime
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from assessments.workbooks.contents import leaving_strings
from assessments.workbooks.submissions import write_submission
from tests import workbook_samples as samples


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    target = tmp_path_factory.mktemp("contents") / "abgabe.xlsx"
    write_submission(samples.submission(notes=True), samples.ALL, target)
    return target


def as_read(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value:%d.%m.%Y}"
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)


def test_every_cell_that_is_not_empty_is_listed_row_by_row(path):
    leaving = leaving_strings(path)
    book = load_workbook(path)
    assert [s.name for s in leaving.sheets] == book.sheetnames
    for shown in leaving.sheets:
        rows = {row.number: row.texts for row in shown.rows}
        for row in book[shown.name].iter_rows():
            cells = tuple(as_read(c.value) for c in row if c.value is not None)
            assert rows.get(row[0].row, ()) == cells


def test_every_text_of_the_package_is_listed(path):
    """Read the XML in the plainest way: nothing with letters may be missing from the list."""
    listed = "\n".join(leaving_strings(path).texts)
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if not name.startswith(("xl/worksheets/sheet", "xl/charts/", "xl/drawings/",
                                    "xl/sharedStrings", "docProps/")):  # fmt: skip
                continue
            for element in ElementTree.fromstring(package.read(name)).iter():
                tag = element.tag.rpartition("}")[2]
                if tag in {"f", "formula", "formatCode"}:
                    continue  # cells a chart shows, and conditions of colours
                text = re.sub(r'&[LCR]|&"[^"]*"|&\d+ ?|&K[0-9A-F]{6}', "\n", element.text or "")
                for line in text.split("\n"):
                    if re.search(r"[^\W\d_]{2}", line):
                        assert line in listed, (name, tag)


def test_rows_are_counted_as_the_page_shows_them(path):
    counts = {s.name: s.count for s in leaving_strings(path).sheets}
    assert counts["Leistungen"] == 15
    assert counts["Prozesse"] == 0
    assert counts["Maßnahmen"] == 4
    assert counts["Antworten"] == len(samples.answers())
    assert counts["Metadaten"] == 17
    assert counts["Deckblatt"] > 10


def test_what_the_file_says_about_itself(path):
    properties = dict(leaving_strings(path).properties)
    assert properties == {
        "Programm": "Selbstcheck",
        "Ersteller": "Selbstcheck",
        "Zuletzt bearbeitet von": "Selbstcheck",
        "Titel": "Reifegrad der Leistungen: Fachdienst Bürgerservice",
        "Thema": "2. Erhebung 2026",
        "Sprache": "de-DE",
        "Erstellt": "2026-11-24T13:32:08Z",
        "Geändert": "2026-11-24T13:32:08Z",
    }


def test_texts_of_charts_and_footers_are_listed_without_codes(path):
    further = leaving_strings(path).further
    assert "Selbstcheck · Fachdienst Bürgerservice · 2. Erhebung 2026" in further
    assert "Leistungen nach Stufe" in further
    assert any(text.startswith("Gestapelter Balken.") for text in further)
    assert not any('&"' in text for text in further)


def test_notes_that_were_not_chosen_are_nowhere_in_the_file(path, tmp_path):
    without = tmp_path / "ohne.xlsx"
    write_submission(samples.submission(), samples.ALL, without)
    private = {"Postfach beim Land angefragt", "Gliederungsplan"}
    assert private <= leaving_strings(path).texts
    assert not private & leaving_strings(without).texts


def test_a_text_that_no_cell_shows_is_found_all_the_same(path, tmp_path):
    smuggled = tmp_path / "mehr.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(smuggled, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "xl/sharedStrings.xml":
                data = data.replace(b"</sst>", b"<si><t>Nur versteckt</t></si></sst>")
            target.writestr(name, data)
    assert "Nur versteckt" in leaving_strings(smuggled).further
