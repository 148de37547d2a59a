"""What is asked: the frozen parts of a questionnaire and looking things up in them.

A questionnaire is data. Nothing here knows a question by name, how many levels there are, or
whether the subject is a service, a process or a person. Answers are addressed by *field id*: the
question's id for its main value (`O6`), or `question.field` for what is asked beside it
(`O6.seit`, `P1.name`, `H2.rueckkanal`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from questionnaires.values import UNKNOWN, SettingValue, Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from questionnaires.conditions import Condition

__all__ = [
    "UNKNOWN",
    "Derived",
    "DerivedCase",
    "Fact",
    "Field",
    "Gate",
    "Kind",
    "Level",
    "Obstacles",
    "Option",
    "Question",
    "Questionnaire",
    "Section",
    "Setting",
    "SettingValue",
    "Value",
    "WhatIf",
]


class Kind(StrEnum):
    """What a field holds."""

    SINGLE = "single"
    MULTI = "multi"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"
    GROUP = "group"
    """No value of its own, only fields below it (P1, F1, H3)."""


class Fact(StrEnum):
    """What is known of a subject without asking; conditions may depend on it."""

    LINKED_SERVICES = "linked_services"
    """How many services a process is linked to."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose. `code` is stored, `wording` is read."""

    code: str
    wording: str
    exclusive: bool = False
    """Switches the other options of a multiple choice off; together with others it is a finding."""
    owner: str | None = None
    """Who can remove the obstacle when this answer is what holds a level back."""


@dataclass(frozen=True, slots=True)
class Field:
    """One value that can be stored. Question ids and sub-field ids share one name space.

    For `NUMBER` and `DATE`, `options` are codes allowed *instead* of a number or date
    (`keine_angabe`, `nie`, `weiss_nicht`). Bounds are inclusive, in the field's unit.
    """

    id: str
    kind: Kind
    label: str
    options: tuple[Option, ...] = ()
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    maximum_field: str | None = None
    """Id of the field whose number this one must not exceed (F3 ≤ F2)."""
    whole: bool = True
    """Whether a number must be whole."""
    show_if: Condition | None = None
    """When a sub-field is asked; a main field is asked when its question is."""

    def option(self, code: str) -> Option | None:
        """Return the option with this code, or None."""
        return next((o for o in self.options if o.code == code), None)


@dataclass(frozen=True, slots=True)
class Gate:
    """What a question must say for one level.

    `meets` is evaluated on the answers; `when` says whether the gate applies at all (None:
    always). `short` is the gate's short name ("Einreichung").
    """

    question: str
    level: int
    meets: Condition
    short: str
    when: Condition | None = None
    needs: tuple[str, ...] = ()
    """Field ids that must be answered before the gate is judged; else it is open. The question's
    own id unless the definition says otherwise (P1: all four fields; P13: only the date)."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question as a person sees it: a main field, fields beside it, gates, texts."""

    id: str
    section: str
    wording: str
    main: Field
    fields: tuple[Field, ...] = ()
    help: str = ""
    example: str = ""
    evidence: str = ""
    """Hint what may serve as Beleg; empty: none is asked."""
    show_if: Condition | None = None
    gates: tuple[Gate, ...] = ()
    owner: str = ""
    """Who can remove the obstacle unless an answer or an obstacle says otherwise."""
    once: bool = False
    """Asked once per department instead of once per subject (X9, T1, T2)."""
    optional: bool = False
    """Marked „(freiwillig)“; does not count in the progress."""
    in_house: bool = False
    """Its answers never leave the department's file (contract 2: head counts)."""
    fingerprint: str = ""
    """SHA-256 (hex) over what makes the answer comparable: id, type, normalised wording, option
    codes and wordings, unit, bounds, gates, condition; not the help."""

    @property
    def answer_fields(self) -> tuple[Field, ...]:
        """All fields that hold a value, main field first (none for a group)."""
        return self.fields if self.main.kind is Kind.GROUP else (self.main, *self.fields)


@dataclass(frozen=True, slots=True)
class Section:
    """A group of questions with a heading."""

    id: str
    title: str
    questions: tuple[Question, ...]
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """One rung. `exists_if` None: exists for every subject."""

    number: int
    name: str
    description: str
    exists_if: Condition | None = None


@dataclass(frozen=True, slots=True)
class DerivedCase:
    """One rule of a derived value: the value, and when it applies."""

    value: str | int
    when: Condition


