"""Everything that refuses a workbook (contract 3.5), each made from a real one that was broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl.utils import get_column_letter

from assessments.findings import Severity
from assessments.workbooks.read_tables import TABLES, required
from assessments.workbooks.reading import read_workbooks
from tests.assessments.workbooks.broken import BROKEN
from tests.assessments.workbooks.editing import FIRST, HEAD, Edited, codes, only, place
from tests.assessments.workbooks.hostile import LIMITED, parts_of

if TYPE_CHECKING:
    from assessments.findings import Finding
    from assessments.workbooks.reading import ReadFile


def refused(found: ReadFile, code: str) -> Finding:
    """Return the only finding; the file is refused for it and nothing of it is taken."""
    assert found.submissions == ()
    finding = only(found, code)
    assert finding.severity is Severity.ERROR
    return finding


class TestTheFile:
    """No xlsx, encrypted, with macros, Strict, too large."""

    @pytest.mark.parametrize("name", BROKEN)
    def test_broken_files(self, name, hand_in_file, tmp_path, read):
        path = tmp_path / "broken.xlsx"
        path.write_bytes(BROKEN[name].make(parts_of(hand_in_file)))
        refused(read(path), BROKEN[name].code)

    @pytest.mark.parametrize("limit", ["file_bytes", "rows", "columns", "strings", "no_dtd"])
    def test_files_beyond_a_limit(self, limit, hand_in_file, tmp_path, read):
        path = tmp_path / "large.xlsx"
        path.write_bytes(LIMITED[limit].make(parts_of(hand_in_file)))
        refused(read(path), LIMITED[limit].code)

    def test_a_million_filled_rows(self, edited: Edited, read):
        edited.sheet("Antworten").cell(1_048_576, 1, "x")
        finding = refused(read(edited.save()), "too-many-rows")
        assert (finding.sheet, finding.row) == ("Antworten", 1_048_576)

    def test_a_file_that_is_gone(self, tmp_path, read):
        refused(read(tmp_path / "gone.xlsx"), "file-missing")


class TestTheFormat:
    """Not ours, newer, of another kind."""

    def test_another_workbook(self, tmp_path, read):
        from openpyxl import Workbook

        workbook = Workbook()
        workbook.active.append(["Leistung", "Reifegrad"])
        workbook.save(tmp_path / "other.xlsx")
        refused(read(tmp_path / "other.xlsx"), "not-ours")

    @pytest.mark.parametrize(
        ("key", "value", "code"),
        [
            ("format", "etwas-anderes", "not-ours"),
            ("format", None, "not-ours"),
            ("formatversion", "2", "newer-format"),
            ("formatversion", 7, "newer-format"),
            ("formatversion", "0", "unknown-format"),
            ("formatversion", "eins", "unknown-format"),
            ("formatversion", None, "unknown-format"),
            ("art", "kompetenz", "competence-workbook"),
            ("art", "umfrage", "unknown-kind"),
            ("art", None, "unknown-kind"),
        ],
    )
    def test_what_kind_it_is(self, key, value, code, edited: Edited, read):
        edited.entry(key, value)
        finding = refused(read(edited.save()), code)
        assert finding.sheet == "Metadaten"

    @pytest.mark.parametrize(
        ("key", "value", "code"),
        [
            *((key, None, "missing-entry") for key in (
                "fachdienst", "fachdienst_id", "runde", "runde_id", "stichtag", "abgabe_id",
                "abgabe_nummer", "erstellt_am")),
            ("abgabe_nummer", "0", "wrong-number"),
            ("abgabe_nummer", "erste", "wrong-number"),
            ("abgabe_nummer", 1.5, "wrong-number"),
            ("stichtag", "30.11.2026", "no-date"),
            ("stichtag", "2026-02-30", "no-date"),
            ("stichtag", 46356, "no-date"),
            ("erstellt_am", "gestern", "no-time"),
            ("erstellt_am", "2026-13-01T10:00:00+01:00", "no-time"),
            ("frageboegen", "ozg-rm-1.1@1;ozg-rm-2.0@1", "unknown-questionnaire"),
            ("einstellungen", "ozg-rm-1.1.unbekannt=1", "unknown-setting"),
            ("einstellungen", "mindesttage=1", "unknown-setting"),
            ("einstellungen", "ozg-rm-1.1.mindesttage=viele", "wrong-setting"),
        ],
    )  # fmt: skip
    def test_metadata(self, key, value, code, edited: Edited, read):
        row = edited.entry(key, value)
        assert place(refused(read(edited.save()), code)) == ("Metadaten", row, "Wert")

    def test_no_questionnaire_at_all(self, edited: Edited, reader):
        edited.entry("frageboegen", None)
        edited.sheet("Antworten").delete_rows(FIRST, 200)
        (found,) = read_workbooks([edited.save()], {}, reader=reader)
        refused(found, "unknown-questionnaire")

    def test_an_entry_that_is_not_there(self, edited: Edited, read):
        edited.sheet("Metadaten").delete_rows(edited.row_of("Metadaten", Feld="stichtag"))
        assert "stichtag" in refused(read(edited.save()), "missing-entry").message

    def test_an_entry_twice(self, edited: Edited, read):
        row = edited.row_of("Metadaten", Feld="startdatei")
        edited.put("Metadaten", row, "Feld", "runde_id")
        assert place(refused(read(edited.save()), "entry-twice")) == ("Metadaten", row, "Feld")


class TestSheetsAndColumns:
    """What is read must be there, once."""

    @pytest.mark.parametrize("sheet", ["Leistungen", "Antworten", "Metadaten"])
    @pytest.mark.parametrize("how", ["gone", "renamed"])
    def test_a_sheet_that_is_not_there(self, sheet, how, edited: Edited, read):
        if how == "gone":
            del edited.workbook[sheet]
        else:
            edited.sheet(sheet).title = f"{sheet} alt"
        found = read(edited.save())
        assert f"„{sheet}“" in refused(found, "missing-sheet").message

    @pytest.mark.parametrize("sheet", ["Prozesse", "Maßnahmen"])
    def test_a_sheet_that_may_be_missing(self, sheet, edited: Edited, read):
        del edited.workbook[sheet]
        found = read(edited.save())
        if sheet == "Prozesse":  # its answers refer to it
            assert refused(found, "missing-sheet").sheet == "Prozesse"
        else:
            assert not found.refused
            assert found.measures == 0

    @pytest.mark.parametrize(
        ("sheet", "heading"),
        [
            (table.sheet, heading)
            for table in TABLES
            if table.name != "tblAbgaben"
            for heading in required(table)
        ],
    )
    def test_a_column_that_is_not_there(self, sheet, heading, edited: Edited, read):
        edited.sheet(sheet).cell(HEAD, edited.column(sheet, heading), f"{heading} alt")
        assert place(refused(read(edited.save()), "missing-column")) == (sheet, HEAD, heading)

    @pytest.mark.parametrize(
        "heading", ["LeiKa-Typ", "Zielgruppe", "Fokusleistung", "SDG", "Schlüssel geprüft am"]
    )
    def test_five_columns_may_be_missing(self, heading, edited: Edited, read):
        edited.sheet("Leistungen").delete_cols(edited.column("Leistungen", heading))
        edited.without_tables()
        assert not read(edited.save()).refused

    def test_a_column_twice(self, edited: Edited, read):
        sheet = edited.sheet("Antworten")
        sheet.cell(HEAD, sheet.max_column + 1, "Wert")
        finding = refused(read(edited.save()), "column-twice")
        assert place(finding) == ("Antworten", HEAD, "Wert")

    @pytest.mark.parametrize("sheet", ["Leistungen", "Antworten", "Metadaten"])
    def test_a_table_without_its_head(self, sheet, edited: Edited, read):
        edited.without_tables()
        edited.sheet(sheet).delete_rows(HEAD)
        assert refused(read(edited.save()), "missing-table").sheet == sheet

    def test_two_sheets_of_one_name(self, hand_in_file, tmp_path, read):
        path = tmp_path / "twice.xlsx"
        path.write_bytes(LIMITED["own_sheet_names"].make(parts_of(hand_in_file)))
        refused(read(path), "sheet-name-twice")

    @pytest.mark.parametrize(("first", "last"), [("H5", "H6"), ("A4", "B4"), ("G7", "H7")])
    def test_merged_cells_in_a_table(self, first, last, edited: Edited, read):
        edited.without_tables()
        edited.sheet("Antworten").merge_cells(f"{first}:{last}")
        found = read(edited.save())
        assert found.refused
        merged = next(f for f in found.findings if f.code == "merged-cells")
        assert f"{first}:{last}" in merged.message
        assert merged.row == int(first[1:])

    def test_merged_cells_beside_a_table_are_nobodys_business(self, edited: Edited, read):
        edited.sheet("Antworten").merge_cells("A1:L2")
        edited.sheet("Leistungen").merge_cells("AC5:AD9")
        assert codes(read(edited.save())) == []


READ_CELLS = [
    ("Antworten", "Wert"),
    ("Antworten", "Gegenstand-ID"),
    ("Antworten", "Antwort"),
    ("Leistungen", "Leistung-ID"),
    ("Leistungen", "LeiKa-Schlüssel"),
    ("Leistungen", "Reifegrad"),
    ("Prozesse", "Prozess"),
    ("Maßnahmen", "Bis"),
    ("Metadaten", "Wert"),
]
UNREAD_CELLS = [
    ("Leistungen", "Umfang"),
    ("Leistungen", "Online seit"),
    ("Leistungen", "Hindernis bei"),
    ("Prozesse", "Priorität"),
    ("Prozesse", "Verantwortliche Stelle"),
    ("Maßnahmen", "Wirkung"),
]


class TestCells:
    """Formulas, errors, values that are none."""

    @pytest.mark.parametrize(("sheet", "heading"), READ_CELLS)
    def test_a_formula_where_a_value_is_expected(self, sheet, heading, edited: Edited, read):
        row = edited.put(sheet, FIRST + 1, heading, "=1+1")
        assert place(refused(read(edited.save()), "formula")) == (sheet, row, heading)

    @pytest.mark.parametrize(
        ("sheet", "heading", "error"),
        [
            *((sheet, heading, "#REF!") for sheet, heading in READ_CELLS),
            ("Antworten", "Wert", "#N/A"),
            ("Antworten", "Wert", "#DIV/0!"),
        ],
    )
    def test_an_error_value(self, error, sheet, heading, edited: Edited, read):
        cell = edited.cell(sheet, FIRST + 1, heading)
        cell.value, cell.data_type = error, "e"
        finding = refused(read(edited.save()), "error-value")
        assert place(finding) == (sheet, FIRST + 1, heading)
        assert error in finding.message or heading == "Antwort"

    @pytest.mark.parametrize("value", ["=1/0", "#REF!", "Unsinn", 99_999_999_999, -3, None])
    def test_nothing_in_other_columns_refuses(self, value, edited: Edited, read):
        for sheet, heading in UNREAD_CELLS:
            edited.put(sheet, FIRST, heading, value)
            if value == "#REF!":
                edited.cell(sheet, FIRST, heading).data_type = "e"
        assert codes(read(edited.save())) == []

    @pytest.mark.parametrize(
        ("question", "value", "code"),
        [
            ("O5", "Dienst", "unknown-code"),
            ("O5", "dienst;pdf_druck", "unknown-code"),
            ("O5", 4, "unknown-code"),
            ("O11", "bundid;geheim", "unknown-code"),
            ("O11", "bundid;bundid", "code-twice"),
            ("EE3", "viele", "wrong-kind"),
            ("EE3", "1,5", "wrong-kind"),
            ("EE3", 1.5, "wrong-kind"),
            ("EE3", 77, "out-of-range"),
            ("F2", "1.000", "wrong-kind"),
            ("F2", "#WERT", "wrong-kind"),
            ("O6.seit", "17.03.2025", "no-date"),
            ("O6.seit", "2025-02-30", "no-date"),
            ("O6.seit", 45733, "wrong-kind"),
        ],
    )
    def test_answers_that_are_none(self, question, value, code, edited: Edited, read):
        row = edited.row_of("Antworten", Gegenstand_ID="L-01", Frage=question)
        edited.put("Antworten", row, "Wert", value)
        assert place(refused(read(edited.save()), code)) == ("Antworten", row, "Wert")

    def test_an_answer_beyond_another(self, edited: Edited, read):
        row = edited.row_of("Antworten", Gegenstand_ID="L-01", Frage="F3")
        edited.put("Antworten", row, "Wert", 9_999)
        assert place(refused(read(edited.save()), "above-other-answer"))[1] == row

    def test_a_risk_class_of_a_service(self, edited: Edited, read):
        row = edited.row_of("Antworten", Gegenstand_ID="L-01", Frage="O2")
        edited.put("Antworten", row, "Frage", "risiko")
        assert place(refused(read(edited.save()), "unknown-subject"))[1] == row

    def test_a_risk_class_that_is_none(self, edited: Edited, read):
        row = edited.row_of("Antworten", Gegenstand_ID="P-01", Frage="risiko")
        edited.put("Antworten", row, "Wert", "riesig")
        assert place(refused(read(edited.save()), "unknown-code")) == ("Antworten", row, "Wert")

    @pytest.mark.parametrize(
        ("sheet", "heading", "value", "code"),
        [
            ("Maßnahmen", "Bis", "bald", "no-date"),
            ("Leistungen", "Schlüssel geprüft am", "Oktober", "no-date"),
            ("Antworten", "Geändert am", "gestern", "no-time"),
            ("Leistungen", "Leistung-ID", None, "missing-id"),
            ("Antworten", "Frage", None, "missing-id"),
            ("Antworten", "Frage", "O99", "unknown-question"),
            ("Antworten", "Frage", "o1", "unknown-question"),
            ("Antworten", "Gegenstand-ID", "L-99", "unknown-subject"),
            ("Antworten", "Fragebogen", "anderer", "unknown-questionnaire"),
            ("Antworten", "Anmerkung", "x" * 4_001, "text-too-long"),
            ("Leistungen", "Bemerkung", "x" * 4_001, "text-too-long"),
        ],
    )
    def test_rows_that_cannot_be_read(self, sheet, heading, value, code, edited: Edited, read):
        rows = {"Antworten": edited.row_of("Antworten", Gegenstand_ID="L-01", Frage="F4")}
        row = edited.put(sheet, rows.get(sheet, FIRST), heading, value)
        found = read(edited.save())
        assert found.refused
        assert (sheet, row, heading) in [place(f) for f in found.findings if f.code == code]


class TestRows:
    """Ids and answers that stand twice, editions that differ."""

    @pytest.mark.parametrize(
        ("sheet", "heading"),
        [("Leistungen", "Leistung-ID"), ("Prozesse", "Prozess-ID"), ("Maßnahmen", "Maßnahme-ID")],
    )
    def test_an_id_twice(self, sheet, heading, edited: Edited, read):
        first = edited.cell(sheet, FIRST, heading).value
        edited.put(sheet, FIRST + 1, heading, first)
        finding = next(f for f in read(edited.save()).findings if f.code == "id-twice")
        assert place(finding) == (sheet, FIRST + 1, heading)
        assert f"Zeile {FIRST} auf „{sheet}“" in finding.message

    def test_an_id_in_two_tables(self, edited: Edited, read):
        edited.put("Prozesse", FIRST, "Prozess-ID", "L-01")
        finding = next(f for f in read(edited.save()).findings if f.code == "id-twice")
        assert place(finding) == ("Prozesse", FIRST, "Prozess-ID")

    def test_the_departments_own_id_for_a_service(self, edited: Edited, read):
        edited.put("Leistungen", FIRST, "Leistung-ID", "buergerservice")
        assert "id-of-department" in codes(read(edited.save()))

    @pytest.mark.parametrize("same_value", [True, False])
    def test_the_same_answer_twice(self, same_value, edited: Edited, read):
        first = edited.row_of("Antworten", Gegenstand_ID="L-01", Frage="O1")
        second = edited.row_of("Antworten", Gegenstand_ID="L-01", Frage="O2")
        edited.put("Antworten", second, "Frage", "O1")
        if same_value:
            value = edited.cell("Antworten", first, "Wert").value
            edited.put("Antworten", second, "Wert", value)
        finding = refused(read(edited.save()), "answer-twice")
        assert place(finding) == ("Antworten", second, "Frage")
        assert str(first) in finding.message

    def test_two_questionnaires_for_one_subject(self, edited: Edited, read):
        row = edited.row_of("Antworten", Gegenstand_ID="L-01", Frage="O2")
        for heading, value in (("Fragebogen", "prozessdoku-1"), ("Frage", "P1"), ("Wert", "ja")):
            edited.put("Antworten", row, heading, value)
        assert "other-edition" in codes(read(edited.save()))

    def test_another_edition(self, edited: Edited, read):
        edited.put("Antworten", FIRST, "Version", "2")
        finding = refused(read(edited.save()), "unknown-questionnaire")
        assert place(finding) == ("Antworten", FIRST, "Fragebogen")

    def test_a_number_that_is_formatted_as_one(self, edited: Edited, read):
        edited.put("Maßnahmen", FIRST, "Bis", 46000)
        edited.cell("Maßnahmen", FIRST, "Bis").number_format = "0"
        assert place(refused(read(edited.save()), "no-date")) == ("Maßnahmen", FIRST, "Bis")

    def test_several_findings_together(self, edited: Edited, read):
        edited.put("Antworten", FIRST, "Wert", "nirgends")
        edited.put("Antworten", FIRST + 1, "Frage", "O99")
        edited.put("Maßnahmen", FIRST, "Bis", "bald")
        assert set(codes(read(edited.save()))) == {"unknown-code", "unknown-question", "no-date"}


def test_nothing_else_is_taken_when_one_row_refuses(edited: Edited, read):
    edited.put("Antworten", FIRST, "Wert", "nirgends")
    found = read(edited.save())
    assert found.submissions == ()
    assert found.heads[0].department.name == "Fachdienst Bürgerservice"
    assert found.services == 3


def test_sheets_are_named_as_the_file_names_them(edited: Edited, read):
    """A name with a blank at its end is the same sheet, and stands in findings as it is."""
    edited.sheet("Antworten").title = "Antworten "
    edited.put("Antworten ", FIRST, "Wert", "nirgends")
    assert refused(read(edited.save()), "unknown-code").sheet == "Antworten "


def test_far_columns_by_letters(edited: Edited, read):
    edited.sheet("Leistungen")[f"{get_column_letter(105)}9"] = "x"
    finding = refused(read(edited.save()), "too-many-columns")
    assert (finding.sheet, finding.row) == ("Leistungen", 9)
