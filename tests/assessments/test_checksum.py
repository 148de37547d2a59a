"""The check sum says whether what is believed changed, and nothing else."""

from __future__ import annotations

import random
import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.checksum import canonical_form, checksum
from assessments.model import (
    Department,
    GivenAnswer,
    Measure,
    Round,
    Subject,
    SubjectKind,
    Submission,
)

SERVICE = Subject(
    "L-01", SubjectKind.SERVICE, "Wohnsitz anmelden", ("99115005104000",), "10124",
    "Bauen & Wohnen", "2/3", ("buerger",), True, None, "2026-10-01", "Bemerkung",
)  # fmt: skip
PROCESS = Subject(
    "P-01", SubjectKind.PROCESS, "Wohnsitz bearbeiten", group="Meldewesen", services=("L-01",)
)
ANSWERS = (
    GivenAnswer("L-01", "ozg-rm-1.1@1", "O1", "allein", changed_at="2026-11-18T08:00:00+01:00"),
    GivenAnswer("L-01", "ozg-rm-1.1@1", "O11", ("bundid", "servicekonto"), "Notiz", "Beleg"),
    GivenAnswer("L-01", "ozg-rm-1.1@1", "F2", 6840),
)
SUBMISSION = Submission(
    Department("buergerservice", "Bürgerservice", "Stadt Jena"),
    Round("2026-2", "2. Erhebung 2026", "2026-11-30", settings={"ozg-rm-1.1.mindesttage": 60},
          questionnaires=("ozg-rm-1.1@1", "prozessdoku-1@1")),
    "5f1c2c0e-8a44-4d0b-9f5e-0b7a3d1e6c21", 1, "2026-11-24T14:32:08+01:00",
    services=(SERVICE,), processes=(PROCESS,),
    measures=(Measure("M-01", "Ausfüllhilfe", ("L-01",), "KITT", "mittel", "2027-03-31"),),
    answers=ANSWERS, risks={"P-01": "hoch"},
)  # fmt: skip


def test_it_is_stable_across_versions_of_the_program():
    assert checksum(SUBMISSION) == (
        "675075da0a0951a058d3ca3373f77fd05684ba7b8300fda57985b9b664b9c73a"
    )


@pytest.mark.parametrize(
    "changed",
    [
        replace(SUBMISSION, number=2),
        replace(SUBMISSION, submission_id="anders"),
        replace(SUBMISSION, created_at="2026-11-24T14:32:09+01:00"),
        replace(SUBMISSION, department=replace(SUBMISSION.department, authority="Stadt Gera")),
        replace(SUBMISSION, round=replace(SUBMISSION.round, stichtag="2026-12-01")),
        replace(SUBMISSION, round=replace(SUBMISSION.round, settings={})),
        replace(SUBMISSION, round=replace(SUBMISSION.round, questionnaires=("ozg-rm-1.1@1",))),
        replace(SUBMISSION, services=(replace(SERVICE, focus=None),)),
        replace(SUBMISSION, services=(replace(SERVICE, sdg=False),)),
        replace(SUBMISSION, services=(replace(SERVICE, remark=""),)),
        replace(SUBMISSION, processes=(replace(PROCESS, services=()),)),
        replace(SUBMISSION, measures=()),
        replace(SUBMISSION, measures=(replace(SUBMISSION.measures[0], status="Läuft"),)),
        replace(SUBMISSION, answers=ANSWERS[:2]),
        replace(SUBMISSION, answers=(*ANSWERS[:2], replace(ANSWERS[2], value=6841))),
        replace(SUBMISSION, answers=(*ANSWERS[:2], replace(ANSWERS[2], note="x"))),
        replace(SUBMISSION, answers=(replace(ANSWERS[0], evidence="x"), *ANSWERS[1:])),
        replace(SUBMISSION, answers=(ANSWERS[0], replace(ANSWERS[1], value=("bundid",)))),
        replace(SUBMISSION, risks={"P-01": "mittel"}),
        replace(SUBMISSION, risks={}),
    ],
)
def test_every_part_that_is_believed_counts(changed):
    assert checksum(changed) != checksum(SUBMISSION)


def test_neither_order_nor_the_file_matters():
    shuffled = list(ANSWERS)
    random.Random(1).shuffle(shuffled)
    twin = replace(SERVICE, id="L-02")
    one = replace(SUBMISSION, services=(SERVICE, twin))
    other = replace(
        SUBMISSION,
        services=(twin, SERVICE),
        answers=tuple(shuffled),
        round=replace(SUBMISSION.round, questionnaires=("prozessdoku-1@1", "ozg-rm-1.1@1")),
        file="umbenannt.xlsx",
        program_version="9.9",
        start_file="start",
    )
    assert checksum(one) == checksum(other)


def test_what_spreadsheet_programs_do_to_cells_changes_nothing():
    saved = replace(
        SUBMISSION,
        services=(replace(SERVICE, title="Wohnsitz anmelden ", remark="Bemerkung"),),
        answers=(ANSWERS[0], replace(ANSWERS[1], note=" Notiz"), replace(ANSWERS[2], value=6840.0)),
    )
    assert checksum(saved) == checksum(SUBMISSION)
    composed = replace(SUBMISSION, services=(replace(SERVICE, remark="Ma\u00dfe \u00e4\nb"),))
    decomposed = replace(SUBMISSION, services=(replace(SERVICE, remark="Ma\u00dfe a\u0308\r\nb"),))
    assert checksum(composed) == checksum(decomposed)


@given(st.text(), st.text())
def test_texts_never_run_into_each_other(first, second):
    one = replace(SUBMISSION, answers=(replace(ANSWERS[0], note=first, evidence=second),))
    other = replace(SUBMISSION, answers=(replace(ANSWERS[0], note=second, evidence=first),))
    plain = [
        unicodedata.normalize("NFC", re.sub("\r\n?", "\n", t)).strip() for t in (first, second)
    ]
    assert (canonical_form(one) == canonical_form(other)) == (plain[0] == plain[1])
