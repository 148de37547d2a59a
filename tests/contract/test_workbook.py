"""Contract 1 and 2: what a department's workbook looks like to others who read it."""

from __future__ import annotations

import re
from datetime import date, datetime
from uuid import UUID
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from tests.examining import HEAD_ROW, Office, about, selbstcheck, service, table

SHEETS = [
    "Deckblatt", "Übersicht", "Leistungen", "Prozesse", "Maßnahmen", "Antworten", "Lesehilfe",
    "Metadaten",
]  # fmt: skip
COLUMNS = {
    ("Leistungen", "tblLeistungen"): (
        "Leistung-ID", "Fachdienst", "Leistung", "LeiKa-Schlüssel", "OZG-ID", "Themenfeld",
        "Umfang", "Modell", "Reifegrad", "Reifegrad möglich", "Vorläufig", "Offene Fragen",
        "Fehlt zur nächsten Stufe", "Hindernis bei", "E-Stufe", "Online seit", "Anträge gesamt",
        "Anträge online", "Online-Anteil", "Bemerkung", "Stand", "LeiKa-Typ", "Zielgruppe",
        "Fokusleistung", "SDG", "Schlüssel geprüft am",
    ),
    ("Prozesse", "tblProzesse"): (
        "Prozess-ID", "Fachdienst", "Prozess", "Prozessgruppe", "Verantwortliche Stelle",
        "PICTURE-Nummer", "Leistung-IDs", "Modell", "Dokumentationsstufe", "Stufe möglich",
        "Vorläufig", "Offene Fragen", "Fehlt zur nächsten Stufe", "Wissensverlustrisiko",
        "Priorität", "Modellierung geplant", "Aufwand Stunden", "Bemerkung", "Stand",
    ),
    ("Maßnahmen", "tblMassnahmen"): (
        "Maßnahme-ID", "Fachdienst", "Maßnahme", "Betrifft", "Wirkung", "Zuständig", "Aufwand",
        "Bis", "Status",
    ),
    ("Antworten", "tblAntworten"): (
        "Gegenstand-ID", "Fachdienst", "Gegenstand", "Fragebogen", "Version", "Frage",
        "Fragetext", "Wert", "Antwort", "Anmerkung", "Beleg", "Geändert am",
    ),
    ("Metadaten", "tblMetadaten"): ("Feld", "Wert"),
}  # fmt: skip
KEYS = [
    "format", "formatversion", "art", "programmversion", "behoerde", "fachdienst", "fachdienst_id",
    "runde", "runde_id", "stichtag", "abgabe_id", "abgabe_nummer", "erstellt_am", "frageboegen",
    "pruefsumme", "einstellungen", "startdatei",
]  # fmt: skip
TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d"
ONLINE = {
    "O1": "allein", "O2": "aussen", "O3": "antrag", "O4": "ja", "O5": "dienst",
    "O6": "produktiv", "O6.seit": "2023-03-08", "O7": "vollstaendig", "O8": "nein",
    "O9": "einfach", "O10": "ja", "O11": ["servicekonto", "bundid"], "O12": "nein",
    "O14": "keine", "O16": "bescheid", "O17": "kein_rueckkanal", "O19": "ja",
    "EE1": "manuell_digital", "EE3": 3, "F1.von": "2026-01-01", "F1.bis": "2026-12-31",
    "F2": 400, "F3": 90, "F4": "gezaehlt", "X1": ["weiss_nicht"], "X4": "ja",
    "X4.link": "=HYPERLINK()",
}  # fmt: skip
INJECTED = ("=cmd|' /C calc'!A0", "+49 3641", "-1+1", "@SUM(1)", "=1+1")


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return Office(tmp_path_factory.mktemp("workbook"))


