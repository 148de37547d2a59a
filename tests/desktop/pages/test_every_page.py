"""Every page of the registry: reachable, named, the same when shown again, drawn in every look."""

from __future__ import annotations

from itertools import product

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from desktop import appearance
from desktop.desk import Beginning, Visit
from desktop.destinations import DEPARTMENT_PLACES, START_PLACES, ZPPM_PLACES
from desktop.gallery import LOOKS, paint
from desktop.places import DEPARTMENT, START, ZPPM
from tests.desktop.offices import HUND, ONLINE, answer_all

ALL = [
    *(("start", page) for page in START),
    *(("department", page) for page in DEPARTMENT),
    *(("zppm", page) for page in ZPPM),
]


@pytest.fixture
def show(request, empty_sitting, tmp_path):
    """Show a page of a kind of file: `show("zppm", "overview")`."""

    def go(kind, page):
        if kind == "department":
            sitting = request.getfixturevalue("sitting")
            answer_all(sitting.session.file, HUND, ONLINE)
        elif kind == "zppm":
            empty_sitting.session.begin(Beginning(tmp_path / "b.selbstcheck", "Stadt Jena"))
        empty_sitting.session.go(Visit(page, HUND if kind == "department" else ""))
        QApplication.processEvents()
        return empty_sitting

    return go


@pytest.mark.parametrize(("kind", "page"), ALL)
def test_a_page_is_named_and_shown_again_unchanged(show, kind, page):
    sitting = show(kind, page)
    expected = "answering" if page == "all_questions" else page
    assert sitting.page.id == expected
    assert sitting.page.title()
    assert sitting.page.title() in sitting.window.windowTitle()
    assert sitting.focus().window() is sitting.window
    before = sitting.words()
    sitting.page.render()
    QApplication.processEvents()
    assert sitting.words() == before


def test_each_place_leads_to_a_page_that_marks_it():
    registries = ((START_PLACES, START), (DEPARTMENT_PLACES, DEPARTMENT), (ZPPM_PLACES, ZPPM))
    for places, pages in registries:
        for place in places:
            assert pages[place.id].place == place.id


@pytest.mark.parametrize("look", [LOOKS[0], LOOKS[-1]], ids=lambda look: look.name)
def test_every_page_is_drawn(qapp, tmp_path, look):
    """Any warning of Qt fails this test."""
    made = paint(tmp_path, [look])
    appearance.apply("light", 1.0)
    assert len(made) == len(ALL)
    for path in made:
        picture = QImage(str(path))
        assert (picture.width(), picture.height()) == (look.width, look.height)
        places = product(range(0, look.width, 7), range(0, look.height, 7))
        assert len({picture.pixel(x, y) for x, y in places}) > 5, path.name
