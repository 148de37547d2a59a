"""A file is opened in a fixed order, and whatever stands against it is said before any harm."""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlite_utils import Migrations

from assessments.errors import (
    Cause,
    StoreDamaged,
    StoreForeign,
    StoreMissing,
    StoreNewer,
    StoreNotWritable,
    StoreOfOther,
)
from assessments.storage import Role, migrations, open_store
from assessments.storage.tables import ALL, APPLICATION_ID, MIGRATIONS
from assessments.wording import sentence
from tests.stores import NOW, begun, names


def values(path, *pragmas):
    connection = sqlite3.connect(path)
    try:
        return [connection.execute(f"PRAGMA {p}").fetchone()[0] for p in pragmas]
    finally:
        connection.close()


def test_a_new_file_is_marked_as_ours_and_has_exactly_our_tables(path):
    assert values(path, "application_id", "integrity_check") == [APPLICATION_ID, "ok"]
    with open_store(path, NOW) as store:
        assert store.role is Role.DEPARTMENT
        assert set(store.db.table_names()) == ALL | {MIGRATIONS}


def test_every_table_of_ours_is_strict(path):
    with open_store(path, NOW) as store:
        tables = {t.name: t.strict for t in store.db.tables}
    assert [name for name, strict in tables.items() if not strict] == []


def test_the_profile_is_the_measured_one(path):
    with open_store(path, NOW) as store:
        profile = {
            name: store.rows(f"PRAGMA {name}")[0][column]
            for name, column in (
                ("locking_mode", "locking_mode"),
                ("journal_mode", "journal_mode"),
                ("synchronous", "synchronous"),
                ("trusted_schema", "trusted_schema"),
                ("cell_size_check", "cell_size_check"),
                ("secure_delete", "secure_delete"),
                ("temp_store", "temp_store"),
                ("foreign_keys", "foreign_keys"),
            )
        }
    assert profile == {
        "locking_mode": "exclusive",
        "journal_mode": "truncate",
        "synchronous": 2,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "secure_delete": 1,
        "temp_store": 2,
        "foreign_keys": 1,
    }


def test_after_closing_there_is_one_file_for_its_owner_only(path):
    assert names(path.parent) == [path.name]
    assert path.stat().st_mode & 0o077 == 0


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(StoreMissing):
        open_store(tmp_path / "weg.selbstcheck", NOW)
    assert names(tmp_path) == []


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(StoreNotWritable) as caught:
        open_store(tmp_path / "weg" / "a.selbstcheck", NOW, create=Role.ZPPM)
    assert caught.value.cause is Cause.MISSING_FOLDER


def test_where_a_new_file_cannot_be_finished_nothing_is_left(tmp_path, monkeypatch):
    def full(db):
        raise sqlite_error("database or disk is full", sqlite3.SQLITE_FULL)

    monkeypatch.setattr(migrations.migrations._migrations[0], "fn", full)
    with pytest.raises(StoreNotWritable) as caught:
        open_store(tmp_path / "a.selbstcheck", NOW, create=Role.ZPPM)
    assert caught.value.cause is Cause.DISK_FULL
    assert names(tmp_path) == []


def sqlite_error(text, code):
    error = sqlite3.OperationalError(text)
    error.sqlite_errorcode = code
    return error


def test_a_file_of_the_other_kind_is_not_taken_for_a_new_one(path):
    with pytest.raises(StoreOfOther) as caught:
        open_store(path, NOW, create=Role.ZPPM)
    assert caught.value.detail == "department"


@pytest.mark.parametrize("create", [None, Role.ZPPM])
def test_a_folder_instead_of_a_file(tmp_path, create):
    with pytest.raises(StoreForeign):
        open_store(tmp_path, NOW, create=create)


@pytest.mark.parametrize("content", [b"Fachdienst;Leistung\n", b"SQLite format 3\0" + b"x" * 2000])
@pytest.mark.parametrize("create", [None, Role.ZPPM])
def test_a_file_that_is_no_database_is_left_untouched(tmp_path, content, create):
    file = tmp_path / "liste.csv"
    file.write_bytes(content)
    with pytest.raises(StoreForeign):
        open_store(file, NOW, create=create)
    assert file.read_bytes() == content
    assert names(tmp_path) == ["liste.csv"]


@pytest.mark.parametrize("create", [None, Role.ZPPM])
def test_a_database_of_somebody_else_is_left_untouched(tmp_path, create):
    file = tmp_path / "fremd.db"
    foreign = sqlite3.connect(file)
    foreign.execute("CREATE TABLE bookmarks (url TEXT)")
    foreign.commit()
    foreign.close()
    before = file.read_bytes()
    with pytest.raises(StoreForeign):
        open_store(file, NOW, create=create)
    assert file.read_bytes() == before
    assert names(tmp_path) == ["fremd.db"]


def test_an_empty_file_is_begun_anew_but_never_opened_as_if_it_had_content(tmp_path):
    file = tmp_path / "leer.selbstcheck"
    file.touch()
    with pytest.raises(StoreForeign):
        open_store(file, NOW)
    assert file.stat().st_size == 0
    with begun(file) as store:
        assert store.role is Role.DEPARTMENT


def test_a_file_that_was_only_half_begun_is_not_opened_but_can_be_begun_again(tmp_path):
    file = tmp_path / "halb.selbstcheck"
    open_store(file, NOW, create=Role.ZPPM).close()
    with pytest.raises(StoreForeign):
        open_store(file, NOW)
    with begun(file, Role.ZPPM) as store:
        assert store.role is Role.ZPPM


