"""A hand-in's number is taken before its file is saved, and unfit answers are named first."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from assessments.workbooks.contents import leaving_strings
from desktop.desk import Visit
from tests.desktop.offices import HUND, ONLINE, answer_all
from tests.desktop.sitting import CTRL

NAME = "Selbstcheck_Bürgerservice_2--Erhebung-2026_2026-11-24.xlsx"


@pytest.fixture
def handing_in(sitting, workspace):
    answer_all(workspace, HUND, ONLINE)
    sitting.press(Qt.Key.Key_E, CTRL)
    return sitting


def saved(sitting):
    return sitting.folders.documents / NAME


def number_in(workbook):
    (metadata,) = (s for s in leaving_strings(workbook).sheets if s.name == "Metadaten")
    return next(row.texts[1] for row in metadata.rows if row.texts[0] == "abgabe_nummer")


def test_a_file_saved_but_not_recorded_keeps_its_number(handing_in, workspace, monkeypatch):
    """The program ends in the moment between saving and recording."""
    monkeypatch.setattr(workspace, "record", lambda *_: False)
    handing_in.enter()
    assert number_in(saved(handing_in)) == "1"
    assert workspace.state.data.exports == ()
    monkeypatch.undo()
    handing_in.press(Qt.Key.Key_1, CTRL)
    handing_in.press(Qt.Key.Key_E, CTRL)
    handing_in.prompts.will("ask", "replace")
    handing_in.enter()
    assert number_in(saved(handing_in)) == "2"
    assert [e.number for e in workspace.state.data.exports] == [2]


def test_looking_at_what_leaves_takes_no_number(handing_in, workspace):
    assert workspace.state.data.next_number == 1
    handing_in.press(Qt.Key.Key_1, CTRL)
    handing_in.press(Qt.Key.Key_E, CTRL)
    assert workspace.state.data.next_number == 1


def test_answers_that_zppm_would_refuse_are_named_by_their_labels(sitting, workspace):
    answer_all(workspace, HUND, {**ONLINE, "F2": 2, "F3": 3})
    sitting.press(Qt.Key.Key_E, CTRL)
    sitting.enter()
    words = sitting.words()
    assert "So lässt sich nichts abgeben. Ändern Sie zuerst:" in words
    assert "„Davon online“ ist mit 3 größer als „Anträge insgesamt“ mit 2." in words
    assert "Hundesteuer – Anmeldung" in words
    assert "F3" not in words
    assert not saved(sitting).exists()
    assert workspace.state.data.next_number == 1
    sitting.page._notice.wanted.emit(0)
    assert sitting.page.id == "own_services"
    workspace.answer(HUND, {"F2": 3})
    sitting.session.go(Visit("handing_in"))
    sitting.enter()
    assert number_in(saved(sitting)) == "1"
