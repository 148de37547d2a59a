"""From page to page and from file to file: what stands between the window and what is open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QUrl
from PySide6.QtGui import QDesktopServices
from typing_extensions import override

from assessments.errors import AssessmentError, StoreDamaged
from assessments.model import SubjectKind
from assessments.wording import sentence
from desktop import opening, places
from desktop.announcing import announce
from desktop.collection import Collection
from desktop.desk import DepartmentDesk, StartDesk, Visit, ZppmDesk
from desktop.destinations import DEPARTMENT_PLACES, START_PLACES, ZPPM_PLACES
from desktop.prompts import DATA, Question, told
from desktop.rescue import BACKUP, NEW, OTHER, RETRY, ask_way_out
from desktop.save_line import SaveLine
from desktop.work_page import WorkPage
from desktop.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from desktop.background import Starter
    from desktop.desk import Beginning
    from desktop.page import Page
    from desktop.prompts import Prompts
    from desktop.settings import Folders, Preferences
    from desktop.window import Window

ASIDE = ("help", "preferences")
"""Pages that one leaves to where one was before."""
ABOUT_SUBJECT = ("answering", "all_questions", "checking")
"""Pages that cannot be shown without their subject."""
UNSAVED = Question(
    "Ihre letzten Antworten sind noch nicht gespeichert.",
    "Wenn Sie jetzt gehen, sind sie verloren.",
    (
        ("elsewhere", "Anderen Ordner wählen …"),
        ("retry", "Erneut versuchen"),
        ("drop", "Ohne diese Antworten beenden"),
        ("stay", "Hier bleiben"),
    ),
)


@dataclass(frozen=True, slots=True)
class Tools:
    """What the program is put together from; tests hand in their own."""

    preferences: Preferences
    prompts: Prompts
    background: Starter
    now: Callable[[], datetime]
    folders: Folders
    quit: Callable[[], None]
    reveal: Callable[[Path], None]


class Session(QObject):
    """One sitting at the program: the window, and at most one file."""

    def __init__(self, window: Window, tools: Tools) -> None:
        super().__init__(window)
        self._window, self._tools = window, tools
        self._file: Workspace | Collection | None = None
        self._save_line: SaveLine | None = None
        self._visit = Visit("welcome")
        self._before = Visit("welcome")
        window.wanted.connect(self._go_to_place)
        window.help_wanted.connect(self.help)
        window.installEventFilter(self)

    @property
    def file(self) -> Workspace | Collection | None:
        """What is open."""
        return self._file

    @property
    def visit(self) -> Visit:
        """What is shown."""
        return self._visit

    def start(self) -> None:
        """Open the file of the last time, or begin."""
        last = self._tools.preferences.now.last_file
        if last:
            self.open(Path(last))
        else:
            self._show_start()

    def go(self, visit: Visit) -> None:
        """Show a page."""
        visit = self._preferred(visit)
        page = self._make(visit)
        if visit.page not in ASIDE:
            self._before = visit
        self._visit = visit
        if self._save_line is not None:
            self._save_line.dress(page)
        self._window.show_page(page)

    def back(self) -> None:
        """Show again what was shown before the help or the preferences."""
        self.go(self._before)

    def help(self, topic: str = "") -> None:
        """Show the help about the page one is on."""
        self.go(Visit("help", topic or self._visit.page))

    def open(self, path: Path) -> None:
        """Open a file instead of what is open; where that fails, ask for the way out."""
        if not self._leave():
            return
        try:
            self._adopt(opening.open_file(path, self._tools.now))
        except AssessmentError as error:
            self._find_way_out(path, error)

    def restore(self, backup: Path) -> None:
        """Go on in a copy of a backup, beside the file that is open; that one stays as it is."""
        if self._file is None:
            return
        target = opening.restored_path(self._file.path, backup)
        if not self._leave():
            return
        try:
            self._adopt(opening.open_copy(backup, target, self._tools.now))
        except AssessmentError as error:
            self._find_way_out(backup, error)

    def begin(self, beginning: Beginning) -> None:
        """Make a file and open it; raises `AssessmentError`, `OSError`."""
        self._adopt(opening.begin(beginning, self._tools.now))

    def confirm_saved(self) -> None:
        """Say that everything is saved."""
        if self._save_line is not None:
            self._save_line.confirm()

    def step(self, *, back: bool) -> None:
        """Take the latest step back, or do it again; say which."""
        if not isinstance(self._file, Workspace):
            return
        label = self._file.undo() if back else self._file.redo()
        if label:
            announce(self._window, f"{'Rückgängig' if back else 'Wiederholt'}: {label}")

    def may_close(self) -> bool:
        """Close the file; ask where something is not saved. Return whether the window may go."""
        return self._leave()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Close:
            self._keep_geometry()
            if not self.may_close():
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def _preferred(self, visit: Visit) -> Visit:
        """Return the visit in the view of the questions that the person prefers."""
        if visit.page not in ("answering", "all_questions"):
            return visit
        if not isinstance(self._file, Workspace):
            return visit
        subject = self._file.state.assessments[visit.subject].subject
        all_ = subject.kind is not SubjectKind.DEPARTMENT and (
            not self._tools.preferences.now.one_by_one
        )
        return replace(visit, page="all_questions" if all_ else "answering")

    def _make(self, visit: Visit) -> Page:
        tools = self._tools
        common = (
            self.go,
            self.back,
            self.open,
            self.restore,
            tools.reveal,
            self._refresh,
            tools.preferences,
            tools.prompts,
            tools.background,
            tools.now,
            tools.folders,
        )
        if isinstance(self._file, Workspace):
            return places.DEPARTMENT[visit.page](DepartmentDesk(*common, self._file), visit)
        if isinstance(self._file, Collection):
            return places.ZPPM[visit.page](ZppmDesk(*common, self._file), visit)
        return places.START[visit.page](StartDesk(*common, self.begin), visit)

    def _adopt(self, file: Workspace | Collection) -> None:
        self._file = file
        file.setParent(self)
        settings = self._tools.preferences.now
        self._tools.preferences.change(replace(settings, last_file=str(file.path)))
        if isinstance(file, Workspace):
            self._save_line = SaveLine(self._window, file)
            self._save_line.elsewhere_wanted.connect(self._go_elsewhere)
            file.moved.connect(self._remember)
            file.stepped.connect(lambda _label: self._after_step())
            self._window.set_places(DEPARTMENT_PLACES)
            self._window.set_context(file.state.department.name, file.state.round.name)
            self.go(Visit("home"))
        else:
            self._save_line = None
            self._window.set_places(ZPPM_PLACES)
            self._show_city(file)
            file.changed.connect(partial(self._show_city, file))
            self.go(Visit("collecting"))

    def _show_city(self, file: Collection) -> None:
        round_ = file.city.round
        self._window.set_context("ZPPM", round_.name if round_ else "Noch keine Runde")
        self._window.set_status("Alles gespeichert · nur auf diesem Rechner", "saved")

    def _refresh(self) -> None:
        """Set title and Tab order again, unless the page is only just being put together."""
        page = self._window.page
        if page is not None and page.body_part.window() is self._window:
            self._window.refresh()

    def _show_start(self) -> None:
        self._file, self._save_line = None, None
        self._window.set_places(START_PLACES)
        self._window.set_context("", "")
        self._window.set_status("")
        self.go(Visit("welcome"))

    def _go_to_place(self, place: str) -> None:
        chosen = isinstance(self._file, Workspace) and bool(self._file.state.services)
        self.go(Visit("own_services" if place == "services" and chosen else place))

    def _leave(self) -> bool:
        """Close what is open; what cannot be written is asked about."""
        if isinstance(self._window.page, WorkPage):
            self._window.page.flush()
        if isinstance(self._file, Workspace):
            while not self._file.close():
                if not self._decide_about_unsaved(self._file):
                    return False
        elif self._file is not None:
            self._file.close()
        if self._file is not None:
            self._file.deleteLater()
        self._file, self._save_line = None, None
        return True

    def _decide_about_unsaved(self, workspace: Workspace) -> bool:
        """Return False where the person stays."""
        way = self._tools.prompts.ask(UNSAVED)
        if way == "drop":
            workspace.saving.forget()
        elif way == "elsewhere":
            self._go_elsewhere()
        return way != "stay"

    def _go_elsewhere(self) -> None:
        """Go on in a copy of the file in another folder."""
        if not isinstance(self._file, Workspace):
            return
        folder = self._tools.prompts.open_folder(
            "Anderen Ordner wählen", self._tools.folders.documents
        )
        if folder is None:
            return
        state = self._file.state
        target = opening.free_path(folder, state.department.name, state.round.name)
        try:
            self._file.move_to(target)
        except AssessmentError as error:
            self._tools.prompts.ask(told("Dort geht es auch nicht.", sentence(error)))

    def _remember(self, path: Path) -> None:
        settings = self._tools.preferences.now
        self._tools.preferences.change(replace(settings, last_file=str(path)))

    def _find_way_out(self, path: Path, error: AssessmentError) -> None:
        way = ask_way_out(self._tools.prompts, error)
        if way == RETRY:
            self.open(path)
        elif way == BACKUP and isinstance(error, StoreDamaged) and error.backup is not None:
            self._recover(path, error.backup)
        elif way == OTHER:
            folder = path.parent if path.parent.is_dir() else self._tools.folders.data
            other = self._tools.prompts.open_file("Datei öffnen", folder, DATA)
            if other is not None:
                self.open(other)
            else:
                self._find_way_out(path, error)
        elif way == NEW:
            self._show_start()
        else:
            self._tools.quit()

    def _recover(self, path: Path, backup: Path) -> None:
        try:
            self._adopt(opening.recover(path, backup, self._tools.now))
        except AssessmentError as error:
            self._find_way_out(path, error)

    def _after_step(self) -> None:
        """Show the page again; where its subject is gone, the start."""
        page, workspace = self._window.page, self._file
        if page is None or not isinstance(workspace, Workspace):
            return
        subject = self._visit.subject
        if self._visit.page in ABOUT_SUBJECT and subject not in workspace.state.assessments:
            self.go(Visit("home"))
        else:
            page.render()
            self._window.refresh()

    def _keep_geometry(self) -> None:
        geometry = self._window.saveGeometry().toBase64().toStdString()
        settings = self._tools.preferences.now
        self._tools.preferences.change(replace(settings, geometry=geometry))


def reveal(path: Path) -> None:
    """Show the folder of a file in the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
