"""Every page as a picture, from sample data and without a screen: for eyes, help and README.

    python -m desktop.gallery DIR [page …]

The pictures come from the real session on a real file; only clock, dialogs and worker are fixed.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from assessments.actions import clerk, files
from assessments.model import SubjectKind
from desktop import appearance
from desktop.background import AtOnce
from desktop.collection import Collection
from desktop.desk import Beginning, Visit
from desktop.destinations import START_PLACES
from desktop.hand_in_files import PREVIEWS
from desktop.places import DEPARTMENT, START, ZPPM
from desktop.session import Session, Tools
from desktop.settings import Folders, Preferences
from desktop.window import Window
from desktop.workspace import Workspace
from resources import resource

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assessments.model import Submission
    from desktop.prompts import Question

NOW = datetime(2023, 11, 24, 14, 32, tzinfo=timezone(timedelta(hours=1)))
SAMPLE = "steuern"
AUTHORITY = "Stadt Jena"
ABOUT_SUBJECT = ("answering", "all_questions", "checking")
SETTLING = 4
"""Rounds of events after which every wrapped line has found its height."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a picture is taken: theme, text scale, size of the window in px, ratio of pixels."""

    name: str
    theme: str = "light"
    scale: float = 1.0
    width: int = 1280
    height: int = 800
    ratio: int = 1


LOOKS = (
    Look("light"),
    Look("dark", theme="dark"),
    Look("contrast", theme="contrast"),
    Look("200", scale=2.0, width=1366, height=768),
)


class NobodyAsks:
    """Dialogs in a picture: none may come."""

    def ask(self, question: Question) -> str:
        """Refuse."""
        raise AssertionError(question.title)

    def open_file(self, title: str, folder: Path, kind: str) -> Path | None:
        """Refuse."""
        raise AssertionError((title, folder, kind))

    def open_files(self, title: str, folder: Path, kind: str) -> tuple[Path, ...]:
        """Refuse."""
        raise AssertionError((title, folder, kind))

    def open_folder(self, title: str, folder: Path) -> Path | None:
        """Refuse."""
        raise AssertionError((title, folder))

    def save_file(self, title: str, suggestion: Path, kind: str) -> Path | None:
        """Refuse."""
        raise AssertionError((title, suggestion, kind))


class Studio:
    """A window with a session in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.window = Window(START_PLACES)
        places = Folders(folder / "einstellungen.ini", folder / "daten", folder / "Dokumente")
        self.preferences = Preferences(places.settings)
        tools = Tools(
            preferences=self.preferences,
            prompts=NobodyAsks(),
            background=AtOnce(),
            now=lambda: NOW,
            folders=places,
            quit=lambda: None,
            reveal=lambda _path: None,
        )
        self.session = Session(self.window, tools)

    def department(self) -> Workspace:
        """Open a department that is in the middle of its work."""
        path = self.folder / "steuern.selbstcheck"
        document = json.loads(resource(f"sample/{SAMPLE}.json").read_text(encoding="utf-8"))
        files.fill(path, document, NOW)
        self.session.open(path)
        workspace = self.session.file
        assert isinstance(workspace, Workspace)
        ids = [a.subject.id for a in workspace.state.services]
        for subject in ids[:-3]:
            workspace.finish(subject, finished=True)
        for field in ("O7", "O9", "O17"):
            workspace.answer(ids[-3], {field: None})
        for field in list(workspace.state.assessments[ids[-1]].answers):
            workspace.answer(ids[-1], {field: None})
        return workspace

    def zppm(self) -> None:
        """Begin a collection and take in what the sample departments hand in."""
        self.session.begin(Beginning(self.folder / "bestand.selbstcheck", AUTHORITY))
        collection = self.session.file
        assert isinstance(collection, Collection)
        collection.take_in([self._submission(path) for path in _samples()])

    def _submission(self, sample: Path) -> Submission:
        path = self.folder / f"{sample.stem}.selbstcheck"
        files.fill(path, json.loads(sample.read_text(encoding="utf-8")), NOW)
        with files.open_file(path, NOW) as store:
            hand_in = clerk.HandIn(1, sample.stem, NOW)
            return clerk.submission(clerk.load(store), hand_in)

    def show(self, visit: Visit) -> None:
        """Show a page as it is asked for, whatever view of the questions is preferred."""
        now = self.preferences.now
        self.preferences.change(replace(now, one_by_one=visit.page != "all_questions"))
        self.session.go(visit)

    def visits(self) -> Iterator[Visit]:
        """Yield every page that can be reached with what is open."""
        workspace = self.session.file
        if workspace is None:
            yield from (Visit(page) for page in START)
        elif isinstance(workspace, Workspace):
            for page in DEPARTMENT:
                yield Visit(page, self._about(page, workspace))
        else:
            yield from (Visit(page) for page in ZPPM)

    def _about(self, page: str, workspace: Workspace) -> str:
        """Return what a page is about: a service, or the workbook written for handing in."""
        if page == "leaving":
            return str(next((self.folder / "daten" / PREVIEWS).glob("*.xlsx"), ""))
        return self._subject(workspace) if page in ABOUT_SUBJECT else ""

    @staticmethod
    def _subject(workspace: Workspace) -> str:
        spot = workspace.state.next_spot()
        services = [
            a.subject.id
            for a in workspace.state.assessments.values()
            if a.subject.kind is SubjectKind.SERVICE
        ]
        return spot.subject if spot else services[0]


def _samples() -> list[Path]:
    return sorted(resource("sample").glob("*.json"))


def take(window: Window, look: Look, path: Path) -> Path:
    """Save what the window shows, once its layout has settled."""
    window.resize(look.width, look.height)
    for _ in range(SETTLING):
        QApplication.processEvents()
    picture = QPixmap(window.size() * look.ratio)
    picture.setDevicePixelRatio(look.ratio)
    window.render(picture)
    picture.save(str(path))
    return path


def paint(out: Path, looks: Sequence[Look] = LOOKS, pages: Sequence[str] = ()) -> list[Path]:
    """Save pictures of these pages (all of them without a choice) in every look."""
    out.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    for look in looks:
        appearance.apply(look.theme, look.scale)
        for kind in ("start", "department", "zppm"):
            with TemporaryDirectory() as folder:
                studio = Studio(Path(folder))
                studio.window.resize(look.width, look.height)
                studio.window.show()
                if kind != "start":
                    getattr(studio, kind)()
                for visit in studio.visits():
                    if pages and visit.page not in pages:
                        continue
                    studio.show(visit)
                    QApplication.processEvents()
                    name = f"{kind}-{visit.page}-{look.name}.png"
                    made.append(take(studio.window, look, out / name))
                studio.session.may_close()
                studio.window.close()
                studio.window.deleteLater()
    return made


def main(arguments: Sequence[str]) -> int:
    """Paint everything into a folder."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from desktop.application import make_application

    application = make_application()
    for path in paint(Path(arguments[0]), LOOKS, arguments[1:]):
        print(path)  # noqa: T201 - a command tells what it made
    application.quit()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
