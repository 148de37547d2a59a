"""A department at work, in one line: a real store in a folder of the test, and a clock to turn."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from assessments.actions import clerk
from assessments.model import Department, Round, Subject, SubjectKind
from assessments.storage import open_store
from desktop.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

BERLIN = timezone(timedelta(hours=1))
MORNING = datetime(2026, 11, 24, 14, 32, 5, tzinfo=BERLIN)
DEPARTMENT = Department("buergerservice", "Bürgerservice", "Stadt Jena")
ROUND = Round("2026-2", "2. Erhebung 2026", "2026-11-30", closes="2026-11-30")
NEVER = 24 * 60 * 60 * 1000
"""Milliseconds: no test waits for the retry of a minute, it triggers the attempt."""

TITLES = (
    "Hundesteuer – Anmeldung",
    "Hundesteuer – Abmeldung",
    "Wohngeld – Bewilligung",
)

ONLINE = {
    "O1": "allein",
    "O2": "aussen",
    "O3": "antrag",
    "O4": "ja",
    "O5": "dienst",
    "O6": "produktiv",
    "O6.seit": "2026-03-01",
    "O7": "vollstaendig",
    "O8": "nein",
    "O9": "keine",
    "O12": "nein",
    "O14": "keine",
    "O16": "bescheid",
    "O17": "kein_rueckkanal",
}
"""Level 2: of level 3 only the Rückkanal is missing, and that is the Land's."""

PAPER = {"O1": "allein", "O2": "aussen", "O3": "antrag", "O4": "teilweise", "O5": "pdf_druck"}
"""Level 1."""


class Clock:
    """A clock that stands still until it is turned."""

    def __init__(self, now: datetime = MORNING) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def turn(self, **amount: float) -> None:
        self.now += timedelta(**amount)


def service(title: str) -> Subject:
    return Subject(
        title.lower().replace(" – ", "-").replace(" ", "-"),
        SubjectKind.SERVICE,
        title,
        leika=("99102013104000",),
        theme="Steuern & Zoll",
    )


SERVICES = tuple(service(title) for title in TITLES)
HUND, ABMELDUNG, WOHNGELD = (s.id for s in SERVICES)


def make_file(path: Path, clock: Clock, subjects: tuple[Subject, ...] = SERVICES) -> Path:
    """Make a department's file with these services chosen."""
    with clerk.begin(path, DEPARTMENT, ROUND, clock()) as store:
        if subjects:
            clerk.add_subjects(store, ROUND.id, subjects, clock())
    return path


def open_workspace(path: Path, clock: Clock) -> Workspace:
    return Workspace(open_store(path, clock()), clock, retry_after=NEVER)


def answer_all(workspace: Workspace, subject: str, answers: dict[str, str]) -> None:
    for field, value in answers.items():
        workspace.answer(subject, {field: value})
