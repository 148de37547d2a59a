"""The process check exactly as the domain document words it (ozg-process.md 7.11, 7.12, 8)."""

from __future__ import annotations

import pytest

from questionnaires.catalogue import load
from questionnaires.model import UNKNOWN, Fact, Kind

PROCESS = load("prozessdokumentation")
WRITTEN = "schriftform = ja"
IN_PICTURE = "P8 in {picture_beide, picture_ist, picture_soll}"


def codes(field_id: str) -> str:
    return " ".join(o.code for o in PROCESS.fields[field_id].options if o.code != UNKNOWN)


def words(field_id: str) -> dict[str, str]:
    return {o.code: o.wording for o in PROCESS.fields[field_id].options if o.code != UNKNOWN}


def test_all_questions_are_there_in_the_order_of_the_document() -> None:
    assert list(PROCESS.questions) == (
        [*(f"P{n}" for n in range(1, 12)), "P11a", *(f"P{n}" for n in range(12, 19))]
        + [f"WS{n}" for n in range(1, 4)]
        + [f"PR{n}" for n in range(1, 10)]
        + ["T1", "T2"]
    )


def test_the_rungs_have_the_names_of_the_document() -> None:
    assert {level.number: level.name for level in PROCESS.levels} == {
        0: "Nur mündlich bekannt",
        1: "Erfasst",
        2: "Schriftlich beschrieben",
        3: "Steckbrief in PICTURE",
        4: "Modelliert und freigegeben",
        5: "Angewendet und überprüft",
        6: "Mit Kennzahlen gesteuert",
    }
    assert all(level.exists_if is None for level in PROCESS.levels)
    assert all(level.description for level in PROCESS.levels)
    assert (PROCESS.subject, PROCESS.scope) == ("process", None)


def test_gates_have_the_levels_and_short_names_of_the_document() -> None:
    assert {(g.question, g.level): g.short for g in PROCESS.gates} == {
        ("P1", 1): "Grundangaben",
        ("P2", 2): "Schriftform",
        ("P3", 2): "Inhalt",
        ("P4", 2): "Ablageort",
        ("P5", 3): "Steckbrief",
        ("P6", 3): "Pflichtangaben",
        ("P7", 3): "Prozesslandkarte",
        ("P8", 4): "Modell",
        ("P9", 4): "Konventionen",
        ("P10", 4): "Prozesskontext",
        ("P11", 4): "Freigabe",
        ("P12", 5): "Anwendung",
        ("P13", 5): "Überprüfung",
        ("P14", 5): "Änderungsweg",
        ("P15", 6): "Kennzahlen",
        ("P16", 6): "Zielwerte",
        ("P17", 6): "Auswertung",
        ("P18", 6): "Wirkung",
    }


def test_what_is_shown_when() -> None:
    shown = {q.id: str(q.show_if) for q in PROCESS.questions.values() if q.show_if is not None}

    assert shown == {
        **dict.fromkeys(("P3", "P4", "P5", "P8", "P12", "P13", "P14"), WRITTEN),
        **dict.fromkeys(("P6", "P7"), "P5 = picture"),
        **dict.fromkeys(("P9", "P10", "P11"), IN_PICTURE),
        "P11a": f"{IN_PICTURE} and leistungen >= 1",
        "P15": "P12 in {immer, ueberwiegend}",
        **dict.fromkeys(("P16", "P17", "P18"), "P15 != keine"),
    }
    assert PROCESS.facts == {"leistungen": Fact.LINKED_SERVICES}


@pytest.mark.parametrize(
    ("field_id", "expected"),
    [
        (
            "P2",
            (
                "kopf notizen arbeitsanweisung dienstanweisung checkliste anderes_werkzeug"
                " steckbrief modell fachverfahren"
            ),
        ),
        ("P3", "ausloeser schritte zustaendigkeit ergebnis recht it fristen ausnahmen"),
        ("P5", "picture anderswo nein"),
        (
            "P6",
            (
                "verantwortung ausloeser ergebnis beteiligte rechtsgrundlage leistung fallzahl it"
                " zeit dokumente"
            ),
        ),
        ("P8", "picture_ist picture_soll picture_beide anderes kein"),
        ("P9", "zppm selbst nein"),
        ("P10", "oe leistung dokumente software recht extern"),
        ("P11a", "ja nein keiner"),
        ("P12", "immer ueberwiegend teilweise selten"),
        ("P13.datum", "nie"),
        ("P13.turnus", "6 12 24"),
        (
            "P15",
            (
                "fallzahl bearbeitungszeit durchlaufzeit rueckstand nachforderungen online_anteil"
                " zufriedenheit kosten keine"
            ),
        ),
        ("P17", "monatlich vierteljaehrlich jaehrlich seltener nie"),
        ("P18", "umgesetzt geprueft_kein_bedarf nein"),
        ("WS1", "keine_angabe"),
        ("WS2", "keine_angabe"),
        ("WS3", "ja nein keine_vertretung"),
        ("PR1.herkunft", "gezaehlt geschaetzt"),
        ("PR3", "0 1 2 3"),
        ("PR4", "0 1 2 3"),
        ("PR6", "A B C"),
        ("PR8", "geschult zu_schulen unterstuetzung"),
        ("PR9", "zeit schulung zustaendigkeit ablauf werkzeug anderes"),
        ("T2", "ja ueberwiegend nein"),
    ],
)
def test_options_have_the_codes_of_the_document(field_id: str, expected: str) -> None:
    assert codes(field_id) == expected


