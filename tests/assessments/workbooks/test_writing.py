"""What a department hands in: sheets, tables and cells as the contract names them."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from assessments.checksum import checksum
from assessments.errors import Cause, FileNotWritten, UnknownQuestionnaire
from assessments.model import GivenAnswer, Subject, SubjectKind
from assessments.progress import Cancelled
from assessments.results import rate
from assessments.workbooks import layout
from assessments.workbooks.names import workbook_name
from assessments.workbooks.reading_back import check_written
from assessments.workbooks.submissions import Written, write_submission
from tests import office
from tests import workbook_samples as samples
from tests.cities import sample_city

HEAD = layout.HEADER_ROW


def written(submission, folder, questionnaires=samples.ALL) -> Path:
    path = folder / "abgabe.xlsx"
    write_submission(submission, questionnaires, path)
    return path


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """The workbook of the Bürgerservice, without notes and processes."""
    return written(samples.submission(), tmp_path_factory.mktemp("plain"))


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """The same with processes."""
    return written(samples.with_processes(), tmp_path_factory.mktemp("full"))


def table_of(path, table) -> list[dict[str, object]]:
    """The rows of a table by heading, as a reader that looks for names sees them."""
    sheet = load_workbook(path)[table.sheet]
    head = [c.value for c in sheet[HEAD]]
    return [
        dict(zip(head, (c.value for c in row), strict=True))
        for row in sheet.iter_rows(min_row=HEAD + 1)
    ]


def test_it_returns_what_it_counted(tmp_path):
    path = tmp_path / "x.xlsx"
    submission = samples.with_processes()
    assert write_submission(submission, samples.ALL, path) == Written(
        path, services=15, processes=9, measures=4, answers=len(submission.answers)
    )


def test_the_sheets_stand_in_the_order_of_the_contract(plain):
    assert load_workbook(plain).sheetnames == [
        "Deckblatt", "Übersicht", "Leistungen", "Prozesse", "Maßnahmen", "Antworten", "Lesehilfe",
        "Metadaten",
    ]  # fmt: skip


@pytest.mark.parametrize("table", layout.DEPARTMENT_TABLES, ids=lambda t: t.name)
def test_every_table_is_a_real_one_with_the_columns_of_the_contract(full, table):
    sheet = load_workbook(full)[table.sheet]
    made = sheet.tables[table.name]
    rows = {"tblLeistungen": 15, "tblProzesse": 9, "tblMassnahmen": 4, "tblMetadaten": 17}
    assert tuple(c.name for c in made.tableColumns) == table.headings
    assert tuple(c.value for c in sheet[HEAD][: len(table.headings)]) == table.headings
    if table.name in rows:
        assert made.ref.endswith(str(HEAD + rows[table.name]))


def test_levels_and_all_that_follows_come_from_the_answers(plain):
    results = rate(samples.submission(), samples.QUESTIONNAIRES).services
    rows = table_of(plain, layout.SERVICES)
    assert len(rows) == len(results) == 15
    for row, result in zip(rows, results, strict=True):
        assert row["Leistung-ID"] == result.subject.id
        assert row["Reifegrad"] == result.score.secured
        assert row["Reifegrad möglich"] == result.score.possible
        assert row["Vorläufig"] == ("ja" if result.score.provisional else "nein")
        assert row["Offene Fragen"] == len(result.score.open)
        assert (row["Fehlt zur nächsten Stufe"] or "") == ";".join(
            m.question for m in result.score.missing
        )
    first = rows[0]
    assert first["Hindernis bei"] == "Land"
    assert first["E-Stufe"] == 2
    assert first["Online seit"] == datetime(2025, 3, 17)  # noqa: DTZ001 - a cell has no zone
    assert (first["Anträge gesamt"], first["Anträge online"]) == (6840, 1912)
    assert first["Online-Anteil"] == 1912 / 6840
    assert first["Umfang"] == "bewertet"
    assert first["Modell"] == "ozg-rm-1.1"
    assert first["Zielgruppe"] == "buerger"
    assert first["Schlüssel geprüft am"] == "2026-10-01"
    assert first["Fokusleistung"] is None
    assert rows[9]["Hindernis bei"] is None, "an open question is nobody's obstacle"


def test_numbers_are_numbers_and_raw_dates_are_text(plain):
    answers = {(r["Gegenstand-ID"], r["Frage"]): r for r in table_of(plain, layout.ANSWERS)}
    assert answers["L-01", "F2"]["Wert"] == 6840
    assert answers["L-01", "F2"]["Antwort"] == "6.840 Anträge"
    assert answers["L-01", "O6.seit"]["Wert"] == "2025-03-17"
    assert answers["L-01", "O6.seit"]["Antwort"] == "17.03.2025"
    assert answers["L-01", "O11"]["Wert"] == "bundid"
    assert answers["L-01", "O11"]["Antwort"] == "BundID/DeutschlandID"
    assert answers["L-01", "F1.von"]["Fragetext"] == "Für welchen Zeitraum gelten die Zahlen? Von"
    one = answers["L-01", "O17"]
    assert (one["Fragebogen"], one["Version"]) == ("ozg-rm-1.1", "1")
    assert one["Antwort"] == "Nein, der Rückkanal steht nicht zur Verfügung"
    assert answers["buergerservice", "X9"]["Gegenstand"] == "Fachdienst Bürgerservice"


def test_answers_stand_in_the_order_of_the_definition(plain):
    order = list(samples.QUESTIONNAIRES[samples.KEY].fields)
    rows = [(r["Gegenstand-ID"], r["Frage"]) for r in table_of(plain, layout.ANSWERS)]
    subjects = list(dict.fromkeys(subject for subject, _ in rows))
    assert subjects == [*(s.id for s in samples.services()), "buergerservice"]
    for subject in subjects:
        places = [order.index(field) for s, field in rows if s == subject]
        assert places == sorted(places)


def test_several_codes_share_one_cell(tmp_path):
    given = samples.submission()
    both = replace(given.answers[0], field="O11", value=("bundid", "servicekonto"))
    only = replace(given, services=given.services[:1], answers=(both,))
    row = table_of(written(only, tmp_path), layout.ANSWERS)[0]
    assert row["Wert"] == "bundid;servicekonto"
    assert row["Antwort"] == "BundID/DeutschlandID; Thüringer Servicekonto"


def test_an_empty_table_has_one_blank_row(plain):
    sheet = load_workbook(plain)["Prozesse"]
    assert sheet.tables["tblProzesse"].ref == f"A{HEAD}:S{HEAD + 1}"
    assert all(c.value is None for c in sheet[HEAD + 1])


def test_notes_and_evidence_leave_only_where_the_hand_in_carries_them(plain, tmp_path):
    assert not any(r["Anmerkung"] or r["Beleg"] for r in table_of(plain, layout.ANSWERS))
    rows = table_of(written(samples.submission(notes=True), tmp_path), layout.ANSWERS)
    assert rows[0]["Beleg"] == "Gliederungsplan"
    assert rows[1]["Anmerkung"] == "Postfach beim Land angefragt"


def test_head_counts_stay_in_house_and_their_class_leaves(tmp_path):
    counts = [GivenAnswer("P-05", samples.LADDER.key, f, 3) for f in ("WS1", "WS2")]
    submission = samples.with_processes()
    submission = replace(submission, answers=(*submission.answers, *counts))
    path = written(submission, tmp_path)
    cells = [
        str(c.value) for sheet in load_workbook(path) for row in sheet.iter_rows() for c in row
    ]
    assert not any("WS1" in cell or "WS2" in cell for cell in cells)
    sums = {r["Feld"]: r["Wert"] for r in table_of(path, layout.METADATA)}
    assert sums["pruefsumme"] == checksum(samples.with_processes()), "what a reader computes again"
    risks = {
        r["Gegenstand-ID"]: (r["Wert"], r["Fragebogen"], r["Version"])
        for r in table_of(path, layout.ANSWERS)
        if r["Frage"] == "risiko"
    }
    assert risks["P-05"] == ("hoch", "prozessdoku-1", "1")
    assert {k: v[0] for k, v in risks.items()} == dict(submission.risks)
    shown = {r["Prozess-ID"]: r["Wissensverlustrisiko"] for r in table_of(path, layout.PROCESSES)}
    assert shown == dict(submission.risks)


def test_processes_show_their_rung_or_none(full, tmp_path):
    rows = {r["Prozess-ID"]: r for r in table_of(full, layout.PROCESSES)}
    assert (rows["P-01"]["Dokumentationsstufe"], rows["P-01"]["Vorläufig"]) == (5, "nein")
    assert (rows["P-09"]["Dokumentationsstufe"], rows["P-09"]["Stufe möglich"]) == (0, 6)
    assert (rows["P-04"]["Modellierung geplant"], rows["P-04"]["Aufwand Stunden"]) == (
        "2027-Q2",
        14,
    )
    assert rows["P-05"]["Leistung-IDs"] == "L-05;L-06"
    unasked = Subject("P-99", SubjectKind.PROCESS, "Nur genannt", group="Sonstiges")
    only = replace(samples.submission(), processes=(unasked,))
    row = table_of(written(only, tmp_path, samples.QUESTIONNAIRES), layout.PROCESSES)[0]
    assert (row["Prozess"], row["Prozessgruppe"]) == ("Nur genannt", "Sonstiges")
    assert row["Dokumentationsstufe"] is row["Modell"] is None


def test_measures_say_how_many_they_lift(plain):
    rows = table_of(plain, layout.MEASURES)
    assert [r["Wirkung"] for r in rows] == [4, 3, 1, 1]
    assert rows[0]["Bis"] == datetime(2027, 3, 31)  # noqa: DTZ001
    assert rows[0]["Betrifft"] == "L-07;L-09;L-11;L-13"


def test_the_metadata_identify_the_hand_in(tmp_path):
    settings = {"ozg-rm-1.1.mindesttage": 60}
    submission = samples.submission()
    submission = replace(submission, round=replace(submission.round, settings=settings))
    rows = table_of(written(submission, tmp_path), layout.METADATA)
    values = {r["Feld"]: r["Wert"] for r in rows}
    assert values == {
        "format": "selbstcheck-austausch", "formatversion": "1", "art": "fachdienst",
        "programmversion": "0.1.0", "behoerde": "Stadt Jena",
        "fachdienst": "Fachdienst Bürgerservice", "fachdienst_id": "buergerservice",
        "runde": "2. Erhebung 2026", "runde_id": "2026-2", "stichtag": "2026-11-30",
        "abgabe_id": submission.submission_id, "abgabe_nummer": "1",
        "erstellt_am": "2026-11-24T14:32:08+01:00", "frageboegen": "ozg-rm-1.1@1",
        "pruefsumme": checksum(submission), "einstellungen": "ozg-rm-1.1.mindesttage=60",
        "startdatei": None,
    }  # fmt: skip


def test_the_same_hand_in_gives_the_same_bytes(plain, tmp_path):
    again = written(samples.submission(), tmp_path)
    digests = {hashlib.sha256(p.read_bytes()).hexdigest() for p in (plain, again)}
    assert len(digests) == 1


def test_all_departments_of_the_sample_city_can_be_written(tmp_path):
    for submission in sample_city():
        done = write_submission(submission, samples.QUESTIONNAIRES, tmp_path / submission.file)
        assert done.services == len(submission.services)
        assert done.answers == len(submission.answers)


DANGEROUS = (
    "=1+2", "=cmd|'/c calc'!A0", "+1", "-1", "@SUMME", "#REF!", "#N/A", "'=1", "==1", "=",
    "1.5", "WAHR", "2026-11-30", "<b>&amp;</b>", "Zeile\nzwei", " Rand ", "_x0041_", "\U0001f600",
)  # fmt: skip


def dangerous() -> tuple[object, dict[str, str]]:
    texts = {f"L-{n:02}": text for n, text in enumerate(DANGEROUS, 1)}
    services = tuple(
        Subject(i, SubjectKind.SERVICE, f"Leistung {i}", remark=text) for i, text in texts.items()
    )
    return replace(samples.submission(), services=services, answers=(), measures=()), texts


def remarks(path) -> dict[str, object]:
    return {r["Leistung-ID"]: r["Bemerkung"] for r in table_of(path, layout.SERVICES)}


def test_text_stays_text_whatever_it_begins_with(tmp_path):
    submission, texts = dangerous()
    path = written(submission, tmp_path)
    assert remarks(path) == texts
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets/sheet"):
                assert b"<f>" not in package.read(name)
                assert b't="e"' not in package.read(name)


@pytest.mark.packages
def test_text_stays_text_through_another_program(tmp_path):
    submission, texts = dangerous()
    path = office.resaved(written(submission, tmp_path), tmp_path / "office")
    assert remarks(path) == texts
    cells = [c for sheet in load_workbook(path) for row in sheet.iter_rows() for c in row]
    assert not any(c.data_type in {"f", "e"} for c in cells)


def test_characters_that_no_workbook_may_hold_are_left_out(tmp_path):
    submission, _ = dangerous()
    nasty = replace(submission.services[0], remark="a\ufffeb\ud800c\x00d\x0be\r\nf")
    path = written(replace(submission, services=(nasty,)), tmp_path)
    assert remarks(path) == {"L-01": "abcde\nf"}


def test_a_text_too_long_for_a_cell_is_never_cut(tmp_path):
    submission, _ = dangerous()
    long = replace(submission.services[0], remark="x" * 32_768)
    with pytest.raises(FileNotWritten, match="abgabe"):
        written(replace(submission, services=(long,)), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_reading_back_notices_what_is_missing(plain, tmp_path):
    target = tmp_path / "ziel.xlsx"
    check_written(plain, {layout.SERVICES: 15, layout.PROCESSES: 0}, target)
    with pytest.raises(FileNotWritten) as lost:
        check_written(plain, {layout.SERVICES: 16}, target)
    assert "15 of 16" in lost.value.detail
    cut = tmp_path / "cut.xlsx"
    cut.write_bytes(plain.read_bytes()[:-200])
    with pytest.raises(FileNotWritten, match=r"ziel\.xlsx"):
        check_written(cut, {layout.SERVICES: 15}, target)
    flipped = bytearray(plain.read_bytes())
    flipped[len(flipped) // 2] ^= 0xFF
    cut.write_bytes(flipped)
    with pytest.raises(FileNotWritten):
        check_written(cut, {layout.SERVICES: 15}, target)


def test_calling_it_off_leaves_the_former_file_untouched(plain, tmp_path):
    path = tmp_path / "abgabe.xlsx"
    path.write_bytes(plain.read_bytes())

    def enough(done, _total):
        if done >= 8:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_submission(samples.submission(notes=True), samples.ALL, path, enough)
    assert path.read_bytes() == plain.read_bytes()
    assert [p.name for p in tmp_path.iterdir()] == ["abgabe.xlsx"]


def test_what_stands_in_the_way_is_said(tmp_path):
    with pytest.raises(FileNotWritten) as gone:
        write_submission(samples.submission(), samples.ALL, tmp_path / "fort" / "a.xlsx")
    assert gone.value.cause is Cause.MISSING_FOLDER
    with pytest.raises(FileNotWritten) as folder:
        write_submission(samples.submission(), samples.ALL, tmp_path)
    assert folder.value.cause is Cause.IS_DIRECTORY
    with pytest.raises(UnknownQuestionnaire):
        write_submission(samples.with_processes(), samples.QUESTIONNAIRES, tmp_path / "a.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_an_answer_of_no_subject_is_not_lost_in_silence(tmp_path):
    submission = samples.submission()
    lost = replace(submission.answers[0], subject_id="L-99")
    with pytest.raises(FileNotWritten) as failed:
        written(replace(submission, answers=(*submission.answers, lost)), tmp_path)
    assert failed.value.detail == "1 answers belong to no subject"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="limits of a process exist on POSIX only")
def test_a_full_disk_leaves_nothing_behind(tmp_path):
    code = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from assessments.errors import FileNotWritten\n"
        "from assessments.workbooks.submissions import write_submission\n"
        "from tests import workbook_samples as samples\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
        "try:\n"
        "    write_submission(samples.submission(), samples.ALL, Path(sys.argv[1]))\n"
        "except FileNotWritten as error:\n"
        "    print(error.path.name)\n"
    )
    target = tmp_path / "abgabe.xlsx"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, str(target)],
        capture_output=True, text=True, check=True, timeout=120,
        cwd=Path(__file__).resolve().parents[3],
    )  # fmt: skip
    assert done.stdout.strip() == "abgabe.xlsx"
    assert done.stderr == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("who", "round_name", "expected"),
    [
        ("Bürgerservice", "Beispieldaten 2023",
         "Selbstcheck_Bürgerservice_Beispieldaten-2023_2026-11-24.xlsx"),
        ("KSJ_(Jena)", "a/b", "Selbstcheck_KSJ--Jena-_a-b_2026-11-24.xlsx"),
        ("Bu\u0308ro", "1", "Selbstcheck_Büro_1_2026-11-24.xlsx"),
    ],
)  # fmt: skip
def test_the_file_name_says_who_round_and_day(who, round_name, expected):
    assert workbook_name(who, round_name, "2026-11-24") == expected


def test_long_names_are_cut_fairly():
    name = workbook_name("x" * 200, "y" * 30, "2026-11-24")
    assert len(name) == 120
    assert "y" * 30 in name
    assert name.endswith("_2026-11-24.xlsx")
