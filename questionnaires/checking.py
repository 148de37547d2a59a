"""What a definition says is checked as a whole: every mistake with its place and remedy."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from questionnaires.mistakes import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionnaires.model import Questionnaire


def check(questionnaire: Questionnaire) -> tuple[Mistake, ...]:
    """Return all mistakes of a definition that has the right form."""
    return tuple(_options_twice(questionnaire))


def _options_twice(questionnaire: Questionnaire) -> Iterator[Mistake]:
    for field in questionnaire.fields.values():
        for code, times in Counter(o.code for o in field.options).items():
            if times > 1:
                yield Mistake(field.id, f"Die Antwort „{code}“ steht {times}-mal.", "")
