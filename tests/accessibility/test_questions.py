"""Every question of every questionnaire, with its example and all that may be asked beside it."""

from __future__ import annotations

import pytest

from desktop import appearance
from desktop.widgets.link import Disclosure
from desktop.widgets.question_card import QuestionCard
from questionnaires import catalogue
from tests.accessibility.probes import PROBES
from tests.accessibility.room import Room, settle
from tests.accessibility.scenes import THOROUGH
from tests.accessibility.small_pages import SmallPage

STILL = ("UX-01", "UX-02", "UX-04", "UX-05", "UX-17", "UX-18", "UX-30")
"""Probes that press nothing and find what depends on words."""


@pytest.mark.parametrize("look", THOROUGH, ids=str)
@pytest.mark.parametrize("key", catalogue.shipped())
def test_every_question_passes(room, key, look):
    window = room(SmallPage()).window
    appearance.apply(look.theme, look.scale)
    window.resize(look.width, look.height)
    faults = []
    for question in catalogue.load(key).questions.values():
        card = QuestionCard(question, "Frage 7 von 14")
        card.fill({}, [f.id for f in question.answer_fields], taken_over=True)
        window.show_page(SmallPage(card))
        for example in card.findChildren(Disclosure):
            example.click()
        settle()
        shown = Room(window)
        faults += [f"{question.id} {code} {f}" for code in STILL for f in PROBES[code](shown)]
    assert not faults, "\n".join(faults)
