"""The sample city: everything made the ordinary way, and true to the council answer of 2023."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

ROOT = Path(__file__).resolve().parents[2]
PRODUCTIVE = {
    "Unterhaltsvorschuss": "2023-03-08",
    "Genehmigung von Anlagen nach Bundes-Immissionsschutzgesetz": "2023-01-01",
}
"""The two productive services of the council answer (question 20), with their dates."""


def selbstcheck(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {k: v for k, v in os.environ.items() if k not in names}
    command = [sys.executable, "-m", "desktop", *map(str, arguments)]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    out = tmp_path_factory.mktemp("demo") / "beispiel"
    done = selbstcheck("demo", "--out", out)
    assert done.returncode == 0, done.stderr
    return out, [Path(line) for line in done.stdout.splitlines()], done.stderr


@pytest.fixture(scope="module")
def results(demo):
    out, _, _ = demo
    return json.loads(selbstcheck("results", out / "ZPPM.selbstcheck", "--json").stdout)


def test_every_path_is_named_and_there_and_nothing_else_is(demo):
    out, paths, words = demo
    assert len(paths) == len(set(paths))
    assert sorted(paths) == sorted(p for p in out.rglob("*") if p.is_file())
    assert "Antworten eintragen und abgeben" in words
    assert "Alle Angaben sind Beispieldaten." in words


def test_each_department_hands_in_under_the_name_of_the_round(demo):
    out, paths, _ = demo
    workbooks = [p for p in paths if p.suffix == ".xlsx"]
    departments = list((ROOT / "resources" / "sample").glob("*.json"))
    assert len(workbooks) == len(departments) + 1
    assert all("Beispieldaten-2023" in p.name for p in workbooks)
    assert sum(p.name.startswith("Selbstcheck_Gesamt_") for p in workbooks) == 1
    assert sorted(out.glob("Fachdienste/*.selbstcheck"))


def test_every_workbook_is_read_without_a_finding(demo):
    _, paths, _ = demo
    workbooks = [p for p in paths if p.suffix == ".xlsx"]
    files = json.loads(selbstcheck("check", *workbooks, "--json").stdout)["files"]
    assert [f["findings"] for f in files] == [[]] * len(workbooks)
    assert {f["status"] for f in files} == {"ok"}


def test_the_city_workbook_brings_nothing_new_to_the_store_it_came_from(demo):
    out, _, _ = demo
    (city,) = out.glob("Selbstcheck_Gesamt_*.xlsx")
    done = selbstcheck("collect", out / "ZPPM.selbstcheck", city, "--json")
    (file,) = json.loads(done.stdout)["files"]
    assert {s["taken"] for s in file["submissions"]} == {"known"}


@pytest.mark.parametrize("title", PRODUCTIVE)
def test_the_two_productive_services_are_rated_as_in_the_council_answer(results, title):
    (service,) = (s for s in results["services"] if s["title"] == title)
    assert (service["level"], service["possible_level"], service["end_to_end"]) == (2, 2, 1)
    assert service["online"] is True
    assert "O17" in {m["question"] for m in service["missing"]}


def test_invented_answers_say_that_they_are():
    for source in (ROOT / "resources" / "sample").glob("*.json"):
        document = json.loads(source.read_text(encoding="utf-8"))
        assert document["round"] == "Beispieldaten 2023"
        for service in document["services"]:
            remark = service["remark"]
            assert remark.startswith(("Ratsantwort vom 19.04.2023", "Beispiel, Antworten erfunden"))


def test_every_picture_shows_something(demo):
    _, paths, _ = demo
    pictures = [QImage(str(p)) for p in paths if p.suffix == ".png"]
    assert len(pictures) >= 10
    for picture in pictures:
        colours = {picture.pixel(x, y) for x in range(0, 1280, 16) for y in range(0, 800, 16)}
        assert (picture.width(), picture.height()) == (1280, 800)
        assert len(colours) > 5


def test_built_twice_in_one_folder_it_is_whole_again(demo):
    out, paths, _ = demo
    done = selbstcheck("demo", "--out", out)
    assert done.returncode == 0, done.stderr
    assert sorted(map(Path, done.stdout.splitlines())) == sorted(paths)


def test_a_place_that_is_no_folder_is_refused_with_a_sentence(tmp_path):
    (tmp_path / "datei").write_text("", encoding="utf-8")
    done = selbstcheck("demo", "--out", tmp_path / "datei")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "nicht gespeichert" in done.stderr
