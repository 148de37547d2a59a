"""Contract 4.1 and 4.2: an answer file in, the same answer file out."""

from __future__ import annotations

import json
import sqlite3

import pytest

from tests.contract.answer_files import ANSWERS, FULL, KEY, OTHER_KEY
from tests.examining import HEAD, Office, json_file, selbstcheck, service


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)


@pytest.fixture
def data(office):
    return office.path(".selbstcheck")


def fill(office, data, content):
    """Fill and return what the command says as JSON, with its exit code."""
    done = selbstcheck("fill", data, json_file(office.path(".json"), content), "--json")
    assert done.err == "", done.err
    return done.code, done.document


def minimal(*services, **rest):
    return {**HEAD, "department": "Bürgerservice", "services": list(services), **rest}


def dump(data):
    done = selbstcheck("dump", data)
    assert (done.code, done.err) == (0, "")
    return done.document


def refused(office, data, content):
    """Return what it is refused for; nothing may be written."""
    before = data.read_bytes() if data.exists() else None
    code, document = fill(office, data, content)
    assert code == 1
    assert (data.read_bytes() if data.exists() else None) == before
    assert document["services"] == document["answers"] == 0
    return [(f["column"], f["code"]) for f in document["findings"] if f["severity"] == "error"]


class TestFilling:
    def test_what_it_says(self, office, data):
        code, document = fill(office, data, FULL)
        assert code == 0
        counts = {"department": "Bürgerservice", "round": HEAD["round"], "services": 2,
                  "processes": 0, "measures": 1, "answers": 13, "findings": []}  # fmt: skip
        assert {k: document[k] for k in counts} == counts

    def test_four_keys_are_enough(self, office, data):
        keys = ("format", "formatversion", "department", "round")
        content = {k: minimal()[k] for k in keys}
        assert fill(office, data, content)[0] == 0
        dumped = dump(data)
        assert (dumped["department_id"], dumped["round_id"]) == (
            "buergerservice",
            "2-erhebung-2026",
        )
        assert len(dumped["stichtag"]) == 10, "today, and stored"
        for key in keys:
            less = {k: v for k, v in content.items() if k != key}
            assert [c for c, _ in refused(office, office.path(".selbstcheck"), less)] == [key]

    def test_in_words(self, office, data):
        done = selbstcheck("fill", data, json_file(office.path(".json"), FULL))
        words = "2 Leistungen, 0 Prozesse, 1 Maßnahme und 13 Antworten"
        assert done.out == f"Bürgerservice, 2. Erhebung 2026: {words} übernommen.\n"

    def test_a_missing_id_is_the_same_every_time(self, office, data):
        fill(office, data, minimal(service("Hund anmelden"), service("Ämter")))
        again = office.path(".selbstcheck")
        fill(office, again, minimal(service("Ämter"), service("Hund anmelden")))
        ids = [{s["title"]: s["id"] for s in dump(file)["services"]} for file in (data, again)]
        assert ids[0] == ids[1]
        other = office.path(".selbstcheck")
        fill(office, other, {**minimal(service("Ämter")), "department": "Archiv"})
        assert dump(other)["services"][0]["id"] != ids[0]["Ämter"]

    def test_a_service_with_the_same_id_is_replaced(self, office, data):
        fill(office, data, FULL)
        fill(office, data, {**FULL, "services": [
            {"id": "s2", "title": "Neu", "answers": {"O1": "gemeinsam"}},
        ]})  # fmt: skip
        first, second = dump(data)["services"]
        assert (first["title"], first["answers"], first["notes"]) == (
            "Neu",
            {"O1": "gemeinsam"},
            {},
        )
        assert (first["leika"], first["finished"]) == ([], False)
        assert second["title"] == "Anfang"

    def test_without_answers_nothing_that_is_there_is_touched(self, office, data):
        fill(office, data, FULL)
        fill(office, data, minimal(
            {"id": "s2", "title": "Zuletzt im Alphabet", "theme": "Bauen"},
            department_id="fd-33", round_id="r2",
        ))  # fmt: skip
        found, before = dump(data)["services"][0], FULL["services"][0]
        assert found == {**before, "theme": "Bauen"}
        assert dump(data)["department_answers"] == FULL["department_answers"]

    def test_one_with_the_same_full_set_of_keys_is_that_one(self, office, data):
        fill(office, data, minimal({"id": "s1", **service("Alt", {"O1": "allein"}),
                                    "leika": [KEY, OTHER_KEY]}))  # fmt: skip
        fill(office, data, minimal({"title": "Neu", "leika": [OTHER_KEY, KEY]}))
        (found,) = dump(data)["services"]
        assert (found["id"], found["title"], found["answers"]) == ("s1", "Neu", {"O1": "allein"})
        fill(office, data, minimal({"title": "Nur einer", "leika": [KEY]}))
        assert len(dump(data)["services"]) == 2

    def test_null_is_the_same_as_absent(self, office, data):
        nothing = {"title": "Pass", "answers": {"O1": None}, "focus": None, "leika": None}
        assert fill(office, data, minimal(nothing, stichtag="2026-11-30", opens=None))[0] == 0
        assert dump(data)["services"][0]["answers"] == {}


