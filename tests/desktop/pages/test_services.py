"""Choosing: search, tick, untick without loss, own entries."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.desk import Visit
from tests.desktop.offices import HUND, PAPER, answer_all


@pytest.fixture
def choosing(sitting):
    sitting.session.go(Visit("services"))
    return sitting


def rows(sitting):
    model = sitting.page._model
    return [model.row(n).service.title for n in range(min(model.rowCount(), 20))]


def titles(workspace):
    return [a.subject.title for a in workspace.state.services]


def test_typing_finds_names_and_other_words_for_them(choosing):
    choosing.type("hundesteuer änd")
    assert rows(choosing) == ["Hundesteuer – Änderung"]
    assert "1 Treffer für „hundesteuer änd“" in choosing.words()
    choosing.press(Qt.Key.Key_Escape)
    choosing.type("müllgebühr")
    assert rows(choosing)[0].startswith("Abfallgebühr")
    cell = choosing.page._model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "gefunden über „Müllgebühr“" in cell


def test_a_service_costs_its_letters_and_two_keys(choosing, workspace, ear):
    choosing.type("hundesteuer änd")
    choosing.press(Qt.Key.Key_Down)
    choosing.press(Qt.Key.Key_Space)
    assert "Hundesteuer – Änderung" in titles(workspace)
    assert ear.heard[-1] == "Hundesteuer – Änderung ausgewählt, 4 insgesamt"
    assert "4 ausgewählt" in choosing.words()
    choosing.type("w")
    assert choosing.page._field.edit.text() == "hundesteuer ändw"


def test_unticking_asks_nothing_and_can_be_undone(choosing, workspace):
    choosing.type("hundesteuer änd")
    choosing.press(Qt.Key.Key_Down)
    choosing.press(Qt.Key.Key_Space, times=2)
    assert "„Hundesteuer – Änderung“ entfernt." in choosing.words()
    assert "Hundesteuer – Änderung" not in titles(workspace)
    choosing.page._notice.wanted.emit(0)
    assert "Hundesteuer – Änderung" in titles(workspace)


def test_answers_of_a_service_that_is_unticked_are_kept_for_30_days(choosing, workspace):
    answer_all(workspace, HUND, PAPER)
    choosing.page._only.setChecked(True)
    choosing.page._table.enter()
    at = rows(choosing).index("Hundesteuer – Anmeldung")
    choosing.press(Qt.Key.Key_Down, times=at)
    choosing.press(Qt.Key.Key_Space)
    assert "Die Antworten bleiben 30 Tage erhalten." in choosing.words()
    choosing.page._notice.wanted.emit(0)
    assert workspace.state.assessments[HUND].values() == PAPER


def test_what_is_chosen_can_be_shown_alone(choosing, workspace):
    choosing.page._only.setChecked(True)
    assert sorted(rows(choosing)) == sorted(titles(workspace))
    assert "3 Leistungen" in choosing.words()


def test_general_terms_can_be_left_out(choosing):
    everything = choosing.page._model.rowCount()
    choosing.page._objects.setChecked(True)
    model = choosing.page._model
    assert model.rowCount() < everything - 500
    keys = [model.row(n).service.key for n in range(model.rowCount())]
    assert not [k for k in keys if k.endswith("000000")]


def test_one_theme_can_be_shown_alone(choosing):
    choosing.page._theme.combo.setCurrentText("Umwelt")
    model = choosing.page._model
    assert {model.row(n).service.theme for n in range(model.rowCount())} == {"Umwelt"}


def test_source_and_conflict_of_a_key_are_told(choosing):
    choosing.page._show_hits("")
    model = choosing.page._model
    told = {model.index(n, 2).data(Qt.ItemDataRole.DisplayRole): n for n in range(model.rowCount())}
    assert {"Zwei Quellen", "Eine Quelle", "Widerspruch"} <= set(told)
    choosing.page._table.setCurrentIndex(model.index(told["Widerspruch"], 0))
    assert "Die Quellen widersprechen sich" in choosing.words()


def test_a_slip_gets_a_proposal(choosing):
    choosing.type("Wohngelt")
    assert "Nichts gefunden für „Wohngelt“." in choosing.words()
    assert "Meinten Sie „Wohngeld“?" in choosing.words()
    choosing.page._meant.click()
    assert any("Wohngeld" in title for title in rows(choosing))


def test_the_proposal_for_the_department_is_taken_with_one_act(choosing, workspace):
    assert "Vorschlag für Bürgerservice:" in choosing.words()
    choosing.page._notice.wanted.emit(0)
    assert len(workspace.state.services) > 5
    assert "Vorschlag für" not in choosing.words()
    assert workspace.undo() == "Vorschlag für Bürgerservice"
    assert len(workspace.state.services) == 3


def test_what_no_list_knows_is_entered_by_hand(choosing, workspace):
    choosing.type("Stadtgarten Führung")
    choosing.page.bar_part.row.findChildren(type(choosing.page._meant))[0].click()
    assert choosing.page.id == "own_service"
    choosing.enter()
    assert choosing.page.id == "services"
    assert titles(workspace)[-1] == "Stadtgarten Führung"
    choosing.type("stadtgarten")
    assert rows(choosing) == ["Stadtgarten Führung"]


def test_a_key_that_is_none_is_refused_with_words(choosing, workspace):
    choosing.session.go(Visit("own_service", "Etwas Eigenes"))
    choosing.page._key.edit.setText("1234")
    choosing.enter()
    assert "Schreiben Sie 14 Ziffern, die mit 99 beginnen." in choosing.words()
    assert len(workspace.state.services) == 3
