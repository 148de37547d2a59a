"""Contract 2.1, 3.4 and 4: what counts, and the city workbook that carries it on."""

from __future__ import annotations

from itertools import permutations
from shutil import copyfile

import pytest
from openpyxl import load_workbook

from tests.examining import ROUND, Copy, Office, about, selbstcheck, service, table

ONLINE = {
    "O1": "allein", "O2": "aussen", "O3": "antrag", "O4": "ja", "O5": "dienst",
    "O6": "produktiv", "O6.seit": "2023-03-08", "O7": "vollstaendig", "O8": "nein", "O9": "keine",
    "O12": "nein", "O14": "keine", "O16": "bescheid", "O17": "kein_rueckkanal",
    "EE1": "manuell_digital",
}  # fmt: skip
PAPER = {"O1": "allein", "O2": "aussen", "O3": "antrag", "O4": "teilweise", "O5": "pdf_druck"}
ELSEWHERE = {"O1": "nicht_stadt"}
KEY = "99008001012000"


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)


@pytest.fixture(scope="module")
def hand_ins(tmp_path_factory):
    """Three hand-ins of the Archiv, each with a service more, and one of the Standesamt."""
    office = Office(tmp_path_factory.mktemp("hand_ins"))
    data = office.path(".selbstcheck")
    made = []
    for count in (1, 2, 3):
        services = [service(f"Akte {n}", PAPER) for n in range(count)]
        office.filled("Archiv", *services, data=data)
        made.append(office.exported(data))
    other = office.filled("Standesamt", service("Urkunde", ONLINE, leika=[KEY], theme="Familie"))
    return [*made, office.exported(other)]


@pytest.fixture(scope="module")
def collected(tmp_path_factory, hand_ins):
    """A file of ZPPM with all of them, to be looked at only."""
    return Office(tmp_path_factory.mktemp("zppm")).collected(*hand_ins)[0]


@pytest.fixture(scope="module")
def city(tmp_path_factory, collected):
    """The city workbook of it."""
    return Office(tmp_path_factory.mktemp("city")).reported(collected)


def results(store, *options):
    done = selbstcheck("results", store, "--json", *options)
    assert done.code == 0, done.err
    return done.document


def figures(document):
    """What results say, without the time at which something was taken in."""
    departments = [{**d, "taken_at": None} for d in document["departments"]]
    return {**document, "departments": departments}


def taken(document):
    return [file["taken"] for file in document["files"]]


def titles(store, *options):
    return sorted(s["title"] for s in results(store, *options)["services"])


def as_number(workbook, number, target):
    """The same hand-in under another number, as after tampering or a restored backup."""
    changed = Copy(workbook)
    changed.about("abgabe_nummer", number)
    return changed.save(target)


