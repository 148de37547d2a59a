"""What is open: every answer is on disk at once, or it is kept and said so."""

from __future__ import annotations

import pytest

from assessments.errors import StoreBusy, StoreNotWritable
from assessments.storage import open_store
from desktop.levels import change_words
from desktop.state import Spot, alike, submission_of
from tests.desktop.offices import (
    ABMELDUNG,
    HUND,
    ONLINE,
    PAPER,
    WOHNGELD,
    Clock,
    answer_all,
    make_file,
    open_workspace,
    service,
)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def path(tmp_path, clock):
    return make_file(tmp_path / "buergerservice.selbstcheck", clock)


@pytest.fixture
def workspace(qapp, path, clock):
    made = open_workspace(path, clock)
    yield made
    made.saving.forget()
    made.close()


class Heard:
    """What a workspace told, in order."""

    def __init__(self, workspace):
        self.told = []
        for name in ("answered", "scored", "level_changed", "subjects_changed", "stepped"):
            getattr(workspace, name).connect(lambda *a, name=name: self.told.append((name, *a)))
        for name in ("saved", "not_saved"):
            getattr(workspace.saving, name).connect(
                lambda *a, name=name: self.told.append((name, *a))
            )

    def names(self):
        return [t[0] for t in self.told]

    def of(self, name):
        return [t[1:] for t in self.told if t[0] == name]


def no_room(workspace):
    """Let the disk be full: SQLite's own limit of pages, no stand-in."""
    db = workspace._store.db
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {pages}").fetchone()


def room_again(workspace):
    workspace._store.db.execute("PRAGMA max_page_count = 1073741823").fetchone()


LONG = "Eine sehr lange Notiz." * 170
"""Too long for the free room in a file that must not grow."""


def stored(path, clock, subject):
    """What a second look at the file finds after it was closed."""
    with open_store(path, clock()) as store:
        from assessments.actions import clerk

        return clerk.load(store).assessments[subject]


def test_an_answer_is_on_disk_shown_and_scored(workspace, path, clock):
    heard = Heard(workspace)
    workspace.answer(HUND, {"O1": "allein"})
    assert heard.names() == ["saved", "answered", "scored"]
    assert workspace.state.assessments[HUND].values() == {"O1": "allein"}
    assert workspace.saving.last == clock()
    assert workspace.close()
    assert stored(path, clock, HUND).values() == {"O1": "allein"}


def test_an_answer_taken_back_is_gone(workspace, path, clock):
    workspace.answer(HUND, {"O1": "allein"})
    workspace.answer(HUND, {"O1": None})
    workspace.close()
    assert stored(path, clock, HUND).values() == {}


def test_a_level_that_moves_is_told_with_what_is_missing(workspace):
    heard = Heard(workspace)
    answer_all(workspace, HUND, ONLINE)
    words = [change_words(c.before, c.after) for _, c in heard.of("level_changed")]
    assert words == ["Stufe 0 erreicht.", "Stufe 1 erreicht.", "Stufe 2 erreicht."]
    heard.told.clear()
    workspace.answer(HUND, {"O6": "test"})
    (change,) = [c for _, c in heard.of("level_changed")]
    assert change_words(change.before, change.after) == "Jetzt Stufe 1. Es fehlt: Freischaltung."


def test_what_cannot_be_written_is_kept_shown_and_said(workspace):
    heard = Heard(workspace)
    no_room(workspace)
    workspace.annotate(HUND, "O4", LONG, "")
    assert workspace.state.assessments[HUND].notes["O4"] == LONG
    assert (HUND, "O4#") in workspace.state.unsaved
    assert isinstance(workspace.saving.trouble, StoreNotWritable)
    assert "saved" not in heard.names()
    assert not workspace.close()
    room_again(workspace)
    assert workspace.saving.retry()
    assert workspace.state.unsaved == frozenset()
    assert workspace.saving.trouble is None
    assert heard.names()[-1] == "saved"


