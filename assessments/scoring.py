"""Answers -> Score: the level reached and what holds it back (ozg-process.md section 9)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from questionnaires.model import Questionnaire, SettingValue, Value


class GateState(StrEnum):
    """The four states of a gate; also the state of a level (contract 4, `score`)."""

    MET = "erfuellt"
    NOT_MET = "nicht"
    VOID = "entfaellt"
    OPEN = "offen"


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing for a level, under the question a person can answer."""

    question: str
    level: int
    owner: str
    state: GateState
    """`NOT_MET`, or `OPEN` where the question still has to be answered."""
    short: str
    """The gate's short name („Einreichung“); of several gates the first one's."""


@dataclass(frozen=True, slots=True)
class LevelState:
    """A level's own state, independent of the levels below."""

    number: int
    name: str
    state: GateState


@dataclass(frozen=True, slots=True)
class Score:
    """The result for one subject. Levels are None where the scope has none."""

    questionnaire: str
    """`id@version`."""
    scope: str | None
    secured: int | None
    """gesichert: open counts as not met."""
    possible: int | None
    """möglich: open counts as met."""
    levels: tuple[LevelState, ...]
    missing: tuple[Missing, ...]
    """For the next existing level, in the order of the definition, a question once."""
    later: tuple[Missing, ...]
    """For the levels above the next."""
    open: tuple[str, ...]
    """Visible questions without an answer that have an applicable gate or steer one."""
    visible: tuple[str, ...]
    """All questions to be asked now, in order (per subject; not those once per department)."""
    answered: int
    asked: int
    """Visible non-optional questions, and how many of them are answered: the progress."""
    derived: Mapping[str, str | int | None] = field(default_factory=dict)
    """Derived values by id (`umfang`, `e_stufe`, `produktiv`)."""
    what_ifs: Mapping[str, int | None] = field(default_factory=dict)
    """What-if levels by id (`after_release`); None where it does not apply."""

    @property
    def provisional(self) -> bool:
        """Whether the level may still rise by answering."""
        return self.secured != self.possible


def score(
    questionnaire: Questionnaire,
    values: Mapping[str, Value],
    stichtag: str,
    settings: Mapping[str, SettingValue] | None = None,
) -> Score:
    """Score one subject.

    `values` by field id; `stichtag` ISO date, the only date that counts; `settings` by name
    without the questionnaire's id, defaults of the definition where absent.
    """
    raise NotImplementedError
