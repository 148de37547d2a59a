"""What leaves the department, what is remembered of it, and editions that outlive a program."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest

from assessments.actions import clerk
from assessments.errors import UnknownQuestionnaire
from assessments.scoring import score
from assessments.storage import open_store
from assessments.wording import sentence
from questionnaires.reading import read_definition
from tests.clerks import (
    DEPARTMENT,
    DOG,
    NOW,
    OZG,
    PASS,
    ROUND,
    STAMP,
    hand_in,
    reopened,
)


def test_a_hand_in_carries_confirmed_answers_of_what_is_there(worked):
    clerk.answer(worked, "r2", "buergerservice", {"X9": "nein"}, NOW)
    submission = hand_in(worked, program_version="1.2")
    assert submission.department == DEPARTMENT
    assert submission.round == replace(ROUND, questionnaires=(OZG,))
    assert (submission.submission_id, submission.number) == ("abgabe-1", 1)
    assert submission.created_at == STAMP
    assert submission.program_version == "1.2"
    assert submission.services == (PASS, DOG)
    assert [(a.subject_id, a.field, a.value) for a in submission.answers] == [
        (PASS.id, "O1", "allein"),
        (PASS.id, "O2", "aussen"),
        (PASS.id, "O4", "ja"),
        (DOG.id, "O2", "intern"),
        ("buergerservice", "X9", "nein"),
    ]
    assert {(a.questionnaire, a.changed_at) for a in submission.answers} == {(OZG, STAMP)}
    clerk.remove_subjects(worked, "r2", [PASS.id], NOW)
    assert hand_in(worked).services == (DOG,)


def test_answers_of_hidden_questions_are_given_answers(store):
    clerk.answer(store, "r2", PASS.id, {"O1": "weggefallen", "O7": "nein"}, NOW)
    assert [a.field for a in hand_in(store).answers] == ["O1", "O7"]


def test_words_leave_only_when_chosen_and_stand_beside_the_first_answer(store):
    clerk.answer(store, "r2", PASS.id, {"O6": "produktiv", "O6.seit": "2023-03-08"}, NOW)
    clerk.answer(store, "r2", PASS.id, {"F1.bis": "2026-06-30"}, NOW)
    for question in ("O6", "F1", "O7"):
        clerk.annotate(store, "r2", PASS.id, question, f"N {question}", f"B {question}", NOW)
    assert {(a.note, a.evidence) for a in hand_in(store).answers} == {("", "")}
    assert [(a.field, a.note, a.evidence) for a in hand_in(store, with_notes=True).answers] == [
        ("O6", "N O6", "B O6"),
        ("O6.seit", "", ""),
        ("F1.bis", "N F1", "B F1"),
    ]


def test_hand_ins_are_numbered_per_round_and_remembered(store):
    assert clerk.next_number(store, "r2") == 1
    clerk.record_export(store, hand_in(store), store.path.with_name("a.xlsx"), NOW)
    assert clerk.next_number(store, "r2") == 2
    with reopened(store) as again:
        (export,) = clerk.load(again).exports
    assert (export.submission_id, export.number, export.created_at) == ("abgabe-1", 1, STAMP)
    assert export.path.endswith("a.xlsx")
    assert len(export.fingerprint) == 64


def test_a_number_is_given_once(store):
    clerk.record_export(store, hand_in(store), store.path, NOW)
    again = replace(hand_in(store), submission_id="andere")
    with pytest.raises(sqlite3.IntegrityError):
        clerk.record_export(store, again, store.path, NOW)


def test_what_changed_since_the_last_hand_in_is_counted(worked):
    assert clerk.changed_since_export(worked) == 2 + 4  # services and answers, none handed in
    clerk.record_export(worked, hand_in(worked), worked.path, NOW)
    assert clerk.changed_since_export(worked) == 0
    clerk.answer(worked, "r2", PASS.id, {"O1": "gemeinsam", "O2": None, "O3": "antrag"}, NOW)
    assert clerk.changed_since_export(worked) == 3
    clerk.undo(worked, "r2", NOW)
    assert clerk.changed_since_export(worked) == 0
    clerk.remove_subjects(worked, "r2", [DOG.id], NOW)
    assert clerk.changed_since_export(worked) == 2
    clerk.annotate(worked, "r2", PASS.id, "O1", "ganz neu", "", NOW)
    assert clerk.changed_since_export(worked) == 2  # words were not handed in
    clerk.record_export(worked, hand_in(worked, 2, with_notes=True), worked.path, NOW)
    clerk.annotate(worked, "r2", PASS.id, "O1", "noch neuer", "", NOW)
    assert clerk.changed_since_export(worked) == 1
    assert clerk.load(worked).exports[0].items == {}


# Editions


OLD = """
id = "alt"
version = "1"
title = "Alter Fragebogen"
short_title = "Alt"
subject = "service"
default_owner = "fachdienst"

[owners]
fachdienst = "Unser Fachdienst"

[[levels]]
number = 0
name = "Unten"
description = "Nichts."

[[levels]]
number = 1
name = "Oben"
description = "Alles."

[[sections]]
id = "a"
title = "Alles"

[[sections.questions]]
id = "A1"
type = "single"
wording = "Ist es fertig?"
short = "Fertig"
options = [ { code = "ja", wording = "Ja" }, { code = "nein", wording = "Nein" } ]
gates = [ { level = 1, meets = "A1 = ja" } ]
"""


def test_a_file_outlives_the_edition_it_was_begun_with(path):
    """The definition is nowhere but in the file: it opens, scores and hands in."""
    old = read_definition(OLD)
    with clerk.begin(path, DEPARTMENT, ROUND, NOW, questionnaires=[old]) as store:
        clerk.add_subjects(store, "r2", [PASS], NOW)
        clerk.answer(store, "r2", PASS.id, {"A1": "ja"}, NOW)
    with open_store(path, NOW) as store:
        data = clerk.load(store)
        one = data.assessments[PASS.id]
        kept = data.questionnaires["alt@1"]
        assert (one.questionnaire, kept.fingerprint) == ("alt@1", old.fingerprint)
        assert score(kept, one.values(), data.round.stichtag).secured == 1
        assert hand_in(store).round.questionnaires == ("alt@1",)
        assert hand_in(store).answers[0].value == "ja"


def test_the_kept_text_of_an_edition_wins_over_the_shipped_one(path):
    """Published is frozen: answers mean what they meant when they were given."""
    text = OLD.replace('id = "alt"', 'id = "ozg-rm-1.1"', 1)
    with clerk.begin(path, DEPARTMENT, ROUND, NOW, questionnaires=[read_definition(text)]) as store:
        assert list(clerk.load(store).questionnaires[OZG].questions) == ["A1"]


def test_an_edition_that_is_nowhere_is_named(path):
    with clerk.begin(path, DEPARTMENT, ROUND, NOW) as store:
        with store.transaction() as db:
            db.execute("UPDATE subjects SET questionnaire = 'weg@1'")
        with pytest.raises(UnknownQuestionnaire) as caught:
            clerk.load(store)
    assert "weg@1" in sentence(caught.value)


def test_a_kept_text_that_no_program_understands_is_named(path):
    with clerk.begin(path, DEPARTMENT, ROUND, NOW) as store:
        with store.transaction() as db:
            db.execute("UPDATE definitions SET text = 'id = 1'")
        with pytest.raises(UnknownQuestionnaire) as caught:
            clerk.load(store)
    assert caught.value.key == OZG
