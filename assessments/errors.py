"""Everything that may go wrong for reasons outside the program.

    AssessmentError
      StoreError             the data file
        StoreMissing           there is no file
        StoreExists            a new file would replace another
        StoreBusy              another window has it
        StoreNewer             written by a newer program
        StoreForeign           no file of ours
        StoreOfOther           of a department instead of ZPPM, or the other way round
        StoreDamaged           fails the check
        StoreNotWritable       read-only, no space, folder gone
      FileNotWritten         a workbook or answer file could not be written
      Refused                what came in has findings that refuse it
      UnfitAnswers           what is to be handed in would be refused
      UnknownQuestionnaire   neither shipped nor stored
      UnknownRound           no such round in the file
      UnknownLevel           a level that the questionnaire does not have
      UnknownCriterion       a question that decides no level, or none of the questionnaire

Errors carry facts; `assessments.wording` makes the sentences.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from assessments.findings import Finding


class Cause(StrEnum):
    """Why a file could not be written or opened."""

    DISK_FULL = "disk-full"
    READ_ONLY = "read-only"
    MISSING_FOLDER = "missing-folder"
    OPEN_ELSEWHERE = "open-elsewhere"
    IS_DIRECTORY = "is-directory"
    UNKNOWN = "unknown"


class AssessmentError(Exception):
    """Base of all errors of the surroundings."""


class StoreError(AssessmentError):
    """Something about a data file. `path` is the file."""

    def __init__(self, path: Path, detail: str = "") -> None:
        super().__init__(f"{path}: {detail}" if detail else str(path))
        self.path = path
        self.detail = detail


class StoreMissing(StoreError):
    """There is no such file."""


class StoreExists(StoreError):
    """A new file was to be begun where one with content lies already; it is untouched."""


class StoreBusy(StoreError):
    """Another window or program has the file; `detail` names it where known."""


class StoreNewer(StoreError):
    """The file was written by a newer version of the program; it is left untouched."""


class StoreForeign(StoreError):
    """The file is not one of ours."""


class StoreOfOther(StoreError):
    """The file is ours, but `detail` says that it has another role than the one needed."""


class StoreDamaged(StoreError):
    """The file fails the integrity check; `backup` is the newest good copy, if any."""

    def __init__(self, path: Path, detail: str = "", backup: Path | None = None) -> None:
        super().__init__(path, detail)
        self.backup = backup


class StoreNotWritable(StoreError):
    """A change could not be written; nothing of it is stored."""

    def __init__(self, path: Path, cause: Cause, detail: str = "") -> None:
        super().__init__(path, detail)
        self.cause = cause


class FileNotWritten(AssessmentError):
    """A file could not be written; a former version is untouched."""

    def __init__(self, path: Path, cause: Cause, detail: str = "") -> None:
        super().__init__(f"{path}: {cause}")
        self.path = path
        self.cause = cause
        self.detail = detail


class Refused(AssessmentError):
    """What came in is refused; `findings` say why, with place and remedy."""

    def __init__(self, source: str, findings: tuple[Finding, ...]) -> None:
        super().__init__(f"{source}: {len(findings)} findings")
        self.source = source
        self.findings = findings


class UnfitAnswers(AssessmentError):
    """What is to be handed in would be refused by every reader; `findings` name each answer."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(f"{len(findings)} findings")
        self.findings = findings


class UnknownQuestionnaire(AssessmentError):
    """An edition that is neither shipped nor kept in the store."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class UnknownRound(AssessmentError):
    """A round that a file does not have; `known` are the ids of those it has."""

    def __init__(self, round_id: str, known: tuple[str, ...] = ()) -> None:
        super().__init__(round_id)
        self.round_id = round_id
        self.known = known


class UnknownLevel(AssessmentError):
    """A level that nothing leads to; `known` are those that can be reached."""

    def __init__(self, level: int, known: tuple[int, ...]) -> None:
        super().__init__(str(level))
        self.level = level
        self.known = known


class UnknownCriterion(AssessmentError):
    """A question that decides no level; `known` are those that do."""

    def __init__(self, question: str, known: tuple[str, ...]) -> None:
        super().__init__(question)
        self.question = question
        self.known = known