def test_answers_that_wait_are_written_in_order_with_the_next_one(workspace, path, clock):
    no_room(workspace)
    workspace.annotate(HUND, "O4", LONG, "")
    workspace.answer(HUND, {"O1": "allein"})
    workspace.answer(ABMELDUNG, {"O1": "gemeinsam"})
    workspace.answer(HUND, {"O1": "gemeinsam"})
    assert workspace.saving.waiting == 4
    assert workspace.state.assessments[HUND].values() == {"O1": "gemeinsam"}
    room_again(workspace)
    workspace.answer(WOHNGELD, {"O1": "allein"})
    assert workspace.saving.waiting == 0
    workspace.close()
    assert stored(path, clock, HUND).values() == {"O1": "gemeinsam"}
    assert stored(path, clock, HUND).notes["O4"] == LONG
    assert stored(path, clock, ABMELDUNG).values() == {"O1": "gemeinsam"}
    assert stored(path, clock, WOHNGELD).values() == {"O1": "allein"}


def test_a_read_only_file_is_told_and_keeps_the_answer(workspace):
    heard = Heard(workspace)
    workspace._store.db.execute("PRAGMA query_only = ON")
    workspace.answer(HUND, {"O1": "allein"})
    ((error,),) = heard.of("not_saved")
    assert isinstance(error, StoreNotWritable)
    assert workspace.state.assessments[HUND].values() == {"O1": "allein"}
    workspace._store.db.execute("PRAGMA query_only = OFF")
    assert workspace.saving.retry()


def test_it_is_tried_again_after_a_while_without_anybody(qapp, qtbot, path, clock):
    from desktop.workspace import Workspace

    workspace = Workspace(open_store(path, clock()), clock, retry_after=1)
    workspace._store.db.execute("PRAGMA query_only = ON")
    workspace.answer(HUND, {"O1": "allein"})
    workspace._store.db.execute("PRAGMA query_only = OFF")
    with qtbot.waitSignal(workspace.saving.saved):
        pass
    assert workspace.state.unsaved == frozenset()
    workspace.close()


def test_the_way_out_is_another_folder(workspace, tmp_path, clock):
    other = tmp_path / "woanders" / "buergerservice.selbstcheck"
    other.parent.mkdir()
    workspace.answer(HUND, {"O1": "allein"})
    no_room(workspace)
    workspace.annotate(HUND, "O4", LONG, "")
    workspace.move_to(other)
    assert workspace.path == other
    assert workspace.saving.trouble is None
    workspace.close()
    assert stored(other, clock, HUND).values() == {"O1": "allein"}
    assert stored(other, clock, HUND).notes["O4"] == LONG


def test_while_answers_wait_other_acts_are_not_done(workspace):
    workspace._store.db.execute("PRAGMA query_only = ON")
    workspace.answer(HUND, {"O1": "allein"})
    assert not workspace.finish(HUND, finished=True)
    assert not workspace.unchoose([ABMELDUNG], "Entfernt")
    assert not workspace.undo()
    assert len(workspace.state.services) == 3
    workspace._store.db.execute("PRAGMA query_only = OFF")
    assert workspace.finish(HUND, finished=True)
    assert workspace.state.assessments[HUND].values() == {"O1": "allein"}


def test_the_save_line_never_moves_without_a_commit(workspace, clock):
    workspace.answer(HUND, {"O1": "allein"})
    before = clock()
    clock.turn(minutes=5)
    assert workspace.saving.retry()
    assert workspace.saving.last == before


def test_steps_go_back_and_forth_also_after_a_restart(workspace, path, clock):
    answer_all(workspace, HUND, PAPER)
    workspace.unchoose([WOHNGELD], "„Wohngeld – Bewilligung“ entfernt")
    workspace.close()
    again = open_workspace(path, clock)
    heard = Heard(again)
    assert again.undo()
    assert heard.of("stepped") == [("„Wohngeld – Bewilligung“ entfernt",)]
    assert len(again.state.services) == 3
    for _ in PAPER:
        assert again.undo()
    assert again.state.assessments[HUND].values() == {}
    for _ in PAPER:
        assert again.redo()
    assert again.state.assessments[HUND].values() == PAPER
    again.close()


def test_undo_without_a_step_says_so(workspace):
    heard = Heard(workspace)
    while workspace.undo():
        pass
    heard.told.clear()
    assert not workspace.undo()
    assert heard.of("stepped") == []


