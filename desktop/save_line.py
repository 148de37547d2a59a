"""The truth about saving: the status line, and a notice that stays while something waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from assessments.errors import StoreNotWritable
from assessments.wording import CAUSES, sentence
from desktop.announcing import announce
from desktop.notices import silent_notice
from desktop.widgets.notice_bar import Notice
from desktop.wording import saved_line

if TYPE_CHECKING:
    from assessments.errors import StoreError
    from desktop.page import Page
    from desktop.widgets.notice_bar import NoticeBar
    from desktop.window import Window
    from desktop.workspace import Workspace

AT_OPENING = "Alles gespeichert · nur auf diesem Rechner"
FAILED = "Noch nicht gespeichert"
CONFIRMED = "Alles ist gespeichert. Das geschieht nach jeder Antwort von selbst."
LEAD = "Ihre letzte Antwort ist noch nicht gespeichert."
LEAD_ACT = "Das ist nicht gespeichert."
AGAIN = "Wir versuchen es jede Minute erneut."
RETRY, ELSEWHERE = "Jetzt erneut versuchen", "Anderen Ordner wählen …"


class SaveLine(QObject):
    """Watches a workspace and shows in the window whether everything is on disk."""

    elsewhere_wanted = Signal()
    """The person wants to go on in another folder."""

    def __init__(self, window: Window, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._window, self._saving = window, workspace.saving
        self._bar: NoticeBar | None = None
        self._saving.saved.connect(self._saved)
        self._saving.not_saved.connect(self._not_saved)
        window.set_status(AT_OPENING, "saved")

    def dress(self, page: Page) -> None:
        """Put the notice on a page that was just made, if there is trouble."""
        self._bar = None
        if self._saving.trouble is not None:
            self._show(page, self._saving.trouble)

    def confirm(self) -> None:
        """Answer Strg+S: everything is on disk, or try once more."""
        if self._saving.retry() and self._saving.trouble is None:
            announce(self._window, CONFIRMED, urgent=True)
            self._window.set_status(CONFIRMED, "saved")

    def _saved(self) -> None:
        if self._saving.last is not None:
            self._window.set_status(saved_line(self._saving.last), "saved")
        if self._bar is not None:
            self._bar.hide()

    def _not_saved(self, error: StoreError) -> None:
        self._window.set_status(FAILED, "failed")
        if self._window.page is None:
            return
        is_news = self._bar is None or self._bar.isHidden()
        self._show(self._window.page, error)
        if is_news:
            announce(self._window, self._lead(), urgent=True)
            self._window.refresh()

    def _show(self, page: Page, error: StoreError) -> None:
        if self._bar is None:
            self._bar = silent_notice()
            self._bar.wanted.connect(self._follow)
            page.head.insert(1, self._bar, 12)
        waits = bool(self._saving.waiting)
        why = CAUSES[error.cause] if isinstance(error, StoreNotWritable) else sentence(error)
        text = f"{why} {AGAIN}" if waits else why
        links = (RETRY, ELSEWHERE) if waits else (ELSEWHERE,)
        self._bar.fill(Notice("danger", self._lead(), text, links=links, tall=True))
        self._bar.show()

    def _lead(self) -> str:
        return LEAD if self._saving.waiting else LEAD_ACT

    def _follow(self, link: int) -> None:
        if self._saving.waiting and link == 0:
            self._saving.retry()
        else:
            self.elsewhere_wanted.emit()
