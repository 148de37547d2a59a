"""Files lie where the system keeps local data, under names every system takes."""

from __future__ import annotations

import pytest

from assessments.storage.places import data_folder, free_path, is_on_network


def test_the_folder_is_local_and_never_roams(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert data_folder().name == "Selbstcheck"
    assert "Roaming" not in str(data_folder())


@pytest.mark.parametrize(
    ("department", "round_name", "name"),
    [
        ("Bürgerservice", "2. Erhebung 2026", "Bürgerservice_2-Erhebung-2026.selbstcheck"),
        ("A/B: C?", "", "A-B-C.selbstcheck"),
        ("…", "", "Selbstcheck.selbstcheck"),
        ("a" * 300, "r", "a" * 60 + ".selbstcheck"),
    ],
)
def test_names(tmp_path, department, round_name, name):
    assert free_path(tmp_path, department, round_name) == tmp_path / name


def test_a_taken_name_is_numbered(tmp_path):
    free_path(tmp_path, "Amt", "R").touch()
    free_path(tmp_path, "Amt", "R").touch()
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "Amt_R-2.selbstcheck",
        "Amt_R.selbstcheck",
    ]


def test_a_local_disk_is_no_share(tmp_path):
    assert not is_on_network(tmp_path)
