"""Which hand-in counts (contract 3.4): the highest undisputed number, in whatever order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assessments.counting import Entry, Identity, Place, Verdict, counting, entry_of, judge
from assessments.model import Department, Round, Submission

SOCIAL = Place("", "soziales", "r1")
YOUTH = Place("", "jugend", "r1")


def hand_in(
    number: int, submission_id: str = "", content: str = "", place: Place = SOCIAL
) -> Entry:
    name = submission_id or f"{place.department_id}-{number}"
    return Entry(place, Identity(name, content or f"content of {name}"), number)


def test_the_first_hand_in_is_new_and_counts():
    assert judge([], [hand_in(1)]) == (Verdict.NEW,)
    assert counting([hand_in(1)]).counts == {SOCIAL: hand_in(1).identity}


def test_a_higher_number_replaces_and_a_lower_one_is_older():
    assert judge([hand_in(2)], [hand_in(3)]) == (Verdict.REPLACED,)
    assert judge([hand_in(2)], [hand_in(1)]) == (Verdict.OLDER,)
    assert counting([hand_in(3), hand_in(1), hand_in(2)]).counts == {SOCIAL: hand_in(3).identity}


def test_of_one_call_only_the_highest_counts_whatever_the_order():
    assert judge([], [hand_in(1), hand_in(2)]) == (Verdict.OLDER, Verdict.NEW)
    assert judge([], [hand_in(2), hand_in(1)]) == (Verdict.NEW, Verdict.OLDER)


def test_exactly_the_same_again_is_known_also_within_one_call():
    assert judge([hand_in(1)], [hand_in(1)]) == (Verdict.KNOWN,)
    assert judge([], [hand_in(1), hand_in(1)]) == (Verdict.NEW, Verdict.KNOWN)


def test_two_contents_under_one_number_exclude_each_other():
    first, second = hand_in(2, "a"), hand_in(2, "b")
    assert judge([], [first, second]) == (Verdict.CONFLICT, Verdict.CONFLICT)
    assert judge([first], [second]) == (Verdict.CONFLICT,)
    outcome = counting([first, second])
    assert outcome.counts == {}
    assert outcome.disputed == (SOCIAL,)
    assert outcome.conflicts == {SOCIAL: (first.identity, second.identity)}


def test_meanwhile_the_highest_undisputed_number_counts():
    conflict = [hand_in(2, "a"), hand_in(2, "b")]
    assert judge(conflict, [hand_in(1)]) == (Verdict.NEW,)
    outcome = counting([*conflict, hand_in(1)])
    assert outcome.counts == {SOCIAL: hand_in(1).identity}
    assert outcome.disputed == ()


def test_a_higher_number_ends_the_dispute():
    conflict = [hand_in(2, "a"), hand_in(2, "b")]
    assert judge(conflict, [hand_in(3)]) == (Verdict.NEW,)
    assert judge([*conflict, hand_in(1)], [hand_in(3)]) == (Verdict.REPLACED,)


def test_one_id_with_two_contents_is_a_conflict_even_under_two_numbers():
    original, edited = hand_in(1, "a", "as exported"), hand_in(2, "a", "edited")
    assert judge([original], [edited]) == (Verdict.CONFLICT,)
    assert counting([original, edited]).disputed == (SOCIAL,)


def test_one_id_in_two_departments_is_a_conflict_in_both():
    original, edited = hand_in(1, "a", "x"), hand_in(1, "a", "y", YOUTH)
    assert judge([], [original, edited]) == (Verdict.CONFLICT, Verdict.CONFLICT)
    assert counting([original, edited]).disputed == (YOUTH, SOCIAL)


def test_a_known_one_stays_known_while_it_is_in_conflict():
    conflict = [hand_in(2, "a"), hand_in(2, "b")]
    assert judge(conflict, [conflict[0]]) == (Verdict.KNOWN,)


def test_departments_rounds_and_authorities_do_not_touch_each_other():
    places = [SOCIAL, YOUTH, Place("", "soziales", "r2"), Place("Stadt Gera", "soziales", "r1")]
    entries = [hand_in(1, f"id{i}", place=place) for i, place in enumerate(places)]
    assert judge([], entries) == (Verdict.NEW,) * 4
    assert set(counting(entries).counts) == set(places)


def submission(authority: str) -> Submission:
    return Submission(
        Department("soziales", "Soziales", authority),
        Round("r1", "Runde", "2026-11-30"),
        "a",
        1,
        "",
    )


def test_an_empty_authority_is_the_stores_own():
    assert entry_of(submission(""), "c", "Stadt Jena").place == SOCIAL
    assert entry_of(submission(" Stadt  Jena "), "c", "Stadt Jena").place == SOCIAL
    assert entry_of(submission("Stadt Ko\u0308ln"), "c", "Stadt K\u00f6ln").place == SOCIAL
    assert entry_of(submission("Stadt Gera"), "c", "Stadt Jena").place.authority == "Stadt Gera"


ENTRIES = st.lists(
    st.builds(
        lambda place, submission_id, content, number: Entry(
            place, Identity(submission_id, content), number
        ),
        st.sampled_from([SOCIAL, YOUTH]),
        st.sampled_from("abcdefgh"),
        st.sampled_from(["x", "y"]),
        st.integers(1, 4),
    ),
    max_size=9,
)


@given(ENTRIES, st.data())
def test_no_order_and_no_split_over_calls_changes_what_counts(entries, data):
    expected = counting(entries)
    waiting = data.draw(st.permutations(entries))
    stored: list[Entry] = []
    while waiting:
        size = data.draw(st.integers(1, len(waiting)))
        call, waiting = waiting[:size], waiting[size:]
        verdicts = judge(stored, call)
        stored += [e for e, v in zip(call, verdicts, strict=True) if v is not Verdict.KNOWN]
    assert counting(stored) == expected
    assert set(stored) == set(entries)
    assert len(stored) == len(set(entries))


@given(ENTRIES, ENTRIES, st.data())
def test_within_a_call_a_verdict_does_not_depend_on_the_order(stored, call, data):
    shuffled = data.draw(st.permutations(call))
    verdicts = sorted(zip(call, judge(stored, call), strict=True), key=repr)
    assert verdicts == sorted(zip(shuffled, judge(stored, shuffled), strict=True), key=repr)


@given(ENTRIES, ENTRIES)
def test_what_the_verdicts_promise_is_what_counts_afterwards(stored, call):
    before, after = counting(stored), counting([*stored, *call])
    for entry, verdict in zip(call, judge(stored, call), strict=True):
        if verdict in (Verdict.NEW, Verdict.REPLACED):
            assert after.is_counted(entry)
            assert (entry.place in before.counts) == (verdict is Verdict.REPLACED)
        if verdict in (Verdict.OLDER, Verdict.CONFLICT):
            assert not after.is_counted(entry)
