"""Processes in a department's file: their questionnaire, their answers, and what leaves of them."""

from __future__ import annotations

import pytest

from assessments.actions import clerk, files
from assessments.results import rate
from assessments.storage import open_store
from questionnaires.catalogue import load
from tests.answer_files import document, dumped, filled, refusal
from tests.clerks import DEPARTMENT, LATER, NOW, OZG, PASS, PROCESSES, ROUND, hand_in, reopened
from tests.processes import MODELLED, NAMED, WRITTEN, process

ALIMONY = process("Unterhaltsvorschuss bewilligen", services=(PASS.id,))
RECOURSE = process("Rückgriff prüfen")


@pytest.fixture
def worked(store):
    """A file with two processes, one of them answered, and the department's answers."""
    clerk.add_subjects(store, "r2", [ALIMONY, RECOURSE], NOW)
    clerk.answer(store, "r2", ALIMONY.id, {**WRITTEN, "WS1": 2, "WS2": 1, "WS3": "ja"}, NOW)
    clerk.answer(store, "r2", DEPARTMENT.id, {"T2": "ja", "X9": "nein", "T1": 2}, NOW)
    return store


@pytest.fixture
def older(path):
    """A file that was begun when only services had a questionnaire."""
    with clerk.begin(path, DEPARTMENT, ROUND, NOW, questionnaires=[load(OZG)]) as store:
        clerk.add_subjects(store, "r2", [PASS], NOW)
        yield store


# What leaves the department


def test_the_class_of_the_risk_leaves_in_the_place_of_the_head_counts(worked):
    submission = hand_in(worked)
    assert submission.risks == {ALIMONY.id: "mittel", RECOURSE.id: "unbekannt"}
    given = {a.field for a in submission.answers if a.subject_id == ALIMONY.id}
    assert given == {*WRITTEN, "WS3"}


def test_words_about_a_head_count_stay_with_it(worked):
    clerk.annotate(worked, "r2", ALIMONY.id, "WS1", "nur Frau Muster", "Geschäftsplan", NOW)
    clerk.annotate(worked, "r2", ALIMONY.id, "P4", "im Laufwerk", "", NOW)
    notes = {a.note for a in hand_in(worked, with_notes=True).answers}
    assert notes == {"", "im Laufwerk"}


def test_the_class_is_counted_with_the_rung_of_the_round(worked):
    clerk.answer(worked, "r2", ALIMONY.id, MODELLED, NOW)
    assert hand_in(worked).risks[ALIMONY.id] == "gering"


def test_the_hand_in_is_rated_as_the_file_is(worked):
    clerk.answer(worked, "r2", ALIMONY.id, {"PR3": "2", "PR4": "2"}, NOW)
    data = clerk.load(worked)
    (first, second) = rate(hand_in(worked), data.questionnaires).processes
    assert (first.score.secured, first.risk, second.risk) == (2, "mittel", "unbekannt")
    assert (first.priority.points, first.priority.effective) == (10.0, "A")
    assert "WS1" not in first.values


def test_what_is_asked_once_is_answered_under_the_edition_that_asks(worked):
    given = [a for a in hand_in(worked).answers if a.subject_id == DEPARTMENT.id]
    assert [(a.questionnaire, a.field, a.value) for a in given] == [
        (OZG, "X9", "nein"),
        (PROCESSES, "T1", 2),
        (PROCESSES, "T2", "ja"),
    ]


def test_a_hand_in_names_the_editions_it_uses(store):
    assert hand_in(store).round.questionnaires == (OZG,)
    clerk.answer(store, "r2", DEPARTMENT.id, {"T1": 0}, NOW)
    assert hand_in(store).round.questionnaires == (OZG, PROCESSES)
    clerk.answer(store, "r2", DEPARTMENT.id, {"T1": None}, NOW)
    clerk.add_subjects(store, "r2", [RECOURSE], NOW)
    assert hand_in(store).round.questionnaires == (OZG, PROCESSES)


def test_only_another_class_is_a_change_since_the_hand_in(worked):
    clerk.record_export(worked, hand_in(worked), worked.path.with_suffix(".xlsx"), NOW)
    clerk.answer(worked, "r2", ALIMONY.id, {"WS1": 9, "WS2": 8}, LATER)
    assert clerk.changed_since_export(worked) == 0
    clerk.answer(worked, "r2", ALIMONY.id, {"WS2": 9}, LATER)
    assert clerk.changed_since_export(worked) == 1


# Copying


def test_what_is_said_about_one_process_only_is_not_taken_over(worked):
    about_one = {"PR1": 300, "PR6": "A", "PR6.grund": "x", "PR7.quartal": "2027-Q2"}
    alike = {"PR3": "1", "P13.turnus": "12"}
    clerk.answer(worked, "r2", ALIMONY.id, {**about_one, **alike}, NOW)
    copied = clerk.take_over(worked, "r2", ALIMONY.id, RECOURSE.id, NOW).answers
    assert all(a.taken_over for a in copied.values())
    own = {"P1.name", "P1.ausloeser", "P1.ergebnis", "WS1", "WS2", *about_one}
    assert set(copied) == {*WRITTEN, "WS3", *alike} - own


# A file of before


