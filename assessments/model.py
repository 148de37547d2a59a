"""What was answered: subjects, answers, rounds, hand-ins. Frozen values, no clock, no paths."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from questionnaires.model import UNKNOWN, SettingValue, Value

if TYPE_CHECKING:
    from collections.abc import Mapping


class SubjectKind(StrEnum):
    """What is looked at."""

    SERVICE = "service"
    PROCESS = "process"
    DEPARTMENT = "department"
    """Carries the answers asked once per department; its id is the department's."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A service (Leistung), a process (Prozess) or the department itself, with master data."""

    id: str
    kind: SubjectKind
    title: str
    leika: tuple[str, ...] = ()
    """LeiKa keys as text of 14 digits; a key is a hint, never an identity."""
    ozg_id: str = ""
    theme: str = ""
    leika_type: str = ""
    audience: tuple[str, ...] = ()
    """Codes `buerger`, `unternehmen`, `verwaltung`."""
    focus: bool | None = None
    sdg: bool | None = None
    keys_checked: str = ""
    """ISO date text of the check at the FIM portal, empty: not checked."""
    remark: str = ""
    group: str = ""
    """Prozessgruppe (processes)."""
    picture: str = ""
    """PICTURE number or link (processes)."""
    services: tuple[str, ...] = ()
    """Ids of linked services (processes)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One stored value. `changed_at` is ISO 8601 with offset, to the second."""

    value: Value
    changed_at: str = ""
    taken_over: bool = False
    """Copied from another subject and not confirmed: counts as open, is not exported."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """One subject under one questionnaire: answers by field id, notes and Belege by question id."""

    subject: Subject
    questionnaire: str
    """`id@version`."""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    evidence: Mapping[str, str] = field(default_factory=dict)
    finished: bool = False

    def values(self) -> dict[str, Value]:
        """Return the confirmed values by field id: what is scored and exported."""
        return {k: a.value for k, a in self.answers.items() if not a.taken_over}

    def with_answer(self, field_id: str, answer: Answer | None) -> Assessment:
        """Return a copy with this answer set, or removed for None."""
        answers = {k: a for k, a in self.answers.items() if k != field_id}
        if answer is not None:
            answers[field_id] = answer
        return replace(self, answers=answers)


@dataclass(frozen=True, slots=True)
class Round:
    """One survey round (Erhebungsrunde). Dates are ISO text, empty where not set."""

    id: str
    name: str
    stichtag: str
    opens: str = ""
    closes: str = ""
    settings: Mapping[str, SettingValue] = field(default_factory=dict)
    """`fragebogen.name` -> value, only what differs from the definition's default."""
    questionnaires: tuple[str, ...] = ()
    """`id@version` of the editions in use."""


@dataclass(frozen=True, slots=True)
class Department:
    """Who fills in. `authority` empty: the store's own."""

    id: str
    name: str
    authority: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """What is to be done (Maßnahme). `due` is an ISO date or empty."""

    id: str
    title: str
    subjects: tuple[str, ...] = ()
    responsible: str = ""
    effort: str = ""
    """`klein`, `mittel`, `groß` or empty."""
    due: str = ""
    status: str = "Idee"
    """Idee, Geplant, Läuft, Erledigt, Verworfen."""


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """One row of `tblAntworten`: the only truth a hand-in carries."""

    subject_id: str
    questionnaire: str
    """`id@version`."""
    field: str
    value: Value
    note: str = ""
    evidence: str = ""
    changed_at: str = ""


@dataclass(frozen=True, slots=True)
class Submission:
    """One hand-in (Abgabe): what a department's workbook carries, and what collecting believes.

    Identity: (`submission_id`, `checksum`); which one counts is decided per (`authority`,
    `department.id`, `round.id`) by `number` (contract 3.4).
    """

    department: Department
    round: Round
    submission_id: str
    number: int
    created_at: str
    """ISO 8601 with offset."""
    services: tuple[Subject, ...] = ()
    processes: tuple[Subject, ...] = ()
    measures: tuple[Measure, ...] = ()
    answers: tuple[GivenAnswer, ...] = ()
    risks: Mapping[str, str] = field(default_factory=dict)
    """Process id -> class of `risiko`: the one computed value that is taken over."""
    program_version: str = ""
    start_file: str = ""
    file: str = ""
    """Name of the workbook it was read from, without folder."""

    def values_of(self, subject_id: str) -> dict[str, Value]:
        """Return the values of one subject by field id."""
        return {a.field: a.value for a in self.answers if a.subject_id == subject_id}


def is_open(value: Value | None) -> bool:
    """Return whether a value counts as not answered (contract: "I don't know" is the same)."""
    return value is None or value in ("", UNKNOWN) or value in ((), (UNKNOWN,))


_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def slug(name: str) -> str:
    """Return the id made from a name: lower case, umlauts spelled out, `-` between words.

    >>> slug("Bürgerservice und Ordnung")
    'buergerservice-und-ordnung'
    """
    plain = unicodedata.normalize("NFC", name).casefold().translate(_UMLAUTS)
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
