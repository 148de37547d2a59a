"""Contract 4 (`demo`): it never puts a sample in the place of anybody's own file."""

from __future__ import annotations

from shutil import copyfile

import pytest

from tests.examining import Office, selbstcheck, service


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)


@pytest.mark.parametrize("name", ["ZPPM.selbstcheck", "Fachdienste/steuern.selbstcheck"])
def test_a_real_file_is_spared(office, name):
    data = office.filled("Team Steuern", service("Hundesteuer", {"O1": "allein"}))
    real = office.collected(office.exported(data))[0] if name.startswith("ZPPM") else data
    place = office.folder / "meine Dateien" / name
    place.parent.mkdir(parents=True)
    copyfile(real, place)
    before = place.read_bytes()
    done = selbstcheck("demo", "--out", office.folder / "meine Dateien")
    assert (done.code, done.out) == (1, "")
    assert done.err == (
        f"Die Datei „{place.name}“ gibt es schon. Wählen Sie einen anderen Namen.\n"
    )
    assert place.read_bytes() == before
    assert sorted(p.name for p in office.folder.glob("meine Dateien/*")) == [name.split("/")[0]]


def test_a_place_that_can_be_no_folder_is_refused(office):
    blocked = office.folder / "belegt"
    blocked.write_bytes(b"")
    done = selbstcheck("demo", "--out", blocked)
    assert (done.code, done.out) == (1, "")
    assert "ist nicht gespeichert" in done.err
