"""A definition with a mistake is refused, and the mistake is named with its place and remedy."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from questionnaires.reading import DefinitionError, read_definition

HERE = Path(__file__).parent
SOUND = (HERE / "sound.toml").read_text(encoding="utf-8")
MISTAKES = {
    row["name"]: row
    for row in tomllib.loads((HERE / "mistakes.toml").read_text(encoding="utf-8"))["mistakes"]
}


def mistakes_of(text: str):
    with pytest.raises(DefinitionError) as refused:
        read_definition(text, "probe.toml")
    assert refused.value.source == "probe.toml"
    return refused.value.mistakes


def changed(old: str, new: str) -> str:
    assert old in SOUND
    return SOUND.replace(old, new, 1)


def test_the_sound_definition_has_no_mistake() -> None:
    assert read_definition(SOUND).key == "probe@1"


@pytest.mark.parametrize("row", MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_named_with_place_and_remedy(row: dict[str, str]) -> None:
    found = mistakes_of(changed(row["old"], row["new"]))

    (named,) = [m for m in found if m.path == row["path"] and m.message == row["message"]]
    assert named.remedy.startswith(row["remedy"])
    assert named.remedy


@pytest.mark.parametrize("row", MISTAKES.values(), ids=MISTAKES)
def test_what_is_said_is_german_and_short(row: dict[str, str]) -> None:
    for mistake in mistakes_of(changed(row["old"], row["new"])):
        for sentence in (mistake.message, mistake.remedy):
            assert len(sentence.split()) <= 15
            assert "!" not in sentence
            assert sentence[0] == "„" or not sentence[0].islower() or "()" in sentence


def test_a_circle_of_conditions_is_shown_all_the_way_round() -> None:
    text = changed('maximum_field = "Q3"', 'show_if = "Q3 >= 1"')
    text = text.replace('unit = "Stück"', 'show_if = "Q4 >= 1"')

    (mistake,) = mistakes_of(text)

    assert mistake.message == "Die Bedingungen drehen sich im Kreis: Q3 → Q4 → Q3."
    assert mistake.path == "sections.erster.questions.Q3.show_if"
    assert mistake.remedy == "Streichen Sie eine dieser Bedingungen."


def test_a_question_that_waits_for_its_own_answer_is_a_circle() -> None:
    (mistake,) = mistakes_of(changed('unit = "Stück"', 'show_if = "Q3 filled"'))

    assert mistake.message == "Die Bedingungen drehen sich im Kreis: Q3 → Q3."


def test_a_circle_through_derived_values_is_found() -> None:
    text = changed('when = "Q1 = ja" }]', 'when = "Q3 >= 1" }]')
    text = text.replace('unit = "Stück"', 'show_if = "umfang = bewertet"')

    (mistake,) = mistakes_of(text)

    assert mistake.message == "Die Bedingungen drehen sich im Kreis: umfang → Q3 → umfang."
    assert mistake.path == "derived.umfang"


def test_a_gate_must_not_wait_for_the_level_it_decides() -> None:
    text = changed('show_if = "Q1 = ja"\ngates', 'show_if = "stufe >= 1"\ngates')

    (mistake,) = mistakes_of(text)

    assert mistake.message == "Die Bedingungen drehen sich im Kreis: Q2 → stufe → Q2."
    assert mistake.path == "sections.erster.questions.Q2.show_if"


def test_a_question_without_gate_may_wait_for_the_level() -> None:
    text = changed('unit = "Stück"', 'show_if = "stufe >= 1"')

    assert str(read_definition(text).questions["Q3"].show_if) == "stufe >= 1"


def test_a_long_chain_of_conditions_is_no_circle() -> None:
    chain = "".join(
        f'\n[[sections.questions]]\nid = "K{n}"\ntype = "number"\nwording = "Wie viele?"\n'
        f'show_if = "K{n + 1} >= 1"\n'
        for n in range(2000)
    )
    end = '\n[[sections.questions]]\nid = "K2000"\ntype = "number"\nwording = "Wie viele?"\n'

    assert len(read_definition(SOUND + chain + end).questions) == 2008


def test_all_mistakes_come_at_once_in_one_message() -> None:
    text = changed('unit = "Stück"', 'unti = "Stück"')
    text = text.replace('"Q1 = ja"\ngates', '"Q9 = ja"\ngates').replace("level = 1", "level = 7")

    found = mistakes_of(text)

    assert {m.path for m in found} == {
        "sections.erster.questions.Q3.unti",
        "sections.erster.questions.Q2.show_if",
        "sections.erster.questions.Q1.gates.7.level",
        "levels.1",
    }
    with pytest.raises(DefinitionError, match=r"probe\.toml: levels\.1: Für Stufe 1"):
        read_definition(text, "probe.toml")


def test_a_condition_that_cannot_be_read_is_one_mistake_only() -> None:
    (mistake,) = mistakes_of(changed('meets = "Q1 = ja"', 'meets = "Q1 = "'))

    assert mistake.path == "sections.erster.questions.Q1.gates.1.meets"


@pytest.mark.parametrize(
    "meets",
    [
        "Q2 contains a",
        "Q2 contains any {a, b}",
        "Q2 contains all {a, b}",
        "Q2 = nichts",
        "not Q2 contains a",
        "count(Q2) = 2 and not Q2 contains nichts",
        "Q2 contains a and Q3 >= 5",
    ],
)
def test_a_gate_that_some_answer_meets_is_no_mistake(meets: str) -> None:
    read_definition(changed("count(Q2) >= $mindestzahl", meets))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('id = "probe"\nversion = 1.\n', "Zeile 2, Spalte 12"),
        ('id = "probe"\n\nid = "noch einmal"\n', "Zeile 3"),
        ('id = "probe', "Zeile 1"),
        ("[[sections]\n", "Zeile 1"),
        (f"id = {'[' * 5000}", "Zeile 1"),
        (f"version = {'9' * 5000}", "Zeile 1"),
    ],
)
def test_a_text_that_is_no_toml_is_named_by_line(text: str, place: str) -> None:
    (mistake,) = mistakes_of(text)

    assert mistake.path.startswith(place)
    assert mistake.remedy


def test_an_empty_file_says_what_a_definition_needs() -> None:
    assert {m.path for m in mistakes_of("")} == {
        *("id", "version", "title", "short_title", "subject", "sections"),
    }
