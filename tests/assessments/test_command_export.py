"""`selbstcheck export`: the second door to handing in."""

from __future__ import annotations

import re

import pytest
from openpyxl import load_workbook

from assessments.actions import clerk
from assessments.commands import run
from assessments.storage import open_store
from assessments.workbooks.contents import leaving_strings
from tests.clerks import NOW, PASS, begun


@pytest.fixture
def data(tmp_path):
    """A department's file with an answer, a note and a Beleg."""
    path = tmp_path / "fachdienst.selbstcheck"
    with begun(path) as store:
        clerk.answer(store, "r2", PASS.id, {"O1": "allein", "O2": "aussen"}, NOW)
        clerk.annotate(store, "r2", PASS.id, "O1", "nur für uns", "Akte 7", NOW)
    return path


def metadata(path) -> dict[str, str]:
    rows = load_workbook(path)["Metadaten"].iter_rows(min_row=5, values_only=True)
    return {row[0]: row[1] for row in rows}


def test_into_a_folder_the_file_gets_its_name_and_the_path_is_printed(data, tmp_path, capsys):
    folder = tmp_path / "Ablage"
    assert run(["export", str(data), "--out", str(folder)]) == 0
    [path] = folder.iterdir()
    assert re.fullmatch(r"Selbstcheck_[\w-]+_[\w-]+_\d{4}-\d\d-\d\d\.xlsx", path.name)
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == str(path)
    assert "2 Leistungen, 0 Prozesse, 0 Maßnahmen und 2 Antworten" in printed[1]
    assert printed[2] == "Anmerkungen und Belege sind nicht dabei."
    assert not {"nur für uns", "Akte 7"} & leaving_strings(path).texts


def test_notes_leave_when_chosen(data, tmp_path, capsys):
    path = tmp_path / "mit.xlsx"
    assert run(["export", str(data), "--out", str(path), "--with-notes"]) == 0
    assert {"nur für uns", "Akte 7"} <= leaving_strings(path).texts
    assert "sind dabei" in capsys.readouterr().out


def test_every_hand_in_has_its_own_number_and_id(data, tmp_path):
    paths = [tmp_path / "eins.xlsx", tmp_path / "zwei.xlsx"]
    for path in paths:
        assert run(["export", str(data), "--out", str(path)]) == 0
    first, second = map(metadata, paths)
    assert (first["abgabe_nummer"], second["abgabe_nummer"]) == ("1", "2")
    assert first["abgabe_id"] != second["abgabe_id"]
    assert first["pruefsumme"] != second["pruefsumme"]
    assert first["programmversion"] not in {"", None, "0"}
    with open_store(data, NOW) as store:
        kept = clerk.load(store).exports
    assert [(e.number, e.path) for e in kept] == [(1, str(paths[0])), (2, str(paths[1]))]


def test_what_cannot_be_written_is_said_and_not_remembered(data, tmp_path, capsys):
    blocked = tmp_path / "datei"
    blocked.write_text("")
    assert run(["export", str(data), "--out", str(blocked / "a.xlsx")]) == 1
    assert "nicht gespeichert" in capsys.readouterr().err
    with open_store(data, NOW) as store:
        assert clerk.load(store).exports == ()


def test_without_a_target_it_is_wrong_usage(data, capsys):
    with pytest.raises(SystemExit) as usage:
        run(["export", str(data)])
    assert usage.value.code == 2
    assert "es fehlt: --out" in capsys.readouterr().err
