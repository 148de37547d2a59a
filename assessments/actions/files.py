"""Acts on a whole file: opening, copying, recovering; filling and dumping stand beside it."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from assessments.actions.answer_files import Filled, dump, fill
from assessments.actions.editions import CHECKS, grown, keep_editions
from assessments.actions.times import is_older
from assessments.atomic_files import cause_of
from assessments.errors import StoreNotWritable
from assessments.storage import Role, open_store
from assessments.storage.assessments import subjects_of
from assessments.storage.removal import remove_for_good, removed_subjects
from assessments.storage.rounds import rounds_of

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from assessments.storage import Store

__all__ = ["KEPT", "Filled", "copy_store", "dump", "fill", "open_file", "recover"]

KEPT = timedelta(days=30)
"""How long the answers of a removed subject are kept."""


def open_file(path: Path, now: datetime) -> Store:
    """Open a file; subjects that were removed more than 30 days ago go for good.

    A round with processes that were named before there was a questionnaire for them gets one.
    """
    store = open_store(path, now)
    try:
        _give_editions(store)
        gone: dict[str, list[str]] = {}
        for round_id, subject_id, removed_at in removed_subjects(store):
            if is_older(removed_at, KEPT, now):
                gone.setdefault(round_id, []).append(subject_id)
        if gone:
            with store.transaction() as db:
                for round_id, subject_ids in gone.items():
                    remove_for_good(db, round_id, subject_ids)
    except BaseException:
        store.close()
        raise
    return store


def _give_editions(store: Store) -> None:
    if store.role is not Role.DEPARTMENT:
        return
    for before in rounds_of(store):
        kinds = {s.subject.kind for s in subjects_of(store, before.round.id).values()}
        after, editions = grown(store, before, [kind for kind in CHECKS if kind in kinds])
        if after != before:
            with store.transaction() as db:
                keep_editions(db, after, editions)


def copy_store(store: Store, path: Path, now: datetime) -> Store:
    """Copy a file to another place and return the copy, open; the file itself stays open."""
    store.copy_to(path)
    return open_store(path, now)


def recover(path: Path, backup: Path, now: datetime) -> Store:
    """Put a backup in the place of a damaged file and return it, open.

    The damaged file is kept beside it, and so is what SQLite left of an unfinished change: played
    into the backup it would spoil it without a word.
    """
    aside = path.with_name(f"{path.stem}_beschaedigt_{now:%Y-%m-%d_%H%M%S}{path.suffix}")
    try:
        for end in ("", "-journal", "-wal", "-shm"):
            with suppress(FileNotFoundError):
                path.with_name(path.name + end).replace(aside.with_name(aside.name + end))
    except OSError as error:
        raise StoreNotWritable(path, cause_of(error), str(error)) from error
    with open_store(backup, now) as good:
        good.copy_to(path)
    return open_store(path, now)