REFUSED = {
    "an unknown key at the top": ({"farbe": 1}, "farbe", "unknown-key"),
    "an unknown key without a value": ({"farbe": None}, "farbe", "unknown-key"),
    "an unknown key of a service": (
        {"services": [{"title": "a", "farbe": 1}]}, "services[0].farbe", "unknown-key",
    ),
    "no title": ({"services": [{"id": "a"}]}, "services[0].title", "missing-key"),
    "an unknown question": (
        {"services": [service("a", {"O99": "ja"})]}, "services[0].answers.O99", "unknown-question",
    ),
    "an unknown code": (
        {"services": [service("a", {"O1": "x"})]}, "services[0].answers.O1", "unknown-code",
    ),
    "an exclusive code with others": (
        {"services": [service("a", {"O11": ["keins", "bundid"]})]},
        "services[0].answers.O11", "exclusive-code",
    ),
    "more online than at all": (
        {"services": [service("a", {"F2": 1, "F3": 2})]},
        "services[0].answers.F3", "above-other-answer",
    ),
    "a date that is none": (
        {"services": [service("a", {"O6.seit": "8.3.2023"})]},
        "services[0].answers.O6.seit", "no-date",
    ),
    "a note of no question": (
        {"services": [service("a", notes={"O99": "x"})]},
        "services[0].notes.O99", "unknown-question",
    ),
    "an id twice": (
        {"services": [{"id": "1", "title": "a"}, {"id": "1", "title": "b"}]},
        "services[1].id", "id-twice",
    ),
    "a title twice": (
        {"services": [{"title": "a"}, {"title": "a"}]}, "services[1].id", "id-twice",
    ),
    "the department's id": (
        {"services": [{"id": "buergerservice", "title": "a"}]}, "services[0].id", "id-twice",
    ),
    "an audience that is none": (
        {"services": [{"title": "a", "audience": ["alle"]}]},
        "services[0].audience", "unknown-code",
    ),
    "a word for a truth value": (
        {"services": [{"title": "a", "focus": "ja"}]}, "services[0].focus", "wrong-kind",
    ),
    "a text for a list": (
        {"services": [{"title": "a", "leika": KEY}]}, "services[0].leika", "wrong-kind",
    ),
    "no list": ({"services": {}}, "services", "wrong-kind"),
    "no object": ({"services": [5]}, "services[0]", "wrong-kind"),
    "a Stichtag that is none": ({"stichtag": "30.11.2026"}, "stichtag", "no-date"),
    "an unknown setting": ({"settings": {"tage": 1}}, "settings.tage", "unknown-setting"),
    "a setting of another kind": (
        {"settings": {"ozg-rm-1.1.mindesttage": "viele"}},
        "settings.ozg-rm-1.1.mindesttage", "wrong-kind",
    ),
    "a question not asked once": (
        {"department_answers": {"O1": "allein"}}, "department_answers.O1", "not-asked-once",
    ),
    "an effort that is none": (
        {"measures": [{"title": "m", "effort": "riesig"}]}, "measures[0].effort", "unknown-code",
    ),
    "a measure about nothing": (
        {"measures": [{"title": "m", "subjects": ["x"]}]},
        "measures[0].subjects", "unknown-subject",
    ),
    "a text too long": (
        {"services": [{"title": "a", "remark": "x" * 4001}]},
        "services[0].remark", "text-too-long",
    ),
    "another format": ({"format": "etwas"}, "format", "wrong-format"),
    "a newer version": ({"formatversion": 2}, "formatversion", "newer-format"),
    "a version in words": ({"formatversion": "1"}, "formatversion", "wrong-format"),
}  # fmt: skip


