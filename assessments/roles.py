"""Answers found by what they mean: a questionnaire's roles instead of its questions' names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assessments.gates import Judgement
    from questionnaires.model import Value


@dataclass(frozen=True, slots=True)
class Roles:
    """Finds values by their meaning; hidden, open and undefined ones are empty."""

    judgement: Judgement

    def find(self, role: str) -> Value | None:
        """Return the value that has this role."""
        reference = self.judgement.plan.questionnaire.roles.get(role)
        return None if reference is None else self.judgement.answer(reference)

    def text(self, role: str) -> str:
        """Return a code, a date or a text; empty for anything else."""
        value = self.find(role)
        return value if isinstance(value, str) else ""

    def number(self, role: str) -> float | None:
        """Return a number; None for a code in its place."""
        value = self.find(role)
        return value if isinstance(value, int | float) else None

    def reaches(self, mark: str) -> bool:
        """Return whether the secured level reaches a mark of the questionnaire."""
        level = self.judgement.plan.questionnaire.marks.get(mark)
        secured = self.judgement.secured()
        return level is not None and secured is not None and secured >= level
