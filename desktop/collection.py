"""ZPPM's file that is open: the only caller of its actions. Nothing waits here: whole or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from assessments.actions import zppm

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from assessments.consolidation import Consolidation
    from assessments.model import Submission
    from assessments.storage import Store
    from questionnaires.model import Questionnaire


class Collection(QObject):
    """What is open now, in ZPPM."""

    changed = Signal()
    """Something was taken in."""

    def __init__(
        self, store: Store, now: Callable[[], datetime], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._now = now
        self._city: Consolidation | None = None
        self.collected = zppm.load(store)

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return self._store.path

    @property
    def city(self) -> Consolidation:
        """The city in its latest round, counted once per change."""
        if self._city is None:
            from assessments.consolidation import consolidate  # a department never needs it

            self._city = consolidate(
                self.collected.submissions,
                self.collected.questionnaires,
                authority=self.collected.authority,
            )
        return self._city

    def readable(self) -> Mapping[str, Questionnaire]:
        """Return every edition that a workbook may be answered under."""
        return zppm.readable(self._store)

    def rehearse(self, submissions: Sequence[Submission]) -> tuple[zppm.Taken, ...]:
        """Return what would become of hand-ins; nothing is written."""
        return zppm.rehearse(self._store, submissions)

    def take_in(self, submissions: Sequence[Submission]) -> tuple[zppm.Taken, ...]:
        """Take hand-ins in, all or none; raises `StoreError`, `UnknownQuestionnaire`."""
        taken = zppm.take_in(self._store, submissions, self._now())
        self.collected = zppm.load(self._store)
        self._city = None
        self.changed.emit()
        return taken

    def close(self) -> None:
        """Close the file; a backup is made if one is due."""
        self._store.close(self._now())
