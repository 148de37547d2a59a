"""Contract 4 (`score`) with the worked examples of the domain document, section 9.3."""

from __future__ import annotations

import pytest

from tests.examining import ROOT, Office, json_file, selbstcheck

BASE = {"O1": "allein", "O2": "aussen", "O3": "antrag"}
W8 = {
    **BASE, "O4": "ja", "O5": "dienst", "O6": "produktiv", "O7": "vollstaendig", "O8": "nein",
    "O9": "substanziell", "O10": "ja", "O11": ["bundid"], "O12": "ja", "O13": "alle",
    "O14": "keine", "O16": "bescheid", "O17": "ja", "O18": "strukturiert", "O19": "ja",
    "EE1": "automatisch", "EE2": "elektronisch", "EE3": 0, "EE4": "entfaellt", "EE5": "ja",
}  # fmt: skip
STAGES = ("EE1", "EE2", "EE3", "EE4", "EE5")
BARE = {k: v for k, v in W8.items() if k not in STAGES}
W1 = {
    **BARE, "O6.seit": "2023-03-08", "O17": "kein_rueckkanal", "O18": "hochladen",
    "EE1": "manuell_digital",
}  # fmt: skip
W6 = {
    **BASE, "O3": "anzeige", "O4": "ja", "O5": "dienst", "O6": "produktiv", "O7": "vollstaendig",
    "O8": "nein", "O9": "keine", "O12": "nein", "O14": "danach", "O15": "nein",
    "O16": "bescheid", "O17": "ja", "EE1": "automatisch", "EE2": "elektronisch", "EE3": 0,
    "EE5": "nein",
}  # fmt: skip
YES, NO, VOID, OPEN = "erfuellt", "nicht", "entfaellt", "offen"
EXAMPLES = {
    "W1": (W1, 2, 2, 1, [("O17", 3, "land")], [YES, YES, YES, NO, NO]),
    "W2": (
        {**W1, "O11": ["unternehmenskonto"], "O13": "teilweise", "O14": "danach", "O15": "nein",
         "O18": "papier", "O19": "nein"},
        2, 2, 1, [("O13", 3, "fachdienst"), ("O17", 3, "land")], [YES, YES, YES, NO, NO],
    ),
    "W3": (
        {**BASE, "O4": "teilweise", "O5": "pdf_druck", "EE1": "papier"},
        1, 1, 0, [("O5", 2, "fachdienst")], [YES, YES, NO, NO, YES],
    ),
    "W4": (
        {**BARE, "O6": "test", "EE1": "papier"},
        1, 1, 0, [("O6", 2, "fachdienst")], [YES, YES, NO, YES, YES],
    ),
    "W5": (
        {**W8, "O10": None, "O17": "weiss_nicht"},
        2, 4, 2, [("O10", 3, "kitt"), ("O17", 3, "fachdienst")], [YES, YES, YES, OPEN, YES],
    ),
    "W6": (W6, 4, 4, 2, [], [YES, YES, YES, YES, YES]),
    "W7": (
        {**W8, "O9": "einfach", "O11": ["servicekonto"], "O12": "nein", "O14": "vorab",
         "O15": "ja", "O16": "gegenstand", "O19": "nein"},
        3, 3, 3, [("O19", 4, "hersteller")], [YES, YES, YES, YES, NO],
    ),
    "W8": (W8, 4, 4, 3, [], [YES, YES, YES, YES, YES]),
    "W9": (
        {"O1": "allein", "O2": "aussen", "O3": "information", "O4": "ja"},
        1, 1, None, [], [YES, YES, VOID, VOID, VOID],
    ),
    "W10": (
        {**BASE, "O3": "von_amts_wegen", "O3a": "automatisch", "O4": "ja", "O16": "bescheid",
         "O17": "nein_anders", "EE1": "automatisch", "EE2": "elektronisch", "EE3": 1},
        1, 1, 1, [("O17", 3, "fachdienst")], [YES, YES, VOID, NO, YES],
    ),
    "W11": ({"O1": "nicht_stadt"}, None, None, None, [], [VOID] * 5),
    "W12": (
        {**W8, "O7": "email", "EE1": "papier"},
        2, 2, 0, [("O7", 3, "fachdienst")], [YES, YES, YES, NO, YES],
    ),
}  # fmt: skip
SCOPES = {"W9": "nur_information", "W11": "nicht_zustaendig"}
KEYS = {
    "questionnaire", "version", "scope", "level", "possible_level", "levels", "provisional",
    "open", "missing", "end_to_end", "after_release",
}  # fmt: skip


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return Office(tmp_path_factory.mktemp("score"))


def score(office, answers, *options, questionnaire="ozg-rm-1.1"):
    path = json_file(office.path(".json"), answers)
    done = selbstcheck("score", questionnaire, path, "--json", *options)
    assert (done.code, done.err) == (0, ""), done.err
    return done.document


@pytest.fixture(scope="module")
def examples(office):
    """All examples at once: a list of answers gives a list of scores."""
    documents = score(office, [answers for answers, *_ in EXAMPLES.values()])
    return dict(zip(EXAMPLES, documents, strict=True))


