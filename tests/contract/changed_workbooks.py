"""What people and programs do to a workbook: same, remarked, refused (contract 3)."""

from __future__ import annotations

from datetime import date
from unicodedata import normalize

from tests.examining import FIRST, HEAD_ROW, Copy, service

ANSWERS = {
    "O1": "allein", "O2": "aussen", "O3": "antrag", "O4": "ja", "O5": "dienst",
    "O6": "produktiv", "O6.seit": "2023-03-08", "O7": "vollstaendig", "O8": "nein",
    "O9": "substanziell", "O10": "ja", "O11": ["bundid", "servicekonto"], "O12": "ja",
    "O13": "alle", "O14": "keine", "O16": "bescheid", "O17": "kein_rueckkanal",
    "O18": "hochladen", "O19": "ja", "EE1": "manuell_digital", "EE3": 2, "F2": 400, "F3": 90,
    "H4": "2", "X4": "ja", "X4.link": "https://beispiel.de",
}  # fmt: skip
PASS = service(
    "Reisepaß ausstellen", ANSWERS, leika=["99008001012000", "99008001012001"], ozg_id="10193",
    theme="Querschnitt", leika_type="2/3", audience=["buerger", "unternehmen"], focus=True,
    sdg=False, keys_checked="2026-01-31", remark="gut", notes={"O1": "Notiz"},
    evidence={"O1": "Plan"},
)  # fmt: skip
MEASURE = {"title": "Schulung", "responsible": "Amt", "effort": "groß", "due": "2027-03-31"}


def swapped(copy, *sheets):
    """Write the columns of sheets the other way round."""
    copy.without_tables()
    for name in sheets:
        sheet = copy.workbook[name]
        for row in sheet.iter_rows(min_row=HEAD_ROW):
            values = [(cell.value, cell.number_format) for cell in reversed(row)]
            for cell, (value, kind) in zip(row, values, strict=True):
                cell.value, cell.number_format = value, kind


def turned(copy, *sheets):
    """Write the rows of sheets the other way round."""
    copy.without_tables()
    for name in sheets:
        sheet = copy.workbook[name]
        rows = [[c.value for c in row] for row in sheet.iter_rows(min_row=FIRST)]
        for number, values in enumerate(reversed(rows), FIRST):
            for column, value in enumerate(values, 1):
                sheet.cell(number, column).value = value


def decomposed(copy):
    """Write every text with its umlauts in two characters, as a Mac may."""
    copy.without_tables()
    for sheet in copy.workbook:
        sheet.title = normalize("NFD", sheet.title)
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.value = normalize("NFD", cell.value)


def rows_between(copy):
    copy.without_tables()
    copy.workbook["Antworten"].insert_rows(FIRST + 3, 4)
    copy.workbook["Leistungen"].insert_rows(FIRST + 1)


def columns_between(copy):
    copy.without_tables()
    sheet = copy.workbook["Antworten"]
    sheet.insert_cols(3)
    sheet.cell(HEAD_ROW, 3, "Unsere Spalte")
    sheet.cell(FIRST, 3, "=1+1")


def moved_head(copy):
    copy.without_tables()
    copy.workbook["Antworten"].insert_rows(1, 5)
    copy.workbook["Leistungen"].delete_rows(1, 3)


def hidden(copy):
    sheet = copy.workbook["Antworten"]
    sheet.row_dimensions[FIRST].hidden = True
    sheet.column_dimensions["H"].hidden = True


def far_format(copy):
    copy.workbook["Antworten"].cell(1_000_000, 2).number_format = "0.00"


def unbelieved(copy):
    """Spoil cells in columns that nobody believes."""
    for heading in ("Umfang", "Vorläufig", "Offene Fragen", "Stand", "Online seit"):
        copy.cell("Leistungen", FIRST, heading).value = "von Hand"
    copy.error("Leistungen", FIRST, "Online-Anteil", "#DIV/0!")
    copy.cell("Leistungen", FIRST, "Anträge gesamt").value = "=1+1"
    copy.error("Maßnahmen", FIRST, "Wirkung", "#REF!")


def without_sheets(copy, *names):
    for name in names:
        del copy.workbook[name]


def heading(copy, sheet, old, new):
    copy.without_tables()
    copy.cell(sheet, HEAD_ROW, old).value = new


def more_metadata(copy):
    sheet = copy.workbook["Metadaten"]
    sheet.append(["pruefspur_1", "abc"])


