"""Who can remove an obstacle, in few words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from questionnaires.model import Questionnaire

_SHORT = {
    "fachdienst": "Fachdienst",
    "zppm": "ZPPM",
    "organisation": "Team Organisation",
    "land": "Land",
    "efa_land": "EfA-Land",
}
"""Owners whose words are too long for a column; all others in the questionnaire's own words."""


def owner_word(code: str, questionnaire: Questionnaire) -> str:
    """Return who an owner is, short enough for a column."""
    return _SHORT.get(code) or questionnaire.owners.get(code, code)