@pytest.mark.parametrize("name", EXAMPLES)
def test_worked_example(examples, name):
    found, (_, secured, possible, stage, missing, states) = examples[name], EXAMPLES[name]
    assert set(found) >= KEYS
    assert (found["level"], found["possible_level"]) == (secured, possible)
    assert (found["end_to_end"], found["provisional"]) == (stage, secured != possible)
    assert [(m["question"], m["level"], m["owner"]) for m in found["missing"]] == missing
    assert found["open"] == (["O10", "O17"] if name == "W5" else [])
    assert found["after_release"] == (4 if name == "W4" else None)
    assert found["scope"] == SCOPES.get(name, "bewertet")
    assert (found["questionnaire"], found["version"]) == ("ozg-rm-1.1", "1")
    assert [x["state"] for x in found["levels"]] == states
    assert [(x["number"], x["name"]) for x in found["levels"]] == [
        (0, "Offline"), (1, "Information"), (2, "Formular-Assistent"), (3, "Online-Leistung"),
        (4, "Online-Transaktion"),
    ]  # fmt: skip


def test_one_object_gives_one_object_and_a_list_a_list(office):
    assert score(office, W8) == score(office, [W8])[0]
    assert score(office, []) == []


@pytest.mark.parametrize(
    ("answers", "scope", "open_"),
    [
        ({}, "klaerfall", ["O1"]),
        ({"O1": None}, "klaerfall", ["O1"]),
        ({"O1": "weiss_nicht"}, "klaerfall", ["O1"]),
        ({"O1": "gemeinsam"}, "klaerfall", ["O2"]),
        ({"O1": "allein", "O2": "aussen", "O3": "weiss_nicht"}, "klaerfall", ["O3"]),
        ({"O1": "anderer_fd"}, "nicht_zustaendig", []),
        ({"O1": "weggefallen"}, "weggefallen", []),
        ({"O1": "allein", "O2": "intern"}, "intern", []),
        ({"O1": "nicht_stadt", "O3": "antrag", "O4": "ja"}, "nicht_zustaendig", []),
    ],
)
def test_without_a_scope_that_is_rated_there_is_no_level(office, answers, scope, open_):
    found = score(office, answers)
    assert (found["scope"], found["open"], found["missing"]) == (scope, open_, [])
    assert (found["level"], found["possible_level"], found["provisional"]) == (None, None, False)
    assert found["end_to_end"] is None


@pytest.mark.parametrize(
    ("change", "open_", "missing"),
    [
        ({"O5": None}, ["O5"], [("O5", 2)]),
        ({"O9": None}, ["O9"], [("O9", 3)]),
        ({"O12": "weiss_nicht"}, ["O12"], [("O12", 3)]),
        ({"O14": None}, ["O14"], [("O14", 3)]),
        ({"O16": None}, ["O16"], [("O16", 3)]),
        ({"O14": "vorab"}, ["O15"], [("O15", 3)]),
        ({"O14": "danach"}, [], []),
        ({"O11": []}, ["O11"], [("O11", 3)]),
        ({"O11": ["weiss_nicht"]}, ["O11"], [("O11", 3)]),
        ({"EE1": None, "EE2": None, "F2": None, "H1": None}, [], []),
    ],
)
def test_what_is_open_stands_under_the_question_a_person_can_answer(office, change, open_, missing):
    found = score(office, {**W8, **change})
    assert found["open"] == open_
    assert [(m["question"], m["level"]) for m in found["missing"]] == missing


def test_with_the_way_in_open_levels_2_to_4_are_possible_whatever_was_kept(office):
    kept = {**W8, "O5": None, "O6": "abgeschaltet", "O7": "nein"}
    found = score(office, kept)
    assert (found["level"], found["possible_level"]) == (1, 4)


@pytest.mark.parametrize(
    ("change", "owners"),
    [
        ({"O17": "kein_rueckkanal"}, ["land"]),
        ({"O17": "ungenutzt"}, ["kitt"]),
        ({"O17": "nein_anders"}, ["fachdienst"]),
        ({"O17": "nein_anders", "H1": ["rueckkanal"], "H2.rueckkanal": "bund"}, ["bund"]),
        ({"O17": "kein_rueckkanal", "H1": ["rueckkanal"], "H2.rueckkanal": "kiv"}, ["kiv"]),
        ({"O10": "nein", "O11": ["keins"], "H1": ["nutzerkonto"], "H2.nutzerkonto": "land"},
         ["land", "land"]),
        ({"O14": "vorab", "O15": "nein"}, ["kitt"]),
        ({"O7": "teilweise", "H1": ["zeit", "schnittstelle"], "H2.schnittstelle": "hersteller"},
         ["hersteller"]),
    ],
)  # fmt: skip
def test_who_can_mend_it(office, change, owners):
    assert [m["owner"] for m in score(office, {**W8, **change})["missing"]] == owners


