"""ZPPM: what comes in is read, judged, told, and taken in as one step."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from assessments.workbooks.submissions import write_submission
from desktop.background import Background
from desktop.desk import Beginning
from desktop.state import submission_of
from tests.desktop.offices import HUND, ONLINE, PAPER, Clock, answer_all, make_file, open_workspace
from tests.desktop.sitting import Sitting


@pytest.fixture
def hand_in(tmp_path):
    """Write what a department hands in: `hand_in("a", PAPER, number)`."""

    def write(name, answers=PAPER, number=1, submission_id=""):
        clock = Clock()
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        workspace = open_workspace(make_file(folder / f"{number}.selbstcheck", clock), clock)
        answer_all(workspace, HUND, answers)
        submission = submission_of(
            workspace.state, submission_id or f"{name}-{number}", clock(), with_notes=False
        )
        department = replace(submission.department, id=name, name=name.capitalize())
        answered = tuple(
            replace(a, subject_id=name) if a.subject_id == submission.department.id else a
            for a in submission.answers
        )
        submission = replace(submission, number=number, department=department, answers=answered)
        path = tmp_path / "eingang" / f"{name}-{number}.xlsx"
        path.parent.mkdir(exist_ok=True)
        write_submission(submission, workspace.state.data.questionnaires, path)
        workspace.close()
        return path

    return write


def read(sitting, *paths):
    sitting.page._zone.dropped.emit([str(p) for p in paths])
    QApplication.processEvents()


def test_nothing_is_stored_before_one_takes_it_over(zppm, hand_in):
    read(zppm, hand_in("standesamt"), hand_in("bauordnung", ONLINE))
    words = zppm.words()
    assert "2 in Ordnung · 0 mit Hinweis · 0 abgelehnt" in words
    assert "Zusammen 6 Leistungen" in words
    assert "2 Dateien übernehmen" in words
    assert zppm.session.file.collected.submissions == ()
    zppm.page.go_on.click()
    assert len(zppm.session.file.collected.submissions) == 2
    assert [h.department.name for h in zppm.session.file.city.hand_ins] == [
        "Bauordnung",
        "Standesamt",
    ]
    assert "2\nFachdienste eingegangen" in zppm.words()


def test_a_refused_file_comes_first_with_meaning_and_remedy(zppm, hand_in, tmp_path):
    good = hand_in("standesamt")
    bad = good.with_name("urlaub.xlsx")
    bad.write_bytes(b"das ist kein Excel")
    zppm.prompts.will("folder", good.parent)
    zppm.page._choose_folder()
    QApplication.processEvents()
    words = zppm.words()
    assert "1 in Ordnung · 0 mit Hinweis · 1 abgelehnt" in words
    assert words.index("Abgelehnt") < words.index("In Ordnung")
    assert "Aus „urlaub.xlsx“ wurde nichts übernommen." in words
    assert "So geht es weiter: " in words
    zppm.page._list.wanted.emit(0)
    assert "„urlaub.xlsx“" in QGuiApplication.clipboard().text()
    zppm.page.go_on.click()
    assert "1 Datei übernommen. 1 Datei abgelehnt." in zppm.words()
    assert "Gesamtdatei speichern" in zppm.words()


def test_the_verdict_on_each_hand_in_is_told_beforehand(zppm, hand_in):
    first = hand_in("standesamt", number=1)
    read(zppm, first)
    assert "neu" in zppm.words()
    zppm.page.go_on.click()
    read(zppm, first, hand_in("standesamt", ONLINE, number=2))
    words = zppm.words()
    assert "schon vorhanden" in words
    assert "ersetzt die frühere Abgabe" in words
    zppm.page.go_on.click()
    (counting,) = zppm.session.file.city.hand_ins
    assert counting.stored.submission.number == 2


def test_two_contents_under_one_number_are_disputed(zppm, hand_in, tmp_path):
    one = hand_in("standesamt", PAPER)
    kept = tmp_path / "kopie.xlsx"
    shutil.copyfile(one, kept)
    for old in (tmp_path / "standesamt").iterdir():
        old.unlink() if old.is_file() else shutil.rmtree(old)
    two = hand_in("standesamt", ONLINE, submission_id="andere")
    read(zppm, kept, two)
    words = zppm.words()
    assert "0 in Ordnung · 2 mit Hinweis · 0 abgelehnt" in words
    assert "strittig: zwei Abgaben mit derselben Nummer" in words


def test_a_folder_without_workbooks_is_said(zppm, tmp_path):
    (tmp_path / "leer").mkdir()
    read(zppm, tmp_path / "leer")
    assert "Keine Excel-Datei gefunden." in zppm.words()


def test_what_was_read_can_be_thrown_away(zppm, hand_in):
    read(zppm, hand_in("standesamt"))
    zppm.page._drop.click()
    assert "Prüfung" not in zppm.words()
    assert zppm.session.file.collected.submissions == ()


@pytest.fixture
def with_worker(qtbot, tmp_path):
    """ZPPM with the real worker, so that the window goes on while files are read."""
    background = Background()
    sitting = Sitting(tmp_path, background=background)
    sitting.window.show()
    sitting.session.begin(Beginning(tmp_path / "bestand.selbstcheck", "Stadt Jena"))
    yield sitting
    background.close()
    sitting.close()


def test_the_window_lives_while_files_are_read(with_worker, hand_in, qtbot):
    paths = [hand_in("standesamt"), hand_in("bauordnung", ONLINE)]
    read(with_worker, *paths)
    assert "Datei 0 von 2" in with_worker.words()
    assert "Lesen abbrechen" in with_worker.words()
    qtbot.waitUntil(lambda: "2 in Ordnung" in with_worker.words(), timeout=60_000)
    assert "Lesen abbrechen" not in with_worker.words()


def test_reading_can_be_called_off(with_worker, hand_in, qtbot):
    path = hand_in("standesamt")
    read(with_worker, *(path.with_name(f"{n}.xlsx") for n in range(50)))
    with_worker.page._cancel()
    qtbot.waitUntil(lambda: "Lesen abgebrochen." in with_worker.words(), timeout=60_000)
    assert "Prüfung" not in with_worker.words()


def test_excels_own_lock_files_are_passed_over(tmp_path):
    from desktop.reading_files import workbooks_among

    for name in ("b.xlsx", "a.xlsx", "~$a.xlsx", "c.txt"):
        (tmp_path / name).write_bytes(b"")
    assert [p.name for p in workbooks_among([tmp_path, tmp_path / "a.xlsx"])] == [
        "a.xlsx",
        "b.xlsx",
    ]


def test_the_overview_shows_each_department_by_level(zppm, hand_in):
    read(zppm, hand_in("standesamt"), hand_in("bauordnung", ONLINE))
    zppm.page.go_on.click()
    zppm.window.wanted.emit("overview")
    model = zppm.page._table.model()
    heads = [c.heading for c in model.columns]
    rows = [[model.index(r, c).data() for c in range(len(heads))] for r in range(model.rowCount())]
    assert heads[:2] == ["Fachdienst", "Leistungen"]
    assert [row[0] for row in rows] == ["Stadt gesamt", "Bauordnung", "Standesamt"]
    assert "online." in zppm.words()


def test_an_empty_overview_says_what_to_do(zppm):
    zppm.window.wanted.emit("overview")
    assert "Nehmen Sie zuerst die Excel-Dateien der Fachdienste auf." in zppm.words()
