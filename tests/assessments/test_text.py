"""What is typed, pasted or read becomes text that survives every file."""

from __future__ import annotations

import unicodedata
import warnings
from io import BytesIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assessments.text import LIMIT, clean_identifier, clean_text, is_blank, utf16_length

NASTY = [
    "\x00",
    "\t",
    "\r",
    "\n",
    "\x85",
    "\ufffe",
    "\uffff",
    "\ud800",
    "\udfff",
    "\u202e",
    "\u2066",
    "\u2028",
    "_x0041_",
    "_x000D_",
    "__x0041__x0042_",
    "_x00_x0041_41_",
    "\u0308",
    "A\u030a",
    "\U0001d160",
    "=1+2",
    "#REF!",
    "@x",
    "'=1",
    " ",
    "\u00a0",
    "\u200b",
    "\ufeff",
    "😀",
]
any_text = st.lists(st.one_of(st.sampled_from(NASTY), st.characters(), st.text())).map("".join)


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("Bu\u0308rgeramt", "Bürgeramt"),
        ("eins\r\nzwei\rdrei", "eins\nzwei\ndrei"),
        ("eins\u2028zwei", "eins\nzwei"),
        ("Spalte\tSpalte", "Spalte Spalte"),
        ("a\x00\x07\x1b\x9fb", "ab"),
        ("a\ufffe\uffff\ud83db", "ab"),
        ("a\u202eb\u2067c", "abc"),
        ("_x0041_", "x0041_"),
        ("__x0041__x0042_", "x0041x0042_"),
        (" bleibt \n", " bleibt \n"),
        ("=1+2", "=1+2"),
        ("😀", "😀"),
    ],
)
def test_what_becomes_of_a_text(raw, stored):
    assert clean_text(raw) == stored


def test_the_limit_counts_as_excel_does():
    assert clean_text("a" * 5000) == "a" * LIMIT
    assert clean_text("😀" * 5000) == "😀" * (LIMIT // 2)
    assert clean_text("a😀", 2) == "a"
    assert clean_text("a😀", 3) == "a😀"
    assert utf16_length("a😀") == 3


@given(any_text, st.integers(0, 60))
@example("_" + "_x0041_", 5)
def test_cleaning_twice_changes_nothing_more(text, limit):
    once = clean_text(text, limit)
    assert clean_text(once, limit) == once
    assert utf16_length(once) <= limit
    assert unicodedata.is_normalized("NFC", once)


@given(any_text)
def test_identifiers_have_nothing_at_their_ends(text):
    once = clean_identifier(text)
    assert clean_identifier(once) == once
    assert once == once.strip()
    assert "\n" not in once


@given(st.lists(any_text, min_size=1, max_size=20))
def test_a_workbook_gives_every_text_back(texts):
    import openpyxl

    cleaned = [clean_text(t) for t in texts]
    book = openpyxl.Workbook()
    for row, text in enumerate(cleaned, start=1):
        cell = book.active.cell(row, 1, "")
        cell.value = text
        cell.data_type = "s"  # as the workbook writer does: "=1" and "#REF!" stay text
    file = BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        book.save(file)
        sheet = openpyxl.load_workbook(file).active
    read = [sheet.cell(row, 1).value or "" for row in range(1, len(cleaned) + 1)]
    assert read == cleaned


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        (" \u00a0\u200b vollstaendig\ufeff ", "vollstaendig"),
        ("Amt für\nSoziales", "Amt für Soziales"),
        ("\u200b", ""),
        ("Straßen- und\u00a0Tiefbau", "Straßen- und\u00a0Tiefbau"),
    ],
)
def test_what_becomes_of_an_identifier(raw, stored):
    assert clean_identifier(raw) == stored


def test_what_counts_as_nothing():
    assert is_blank(" \u00a0\u200b\n")
    assert not is_blank(" . ")
