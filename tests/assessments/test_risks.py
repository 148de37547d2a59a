"""The risk that knowledge is lost: the table of ozg-process.md 9.6 and the rules of 5.8."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assessments.risks import Risk, risk_in, risk_of
from assessments.scoring import judge
from questionnaires.catalogue import load
from tests.builders import STICHTAG
from tests.processes import AT_RUNG

if TYPE_CHECKING:
    from questionnaires.model import Value

PROCESS = load("prozessdokumentation")


def risk(rung: int, *, handed_in: str = "", **counts: Value) -> Risk:
    judgement = judge(PROCESS, {**AT_RUNG[rung], **counts}, STICHTAG)
    assert judgement.secured() == rung
    return risk_in(judgement, handed_in)


@pytest.mark.parametrize(
    ("able", "leaving", "rung", "expected"),
    [
        (1, 1, 1, Risk.HIGH),
        (2, 1, 2, Risk.MEDIUM),
        (3, 2, 4, Risk.LOW),
        (6, 1, 2, Risk.LOW),
        ("keine_angabe", 1, 2, Risk.UNKNOWN),
        (5, 0, 4, Risk.NONE),
        (1, 0, 1, Risk.MEDIUM),
    ],
)
def test_the_table_of_the_document(able, leaving, rung, expected):
    assert risk(rung, WS1=able, WS2=leaving) is expected


@pytest.mark.parametrize(
    ("able", "leaving", "expected"),
    [
        (0, 0, Risk.HIGH),
        (4, 4, Risk.HIGH),
        (4, 3, Risk.MEDIUM),
        (4, 2, Risk.LOW),
        (50, 0, Risk.LOW),
    ],
)
def test_who_is_left_decides(able, leaving, expected):
    assert risk_of(able, leaving, profiled=False) is expected


@pytest.mark.parametrize("rung", range(7))
def test_the_fact_sheet_lowers_by_one_from_d3_on(rung):
    assert risk(rung, WS1=1, WS2=1) is (Risk.HIGH if rung < 3 else Risk.MEDIUM)


@pytest.mark.parametrize(
    "counts",
    [{}, {"WS1": 3}, {"WS2": 1}, {"WS1": 3, "WS2": "keine_angabe"}, {"WS1": "keine_angabe"}],
)
def test_one_count_alone_says_nothing(counts):
    assert risk(6, **counts) is Risk.UNKNOWN
    assert Risk.UNKNOWN.points is None


def test_the_class_that_was_handed_in_stands_for_the_counts_that_stayed():
    assert risk(1, handed_in="mittel") is Risk.MEDIUM
    assert risk(4, handed_in="hoch") is Risk.HIGH, "the rung was counted when it was handed in"
    assert risk(1, handed_in="unbekannt") is Risk.UNKNOWN
    assert risk(1, handed_in="hoch", WS1=9, WS2=0) is Risk.LOW, "own counts are nearer"


def test_the_points_of_the_classes():
    assert [r.points for r in Risk] == [0, 1, 2, 3, None]
