"""Keeping what cannot be written at once: nothing typed is lost, and the save line never lies.

A wish is one act on the store. Wishes are carried out in the order in which they came; when one
cannot be written, it and all behind it wait, and are tried again with the next wish, every minute
and on demand. `saved` is told after the commit and never before.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from assessments.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    Wish = Callable[[], None]

RETRY_MILLISECONDS = 60_000


class Saving(QObject):
    """The wishes that are not on disk yet, and the attempts to get them there."""

    saved = Signal(object)
    """The time (`datetime`) of the commit after which nothing waits any more."""
    not_saved = Signal(object)
    """The `StoreError` of the latest attempt; told at every failed one."""

    def __init__(
        self,
        now: Callable[[], datetime],
        parent: QObject | None = None,
        retry_after: int = RETRY_MILLISECONDS,
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._waiting: deque[Wish] = deque()
        self.trouble: StoreError | None = None
        """Why something waits; None while everything is on disk."""
        self.last: datetime | None = None
        """When everything was last on disk."""
        self._timer = QTimer(self, interval=retry_after, singleShot=True)
        self._timer.timeout.connect(self.retry)

    @property
    def waiting(self) -> int:
        """How many wishes are not on disk."""
        return len(self._waiting)

    def keep(self, wish: Wish) -> bool:
        """Carry out a wish, now or later; return whether everything is on disk."""
        self._waiting.append(wish)
        return self.retry()

    def do(self, wish: Wish) -> bool:
        """Carry out a wish now or not at all, after those that wait; return whether it is done."""
        if not self.retry():
            return False
        try:
            wish()
        except StoreError as error:
            self._failed(error)
            return False
        self._succeeded()
        return True

    def retry(self) -> bool:
        """Try what waits; return whether everything is on disk."""
        wrote = bool(self._waiting)
        while self._waiting:
            try:
                self._waiting[0]()
            except StoreError as error:
                self._timer.start()
                self._failed(error)
                return False
            self._waiting.popleft()
        if wrote:
            self._succeeded()
        return True

    def forget(self) -> None:
        """Give up what waits (somebody decided so) and stop trying."""
        self._waiting.clear()
        self.trouble = None
        self._timer.stop()

    def _failed(self, error: StoreError) -> None:
        self.trouble = error
        self.not_saved.emit(error)

    def _succeeded(self) -> None:
        self._timer.stop()
        self.trouble = None
        self.last = self._now()
        self.saved.emit(self.last)
