"""Transactions are whole or not at all, errors say why, and backups are checked copies."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assessments.errors import Cause, StoreDamaged, StoreNotWritable
from assessments.model import Department
from assessments.storage import Role, connection, open_store
from assessments.storage.backups import backups_of
from assessments.storage.rounds import department_of, keep_facts

NOW = datetime(2026, 11, 2, 14, 32, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "a.selbstcheck", NOW, create=Role.ZPPM) as store:
        rename(store, "ZPPM")
        yield store


def rename(store, name):
    with store.transaction() as db:
        keep_facts(db, Role.ZPPM, Department("zppm", name, "Stadt Jena"))


def reopened(store):
    store.close()
    return open_store(store.path, NOW)


def test_what_is_written_is_there_after_reopening(store):
    with reopened(store) as again:
        assert department_of(again) == Department("zppm", "ZPPM", "Stadt Jena")
        assert again.role is Role.ZPPM


def test_a_failed_action_leaves_nothing(store):
    def fails():
        with store.transaction() as db:
            keep_facts(db, Role.ZPPM, Department("zppm", "halb", ""))
            raise KeyError("ours")

    with pytest.raises(KeyError):
        fails()
    assert department_of(store).name == "ZPPM"
    rename(store, "ganz")
    with reopened(store) as again:
        assert department_of(again).name == "ganz"


def test_actions_do_not_nest_and_the_outer_one_is_taken_back(store):
    def nested():
        with store.transaction() as db:
            keep_facts(db, Role.ZPPM, Department("zppm", "halb", ""))
            rename(store, "innen")

    with pytest.raises(sqlite3.OperationalError):
        nested()
    assert department_of(store).name == "ZPPM"


def test_a_mistake_of_ours_is_not_called_trouble_with_the_disk(store):
    with pytest.raises(sqlite3.IntegrityError), store.transaction() as db:
        db.execute("INSERT INTO submissions (submission_id) VALUES ('a')")


def test_nothing_is_called_stored_that_goes_into_a_removed_file(store):
    store.path.unlink()
    with pytest.raises(StoreNotWritable) as caught:
        rename(store, "verloren")
    assert caught.value.cause is Cause.MISSING_FOLDER
    other = store.path.with_name("gerettet.selbstcheck")
    store.copy_to(other)
    with open_store(other, NOW) as saved:
        assert department_of(saved).name == "ZPPM"


def test_nothing_is_called_stored_when_another_program_replaced_the_file(store):
    copy = store.path.with_name("kopie")
    shutil.copy(store.path, copy)
    copy.replace(store.path)
    with pytest.raises(StoreNotWritable):
        rename(store, "verloren")


def test_a_full_disk_is_named_and_leaves_nothing(store):
    (pages,) = store.db.execute("PRAGMA page_count").fetchone()
    store.db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreNotWritable) as caught:
        rename(store, "x" * 200_000)
    assert caught.value.cause is Cause.DISK_FULL
    store.db.execute("PRAGMA max_page_count = 100000")
    assert department_of(store).name == "ZPPM"
    rename(store, "y" * 200_000)
    assert department_of(store).name == "y" * 200_000


@pytest.fixture
def rotten(store):
    """An open file with a good backup, spoilt behind SQLite's back, as a bad disk does."""
    with store.transaction() as db:
        for number in range(2000):
            db.execute("INSERT INTO definitions VALUES (?, '', ?)", (str(number), "x" * 100))
    store.backup(NOW)
    size = store.path.stat().st_size
    store.close()
    with open_store(store.path, NOW) as again:
        again.db.execute("PRAGMA shrink_memory")
        with store.path.open("r+b") as file:
            file.seek(8192)
            file.write(os.urandom(size - 8192))
        yield again


def test_damage_that_shows_while_working_is_named(rotten):
    with pytest.raises(StoreDamaged) as caught:
        rotten.rows("SELECT count(text) FROM definitions ORDER BY text")
    assert caught.value.backup == backups_of(rotten.path)[0].path


def test_bad_data_are_not_backed_up_over_good_ones(rotten):
    (good,) = backups_of(rotten.path)
    with pytest.raises(StoreDamaged) as caught:
        rotten.backup(NOW + HOUR)
    assert (caught.value.path, caught.value.backup) == (rotten.path, good.path)
    assert backups_of(rotten.path) == (good,)
    assert [p.name for p in good.path.parent.iterdir()] == [good.path.name]


def test_a_backup_is_a_whole_file_that_opens(store):
    backup = store.backup(NOW)
    assert backup == store.path.parent / "Sicherungen" / "a_2026-11-02_143200.selbstcheck"
    assert backup.stat().st_mode & 0o077 == 0
    rename(store, "später")
    with open_store(backup, NOW) as copy:
        assert department_of(copy).name == "ZPPM"
    assert department_of(store).name == "später"


def test_two_backups_of_one_second_are_two(store):
    assert store.backup(NOW) != store.backup(NOW)
    assert len(backups_of(store.path)) == 2


def test_no_room_for_a_backup_is_said_and_leaves_no_half_one(store):
    folder = store.path.parent / "Sicherungen"
    folder.write_text("im Weg")
    with pytest.raises(StoreNotWritable):
        store.backup(NOW)
    assert folder.read_text() == "im Weg"


def test_closing_makes_a_backup_only_if_something_changed_and_it_is_time(store):
    store.close(NOW)
    (first,) = backups_of(store.path)
    for later, count in ((HOUR, 1), (2 * HOUR, 2)):  # nothing changed; changed
        again = open_store(store.path, NOW)
        if count == 2:
            rename(again, "neu")
        again.close(NOW + later)
        assert len(backups_of(store.path)) == count
    again = open_store(store.path, NOW)
    rename(again, "noch neuer")
    again.close(NOW + 2 * HOUR + timedelta(minutes=29))
    assert len(backups_of(store.path)) == 2
    assert backups_of(store.path)[1] == first


def test_a_clock_put_back_does_not_stop_backups(store):
    store.close(NOW)
    again = open_store(store.path, NOW)
    rename(again, "neu")
    again.close(NOW - 24 * HOUR)
    assert len(backups_of(store.path)) == 2


def test_a_backup_that_fails_at_closing_does_not_keep_the_file(store, caplog):
    (store.path.parent / "Sicherungen").write_text("im Weg")
    store.close(NOW)
    assert "no backup at closing" in caplog.text
    with open_store(store.path, NOW) as again:
        assert department_of(again).name == "ZPPM"


def test_closing_twice_is_closing_once(store):
    store.close()
    store.close()
    with open_store(store.path, NOW):
        store.close()
        assert store.path.with_name(f"{store.path.name}.lock").exists()


def test_the_driver_s_connection_is_touched_in_one_module():
    folder = Path(connection.__file__).parent
    sources = {p.name: p.read_text(encoding="utf-8") for p in folder.glob("*.py")}
    touching = [name for name, source in sources.items() if re.search(r"\.conn\b", source)]
    assert touching == ["connection.py"]
