"""Which values are answers, which are none, and which are refused, at every door alike."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.answer_values import (
    Problem,
    check_answers,
    check_length,
    check_value,
    is_date,
    judge_answers,
)
from assessments.text import LIMIT
from questionnaires.model import Field, Kind, Level, Option, Question, Questionnaire, Section

UNSURE = Option("weiss_nicht", "Weiß ich nicht", exclusive=True)


def options(*codes):
    return (*(Option(c, c.title()) for c in codes), UNSURE)


SENT = Field("O7", Kind.SINGLE, "Abgeschickt?", options("vollstaendig", "teilweise", "nein"))
URGENCY = Field("H4", Kind.SINGLE, "Dringlich?", options("1", "2", "3", "4"))
ACCOUNTS = Field(
    "O11",
    Kind.MULTI,
    "Konten?",
    (*options("bundid", "servicekonto")[:-1], Option("keins", "Keines", exclusive=True), UNSURE),
)
CASES = Field("F2", Kind.NUMBER, "Fälle", minimum=0)
ONLINE = Field("F3", Kind.NUMBER, "online", minimum=0, maximum_field="F2")
BREAKS = Field("EE3", Kind.NUMBER, "Brüche", (UNSURE,), minimum=0, maximum=9)
HOURS = Field("PR7.stunden", Kind.NUMBER, "Stunden", minimum=0, whole=False)
CHECKED = Field("X3", Kind.DATE, "Geprüft", (Option("nie", "Nie"), UNSURE))
WHO = Field("O1.welcher", Kind.TEXT, "Welcher?")
PERIOD = Field("F1", Kind.GROUP, "Zeitraum")
FROM = Field("F1.von", Kind.DATE, "von")

FIELDS = (SENT, URGENCY, ACCOUNTS, CASES, ONLINE, BREAKS, HOURS, CHECKED, WHO)
CHECK = Questionnaire(
    id="probe",
    version="1",
    title="Probe",
    short_title="Probe",
    subject="service",
    levels=(Level(0, "Unten", ""),),
    sections=(
        Section(
            "s",
            "Alles",
            (
                *(Question(f.id, "s", f.label, f) for f in FIELDS),
                Question("F1", "s", "Zeitraum?", PERIOD, (FROM,)),
            ),
        ),
    ),
)


@pytest.mark.parametrize(
    ("field", "raw", "stored"),
    [
        (SENT, "vollstaendig", "vollstaendig"),
        (SENT, " \u00a0vollstaendig\u200b", "vollstaendig"),
        (SENT, "weiss_nicht", "weiss_nicht"),
        (URGENCY, "1", "1"),
        (URGENCY, 1, "1"),
        (URGENCY, 1.0, "1"),
        (ACCOUNTS, ["servicekonto", "bundid"], ("servicekonto", "bundid")),
        (ACCOUNTS, ("keins",), ("keins",)),
        (ACCOUNTS, ["weiss_nicht"], ("weiss_nicht",)),
        (ACCOUNTS, "bundid; servicekonto ;", ("bundid", "servicekonto")),
        (CASES, 1200, 1200),
        (CASES, 1200.0, 1200),
        (CASES, "1200", 1200),
        (CASES, " 3\u00a0", 3),
        (CASES, "3.0", 3),
        (HOURS, 1.5, 1.5),
        (HOURS, "1.5", 1.5),
        (BREAKS, "weiss_nicht", "weiss_nicht"),
        (BREAKS, 0, 0),
        (CHECKED, "2026-02-28", "2026-02-28"),
        (CHECKED, "nie", "nie"),
        (WHO, "Amt für Soziales\r\n", "Amt für Soziales\n"),
        (WHO, "=1+2", "=1+2"),
    ],
)
def test_answers(field, raw, stored):
    value = check_value(field, raw)
    assert value == stored
    assert type(value) is type(stored)


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("raw", [None, "", [], (), "  ", "\u00a0\u200b"])
def test_no_answer(field, raw):
    assert check_value(field, raw) is None


@pytest.mark.parametrize(
    ("field", "raw", "code"),
    [
        (SENT, "Vollstaendig", "unknown-code"),
        (SENT, "vollstaendig;nein", "unknown-code"),
        (SENT, ["vollstaendig"], "wrong-kind"),
        (SENT, {"code": "nein"}, "wrong-kind"),
        (SENT, True, "wrong-kind"),
        (URGENCY, 5, "unknown-code"),
        (URGENCY, 1.5, "wrong-kind"),
        (URGENCY, float("inf"), "wrong-kind"),
        (ACCOUNTS, ["bundid", "elster"], "unknown-code"),
        (ACCOUNTS, ["bundid", "bundid"], "code-twice"),
        (ACCOUNTS, ["bundid", "keins"], "exclusive-code"),
        (ACCOUNTS, ["weiss_nicht", "bundid"], "exclusive-code"),
        (ACCOUNTS, ["bundid", None], "wrong-kind"),
        (ACCOUNTS, True, "wrong-kind"),
        (CASES, -1, "out-of-range"),
        (CASES, 1.5, "wrong-kind"),
        (CASES, "1,5", "wrong-kind"),
        (CASES, "3,5", "wrong-kind"),
        (CASES, "1.000", "wrong-kind"),
        (CASES, "3 000", "wrong-kind"),
        (CASES, "0x10", "wrong-kind"),
        (CASES, "drei", "wrong-kind"),
        (CASES, "１２", "wrong-kind"),
        (CASES, True, "wrong-kind"),
        (CASES, float("nan"), "wrong-kind"),
        (CASES, 10**400, "out-of-range"),
        (CASES, [3], "wrong-kind"),
        (BREAKS, 10, "out-of-range"),
        (BREAKS, "keine_angabe", "wrong-kind"),
        (CHECKED, "2026-02-30", "no-date"),
        (CHECKED, "20260228", "no-date"),
        (CHECKED, "2026-W09-1", "no-date"),
        (CHECKED, "28.02.2026", "no-date"),
        (CHECKED, "0206-02-28", "out-of-range"),
        (CHECKED, 46000, "wrong-kind"),
        (WHO, 5, "wrong-kind"),
        (WHO, "x" * (LIMIT + 1), "text-too-long"),
        (WHO, "😀" * (LIMIT // 2 + 1), "text-too-long"),
        (PERIOD, "2026-01-01", "no-value"),
    ],
)
def test_refused(field, raw, code):
    problem = check_value(field, raw)
    assert isinstance(problem, Problem)
    assert problem.code == code
    assert field.id in problem.message
    assert problem.remedy


def test_a_text_of_exactly_the_limit_is_kept_whole():
    assert check_value(WHO, "x" * LIMIT) == "x" * LIMIT
    assert check_length("der Anmerkung", "😀" * (LIMIT // 2)) is None


@given(
    st.sampled_from((*FIELDS, PERIOD)),
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats()
        | st.text()
        | st.sampled_from(["nein", "weiss_nicht", "bundid", "keins", "2026-01-01", "3.0"]),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=5,
    ),
)
def test_whatever_comes_is_judged_and_what_is_stored_is_accepted_again(field, raw):
    value = check_value(field, raw)
    if value is None or isinstance(value, Problem):
        return
    assert check_value(field, value) == value
    assert check_value(field, json.loads(json.dumps(value))) == value


def test_more_online_than_in_all():
    (problem,) = check_answers(CHECK, {"F3": 12, "F2": 10})
    assert (problem.field_id, problem.code) == ("F3", "above-other-answer")
    assert problem.message == "F3 ist mit 12 größer als F2 mit 10."
    assert check_answers(CHECK, {"F3": 10, "F2": 10}) == ()
    assert check_answers(CHECK, {"F3": 10}) == ()


def test_all_problems_are_named_at_once_and_the_rest_is_kept_in_order():
    values, problems = judge_answers(
        CHECK,
        {"O7": "nein", "O99": "ja", "F1": "2026", "F1.von": "2026-01-01", "H4": "9", "F2": None},
    )
    assert list(values.items()) == [("O7", "nein"), ("F1.von", "2026-01-01")]
    assert [(p.field_id, p.code) for p in problems] == [
        ("O99", "unknown-question"),
        ("F1", "unknown-question"),
        ("H4", "unknown-code"),
    ]
    assert problems[2].message == "Die Antwort „9“ gibt es bei Frage H4 nicht."
    assert problems[2].remedy == "Möglich sind: 1, 2, 3, 4, weiss_nicht."


def test_a_message_quotes_at_most_a_line():
    problem = check_value(SENT, "viel\nText " * 1000)
    assert isinstance(problem, Problem)
    assert len(problem.message) < 120
    assert "\n" not in problem.message


@pytest.mark.parametrize("text", ["2024-02-29", "1999-12-31"])
def test_dates(text):
    assert is_date(text)


@pytest.mark.parametrize("text", ["2023-02-29", "2023-2-1", "", "heute", "2023-01-01T00:00"])
def test_no_dates(text):
    assert not is_date(text)
