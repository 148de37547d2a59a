"""Every act is taken back and done again, any number of steps, after a restart too."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.actions import clerk
from assessments.storage.tables import ALL, MIGRATIONS
from tests.clerks import (
    DEPARTMENT,
    DOG,
    LATER,
    MOVE,
    NOW,
    PASS,
    ROUND,
    begun,
    hand_in,
    reopened,
    shown,
    values,
)

ACTS = {
    "Aufgenommen: „Umzug melden“": lambda s: clerk.add_subjects(s, "r2", [MOVE], NOW),
    "Angaben zu „Ausweis“": lambda s: clerk.edit_subject(
        s, "r2", replace(PASS, title="Ausweis"), NOW
    ),
    "„Personalausweis“ ist fertig": lambda s: clerk.finish(s, "r2", PASS.id, True, NOW),
    "Antwort zu Frage O1": lambda s: clerk.answer(s, "r2", PASS.id, {"O1": "gemeinsam"}, NOW),
    "Antwort zu Frage O2, O6": lambda s: clerk.answer(
        s, "r2", PASS.id, {"O2": None, "O6": "test", "O6.seit": None}, NOW
    ),
    "Frage 3": lambda s: clerk.answer(s, "r2", PASS.id, {"O3": "antrag"}, NOW, label="Frage 3"),
    "Notiz zu Frage O1": lambda s: clerk.annotate(s, "r2", PASS.id, "O1", "neu", "", NOW),
    "Antworten wie bei „Personalausweis“": lambda s: clerk.take_over(s, "r2", PASS.id, DOG.id, NOW),
    "Antworten zu „Hund anmelden“ bestätigt": lambda s: clerk.confirm(s, "r2", DOG.id, None, NOW),
    "Entfernt: „Hund anmelden“": lambda s: clerk.remove_subjects(s, "r2", [DOG.id], NOW),
    "Entfernt: 2 Einträge": lambda s: clerk.remove_subjects(s, "r2", [PASS.id, DOG.id], NOW),
}


@pytest.mark.parametrize("label", ACTS)
def test_every_act_is_taken_back_and_done_again(worked, label):
    before = shown(worked)
    ACTS[label](worked)
    after = shown(worked)
    assert after != before
    assert clerk.load(worked).can_undo == label
    assert clerk.undo(worked, "r2", LATER).label == label
    assert shown(worked) == before
    assert clerk.load(worked).can_redo == label
    assert clerk.redo(worked, "r2", LATER).label == label
    assert shown(worked) == after


def test_all_acts_are_taken_back_one_by_one_after_a_restart(worked):
    states = [shown(worked)]
    labels = list(ACTS)[:-1]
    for label in labels:
        ACTS[label](worked)
        states.append(shown(worked))
    with reopened(worked) as again:
        for expected in reversed(states[:-1]):
            clerk.undo(again, "r2", LATER)
            assert shown(again) == expected
    with reopened(again) as third:
        for expected in states[1:]:
            clerk.redo(third, "r2", LATER)
            assert shown(third) == expected
        assert clerk.redo(third, "r2", LATER) is None


@given(st.lists(st.sampled_from([*ACTS.values(), clerk.undo, clerk.redo]), max_size=25))
@settings(max_examples=25)
def test_whatever_was_done_undo_and_redo_walk_the_same_way_back_and_forth(acts):
    with TemporaryDirectory() as folder, begun(Path(folder) / "a.selbstcheck") as store:
        for act in acts:
            with suppress(KeyError):  # an act on a service that is not chosen
                act(store, "r2", NOW) if act in (clerk.undo, clerk.redo) else act(store)
        while clerk.redo(store, "r2", NOW):
            pass
        walked = [shown(store)]
        while clerk.undo(store, "r2", NOW):
            walked.append(shown(store))
        assert [a.subject.title for a in walked[-1].assessments.values()] == ["Bürgerservice"]
        for expected in reversed(walked[:-1]):
            assert clerk.redo(store, "r2", NOW)
            assert shown(store) == expected
        assert store.rows("PRAGMA integrity_check") == [{"integrity_check": "ok"}]
        assert store.rows("PRAGMA foreign_key_check") == []


def test_a_step_names_what_it_touched(worked):
    clerk.take_over(worked, "r2", PASS.id, DOG.id, LATER)
    assert clerk.undo(worked, "r2", LATER).subjects == (DOG.id,)


def test_a_new_act_drops_what_could_have_been_done_again(worked):
    clerk.answer(worked, "r2", PASS.id, {"O1": "gemeinsam"}, NOW)
    clerk.undo(worked, "r2", NOW)
    clerk.answer(worked, "r2", PASS.id, {"O3": "antrag"}, NOW)
    assert clerk.load(worked).can_redo is None
    assert clerk.redo(worked, "r2", NOW) is None
    clerk.undo(worked, "r2", NOW)
    assert values(worked) == {"O1": "allein", "O2": "aussen", "O4": "ja"}


def test_without_steps_there_is_nothing_to_take_back(path):
    with clerk.begin(path, DEPARTMENT, ROUND, NOW) as store:
        assert clerk.undo(store, "r2", NOW) is None
        assert clerk.redo(store, "r2", NOW) is None


def test_a_journey_makes_no_table(worked):
    for act in ACTS.values():
        act(worked)
        clerk.undo(worked, "r2", NOW)
    clerk.record_export(worked, hand_in(worked), worked.path, NOW)
    worked.backup(NOW)
    assert set(worked.db.table_names()) == ALL | {MIGRATIONS}
