"""A dump says everything, and filled again it says the same."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.actions import clerk, files, zppm
from assessments.errors import StoreOfOther
from assessments.storage import open_store
from assessments.text import clean_text, is_blank
from questionnaires import catalogue
from questionnaires.model import Kind
from tests.answer_files import HEAD, RICH, by_title, dumped, filled
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


ASKED = catalogue.load("ozg-rm-1.1")


def given_to(field):
    """Anything that may be answered to a field, as JSON holds it."""
    codes = [o.code for o in field.options]
    others = [o.code for o in field.options if not o.exclusive]
    kinds = {
        Kind.MULTI: st.lists(st.sampled_from(others or [""]), min_size=1, unique=True)
        | st.sampled_from([[c] for c in codes if c not in others] or [[]]),
        Kind.NUMBER: st.integers(int(field.minimum or 0), int(field.maximum or 10**9)),
        Kind.DATE: st.dates(date(1900, 1, 1)).map(date.isoformat),
        Kind.TEXT: st.text(max_size=20).map(clean_text).filter(lambda t: not is_blank(t)),
    }
    own = kinds.get(field.kind, st.nothing())
    return own if field.kind is Kind.MULTI or not codes else own | st.sampled_from(codes)


answer_sets = st.fixed_dictionaries(
    {}, optional={name: given_to(field) for name, field in ASKED.fields.items() if name != "F3"}
)
words = st.dictionaries(st.sampled_from(list(ASKED.questions)), st.just("„ä“\n😀"), max_size=3)


@given(st.lists(st.tuples(answer_sets, words, words, st.booleans()), max_size=3))
@settings(max_examples=25)
def test_whatever_was_answered_comes_out_as_it_went_in(sets):
    services = [
        {"id": f"s{n}", "title": f"S {n}", "answers": a, "notes": w, "evidence": e, "finished": f}
        for n, (a, w, e, f) in enumerate(sets)
    ]
    with TemporaryDirectory() as folder:
        first = filled(Path(folder) / "a", *services)
        for ours, theirs in zip(first["services"], services, strict=True):
            assert {k: ours[k] for k in theirs} == theirs
        files.fill(Path(folder) / "b", first, LATER)
        assert json.dumps(dumped(Path(folder) / "b")) == json.dumps(first)
