"""The names of the exchange workbook are a contract: what others read may not drift."""

from __future__ import annotations

import re

import pytest

from assessments.workbooks import layout
from assessments.workbooks.layout import CellKind
from tests.conftest import require_shared

CONTRACT = "contract/exchange-format.md"


def _between(text: str, start: str, end: str) -> str:
    return text.split(start, 1)[1].split(end, 1)[0]


def _headings(text: str) -> list[str]:
    """The names in backquotes that are followed by a separator or stand alone, in order."""
    plain = re.sub(r"\([^()]*\)", "", text)
    return re.findall(r"`([^`]+)`", plain)


@pytest.mark.parametrize(
    ("table", "start", "end"),
    [
        (layout.SERVICES, "one row per service:", "\n\n"),
        (layout.PROCESSES, "one row per process:", "\n\n"),
        (layout.MEASURES, "`tblMassnahmen` on `Maßnahmen`:", "\n\n"),
        (layout.ANSWERS, "every result is computed again from it):", "\n\n"),
        (layout.SUBMISSIONS, "one row per hand-in that counts:", "Each listed"),
    ],
    ids=lambda value: value.name if isinstance(value, layout.Table) else "",
)
def test_columns_are_those_of_the_contract_in_its_order(table, start, end):
    text = require_shared(CONTRACT).read_text(encoding="utf-8")
    assert list(table.headings) == _headings(_between(text, start, end))


def test_the_metadata_keys_are_those_of_the_contract():
    text = require_shared(CONTRACT).read_text(encoding="utf-8")
    named = _between(text, "columns `Feld`, `Wert`:", "later `pruefspur_1`")
    for key in layout.Key:
        assert f"`{key}`" in named
    assert layout.FORMAT in named


def test_what_the_contract_believes():
    assert layout.SERVICES.required == (
        "Leistung-ID", "Fachdienst", "Leistung", "LeiKa-Schlüssel", "OZG-ID", "Themenfeld",
        "Bemerkung",
    )  # fmt: skip
    optional = [c.heading for c in layout.SERVICES.columns if c.optional]
    assert optional == ["LeiKa-Typ", "Zielgruppe", "Fokusleistung", "SDG", "Schlüssel geprüft am"]
    assert layout.PROCESSES.required == (
        "Prozess-ID", "Fachdienst", "Prozess", "Prozessgruppe", "PICTURE-Nummer", "Leistung-IDs",
        "Bemerkung",
    )  # fmt: skip
    assert set(layout.MEASURES.headings) - set(layout.MEASURES.required) == {"Wirkung"}
    compared = [c.heading for t in layout.DEPARTMENT_TABLES for c in t.columns if c.compared]
    assert compared == ["Reifegrad", "Reifegrad möglich", "Dokumentationsstufe", "Stufe möglich"]


def test_the_city_tables_end_with_where_the_row_comes_from():
    for table in layout.CITY_TABLES:
        if table.name not in {"tblAbgaben", "tblMetadaten"}:
            assert table.headings[-3:] == ("Behörde", "Fachdienst-ID", "Abgabe-ID")


def test_every_column_explains_itself_in_short_sentences():
    for table in (*layout.CITY_TABLES, *layout.DEPARTMENT_TABLES):
        assert len(set(table.headings)) == len(table.headings)
        assert table.key in table.headings
        for column in table.columns:
            assert column.meaning, column.heading
            assert column.unit, column.heading
            assert column.allowed, column.heading
            for sentence in re.split(r"[.?;!] ", column.meaning):
                assert len(sentence.split()) <= 15, sentence


def test_answers_kept_in_house_are_named_in_no_text():
    words = [t for table in layout.CITY_TABLES for c in table.columns
             for t in (c.heading, c.meaning, c.allowed, *c.values)]  # fmt: skip
    for kept in layout.KEPT_IN_HOUSE:
        assert not any(kept in word for word in words)


def test_dates_are_real_in_reports_and_text_in_raw_tables():
    raw = {"tblAntworten", "tblMetadaten", "tblAbgaben"}
    for table in (*layout.DEPARTMENT_TABLES, layout.SUBMISSIONS):
        kinds = {c.kind for c in table.columns}
        assert not (CellKind.DATE in kinds and table.name in raw)
    assert layout.SERVICES.column("Schlüssel geprüft am").kind is CellKind.ISO_DATE


def test_settings_and_values_as_text():
    settings = {"ozg-rm-1.1.mindesttage": 60, "prozessdoku-1.pflichtangaben": ("a", "b")}
    assert (
        layout.settings_text(settings)
        == "ozg-rm-1.1.mindesttage=60;prozessdoku-1.pflichtangaben=a,b"
    )
    assert layout.value_cell(("bundid", "servicekonto")) == "bundid;servicekonto"
    assert layout.value_cell(7) == 7
