"""Contract 4 (`questionnaires`, `check-questionnaire`): every mistake with its place."""

from __future__ import annotations

import pytest

from tests.examining import ROOT, Office, selbstcheck

DEFINITION = ROOT / "questionnaires" / "definitions" / "ozg-rm-1.1-1.toml"
GATES_OF_2 = (
    '    { level = 2, meets = "O6 = produktiv" },\n',
    '    { level = 2, meets = "O5 in {pdf_hilfe, dienst}", short = "Ausfüllhilfe" },\n',
)
MISTAKES = {
    "unknown question in a condition": (
        [("O1 = weggefallen", "O99 = weggefallen")], "derived.umfang", "„O99“",
    ),
    "a circle of conditions": (
        [('show_if = "O2 = aussen"', 'show_if = "O3a = nein"')], "O3.show_if", "im Kreis",
    ),
    "an option twice": (
        [('{ code = "gemeinsam"', '{ code = "allein"')], "O1.options.allein.code", "„allein“",
    ),
    "a gate without option": (
        [('"O7 = vollstaendig"', '"O7 = quatsch"')], "O7.gates.3.meets", "„quatsch“",
    ),
    "a level without gate": ([(gate, "") for gate in GATES_OF_2], "levels.2", "Stufe 2"),
    "more than 30 words": (
        [('"Ist Ihr Fachdienst für diese Leistung zuständig?"', f'"{"Wort " * 31}?"')],
        "O1.wording", "mehr als 30",
    ),
    "a level twice": ([("number = 4", "number = 3")], "levels.3", "„3“"),
    "a key nobody knows": ([("[marks]", "[zeichen]\na = 1\n\n[marks]")], "zeichen", "„zeichen“"),
    "a value of another kind": ([('version = "1"', "version = 1")], "version", "Form"),
    "no TOML": ([("[marks]", "[marks")], "Zeile", "TOML"),
}  # fmt: skip


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)


def broken(office, changes):
    text = DEFINITION.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = office.path(".toml")
    path.write_text(text, encoding="utf-8")
    return path


def test_shipped_questionnaires_are_listed():
    listed = selbstcheck("questionnaires", "--json")
    assert (listed.code, listed.err) == (0, "")
    (ozg,) = (q for q in listed.document if q["id"] == "ozg-rm-1.1")
    assert (ozg["version"], len(ozg["fingerprint"])) == ("1", 64)
    assert "ozg-rm-1.1@1" in selbstcheck("questionnaires").out


def test_a_shipped_definition_is_in_order():
    done = selbstcheck("check-questionnaire", DEFINITION, "--json")
    assert (done.code, done.document["ok"], done.document["mistakes"]) == (0, True, [])
    words = selbstcheck("check-questionnaire", DEFINITION)
    assert words.out.startswith("„ozg-rm-1.1-1.toml“ ist in Ordnung")


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_named_with_file_place_and_remedy(office, name):
    changes, place, said = MISTAKES[name]
    path = broken(office, changes)
    done = selbstcheck("check-questionnaire", path, "--json")
    assert (done.code, done.err, done.document["ok"]) == (1, "", False)
    assert done.document["file"] == str(path)
    (found,) = (m for m in done.document["mistakes"] if place in m["path"] and said in m["message"])
    assert found["remedy"]
    words = selbstcheck("check-questionnaire", path)
    assert (words.code, words.err) == (1, "")
    assert f"„{path.name}“" in words.out
    assert f"{found['path']}: {found['message']} {found['remedy']}" in words.out


def test_several_mistakes_are_told_together(office):
    changes = [change for some in list(MISTAKES.values())[:4] for change in some[0]]
    done = selbstcheck("check-questionnaire", broken(office, changes), "--json")
    paths = [m["path"] for m in done.document["mistakes"]]
    assert [p for _, p, _ in list(MISTAKES.values())[:4] if not any(p in x for x in paths)] == []


def test_a_broken_definition_scores_nothing(office):
    answers = office.path(".json")
    answers.write_text("{}")
    path = broken(office, MISTAKES["an option twice"][0])
    done = selbstcheck("score", path, answers)
    assert (done.code, done.out) == (1, "")
    assert "O1.options.allein.code" in done.err


@pytest.mark.parametrize("content", [b"", b"\x00\xff", None])
def test_a_file_that_is_no_definition(office, content):
    path = office.path(".toml")
    if content is not None:
        path.write_bytes(content)
    done = selbstcheck("check-questionnaire", path)
    assert done.code == 1
    assert path.name in done.out + done.err
