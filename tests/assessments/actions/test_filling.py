"""An answer file is taken in whole or not at all, and what comes out is what went in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessments.actions import clerk, files
from assessments.errors import StoreBusy
from assessments.storage import open_store
from tests.answer_files import HEAD, RICH, by_title, document, dumped, filled, refusal
from tests.clerks import LATER, NOW, OZG, PROCESSES, STAMP

PASS_KEY, DOG_KEY = "99008001012000", "99102015000000"

# A new file


def test_a_new_file_holds_what_the_answer_file_says(path):
    result = files.fill(
        path,
        document(
            {"title": "Pass", "answers": {"O1": "allein", "O11": ["servicekonto", "bundid"]}},
            {"title": "Hund", "answers": {"O1": "weiss_nicht"}},
            processes=[{"title": "Prüfen", "group": "G"}],
            measures=[{"title": "Schulen"}],
            department_answers={"X9": "ja"},
        ),
        NOW,
    )
    counts = (result.services, result.processes, result.measures, result.answers)
    assert counts == (2, 1, 1, 4)
    with open_store(path, NOW) as store:
        data = clerk.load(store)
    kinds = [(a.subject.title, a.questionnaire) for a in data.assessments.values()]
    assert kinds == [("Pass", OZG), ("Hund", OZG), ("Prüfen", PROCESSES), ("Bürgerservice", OZG)]
    assert data.assessments["buergerservice"].values() == {"X9": "ja"}
    assert data.measures[0].status == "Idee"
    assert {a.changed_at for one in data.assessments.values() for a in one.answers.values()} == {
        STAMP
    }
    assert data.can_undo is None


def test_a_missing_stichtag_is_today_and_stored(path):
    content = {k: v for k, v in HEAD.items() if k != "stichtag"}
    files.fill(path, content, NOW)
    files.fill(path, content, LATER.replace(day=20))
    assert dumped(path)["stichtag"] == "2026-11-02"


def test_what_is_refused_leaves_no_file(path):
    assert refusal(path, document({"title": "Pass", "answers": {"O1": "ja"}})) == [
        ("services[0].answers.O1", "unknown-code")
    ]
    assert list(path.parent.iterdir()) == []


def test_all_that_is_wrong_is_said_at_once(path):
    found = refusal(
        path,
        document(
            {"id": "a", "title": "Pass", "answers": {"O1": "ja"}},
            {"id": "a", "title": "Hund"},
            {"id": "buergerservice", "title": "Amt"},
            processes=[{"title": "P", "services": ["a", "weg"]}],
            measures=[{"id": "m", "title": "M", "subjects": ["fort"]}, {"id": "m", "title": "N"}],
        ),
    )
    assert found == [
        ("services[0].answers.O1", "unknown-code"),
        ("services[1].id", "id-twice"),
        ("services[2].id", "id-twice"),
        ("measures[1].id", "id-twice"),
        ("processes[0].services", "unknown-subject"),
        ("measures[0].subjects", "unknown-subject"),
    ]


def test_missing_ids_are_the_same_every_time(path):
    services = ({"title": "Antrag A/B"}, {"title": "Antrag A B"}, {"title": "日本語"})
    rest = {"processes": [{"title": "Antrag A/B, Ablauf"}], "measures": [{"title": "Antrag A/B"}]}
    first = filled(path, *services, **rest)
    second = filled(path.with_name("b.selbstcheck"), *services, **rest)
    assert first == second
    ids = [one["id"] for part in ("services", "processes", "measures") for one in first[part]]
    assert ids[0].startswith("antrag-a-b-")
    assert len(set(ids[:4])) == 4
    other = filled(path.with_name("c.selbstcheck"), *services, department="Soziales")
    assert {s["id"] for s in other["services"]}.isdisjoint(ids)


def test_the_same_title_twice_without_ids_is_named(path):
    assert refusal(path, document({"title": "Pass"}, {"title": "Pass "})) == [
        ("services[1].id", "id-twice")
    ]


# A file that is there


def test_the_same_id_is_replaced_and_others_stay(path):
    filled(
        path,
        {"id": "a", "title": "Pass", "theme": "T", "answers": {"O1": "allein", "O2": "aussen"}},
        {"id": "b", "title": "Hund", "answers": {"O1": "allein"}},
    )
    dump = filled(
        path, {"id": "c", "title": "Neu"}, {"id": "a", "title": "Ausweis", "answers": {"O4": "ja"}}
    )
    assert [s["id"] for s in dump["services"]] == ["a", "b", "c"]
    replaced = by_title(dump)["Ausweis"]
    assert (replaced["answers"], replaced["theme"]) == ({"O4": "ja"}, "")
    assert by_title(dump)["Hund"]["answers"] == {"O1": "allein"}


def test_replacing_answers_replaces_words_and_finished_too(path):
    whole = {"notes": {"O1": "n"}, "evidence": {"O1": "b"}, "finished": True}
    filled(path, {"id": "a", "title": "Pass", "answers": {"O1": "allein"}, **whole})
    (service,) = filled(path, {"id": "a", "title": "Pass", "answers": {}})["services"]
    assert (service["answers"], service["notes"], service["evidence"]) == ({}, {}, {})
    assert service["finished"] is False


def test_without_the_key_answers_nothing_of_them_is_touched(path):
    """So a start file wipes nothing: only what it says is changed."""
    full = {
        "id": "a",
        "title": "Pass",
        "theme": "T",
        "remark": "R",
        "answers": {"O1": "allein"},
        "notes": {"O1": "n"},
        "evidence": {"O1": "b"},
        "finished": True,
    }
    (before,) = filled(path, full)["services"]
    (after,) = filled(path, {"id": "a", "title": "Reisepass", "theme": "Neu"})["services"]
    assert after == {**before, "title": "Reisepass", "theme": "Neu"}
    (noted,) = filled(path, {"id": "a", "title": "Reisepass", "notes": {"O2": "m"}})["services"]
    assert noted == {**after, "notes": {"O2": "m"}}


def test_an_answer_that_stays_keeps_its_time(path):
    filled(path, {"id": "a", "title": "Pass", "answers": {"O1": "allein", "O2": "aussen"}})
    filled(
        path, {"id": "a", "title": "Pass", "answers": {"O1": "allein", "O2": "intern"}}, now=LATER
    )
    with open_store(path, NOW) as store:
        answers = clerk.load(store).assessments["a"].answers
    assert answers["O1"].changed_at == STAMP
    assert answers["O2"].changed_at > STAMP


@pytest.mark.parametrize("id_", [{}, {"id": "andere"}])
def test_the_same_full_set_of_keys_is_the_same_service(path, id_):
    keys = [PASS_KEY, DOG_KEY]
    filled(path, {"id": "a", "title": "Pass", "leika": keys, "answers": {"O1": "allein"}})
    dump = filled(
        path,
        {**id_, "title": "Ausweis", "leika": keys[::-1]},
        {"title": "Nur ein Schlüssel", "leika": keys[:1]},
        processes=[{"id": "p", "title": "P", "services": [id_.get("id", "a")]}],
        measures=[{"id": "m", "title": "M", "subjects": [id_.get("id", "a")]}],
    )
    assert [s["title"] for s in dump["services"]] == ["Ausweis", "Nur ein Schlüssel"]
    assert (dump["services"][0]["id"], dump["services"][0]["answers"]) == ("a", {"O1": "allein"})
    assert dump["processes"][0]["services"] == ["a"]
    assert dump["measures"][0]["subjects"] == ["a"]


def test_keys_that_several_services_share_decide_nothing(path):
    services = [{"id": i, "title": i, "leika": [PASS_KEY]} for i in ("a", "b")]
    filled(path, *services)
    dump = filled(path, {"id": "c", "title": "c", "leika": [PASS_KEY]}, *services)
    assert [s["id"] for s in dump["services"]] == ["a", "b", "c"]


def test_two_entries_for_one_service_are_named(path):
    filled(path, {"id": "a", "title": "Pass", "leika": [PASS_KEY]})
    twice = [{"title": t, "leika": [PASS_KEY]} for t in ("Ausweis", "Reisepass")]
    assert refusal(path, document(*twice)) == [("services[1].id", "id-twice")]


def test_an_id_of_another_kind_is_named(path):
    filled(path, {"id": "a", "title": "Pass"})
    assert refusal(path, document(processes=[{"id": "a", "title": "Prüfen"}])) == [
        ("processes[0].id", "id-twice")
    ]


def test_a_removed_service_comes_back(path):
    filled(path, {"id": "a", "title": "Pass", "answers": {"O1": "allein"}})
    with open_store(path, NOW) as store:
        clerk.remove_subjects(store, "r2", ["a"], NOW)
    assert filled(path, {"id": "a", "title": "Pass"})["services"][0]["answers"] == {"O1": "allein"}


def test_department_answers_are_touched_only_if_given(path):
    filled(path, department_answers={"X9": "ja", "X9.stand": "läuft"})
    assert filled(path)["department_answers"] == {"X9": "ja", "X9.stand": "läuft"}
    assert filled(path, department_answers={"X9": "nein"})["department_answers"] == {"X9": "nein"}
    assert filled(path, department_answers={})["department_answers"] == {}


def test_the_round_says_what_is_given_and_keeps_the_rest(path):
    files.fill(path, RICH, NOW)
    dump = filled(path, round_id="r2", round="Runde zwei", closes="2027-01-15", settings={})
    assert (dump["round"], dump["closes"], dump["settings"]) == ("Runde zwei", "2027-01-15", {})
    assert (dump["opens"], dump["start_file"], dump["authority"]) == (
        *("2026-10-01", "start-7", "Stadt Jena"),
    )


def test_measures_with_the_same_id_are_replaced_in_place(path):
    filled(path, measures=[{"id": "a", "title": "A", "effort": "groß"}, {"id": "b", "title": "B"}])
    dump = filled(path, measures=[{"id": "c", "title": "C"}, {"id": "a", "title": "A2"}])
    assert [(m["id"], m["title"], m["effort"]) for m in dump["measures"]] == [
        ("a", "A2", ""),
        ("b", "B", ""),
        ("c", "C", ""),
    ]


@pytest.mark.parametrize(
    ("other", "finding"),
    [
        ({"department": "Soziales"}, ("department_id", "other-department")),
        ({"department_id": "bs"}, ("department_id", "other-department")),
        ({"authority": "Stadt Gera"}, ("department_id", "other-department")),
        ({"round": "R3"}, ("round_id", "other-round")),
        ({"round_id": "r3"}, ("round_id", "other-round")),
    ],
)
def test_another_department_or_round_is_refused(path, other, finding):
    files.fill(path, RICH, NOW)
    before = path.read_bytes()
    assert refusal(path, {**document({"title": "Neu"}), **other}) == [finding]
    assert path.read_bytes() == before


def test_an_authority_is_added_where_there_was_none(path):
    filled(path)
    assert filled(path, authority="Stadt Jena")["authority"] == "Stadt Jena"
    assert filled(path)["authority"] == "Stadt Jena"


def test_what_is_refused_changes_nothing(path):
    filled(path, {"id": "a", "title": "Pass", "answers": {"O1": "allein"}})
    before = path.read_bytes()
    refusal(path, document({"id": "a", "title": "Pass", "answers": {"O1": "x"}}))
    assert path.read_bytes() == before


def test_filling_is_one_step_that_can_be_taken_back(path):
    filled(path, {"id": "a", "title": "Pass", "answers": {"O1": "allein"}})
    with open_store(path, NOW) as store:
        before = clerk.load(store)
    filled(
        path, {"id": "a", "title": "X", "answers": {}}, {"title": "Y"}, measures=[{"title": "M"}]
    )
    with open_store(path, NOW) as store:
        assert clerk.undo(store, "r2", NOW).label == "Antwortdatei übernommen"
        assert replace(clerk.load(store), can_redo=None) == before


def test_what_is_no_object_is_refused(path):
    filled(path)
    assert refusal(path, []) == [("format", "wrong-format")]


def test_a_file_that_is_open_elsewhere_is_not_filled(store):
    with pytest.raises(StoreBusy):
        files.fill(store.path, HEAD, NOW)
