"""The first start: three steps, each told where something is missing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.collection import Collection
from desktop.workspace import Workspace
from tests.desktop.sitting import CTRL


@pytest.fixture
def welcome(empty_sitting):
    return empty_sitting


def next_step(sitting):
    sitting.press(Qt.Key.Key_Return, CTRL)


def to_the_last_step(sitting, role="1"):
    sitting.type("standesamt")
    next_step(sitting)
    sitting.type(role)
    sitting.enter()


def test_a_department_is_found_by_any_part_of_its_name(welcome):
    welcome.type("ürgerserv")
    next_step(welcome)
    assert welcome.page._department.code() == "buergerservice"
    assert "Schritt 2 von 3" in welcome.words()


def test_what_is_missing_is_said_where_it_is(welcome):
    next_step(welcome)
    assert "Wählen Sie Ihren Fachdienst." in welcome.words()
    welcome.type("standesamt")
    next_step(welcome)
    next_step(welcome)
    assert "Wählen Sie, was Sie tun möchten." in welcome.words()
    assert "Schritt 2 von 3" in welcome.words()


def test_a_department_that_is_not_listed_is_named(welcome):
    welcome.type("nicht in der liste")
    next_step(welcome)
    assert "Schreiben Sie den Namen." in welcome.words()
    welcome.type("Gartenamt")
    next_step(welcome)
    welcome.type("1")
    welcome.enter()
    welcome.enter()
    department = welcome.session.file.state.department
    assert (department.id, department.name) == ("gartenamt", "Gartenamt")


def test_round_and_stichtag_are_proposed(welcome):
    to_the_last_step(welcome)
    welcome.enter()
    workspace = welcome.session.file
    assert isinstance(workspace, Workspace)
    assert workspace.state.round.name == "Erhebung 2026"
    assert workspace.state.round.stichtag == "2026-11-30"
    assert workspace.state.department.authority == "Stadt Jena"
    assert workspace.path.parent == welcome.folders.data


def test_zppm_is_not_asked_for_a_round(welcome):
    to_the_last_step(welcome, "2")
    assert "Name der Runde" not in welcome.words()
    welcome.enter()
    assert isinstance(welcome.session.file, Collection)
    assert welcome.session.file.collected.authority == "Stadt Jena"


def test_one_can_go_back_and_nothing_is_lost(welcome):
    to_the_last_step(welcome)
    welcome.page.go_back.click()
    welcome.page.go_back.click()
    assert welcome.page._department.code() == "standesamt"


def test_a_folder_that_refuses_is_said_and_another_one_works(welcome, tmp_path):
    welcome.folders.data.write_bytes(b"")
    to_the_last_step(welcome)
    welcome.enter()
    assert "Hier können wir nicht speichern." in welcome.words()
    assert welcome.page.id == "welcome"
    welcome.prompts.will("folder", tmp_path / "anderswo")
    welcome.page._choose_folder()
    welcome.page.go_on.click()
    assert welcome.session.file.path.parent == tmp_path / "anderswo"


def test_the_look_can_be_set_before_anything_else(welcome):
    from desktop.appearance import scale
    from tests.desktop.sitting import Sitting

    assert isinstance(welcome, Sitting)
    welcome.page.bar_part.findChildren(type(welcome.page.bar_part.row))
    welcome.window.wanted.emit("preferences")
    assert welcome.page.id == "preferences"
    welcome.page._sizes.combo.setCurrentIndex(3)
    assert welcome.preferences.now.text_size == 150
    assert scale() == 1.0
    welcome.page.go_back.click()
    assert welcome.page.id == "welcome"
