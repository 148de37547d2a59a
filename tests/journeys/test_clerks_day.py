"""From the first start to the city's workbook, with keys only."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.workspace import Workspace
from tests.desktop.offices import ONLINE
from tests.desktop.sitting import CTRL

NEXT = Qt.Key.Key_Return


def first_start(sitting, department, role):
    """Go through the three steps; what is proposed is right."""
    assert sitting.page.id == "welcome"
    sitting.type(department)
    sitting.press(NEXT, CTRL)
    assert "Schritt 2 von 3" in sitting.words()
    sitting.type(role)
    sitting.enter()
    assert "Schritt 3 von 3" in sitting.words()
    sitting.enter()


def choose(sitting, *searches):
    """Search, go into the list, tick the first hit; letters go back to the search."""
    for search in searches:
        sitting.press(Qt.Key.Key_F, CTRL)
        sitting.type(search)
        sitting.press(Qt.Key.Key_Down)
        sitting.press(Qt.Key.Key_Space)


def answer(sitting, answers):
    """Answer question after question by digit and Enter, until the answers are to be checked."""
    workspace = sitting.session.file
    assert isinstance(workspace, Workspace)
    subject = sitting.session.visit.subject
    pressed = 0
    while sitting.page.id == "answering":
        series = [q for q in workspace.state.questions(subject) if not q.optional]
        question = next(q for q in series if sitting.page.title().startswith(number(series, q)))
        codes = [o.code for o in question.main.options]
        sitting.type(str(codes.index(answers[question.id]) + 1))
        sitting.enter()
        pressed += 2
    return pressed


def number(series, question):
    return f"Frage {series.index(question) + 1} von {len(series)} "


def day_in_the_department(sitting):
    first_start(sitting, "team steu", "1")
    assert sitting.page.id == "home"
    assert "Wählen Sie zuerst aus, was Ihr Fachdienst anbietet." in sitting.words()
    sitting.enter()
    assert sitting.page.id == "services"
    choose(sitting, "hundesteuer anmeldung", "hundesteuer abmeldung", "grundsteuer festsetzung")
    workspace = sitting.session.file
    assert len(workspace.state.services) == 3
    sitting.press(NEXT, CTRL)
    assert sitting.page.id == "own_services"
    sitting.press(NEXT, CTRL)
    assert sitting.page.id == "answering"


def test_a_clerk_gets_from_the_first_start_to_a_handed_in_workbook(begin, tmp_path):
    sitting = begin()
    day_in_the_department(sitting)
    keys = answer(sitting, ONLINE)
    assert keys == 2 * 13
    assert sitting.page.id == "checking"
    assert "Noch offen" not in sitting.words()
    sitting.enter()
    workspace = sitting.session.file
    assert workspace.state.progress.finished == 1
    assert sitting.page.id == "answering"
    sitting.press(Qt.Key.Key_E, CTRL)
    assert sitting.page.id == "handing_in"
    assert "1 von 3 Leistungen fertig" in sitting.words()
    sitting.enter()
    assert "Fertig. Die Datei ist gespeichert." in sitting.words()
    (workbook,) = (tmp_path / "Dokumente").glob("*.xlsx")
    assert workbook.name.startswith("Selbstcheck_Team-Steuern_Erhebung-2026_2026-11-24")
    assert workspace.state.data.exports[0].path == str(workbook)
    sitting.enter()
    assert sitting.page.id == "home"


def test_the_next_day_begins_where_work_ended(begin):
    sitting = begin()
    day_in_the_department(sitting)
    sitting.type("1")
    sitting.enter()
    sitting.close()
    again = begin()
    assert again.page.id == "home"
    assert "Frage 2 von" in again.words()
    again.enter()
    assert again.page.title().startswith("Frage 2 von")


def test_zppm_takes_the_workbook_in_and_saves_the_citys(begin, tmp_path):
    clerk = begin(tmp_path / "fachdienst")
    day_in_the_department(clerk)
    answer(clerk, ONLINE)
    clerk.press(Qt.Key.Key_E, CTRL)
    clerk.enter()
    workbooks = tuple((tmp_path / "fachdienst" / "Dokumente").glob("*.xlsx"))
    clerk.close()

    zppm = begin(tmp_path / "zppm")
    first_start(zppm, "prozess", "2")
    assert zppm.page.id == "collecting"
    zppm.prompts.will("files", workbooks)
    zppm.press(Qt.Key.Key_O, CTRL)
    assert "1 in Ordnung · 0 mit Hinweis · 0 abgelehnt" in zppm.words()
    zppm.enter()
    assert "1 Datei übernommen." in zppm.words()
    city = tmp_path / "zppm" / "Gesamt.xlsx"
    zppm.prompts.will("save", city)
    zppm.enter()
    assert "Fertig. Die Gesamtdatei ist gespeichert." in zppm.words()
    assert city.is_file()
    zppm.press(Qt.Key.Key_2, CTRL)
    assert zppm.page.id == "overview"
    assert "Team Steuern" in zppm.window.page._table.model().row(1)
    assert zppm.prompts.is_done()
