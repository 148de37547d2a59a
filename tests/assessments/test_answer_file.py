"""The answer file: what it may say, and every finding at its path (contract 4.2)."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.answer_file import as_document, understand
from assessments.errors import Refused
from assessments.findings import Severity
from assessments.json_reading import DEEPEST, LARGEST, read_json
from assessments.model import Department, Measure, Round, Subject, SubjectKind
from assessments.wording import sentence
from questionnaires import catalogue

OZG = catalogue.load("ozg-rm-1.1")
EDITIONS = {"service": OZG}
HEAD = {
    "format": "selbstcheck-antworten",
    "formatversion": 1,
    "department": "Bürgerservice",
    "round": "2. Erhebung 2026",
}


def document(**rest):
    return {**HEAD, **rest}


def service(**rest):
    return document(services=[{"title": "Wohngeld", **rest}])


def findings(content, editions=EDITIONS):
    return [(f.column, f.code) for f in understand(content, editions)[1]]


def test_the_least_that_must_be_there():
    content, found = understand(HEAD, EDITIONS)
    assert found == ()
    assert content.department == Department("buergerservice", "Bürgerservice")
    assert content.round == Round("2-erhebung-2026", "2. Erhebung 2026", "")
    assert (content.services, content.processes, content.measures) == ((), (), ())
    assert content.department_answers is None


def test_everything_it_may_say():
    content, found = understand(
        document(
            authority="Stadt Jena",
            department_id="bs",
            round_id="r2",
            stichtag="2026-11-30",
            opens="2026-10-01",
            closes="2026-12-15",
            settings={"ozg-rm-1.1.mindesttage": 60, "mindestzahl_antraege": 20},
            start_file="start-7",
            department_answers={"X9": "ja", "X9.stand": "läuft"},
            services=[
                {
                    "id": "s1",
                    "title": " Wohn\u00adgeld ",
                    "leika": ["99107023017000"],
                    "ozg_id": "10193",
                    "theme": "Bauen & Wohnen",
                    "leika_type": "2/3",
                    "audience": ["buerger", "unternehmen"],
                    "focus": True,
                    "sdg": False,
                    "keys_checked": "2026-01-31",
                    "remark": "eins\r\nzwei",
                    "answers": {"O1": "allein", "O11": ["bundid"], "F2": 12, "O6.seit": None},
                    "notes": {"O7": "später", "O8": " "},
                    "evidence": {"O4": "Bild"},
                    "finished": True,
                }
            ],
            processes=[
                {"id": "p1", "title": "Prüfen", "group": "G", "picture": "4", "services": ["s1"]}
            ],
            measures=[
                {
                    "id": "m1",
                    "title": "Schulen",
                    "subjects": ["s1", "p1"],
                    "responsible": "ZPPM",
                    "effort": "groß",
                    "due": "2027-03-31",
                    "status": "Läuft",
                },
                {"title": "Später"},
            ],
        ),
        EDITIONS,
    )
    assert found == ()
    assert content.department == Department("bs", "Bürgerservice", "Stadt Jena")
    assert content.round == Round(
        *("r2", "2. Erhebung 2026", "2026-11-30", "2026-10-01", "2026-12-15"),
        settings={"ozg-rm-1.1.mindesttage": 60},
    )
    assert content.department_answers == {"X9": "ja", "X9.stand": "läuft"}
    (entry,) = content.services
    assert entry.subject == Subject(
        *("s1", SubjectKind.SERVICE, "Wohn\u00adgeld", ("99107023017000",), "10193"),
        *("Bauen & Wohnen", "2/3", ("buerger", "unternehmen"), True, False, "2026-01-31"),
        remark="eins\nzwei",
    )
    assert entry.answers == {"O1": "allein", "O11": ("bundid",), "F2": 12}
    assert (entry.notes, entry.evidence, entry.finished) == ({"O7": "später"}, {"O4": "Bild"}, True)
    assert content.processes[0].subject == Subject(
        "p1", SubjectKind.PROCESS, "Prüfen", group="G", picture="4", services=("s1",)
    )
    assert [m for m, _ in content.measures] == [
        Measure("m1", "Schulen", ("s1", "p1"), "ZPPM", "groß", "2027-03-31", "Läuft"),
        Measure("", "Später"),
    ]


WRONG = {
    "no object": ([], [("format", "wrong-format")]),
    "nothing": ({}, [("format", "wrong-format")]),
    "other format": (document(format="xml"), [("format", "wrong-format")]),
    "no version": (document(formatversion=None), [("formatversion", "wrong-format")]),
    "version true": (document(formatversion=True), [("formatversion", "wrong-format")]),
    "version 0": (document(formatversion=0), [("formatversion", "wrong-format")]),
    "newer": (document(formatversion=2), [("formatversion", "newer-format")]),
    "no department": (document(department=" "), [("department", "missing-key")]),
    "no round": (document(round=None), [("round", "missing-key")]),
    "department a number": (
        document(department=7),
        [("department", "wrong-kind"), ("department", "missing-key")],
    ),
    "no id from that name": (document(department="…"), [("department_id", "missing-key")]),
    "no id from that round": (document(round="…"), [("round_id", "missing-key")]),
    "id with semicolon": (document(department_id="a;b"), [("department_id", "wrong-kind")]),
    "unknown keys": (
        document(leistungen=[], Services=[]),
        [("Services", "unknown-key"), ("leistungen", "unknown-key")],
    ),
    "no date": (document(stichtag="30.11.2026"), [("stichtag", "no-date")]),
    "services no list": (document(services={}), [("services", "wrong-kind")]),
    "service no object": (document(services=["Wohngeld"]), [("services[0]", "wrong-kind")]),
    "no title": (document(services=[{}]), [("services[0].title", "missing-key")]),
    "unknown key": (service(leikas=[]), [("services[0].leikas", "unknown-key")]),
    "keys no list": (service(leika="99107023017000"), [("services[0].leika", "wrong-kind")]),
    "key a number": (service(leika=[99107023017000]), [("services[0].leika", "wrong-kind")]),
    "two keys in one": (
        service(leika=["99107023017000;99107023017001"]),
        [("services[0].leika", "wrong-kind"), ("services[0].leika", "odd-key")],
    ),
    "odd key": (service(leika=["4711"]), [("services[0].leika", "odd-key")]),
    "unknown audience": (service(audience=["alle"]), [("services[0].audience", "unknown-code")]),
    "focus a word": (service(focus="ja"), [("services[0].focus", "wrong-kind")]),
    "finished a number": (service(finished=1), [("services[0].finished", "wrong-kind")]),
    "answers no object": (service(answers=[]), [("services[0].answers", "wrong-kind")]),
    "unknown question": (
        service(answers={"O99": "ja"}),
        [("services[0].answers.O99", "unknown-question")],
    ),
    "unknown code": (service(answers={"O1": "ja"}), [("services[0].answers.O1", "unknown-code")]),
    "exclusive": (
        service(answers={"O11": ["keins", "bundid"]}),
        [("services[0].answers.O11", "exclusive-code")],
    ),
    "more online than all": (
        service(answers={"F2": 1, "F3": 2}),
        [("services[0].answers.F3", "above-other-answer")],
    ),
    "long text": (
        service(remark="x" * 4001, notes={"O1": "y" * 4001}),
        [("services[0].remark", "text-too-long"), ("services[0].notes.O1", "text-too-long")],
    ),
    "note of a field": (
        service(notes={"O6.seit": "x"}),
        [("services[0].notes.O6.seit", "unknown-question")],
    ),
    "asked once": (service(answers={"X9": "ja"}), [("services[0].answers.X9", "asked-once")]),
    "not asked once": (
        document(department_answers={"O1": "allein"}),
        [("department_answers.O1", "not-asked-once")],
    ),
    "wrong once": (
        document(department_answers={"X9": "vielleicht"}),
        [("department_answers.X9", "unknown-code")],
    ),
    "unknown setting": (
        document(settings={"farbe": 1, "ozg-rm-1.1.farbe": 1}),
        [("settings.farbe", "unknown-setting"), ("settings.ozg-rm-1.1.farbe", "unknown-setting")],
    ),
    "wrong settings": (
        document(settings={"mindesttage": "60", "mindestzahl_antraege": True}),
        [
            ("settings.mindesttage", "wrong-kind"),
            ("settings.mindestzahl_antraege", "wrong-kind"),
        ],
    ),
    "negative setting": (
        document(settings={"mindesttage": -1}),
        [("settings.mindesttage", "wrong-kind")],
    ),
    "process answers": (
        document(processes=[{"title": "P", "answers": {"P1.name": "x"}, "notes": {"P1": "y"}}]),
        [
            ("processes[0].answers", "unknown-questionnaire"),
            ("processes[0].notes", "unknown-questionnaire"),
        ],
    ),
    "empty process answers": (
        document(processes=[{"title": "P", "answers": {}, "notes": {}, "finished": False}]),
        [],
    ),
    "measure": (
        document(measures=[{"title": "M", "effort": "riesig", "status": "neu", "due": "bald"}]),
        [
            ("measures[0].effort", "unknown-code"),
            ("measures[0].due", "no-date"),
            ("measures[0].status", "unknown-code"),
        ],
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_found_at_its_path(case):
    content, expected = WRONG[case]
    assert findings(content) == expected


def test_every_finding_says_what_is_wrong_and_what_to_do():
    for content, _ in WRONG.values():
        for finding in understand(content, EDITIONS)[1]:
            assert finding.message.endswith(".")
            assert finding.remedy
            assert len(finding.message.split()) <= 15, finding.message


def test_remarks_do_not_refuse():
    (finding,) = understand(service(answers={"X9": "ja"}), EDITIONS)[1]
    assert finding.severity is Severity.REMARK
    assert understand(service(answers={"X9": "ja"}), EDITIONS)[0].services[0].answers == {
        "X9": "ja"
    }


def test_null_and_absent_are_the_same():
    absent, _ = understand(document(services=[{"title": "A"}]), EDITIONS)
    null = dict.fromkeys(("id", "leika", "answers", "notes", "finished", "focus", "remark"))
    assert understand(document(services=[{"title": "A", **null}]), EDITIONS) == (absent, ())


def test_the_document_says_everything_and_says_it_again():
    content, _ = understand(
        document(
            stichtag="2026-11-30",
            settings={"mindesttage": 60},
            services=[{"id": "s1", "title": "A", "answers": {"O11": ["bundid", "servicekonto"]}}],
            processes=[{"id": "p1", "title": "B"}],
            measures=[{"id": "m1", "title": "C"}],
            department_answers={"X9": "ja"},
        ),
        EDITIONS,
    )
    once = as_document(content)
    assert json.loads(json.dumps(once)) == once
    again, found = understand(once, EDITIONS)
    assert found == ()
    assert as_document(again) == once


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "title", "answers", "O1", "O11", "notes", "settings", "x"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(
    st.dictionaries(st.sampled_from([*HEAD, *as_document(understand(HEAD, EDITIONS)[0])]), anything)
)
def test_whatever_stands_in_it_is_judged(content):
    understand({**HEAD, **content}, EDITIONS)
    understand(content, EDITIONS)


# The file as a whole


def refused(path):
    with pytest.raises(Refused) as caught:
        read_json(path)
    return caught.value


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "no-json"),
        (b"{", "no-json"),
        (b'{"a": 1,}', "no-json"),
        (b"\xff\xfe{}", "no-utf8"),
        ('{"a": "ä"}'.encode("latin-1"), "no-utf8"),
        (b'{"a": {"b": 1, "b": 2}}', "key-twice"),
        (b'{"a": NaN}', "no-number"),
        (b'{"a": -Infinity}', "no-number"),
        (b'{"a": ' + b"9" * 5000 + b"}", "no-number"),
        (b"[" * 33 + b"]" * 33, "too-deep"),
        (b'{"a":' * 33 + b"1" + b"}" * 33, "too-deep"),
        (b"[" * 200_000, "too-deep"),
        (b" " * (LARGEST + 1), "too-large"),
    ],
)
def test_a_file_that_is_refused_as_a_whole(tmp_path, content, code):
    path = tmp_path / "antworten.json"
    path.write_bytes(content)
    error = refused(path)
    assert [f.code for f in error.findings] == [code]
    assert sentence(error).startswith("„antworten.json“ wurde nicht übernommen:")


def test_a_file_that_is_not_there(tmp_path):
    assert refused(tmp_path / "weg.json").findings[0].code == "unreadable"
    assert refused(tmp_path).findings[0].code == "unreadable"


def test_the_deepest_and_largest_that_pass(tmp_path):
    path = tmp_path / "a.json"
    path.write_bytes(b"[" * DEEPEST + b"]" * DEEPEST + b" " * (LARGEST - 2 * DEEPEST))
    assert read_json(path)


def test_a_byte_order_mark_is_no_hindrance(tmp_path):
    path = tmp_path / "a.json"
    path.write_bytes(b'\xef\xbb\xbf{"a": "\\ud83d"}')
    assert read_json(path) == {"a": "\ud83d"}
