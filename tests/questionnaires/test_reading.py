"""From the text of a definition to the questionnaire, and what a fingerprint holds fast."""

from __future__ import annotations

from pathlib import Path

import pytest

from questionnaires.catalogue import DEFINITIONS
from questionnaires.conditions import Absent, Truth
from questionnaires.model import Fact, Kind
from questionnaires.reading import DefinitionError, read_definition, read_definition_file

HERE = Path(__file__).parent
SOUND = (HERE / "sound.toml").read_text(encoding="utf-8")
OZG = (DEFINITIONS / "ozg-rm-1.1-1.toml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def process():
    return read_definition_file(HERE / "process.toml")


class Answers:
    """The answers of one process on one date; what is not answered is open."""

    def __init__(self, questionnaire, values, stichtag="2026-11-24") -> None:
        self.questionnaire, self.values, self.stichtag = questionnaire, values, stichtag

    def find(self, reference, /):
        return self.values.get(reference, Absent.OPEN)

    def setting(self, name, /):
        return self.questionnaire.default_settings[name]


def meets(questionnaire, question: str, **values) -> Truth:
    (gate,) = questionnaire.questions[question].gates
    named = {key.replace("_", "."): value for key, value in values.items()}
    return gate.meets.evaluate(Answers(questionnaire, named))


# What the process check needs of the language


def test_four_texts_must_all_be_filled(process) -> None:
    texts = {"P1_name": "a", "P1_ausloeser": "b", "P1_ergebnis": "c"}

    assert process.questions["P1"].main.kind is Kind.GROUP
    assert [f.id for f in process.questions["P1"].answer_fields] == [
        *("P1.name", "P1.ausloeser", "P1.ergebnis", "P1.stelle")
    ]
    assert process.questions["P1"].gates[0].needs == (
        *("P1.name", "P1.ausloeser", "P1.ergebnis", "P1.stelle"),
    )
    assert meets(process, "P1", **texts) is Truth.UNKNOWN
    assert meets(process, "P1", **texts, P1_stelle="d") is Truth.TRUE


def test_a_list_may_be_a_setting(process) -> None:
    assert meets(process, "P6", P6=("verantwortung", "ausloeser")) is Truth.FALSE
    assert meets(process, "P6", P6=("ergebnis", "ausloeser", "verantwortung")) is Truth.TRUE


def test_one_certain_code_and_a_number_of_others(process) -> None:
    assert meets(process, "P10", P10=("leistung", "software")) is Truth.FALSE
    assert meets(process, "P10", P10=("oe",)) is Truth.FALSE
    assert meets(process, "P10", P10=("oe", "software")) is Truth.TRUE


@pytest.mark.parametrize(
    ("answers", "truth"),
    [
        ({}, Truth.UNKNOWN),
        ({"P13_datum": "nie"}, Truth.FALSE),
        ({"P13_datum": "2024-11-30"}, Truth.TRUE),  # 24 months, no interval given
        ({"P13_datum": "2024-10-01"}, Truth.FALSE),
        ({"P13_datum": "2025-11-01", "P13_turnus": "12"}, Truth.TRUE),
        ({"P13_datum": "2025-10-31", "P13_turnus": "12"}, Truth.FALSE),
    ],
)
def test_a_date_grows_old_against_the_stichtag(process, answers, truth) -> None:
    assert process.questions["P13"].gates[0].needs == ("P13.datum",)
    assert meets(process, "P13", **answers) is truth


def test_a_date_or_a_number_may_be_a_code_instead(process) -> None:
    assert process.fields["P13.datum"].kind is Kind.DATE
    assert [o.code for o in process.fields["P13.datum"].options] == ["nie"]
    assert process.fields["WS1"].kind is Kind.NUMBER
    assert [o.code for o in process.fields["WS1"].options] == ["keine_angabe"]


def test_bounds_are_numbers_or_another_answer(process) -> None:
    assert (process.fields["WS1"].minimum, process.fields["WS1"].maximum) == (0, 50)
    assert process.fields["WS2"].maximum_field == "WS1"
    assert process.fields["PR2"].minimum == 0.5
    assert not process.fields["PR2"].whole
    assert process.fields["WS1"].unit == "Personen"


def test_a_question_may_be_asked_once_per_department(process) -> None:
    assert [q.id for q in process.questions.values() if q.once] == ["T1"]
    assert "T1" not in [q.id for q in process.per_subject()]


def test_a_condition_may_depend_on_what_is_known_of_the_subject() -> None:
    text = SOUND.replace("[roles]", '[facts]\nleistungen = "linked_services"\n[roles]')
    text = text.replace('show_if = "Q1 = ja"', 'show_if = "Q1 = ja and leistungen >= 1"')

    questionnaire = read_definition(text)

    assert questionnaire.facts == {"leistungen": Fact.LINKED_SERVICES}
    assert questionnaire.questions["Q2"].show_if.references == {"Q1", "leistungen"}
    assert "leistungen" not in questionnaire.fields


def test_answers_may_stay_in_the_house() -> None:
    text = SOUND.replace("minimum = 0", "minimum = 0\nin_house = true", 1)

    assert read_definition(text).in_house == {"Q3"}
    assert read_definition(SOUND).in_house == frozenset()


def test_a_level_may_depend_on_an_answer(process) -> None:
    exists = process.level(2).exists_if

    assert exists.evaluate(Answers(process, {"P5": "anderswo"})) is Truth.FALSE
    assert exists.evaluate(Answers(process, {"P5": "nein"})) is Truth.TRUE


def test_a_question_may_go_without_i_do_not_know(process) -> None:
    assert [o.code for o in process.fields["P5"].options] == ["picture", "anderswo", "nein"]
    assert [o.code for o in process.fields["P13.turnus"].options] == ["6", "12", "24"]


def test_a_section_says_what_is_voluntary_and_a_question_may_say_otherwise(process) -> None:
    voluntary = [q.id for q in process.questions.values() if q.optional]

    assert voluntary == ["WS2", "PR2", "PR6", "T1"]


def test_marks_name_levels_and_settings_have_defaults(process) -> None:
    assert process.marks == {"recorded": 1, "profiled": 2, "reviewed": 3}
    assert process.default_settings == {
        "pflichtangaben": ("verantwortung", "ausloeser", "ergebnis"),
        "mindestzahl": 2,
        "hoechstabstand": 24,
    }


# Files


def test_the_text_is_kept_and_read_again_to_an_equal_questionnaire() -> None:
    first = read_definition(OZG)

    again = read_definition(first.text)

    assert again == first
    assert again.fingerprint == first.fingerprint


def test_a_file_with_a_byte_order_mark_is_read(tmp_path) -> None:
    file = tmp_path / "probe.toml"
    file.write_bytes(b"\xef\xbb\xbf" + SOUND.encode())

    assert read_definition_file(file).key == "probe@1"


def test_a_file_in_another_encoding_is_named(tmp_path) -> None:
    file = tmp_path / "probe.toml"
    file.write_bytes(SOUND.encode("cp1252", errors="replace"))

    with pytest.raises(DefinitionError) as refused:
        read_definition_file(file)

    (mistake,) = refused.value.mistakes
    assert refused.value.source == str(file)
    assert mistake.message == "Die Datei ist kein Text in UTF-8."


# Fingerprints

SAME = {
    "help": ('wording = "Ist es so?"', 'wording = "Ist es so?"\nhelp = "Fragen Sie nach."'),
    "example": ('wording = "Ist es so?"', 'wording = "Ist es so?"\nexample = "So ist es."'),
    "evidence": ('wording = "Ist es so?"', 'wording = "Ist es so?"\nevidence = "Foto"'),
    "blanks": ('wording = "Ist es so?"', 'wording = "  Ist  es so? "'),
    "decomposed": ("Stück", "Stu\u0308ck"),
    "condition in other words": ('show_if = "Q1 = ja"', 'show_if = "(Q1  =  ja)"'),
    "short name": ('short = "So"', 'short = "Anders"'),
}
OTHER = {
    "wording": ('wording = "Ist es so?"', 'wording = "War es so?"', "Q1"),
    "option code": ('code = "ja"', 'code = "jawohl"', "Q1"),
    "option wording": ('wording = "Ja"', 'wording = "Jawohl"', "Q1"),
    "one option more": (
        '{ code = "ja", wording = "Ja" },',
        '{ code = "ja", wording = "Ja" }, { code = "halb", wording = "Halb" },',
        "Q1",
    ),
    "exclusive": (", exclusive = true", ", exclusive = false", "Q2"),
    "type": ('"Wie viele?"', '"Wie viele?"\nwhole = false', "Q3"),
    "unit": ("Stück", "Meter", "Q3"),
    "lower bound": ("minimum = 0", "minimum = 1", "Q3"),
    "upper bound": ("maximum = 9", "maximum = 8", "Q3"),
    "bound by another answer": ('maximum_field = "Q3"\n', "", "Q4"),
    "code in place of a number": ("maximum = 9", "maximum = 9\nunknown = true", "Q3"),
    "gate": ("count(Q2) >= $mindestzahl", "Q2 contains a", "Q2"),
    "level of a gate": ("{ level = 1, ", '{ level = 2, meets = "Q1 = ja" }, { level = 1, ', "Q1"),
    "condition of a gate": ("{ level = 1, ", '{ when = "Q3 = 1", level = 1, ', "Q1"),
    "condition": ('show_if = "Q1 = ja"', 'show_if = "Q1 = nein"', "Q2"),
    "condition of a field": ('"Q5.wann filled"', '"Q1 = ja"', "Q5"),
    "label of a field": ('label = "Wo?"', 'label = "Wohin?"', "Q5"),
    "once": ("minimum = 0", "minimum = 0\nonce = true", "Q3"),
}


def fingerprints(text: str) -> dict[str, str]:
    questionnaire = read_definition(text)
    return {
        "": questionnaire.fingerprint,
        **{q.id: q.fingerprint for q in questionnaire.questions.values()},
    }


def exchanged(old: str, new: str) -> str:
    assert old in SOUND
    text = SOUND.replace(old, new, 1)
    if new == 'code = "jawohl"':
        text = text.replace("Q1 = ja", "Q1 = jawohl").replace('value = "ja"', 'value = "jawohl"')
    return text


@pytest.mark.parametrize(("old", "new"), SAME.values(), ids=SAME)
def test_what_changes_no_answer_keeps_every_fingerprint(old: str, new: str) -> None:
    assert fingerprints(exchanged(old, new)) == fingerprints(SOUND)


@pytest.mark.parametrize(("old", "new", "question"), OTHER.values(), ids=OTHER)
def test_what_changes_an_answer_changes_the_fingerprint(old, new, question) -> None:
    before, after = fingerprints(SOUND), fingerprints(exchanged(old, new))

    assert {key for key in before if before[key] != after[key]} >= {question, ""}
    assert len(after[question]) == 64


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('version = "1"', 'version = "2"'),
        ('id = "probe"', 'id = "probe-b"'),
        ('exists_if = "umfang = bewertet"\n', ""),
        ('otherwise = "anders"', 'otherwise = "unklar"'),
        ('name = "Oben"', 'name = "Ganz oben"'),
        ('when = "Q1 = nein"', 'when = "Q1 = ja"'),
        ("good_from = 1", "good_from = 2"),
        ("default = 2", "default = 1"),
        ('external_owners = ["land"]', "external_owners = []"),
        ('leitung = ["Q2"]', 'leitung = ["Q1"]'),
        ("[roles]", '[facts]\nleistungen = "linked_services"\n[roles]'),
    ],
)
def test_rules_and_levels_change_the_fingerprint_of_the_edition_alone(old, new) -> None:
    before, after = fingerprints(SOUND), fingerprints(exchanged(old, new))

    assert {key for key in before if before[key] != after[key]} == {""}
