"""The directory that ships, and finding services in it while somebody types."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.directory import (
    MUNICIPAL_WORDS,
    SOURCE_WORDS,
    STATUS_WORDS,
    Service,
    department_of,
    departments,
    own_service,
    services,
    suggested_for,
)
from questionnaires.directory_search import SearchIndex
from questionnaires.folding import fold, sort_key


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    return SearchIndex(services())


def service(title: str, *synonyms: str, key: str = "", id_: str = "") -> Service:
    return Service(id_ or fold(title), title, key, synonyms=synonyms)


def titles(hits) -> list[str]:
    return [hit.service.title for hit in hits]


def by_key(key: str) -> Service:
    return next(s for s in services() if s.key == key)


# The lists


def test_all_services_of_the_list_are_there() -> None:
    assert len(services()) == 2013
    assert sum(not s.key for s in services()) == 4
    assert all(re.fullmatch(r"(99\d{12})?", s.key) for s in services())


def test_27_conflicts_are_marked_and_said() -> None:
    conflicts = [s for s in services() if s.conflict]

    assert len(conflicts) == 27
    assert {s.key_words for s in conflicts} == {"Die Quellen widersprechen sich"}


def test_a_conflict_shows_what_each_source_says() -> None:
    asylum = by_key("99010004000000")

    assert [(name.name, name.source) for name in asylum.other_names] == [
        ("Asyl beantragen", "M"),
        ("Aufenthaltsgestattung für das Asylverfahren", "M"),
    ]


def test_source_and_status_of_every_key_can_be_said() -> None:
    assert {s.status for s in services()} <= set(STATUS_WORDS)
    assert {s.municipal for s in services()} == set(MUNICIPAL_WORDS)
    assert {code for s in services() for code in s.sources} == set(SOURCE_WORDS)
    assert by_key("99001001002000").key_words == "Von zwei Quellen bestätigt"
    assert by_key("99001001002000").source_words == (
        "Verzeichnis einer Kommune, OZG-Umsetzungskatalog von 2019"
    )


def test_a_service_without_key_says_so() -> None:
    keyless = [s for s in services() if not s.key]

    assert titles_of(keyless) == [
        "Aufenthaltstitel",
        "Fund anzeigen",
        "Gründungsassistent",
        "Universeller Onlineantrag",
    ]
    assert {s.key_words for s in keyless} == {"Ohne Schlüssel"}


def titles_of(found) -> list[str]:
    return [s.title for s in found]


def test_656_keys_name_an_object_only() -> None:
    objects = [s for s in services() if s.object_level]

    assert len(objects) == 656
    assert all(s.key.endswith("000000") for s in objects)


def test_ids_are_unique_and_can_never_become_numbers() -> None:
    ids = [s.id for s in services()]

    assert len(set(ids)) == len(ids)
    assert not any(id_.isdigit() for id_ in ids)
    assert by_key("99107021017000").id == "leika-99107021017000"
    assert next(s.id for s in services() if s.title == "Fund anzeigen") == "fund-anzeigen"


def test_services_stand_in_german_order() -> None:
    dog_tax = [s.title for s in services() if s.title.startswith("Hundesteuer")]

    assert dog_tax == [
        "Hundesteuer",
        "Hundesteuer – Abmeldung",
        "Hundesteuer – Änderung",
        "Hundesteuer – Anmeldung",
        "Hundesteuer – Befreiung",
        "Hundesteuer – Ermäßigung",
        "Hundesteuer – Festsetzung",
    ]


def test_what_is_chosen_brings_its_master_data_along() -> None:
    assert by_key("99001001002000").master_data() == {
        "id": "leika-99001001002000",
        "title": "Abfallgebühr – Festsetzung",
        "leika": ("99001001002000",),
        "ozg_id": "10110",
        "theme": "Bauen & Wohnen",
        "leika_type": "5",
    }
    assert own_service("eigene", "Stadtführung").master_data()["leika"] == ()


def test_departments_know_their_division_and_whether_they_are_a_proposal() -> None:
    listed = {d.id: d for d in departments()}

    assert len(listed) == 47
    assert listed["steuern"].name == "Team Steuern"
    assert listed["steuern"].division == "2 – Finanzen, Sicherheit und Bürgerservice"
    assert not listed["steuern"].proposed
    assert listed["kfz-zulassung"].proposed


# Suggestions


def test_the_longest_matching_prefix_decides_who_offers_a_service() -> None:
    assert department_of(service("Abfall", key="99001001000000")) == "ksj"
    assert department_of(service("Anlage", key="99001012000000")) == "umweltschutz"
    assert department_of(service("Ohne")) == ""


def test_a_suggestion_is_what_is_known_to_be_municipal_without_conflict() -> None:
    suggested = suggested_for("buergerservice")

    assert 14 <= len(suggested) <= 40
    assert {s.municipal for s in suggested} == {"ja"}
    assert not any(s.conflict for s in suggested)
    assert list(suggested) == sorted(suggested, key=lambda s: (sort_key(s.title), s.id))


def test_an_object_is_left_out_where_an_activity_of_it_is_suggested() -> None:
    suggested = suggested_for("steuern")

    assert "Hundesteuer – Anmeldung" in titles_of(suggested)
    assert "Hundesteuer" not in titles_of(suggested)


def test_where_nothing_is_known_the_probable_services_are_suggested() -> None:
    assert {s.municipal for s in suggested_for("feuerwehr")} == {"vermutlich"}


def test_everything_of_a_department_can_be_had_too() -> None:
    everything = suggested_for("buergerservice", certain=False)

    assert set(suggested_for("buergerservice")) < set(everything)
    assert any(s.conflict for s in everything)
    assert all(department_of(s) == "buergerservice" for s in everything)


def test_each_service_with_a_key_is_suggested_to_exactly_one_department() -> None:
    suggested = [s for d in departments() for s in suggested_for(d.id, certain=False)]

    assert len(suggested) == len(set(suggested)) == 2009


# Searching


@pytest.mark.parametrize(
    "typed", ["wohngeld", "WOHNGELD", " Wohn geld", "geld", "99107023000000", "99 107 023 000 000"]
)
def test_name_part_of_it_and_key_find_a_service(index: SearchIndex, typed: str) -> None:
    assert "Wohngeld" in titles(index.find(typed))


@pytest.mark.parametrize("typed", ["Führerschein", "fuehrerschein", "FÜHRERSCHEIN"])
def test_umlauts_may_be_spelled_out_capital_or_composed_of_two(index, typed: str) -> None:
    decomposed = unicodedata.normalize("NFD", typed)

    assert len(index.find(typed)) > 5
    assert titles(index.find(typed)) == titles(index.find(decomposed))
    assert titles(index.find(typed)) == titles(index.find("führerschein"))


def test_sharp_s_and_double_s_are_the_same(index: SearchIndex) -> None:
    assert titles(index.find("strasse")) == titles(index.find("Straße")) != []


def test_a_synonym_is_named_when_the_name_does_not_fit() -> None:
    index = SearchIndex([service("Personalausweis", "Ausweis", "Perso beantragen")])

    (hit,) = index.find("perso bean")

    assert not hit.by_name
    assert hit.via == "Perso beantragen"


def test_another_name_of_a_source_counts_as_a_synonym(index: SearchIndex) -> None:
    hit = next(h for h in index.find("asyl beantragen") if h.service.key == "99010004000000")

    assert not hit.by_name
    assert hit.via == "Asyl beantragen"


def test_words_may_be_spread_over_name_and_synonym() -> None:
    index = SearchIndex([service("Hundesteuer – Änderung", "Hund", "Ummeldung")])

    (hit,) = index.find("steuer umm")

    assert not hit.by_name
    assert hit.via == "Ummeldung"


def test_a_synonym_that_says_more_is_shown_beside_the_name() -> None:
    index = SearchIndex([service("Hundesteuer – Anmeldung", "Hund", "Hund anmelden")])

    (hit,) = index.find("hund")

    assert hit.by_name
    assert hit.via == "Hund anmelden"


def test_a_hit_by_key_has_no_synonym() -> None:
    (hit,) = SearchIndex([service("Wohngeld", "Miete", key="99107023000000")]).find("9910702")

    assert not hit.by_name
    assert hit.via == ""
    assert hit.marks == ()


def test_what_fits_is_marked_in_the_name() -> None:
    index = SearchIndex([service("Führerschein – Änderung für Führer")])

    (hit,) = index.find("fuehrer aend")

    assert [hit.service.title[a:b] for a, b in hit.marks] == ["Führer", "Änd", "Führer"]


def test_names_that_begin_so_come_first_then_words_that_do_then_the_rest() -> None:
    index = SearchIndex(
        [
            service("Jahrhunderthalle"),
            service("Fund anzeigen", "zugelaufener Hund"),
            service("Hundesteuer – Anmeldung"),
            service("Hundesteuer – Änderung"),
            service("Anleinpflicht für Hunde"),
        ]
    )

    assert titles(index.find("hund")) == [
        "Hundesteuer – Änderung",
        "Hundesteuer – Anmeldung",
        "Anleinpflicht für Hunde",
        "Fund anzeigen",
        "Jahrhunderthalle",
    ]


def test_equal_names_keep_the_same_order_whatever_the_list_was() -> None:
    same = [service("Erlaubnis", id_="b"), service("Erlaubnis", id_="a")]

    for listed in (same, same[::-1]):
        assert [h.service.id for h in SearchIndex(listed).find("erl")] == ["a", "b"]


def test_an_empty_text_finds_everything_in_order(index: SearchIndex) -> None:
    assert index.find("").services == services()
    assert index.find(" – ").services == services()
    assert index.find("")[0].marks == ()


def test_hits_can_be_counted_and_sliced(index: SearchIndex) -> None:
    hits = index.find("hundesteuer")

    assert len(hits) == 7
    assert titles(hits[:2]) == ["Hundesteuer", "Hundesteuer – Abmeldung"]
    assert hits[-1].service.title == "Hundesteuer – Festsetzung"


def test_object_level_can_be_filtered_out(index: SearchIndex) -> None:
    detailed = index.only(lambda s: not s.object_level)

    assert "Hundesteuer" in titles(index.find("hundesteuer"))
    assert "Hundesteuer" not in titles(detailed.find("hundesteuer"))
    assert len(detailed.find("")) == 2013 - 656


def test_own_entries_are_found_beside_the_others() -> None:
    index = SearchIndex([*services(), own_service("eigen-1", "Drachenfest anmelden")])

    (hit,) = index.find("drachenf")

    assert hit.service.key_words == "Selbst eingetragen, nicht geprüft"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Wohngelt", "Wohngeld"),
        ("wohngedl", "Wohngeld"),
        ("Wohngld", "Wohngeld"),
        ("Wohnngeld", "Wohngeld"),
        ("Vohngeld", "Wohngeld"),
        ("Persnalausweis", "Personalausweis"),
        ("Fürerschein", "Führerschein"),
        ("Hundesteur Anmeldung", "Hundesteuer Anmeldung"),
    ],
)
def test_a_slip_of_the_keyboard_is_understood(index: SearchIndex, typed, meant) -> None:
    assert not index.find(typed)
    assert index.did_you_mean(typed) == meant


@pytest.mark.parametrize("typed", ["", "–", "qqqqxyz", "wohngeld", "Hundesteuer qqqqxyz"])
def test_nothing_is_proposed_where_nothing_is_close_or_needed(index, typed: str) -> None:
    assert index.did_you_mean(typed) == ""


WORDS = st.sampled_from(
    ["Hund", "Steuer", "Änderung", "Straße", "für", "–", "Paß (neu)", "Örtliches"]
)
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


@given(st.lists(NAMES, max_size=12), st.text("aeäuünrstHS ", max_size=5))
def test_found_is_exactly_what_contains_all_words(names: list[str], typed: str) -> None:
    listed = [service(name, id_=str(n)) for n, name in enumerate(names)]

    found = SearchIndex(listed).find(typed)

    expected = {s.id for s in listed if all(w in fold(s.title) for w in fold(typed).split())}
    assert {h.service.id for h in found} == expected
    assert len(found) == len(expected)
    assert all(hit.marks for hit in found if fold(typed) and hit.by_name)


@given(st.text(max_size=20))
def test_folding_twice_changes_nothing_and_keeps_one_line(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert "\n" not in fold(text)


def test_typing_on_only_ever_narrows(index: SearchIndex) -> None:
    big = SearchIndex(replace(s, id=f"{s.id}.{n}") for n in range(2) for s in services())
    found = [set(big.find("führerschein"[:length]).services) for length in range(13)]

    assert all(longer <= shorter for shorter, longer in pairwise(found))
    assert found[-1]
