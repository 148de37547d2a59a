"""A dump says everything, and filled again it says the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assessments.actions import clerk, files, zppm
from assessments.errors import StoreOfOther
from assessments.storage import open_store
from tests.answer_files import HEAD, RICH, by_title, dumped
from tests.clerks import LATER, NOW, PASS

SAMPLES = sorted((Path(__file__).resolve().parents[3] / "resources" / "sample").glob("*.json"))


def test_a_dump_says_everything_and_filled_again_says_the_same(path):
    files.fill(path, RICH, NOW)
    first = dumped(path)
    assert json.loads(json.dumps(first)) == first
    assert list(by_title(first)) == ["Pass", "Hund"]
    assert by_title(first)["Pass"] == RICH["services"][0]
    for key in ("authority", "opens", "closes", "settings", "start_file", "department_answers"):
        assert first[key] == RICH[key]
    files.fill(path.with_name("b.selbstcheck"), first, LATER.replace(year=2030))
    assert json.dumps(dumped(path.with_name("b.selbstcheck"))) == json.dumps(first)


def test_filling_a_dump_into_its_own_file_changes_nothing(path):
    files.fill(path, RICH, NOW)
    with open_store(path, NOW) as store:
        before = clerk.load(store)
    files.fill(path, dumped(path), LATER)
    with open_store(path, NOW) as store:
        assert clerk.load(store) == before


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda p: p.stem)
def test_the_sample_data_go_in_and_out(path, sample):
    content = json.loads(sample.read_text(encoding="utf-8"))
    result = files.fill(path, content, NOW)
    assert result.findings == ()
    first = dumped(path)
    assert [s["title"] for s in first["services"]] == [s["title"] for s in content["services"]]
    for ours, theirs in zip(first["services"], content["services"], strict=True):
        given = {k: v for k, v in theirs.get("answers", {}).items() if v is not None}
        assert ours["answers"] == given
    files.fill(path.with_name("b.selbstcheck"), first, LATER)
    assert dumped(path.with_name("b.selbstcheck")) == first


def test_what_was_taken_over_and_not_confirmed_is_open_in_a_dump(store):
    clerk.answer(store, "r2", PASS.id, {"O1": "allein"}, NOW)
    other = list(clerk.load(store).assessments)[1]
    clerk.take_over(store, "r2", PASS.id, other, NOW)
    assert [s["answers"] for s in files.dump(store)["services"]] == [{"O1": "allein"}, {}]


def test_a_dump_refers_to_nothing_that_was_removed(path):
    files.fill(path, RICH, NOW)
    with open_store(path, NOW) as store:
        clerk.remove_subjects(store, "r2", ["s1"], NOW)
    dump = dumped(path)
    assert dump["processes"][0]["services"] == ["s0"]
    assert dump["measures"][0]["subjects"] == ["p1"]
    files.fill(path.with_name("b.selbstcheck"), dump, NOW)


def test_a_file_of_zppm_is_neither_filled_nor_dumped(path):
    with zppm.begin(path, "", NOW) as store, pytest.raises(StoreOfOther):
        files.dump(store)
    with pytest.raises(StoreOfOther):
        files.fill(path, HEAD, NOW)
