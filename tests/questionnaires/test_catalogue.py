"""What ships: the editions, and the OZG check exactly as the domain document words it.

The process check stands in `test_process_edition`.
"""

from __future__ import annotations

import pytest

from questionnaires.catalogue import DEFINITIONS, load, shipped
from questionnaires.model import UNKNOWN, Kind

OZG = "ozg-rm-1.1@1"


def codes(field_id: str) -> list[str]:
    return [option.code for option in load(OZG).fields[field_id].options]


def test_the_ozg_check_ships_and_opens_by_key_and_by_id() -> None:
    assert OZG in shipped()
    assert load(OZG) is load("ozg-rm-1.1")
    assert load(OZG).key == OZG


def test_every_shipped_file_says_in_its_name_which_edition_it_is() -> None:
    assert [load(key).key for key in shipped()] == list(shipped())


def test_an_edition_that_does_not_ship_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        load("ozg-rm-1.1@99")


def test_the_newest_edition_is_the_highest_number_not_the_last_letter(tmp_path) -> None:
    text = (DEFINITIONS / "ozg-rm-1.1-1.toml").read_text(encoding="utf-8")
    for version in ("2", "9", "10"):
        newer = text.replace('version = "1"', f'version = "{version}"')
        (tmp_path / f"ozg-rm-1.1-{version}.toml").write_text(newer, encoding="utf-8")

    assert shipped(tmp_path) == ("ozg-rm-1.1@2", "ozg-rm-1.1@9", "ozg-rm-1.1@10")
    assert load("ozg-rm-1.1", tmp_path).version == "10"


def test_all_questions_are_there_in_the_order_of_the_document() -> None:
    ids = list(load(OZG).questions)

    assert ids == (
        ["O1", "O2", "O3", "O3a", *(f"O{n}" for n in range(4, 20))]
        + [f"EE{n}" for n in range(1, 7)]
        + [f"X{n}" for n in range(1, 11)]
        + [f"F{n}" for n in range(1, 6)]
        + [f"H{n}" for n in range(1, 6)]
    )


def test_gates_have_the_levels_and_short_names_of_the_document() -> None:
    gates = {(g.question, g.level): g.short for g in load(OZG).gates}

    assert gates == {
        ("O3a", 3): "Automatik",
        ("O4", 1): "Beschreibung",
        ("O5", 2): "Ausfüllhilfe",
        ("O5", 3): "Online-Dienst",
        ("O6", 2): "Freischaltung",
        ("O7", 3): "Einreichung",
        ("O8", 3): "Schriftform",
        ("O10", 3): "Anmeldung",
        ("O11", 3): "Nutzerkonto",
        ("O13", 3): "Nachweise",
        ("O15", 3): "Bezahlung",
        ("O17", 3): "Rückkanal",
        ("O18", 4): "Nachweisabruf",
        ("O19", 4): "Grunddaten",
    }


def test_only_payment_in_advance_gates_a_level() -> None:
    (gate,) = load(OZG).questions["O15"].gates

    assert str(gate.when) == "O14 = vorab"


@pytest.mark.parametrize(
    ("field_id", "expected"),
    [
        ("O1", "allein gemeinsam anderer_fd nicht_stadt weggefallen weiss_nicht"),
        ("O5", "vor_ort pdf_druck pdf_einfach pdf_hilfe dienst weiss_nicht"),
        ("O11", "bundid servicekonto unternehmenskonto anderes keins weiss_nicht"),
        ("X3", "nie"),
        ("X6", "thavel efa hersteller bund eigen anderes weiss_nicht"),
        ("EE3", "weiss_nicht"),
        ("F5", "keine_angabe"),
        ("H4", "1 2 3 4 weiss_nicht"),
        (
            "H2.rueckkanal",
            "fachdienst zppm organisation kitt kiv land efa_land bund hersteller weiss_nicht",
        ),
    ],
)
def test_options_have_the_codes_of_the_document(field_id: str, expected: str) -> None:
    assert codes(field_id) == expected.split()