class TestRefusing:
    @pytest.mark.parametrize("name", REFUSED)
    def test_refused_by_name(self, office, data, name):
        change, place, code = REFUSED[name]
        assert refused(office, data, {**minimal(), **change}) == [(place, code)]

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b"", "no-json"),
            (b"{", "no-json"),
            (b"\xff{}", "no-utf8"),
            (b'{"format": 1, "format": 1}', "key-twice"),
            (b'{"a": NaN}', "no-number"),
            (b'{"a": ' + b"9" * 5000 + b"}", "no-number"),
            (b"[" * 50_000, "too-deep"),
            (b"[]", "wrong-format"),
            (b"null", "wrong-format"),
        ],
    )
    def test_what_is_no_answer_file(self, office, data, content, code):
        assert [c for _, c in refused(office, data, content)] == [code]

    def test_32_levels_and_20_mebibytes(self, office, data):
        def nested(levels):
            deep = "x"
            for _ in range(levels - 1):
                deep = [deep]
            return {**minimal(), "tief": deep}

        assert refused(office, data, nested(32)) == [("tief", "unknown-key")]
        assert refused(office, data, nested(33)) == [("", "too-deep")]
        small = json.dumps(minimal()).encode()
        assert refused(office, data, small.ljust(20 * 2**20 + 1)) == [("", "too-large")]
        assert fill(office, data, small.ljust(20 * 2**20))[0] == 0

    def test_all_mistakes_are_told_at_once_a_hundred_at_most(self, office, data):
        wrong = minimal(*({"title": f"a{n}", "farbe": 1} for n in range(130)))
        code, document = fill(office, data, wrong)
        assert (code, len(document["findings"]), document["more_findings"]) == (1, 100, 30)

    def test_in_words_on_standard_error(self, office, data):
        path = json_file(office.path(".json"), minimal(farbe=1))
        done = selbstcheck("fill", data, path)
        assert (done.code, done.out, data.exists()) == (1, "", False)
        assert done.err.startswith(f"„{path.name}“ wurde nicht übernommen:\n  farbe: ")

    @pytest.mark.parametrize(
        ("change", "code", "said"),
        [
            (
                {"department": "Archiv", "department_id": "archiv"},
                "other-department",
                "von „Archiv“, diese Datei von „Bürg",
            ),
            (
                {"department_id": "fd-34"},
                "other-department",
                "von „fd-34“, diese Datei von „fd-33“",
            ),
            ({"authority": "Stadt Gera"}, "other-department", "„Bürgerservice, Stadt Gera“"),
            ({"round": "R3", "round_id": "r3"}, "other-round", "Runde „R3“"),
        ],
    )
    def test_another_department_or_round(self, office, data, change, code, said):
        fill(office, data, FULL)
        before = data.read_bytes()
        _, document = fill(office, data, {**FULL, **change})
        (found,) = document["findings"]
        assert found["code"] == code
        assert said in found["message"]
        assert data.read_bytes() == before

    def test_a_file_that_is_none_of_ours(self, office):
        answers = json_file(office.path(".json"), minimal())
        text = office.folder / "text.selbstcheck"
        text.write_text("Guten Tag " * 100)
        foreign = office.folder / "fremd.selbstcheck"
        with sqlite3.connect(foreign) as db:
            db.execute("CREATE TABLE a (b)")
        db.close()
        folder = office.folder / "ordner.selbstcheck"
        folder.mkdir()
        for path in (text, foreign, folder):
            done = selbstcheck("fill", path, answers)
            assert (done.code, done.out) == (1, "")
            assert done.err.startswith(f"„{path.name}“ ist keine Selbstcheck-Datei.")
        store, _ = office.collected(office.exported(office.filled("Archiv")))
        done = selbstcheck("fill", store, answers)
        assert (done.code, "Bestand des ZPPM" in done.err) == (1, True)

    def test_a_folder_that_is_not_there(self, office):
        answers = json_file(office.path(".json"), minimal())
        done = selbstcheck("fill", office.folder / "weg" / "a.selbstcheck", answers)
        assert (done.code, done.out) == (1, "")
        assert done.err.startswith(
            "„a.selbstcheck“ ist nicht gespeichert. Den Ordner gibt es nicht"
        )