class TestWhatCounts:
    def test_the_highest_number_counts_whatever_the_order(self, office, hand_ins):
        told = []
        for order in list(permutations(hand_ins))[::9]:
            store, document = office.collected(*order)
            verdicts = dict(zip(order, taken(document), strict=True))
            assert [verdicts[h] for h in hand_ins] == ["older", "older", "new", "new"]
            told.append(figures(results(store)))
        assert all(one == told[0] for one in told)
        assert [d["number"] for d in told[0]["departments"]] == [3, 1]

    def test_one_call_or_many_give_the_same(self, office, hand_ins):
        first, second, third, other = hand_ins
        store, document = office.collected(second)
        assert taken(document) == ["new"]
        assert taken(office.collected(first, store=store)[1]) == ["older"]
        assert taken(office.collected(third, store=store)[1]) == ["replaced"]
        assert taken(office.collected(other, store=store)[1]) == ["new"]
        at_once, _ = office.collected(*hand_ins)
        assert figures(results(store)) == figures(results(at_once))

    def test_the_same_again_changes_nothing_under_any_name(self, office, hand_ins):
        store, _ = office.collected(*hand_ins)
        before = results(store)
        renamed = copyfile(hand_ins[2], office.folder / "Kopie von gestern.xlsx")
        assert taken(office.collected(renamed, *hand_ins, store=store)[1]) == ["known"] * 5
        assert results(store) == before

    def test_the_same_file_twice_in_one_call_is_known_the_second_time(self, office, hand_ins):
        _, document = office.collected(hand_ins[0], hand_ins[0])
        assert taken(document) == ["new", "known"]

    def test_one_id_with_two_contents_is_a_conflict_for_both(self, office, hand_ins):
        changed = Copy(hand_ins[2])
        changed.answer("O4", "ja")
        other = changed.save(office.path(".xlsx"))
        store, document = office.collected(hand_ins[2], other)
        assert taken(document) == ["conflict", "conflict"]
        (department,) = results(store)["departments"]
        assert (department["disputed"], department["number"]) == (True, None)
        done = selbstcheck("report", store, "--out", office.path(".xlsx"))
        assert (done.code, done.out) == (1, "")
        assert "strittig" in done.err
        assert taken(office.collected(hand_ins[1], store=store)[1]) == ["new"]
        assert titles(store) == ["Akte 0", "Akte 1"], "meanwhile the highest undisputed number"

    def test_one_number_with_two_ids_is_a_conflict_too(self, office, hand_ins):
        twin = as_number(hand_ins[1], 3, office.path(".xlsx"))
        store, document = office.collected(hand_ins[0], twin, hand_ins[2])
        assert taken(document) == ["new", "conflict", "conflict"]
        assert titles(store) == ["Akte 0"]

    def test_a_conflict_over_two_calls_is_the_same_conflict(self, office, hand_ins):
        twin = as_number(hand_ins[1], 3, office.path(".xlsx"))
        store, document = office.collected(hand_ins[2])
        assert taken(document) == ["new"]
        assert taken(office.collected(twin, store=store)[1]) == ["conflict"]
        assert results(store)["departments"][0]["disputed"] is True

    def test_authorities_and_rounds_are_kept_apart(self, office):
        made = [
            office.exported(office.filled("Archiv", service(name), **{key: value}))
            for name, key, value in (
                ("Jena", "authority", "Stadt Jena"),
                ("Gera", "authority", "Stadt Gera"),
                ("später", "round", "3. Erhebung 2027"),
            )
        ]
        store, document = office.collected(*made)
        assert taken(document) == ["new"] * 3
        assert titles(store, "--authority", "Stadt Gera", "--round", "2-erhebung-2026") == ["Gera"]
        assert titles(store, "--round", "2-erhebung-2026") == ["Gera", "Jena"]
        assert titles(store, "--round", "3-erhebung-2027") == ["später"]

    def test_the_latest_stichtag_is_looked_at_unless_another_is_chosen(self, office, hand_ins):
        later = office.filled("Archiv", service("2027"), round="R", stichtag="2027-11-30")
        store, _ = office.collected(*hand_ins, office.exported(later))
        assert titles(store) == ["2027"]
        done = selbstcheck("results", store, "--round", "gibt-es-nicht")
        assert (done.code, done.out) == (1, "")
        assert "Möglich sind: 2-erhebung-2026, r." in done.err

    def test_a_file_that_is_refused_keeps_no_other_out(self, office, hand_ins):
        broken = office.folder / "kaputt.xlsx"
        broken.write_bytes(b"")
        store = office.path(".selbstcheck")
        done = selbstcheck("collect", store, broken, hand_ins[0], "--json")
        assert done.code == 1
        assert taken(done.document) == ["refused", "new"]
        assert titles(store) == ["Akte 0"]

    def test_a_folder_stands_for_the_workbooks_in_it(self, office, hand_ins):
        folder = office.folder / "Abgaben"
        folder.mkdir()
        for workbook in hand_ins:
            copyfile(workbook, folder / workbook.name)
        (folder / "Notiz.txt").write_text("x")
        (folder / "~$1.xlsx").write_bytes(b"x")
        _, document = office.collected(folder)
        assert sorted(taken(document)) == ["new", "new", "older", "older"]


class TestResults:
    def test_a_data_file_and_a_store_say_the_same(self, office):
        answers = {**ONLINE, "F2": 400, "F3": 90, "F1.von": "2026-01-01", "F1.bis": "2026-12-31"}
        services = (service("a", answers, leika=[KEY], theme="Familie"), service("b", PAPER))
        data = office.filled("Archiv", *services, settings={"ozg-rm-1.1.mindesttage": 400})
        store, _ = office.collected(office.exported(data))
        assert figures(results(data)) == figures(results(store))
        assert results(store)["services"][0]["online_share"] is None, "the round's own setting"

    def test_the_keys_of_the_contract(self, collected):
        document = results(collected)
        assert {"round", "departments", "services", "processes", "summary"} <= set(document)
        assert document["round"] == ROUND
        assert {"id", "name", "number", "taken_at"} <= set(document["departments"][0])
        urkunde = document["services"][-1]
        assert (urkunde["department"], urkunde["department_id"]) == ("Standesamt", "standesamt")
        assert (urkunde["title"], urkunde["level"], urkunde["possible_level"]) == ("Urkunde", 2, 2)
        assert urkunde["missing"][0]["owner"] == "land"
        assert document["summary"]["services"] == 4

    @pytest.mark.parametrize(
        ("options", "found"),
        [
            (("--department", "standesamt"), ["Urkunde"]),
            (("--department", "Standesamt"), ["Urkunde"]),
            (("--department", "gibt-es-nicht"), []),
            (("--theme", "Familie"), ["Urkunde"]),
            (("--theme", "Bauen"), []),
            (("--authority", "Stadt Jena"), ["Akte 0", "Akte 1", "Akte 2", "Urkunde"]),
            (("--authority", "Stadt Gera"), []),
        ],
    )
    def test_choices(self, office, collected, options, found):
        assert titles(collected, *options) == found
        data = office.filled("Standesamt", service("Urkunde", theme="Familie"))
        assert set(titles(data, *options)) == set(found) & {"Urkunde"}