def extra_sheet(copy):
    copy.workbook.create_sheet("Notizen")["A1"] = "=1+1"


def own_number(copy):
    copy.about("formatversion", 1)
    copy.about("abgabe_nummer", 1)


SAME = {
    "saved again": lambda c: None,
    "table objects dropped": Copy.without_tables,
    "columns moved": lambda c: swapped(c, "Leistungen", "Maßnahmen", "Antworten", "Metadaten"),
    "rows sorted": lambda c: turned(c, "Leistungen", "Antworten", "Metadaten"),
    "umlauts decomposed": decomposed,
    "blank rows between": rows_between,
    "a column added": columns_between,
    "head in another row": moved_head,
    "rows and columns hidden": hidden,
    "a format a million rows below": far_format,
    "columns nobody believes": unbelieved,
    "a sheet of one's own": extra_sheet,
    "sheets for people deleted": lambda c: without_sheets(c, "Deckblatt", "Übersicht", "Lesehilfe"),
    "no processes": lambda c: without_sheets(c, "Prozesse"),
    "words beside the value": lambda c: c.answer("O1", "etwas anderes", "Antwort"),
    "wording of the question": lambda c: c.answer("O1", "Wer?", "Fragetext"),
    "a column nobody reads renamed": lambda c: heading(c, "Leistungen", "Umfang", "U"),
    "blanks around a code": lambda c: c.answer("O1", "\u00a0allein\u200b "),
    "blanks around ;": lambda c: c.answer("O11", "\ufeffbundid ;\u00a0; servicekonto\u200d"),
    "a code of digits as a number": lambda c: c.answer("H4", 2),
    "a number as text": lambda c: c.answer("F2", "400"),
    "a real date": lambda c: c.answer("O6.seit", date(2023, 3, 8)),
    "a real date in the metadata": lambda c: c.about("stichtag", date(2026, 11, 30)),
    "numbers in the metadata": own_number,
    "a key we do not know": more_metadata,
    "an OZG-ID as a number": lambda c: setattr(
        c.cell("Leistungen", FIRST, "OZG-ID"), "value", 10193
    ),
    "a date as its ISO text": lambda c: setattr(
        c.cell("Maßnahmen", FIRST, "Bis"), "value", "2027-03-31"
    ),
}
"""Read identically: the same hand-in, without any finding."""


def put(sheet, column, value, row=FIRST):
    return lambda c: setattr(c.cell(sheet, row, column), "value", value)


CHANGED = ("changed-after-export", "Metadaten", "Wert")
REMARKS = {
    "a level": (put("Leistungen", "Reifegrad", 4), ("level-differs", "Leistungen", "Reifegrad")),
    "a possible level": (
        put("Leistungen", "Reifegrad möglich", 4),
        ("level-differs", "Leistungen", "Reifegrad möglich"),
    ),
    "a level as a word": (
        put("Leistungen", "Reifegrad", "drei"), ("level-differs", "Leistungen", "Reifegrad"),
    ),
    "a level where there is none": (
        put("Leistungen", "Reifegrad", 1, FIRST + 1), ("level-differs", "Leistungen", "Reifegrad"),
    ),
    "an answer": (lambda c: c.answer("EE1", "papier"), CHANGED),
    "a title": (put("Leistungen", "Leistung", "Neu"), CHANGED),
    "a note": (lambda c: c.answer("O1", "anders", "Anmerkung"), CHANGED),
    "no measures": (lambda c: without_sheets(c, "Maßnahmen"), CHANGED),
    "a column of the five gone": (lambda c: heading(c, "Leistungen", "SDG", "S"), CHANGED),
    "the checksum": (lambda c: c.about("pruefsumme", "0" * 64), CHANGED),
    "no checksum": (lambda c: c.about("pruefsumme", None), CHANGED),
    "no value": (lambda c: c.answer("EE3", None), ("empty-value", "Antworten", "Wert")),
    "blanks as value": (lambda c: c.answer("EE3", " \u00a0"), ("empty-value", "Antworten", "Wert")),
}  # fmt: skip
"""Read, with this remark."""


def answered(question, value):
    return lambda c: c.answer(question, value)


def twice(copy):
    copy.cell("Antworten", FIRST + 1, "Frage").value = "O1"


def same_id(copy):
    first = copy.cell("Leistungen", FIRST, "Leistung-ID").value
    copy.cell("Leistungen", FIRST + 1, "Leistung-ID").value = first


