"""Contract 1 and 4: a hand-in's number is given once, and nothing is written that is refused."""

from __future__ import annotations

import pytest

from tests.examining import Office, about, in_a_process, selbstcheck, service

DIES_BEFORE_WRITING = """
import os
from assessments.commands import exporting
exporting.write_submission = lambda *_: os._exit(9)
"""
DIES_AFTER_WRITING = """
import os
from assessments.commands import exporting
exporting.clerk.record_export = lambda *_: os._exit(9)
"""
ONLINE = {"O1": "allein", "O2": "aussen", "O3": "antrag", "O5": "dienst"}
PAPER = {**ONLINE, "O5": "pdf_druck"}
TOO_MANY = {"F2": 2, "F3": 3}


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)


@pytest.fixture
def data(office):
    return office.filled("Bürgerservice", service("Hund anmelden", ONLINE))


def number(workbook):
    return str(about(workbook)["abgabe_nummer"])


def test_every_export_counts_on_and_has_an_id_of_its_own(office, data):
    written = [about(office.exported(data)) for _ in range(3)]
    assert [str(one["abgabe_nummer"]) for one in written] == ["1", "2", "3"]
    assert len({one["abgabe_id"] for one in written}) == 3


def test_a_workbook_that_was_not_recorded_keeps_its_number_to_itself(office, data):
    """Killed between writing and recording: ZPPM would call a second number 1 a conflict."""
    first = office.folder / "erste.xlsx"
    done = in_a_process("export", data, "--out", first, code=DIES_AFTER_WRITING)
    assert (done.code, number(first)) == (9, "1")
    second = office.exported(data)
    assert number(second) == "2"
    _, document = office.collected(first, second)
    assert [file["taken"] for file in document["files"]] == ["older", "new"]


def test_a_number_that_never_became_a_file_is_skipped(office, data):
    lost = office.folder / "verloren.xlsx"
    assert in_a_process("export", data, "--out", lost, code=DIES_BEFORE_WRITING).code == 9
    assert not lost.exists()
    assert selbstcheck("results", data, "--json").document["departments"][0]["number"] is None
    assert number(office.exported(data)) == "2"
    assert selbstcheck("results", data, "--json").document["departments"][0]["number"] == 2


def test_a_folder_that_refuses_costs_a_number_and_nothing_else(office, data):
    blocked = office.folder / "belegt"
    blocked.write_bytes(b"")
    done = selbstcheck("export", data, "--out", blocked / "a.xlsx")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("„a.xlsx“ ist nicht gespeichert.")
    assert number(office.exported(data)) == "2"


def typed_too_many(data, answers):
    """Answer in the window, where every answer is stored by itself."""
    from datetime import datetime

    from assessments.actions import clerk
    from assessments.storage import open_store

    now = datetime.now().astimezone()
    with open_store(data, now) as store:
        loaded = clerk.load(store)
        subject = next(iter(loaded.assessments))
        for field, value in answers.items():
            clerk.answer(store, loaded.round.id, subject, {field: value}, now)


def test_answers_that_zppm_would_refuse_are_named_instead_of_written(office, data):
    typed_too_many(data, TOO_MANY)
    target = office.folder / "a.xlsx"
    done = selbstcheck("export", data, "--out", target)
    assert (done.code, done.out, target.exists()) == (1, "", False)
    assert done.err.splitlines() == [
        "So lässt sich nichts abgeben. Ändern Sie zuerst:",
        "  „Hund anmelden“, Frage F3: F3 ist mit 3 größer als F2 mit 2. Prüfen Sie beide Zahlen.",
    ]
    typed_too_many(data, {"F2": 3})
    assert number(office.exported(data)) == "1", "what was not written takes no number"


def test_a_hidden_answer_never_stands_in_the_way(office, data):
    """Nobody could mend what is not shown: hidden answers are kept and do not count."""
    typed_too_many(data, {**TOO_MANY, "O5": "pdf_druck"})
    workbook = office.exported(data)
    (file,) = selbstcheck("check", workbook, "--json").document["files"]
    assert file["status"] == "ok"
    again = office.path(".selbstcheck")
    dumped = office.folder / "dump.json"
    assert selbstcheck("dump", data, "--out", dumped).code == 0
    assert selbstcheck("fill", again, dumped).code == 0
    assert selbstcheck("dump", again).out == selbstcheck("dump", data).out


@pytest.mark.parametrize(("answers", "code"), [(ONLINE, 1), (PAPER, 0), ({}, 1)])
def test_a_bound_counts_unless_the_question_is_surely_hidden(office, answers, code):
    answer_file = office.answer_file("Archiv", service("Akte", {**answers, **TOO_MANY}))
    assert selbstcheck("fill", office.path(".selbstcheck"), answer_file).code == code
