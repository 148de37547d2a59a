"""Every code says in German what is wrong and what to do."""

from __future__ import annotations

import re

import pytest

from assessments.workbooks.wording import SENTENCES, finding


@pytest.mark.parametrize("code", SENTENCES)
def test_short_plain_sentences(code):
    said = SENTENCES[code]
    for text in (said.message, said.remedy):
        assert not re.search("ungültig|fehlerhaft|Bitte beachten|!", text), text
        for sentence in re.split(r"(?<=[.])\s+(?=[A-ZÄÖÜ])", text):
            assert len(sentence.split()) <= 15, sentence
        assert text.endswith((".", "}."))


def test_every_finding_has_its_facts():

    for code, said in SENTENCES.items():
        facts = dict.fromkeys(re.findall(r"{(\w+)}", said.message + said.remedy), "x")
        assert "{" not in finding(code, **facts).message
