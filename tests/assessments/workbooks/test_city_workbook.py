"""The city workbook: the contract's sheets, what a council office reads, collecting it again."""

from __future__ import annotations

import re
import zipfile

import pytest
from openpyxl import load_workbook

from assessments.consolidation import Choice, consolidate
from assessments.counting import Verdict
from assessments.model import Measure
from assessments.progress import Cancelled
from assessments.storage.submissions import StoredSubmission
from assessments.workbooks.city import Stamp, content_of, write_report
from assessments.workbooks.layout import CITY_TABLES, FORMAT, Key
from assessments.workbooks.reading import read_workbooks
from tests.cities import (
    CONFORM,
    CREATED,
    ELSEWHERE,
    ONLINE,
    PAPER,
    QUESTIONNAIRES,
    UNTOUCHED,
    hand_in,
    sample_city,
    service,
    stored,
)
from tests.city_processes import KNOWN, with_processes
from tests.office import resaved

STAMP = Stamp("2026-11-24T14:32:08+01:00", "5b0c8e0a-4a55-4a34-8d0b-0a9b1c2d3e4f", "0.1.0")
ORDER = ["Deckblatt", "Übersicht", "Leistungen", "Prozesse", "Maßnahmen"]
END = ["Abgaben", "Antworten", "Lesehilfe", "Metadaten"]
LEIKA = "99001001002000"


def small_city():
    """Two departments with everything: processes, measures, a service both rate, one untouched."""
    archive = with_processes(
        hand_in("Archiv", [service("Urkunde", ONLINE, LEIKA), service("Beratung", ELSEWHERE)]),
        0, 1, 2, 2,
    )  # fmt: skip
    registry = hand_in(
        "Standesamt",
        [service("Urkunden", CONFORM, LEIKA), service("Trauung", UNTOUCHED),
         service("=1+1", PAPER, remark="+49 3641", theme="-1", audience=("buerger",), focus=True)],
        measures=(Measure("m1", "Rückkanal einrichten", ("l-urkunden",), "KITT", "groß",
                          "2027-03-31", "Geplant"),),
    )  # fmt: skip
    return archive, registry


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    city = consolidate(stored(*small_city()), KNOWN, authority="Stadt Jena")
    path = tmp_path_factory.mktemp("city") / "Gesamt.xlsx"
    return city, path, write_report(city, path, STAMP)


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    city = consolidate(stored(*sample_city()), QUESTIONNAIRES, authority="Stadt Jena")
    path = tmp_path_factory.mktemp("city") / "Gesamt.xlsx"
    return city, path, write_report(city, path, STAMP)


@pytest.fixture(scope="module", params=["small", "sample"])
def written(request):
    return request.getfixturevalue(request.param)


def read_back(path, known=KNOWN):
    (read,) = read_workbooks([path], known)
    return read


def sheet_rows(path, name, header_row=4):
    sheet = load_workbook(path)[name]
    rows = [[c.value for c in row] for row in sheet.iter_rows(min_row=header_row)]
    return rows[0], rows[1:]


# --- contract ------------------------------------------------------------------------------------


def test_sheets_stand_in_the_order_of_the_contract(written):
    names = load_workbook(written[1]).sheetnames
    assert names[: len(ORDER)] == ORDER
    assert names[-len(END) :] == END
    assert [n.split()[0] for n in names[len(ORDER) : -len(END)]] == [
        "Kennzahlen", "R1", "R3", "R4", "R4", "R5", "R7", "R8", "R8", "R21",
    ]  # fmt: skip


def test_tables_have_exactly_the_columns_of_the_contract(written):
    workbook = load_workbook(written[1])
    for table in CITY_TABLES:
        sheet = workbook[table.sheet]
        assert tuple(sheet.tables) == (table.name,)
        head = next(iter(sheet[sheet.tables[table.name].ref]))
        assert tuple(c.value for c in head) == table.headings
    for name in ("tblLeistungen", "tblProzesse", "tblMassnahmen", "tblAntworten"):
        table = next(t for t in CITY_TABLES if t.name == name)
        assert table.headings[-3:] == ("Behörde", "Fachdienst-ID", "Abgabe-ID")


def test_every_row_says_which_hand_in_it_comes_from(small):
    _, path, _ = small
    head, rows = sheet_rows(path, "Leistungen")
    places = [head.index(h) for h in ("Leistung", "Fachdienst", "Fachdienst-ID", "Abgabe-ID")]
    assert [[row[p] for p in places] for row in rows][:2] == [
        ["Urkunde", "Archiv", "archiv", "archiv-r1-1"],
        ["Beratung", "Archiv", "archiv", "archiv-r1-1"],
    ]


def test_what_was_written_is_counted_by_reading_it_back(small):
    _, _, written = small
    assert (written.services, written.processes, written.measures) == (5, 4, 1)
    assert written.answers == sum(len(s.answers) for s in small_city())


