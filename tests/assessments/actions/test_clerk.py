"""A clerk's day in one file: beginning, choosing, answering, taking over."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from assessments.actions import clerk, files, zppm
from assessments.errors import StoreExists, StoreOfOther, UnknownRound
from assessments.model import Answer, Subject, SubjectKind
from assessments.storage import Role
from assessments.wording import sentence
from tests.builders import service
from tests.clerks import (
    DEPARTMENT,
    DOG,
    LATER,
    MOVE,
    NOW,
    OZG,
    PASS,
    PROCESSES,
    ROUND,
    STAMP,
    reopened,
    values,
)

# Beginning


def test_a_new_file_knows_department_round_and_questionnaire(path):
    with clerk.begin(path, DEPARTMENT, ROUND, NOW) as store:
        data = clerk.load(store)
    assert data.role is Role.DEPARTMENT
    assert data.department == DEPARTMENT
    assert data.round == replace(ROUND, questionnaires=(OZG, PROCESSES))
    assert data.rounds == (data.round,)
    assert list(data.questionnaires) == [OZG, PROCESSES]
    assert [a.subject for a in data.assessments.values()] == [
        Subject("buergerservice", SubjectKind.DEPARTMENT, "Bürgerservice")
    ]
    assert (data.measures, data.exports, data.can_undo, data.can_redo) == ((), (), None, None)


def test_without_a_stichtag_it_is_today(path):
    with clerk.begin(path, DEPARTMENT, replace(ROUND, stichtag=""), NOW) as store:
        assert clerk.load(store).round.stichtag == "2026-11-02"


def test_a_file_that_is_there_is_not_begun_again(store):
    store.close()
    before = store.path.read_bytes()
    with pytest.raises(StoreExists) as caught:
        clerk.begin(store.path, DEPARTMENT, ROUND, NOW)
    assert "gibt es schon" in sentence(caught.value)
    assert store.path.read_bytes() == before


def test_where_beginning_fails_no_file_is_left(path):
    bad = replace(ROUND, settings={"ozg-rm-1.1.mindesttage": object()})
    with pytest.raises(TypeError):
        clerk.begin(path, DEPARTMENT, bad, NOW)
    assert list(path.parent.iterdir()) == []


def test_a_time_says_its_zone(store):
    with pytest.raises(ValueError, match="without zone"):
        clerk.answer(store, "r2", PASS.id, {"O1": "allein"}, NOW.replace(tzinfo=None))
    assert values(store) == {}


def test_a_round_that_is_not_there_is_named(store):
    with pytest.raises(UnknownRound) as caught:
        clerk.load(store, "r9")
    assert sentence(caught.value) == (
        "Die Runde „r9“ gibt es in dieser Datei nicht. Möglich sind: r2."
    )


def test_a_file_of_zppm_is_no_file_of_a_department(tmp_path):
    store = zppm.begin(tmp_path / "z.selbstcheck", "Stadt Jena", NOW)
    with store, pytest.raises(StoreOfOther) as caught:
        clerk.load(store)
    assert sentence(caught.value) == (
        "„z.selbstcheck“ ist der Bestand des ZPPM. Wählen Sie die Datei Ihres Fachdienstes."
    )


# Choosing


def test_chosen_services_keep_order_and_master_data(store):
    clerk.add_subjects(store, "r2", [MOVE], NOW)
    with reopened(store) as again:
        chosen = [a.subject for a in clerk.load(again).assessments.values()]
    assert chosen[:3] == [PASS, DOG, MOVE]
    assert chosen[3].kind is SubjectKind.DEPARTMENT


def test_processes_follow_services_and_have_a_questionnaire_of_their_own(store):
    process = Subject("p1", SubjectKind.PROCESS, "Pass ausgeben", services=(PASS.id,))
    clerk.add_subjects(store, "r2", [process, MOVE], NOW)
    assessments = clerk.load(store).assessments
    assert list(assessments) == [PASS.id, DOG.id, MOVE.id, "p1", "buergerservice"]
    assert assessments["p1"].subject == process
    assert assessments["p1"].questionnaire == PROCESSES


def test_choosing_again_changes_nothing(store):
    before = clerk.load(store)
    clerk.add_subjects(store, "r2", [replace(PASS, title="anders")], NOW)
    assert clerk.load(store) == before


def test_words_are_cleaned(store):
    clerk.add_subjects(store, "r2", [service(" Bu\u0308ro\x00\n", remark="a\r\nb")], NOW)
    subject = list(clerk.load(store).assessments.values())[2].subject
    assert (subject.title, subject.remark) == ("Büro", "a\nb")


def test_a_removed_service_comes_back_with_its_answers(store):
    clerk.answer(store, "r2", PASS.id, {"O1": "allein"}, NOW)
    clerk.remove_subjects(store, "r2", [PASS.id], NOW)
    assert PASS.id not in clerk.load(store).assessments
    clerk.add_subjects(store, "r2", [PASS], LATER)
    assert next(iter(clerk.load(store).assessments)) == PASS.id
    assert values(store) == {"O1": "allein"}


def test_nothing_refers_to_a_removed_service(store):
    process = Subject("p1", SubjectKind.PROCESS, "Ausgeben", services=(PASS.id, DOG.id))
    clerk.add_subjects(store, "r2", [process], NOW)
    clerk.remove_subjects(store, "r2", [PASS.id], NOW)
    assert clerk.load(store).assessments["p1"].subject.services == (DOG.id,)
    clerk.undo(store, "r2", NOW)
    assert clerk.load(store).assessments["p1"].subject.services == (PASS.id, DOG.id)


@pytest.mark.parametrize(("days", "kept"), [(30, True), (31, False)])
def test_answers_of_a_removed_service_are_kept_for_30_days(store, days, kept):
    clerk.answer(store, "r2", PASS.id, {"O1.welcher": "Geheimes Amt"}, NOW)
    clerk.remove_subjects(store, "r2", [PASS.id], NOW)
    clerk.answer(store, "r2", DOG.id, {"O1": "allein"}, NOW)
    store.close()
    with files.open_file(store.path, NOW + timedelta(days=days, seconds=-1)) as again:
        clerk.add_subjects(again, "r2", [PASS], NOW)
        assert values(again) == ({"O1.welcher": "Geheimes Amt"} if kept else {})
        assert values(again, DOG) == {"O1": "allein"}
    assert (b"Geheimes" in store.path.read_bytes()) is kept


def test_after_a_service_is_gone_for_good_later_steps_can_still_be_undone(store):
    clerk.remove_subjects(store, "r2", [PASS.id], NOW)
    clerk.answer(store, "r2", DOG.id, {"O1": "allein"}, NOW)
    store.close()
    with files.open_file(store.path, NOW + timedelta(days=40)) as again:
        assert clerk.undo(again, "r2", NOW).label == "Antwort zu Frage O1"
        assert clerk.undo(again, "r2", NOW) is None
        clerk.redo(again, "r2", NOW)
        assert values(again, DOG) == {"O1": "allein"}


def test_master_data_are_edited_and_answers_stay(store):
    clerk.answer(store, "r2", PASS.id, {"O1": "allein"}, NOW)
    edited = replace(PASS, title="Personalausweis beantragen", focus=None, leika=())
    clerk.edit_subject(store, "r2", edited, NOW)
    one = clerk.load(store).assessments[PASS.id]
    assert one.subject == edited
    assert one.values() == {"O1": "allein"}


def test_finished_is_remembered(store):
    assert clerk.finish(store, "r2", PASS.id, True, NOW).finished
    with reopened(store) as again:
        assert clerk.load(again).assessments[PASS.id].finished
        assert not clerk.finish(again, "r2", PASS.id, False, NOW).finished


# Answering


def test_every_kind_of_value_comes_back_as_it_was(store):
    given = {
        "O1": "allein",
        "O11": ("servicekonto", "bundid"),
        "X1": ("weiss_nicht",),
        "F2": 1200,
        "O6.seit": "2023-03-08",
        "X6.rolle": "Team\nTransformation 😀",
        "EE3": "weiss_nicht",
    }
    returned = clerk.answer(store, "r2", PASS.id, given, NOW)
    with reopened(store) as again:
        one = clerk.load(again).assessments[PASS.id]
    assert one.values() == given
    assert returned.answers == one.answers
    assert one.answers["F2"] == Answer(1200, STAMP)


def test_answers_follow_the_definition_whenever_they_came(store):
    for field, value in (("F2", 12), ("O4", "ja"), ("O1", "allein")):
        clerk.answer(store, "r2", PASS.id, {field: value}, NOW)
    assert list(values(store)) == ["O1", "O4", "F2"]


def test_an_answer_is_changed_and_taken_back(store):
    clerk.answer(store, "r2", PASS.id, {"O1": "allein", "O2": "aussen"}, NOW)
    clerk.answer(store, "r2", PASS.id, {"O1": "gemeinsam"}, LATER)
    assert values(store) == {"O1": "gemeinsam", "O2": "aussen"}
    assert clerk.answer(store, "r2", PASS.id, {"O1": None}, LATER).values() == {"O2": "aussen"}
    assert values(store) == {"O2": "aussen"}


@pytest.mark.parametrize("nothing", [(), "", " \u200b"])
def test_an_empty_value_is_no_answer(store, nothing):
    clerk.answer(store, "r2", PASS.id, {"X6.rolle": "Team"}, NOW)
    clerk.answer(store, "r2", PASS.id, {"X6.rolle": nothing}, NOW)
    assert values(store) == {}


def test_the_same_answer_again_is_no_step_and_keeps_its_time(store):
    clerk.answer(store, "r2", PASS.id, {"O1": "allein"}, NOW)
    clerk.undo(store, "r2", NOW)
    clerk.redo(store, "r2", NOW)
    before = clerk.load(store)
    clerk.answer(store, "r2", PASS.id, {"O1": "allein"}, LATER)
    assert clerk.load(store) == before


def test_an_answer_of_a_subject_that_is_not_there_is_a_mistake_of_ours(store):
    with pytest.raises(KeyError):
        clerk.answer(store, "r2", "weg", {"O1": "allein"}, NOW)


def test_note_and_evidence_stand_beside_a_question(store):
    clerk.annotate(store, "r2", PASS.id, "O7", " fehlt\x00 noch ", "https://jena.example", NOW)
    returned = clerk.annotate(store, "r2", PASS.id, "O4", "", "Bildschirmfoto", NOW)
    with reopened(store) as again:
        one = clerk.load(again).assessments[PASS.id]
        assert returned == one
        assert one.notes == {"O7": " fehlt noch "}
        assert one.evidence == {"O4": "Bildschirmfoto", "O7": "https://jena.example"}
        clerk.annotate(again, "r2", PASS.id, "O7", "", " ", NOW)
        assert clerk.load(again).assessments[PASS.id].evidence == {"O4": "Bildschirmfoto"}


# Taking over


def test_answers_taken_over_wait_for_confirmation(store):
    clerk.answer(store, "r2", PASS.id, {"O1": "allein", "O2": "aussen", "O5": "dienst"}, NOW)
    clerk.answer(store, "r2", DOG.id, {"O2": "intern"}, NOW)
    taken = clerk.take_over(store, "r2", PASS.id, DOG.id, LATER)
    assert {k for k, a in taken.answers.items() if a.taken_over} == {"O1", "O5"}
    assert taken.values() == {"O2": "intern"}
    assert clerk.load(store).assessments[DOG.id] == taken

    clerk.confirm(store, "r2", DOG.id, ["O1", "O9"], LATER)
    assert values(store, DOG) == {"O1": "allein", "O2": "intern"}
    confirmed = clerk.confirm(store, "r2", DOG.id, None, LATER)
    assert confirmed.values() == {"O1": "allein", "O2": "intern", "O5": "dienst"}
    assert clerk.load(store).assessments[DOG.id] == confirmed


def test_answering_confirms_what_was_taken_over(store):
    clerk.answer(store, "r2", PASS.id, {"O1": "allein"}, NOW)
    clerk.take_over(store, "r2", PASS.id, DOG.id, NOW)
    clerk.answer(store, "r2", DOG.id, {"O1": "allein"}, LATER)
    assert values(store, DOG) == {"O1": "allein"}


def test_what_was_taken_over_and_not_confirmed_is_not_taken_over_further(store):
    clerk.add_subjects(store, "r2", [MOVE], NOW)
    clerk.answer(store, "r2", PASS.id, {"O1": "allein"}, NOW)
    clerk.take_over(store, "r2", PASS.id, DOG.id, NOW)
    assert clerk.take_over(store, "r2", DOG.id, MOVE.id, NOW).answers == {}


def test_facts_about_one_service_are_not_taken_over(store):
    own = {"O6.seit": "2023-03-08", "X4.link": "https://a", "F2": 1200, "F3": 40}
    own |= {"F1.von": "2026-01-01", "F1.bis": "2026-06-30", "F4": "gezaehlt"}
    clerk.answer(store, "r2", PASS.id, {"O6": "produktiv", **own}, NOW)
    assert set(clerk.take_over(store, "r2", PASS.id, DOG.id, NOW).answers) == {"O6"}


# The cost of one answer


def test_one_answer_costs_few_statements(store):
    clerk.answer(store, "r2", PASS.id, {"O1": "allein"}, NOW)
    statements = []
    store.db.conn.set_trace_callback(statements.append)
    clerk.answer(store, "r2", PASS.id, {"O1": "gemeinsam"}, NOW)
    store.db.conn.set_trace_callback(None)
    assert len(statements) <= 13