@dataclass(frozen=True, slots=True)
class Derived:
    """A value computed from answers (scope, E stage, productive): the first case that is true.

    `otherwise` holds where no case is true; None means "no value" (shown as open).
    """

    id: str
    cases: tuple[DerivedCase, ...]
    otherwise: str | int | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    """Words per value for people (`"2"`: „Medienbruchfrei im Haus“)."""


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A level shown beside the real one: the secured level with `field` set to `value`, only
    where `when` is true („nach Freischaltung“).
    """

    id: str
    field: str
    value: str
    when: Condition


@dataclass(frozen=True, slots=True)
class Obstacles:
    """How obstacles (H1) and their owners (H2) relate to questions with gates."""

    question: str
    owner_prefix: str
    """The owner of obstacle `code` is stored in field `f"{owner_prefix}.{code}"`."""
    belongs: Mapping[str, tuple[str, ...]]
    """Obstacle code -> ids of the questions it belongs to."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A value that ZPPM sets per round; the definition holds the default."""

    name: str
    default: SettingValue
    label: str
    unit: str = ""


@dataclass(frozen=True)
class Questionnaire:
    """One published edition, frozen. `text` is the definition as read, so a store can keep it."""

    id: str
    version: str
    title: str
    short_title: str
    subject: str
    """`service`, `process` or `person`."""
    levels: tuple[Level, ...]
    sections: tuple[Section, ...]
    derived: tuple[Derived, ...] = ()
    what_ifs: tuple[WhatIf, ...] = ()
    obstacles: Obstacles | None = None
    settings: tuple[Setting, ...] = ()
    owners: Mapping[str, str] = field(default_factory=dict)
    """Owner code -> words („unser Fachdienst“)."""
    external_owners: frozenset[str] = frozenset()
    """Owners outside the city („nicht durch die Stadt lösbar“)."""
    default_owner: str = "fachdienst"
    scope: str | None = None
    """Id of the derived value that says whether the subject is rated; None: every subject is."""
    counted_scopes: frozenset[str] = frozenset()
    """Values of `scope` that enter the Grundmenge."""
    marks: Mapping[str, int] = field(default_factory=dict)
    """Named levels: `online_from`, `conform_from`; `recorded`, `profiled`, `modelled`,
    `reviewed`. Nothing in code assumes their numbers."""
    roles: Mapping[str, str] = field(default_factory=dict)
    """What the reports need to find, by meaning: role -> field or derived id (`online_since` ->
    `O6.seit`, `cases_total` -> `F2`, `end_to_end` -> `e_stufe`, `productive` -> `produktiv`)."""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    """Id in conditions -> what is known of the subject. A fact that nobody hands in is open."""
    text: str = ""
    fingerprint: str = ""
    """SHA-256 (hex) over id, version and all question fingerprints, levels and rules."""

    def __hash__(self) -> int:
        return hash((self.id, self.version, self.fingerprint))

    @property
    def key(self) -> str:
        """`id@version`, as in the workbook's `frageboegen`."""
        return f"{self.id}@{self.version}"

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """All questions by id, in the order of the definition."""
        return {q.id: q for s in self.sections for q in s.questions}

    @cached_property
    def fields(self) -> Mapping[str, Field]:
        """All fields that hold a value, by field id, in the order of the definition."""
        return {f.id: f for q in self.questions.values() for f in q.answer_fields}

    @cached_property
    def question_of(self) -> Mapping[str, Question]:
        """Field id -> the question it belongs to."""
        return {f.id: q for q in self.questions.values() for f in (q.main, *q.fields)}

    @cached_property
    def in_house(self) -> frozenset[str]:
        """Ids of the fields whose answers never leave the department's file."""
        questions = (q for q in self.questions.values() if q.in_house)
        return frozenset(f.id for question in questions for f in question.answer_fields)

    @cached_property
    def gates(self) -> tuple[Gate, ...]:
        """All gates in the order of the definition."""
        return tuple(g for q in self.questions.values() for g in q.gates)

    @cached_property
    def derived_by_id(self) -> Mapping[str, Derived]:
        """Derived values by id."""
        return {d.id: d for d in self.derived}

    @cached_property
    def default_settings(self) -> Mapping[str, SettingValue]:
        """Setting name -> default."""
        return {s.name: s.default for s in self.settings}

    def level(self, number: int) -> Level:
        """Return the level with this number; KeyError if there is none."""
        for level in self.levels:
            if level.number == number:
                return level
        raise KeyError(number)

    def section_of(self, question_id: str) -> Section:
        """Return the section a question stands in; KeyError if there is none."""
        for section in self.sections:
            if any(q.id == question_id for q in section.questions):
                return section
        raise KeyError(question_id)

    def per_subject(self) -> Iterator[Question]:
        """Yield the questions asked per subject, in order (without those once per department)."""
        return (q for q in self.questions.values() if not q.once)