@pytest.fixture(scope="module")
def data(office):
    injected, phone, minus, at, sum_ = INJECTED
    return office.filled(
        "Bürgerservice",
        service(
            injected, ONLINE, leika=["99008001012000", "99008001012001"], ozg_id="10193",
            theme="Querschnitt", leika_type="2/3", audience=["buerger", "unternehmen"], focus=True,
            sdg=False, keys_checked="2026-01-31", remark=sum_,
            notes={"O1": phone, "O6": minus}, evidence={"O1": at},
        ),
        service("Ämter & Märkte <b>"),
        service("Auskunft", {"O1": "anderer_fd"}),
        department_answers={"X9": "ja", "X9.stand": at},
        processes=[
            {"id": "P1", "title": sum_, "group": "Meldewesen", "answers": {"WS1": 7, "WS2": 5}},
        ],
        measures=[
            {"title": at, "subjects": ["P1"], "responsible": "Team", "effort": "groß",
             "due": "2027-03-31", "status": "Läuft"},
        ],
        settings={"ozg-rm-1.1.mindesttage": 60, "ozg-rm-1.1.mindestzahl_antraege": 20},
        start_file="start-7",
    )  # fmt: skip


@pytest.fixture(scope="module")
def workbook(office, data):
    return office.exported(data, "--with-notes")


@pytest.fixture(scope="module")
def empty(office):
    return office.exported(office.filled("Archiv"))


@pytest.fixture(scope="module", params=["full", "empty"])
def either(request, workbook, empty):
    return workbook if request.param == "full" else empty


def test_sheets_stand_in_order_and_none_is_hidden(either):
    opened = load_workbook(either)
    assert opened.sheetnames == SHEETS
    assert {sheet.sheet_state for sheet in opened} == {"visible"}


@pytest.mark.parametrize("place", COLUMNS)
def test_every_table_is_a_real_one_with_these_columns(either, place):
    sheet, name = place
    opened = load_workbook(either)[sheet]
    (listed,) = opened.tables.values()
    assert (listed.name, listed.displayName) == (name, name)
    assert tuple(c.name for c in listed.tableColumns) == COLUMNS[place]
    assert tuple(c.value for c in opened[HEAD_ROW]) == COLUMNS[place]
    assert listed.ref.startswith(f"A{HEAD_ROW}:")
    assert listed.ref.endswith(str(max(opened.max_row, HEAD_ROW + 1)))
    assert not opened.merged_cells.ranges
    assert opened.print_title_rows == f"${HEAD_ROW}:${HEAD_ROW}"
    assert opened.freeze_panes is not None
    setup = opened.page_setup
    assert (setup.orientation, int(setup.paperSize), setup.fitToHeight) == ("landscape", 9, 0)
    assert opened.sheet_properties.pageSetUpPr.fitToPage


def test_an_empty_table_has_one_blank_row(empty):
    for sheet in ("Leistungen", "Prozesse", "Maßnahmen", "Antworten"):
        (row,) = table(empty, sheet)
        assert set(row.values()) == {None}


def test_nothing_runs_links_or_names_anybody(either):
    opened = load_workbook(either)
    assert not [c for sheet in opened for row in sheet.iter_rows() for c in row
                if c.data_type in {"f", "e"}]  # fmt: skip
    with ZipFile(either) as parts:
        names = parts.namelist()
        texts = b"".join(parts.read(n) for n in names if n.endswith((".xml", ".rels")))
        cells = b"".join(parts.read(n) for n in names if "worksheets/sheet" in n)
    assert not [n for n in names if "vba" in n.lower() or "external" in n.lower()]
    assert b'TargetMode="External"' not in texts
    assert not re.search(rb"<f[ >/]", cells)
    properties = opened.properties
    assert {properties.creator, properties.lastModifiedBy} <= {None, "", "Selbstcheck"}


def test_head_counts_stand_nowhere_not_even_in_the_reading_aid(either):
    with ZipFile(either) as parts:
        for name in parts.namelist():
            assert not re.search(rb"WS[12]\b", parts.read(name)), name


