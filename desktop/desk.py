"""What is handed to a page: where to go from it, what it may ask, and what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from assessments.model import Department, Round
    from desktop.background import Starter
    from desktop.collection import Collection
    from desktop.prompts import Prompts
    from desktop.settings import Folders, Preferences
    from desktop.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Visit:
    """A page to be shown, and what on it."""

    page: str
    subject: str = ""
    question: str = ""
    """Question to begin with; empty: where work goes on."""
    returns: bool = False
    """Whether „Weiter“ leads back to the answers to be checked."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What every page may use. Times come from `now`, dialogs from `prompts`."""

    go: Callable[[Visit], None]
    back: Callable[[], None]
    """Show again what was shown before the help or the preferences."""
    open: Callable[[Path], None]
    """Leave what is open and open this file."""
    restore: Callable[[Path], None]
    """Go on in a copy of this backup, beside the file that is open."""
    reveal: Callable[[Path], None]
    """Show a file in the system's file manager."""
    refresh: Callable[[], None]
    """Set title and Tab order again, after a page exchanged some of its widgets."""
    preferences: Preferences
    prompts: Prompts
    background: Starter
    now: Callable[[], datetime]
    folders: Folders


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a person says at the first start. Without a department it is a ZPPM file."""

    path: Path
    authority: str = ""
    department: Department | None = None
    round: Round | None = None


@dataclass(frozen=True, slots=True)
class StartDesk(Desk):
    """For the pages before a file is open."""

    begin: Callable[[Beginning], None]
    """Make the file and go to its first page; raises `AssessmentError`."""


@dataclass(frozen=True, slots=True)
class DepartmentDesk(Desk):
    """For the pages of a department's file."""

    workspace: Workspace


@dataclass(frozen=True, slots=True)
class ZppmDesk(Desk):
    """For the pages of a ZPPM file."""

    collection: Collection