def test_the_first_process_brings_its_questionnaire_along(older):
    clerk.add_subjects(older, "r2", [RECOURSE], NOW)
    data = clerk.load(reopened(older))
    assert data.round.questionnaires == (OZG, PROCESSES)
    assert data.assessments[RECOURSE.id].questionnaire == PROCESSES
    assert data.can_undo == "Aufgenommen: „Rückgriff prüfen“"


def test_a_file_without_processes_stays_as_it_is(older):
    older.close()
    with files.open_file(older.path, NOW) as store:
        assert clerk.load(store).round.questionnaires == (OZG,)
        assert hand_in(store).risks == {}


def test_processes_named_before_can_be_answered_once_the_file_is_opened(older):
    clerk.add_subjects(older, "r2", [RECOURSE], NOW)
    with older.transaction() as db:
        db.execute("UPDATE subjects SET questionnaire = '' WHERE kind = 'process'")
        db.execute("UPDATE rounds SET questionnaires = ?", (f'["{OZG}"]',))
    older.close()
    with files.open_file(older.path, NOW) as store:
        clerk.answer(store, "r2", RECOURSE.id, {**NAMED, "WS1": 1}, NOW)
        assessment = clerk.load(store).assessments[RECOURSE.id]
        assert assessment.questionnaire == PROCESSES
        assert hand_in(store).risks == {RECOURSE.id: "unbekannt"}
        clerk.add_subjects(store, "r2", [ALIMONY], NOW)
        copied = clerk.take_over(store, "r2", RECOURSE.id, ALIMONY.id, NOW)
        assert set(copied.answers) == {"P1.stelle", "P2"}


# Answer files


def rich(**changes):
    return {
        "id": "p1",
        "title": "Unterhaltsvorschuss bewilligen",
        "group": "Jugend",
        "picture": "4711",
        "services": ["s1"],
        "remark": "läuft",
        "answers": {
            "P1.name": "Unterhaltsvorschuss bewilligen",
            "P2": ["steckbrief", "kopf"],
            "P13.datum": "2026-03-01",
            "P13.turnus": "12",
            "P16": "ja",
            "WS1": 3,
            "WS2": "keine_angabe",
            "PR2": 7.5,
            "PR4": "weiss_nicht",
            "PR7.quartal": "2027-Q2",
        },
        "notes": {"P4": "hinter einer verborgenen Frage"},
        "evidence": {"P2": "Ablage"},
        "finished": True,
        **changes,
    }


SERVICE = {"id": "s1", "title": "Unterhaltsvorschuss"}
RULES = {"prozessdokumentation.pflichtangaben": ["zeit", "it"], "ozg-rm-1.1.mindesttage": 60}


def test_a_dump_of_processes_filled_again_is_the_same(tmp_path):
    asked_once = {"X9": "ja", "T1": 2, "T2": "ueberwiegend"}
    first = filled(
        tmp_path / "a.selbstcheck",
        SERVICE,
        processes=[rich(), {"id": "p0", "title": "Rückgriff prüfen"}],
        department_answers=asked_once,
        settings=RULES,
    )
    assert first["processes"][0] == rich()
    assert first["department_answers"] == asked_once
    assert first["settings"] == RULES
    files.fill(tmp_path / "b.selbstcheck", first, LATER)
    assert dumped(tmp_path / "b.selbstcheck") == first


def test_a_number_stands_for_a_code_of_digits(tmp_path):
    numbers = rich(answers={"P13.turnus": 12, "PR3": 0, "PR4": 3})
    dump = filled(tmp_path / "a.selbstcheck", SERVICE, processes=[numbers])
    assert dump["processes"][0]["answers"] == {"P13.turnus": "12", "PR3": "0", "PR4": "3"}


def test_answers_about_processes_are_judged_like_all_others(tmp_path):
    wrong = rich(answers={"WS1": 3, "WS2": 4, "P13.turnus": 18, "P15": ["keine", "kosten"]})
    assert refusal(tmp_path / "a.selbstcheck", document(SERVICE, processes=[wrong])) == [
        ("processes[0].answers.P13.turnus", "unknown-code"),
        ("processes[0].answers.P15", "exclusive-code"),
        ("processes[0].answers.WS2", "above-other-answer"),
    ]


@pytest.mark.parametrize(
    ("said", "grows"),
    [
        ({"processes": [rich(services=[])]}, True),
        ({"department_answers": {"T1": 1}}, True),
        ({"settings": {"hoechstabstand": 12}}, True),
        ({"department_answers": {"X9": "ja"}}, False),
        ({}, False),
    ],
)
def test_filling_a_file_of_before_brings_the_questionnaire_where_it_is_needed(older, said, grows):
    older.close()
    content = {
        "format": "selbstcheck-antworten",
        "formatversion": 1,
        "department": "Bürgerservice",
        "round": ROUND.name,
        "round_id": "r2",
        **said,
    }
    files.fill(older.path, content, LATER)
    with open_store(older.path, NOW) as store:
        data = clerk.load(store)
    assert data.round.questionnaires == ((OZG, PROCESSES) if grows else (OZG,))
    assert set(data.questionnaires) == set(data.round.questionnaires)
    for subject_id in {"p1"} & data.assessments.keys():
        assert data.assessments[subject_id].questionnaire == PROCESSES
