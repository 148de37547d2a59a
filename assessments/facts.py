"""What is known of a subject without asking, as values that conditions can look up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionnaires.model import Fact

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from assessments.model import Subject
    from questionnaires.model import Questionnaire, Value

_KNOWN: Mapping[Fact, Callable[[Subject], Value]] = {
    Fact.LINKED_SERVICES: lambda subject: len(subject.services),
}


def facts_of(questionnaire: Questionnaire, subject: Subject) -> dict[str, Value]:
    """Return the facts that a questionnaire asks for, by the id it gives them.

    They are handed to `score` beside the answers; ids of facts are never ids of questions.
    """
    return {id_: _KNOWN[fact](subject) for id_, fact in questionnaire.facts.items()}
