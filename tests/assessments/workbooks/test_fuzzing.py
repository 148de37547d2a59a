"""Thousands of workbooks broken by chance: each gets an answer, none an accident."""

from __future__ import annotations

import json
from collections import Counter
from random import Random

import pytest

from assessments.workbooks.child import answer
from assessments.workbooks.judging import judge
from assessments.workbooks.limits import Limits
from assessments.workbooks.read_tables import specs
from assessments.workbooks.reading import new_reader, read_workbooks
from assessments.workbooks.wording import SENTENCES
from tests import workbook_samples
from tests.assessments.workbooks.hostile import parts_of
from tests.assessments.workbooks.mutations import mutated

NUMBER = 2_000
THROUGH_A_PROCESS = 100
SEED = 20_261_124


@pytest.fixture(scope="module")
def parts(small_file):
    return parts_of(small_file)


def test_no_accident_in_thousands(parts, tmp_path):
    """Reading and judging in this very process: whatever is raised would end the test."""
    random = Random(SEED)
    path = tmp_path / "mutated.xlsx"
    outcomes: Counter[str] = Counter()
    for _ in range(NUMBER):
        path.write_bytes(mutated(parts, random))
        reply = json.loads(answer(path, specs(), Limits()))
        assert reply.get("stopped") != "unexpected", reply
        found = judge(path, reply, workbook_samples.ALL)
        assert found.refused == bool([f for f in found.findings if f.severity == "error"])
        assert all(f.code in SENTENCES or f.column for f in found.findings)
        outcomes["refused" if found.refused else "read"] += 1
    assert outcomes["refused"] > NUMBER // 4
    assert outcomes["read"] > NUMBER // 20


def test_no_crash_in_a_process(parts, tmp_path):
    random = Random(SEED + 1)
    paths = [tmp_path / f"{n}.xlsx" for n in range(THROUGH_A_PROCESS)]
    for path in paths:
        path.write_bytes(mutated(parts, random))
    with new_reader() as reader:
        found = list(read_workbooks(paths, workbook_samples.ALL, reader=reader))
    assert len(found) == THROUGH_A_PROCESS
    assert reader.restarts == 0