class TestCityWorkbook:
    CITY = ("Behörde", "Fachdienst-ID", "Abgabe-ID")
    LISTED = (
        "Abgabe-ID", "Abgabe-Nummer", "Behörde", "Fachdienst", "Fachdienst-ID", "Runde",
        "Runde-ID", "Stichtag", "Einstellungen", "Erstellt am", "Fragebögen", "Datei", "Prüfsumme",
    )  # fmt: skip

    FOUR = (
        ("Leistungen", "tblLeistungen"), ("Prozesse", "tblProzesse"),
        ("Maßnahmen", "tblMassnahmen"), ("Antworten", "tblAntworten"),
    )  # fmt: skip

    def test_sheets_tables_and_columns(self, city):
        opened = load_workbook(city)
        names = opened.sheetnames
        assert names[:5] == ["Deckblatt", "Übersicht", "Leistungen", "Prozesse", "Maßnahmen"]
        assert names[-4:] == ["Abgaben", "Antworten", "Lesehilfe", "Metadaten"]
        assert {sheet.sheet_state for sheet in opened} == {"visible"}
        for sheet, name in self.FOUR:
            (listed,) = opened[sheet].tables.values()
            assert listed.name == name
            assert tuple(c.name for c in listed.tableColumns)[-3:] == self.CITY
        (listed,) = opened["Abgaben"].tables.values()
        assert listed.name == "tblAbgaben"
        assert tuple(c.name for c in listed.tableColumns) == self.LISTED

    def test_it_lists_what_counts_and_can_be_collected_again(
        self, office, hand_ins, collected, city
    ):
        assert [(r["Fachdienst"], r["Abgabe-Nummer"]) for r in table(city, "Abgaben")] == [
            ("Archiv", 3), ("Standesamt", 1),
        ]  # fmt: skip
        metadata = about(city)
        assert (metadata["art"], metadata["fachdienst"]) == ("gesamt", None)
        again, document = office.collected(city)
        (file,) = document["files"]
        ids = [str(about(h)["abgabe_id"]) for h in (hand_ins[2], hand_ins[3])]
        assert file["submissions"] == [
            {"department": "Archiv", "submission_id": ids[0], "taken": "new"},
            {"department": "Standesamt", "submission_id": ids[1], "taken": "new"},
        ]
        assert file["findings"] == []
        assert figures(results(again)) == figures(results(collected))
        second = office.reported(again)
        for sheet in ("Leistungen", "Prozesse", "Maßnahmen", "Antworten"):
            assert table(second, sheet) == table(city, sheet)

    def test_collected_where_it_came_from_everything_is_known(self, office, hand_ins, city):
        store, _ = office.collected(*hand_ins)
        _, document = office.collected(city, store=store)
        assert [s["taken"] for s in document["files"][0]["submissions"]] == ["known", "known"]

    def test_a_newer_hand_in_beside_the_city_workbook_replaces_it(self, office, hand_ins):
        old, _ = office.collected(hand_ins[0], hand_ins[3])
        city = office.reported(old)
        store, document = office.collected(city, hand_ins[2])
        verdicts = [s["taken"] for s in document["files"][0]["submissions"]]
        assert (verdicts, document["files"][1]["taken"]) == (["older", "new"], "new")
        assert titles(store) == ["Akte 0", "Akte 1", "Akte 2", "Urkunde"]

    def test_an_empty_authority_stays_the_stores_own(self, office):
        made = [
            office.exported(office.filled("Archiv", service(t), authority=a))
            for t, a in (("eigene", ""), ("fremde", "Stadt Gera"))
        ]
        store, document = office.collected(*made)
        assert taken(document) == ["new", "new"]
        again, _ = office.collected(office.reported(store))
        assert titles(again) == ["eigene", "fremde"]
        assert titles(again, "--authority", "Stadt Gera") == ["fremde"]

    def test_without_the_list_of_hand_ins_it_is_refused(self, office, city):
        changed = Copy(city)
        del changed.workbook["Abgaben"]
        broken = changed.save(office.path(".xlsx"))
        done = selbstcheck("check", broken, "--json")
        (file,) = done.document["files"]
        assert (done.code, file["status"], file["findings"][0]["sheet"]) == (
            1,
            "refused",
            "Abgaben",
        )

    @pytest.mark.parametrize(
        "services",
        [(), (service("anderswo", ELSEWHERE),), (service("noch offen"),)],
        ids=["empty", "elsewhere", "open"],
    )
    def test_a_city_without_a_rated_service(self, office, services):
        store, _ = office.collected(office.exported(office.filled("Archiv", *services)))
        city = office.reported(store)
        assert titles(office.collected(city)[0]) == [s["title"] for s in services]

    def test_a_theme_that_nobody_has(self, office, collected):
        city = office.reported(collected, "--theme", "Bauen")
        assert len(table(city, "Abgaben")) == 2, "hand-ins are carried whole"
