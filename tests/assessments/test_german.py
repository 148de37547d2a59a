"""Numbers and lists as a German reader expects them."""

from __future__ import annotations

import pytest

from assessments.german import NBSP, counted, date, listed, number, percent


@pytest.mark.parametrize(
    ("numerator", "denominator", "words"),
    [
        (0, 0, ""),
        (0, 412, "0 %"),
        (1, 412, "unter 1 %"),
        (4, 400, "1 %"),
        (1, 8, "13 %"),  # 12.5, half up
        (118, 412, "29 %"),
        (411, 412, "über 99 %"),
        (412, 412, "100 %"),
    ],
)
def test_shares_are_whole_percent_and_never_rounded_to_none_or_all(numerator, denominator, words):
    assert percent(numerator, denominator).replace(NBSP, " ") == words


def test_nouns_follow_their_number():
    assert [counted(n, "Leistung", "Leistungen") for n in (0, 1, 2, 1240)] == [
        "0 Leistungen", "1 Leistung", "2 Leistungen", "1.240 Leistungen",
    ]  # fmt: skip
    assert number(1_000_000) == "1.000.000"


def test_dates_and_lists_read_as_text():
    assert date("2026-11-30") == "30.11.2026"
    assert date("2026-11-24T14:32:08+01:00") == "24.11.2026"
    assert date("offen") == "offen"
    assert [listed(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "", "a", "a und b", "a, b und c",
    ]  # fmt: skip
