"""Contract 3: what people and programs do to a workbook, and what a reader makes of it.

Every case is a real file, changed with openpyxl; all are judged by one call of `check`.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from unicodedata import normalize

import pytest

from tests.examining import FIRST, HEAD_ROW, Copy, Office, selbstcheck, service

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


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return Office(tmp_path_factory.mktemp("reading"))


@pytest.fixture(scope="module")
def workbook(office):
    data = office.filled(
        "Bürgerservice", PASS, service("Später"), measures=[MEASURE],
        settings={"ozg-rm-1.1.mindesttage": 30},
    )  # fmt: skip
    return office.exported(data, "--with-notes")


WHOLE = {"saved again", "umlauts decomposed", "sheets for people deleted"}
"""Cases made from the workbook as it is; the others from one without sheets for people, which
openpyxl loads and saves in a fraction of the time.
"""


@pytest.fixture(scope="module")
def files(office, workbook):
    """Make all cases."""
    copy, made = Copy(workbook), {}
    without_sheets(copy, "Deckblatt", "Übersicht", "Lesehilfe")
    lean = copy.save(office.path(".xlsx"))
    for name, edit in CASES.items():
        copy = Copy(workbook if name in WHOLE else lean)
        edit(copy)
        made[name] = copy.save(office.path(".xlsx"))
    return made


@pytest.fixture(scope="module")
def judged(files):
    """What `check` says of every case."""
    done = selbstcheck("check", *files.values(), "--json")
    assert (done.code, done.err) == (1, "")
    return dict(zip(files, done.document["files"], strict=True))


@pytest.mark.parametrize("name", SAME)
def test_read_identically_without_a_finding(judged, name):
    file = judged[name]
    assert (file["status"], file["findings"]) == ("ok", [])
    assert (file["services"], file["processes"], file["measures"]) == (2, 0, 1)
    assert file["answers"] == len(ANSWERS)


def test_what_is_read_identically_is_the_same_hand_in(office, workbook, files):
    copies = [files[name] for name in SAME]
    _, document = office.collected(workbook, *copies)
    assert [f["taken"] for f in document["files"]] == ["new"] + ["known"] * len(copies)


@pytest.mark.parametrize("name", REMARKS)
def test_read_with_a_remark(judged, name):
    file, (code, sheet, column) = judged[f"remark: {name}"], REMARKS[name][1]
    assert file["status"] == "remarks"
    assert {f["severity"] for f in file["findings"]} == {"remark"}
    found = next(f for f in file["findings"] if (f["code"], f["column"]) == (code, column))
    assert (found["sheet"], found["row"] >= FIRST) == (sheet, True)


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_place_meaning_and_remedy(judged, name):
    file, (sheet, column) = judged[f"refused: {name}"], REFUSED[name][1]
    assert file["status"] == "refused"
    found = next(f for f in file["findings"] if f["severity"] == "error")
    assert found["sheet"] == sheet
    assert column is None or found["column"] == column
    assert found["message"].endswith(".")
    assert found["remedy"].endswith(".")
    english = {"None", "True", "False", "Error", "error", "invalid"}
    assert not english & set(f"{found['message']} {found['remedy']}".split())


def test_the_row_is_the_one_that_excel_shows(judged, workbook):
    row = Copy(workbook).row("Antworten", "Frage", "F2")
    (found,) = judged["refused: a comma in a number"]["findings"]
    assert (found["sheet"], found["row"], found["column"]) == ("Antworten", row, "Wert")
    assert found["message"] == "Bei Frage F2 steht „1,5“."


def test_a_level_somebody_edited_is_never_taken_over(office, files):
    store, _ = office.collected(files["remark: a level"])
    found = selbstcheck("results", store, "--json").document["services"][0]
    assert (found["level"], found["possible_level"]) == (2, 2)


def test_nothing_of_a_refused_file_is_stored(office, files):
    store, document = office.collected(files["refused: a code nobody knows"])
    assert [f["taken"] for f in document["files"]] == ["refused"]
    assert selbstcheck("results", store, "--json").document["services"] == []


def test_checking_stores_nothing(office, workbook):
    before = sorted(office.folder.iterdir())
    assert selbstcheck("check", workbook).code == 0
    assert sorted(office.folder.iterdir()) == before


def test_a_hundred_findings_are_told_and_the_rest_is_counted(office):
    many = [service(f"Akte {n}", {"O1": "allein"}) for n in range(130)]
    copy = Copy(office.exported(office.filled("Archiv", *many)))
    for row in range(FIRST, FIRST + 130):
        copy.cell("Antworten", row, "Wert").value = "unbekannt"
    done = selbstcheck("check", copy.save(office.path(".xlsx")), "--json")
    (file,) = done.document["files"]
    assert (len(file["findings"]), file["more_findings"]) == (100, 30)


def test_the_keys_of_the_contract(judged):
    file = judged["saved again"]
    assert {
        "file", "status", "department", "round", "submission_id", "submission_number", "services",
        "processes", "answers", "findings",
    } <= set(file)  # fmt: skip
    assert (file["department"], file["submission_number"]) == ("Bürgerservice", 1)
    finding = judged["remark: a level"]["findings"][0]
    assert set(finding) >= {"code", "severity", "sheet", "row", "column", "message", "remedy"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("leer.xlsx", b""),
        ("text.xlsx", b"Guten Tag"),
        ("alt.xls", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600),
        ("zip.xlsx", b"PK\x05\x06" + b"\0" * 18),
        ("~$offen.xlsx", b"\x05Name" + b"\0" * 100),
    ],
)
def test_what_is_no_workbook_is_refused_by_name(office, name, content):
    path = office.folder / name
    path.write_bytes(content)
    done = selbstcheck("check", path, "--json")
    (file,) = done.document["files"]
    assert (done.code, file["file"], file["status"]) == (1, name, "refused")
    assert (file["services"], file["answers"], file["department"]) == (0, 0, None)
    assert len(file["findings"]) == 1


def test_a_folder_and_a_file_that_is_gone(office):
    folder = office.folder / "Ordner"
    folder.mkdir()
    done = selbstcheck("check", folder, office.folder / "weg.xlsx", "--json")
    assert (done.code, [f["status"] for f in done.document["files"]]) == (1, ["refused"] * 2)


def test_findings_in_words(office, files):
    done = selbstcheck("check", files["refused: a capital letter"])
    assert done.code == 1
    assert "Antworten, Zeile 5, Wert: Die Antwort „Allein“ gibt es bei Frage O1 nicht." in done.out
    with pytest.raises(json.JSONDecodeError):
        json.loads(done.out)


def test_a_time_of_day_in_a_date_is_dropped(office, workbook):
    copy = Copy(workbook)
    copy.answer("O6.seit", datetime(2023, 3, 8, 12, 30))  # noqa: DTZ001 - Excel knows no zone
    store, _ = office.collected(copy.save(office.path(".xlsx")))
    found = selbstcheck("results", store, "--json").document["services"][0]
    assert found["online_since"] == "2023-03-08"