def test_codes_without_words_of_their_own_have_those_of_the_list() -> None:
    assert (
        words("P4") == words("P7") == words("P14") == words("P16") == {"ja": "Ja", "nein": "Nein"}
    )
    assert words("P6")["leistung"] == "Bezug zur Leistung (oder „keine“)"
    assert words("P10")["leistung"] == "Leistungen"
    assert words("P10")["software"] == words("P6")["it"] == "Programme"
    assert words("P12")["selten"] == "Selten oder nie"
    assert words("P15")["rueckstand"] == "Unerledigte Fälle"
    assert words("P17")["vierteljaehrlich"] == "Vierteljährlich"


def test_every_choice_ends_with_i_do_not_know() -> None:
    choices = [f for f in PROCESS.fields.values() if f.kind in (Kind.SINGLE, Kind.MULTI)]

    assert {f.options[-1].code for f in choices} == {UNKNOWN}
    assert all(f.options[-1].exclusive is (f.kind is Kind.MULTI) for f in choices)


def test_only_no_figures_at_all_switches_the_others_off() -> None:
    exclusive = {
        f"{f.id}.{o.code}"
        for f in PROCESS.fields.values()
        for o in f.options
        if o.exclusive and o.code != UNKNOWN
    }

    assert exclusive == {"P15.keine"}


def test_fields_beside_a_question_have_the_ids_of_the_document() -> None:
    assert {f.id for q in PROCESS.questions.values() for f in q.fields} == {
        *(f"P1.{name}" for name in ("name", "ausloeser", "ergebnis", "stelle")),
        *("P11.datum", "P13.datum", "P13.turnus"),
        *("PR1.herkunft", "PR6.grund", "PR7.quartal", "PR7.stunden"),
    }


def test_head_counts_have_bounds_and_stay_in_the_house() -> None:
    able, leaving = PROCESS.fields["WS1"], PROCESS.fields["WS2"]

    assert (able.minimum, able.maximum, able.whole) == (0, 50, True)
    assert (leaving.minimum, leaving.maximum_field) == (0, "WS1")
    assert PROCESS.in_house == {"WS1", "WS2"}


def test_what_is_asked_once_per_department() -> None:
    assert [q.id for q in PROCESS.questions.values() if q.once] == ["T1", "T2"]


def test_only_the_questions_that_decide_the_rung_count_as_progress() -> None:
    counted = [q.id for q in PROCESS.questions.values() if not q.optional]

    assert counted == [f"P{n}" for n in range(1, 19)]


def test_marks_settings_and_owner_are_those_of_the_document() -> None:
    assert PROCESS.marks == {
        "recorded": 1,
        "profiled": 3,
        "modelled": 4,
        "reviewed": 5,
        "conform_from": 4,
    }
    assert PROCESS.default_settings == {
        "pflichtangaben": tuple(codes("P6").split()[:8]),
        "mindestzahl_verknuepfungen": 3,
        "hoechstabstand": 24,
    }
    assert PROCESS.default_owner == "fachdienst"
    assert {q.owner for q in PROCESS.questions.values()} == {""}


def test_questions_name_what_may_serve_as_evidence() -> None:
    evidence = {q.id: q.evidence for q in PROCESS.questions.values() if q.evidence}

    assert evidence == {
        "P2": "Fundstelle, Datum",
        "P3": "Unterlage",
        "P4": "Ablageort",
        "P5": "Nummer oder Link",
        "P6": "Ausdruck",
        "P7": "Pfad",
        "P8": "Link",
        "P9": "Prüfliste",
        "P10": "Ansicht",
        "P11": "Freigabevermerk",
        "P13": "Prüfvermerk",
        "P14": "Regelung",
        "P15": "Auswertung",
        "P16": "Zielvereinbarung",
        "P17": "Bericht",
        "P18": "Protokoll",
    }