def test_a_newer_file_is_refused_and_not_one_byte_changes(path):
    connection = sqlite3.connect(path)
    connection.execute(
        f"INSERT INTO {MIGRATIONS} (migration_set, name, applied_at)"
        " VALUES ('selbstcheck', '2031-01 later', '')"
    )
    connection.commit()
    connection.close()
    before, when = path.read_bytes(), path.stat().st_mtime_ns
    with pytest.raises(StoreNewer) as caught:
        open_store(path, NOW)
    assert caught.value.detail == "2031-01 later"
    assert "neueren Programmversion" in sentence(caught.value)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, when)
    assert names(path.parent) == [path.name]


def test_a_damaged_file_names_the_newest_backup(path):
    with open_store(path, NOW) as store:
        older = store.backup(NOW.replace(day=1))
        newer = store.backup(NOW)
    content = bytearray(path.read_bytes())
    content[4096:8192] = os.urandom(4096)
    path.write_bytes(bytes(content))
    with pytest.raises(StoreDamaged) as caught:
        open_store(path, NOW)
    assert caught.value.backup == newer
    assert older.exists()
    assert str(newer) in sentence(caught.value)
    assert path.read_bytes() == bytes(content)


@pytest.mark.parametrize("left", [0, 50, 5000])
def test_a_cut_off_file_names_the_backup(path, left):
    with open_store(path, NOW) as store:
        backup = store.backup(NOW)
    path.write_bytes(path.read_bytes()[:left])
    with pytest.raises(StoreDamaged) as caught:
        open_store(path, NOW)
    assert caught.value.backup == backup


def test_a_damaged_file_without_a_backup_says_so(path):
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(StoreDamaged) as caught:
        open_store(path, NOW)
    assert caught.value.backup is None


def test_content_that_the_rules_of_the_file_forbid_is_damage(path):
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute("UPDATE facts SET role = 'mayor'")
    connection.commit()
    connection.close()
    with pytest.raises(StoreDamaged) as caught:
        open_store(path, NOW)
    assert "CHECK" in caught.value.detail


def test_references_to_nothing_are_damage(path):
    connection = sqlite3.connect(path)
    connection.execute("INSERT INTO measures VALUES ('weg', 'm', 0, '{}', 0)")
    connection.commit()
    connection.close()
    with pytest.raises(StoreDamaged) as caught:
        open_store(path, NOW)
    assert caught.value.detail == "1 broken references"
    assert names(path.parent) == [path.name]


@pytest.fixture
def next_version(monkeypatch):
    """A program with one change more to the file."""
    later = Migrations(migrations.migrations.name)
    for known in migrations.migrations._migrations:
        later(name=known.name)(known.fn)

    @later(name="2026-12 departments have a colour")
    def colour(db):
        db.execute("ALTER TABLE facts ADD COLUMN colour TEXT NOT NULL DEFAULT ''")

    monkeypatch.setattr(migrations, "migrations", later)
    return later


def test_before_the_first_change_the_file_is_copied_beside_itself(path, next_version):
    with open_store(path, NOW) as store:
        assert store.rows("SELECT colour FROM facts") == [{"colour": ""}]
    copy = path.with_name(f"{path.stem}_vor-Aktualisierung_2026-11-02_143200.selbstcheck")
    assert names(path.parent) == sorted([path.name, copy.name])
    assert values(copy, "application_id", "integrity_check") == [APPLICATION_ID, "ok"]
    with open_store(path, NOW) as store:
        assert store.role is Role.DEPARTMENT
    assert names(path.parent) == sorted([path.name, copy.name])


def test_a_change_that_fails_leaves_the_file_as_it_was(path, next_version):
    @next_version(name="2027-01 fails")
    def fails(db):
        db.execute("ALTER TABLE facts ADD COLUMN half TEXT")
        db.execute("UPDATE facts SET id = 2")

    with pytest.raises(sqlite3.IntegrityError):
        open_store(path, NOW)
    connection = sqlite3.connect(path)
    columns = [row[1] for row in connection.execute("PRAGMA table_info(facts)")]
    connection.close()
    assert "half" not in columns
    assert "colour" in columns
    assert not path.with_name(f"{path.name}.lock").exists()


def test_a_new_file_needs_no_copy(tmp_path, next_version):
    with begun(tmp_path / "neu.selbstcheck"):
        pass
    assert names(tmp_path) == ["neu.selbstcheck"]


def as_nobody(function):
    """Run in a child without root's rights, which see through every protection."""
    if os.geteuid() != 0:
        return function()
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setuid(65534)
            os.write(write, json.dumps(function()).encode())
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        answer = pipe.read()
    os.waitpid(child, 0)
    return json.loads(answer)


def opening(path, **options):
    """Return what opening says, as the name of the error and its cause."""
    try:
        with open_store(path, NOW, **options):
            return "open"
    except StoreNotWritable as error:
        return error.cause.value
    except StoreMissing:
        return "missing"


@pytest.mark.skipif(os.name == "nt", reason="rights of POSIX")
@pytest.mark.parametrize(("file_mode", "folder_mode"), [(0o444, 0o777), (0o666, 0o555)])
def test_a_protected_file_or_folder_is_named_as_such(file_mode, folder_mode):
    with TemporaryDirectory() as name:  # the folder of the test is closed to others
        folder = Path(name)
        folder.chmod(0o755)
        file = folder / "a.selbstcheck"
        with begun(file):
            pass
        file.chmod(file_mode)
        folder.chmod(folder_mode)
        before = file.read_bytes()
        assert as_nobody(lambda: opening(file)) == Cause.READ_ONLY.value
        assert file.read_bytes() == before
        if folder_mode == 0o555:
            new = as_nobody(lambda: opening(folder / "b.selbstcheck", create=Role.ZPPM))
            assert new == Cause.READ_ONLY.value
        folder.chmod(0o755)