def test_metadata_name_the_city_and_no_department(small):
    city, path, _ = small
    _, rows = sheet_rows(path, "Metadaten")
    values = dict(rows)
    assert values[Key.FORMAT] == FORMAT
    assert values[Key.ART] == "gesamt"
    assert values[Key.AUTHORITY] == "Stadt Jena"
    assert values[Key.DEPARTMENT] is None
    assert values[Key.SUBMISSION_ID] == STAMP.report_id
    assert values[Key.QUESTIONNAIRES] == "ozg-rm-1.1@1;prozess-probe@1"
    assert values[Key.CHECKSUM] == content_of(city)


def test_the_check_sum_is_that_of_the_hand_ins_in_any_order():
    one, two = small_city()
    of = [
        content_of(consolidate(stored(*order), KNOWN))
        for order in ([one, two], [two, one], [one], [one, hand_in("Standesamt", [], number=2)])
    ]
    assert of[0] == of[1]
    assert len(set(of)) == 3


# --- collecting it again -------------------------------------------------------------------------


def test_collected_again_it_holds_exactly_the_same_hand_ins(written):
    city, path, _ = written
    read = read_back(path)
    assert read.findings == ()
    before = [h.stored for h in city.hand_ins]
    again = stored(*read.submissions)
    assert [(s.submission.submission_id, s.checksum) for s in again] == [
        (s.submission.submission_id, s.checksum) for s in before
    ]
    result = consolidate(again, KNOWN, authority="Stadt Jena")
    assert [s.result.score for s in result.services] == [s.result.score for s in city.services]


def test_a_second_generation_is_the_same_workbook(small, tmp_path):
    city, path, _ = small
    files = {h.stored.submission.submission_id: h.stored.file for h in city.hand_ins}
    again = [
        StoredSubmission(s.submission, s.checksum, CREATED, files[s.submission.submission_id], 1)
        for s in stored(*read_back(path).submissions)
    ]
    copy = tmp_path / "copy.xlsx"
    write_report(consolidate(again, KNOWN, authority="Stadt Jena"), copy, STAMP)
    assert copy.read_bytes() == path.read_bytes()


def test_the_store_that_wrote_it_knows_all_of_it(small, tmp_path):
    from datetime import datetime

    from assessments.actions import zppm

    _, path, _ = small
    now = datetime.fromisoformat(CREATED)
    with zppm.begin(tmp_path / "zppm.selbstcheck", "Stadt Jena", now) as store:
        with store.transaction() as db:
            from assessments.storage.rounds import keep_definitions

            keep_definitions(db, KNOWN.values())
        zppm.take_in(store, small_city(), now)
        taken = zppm.take_in(store, read_back(path).submissions, now)
    assert [t.verdict for t in taken] == [Verdict.KNOWN, Verdict.KNOWN]


def test_saved_again_by_libreoffice_it_is_read_identically(small, tmp_path):
    city, path, _ = small
    read = read_back(resaved(path, tmp_path))
    assert {f.code for f in read.findings} <= {"changed-after-export"}
    again = stored(*read.submissions)
    assert [s.checksum for s in again] == [h.stored.checksum for h in city.hand_ins]


def test_a_chosen_theme_changes_the_report_but_not_the_hand_ins_it_carries(tmp_path):
    one, two = small_city()
    chosen = consolidate(stored(one, two), KNOWN, Choice(theme="-1"), "Stadt Jena")
    path = tmp_path / "theme.xlsx"
    write_report(chosen, path, STAMP)
    assert len(chosen.services) == 1
    read = read_back(path)
    assert read.findings == ()
    assert read.submissions[0].services == one.services


# --- the file ------------------------------------------------------------------------------------


def test_the_same_input_gives_the_same_bytes(small, tmp_path):
    city, path, _ = small
    write_report(city, tmp_path / "twice.xlsx", STAMP)
    assert (tmp_path / "twice.xlsx").read_bytes() == path.read_bytes()


def test_called_off_it_leaves_the_former_file_alone(small, tmp_path):
    city, _, _ = small
    path = tmp_path / "Gesamt.xlsx"
    path.write_bytes(b"former")

    def call_off(done, total):
        if done == total - 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_report(city, path, STAMP, call_off)
    assert path.read_bytes() == b"former"
    assert [p.name for p in tmp_path.iterdir()] == ["Gesamt.xlsx"]


def test_text_that_looks_like_a_formula_stays_text(small):
    _, path, _ = small
    workbook = load_workbook(path)
    cells = [c for sheet in workbook for row in sheet.iter_rows() for c in row]
    assert not [c.coordinate for c in cells if c.data_type == "f"]
    assert sum(c.value == "=1+1" for c in cells) >= 2


def test_an_empty_city_makes_a_workbook_that_says_so(tmp_path):
    path = tmp_path / "leer.xlsx"
    written = write_report(consolidate((), {}), path, STAMP)
    assert (written.services, written.answers) == (0, 0)
    assert load_workbook(path)["Übersicht"]["A2"].value == "Noch keine Leistung ist bewertet."


