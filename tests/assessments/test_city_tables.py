"""The tables of the city's report: what they count, and the sentences above them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessments import city_levels, city_obstacles, city_quality, city_tables, city_words
from assessments.consolidation import consolidate
from assessments.german import NBSP
from assessments.key_figures import figures, of_city
from assessments.model import Subject
from tests.cities import (
    CONFORM,
    ELSEWHERE,
    FINISHED,
    FORM,
    INFORMATION,
    OFFLINE,
    ONLINE,
    PAPER,
    QUESTIONNAIRES,
    ROUND,
    UNKNOWN_SCOPE,
    UNTOUCHED,
    hand_in,
    sample_city,
    service,
    stored,
)

KEY = "99001001002000"


def city(*hand_ins):
    return consolidate(stored(*hand_ins), QUESTIONNAIRES, authority="Stadt Jena")


def one(*answers):
    """Return a city of one department with a service per set of answers."""
    return city(hand_in("Amt", [service(str(n), a) for n, a in enumerate(answers)]))


def everything(of):
    return [
        city_tables.online_services(of), city_tables.coverage(of), city_levels.by_department(of),
        city_levels.by_theme(of), city_levels.by_type(of), city_levels.by_audience(of),
        city_obstacles.missing_table(of), city_obstacles.obstacle_table(of),
        city_tables.bundle_table(of), city_tables.stages(of), city_tables.typed_in_again(of),
        city_quality.quality(of), city_quality.figures_by_department(of),
    ]  # fmt: skip


@pytest.mark.parametrize("of", [city(), one(UNTOUCHED), one(PAPER), city(*sample_city())])
def test_every_table_has_full_rows_a_title_and_counting_rules(of):
    tables = everything(of)
    assert len({t.key for t in tables}) == len(tables)
    for table in tables:
        assert table.title, table.key
        assert all(len(row) == len(table.columns) for row in table.rows), table.key
        assert len(table.total) in (0, len(table.columns)), table.key
        assert len(set(table.headings)) == len(table.headings), table.key
        assert all(table.rules), table.key
        assert table.rules, table.key


# --- R1 ------------------------------------------------------------------------------------------


def test_r1_lists_what_is_productively_online_with_way_link_and_what_is_missing():
    table = city_tables.online_services(
        city(hand_in("Jugend", [
            service("Unterhaltsvorschuss", ONLINE, KEY, ozg_id="10035"),
            service("Formular", FORM), service("Test", ONLINE | {"O6": "test"}),
        ]))
    )  # fmt: skip
    assert table.rows == (
        ("Unterhaltsvorschuss", KEY, "10035", "Jugend", 2, 2, 1, "2023-03-08", "ThAVEL",
         "https://thavel.example/uv", "Rückkanal (Land)"),
    )  # fmt: skip
    assert table.title == "1 Leistung ist produktiv online."


# --- R3 ------------------------------------------------------------------------------------------


def test_r3_counts_scopes_per_department_and_merged_services_once_for_the_city():
    table = city_tables.coverage(
        city(
            hand_in("A", [service("x", PAPER, KEY), service("y", INFORMATION)]),
            hand_in("B", [service("x", PAPER, KEY), service("z", UNTOUCHED)]),
        )
    )
    assert table.headings[1:3] == ("Leistungen", "bewertet")
    assert [row[:3] for row in table.rows] == [("A", 2, 1), ("B", 2, 1)]
    assert table.total[:3] == ("Stadt gesamt", 3, 1)
    assert table.column("Bearbeitet") == (1.0, 0.5)
    assert table.title == "Gemeldet sind 3 Leistungen, 1 davon ist bewertet."
    assert "Das betrifft 1 Leistung." in " ".join(table.rules)


# --- R4 ------------------------------------------------------------------------------------------


def test_r4_counts_levels_and_their_shares():
    table = city_levels.by_department(one(PAPER, ONLINE, FORM, CONFORM, ELSEWHERE))
    assert table.headings[1:8] == (
        "Leistungen", "Stufe 0", "Stufe 1", "Stufe 2", "Stufe 3", "Stufe 4", "davon vorläufig",
    )  # fmt: skip
    assert table.rows[0] == ("Amt", 4, 0, 1, 2, 1, 0, 0, 0.0, 0.25, 0.5, 0.25, 0.0)
    assert table.title == (
        "Im Fachdienst steht mehr als die Hälfte der Leistungen auf Stufe 2 oder höher."
    )


@pytest.mark.parametrize(
    ("answers", "title"),
    [
        ([PAPER, PAPER], "In keinem von 2 Fachdiensten"),
        ([PAPER, ONLINE], "In 1 von 2 Fachdiensten"),
        ([ONLINE, ONLINE], "In 2 von 2 Fachdiensten"),
    ],
)
def test_the_title_of_r4_says_in_how_many_departments_most_services_are_online(answers, title):
    of = city(*(hand_in(f"Amt {n}", [service("x", a)]) for n, a in enumerate(answers)))
    expected = f"{title} steht mehr als die Hälfte der Leistungen auf Stufe 2 oder höher."
    assert city_levels.by_department(of).title == expected


def test_themes_types_and_audiences_have_a_last_row_for_services_without():
    of = city(
        hand_in("A", [
            service("a", PAPER, theme="Umwelt", audience=("buerger", "unternehmen")),
            service("b", PAPER, theme="Ärzte", leika_type="2;3"),
            service("c", PAPER, KEY),
        ])
    )  # fmt: skip
    assert city_levels.by_theme(of).column("Themenfeld") == ("Ärzte", "Umwelt", "ohne Angabe")
    # The third one's type comes from the directory, by its key.
    assert city_levels.by_type(of).column("LeiKa-Typ") == ("Typ 2, 3", "Typ 5", "ohne Angabe")
    audience = city_levels.by_audience(of)
    assert [row[:2] for row in audience.rows] == [
        ("Bürgerinnen und Bürger", 1), ("Unternehmen", 1), ("ohne Angabe", 2),
    ]  # fmt: skip
    assert audience.total[1] == 3


def test_a_theme_is_named_as_ahead_only_where_it_clearly_is():
    def title(first, second):
        services = [
            service(f"{name}{n}", answers, theme=name)
            for name, many in (("Bauen", first), ("Umwelt", second))
            for n, answers in enumerate(many)
        ]
        return city_levels.by_theme(city(hand_in("Amt", services))).title

    some, none, all_ = [ONLINE] + [PAPER] * 4, [PAPER] * 5, [ONLINE] * 5
    assert title(some, none) == "Bauen: 1 von 5 Leistungen steht auf Stufe 2 oder höher."
    assert title(some, all_) == "Umwelt: 5 von 5 Leistungen stehen auf Stufe 2 oder höher."
    assert title(some, some) == "Reifegrade nach Themenfeld"
    assert title(none, none) == "Reifegrade nach Themenfeld"
    assert title(some, [ONLINE] * 4) == "Reifegrade nach Themenfeld"  # too few to speak of


# --- R5, R6 --------------------------------------------------------------------------------------


def test_r5_tells_what_holds_back_alone_and_what_only_with_others():
    table = city_obstacles.missing_table(
        one(PAPER, PAPER, ONLINE, ONLINE | {"O13": "teilweise"}, OFFLINE)
    )
    assert table.rows == (
        ("Ausfüllhilfe", "O5", 2, 2, 2, 0, "Fachdienst"),
        ("Beschreibung", "O4", 1, 1, 1, 0, "Fachdienst"),
        ("Nachweise", "O13", 3, 1, 0, 1, "Fachdienst"),
        ("Rückkanal", "O17", 3, 2, 1, 1, "Land"),  # outside the city: below the line
    )
    assert table.title == "Bei 2 Leistungen fehlt nur die Ausfüllhilfe, bei 1 nur der Rückkanal."


def test_one_question_counts_once_for_each_level_that_it_holds_back():
    table = city_obstacles.missing_table(one(PAPER, FORM))
    assert [row[:3] for row in table.rows] == [
        ("Ausfüllhilfe", "O5", 2),
        ("Online-Dienst", "O5", 3),
    ]


def test_nothing_is_missing_where_everything_is_reached():
    table = city_obstacles.missing_table(one(FINISHED))
    assert table.rows == ()
    assert table.title == "Was zur nächsten Stufe fehlt"


def test_r6_counts_mentions_and_the_share_of_those_with_an_owner():
    table = city_obstacles.obstacle_table(
        one(
            PAPER | {"H1": ("kein_dienst", "zeit"), "H2.kein_dienst": "efa_land",
                     "H2.zeit": "fachdienst"},
            PAPER | {"H1": ("kein_dienst",), "H2.kein_dienst": "zppm"},
            PAPER | {"H1": ("kosten",)},
        )
    )  # fmt: skip
    assert table.column("Hindernis")[0] == "Kein passender Online-Dienst vorhanden"
    assert table.column("Summe") == (2, 1, 1)
    assert table.column("EfA-Land") == (1, None, None)
    assert table.column("ohne Angabe") == (None, 1, None)
    assert table.column("Anteil") == (0.5, None, 0.0)
    assert table.title.replace(NBSP, " ") == (
        "33 % der genannten Hindernisse kann die Stadt nicht selbst lösen (1 von 3 Nennungen)."
    )
    assert table.total[-3:] == (4, 1, pytest.approx(1 / 3))


# --- R7, R8 --------------------------------------------------------------------------------------


def test_r7_shows_best_worst_and_the_generous_rule():
    table = city_tables.bundle_table(
        city(hand_in("A", [
            service("a", ONLINE, ozg_id="10255", theme="Umwelt"),
            service("b", PAPER, ozg_id="10255"),
            service("c", ELSEWHERE, ozg_id="10255"),
            service("d", PAPER, ozg_id="9"),
            service("e", INFORMATION, ozg_id="7"),
        ]))
    )  # fmt: skip
    assert [row[:1] + row[3:] for row in table.rows] == [
        ("9", 1, 1, 1, 1, "nein", 0.0, 0.0),
        ("10255", 2, 3, 2, 1, "ja", 0.5, 0.0),
    ]
    assert table.title == "1 von 2 OZG-Bündeln gilt als online."


def test_r8_sets_stages_against_levels_and_never_shows_open_as_e0():
    no_stage = {k: v for k, v in PAPER.items() if k != "EE1"}
    table = city_tables.stages(one(PAPER, no_stage, ONLINE, CONFORM, FINISHED))
    assert table.headings == (
        "E-Stufe", "Stufe 0", "Stufe 1", "Stufe 2", "Stufe 3", "Stufe 4", "Summe",
    )  # fmt: skip
    assert table.column("E-Stufe")[:2] == ("offen", "E0 Papiergebunden")
    assert table.column("Summe") == (1, 1, 1, 1, 1)
    assert table.total == ("Summe", 0, 2, 1, 1, 1, 5)
    assert table.title == "2 von 3 Online-Leistungen laufen durchgängig."


def test_r8_lists_what_is_online_but_handled_by_hand():
    unknown = {k: v for k, v in ONLINE.items() if k != "EE1"}
    table = city_tables.typed_in_again(one(ONLINE, CONFORM, FORM, unknown))
    assert [row[0] for row in table.rows] == ["0"]
    assert table.title == "1 Leistung kommt online an und wird im Haus von Hand bearbeitet."


# --- R21 -----------------------------------------------------------------------------------------


def test_r21_puts_first_what_needs_a_person():
    table = city_quality.quality(
        city(
            hand_in("Archiv", [service("Urkunde", ONLINE, KEY)]),
            hand_in("Bau", [service("x", UNKNOWN_SCOPE), service("y", UNTOUCHED)]),
            hand_in("Standesamt", [service("Urkunde", PAPER, KEY)]),
            hand_in("Steuern", [service("z", PAPER)]),
            hand_in("Wohnen", [service("z", PAPER)], submission_id="1"),
            hand_in("Wohnen", [service("z", FORM)], submission_id="2"),
        )
    )
    assert [row[:3] for row in table.rows] == [
        ("Archiv", "Hinweis",
         "„Urkunde“ auch von „Standesamt“ bewertet: führenden Fachdienst festlegen"),
        ("Bau", "Hinweis",
         "1 Klärfall: Zuständigkeit klären; 1 Leistung nicht bearbeitet: Fachdienst fragen"),
        ("Standesamt", "Hinweis",
         "„Urkunde“ auch von „Archiv“ bewertet: führenden Fachdienst festlegen"),
        ("Wohnen", "Hinweis", "Mehrere Abgaben mit der Nummer 1: eine auswählen"),
        ("Steuern", "in Ordnung", None),
    ]  # fmt: skip
    assert table.title == (
        "5 Fachdienste haben abgegeben, 1 davon strittig. 4 Abgaben brauchen eine Entscheidung."
    )
    assert table.column("Konflikte") == (1, 0, 1, 1, 0)
    assert table.column("Ungeprüfte Schlüssel") == (1, 0, 1, None, 0)


def test_many_departments_in_one_task_are_a_number():
    names = ["A", "B", "C", "D"]
    of = city(*(hand_in(n, [service("x", ONLINE if n == "A" else PAPER, KEY)]) for n in names))
    assert city_quality.quality(of).rows[0][2] == (
        "„x“ auch von 3 anderen Fachdiensten bewertet: führenden Fachdienst festlegen"
    )


def test_key_figures_of_a_disputed_department_are_open_in_words():
    table = city_quality.figures_by_department(
        city(
            hand_in("A", [service("x", ONLINE)]),
            hand_in("B", [service("x", ONLINE)], submission_id="1"),
            hand_in("B", [service("x", PAPER)], submission_id="2"),
        )
    )
    assert table.rows == (
        ("A", 1, 1, 1.0, 0, 0.0, 0, 0.0),
        ("B", None, None, "offen", None, "offen", None, "offen"),
    )
    assert table.total == ("Stadt gesamt", 1, 1, 1.0, 0, 0.0, 0, 0.0)


# --- sentences -----------------------------------------------------------------------------------


def sentences(*answers):
    of = one(*answers)
    found = figures(of_city(of))
    return city_words.headline(found, 3), city_words.answer_20(of, found)


@pytest.mark.parametrize(
    ("answers", "headline"),
    [
        ([], "Noch keine Leistung ist bewertet."),
        ([PAPER], "Die eine Leistung ist nicht online und erreicht Stufe 3 nicht."),
        ([CONFORM], "Die eine Leistung ist online und erreicht Stufe 3."),
        ([PAPER, PAPER], "Keine von 2 Leistungen ist online, keine erreicht Stufe 3 oder mehr."),
        ([PAPER, ONLINE], "1 von 2 Leistungen ist online, keine erreicht Stufe 3 oder mehr."),
        ([CONFORM, PAPER, ONLINE],
         "2 von 3 Leistungen sind online, 1 erreicht Stufe 3 oder mehr."),
        ([CONFORM, FINISHED], "Alle 2 Leistungen sind online, 2 erreichen Stufe 3 oder mehr."),
    ],
)  # fmt: skip
def test_the_headline_is_right_for_none_one_and_many(answers, headline):
    assert sentences(*answers)[0] == headline


DAY = "Zum Stichtag 30.11.2026 bietet die Stadt"
ONLINE_AT = "produktiv online an (mindestens Reifegrad 2)."
NONE_CONFORM = "Keine davon erreicht den Reifegrad 3 oder höher."
TWO_CONFORM = "Davon erreichen 2 den Reifegrad 3 oder höher."
OTHERS = (
    "Bei 1 Leistung fehlt für Reifegrad 3 ausschließlich etwas, das die Stadt nicht selbst "
    "schaffen kann."
)


@pytest.mark.parametrize(
    ("answers", "answer"),
    [
        ([], "Zum Stichtag ist noch keine Leistung bewertet."),
        ([PAPER], f"{DAY} keine von 1 bewerteter Leistung {ONLINE_AT}"),
        (
            [PAPER, ONLINE],
            f"{DAY} 1 von 2 bewerteten Leistungen {ONLINE_AT} {NONE_CONFORM} {OTHERS}",
        ),
        (
            [CONFORM, FINISHED, PAPER],
            f"{DAY} 2 von 3 bewerteten Leistungen {ONLINE_AT} {TWO_CONFORM}",
        ),
    ],
)
def test_the_answer_to_question_20_is_right_for_none_one_and_many(answers, answer):
    assert sentences(*answers)[1] == answer


def test_the_counting_rules_name_the_grundmenge_what_is_left_out_and_the_stichtag():
    rules = " ".join(city_words.counting_rules(one(PAPER, INFORMATION, UNKNOWN_SCOPE, UNTOUCHED)))
    for part in (
        "Grundmenge: 1 Leistung mit Umfang „bewertet“.",
        "Nicht mitgezählt: 1 nur Information, 1 ungeklärt und 1 nicht bearbeitet.",
        "Online: Stufe 2 oder höher und für die Stadt freigeschaltet.",
        "OZG-konform: Stufe 3 oder höher.",
        "Vorläufig: 0 Leistungen, deren Stufe noch steigen kann.",
        "Quelle: Abgaben von einem Fachdienst, ozg-rm-1.1@1, Stichtag 30.11.2026.",
    ):
        assert part in rules


def test_several_stichtage_are_named_as_a_span():
    later = replace(ROUND, stichtag="2026-12-31")
    of = city(
        hand_in("A", [service("x", PAPER)]), hand_in("B", [service("x", PAPER)], round_=later)
    )
    assert city_words.stichtag_words(of) == "30.11.2026 bis 31.12.2026"


def test_departments_of_several_authorities_can_be_told_apart():
    of = city(
        hand_in("Bau", [service("x", PAPER)]),
        hand_in("Bau", [service("x", PAPER)], authority="Stadt Gera"),
    )
    assert city_tables.coverage(of).column("Fachdienst") == ("Bau (Stadt Gera)", "Bau (Stadt Jena)")


def test_a_service_without_a_title_does_not_break_a_table():
    of = city(hand_in("A", [(replace(service("x", ONLINE)[0], title=""), ONLINE)]))
    assert isinstance(of.services[0].result.subject, Subject)
    assert [t.rows for t in everything(of)]
