"""What is no workbook, too large, or read differently by two programs is stopped, with a code."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from assessments.workbooks.child import answer
from assessments.workbooks.layout import CITY_COLUMNS
from assessments.workbooks.limits import NAMES, Limits
from assessments.workbooks.read_tables import specs
from assessments.workbooks.submissions import write_submission
from assessments.workbooks.wording import SENTENCES
from tests import workbook_samples
from tests.assessments.workbooks.broken import BROKEN
from tests.assessments.workbooks.hostile import (
    LIMITED,
    STRINGS,
    WORKBOOK,
    aborting,
    changed,
    extra_part,
    in_cells,
    last_row,
    packed,
    parts_of,
    sheet_part,
    worksheet,
)

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from tests.assessments.workbooks.hostile import Parts

OWN_TESTS = {
    "memory_bytes": "test_child",
    "seconds": "test_child",
    "seconds_per_mib": "test_child",
}
"""Limits that only a reading process can keep."""


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Parts:
    path = tmp_path_factory.mktemp("workbook") / "hand-in.xlsx"
    write_submission(workbook_samples.submission(), workbook_samples.QUESTIONNAIRES, path)
    return parts_of(path)


@pytest.fixture
def read(tmp_path: Path):
    """Return what a workbook of these bytes is answered with."""

    def read(content: bytes, limits: Limits | None = None) -> dict[str, Any]:
        path = tmp_path / "file.xlsx"
        path.write_bytes(content)
        reply = json.loads(answer(path, specs(), limits or Limits()))
        assert reply.get("stopped") in {None, *SENTENCES}, reply
        return reply

    return read


def code(reply: dict[str, Any]) -> str | None:
    return reply.get("stopped")


def tables(reply: dict[str, Any]) -> dict[str, Any]:
    return {table["sheet_key"]: table for table in reply["tables"]}


def test_a_real_workbook_passes(parts, read):
    found = tables(read(packed(parts)))
    assert set(found) == {"Leistungen", "Prozesse", "Maßnahmen", "Antworten", "Metadaten"}
    assert all(table["head"] == 4 for table in found.values())
    absent = {heading for table in found.values() for heading in table["missing"]}
    assert absent == {column.heading for column in CITY_COLUMNS}
    assert not any(table["twice"] for table in found.values())
    assert len(found["Antworten"]["rows"]) == len(workbook_samples.answers())


@pytest.mark.parametrize("limit", LIMITED)
def test_each_limit_stops_a_file_that_nothing_else_stops(limit, parts, read):
    case = LIMITED[limit]
    content = case.make(parts)
    assert code(read(content)) == case.code
    without = read(content, Limits().without(limit))
    assert code(without) != case.code
    if case.readable_without:
        assert code(without) is None, without


def test_every_limit_has_its_file():
    assert set(NAMES) == set(LIMITED) | set(OWN_TESTS)


def test_an_unknown_limit_cannot_be_switched_off():
    with pytest.raises(AttributeError):
        Limits().without("taste")


@pytest.mark.parametrize("name", BROKEN)
def test_broken_files_are_stopped_with_a_code(name, parts, read):
    reply = read(BROKEN[name].make(parts))
    assert code(reply) == BROKEN[name].code, reply
    assert all(isinstance(fact, str | int) for fact in reply["facts"].values())


def test_a_file_that_ends_calamine_is_stopped_before(parts, read):
    assert code(read(aborting(parts))) == "too-many-columns"


@pytest.mark.parametrize(
    "cells",
    [
        '<row r="110000"><c r="CZ110000"><v>1</v></c></row>',
        '<row r="1048576" s="3" customFormat="1"/>',
        '<row r="1048576"><c r="XFD1048576" s="1"/></row>',
        '<row r="1048576"><c r="A1048576" s="1" t="s"/></row>',
    ],
    ids=["last cell allowed", "blank row", "blank cell", "blank text"],
)
def test_what_is_just_allowed_passes(cells, parts, read):
    assert code(read(packed(in_cells(parts, "Maßnahmen", cells)))) is None


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("xl/drawings/vmlDrawing9.vml", "<xml><br></xml>"),
        ("xl/printerSettings/printerSettings9.bin", "<\x00not xml"),
        ("customXml/item9.xml", f"<data>{'x' * 200_000}</data>"),
        ("docProps/note.txt", "no xml at all"),
    ],
)
def test_parts_nobody_reads_need_not_be_tidy(name, content, parts, read):
    assert code(read(packed(extra_part(parts, content, name)))) is None


def test_repeated_texts_are_not_packed_too_densely(parts, read):
    """The same remark in thousands of rows packs well, and is honest."""
    sheet = sheet_part(parts, "Leistungen")
    remark = "Persönliches Erscheinen ist vorgeschrieben."
    row = f'<c r="{{c}}{{n}}" t="inlineStr"><is><t>{remark}</t></is></c>'
    last = last_row(parts, "Leistungen")
    rows = "".join(
        f'<row r="{n}">{"".join(row.format(c=c, n=n) for c in "ABCDEFGHIJKL")}</row>'
        for n in range(last + 1, last + 5_001)
    )
    with_rows = changed(parts, sheet, "</sheetData>", f"{rows}</sheetData>")
    assert code(read(packed(with_rows))) is None


class TestWhereThingsAre:
    """Addresses are kept of what calamine does not tell."""

    @pytest.fixture
    def table(self, parts, read):
        def table(cells: str, sheet: str = "Antworten") -> dict[str, Any]:
            row = last_row(parts, sheet) + 1
            xml = f'<row r="{row}">{cells.replace("@", str(row))}</row>'
            return tables(read(packed(in_cells(parts, sheet, xml))))[sheet] | {"last": row}

        return table

    def test_a_formula_with_its_cached_value(self, table):
        found = table('<c r="H@"><f>1+2</f><v>3</v></c>')
        assert found["formulas"] == [[found["last"], "Wert"]]

    def test_a_formula_without_value(self, table):
        found = table('<c r="A@" t="inlineStr"><is><t>L-01</t></is></c><c r="H@"><f>1+2</f></c>')
        assert found["formulas"] == [[found["last"], "Wert"]]

    @pytest.mark.parametrize("error", ["#REF!", "#DIV/0!", "#SPILL!", "#NOBODY!"])
    def test_an_error_value_is_no_empty_cell(self, error, table):
        found = table(f'<c r="H@" t="e"><v>{error}</v></c>')
        assert found["errors"] == [[found["last"], "Wert"]]
        assert error in found["rows"][-1]

    def test_formulas_in_other_columns_are_nobodys_business(self, table):
        found = table('<c r="H@"><v>1</v></c><c r="M@"><f>1+2</f><v>3</v></c>')
        assert found["formulas"] == []

    @pytest.mark.parametrize(
        ("value", "said"),
        [
            ("<v>3</v>", 3),
            ("<v>-0.5</v>", -0.5),
            ("<v>3,5</v>", "3,5"),
            ("<v>drei</v>", "drei"),
            ("<v> 3 </v>", " 3 "),
            ("<v>INF</v>", "INF"),
            ("<v>1e400</v>", "1e400"),
            ("<v>0x10</v>", "0x10"),
        ],
    )
    @pytest.mark.parametrize("kind", ["", ' t="n"'])
    def test_a_number_that_is_none_stays_its_text(self, kind, value, said, table):
        assert said in table(f'<c r="H@"{kind}>{value}</c>')["rows"][-1]

    def test_a_date_cell_is_its_iso_date(self, table, parts):
        dated = parts["xl/styles.xml"].count(b"<xf ", 0, parts["xl/styles.xml"].find(b"</cellXfs>"))
        found = table('<c r="H@" t="d"><v>2026-03-31T00:00:00</v></c>')
        assert dated
        assert {"date": "2026-03-31"} in found["rows"][-1]

    @pytest.mark.parametrize(
        ("range_", "named"),
        [("H5:H6", [[5, "Wert", "H5:H6"]]), ("A2:L2", []), ("N5:P6", []), ("A5000:B5001", [])],
    )
    def test_merges_count_where_they_cover_the_table(self, range_, named, parts, read):
        merged = changed(
            parts,
            sheet_part(parts, "Antworten"),
            "</sheetData>",
            f'</sheetData><mergeCells><mergeCell ref="{range_}"/></mergeCells>',
        )
        assert tables(read(packed(merged)))["Antworten"]["merges"] == named


def test_nothing_but_checked_parts_reaches_the_cells(parts, read):
    """A second workbook in the same file is looked at, but never read."""
    hidden = extra_part(parts, worksheet('<row r="1"><c r="A1"><v>7</v></c></row>'))
    assert read(packed(hidden))["tables"] == read(packed(parts))["tables"]


def test_empty_shared_strings_keep_their_place(parts, read):
    first = parts[STRINGS].decode().partition("<si>")
    moved = {STRINGS: f"{first[0]}<si/><si>{first[2]}".encode()}
    shift = {
        name: _shifted(content) if b"<worksheet" in content else content
        for name, content in parts.items()
    }
    assert read(packed(shift | moved))["tables"] == read(packed(parts))["tables"]


def _shifted(content: bytes) -> bytes:
    import re

    return re.sub(rb't="s"><v>(\d+)</v>', lambda m: b't="s"><v>%d</v>' % (int(m[1]) + 1), content)


def test_external_links_are_noted(parts, read):
    linked = changed(
        parts,
        "[Content_Types].xml",
        "</Types>",
        '<Override PartName="/xl/externalLinks/externalLink1.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"/></Types>',
    )
    assert read(packed(linked))["external_links"]
    assert not read(packed(parts))["external_links"]


def test_dates_from_1904_are_the_same_days(parts, read):
    mode = changed(parts, WORKBOOK, "<workbookPr", '<workbookPr date1904="1"')
    row = last_row(parts, "Maßnahmen")
    late, early = (tables(read(packed(p)))["Maßnahmen"]["rows"][-1] for p in (mode, parts))
    days = [next(c["date"] for c in r if isinstance(c, dict)) for r in (late, early)]
    assert row
    assert int(days[0][:4]) == int(days[1][:4]) + 4
