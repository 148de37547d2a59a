"""What people do to a workbook without changing its answers changes nothing."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime

import pytest

from assessments.checksum import checksum
from tests.assessments.workbooks.editing import (
    FIRST,
    HEAD,
    Edited,
    codes,
    few,
    only,
)

DATA_SHEETS = ("Leistungen", "Prozesse", "Maßnahmen", "Antworten", "Metadaten")


@pytest.fixture
def unchanged(edited: Edited, read):
    """Return a check: the edited workbook is read as the hand-in that was written."""

    def unchanged(*remarks: str) -> None:
        found = read(edited.save())
        assert codes(found) == list(remarks)
        assert not found.refused
        assert checksum(found.submissions[0]) == checksum(few())

    return unchanged


def rows_of(edited: Edited, sheet: str) -> list[list[object]]:
    return [[c.value for c in row] for row in edited.sheet(sheet).iter_rows(min_row=FIRST)]


def put_back(edited: Edited, sheet: str, rows: list[list[object]], first: int = FIRST) -> None:
    page = edited.sheet(sheet)
    page.delete_rows(FIRST, page.max_row)
    for number, row in enumerate(rows, start=first):
        for column, value in enumerate(row, start=1):
            page.cell(number, column, value)


class TestShape:
    """Sheets, columns and rows in another order, or with something between them."""

    def test_other_order_of_sheets(self, edited: Edited, unchanged):
        edited.workbook.move_sheet("Metadaten", -4)
        edited.workbook.create_sheet("Eigene Notizen", 0)["A1"] = "=1/0"
        unchanged()

    @pytest.mark.parametrize("sheet", DATA_SHEETS)
    def test_moved_columns(self, sheet, edited: Edited, unchanged):
        edited.without_tables()
        page = edited.sheet(sheet)
        for row in page.iter_rows(min_row=HEAD):
            values = [(c.value, c.number_format) for c in row]
            for cell, (value, number_format) in zip(row, reversed(values), strict=True):
                cell.value, cell.number_format = value, number_format
        unchanged()

    @pytest.mark.parametrize("sheet", DATA_SHEETS)
    def test_sorted_rows(self, sheet, edited: Edited, unchanged):
        edited.without_tables()
        put_back(edited, sheet, list(reversed(rows_of(edited, sheet))))
        unchanged()

    @pytest.mark.parametrize("sheet", DATA_SHEETS)
    def test_added_columns(self, sheet, edited: Edited, unchanged):
        edited.without_tables()
        page = edited.sheet(sheet)
        page.insert_cols(2)
        page.cell(HEAD, 2, "Eigene Spalte")
        page.cell(FIRST, 2, "=1/0")
        page.cell(FIRST + 1, 2, "#REF!").data_type = "e"
        unchanged()

    @pytest.mark.parametrize("sheet", DATA_SHEETS)
    def test_blank_rows_in_between(self, sheet, edited: Edited, unchanged):
        edited.without_tables()
        edited.sheet(sheet).insert_rows(FIRST + 1, 3)
        edited.sheet(sheet).cell(FIRST + 2, 1, " \u200b\xa0")
        unchanged()

    @pytest.mark.parametrize("sheet", DATA_SHEETS)
    def test_a_table_that_begins_elsewhere(self, sheet, edited: Edited, unchanged):
        edited.without_tables()
        edited.sheet(sheet).insert_rows(1, 20)
        edited.sheet(sheet).insert_cols(1, 5)
        unchanged()

    @pytest.mark.parametrize("sheet", DATA_SHEETS)
    def test_a_table_without_anything_above(self, sheet, edited: Edited, unchanged):
        edited.without_tables()
        edited.sheet(sheet).delete_rows(1, HEAD - 1)
        unchanged()

    def test_dropped_table_objects(self, edited: Edited, unchanged):
        edited.without_tables()
        unchanged()

    def test_filtered_and_hidden_rows_and_columns(self, edited: Edited, unchanged):
        page = edited.sheet("Antworten")
        for row in range(FIRST, FIRST + 30):
            page.row_dimensions[row].hidden = True
        page.column_dimensions["H"].hidden = True
        edited.sheet("Leistungen").sheet_state = "hidden"
        unchanged()

    def test_blank_cells_down_to_the_last_row(self, edited: Edited, unchanged):
        from openpyxl.styles import PatternFill

        page = edited.sheet("Antworten")
        for row in (400, 110_001, 1_048_576):
            page.cell(row, 1).fill = PatternFill("solid", fgColor="FFFF00")
        unchanged()

    def test_a_row_with_nothing_but_own_notes(self, edited: Edited, unchanged):
        page = edited.sheet("Antworten")
        page.cell(page.max_row + 3, page.max_column + 1, "geprüft von uns")
        unchanged()


class TestNames:
    """Umlauts and blanks are stored in more than one way."""

    def test_decomposed_umlauts_everywhere(self, edited: Edited, unchanged):
        edited.without_tables()
        for sheet in list(edited.workbook):
            sheet.title = unicodedata.normalize("NFD", sheet.title)
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, str):
                        cell.value = unicodedata.normalize("NFD", cell.value)
                        cell.data_type = "s"
        unchanged()

    def test_blanks_around_names(self, edited: Edited, unchanged):
        edited.without_tables()
        for name in DATA_SHEETS:
            sheet = edited.sheet(name)
            for cell in sheet[HEAD]:
                if cell.value:
                    cell.value = f"\xa0 {cell.value}\u200b "
            sheet.title = f"{name} "
        unchanged()

    def test_line_breaks_in_headings(self, edited: Edited, unchanged):
        edited.without_tables()
        edited.sheet("Leistungen").cell(
            HEAD, edited.column("Leistungen", "Reifegrad möglich"), "Reifegrad\nmöglich"
        )
        unchanged()

    def test_capitals_count(self, edited: Edited, read):
        edited.without_tables()
        column = edited.column("Antworten", "Wert")
        edited.sheet("Antworten").cell(HEAD, column, "WERT")
        only(read(edited.save()), "missing-column")


class TestCells:
    """Codes, numbers and dates in other clothes."""

    def question(self, edited: Edited, question: str) -> int:
        return edited.row_of("Antworten", Gegenstand_ID="L-01", Frage=question)

    @pytest.mark.parametrize("blank", [" ", "\xa0", "\u200b", "\ufeff", "\n", "\u2060 "])
    def test_blanks_around_codes(self, blank, edited: Edited, unchanged):
        for question in ("O5", "O9"):
            row = self.question(edited, question)
            code = edited.cell("Antworten", row, "Wert").value
            edited.put("Antworten", row, "Wert", f"{blank}{code}{blank}")
        row = self.question(edited, "O11")
        edited.put("Antworten", row, "Wert", f"{blank}bundid{blank};{blank}")
        unchanged()

    @pytest.mark.parametrize("blank", ["\xa0", "\u200b"])
    def test_blanks_around_ids(self, blank, edited: Edited, unchanged):
        for sheet, heading in (
            ("Leistungen", "Leistung-ID"),
            ("Antworten", "Gegenstand-ID"),
            ("Antworten", "Frage"),
            ("Antworten", "Fragebogen"),
        ):
            value = edited.cell(sheet, FIRST, heading).value
            edited.put(sheet, FIRST, heading, f"{value}{blank}")
        value = edited.cell("Maßnahmen", FIRST, "Betrifft").value
        edited.put("Maßnahmen", FIRST, "Betrifft", value.replace(";", f"{blank};{blank} "))
        unchanged()

    def test_numbers_as_text(self, edited: Edited, unchanged):
        for question in ("EE3", "F2", "F3"):
            row = self.question(edited, question)
            value = edited.cell("Antworten", row, "Wert").value
            edited.put("Antworten", row, "Wert", f" {value}\xa0")
        unchanged()

    def test_texts_as_numbers(self, edited: Edited, unchanged):
        row = edited.row_of("Leistungen", Leistung_ID="L-01")
        for heading in ("LeiKa-Schlüssel", "OZG-ID"):
            value = edited.cell("Leistungen", row, heading).value
            edited.put("Leistungen", row, heading, int(value))
        for row in range(FIRST, FIRST + 5):
            edited.put("Antworten", row, "Version", 1)
        edited.entry("abgabe_nummer", 1)
        edited.entry("formatversion", 1.0)
        unchanged()

    @pytest.mark.parametrize("code", [2, "2", "2.0"])
    def test_codes_that_look_like_numbers(self, code, edited: Edited, read):
        row = self.question(edited, "O19")
        edited.put("Antworten", row, "Frage", "H4")
        edited.put("Antworten", row, "Wert", code)
        found = read(edited.save())
        if code == "2.0":
            assert found.refused
        else:
            assert found.submissions[0].values_of("L-01")["H4"] == "2"

    @pytest.mark.parametrize("day", [date(2025, 3, 17), datetime.fromisoformat("2025-03-17T14:30")])
    def test_a_real_date_cell_is_its_iso_date(self, day, edited: Edited, unchanged):
        row = self.question(edited, "O6.seit")
        assert edited.cell("Antworten", row, "Wert").value == "2025-03-17"
        edited.cell("Antworten", row, "Wert").value = day
        unchanged()

    def test_other_real_date_cells(self, edited: Edited, unchanged):
        checked = edited.row_of("Leistungen", Leistung_ID="L-01")
        edited.cell("Leistungen", checked, "Schlüssel geprüft am").value = date(2026, 10, 1)
        stichtag = edited.row_of("Metadaten", Feld="stichtag")
        edited.cell("Metadaten", stichtag, "Wert").value = date(2026, 11, 30)
        unchanged()

    def test_a_date_as_text_where_a_date_cell_was(self, edited: Edited, unchanged):
        edited.cell("Maßnahmen", FIRST, "Bis").number_format = "@"
        edited.put("Maßnahmen", FIRST, "Bis", "2027-03-31")
        unchanged()

    def test_days_counted_from_1904(self, edited: Edited, unchanged):
        from openpyxl.utils.datetime import CALENDAR_MAC_1904

        edited.workbook.epoch = CALENDAR_MAC_1904
        unchanged()

    @pytest.mark.parametrize("word", [True, "ja", " ja "])
    def test_yes_as_a_truth_value(self, word, edited: Edited, read):
        edited.cell("Leistungen", FIRST, "Fokusleistung").value = word
        found = read(edited.save())
        assert found.submissions[0].services[0].focus is True

    @pytest.mark.parametrize("value", [3.0, "3", " 3 ", "3\xa0", "3.0"])
    def test_the_same_number(self, value, edited: Edited, read):
        edited.put("Antworten", self.question(edited, "EE3"), "Wert", value)
        assert read(edited.save()).submissions[0].values_of("L-01")["EE3"] == 3

    @pytest.mark.parametrize("value", ["3,5", "1,5", "drei", "3 5", "0x3", "3e0"])
    def test_no_number_is_ever_guessed(self, value, edited: Edited, read):
        edited.put("Antworten", self.question(edited, "EE3"), "Wert", value)
        assert read(edited.save()).refused

    def test_a_number_where_a_text_is_asked(self, edited: Edited, read):
        row = self.question(edited, "O19")
        edited.put("Antworten", row, "Frage", "H4.grund")
        edited.put("Antworten", row, "Wert", 2027)
        found = read(edited.save())
        assert found.submissions[0].values_of("L-01")["H4.grund"] == "2027"

    @pytest.mark.parametrize(
        "note", ["=1+2", "+1", "@x", "_x0041_", "Zeile 1\nZeile 2", "„Grüße“ 🐕", "#REF!"]
    )
    def test_texts_that_only_look_dangerous(self, note, edited: Edited, read):
        edited.put("Antworten", FIRST, "Anmerkung", "x")
        cell = edited.cell("Antworten", FIRST, "Anmerkung")
        cell.value = note
        cell.data_type = "s"
        found = read(edited.save())
        assert not found.refused
        assert found.submissions[0].answers[0].note == note.replace("_x0041_", "A")