class TestDumping:
    def test_everything_comes_back(self, office, data):
        fill(office, data, FULL)
        dumped = dump(data)
        second = {
            "id": "s1", "title": "Anfang", "leika": [], "ozg_id": "", "theme": "",
            "leika_type": "", "audience": [], "focus": None, "sdg": None, "keys_checked": "",
            "remark": "", "answers": {}, "notes": {}, "evidence": {}, "finished": False,
        }  # fmt: skip
        assert dumped == {**FULL, "services": [FULL["services"][0], second], "processes": []}

    def test_filling_a_dump_gives_an_equal_dump(self, office, data):
        fill(office, data, FULL)
        again = office.path(".selbstcheck")
        assert fill(office, again, dump(data))[0] == 0
        assert selbstcheck("dump", again).out == selbstcheck("dump", data).out
        assert fill(office, again, dump(data))[0] == 0
        assert dump(again) == dump(data), "and filling it again changes nothing"

    def test_to_a_file(self, office, data):
        fill(office, data, FULL)
        target = office.folder / "dump.json"
        done = selbstcheck("dump", data, "--out", target)
        assert (done.code, done.out) == (0, f"Alle Antworten stehen in „{target}“.\n")
        assert json.loads(target.read_text(encoding="utf-8")) == dump(data)
        blocked = selbstcheck("dump", data, "--out", office.folder / "weg" / "dump.json")
        assert (blocked.code, blocked.out) == (1, "")

    def test_no_time_and_no_random_id(self, office):
        files = [office.path(".selbstcheck") for _ in range(2)]
        for file in files:
            fill(office, file, minimal(service("Hund", ANSWERS), measures=[{"title": "Schulen"}]))
            office.exported(file)
        assert selbstcheck("dump", files[0]).out == selbstcheck("dump", files[1]).out


class TestFiles:
    """What every command does with a file that it can't use."""

    COMMANDS = (
        ("results",), ("dump",), ("export", "--out", "a.xlsx"), ("report", "--out", "a.xlsx"),
    )  # fmt: skip

    @pytest.mark.parametrize("command", COMMANDS)
    def test_missing_foreign_and_newer(self, office, data, command):
        fill(office, data, FULL)
        store, _ = office.collected(office.exported(data))
        chosen = store if command[0] == "report" else data
        with sqlite3.connect(chosen) as db:
            db.execute(
                "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
                " VALUES ('selbstcheck', '2099-01 something new', '2099-01-01')"
            )
        db.close()
        before = chosen.read_bytes()
        done = selbstcheck(command[0], chosen, *command[1:])
        assert (done.code, done.out) == (1, "")
        assert done.err == (
            "Diese Datei stammt aus einer neueren Programmversion. Aktualisieren Sie das "
            "Programm.\n"
        )
        assert chosen.read_bytes() == before
        chosen.write_bytes(b"kein SQLite" * 400)
        done = selbstcheck(command[0], chosen, *command[1:])
        said = "Eine Sicherung liegt hier" if chosen is store else "ist keine Selbstcheck-Datei"
        assert (done.code, said in done.err) == (1, True)
        chosen.unlink()
        done = selbstcheck(command[0], chosen, *command[1:])
        assert (done.code, "gibt es nicht" in done.err) == (1, True)

    def test_one_of_the_other_kind(self, office, data):
        fill(office, data, FULL)
        workbook = office.exported(data)
        store, _ = office.collected(workbook)
        for command in (("export", store, "--out", office.folder), ("dump", store)):
            done = selbstcheck(*command)
            assert (done.code, "Bestand des ZPPM" in done.err) == (1, True)
        for command in (("report", data, "--out", office.folder), ("collect", data, workbook)):
            done = selbstcheck(*command)
            assert (done.code, "Datei eines Fachdienstes" in done.err) == (1, True)
