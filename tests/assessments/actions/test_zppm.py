"""ZPPM's file: hand-ins come in as a set, all or none, and nothing depends on their order."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from assessments.actions import zppm
from assessments.checksum import checksum
from assessments.counting import Verdict
from assessments.errors import StoreOfOther, UnknownQuestionnaire
from assessments.model import GivenAnswer, Measure, Subject, SubjectKind
from assessments.storage import open_store
from assessments.storage.backups import backups_of
from assessments.wording import sentence
from tests.builders import assessment, service, submission, survey
from tests.cities import QUESTIONNAIRES
from tests.clerks import LATER, NOW, OZG, PROCESSES, STAMP, begun

ASKED = QUESTIONNAIRES[OZG]
DOG = service("Hund anmelden")


def handed_in(number=1, dog="allein", **rest):
    given = assessment(DOG, ASKED, O1=dog, O11=("bundid", "servicekonto"), F2=12)
    words = {"submission_id": f"abgabe-{number}", "number": number, **rest}
    round_ = survey(questionnaires=(OZG,), settings={"ozg-rm-1.1.mindesttage": 60})
    return submission(given, **{"round": round_, "file": f"{number}.xlsx", **words})


@pytest.fixture
def store(tmp_path):
    with zppm.begin(tmp_path / "z.selbstcheck", "Stadt Jena", NOW) as store:
        yield store


def verdicts(taken):
    return [t.verdict for t in taken]


def test_a_new_file_is_empty_and_knows_its_authority(store):
    assert zppm.load(store) == zppm.Collected("Stadt Jena", (), {})


def test_everything_that_is_believed_comes_back_as_it_was(store):
    process = Subject(
        "p1", SubjectKind.PROCESS, "Ausgeben", group="Pässe", picture="4711", services=(DOG.id,)
    )
    rich = service(
        "Pass", leika=("99008001012000",), audience=("buerger",), focus=True, sdg=False, remark="„“"
    )
    given = replace(
        handed_in(),
        services=(DOG, rich),
        processes=(process,),
        measures=(
            Measure("m1", "Schulen", (DOG.id, "p1"), "ZPPM", "klein", "2027-03-31", "Läuft"),
        ),
        answers=(
            *handed_in().answers,
            GivenAnswer(rich.id, OZG, "X6.rolle", "Büro\n😀", "Anmerkung", "Beleg", STAMP),
            GivenAnswer("buergerservice", OZG, "X9", "ja"),
        ),
        risks={"p1": "hoch"},
        program_version="1.0",
        start_file="start-1",
    )
    zppm.take_in(store, [given], NOW)
    store.close()
    with open_store(store.path, NOW) as again:
        collected = zppm.load(again)
    (stored,) = collected.submissions
    assert stored.submission == given
    assert stored.checksum == checksum(given)
    assert (stored.taken_at, stored.file, stored.batch) == (STAMP, "1.xlsx", 1)
    assert list(collected.questionnaires) == [OZG]


def test_verdicts_of_a_call_are_those_of_the_set(store):
    assert verdicts(zppm.take_in(store, [handed_in(2), handed_in(1), handed_in(2)], NOW)) == [
        Verdict.NEW,
        Verdict.OLDER,
        Verdict.KNOWN,
    ]
    renamed = replace(handed_in(2), file="kopie.xlsx")
    taken = zppm.take_in(store, [handed_in(3), renamed, handed_in(1, dog="gemeinsam")], LATER)
    assert verdicts(taken) == [Verdict.REPLACED, Verdict.KNOWN, Verdict.CONFLICT]
    stored = [(s.submission.number, s.file, s.batch) for s in zppm.load(store).submissions]
    assert stored == [(2, "2.xlsx", 1), (1, "1.xlsx", 1), (3, "3.xlsx", 2), (1, "1.xlsx", 2)]


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_order_of_files_and_calls_changes_nothing(tmp_path, order):
    files = [handed_in(1), handed_in(2), handed_in(2, dog="gemeinsam"), handed_in(3)]
    kept = set()
    for name, calls in {
        "a": [[files[i] for i in order]],
        "b": [[files[i]] for i in order],
    }.items():
        with zppm.begin(tmp_path / name, "", NOW) as store:
            for call in calls:
                zppm.take_in(store, call, NOW)
            stored = zppm.load(store).submissions
            kept.add(frozenset((s.submission.submission_id, s.checksum) for s in stored))
    assert len(kept) == 1


def test_a_rehearsal_writes_nothing(store):
    zppm.take_in(store, [handed_in(1)], NOW)
    before = zppm.load(store)
    assert verdicts(zppm.rehearse(store, [handed_in(1), handed_in(2)])) == [
        Verdict.KNOWN,
        Verdict.REPLACED,
    ]
    assert zppm.load(store) == before


def test_the_file_is_backed_up_before_and_only_if_something_comes_in(store):
    zppm.take_in(store, [handed_in(1)], NOW)
    zppm.take_in(store, [handed_in(1)], LATER)
    (backup,) = backups_of(store.path)
    with open_store(backup.path, NOW) as copy:
        assert zppm.load(copy).submissions == ()


def test_all_or_nothing(store):
    unknown = replace(handed_in(2), round=survey(questionnaires=("weg@7",)))
    with pytest.raises(UnknownQuestionnaire):
        zppm.take_in(store, [handed_in(1), unknown], NOW)
    assert zppm.load(store).submissions == ()
    assert backups_of(store.path) == ()


def test_an_empty_authority_is_the_file_s_own(store):
    given = replace(
        handed_in(1), department=replace(handed_in(1).department, authority="Stadt Jena")
    )
    zppm.take_in(store, [given], NOW)
    assert verdicts(zppm.rehearse(store, [handed_in(2)])) == [Verdict.REPLACED]


def test_workbooks_may_be_answered_under_what_ships_or_was_seen(store):
    assert list(zppm.readable(store)) == [OZG, PROCESSES]


def test_a_department_s_file_is_not_zppm_s(tmp_path):
    with begun(tmp_path / "a.selbstcheck") as store, pytest.raises(StoreOfOther) as caught:
        zppm.take_in(store, [handed_in(1)], NOW)
    assert sentence(caught.value) == (
        "„a.selbstcheck“ ist die Datei eines Fachdienstes. Wählen Sie den Bestand des ZPPM."
    )