def test_every_choice_ends_with_i_do_not_know() -> None:
    choices = [f for f in load(OZG).fields.values() if f.kind in (Kind.SINGLE, Kind.MULTI)]

    assert len(choices) > 50
    assert {f.options[-1].code for f in choices} == {UNKNOWN}
    assert all(f.options[-1].exclusive is (f.kind is Kind.MULTI) for f in choices)


def test_the_answers_none_of_these_switch_the_others_off() -> None:
    exclusive = {
        f"{f.id}.{o.code}"
        for f in load(OZG).fields.values()
        for o in f.options
        if o.exclusive and o.code != UNKNOWN
    }

    assert exclusive == {"O11.keins", "H5.keine"}


def test_each_obstacle_has_its_own_owner_field_shown_where_it_is_chosen() -> None:
    ozg = load(OZG)
    obstacles = [o for o in ozg.fields["H1"].options if o.code != UNKNOWN]

    owners = ozg.questions["H2"].fields

    assert [f.id for f in owners] == [f"H2.{o.code}" for o in obstacles]
    assert [f.label for f in owners] == [o.wording for o in obstacles]
    assert {str(f.show_if) for f in owners} == {f"H1 contains {o.code}" for o in obstacles}


def test_fields_beside_a_question_have_the_ids_of_the_document() -> None:
    beside = {f.id for q in load(OZG).questions.values() for f in q.fields if q.id != "H2"}

    assert beside == {
        *("O1.welcher", "O6.seit", "X4.link", "X6.rolle", "X8.name", "X9.stand"),
        *("F1.von", "F1.bis", "H3.stufe", "H3.jahr", "H4.grund"),
    }


def test_who_removes_an_obstacle_unless_somebody_says_otherwise() -> None:
    ozg = load(OZG)

    owners = {q.id: q.owner for q in ozg.questions.values() if q.owner}
    by_answer = {o.code: o.owner for o in ozg.fields["O17"].options if o.owner}

    assert owners == {
        "O10": "kitt",
        "O11": "kitt",
        "O15": "kitt",
        "O18": "hersteller",
        "O19": "hersteller",
    }
    assert by_answer == {"ungenutzt": "kitt", "kein_rueckkanal": "land"}
    assert ozg.default_owner == "fachdienst"
    assert ozg.external_owners == {"land", "efa_land", "bund", "hersteller"}


def test_the_register_question_is_asked_once_per_department() -> None:
    assert [q.id for q in load(OZG).questions.values() if q.once] == ["X9"]


def test_only_the_questions_that_decide_the_level_count_as_progress() -> None:
    counted = [q.id for q in load(OZG).questions.values() if not q.optional]

    assert counted == ["O1", "O2", "O3", "O3a", *(f"O{n}" for n in range(4, 20))]


def test_marks_and_settings_have_the_numbers_of_the_document() -> None:
    ozg = load(OZG)

    assert ozg.marks == {"online_from": 2, "conform_from": 3}
    assert ozg.default_settings == {"mindestzahl_antraege": 20, "mindesttage": 90}


@pytest.mark.parametrize("key", shipped())
def test_texts_follow_the_house_rules(key: str) -> None:
    edition = load(key)
    texts = [
        text
        for q in edition.questions.values()
        for text in (
            q.wording,
            q.help,
            q.example,
            q.evidence,
            *(f.label for f in q.fields),
            *(o.wording for f in q.answer_fields for o in f.options),
        )
        if text
    ]

    assert all(text[0] == "„" or not text[0].islower() for text in texts)
    assert not any(sign in text for text in texts for sign in ('"', "!", "'"))
    assert not any(word in text.casefold() for text in texts for word in ("ungültig", "fehlerhaft"))
    assert all(text.count("„") == text.count("“") for text in texts)


FROZEN = {
    OZG: "bfed9f1b1887734782419bf0243209048fc0c4cde624daa2f14b5cf6da8bc709",
    "prozessdokumentation@1": "7e3ea19ed0b8d962766c30e8ca84a404d60a69420f81ef629d68ca16cab0b155",
}
"""Once published, an edition keeps its fingerprint: whoever changes a question, a level or a rule
makes a new edition. Help, examples and labels may change."""


def test_a_published_edition_is_frozen() -> None:
    assert {key: load(key).fingerprint for key in shipped()} == FROZEN