def test_the_class_of_the_risk_stands_in_their_place(workbook):
    rows = [r for r in table(workbook, "Antworten") if r["Gegenstand-ID"] == "P1"]
    assert [(r["Frage"], r["Wert"]) for r in rows] == [("risiko", "gering")]
    assert table(workbook, "Prozesse")[0]["Wissensverlustrisiko"] == "gering"
    (file,) = selbstcheck("check", workbook, "--json").document["files"]
    assert file["answers"] == len(table(workbook, "Antworten")) - 1, "the class is no answer"


def test_the_reading_aid_explains_every_column(workbook):
    explained = [(r["Blatt"], r["Spalte"]) for r in table(workbook, "Lesehilfe")]
    assert explained == [(sheet, c) for (sheet, _), found in COLUMNS.items() for c in found]
    assert all(r["Bedeutung"] and r["Einheit"] for r in table(workbook, "Lesehilfe"))


def test_a_service_in_its_row(workbook):
    row = table(workbook, "Leistungen")[0]
    assert {k: v for k, v in row.items() if k not in {"Leistung-ID", "Stand"}} == {
        "Fachdienst": "Bürgerservice", "Leistung": INJECTED[0],
        "LeiKa-Schlüssel": "99008001012000;99008001012001", "OZG-ID": "10193",
        "Themenfeld": "Querschnitt", "Umfang": "bewertet", "Modell": "ozg-rm-1.1",
        "Reifegrad": 2, "Reifegrad möglich": 2, "Vorläufig": "nein", "Offene Fragen": 0,
        "Fehlt zur nächsten Stufe": "O17", "Hindernis bei": "Land", "E-Stufe": 1,
        "Online seit": datetime(2023, 3, 8), "Anträge gesamt": 400,  # noqa: DTZ001
        "Anträge online": 90, "Online-Anteil": 0.225, "Bemerkung": "=1+1", "LeiKa-Typ": "2/3",
        "Zielgruppe": "buerger;unternehmen", "Fokusleistung": "ja", "SDG": "nein",
        "Schlüssel geprüft am": "2026-01-31",
    }  # fmt: skip
    assert isinstance(row["Stand"], datetime)
    assert [r["Umfang"] for r in table(workbook, "Leistungen")] == [
        "bewertet", "offen", "anderer Fachdienst",
    ]  # fmt: skip
    assert table(workbook, "Leistungen")[1]["Reifegrad"] is None


def test_a_process_and_a_measure_in_their_rows(workbook):
    process = table(workbook, "Prozesse")[0]
    assert (process["Prozess-ID"], process["Prozess"]) == ("P1", "=1+1")
    measure = table(workbook, "Maßnahmen")[0]
    assert {k: v for k, v in measure.items() if k != "Maßnahme-ID"} == {
        "Fachdienst": "Bürgerservice", "Maßnahme": "@SUM(1)", "Betrifft": "P1", "Wirkung": 1,
        "Zuständig": "Team", "Aufwand": "groß", "Bis": datetime(2027, 3, 31),  # noqa: DTZ001
        "Status": "Läuft",
    }  # fmt: skip


def test_answers_stand_raw_and_in_words(workbook):
    rows = table(workbook, "Antworten")
    first = table(workbook, "Leistungen")[0]["Leistung-ID"]
    answers = {r["Frage"]: r for r in rows if r["Gegenstand-ID"] == first}
    assert {q: r["Wert"] for q, r in answers.items()} == {
        q: ";".join(v) if isinstance(v, list) else v for q, v in ONLINE.items()
    }
    assert (answers["O1"]["Antwort"], answers["O1"]["Fragebogen"], answers["O1"]["Version"]) == (
        "Ja, allein", "ozg-rm-1.1", "1",
    )  # fmt: skip
    assert answers["O1"]["Fragetext"] == "Ist Ihr Fachdienst für diese Leistung zuständig?"
    assert (answers["O1"]["Anmerkung"], answers["O1"]["Beleg"]) == ("+49 3641", "@SUM(1)")
    assert answers["X1"]["Antwort"] == "Weiß ich nicht"
    assert all(re.fullmatch(TIME, r["Geändert am"]) for r in rows)
    department = {r["Frage"]: r for r in rows if r["Gegenstand-ID"] == "buergerservice"}
    assert {q: r["Wert"] for q, r in department.items() if q[0] == "X"} == {
        "X9": "ja", "X9.stand": "@SUM(1)",
    }  # fmt: skip