def test_answers_taken_over_count_only_when_confirmed(workspace):
    answer_all(workspace, HUND, ONLINE)
    assert workspace.take_over(HUND, ABMELDUNG)
    state = workspace.state
    assert state.score(ABMELDUNG).secured is None
    assert len(state.questions(ABMELDUNG)) > 10
    assert [q.id for q in state.unconfirmed(ABMELDUNG)][:2] == ["O1", "O2"]
    assert workspace.confirm(ABMELDUNG)
    assert workspace.state.unconfirmed(ABMELDUNG) == ()
    assert workspace.state.score(ABMELDUNG).secured == 2
    assert "O6.seit" not in workspace.state.assessments[ABMELDUNG].values()


def test_a_new_service_is_offered_the_answers_of_a_finished_one(workspace):
    assert alike(workspace.state, ABMELDUNG) is None
    answer_all(workspace, HUND, PAPER)
    workspace.finish(HUND, finished=True)
    assert alike(workspace.state, ABMELDUNG) == HUND
    workspace.answer(ABMELDUNG, {"O1": "allein"})
    assert alike(workspace.state, ABMELDUNG) is None


def test_work_goes_on_at_the_next_open_question(workspace):
    assert workspace.state.next_spot() == Spot(HUND, "O1")
    workspace.answer(HUND, {"O1": "allein"})
    assert workspace.state.next_spot() == Spot(HUND, "O2")
    answer_all(workspace, HUND, PAPER)
    assert workspace.state.next_spot() == Spot(HUND, None)
    workspace.finish(HUND, finished=True)
    assert workspace.state.next_spot(after=HUND) == Spot(ABMELDUNG, "O1")
    workspace.answer(WOHNGELD, {"O1": "weiss_nicht"})
    assert workspace.state.next_spot(after=ABMELDUNG).subject == WOHNGELD
    assert workspace.state.unanswered(WOHNGELD) == ()


def test_progress_is_counted_from_questions(workspace):
    progress = workspace.state.progress
    assert (progress.services, progress.finished, progress.begun) == (3, 0, 0)
    assert progress.seconds == 3 * 12 * 10
    answer_all(workspace, HUND, PAPER)
    workspace.finish(HUND, finished=True)
    progress = workspace.state.progress
    assert (progress.finished, progress.begun) == (1, 1)
    assert progress.seconds == 2 * 12 * 10


def test_fields_beside_a_question_are_asked_when_they_apply(workspace):
    question = workspace.state.questionnaire(HUND).questions["O6"]
    answer_all(workspace, HUND, {**ONLINE, "O6": "test"})
    assert workspace.state.fields(HUND, question) == {"O6"}
    workspace.answer(HUND, {"O6": "produktiv"})
    assert workspace.state.fields(HUND, question) == {"O6", "O6.seit"}


def test_choosing_adds_at_the_end_and_keeps_answers_of_those_that_come_back(workspace):
    workspace.answer(HUND, {"O1": "allein"})
    workspace.unchoose([HUND], "entfernt")
    assert HUND not in workspace.state.assessments
    workspace.choose([service("Fund anzeigen"), service("Hundesteuer – Anmeldung")], "gewählt")
    assert [a.subject.title for a in workspace.state.services] == [
        "Hundesteuer – Anmeldung",
        "Hundesteuer – Abmeldung",
        "Wohngeld – Bewilligung",
        "Fund anzeigen",
    ]
    assert workspace.state.assessments[HUND].values() == {"O1": "allein"}


def test_a_hand_in_is_remembered_and_later_changes_are_counted(workspace, tmp_path, clock):
    answer_all(workspace, HUND, PAPER)
    assert workspace.changed_since_export() == 0
    submission = submission_of(workspace.state, "id-1", clock(), with_notes=False)
    assert submission.number == 1
    assert workspace.record(submission, tmp_path / "abgabe.xlsx")
    assert workspace.changed_since_export() == 0
    workspace.answer(HUND, {"O4": "ja"})
    assert workspace.changed_since_export() == 1
    assert submission_of(workspace.state, "id-2", clock(), with_notes=False).number == 2


def test_a_second_window_is_refused(workspace, path, clock):
    with pytest.raises(StoreBusy):
        open_store(path, clock(), patience=0)
