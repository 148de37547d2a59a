"""The worked examples of the process check: V1 to V10 and the rules of ozg-process.md 9.6."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from assessments.scoring import GateState, score
from questionnaires.catalogue import load
from tests.builders import STICHTAG
from tests.processes import (
    AT_RUNG,
    BASE,
    MEASURED,
    MODELLED,
    NAMED,
    ORAL,
    PROFILED,
    REVIEWED,
    WRITTEN,
    Answers,
)

if TYPE_CHECKING:
    from questionnaires.model import Value

PROCESS = load("prozessdokumentation")
NOT_MET, OPEN = GateState.NOT_MET, GateState.OPEN


class Example(NamedTuple):
    answers: Answers
    secured: int
    possible: int
    missing: tuple[str, ...]
    later: tuple[str, ...] = ()
    open: tuple[str, ...] = ()


EXAMPLES = {
    "V1 nur Name und Stelle, mündlich": Example(NAMED, 0, 1, ("P1",), later=("P2",), open=("P1",)),
    "V2 Grundangaben, Kopf und Notizen": Example(ORAL, 1, 1, ("P2",)),
    "V3 Dienstanweisung, Ort unbekannt": Example(
        {**MEASURED, "P2": ("dienstanweisung",), "P4": "nein"}, 1, 1, ("P4",)
    ),
    "V4 Zeichnung, Steckbrief anderswo": Example(
        {**MEASURED, "P2": ("anderes_werkzeug",), "P5": "anderswo"}, 2, 2, ("P5",)
    ),
    "V5 freigegebenes Modell ohne Steckbrief": Example(
        {**MODELLED, "P2": ("modell",), "P5": "nein"}, 2, 2, ("P5",), ("P12", "P13", "P14")
    ),
    "V6 Steckbrief, Modell ungeprüft": Example(
        {**MEASURED, "P9": "nein", "P11": "nein"}, 3, 3, ("P9", "P11")
    ),
    "V7 überfällige Überprüfung": Example(
        {**MEASURED, "P13.datum": "2024-05-14", "P13.turnus": "12"}, 4, 4, ("P13",)
    ),
    "V8 nur eine Kennzahl, keine Ziele": Example(REVIEWED, 5, 5, ("P15", "P16", "P17", "P18")),
    "V9 alles erfüllt": Example(MEASURED, 6, 6, ()),
    "V10 Schriftform unbekannt": Example(
        {**BASE, "P2": ("weiss_nicht",)}, 1, 6, ("P2",), open=("P2",)
    ),
}


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES)
def test_worked_example(example):
    result = score(PROCESS, example.answers, STICHTAG)
    assert (result.secured, result.possible) == (example.secured, example.possible)
    assert result.provisional is (example.secured != example.possible)
    assert tuple(m.question for m in result.missing) == example.missing
    assert tuple(m.question for m in result.later) == example.later
    assert result.open == example.open
    assert {m.owner for m in result.missing} <= {"fachdienst"}
    states = {OPEN} if example.open else {NOT_MET}
    assert {m.state for m in result.missing} <= states


@pytest.mark.parametrize("rung", AT_RUNG)
def test_every_rung_can_be_reached_and_is_final(rung):
    result = score(PROCESS, AT_RUNG[rung], STICHTAG)
    assert (result.secured, result.possible) == (rung, max(rung, 1))


def test_v5_is_modelled_at_once_when_the_fact_sheet_is_there():
    answers = {**EXAMPLES["V5 freigegebenes Modell ohne Steckbrief"].answers}
    answers |= {"P5": "picture", "P6": PROFILED["P6"], "P7": "ja"}
    assert score(PROCESS, answers, STICHTAG).secured == 4


def test_nothing_answered_is_d0_and_everything_is_possible():
    result = score(PROCESS, {}, STICHTAG)
    assert (result.secured, result.possible) == (0, 6)
    assert [m.question for m in result.missing] == ["P1"]
    assert result.open == ("P1", "P2")
    assert (result.scope, result.what_ifs) == (None, {})


@pytest.mark.parametrize("empty", ["name", "ausloeser", "ergebnis", "stelle"])
def test_an_empty_field_of_p1_is_open_not_no(empty):
    answers = {k: v for k, v in MEASURED.items() if k != f"P1.{empty}"}
    result = score(PROCESS, answers, STICHTAG)
    assert (result.secured, result.possible) == (0, 6)
    assert [(m.question, m.state) for m in result.missing] == [("P1", OPEN)]
    assert result.open == ("P1",)


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"P2": ("weiss_nicht",)}, "P2"),
        ({"P5": "weiss_nicht"}, "P5"),
        ({"P8": "weiss_nicht"}, "P8"),
        ({"P12": "weiss_nicht"}, "P12"),
        ({"P15": ("weiss_nicht",)}, "P15"),
    ],
)
def test_gates_behind_an_open_question_stand_under_it_once(changed, named):
    bad: Answers = {"P6": ("zeit",), "P9": "nein", "P16": "nein", "P18": "nein"}
    behind = {"P2": bad, "P5": {"P6": ("zeit",)}, "P8": {"P9": "nein"}}
    kept = behind.get(named, {"P16": "nein", "P18": "nein"})
    result = score(PROCESS, {**MEASURED, **kept, **changed}, STICHTAG)
    assert result.possible == 6
    assert [m.question for m in (*result.missing, *result.later)] == [named]
    assert result.open == (named,)


def test_figures_behind_an_open_p12_are_open():
    result = score(PROCESS, {**REVIEWED, "P12": "weiss_nicht"}, STICHTAG)
    assert (result.secured, result.possible) == (4, 6)
    assert [level.state for level in result.levels][5:] == [OPEN, OPEN]
    assert not {"P15", "P16", "P17", "P18"} & set(result.visible)


def test_a_process_that_nobody_follows_is_not_asked_for_figures():
    result = score(PROCESS, {**MEASURED, "P12": "teilweise"}, STICHTAG)
    assert (result.secured, result.possible) == (4, 4)
    assert [m.question for m in result.missing] == ["P12"]
    assert "P15" not in result.visible


def test_without_any_figure_nothing_is_asked_about_them():
    result = score(PROCESS, {**MEASURED, "P15": ("keine",)}, STICHTAG)
    assert (result.secured, result.possible) == (5, 5)
    assert [m.question for m in result.missing] == ["P15"]
    assert not {"P16", "P17", "P18"} & set(result.visible)


def reviewed(date: str | None, turnus: str | None, stichtag: str, **settings: Value):
    answers = {k: v for k, v in MEASURED.items() if not k.startswith("P13.")}
    answers |= {"P13.datum": date} if date else {}
    answers |= {"P13.turnus": turnus} if turnus else {}
    return score(PROCESS, answers, stichtag, settings)


@pytest.mark.parametrize(
    ("date", "turnus", "stichtag", "rung"),
    [
        ("2025-11-01", "12", "2026-11-30", 6),  # 12 months, days ignored
        ("2025-10-31", "12", "2026-11-01", 4),
        ("2026-05-31", "6", "2026-11-01", 6),
        ("2026-04-30", "6", "2026-11-01", 4),
        ("2024-11-01", "24", "2026-11-30", 6),
        ("2024-10-31", "24", "2026-11-01", 4),
        ("2024-11-30", None, "2026-11-30", 6),  # an interval not given counts as 24
        ("2024-10-31", None, "2026-11-01", 4),
        ("2024-10-31", "weiss_nicht", "2026-11-01", 4),
        ("2025-12-31", "12", "2027-01-01", 4),
        ("2026-12-31", "6", "2026-11-30", 6),  # a date to come is not overdue
        ("nie", "24", "2026-11-30", 4),
    ],
)
def test_a_review_grows_old_in_whole_months_against_the_stichtag(date, turnus, stichtag, rung):
    result = reviewed(date, turnus, stichtag)
    assert (result.secured, result.possible) == (rung, rung)
    assert [m.question for m in result.missing] == ([] if rung == 6 else ["P13"])
    assert result.open == ()


def test_a_review_is_open_only_without_a_date():
    result = reviewed(None, "12", STICHTAG)
    assert (result.secured, result.possible) == (4, 6)
    assert [(m.question, m.state) for m in result.missing] == [("P13", OPEN)]
    assert result.open == ("P13",)


@pytest.mark.parametrize(("longest", "rung"), [(12, 4), (18, 6), (24, 6)])
def test_the_longest_interval_is_a_setting(longest, rung):
    assert reviewed("2025-05-15", "24", STICHTAG, hoechstabstand=longest).secured == rung
    assert reviewed("2025-05-15", None, STICHTAG, hoechstabstand=longest).secured == rung


def test_the_mandatory_fields_of_the_fact_sheet_are_a_setting():
    short = {**PROFILED, "P6": ("verantwortung", "zeit")}
    assert score(PROCESS, short, STICHTAG).secured == 2
    settings = {"pflichtangaben": ("zeit", "verantwortung")}
    assert score(PROCESS, short, STICHTAG, settings).secured == 3
    assert score(PROCESS, PROFILED, STICHTAG, settings).secured == 2


@pytest.mark.parametrize(
    ("links", "least", "rung"),
    [
        (("oe", "software", "recht"), 3, 4),
        (("oe", "software"), 3, 3),
        (("leistung", "dokumente", "software", "recht", "extern"), 3, 3),
        (("oe", "software"), 2, 4),
        (("oe", "software", "recht"), 4, 3),
    ],
)
def test_the_model_is_linked_with_units_and_a_number_of_others(links, least, rung):
    settings = {"mindestzahl_verknuepfungen": least}
    assert score(PROCESS, {**MODELLED, "P10": links}, STICHTAG, settings).secured == rung


@pytest.mark.parametrize(
    "kept", [{"P2": ("kopf",)}, {"P2": ("notizen",)}, {"P2": ("kopf", "notizen")}]
)
def test_personal_notes_count_as_oral(kept):
    result = score(PROCESS, {**MEASURED, **kept}, STICHTAG)
    assert (result.secured, result.possible) == (1, 1)
    assert result.visible[:3] == ("P1", "P2", "WS1")


def test_what_is_in_the_heads_may_be_written_down_as_well():
    assert score(PROCESS, {**MEASURED, "P2": ("kopf", "checkliste")}, STICHTAG).secured == 6


@pytest.mark.parametrize("tool", ["anderes", "kein"])
def test_a_model_elsewhere_is_no_model(tool):
    result = score(PROCESS, {**MEASURED, "P8": tool}, STICHTAG)
    assert (result.secured, [m.question for m in result.missing]) == (3, ["P8"])
    assert not {"P9", "P10", "P11"} & set(result.visible)


@pytest.mark.parametrize(
    ("answers", "linked", "asked"),
    [
        (MODELLED, 1, True),
        (MODELLED, 0, False),
        (MODELLED, None, False),
        (WRITTEN, 2, False),
    ],
)
def test_fim_is_asked_where_a_service_is_linked_and_a_model_there(answers, linked, asked):
    facts = {} if linked is None else {"leistungen": linked}
    result = score(PROCESS, {**answers, **facts}, STICHTAG)
    assert ("P11a" in result.visible) is asked
    assert "P11a" not in result.open


def test_risk_and_plan_never_hold_a_rung_back():
    result = score(PROCESS, MEASURED, STICHTAG)
    assert {"WS1", "WS2", "WS3", "PR1", "PR9"} <= set(result.visible)
    assert not {"T1", "T2"} & set(result.visible)
    assert (result.answered, result.asked) == (18, 18)