def test_notes_and_evidence_leave_only_when_chosen(office, data, workbook):
    plain = office.exported(data)
    assert {(r["Anmerkung"], r["Beleg"]) for r in table(plain, "Antworten")} == {(None, None)}
    assert len(table(plain, "Antworten")) == len(table(workbook, "Antworten"))
    with ZipFile(plain) as parts:
        assert not [n for n in parts.namelist() if b"3641" in parts.read(n)]


def test_metadata(workbook):
    found = about(workbook)
    assert list(found) == KEYS
    assert {k: str(v) for k, v in found.items()}.items() >= {
        "format": "selbstcheck-austausch", "formatversion": "1", "art": "fachdienst",
        "behoerde": "Stadt Jena", "fachdienst": "Bürgerservice",
        "fachdienst_id": "buergerservice", "runde": "2. Erhebung 2026",
        "runde_id": "2-erhebung-2026", "stichtag": "2026-11-30", "abgabe_nummer": "1",
        "einstellungen": "ozg-rm-1.1.mindesttage=60", "startdatei": "start-7",
    }.items()  # fmt: skip
    assert "ozg-rm-1.1@1" in found["frageboegen"].split(";")
    assert re.fullmatch(TIME, found["erstellt_am"])
    assert re.fullmatch("[0-9a-f]{64}", found["pruefsumme"])
    assert UUID(found["abgabe_id"]).version == 4


def test_texts_that_look_like_formulas_survive_as_texts(office, data, workbook):
    store, document = office.collected(workbook)
    assert document["files"][0]["findings"] == []
    services = selbstcheck("results", store, "--json").document["services"]
    assert services[0]["title"] == INJECTED[0]
    assert services[0]["link"] == "=HYPERLINK()"
    again = table(office.reported(store), "Antworten")
    same = ("Gegenstand-ID", "Frage", "Wert", "Anmerkung", "Beleg", "Geändert am")
    assert [[r[h] for h in same] for r in again] == [
        [r[h] for h in same] for r in table(workbook, "Antworten")
    ]


def test_the_longest_texts_arrive_whole(office):
    longest = "ä😀" * 1333
    data = office.filled(
        "Archiv", service("Akte", {"O1": "allein", "X4.link": longest}, remark=longest,
                          notes={"O1": longest}),
    )  # fmt: skip
    workbook = office.exported(data, "--with-notes")
    answers = {r["Frage"]: r for r in table(workbook, "Antworten")}
    assert answers["X4.link"]["Wert"] == answers["O1"]["Anmerkung"] == longest
    (file,) = selbstcheck("check", workbook, "--json").document["files"]
    assert file["status"] == "ok"


@pytest.mark.parametrize(
    ("department", "round_", "name"),
    [
        ("Bürgerservice", "R2", "Bürgerservice_R2"),
        ('Bau/Grün "A"', "2. Erhebung", "Bau-Grün--A-_2--Erhebung"),
        ("Straße_Ost", "R 1", "Straße-Ost_R-1"),
    ],
)
def test_the_name_of_the_file(office, department, round_, name):
    data = office.filled(department, round=round_)
    done = selbstcheck("export", data, "--out", office.folder / "Ausgang")
    today = date.today().isoformat()  # noqa: DTZ011 - the command takes the day of this place
    path = office.folder / "Ausgang" / f"Selbstcheck_{name}_{today}.xlsx"
    assert (done.code, done.out.splitlines()[0]) == (0, str(path))
    assert path.is_file()


def test_a_long_name_is_cut_to_120_characters(office):
    data = office.filled("Fachdienst " * 20, round="Erhebung " * 20)
    folder = office.folder / "lang"
    assert selbstcheck("export", data, "--out", folder).code == 0
    (path,) = folder.iterdir()
    assert len(path.name) == 120
    assert path.name.endswith(".xlsx")