# --- what a person reads -------------------------------------------------------------------------


def test_the_accessibility_checklist(written):
    """Sheet names speak, A1 says what it is, nothing is hidden, no merge or total in a table."""
    workbook = load_workbook(written[1])
    names = [t for sheet in workbook for t in sheet.tables]
    assert len(names) == len(set(names))
    for sheet in workbook:
        assert sheet.sheet_state == "visible"
        assert len(sheet.title) <= 31
        assert str(sheet["A1"].value).startswith(sheet.title.split()[0])
        assert sheet["A2"].value
        assert not any(d.hidden for d in sheet.column_dimensions.values())
        assert not any(d.hidden for d in sheet.row_dimensions.values())
        assert not sheet.merged_cells or sheet.page_setup.fitToWidth == 1
        assert not [c for row in sheet.iter_rows() for c in row if c.comment]
        for table in sheet.tables.values():
            area = sheet[table.ref]
            assert [c.value for c in area[0]] == [c.name for c in table.tableColumns]
            top, bottom = area[0][0].row, area[-1][0].row
            assert not [m for m in sheet.merged_cells if m.min_row <= bottom and m.max_row >= top]


def test_every_sheet_prints_on_a4_one_page_wide_with_a_footer(written):
    for sheet in load_workbook(written[1]):
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToWidth == 1
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "Selbstcheck" in sheet.oddFooter.left.text


def test_every_chart_has_an_alt_text_and_its_values_as_a_table(written):
    with zipfile.ZipFile(written[1]) as package:
        drawings = "".join(
            package.read(name).decode()
            for name in package.namelist()
            if re.fullmatch(r"xl/drawings/drawing\d+\.xml", name)
        )
        charts = [n for n in package.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", n)]
    described = re.findall(r'<cNvPr [^>]*descr="([^"]{20,})"', drawings)
    assert len(described) == len(charts) == 5
    assert all("Tabelle" in text for text in described)


def test_the_cover_answers_in_one_sentence_with_four_figures(small):
    sheet = load_workbook(small[1])["Deckblatt"]
    texts = [c.value for row in sheet.iter_rows() for c in row if isinstance(c.value, str)]
    assert sheet["A2"].value == "Stadt Jena, alle Fachdienste"
    # One service is rated by both; its lower rating counts.
    assert "1 von 2 Leistungen ist online, keine erreicht Stufe 3 oder mehr." in texts
    assert {"Leistungen sind online", "Leistungen sind OZG-konform",
            "Leistungen laufen durchgängig", "Prozesse haben ein Modell"} <= set(texts)  # fmt: skip
    figures = [c for row in sheet.iter_rows() for c in row if " von " in str(c.number_format)]
    assert [(c.value, c.number_format) for c in figures] == [
        (1, '#,##0" von 2"'), (0, '#,##0" von 2"'), (0, '#,##0" von 1"'), (2, '#,##0" von 4"'),
    ]  # fmt: skip


def test_report_sheets_show_the_computed_tables_with_their_counting_rules(small):
    workbook = load_workbook(small[1])
    for name in workbook.sheetnames[len(ORDER) : -len(END)]:
        texts = [str(c.value) for row in workbook[name].iter_rows() for c in row if c.value]
        rules = [t for t in texts if "Quelle: Abgaben von" in t or "von allen" in t]
        assert rules, name
    head, rows = sheet_rows(small[1], "R21 Datenqualität")
    assert [row[head.index("Stand")] for row in rows[:2]] == ["Hinweis", "Hinweis"]
    assert "führenden Fachdienst festlegen" in rows[0][head.index("Was zu tun ist")]


def test_without_processes_nothing_speaks_of_them(sample):
    workbook = load_workbook(sample[1])
    assert workbook["Prozesse"]["A2"].value == "Noch keine Prozesse erfasst"
    heads = [c.value for c in workbook["Kennzahlen"][4]]
    assert not [h for h in heads if h and "Prozess" in h]
    texts = [c.value for row in workbook["Übersicht"].iter_rows() for c in row if c.value]
    assert not [t for t in texts if "Prozess" in str(t)]


# --- size ----------------------------------------------------------------------------------------


def test_five_thousand_services_with_a_hundred_thousand_answers_are_read_again(tmp_path):
    answers = dict(list({**CONFORM, "O6": "test"}.items())[:20])
    per_department = 250
    hand_ins = [
        hand_in(
            f"Fachdienst {n:02}",
            [service(f"Leistung {n:02} {k:03}", answers) for k in range(per_department)],
        )
        for n in range(20)
    ]
    path = tmp_path / "groß.xlsx"
    written = write_report(consolidate(stored(*hand_ins), QUESTIONNAIRES), path, STAMP)
    assert written.services == 5_000
    assert written.answers == 100_000
    assert path.stat().st_size < 20 * 2**20
    read = read_back(path, QUESTIONNAIRES)
    assert read.findings == ()
    assert read.services == 5_000