@pytest.mark.parametrize(
    ("state", "after"),
    [("test", 4), ("vorbereitung", 4), ("abgeschaltet", None), ("produktiv", None), (None, None)],
)
def test_after_release(office, state, after):
    assert score(office, {**W8, "O6": state})["after_release"] == after


@pytest.mark.parametrize("name", ["ozg-rm-1.1", "ozg-rm-1.1@1", "a file"])
def test_a_questionnaire_is_named_or_lies_in_a_file(office, name):
    (definition,) = (ROOT / "questionnaires" / "definitions").glob("ozg-rm-1.1-1.toml")
    chosen = definition if name == "a file" else name
    assert score(office, W8, questionnaire=chosen)["level"] == 4


def test_the_stichtag_is_taken_as_given(office):
    assert score(office, W8, "--stichtag", "2023-04-19") == score(office, W8)


def test_in_words(office):
    done = selbstcheck("score", "ozg-rm-1.1", json_file(office.path(".json"), [W1, W8]))
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Antwortsatz 1\n")
    assert "{" not in done.out


REFUSED = {
    "no object": ("5", "Erwartet wird eine Liste von Fragen mit Antworten."),
    "null": ("null", "Erwartet wird eine Liste von Fragen mit Antworten."),
    "one of a list": ("[{}, null]", "Antwortsatz 2, "),
    "unknown question": ('{"O99": "ja"}', "Die Frage „O99“ gibt es in diesem Fragebogen nicht."),
    "case of a question": ('{"o1": "allein"}', "Die Frage „o1“ gibt es"),
    "a group has no value": ('{"H2": "land"}', "Die Frage „H2“ gibt es"),
    "computed value": ('{"risiko": "hoch"}', "Die Frage „risiko“ gibt es"),
    "unknown code": ('{"O1": "x"}', "Möglich sind: allein, gemeinsam, anderer_fd, nicht_stadt"),
    "list for one": ('{"O1": ["allein"]}', 'Bei Frage O1 steht „["allein"]“.'),
    "truth": ('{"O1": true}', "Bei Frage O1 steht „true“."),
    "object": ('{"O1": {"a": 1}}', "Erwartet wird eine einzelne Antwort."),
    "exclusive": ('{"O11": ["bundid", "keins"]}', "„keins“ zusammen mit anderen Antworten"),
    "comma": ('{"F2": "1,5"}', "Bei Frage F2 steht „1,5“. Erwartet wird eine ganze Zahl."),
    "fraction": ('{"F2": 1.5}', "Bei Frage F2 steht „1,5“. Erwartet wird eine ganze Zahl."),
    "bound": ('{"EE3": 10}', "Möglich sind Zahlen von 0 bis 9."),
    "other answer": ('{"F2": 2, "F3": 3}', "F3 ist mit 3 größer als F2 mit 2."),
    "German date": ('{"O6.seit": "08.03.2023"}', "„08.03.2023“ kein Datum."),
    "no day": ('{"O6.seit": "2023-02-30"}', "„2023-02-30“ kein Datum."),
    "too long": (f'{{"X4.link": "{"x" * 4001}"}}', "Kürzen Sie ihn auf höchstens 4000 Zeichen."),
    "no JSON": ('{"O1": "allein"', "Die Datei ist kein JSON: Zeile 1, Spalte 16."),
    "nothing": ("", "Die Datei ist kein JSON: Zeile 1, Spalte 1."),
    "key twice": ('{"O1": null, "O1": null}', "Der Schlüssel „O1“ steht zweimal"),
    "no number": ('{"F2": NaN}', "„NaN“ ist keine Zahl."),
    "endless": ('{"F2": 1e999}', "Erwartet wird eine ganze Zahl."),
    "digits": (f'{{"F2": {"9" * 5000}}}', "eine Zahl mit zu vielen Ziffern"),
    "deep": ("[" * 99_999, "tiefer verschachtelt als 32 Ebenen"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_scored_is_refused_with_a_reason(office, name):
    content, said = REFUSED[name]
    done = selbstcheck("score", "ozg-rm-1.1", json_file(office.path(".json"), content), "--json")
    assert (done.code, done.out) == (1, "")
    assert said in done.err


@pytest.mark.parametrize(
    ("questionnaire", "answers", "said"),
    [
        ("gibt-es-nicht", "{}", "Den Fragebogen „gibt-es-nicht“ gibt es nicht."),
        ("ozg-rm-1.1@9", "{}", "Den Fragebogen „ozg-rm-1.1@9“ gibt es nicht."),
        ("weg.toml", "{}", "Die Datei „weg.toml“ gibt es nicht."),
        ("ozg-rm-1.1", None, "Die Datei gibt es nicht. Prüfen Sie Ordner und Namen."),
        ("ozg-rm-1.1", b"\xff\xfe{\0}\0", "Die Datei ist kein Text in UTF-8."),
    ],
)
def test_what_is_not_there_is_named(office, questionnaire, answers, said):
    path = office.path(".json")
    if answers is not None:
        json_file(path, answers)
    done = selbstcheck("score", questionnaire, path)
    assert (done.code, done.out) == (1, "")
    assert said in done.err
