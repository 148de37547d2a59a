"""Acts on a whole file: a copy elsewhere, and a backup in the place of a damaged file."""

from __future__ import annotations

import pytest

from assessments.actions import clerk, files
from assessments.errors import StoreDamaged, StoreNotWritable
from assessments.storage import open_store
from tests.clerks import LATER, NOW, PASS, shown, values


def test_a_copy_elsewhere_is_a_file_of_its_own(store, tmp_path):
    clerk.answer(store, "r2", PASS.id, {"O1": "allein"}, NOW)
    target = tmp_path / "Dokumente" / "b.selbstcheck"
    with files.copy_store(store, target, LATER) as copy:
        assert shown(copy) == shown(store)
        clerk.answer(copy, "r2", PASS.id, {"O1": "gemeinsam"}, LATER)
        assert (values(copy), values(store)) == ({"O1": "gemeinsam"}, {"O1": "allein"})
        assert copy.path == target


def test_a_copy_to_where_nothing_can_lie(store, tmp_path):
    (tmp_path / "datei").touch()
    with pytest.raises(StoreNotWritable):
        files.copy_store(store, tmp_path / "datei" / "b.selbstcheck", NOW)


def test_a_damaged_file_is_put_aside_and_its_backup_takes_its_place(store):
    clerk.answer(store, "r2", PASS.id, {"O1": "allein"}, NOW)
    store.backup(NOW)
    expected = shown(store)
    store.close()
    damaged = store.path.read_bytes()[:5000]
    store.path.write_bytes(damaged)
    with pytest.raises(StoreDamaged) as caught:
        open_store(store.path, LATER)
    journal = store.path.with_name(f"{store.path.name}-journal")
    journal.write_bytes(b"left over")
    with files.recover(store.path, caught.value.backup, LATER) as again:
        assert shown(again) == expected
    names = {p.name: p for p in store.path.parent.iterdir() if p.is_file()}
    aside = "a_beschaedigt_2026-11-02_153207.selbstcheck"
    assert set(names) == {"a.selbstcheck", aside, f"{aside}-journal"}
    assert names[aside].read_bytes() == damaged


def test_where_opening_fails_the_file_is_free_again(store):
    with store.transaction() as db:
        db.execute("UPDATE subjects SET removed_at = 'gestern' WHERE id = ?", (PASS.id,))
    store.close()
    with pytest.raises(ValueError, match="gestern"):
        files.open_file(store.path, NOW)
    with open_store(store.path, NOW, patience=0):
        pass
