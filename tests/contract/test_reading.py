"""Contract 3: what people and programs do to a workbook, and what a reader makes of it.

Every case is a real file, changed with openpyxl; all are judged by one call of `check`.
"""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from tests.contract.changed_workbooks import (
    ANSWERS,
    CASES,
    MEASURE,
    PASS,
    REFUSED,
    REMARKS,
    SAME,
    without_sheets,
)
from tests.examining import FIRST, Copy, Office, selbstcheck, service


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