def merged(copy):
    column = copy.cell("Antworten", FIRST, "Wert").column_letter
    copy.without_tables().workbook["Antworten"].merge_cells(f"{column}{FIRST}:{column}{FIRST + 1}")


VALUE = ("Antworten", "Wert")
REFUSED = {
    "a capital letter": (answered("O1", "Allein"), VALUE),
    "a code nobody knows": (answered("O1", "vielleicht"), VALUE),
    "a code together with the one that excludes it": (answered("O11", "bundid;keins"), VALUE),
    "a code twice": (answered("O11", "bundid;bundid"), VALUE),
    "a comma in a number": (answered("F2", "1,5"), VALUE),
    "a fraction": (answered("F2", 1.5), VALUE),
    "a number below its bound": (answered("F2", -1), VALUE),
    "more online than at all": (answered("F3", 401), VALUE),
    "a German date": (answered("O6.seit", "08.03.2023"), VALUE),
    "a day that never was": (answered("O6.seit", "2023-02-30"), VALUE),
    "a number for a date": (answered("O6.seit", 44993), VALUE),
    "a formula for a value": (answered("O1", '="allein"'), VALUE),
    "an error value": (lambda c: c.error("Antworten", FIRST, "Wert"), VALUE),
    "merged cells": (merged, VALUE),
    "an error value in a title": (
        lambda c: c.error("Leistungen", FIRST, "Leistung"), ("Leistungen", "Leistung"),
    ),
    "an error value in a level": (
        lambda c: c.error("Leistungen", FIRST, "Reifegrad"), ("Leistungen", "Reifegrad"),
    ),
    "a formula in a remark": (
        put("Leistungen", "Bemerkung", "=1+1"), ("Leistungen", "Bemerkung"),
    ),
    "a question nobody knows": (
        lambda c: c.answer("O1", "O99", "Frage"), ("Antworten", "Frage"),
    ),
    "a head count of a service": (
        lambda c: c.answer("O1", "WS1", "Frage"), ("Antworten", "Frage"),
    ),
    "an answer twice": (twice, ("Antworten", "Frage")),
    "an id twice": (same_id, ("Leistungen", "Leistung-ID")),
    "an id in no table": (
        put("Antworten", "Gegenstand-ID", "X-99"), ("Antworten", "Gegenstand-ID"),
    ),
    "an edition nobody knows": (
        lambda c: c.about("frageboegen", "ozg-rm-7@1"), ("Metadaten", "Wert"),
    ),
    "an edition nobody knows in a row": (
        put("Antworten", "Version", "7"), ("Antworten", "Fragebogen"),
    ),
    "a newer format": (lambda c: c.about("formatversion", "2"), ("Metadaten", "Wert")),
    "a format that is none": (lambda c: c.about("formatversion", "eins"), ("Metadaten", "Wert")),
    "another kind of file": (lambda c: c.about("format", "etwas"), ("Metadaten", None)),
    "a Stichtag that is none": (lambda c: c.about("stichtag", "30.11.2026"), ("Metadaten", "Wert")),
    "a number that is none": (lambda c: c.about("abgabe_nummer", "eins"), ("Metadaten", "Wert")),
    "no department": (lambda c: c.about("fachdienst_id", None), ("Metadaten", "Wert")),
    "a date of a measure": (put("Maßnahmen", "Bis", "bald"), ("Maßnahmen", "Bis")),
    "no answers": (lambda c: without_sheets(c, "Antworten"), ("Antworten", "")),
    "no metadata": (lambda c: without_sheets(c, "Metadaten"), ("Metadaten", "")),
    "no services": (lambda c: without_sheets(c, "Leistungen"), ("Leistungen", "")),
    "a sheet renamed": (
        lambda c: setattr(c.workbook["Antworten"], "title", "Alt"), ("Antworten", ""),
    ),
    "a column that is read gone": (
        lambda c: heading(c, "Antworten", "Wert", "W"), ("Antworten", "Wert"),
    ),
    "a level column gone": (
        lambda c: heading(c, "Leistungen", "Reifegrad", "R"), ("Leistungen", "Reifegrad"),
    ),
    "a time that is none": (
        lambda c: c.answer("O1", "gestern", "Geändert am"), ("Antworten", "Geändert am"),
    ),
}  # fmt: skip
"""Refused as a whole: the place is sheet and column; the row follows from the edit."""

CASES = {
    **SAME,
    **{f"remark: {name}": edit for name, (edit, _) in REMARKS.items()},
    **{f"refused: {name}": edit for name, (edit, _) in REFUSED.items()},
}
