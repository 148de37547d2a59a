"""The questions that a department answers once, whichever questionnaires ask them."""

from __future__ import annotations

from questionnaires.asked_once import asked_once
from questionnaires.catalogue import load
from tests.builders import ask, questionnaire

OZG, PROCESS = load("ozg-rm-1.1"), load("prozessdokumentation")


def test_the_questions_of_all_editions_stand_in_one() -> None:
    both = asked_once((OZG, PROCESS))

    assert list(both.questions) == ["X9", "T1", "T2"]
    assert list(both.fields) == ["X9", "X9.stand", "T1", "T2"]
    assert both.questions["T1"] is PROCESS.questions["T1"]
    assert both.section_of("T1").title == "Priorität und Plan"
    assert (both.levels, both.gates) == ((), ())


def test_it_is_made_once() -> None:
    assert asked_once((OZG, PROCESS)) is asked_once((OZG, PROCESS))
    assert list(asked_once((OZG,)).questions) == ["X9"]


def test_of_two_that_ask_alike_the_first_does() -> None:
    mine, other = (questionnaire(ask("A", once=True), ask("B"), id=name) for name in ("m", "o"))

    assert asked_once((mine, other)).questions == {"A": mine.questions["A"]}
