"""Links, disclosures and buttons: what they are told as, and what presses them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.widgets.buttons import Button
from desktop.widgets.link import Disclosure, LinkButton
from tests.desktop import hearing, seeing


def on_page(widget: QWidget) -> QWidget:
    page = QWidget()
    QVBoxLayout(page).addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
    return page


@pytest.fixture
def link(shown):
    page = QWidget()
    made = LinkButton("Sichere Anmeldung klären", description="Frage 9 · noch offen", parent=page)
    shown(page, 500, 120)
    made.resize(made.sizeHint())
    yield made
    assert isValid(page)


def test_a_link_is_told_as_one_and_can_be_pressed(link, qtbot):
    assert hearing.role(link) == QAccessible.Role.Link
    assert hearing.name(link) == "Sichere Anmeldung klären"
    assert hearing.description(link) == "Frage 9 · noch offen"
    assert hearing.actions(link) == ["Press", "SetFocus"]
    with qtbot.waitSignal(link.clicked):
        hearing.act(link, "Press")


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_keys_press_a_link(link, qtbot, key):
    link.setFocus()
    with qtbot.waitSignal(link.clicked):
        QTest.keyClick(link, key)


def test_the_name_of_a_link_follows_its_words(link):
    link.setText("Recht & Ordnung")
    assert hearing.name(link) == "Recht & Ordnung"
    link.setAccessibleName("Ändern: Frage 3")
    assert hearing.name(link) == "Ändern: Frage 3"


def test_each_line_of_a_wrapped_link_is_underlined(shown):
    page = QWidget()
    link = LinkButton("Einen Online-Dienst des Landes anschließen und freischalten", parent=page)
    shown(page, 400, 200)
    link.resize(200, link.heightForWidth(200))
    image = seeing.picture(link)
    lines = [
        y
        for y in range(image.height())
        if sum(image.pixelColor(x, y).name() == "#2044aa" for x in range(image.width())) > 60
    ]
    starts = [y for y in lines if y - 1 not in lines]
    assert link.paragraph.layout(200).lineCount() == 3
    assert [b - a for a, b in pairwise(starts)] == [28, 28]


@pytest.mark.parametrize(("target", "least"), [(32, 32), (24, 28)])
def test_a_link_is_a_target_of_at_least_24(shown, target, least):
    link = LinkButton("Ändern", target=target)
    shown(link)
    assert link.sizeHint().height() == least


def test_three_hundred_links_come_and_go(qtbot, link):
    for number in range(300):
        made = LinkButton(f"Verweis {number}", parent=link.window())
        hearing.name(made)
        made.deleteLater()
    qtbot.waitUntil(lambda: not isValid(made))
    assert hearing.name(link) == "Sichere Anmeldung klären"


def test_a_disclosure_says_whether_it_is_open(shown, ear):
    opener = Disclosure("Was ist gemeint? Ein Beispiel")
    shown(opener, 400, 60)
    told = []
    opener.opened.connect(told.append)
    state = hearing.interface(opener).state()
    assert hearing.role(opener) == QAccessible.Role.Button
    assert (bool(state.expandable), bool(state.expanded), bool(state.collapsed)) == (1, 0, 1)
    hearing.act(opener, "Press")
    state = hearing.interface(opener).state()
    assert (bool(state.expanded), bool(state.collapsed)) == (True, False)
    assert (told, ear.heard) == ([True], ["geöffnet"])
    hearing.act(opener, "Press")
    assert (told, ear.heard) == ([True, False], ["geöffnet", "geschlossen"])


def test_the_arrow_of_a_disclosure_turns(shown):
    opener = Disclosure("Was ist gemeint?")
    shown(opener, 400, 60)
    closed = seeing.picture(opener)
    opener.set_open(True)
    assert seeing.picture(opener) != closed


@pytest.mark.parametrize("kind", ["primary", "secondary"])
def test_enter_presses_a_button_outside_dialogs(shown, qtbot, kind):
    button = Button("&Weiter", kind)
    shown(button)
    button.setFocus()
    with qtbot.waitSignal(button.clicked):
        QTest.keyClick(button, Qt.Key.Key_Return)


def test_a_mnemonic_is_told_but_not_underlined(shown):
    plain, with_key = Button("Weiter"), Button("&Weiter")
    shown(plain)
    shown(with_key)
    assert hearing.name(with_key) == "Weiter"
    assert hearing.interface(with_key).text(QAccessible.Text.Accelerator) == "Alt+W"
    assert seeing.picture(plain) == seeing.picture(with_key)


def test_an_ampersand_in_a_button_is_shown(shown):
    button = Button("Recht && Ordnung")
    shown(button)
    without = Button("Recht  Ordnung")
    shown(without)
    assert hearing.name(button) == "Recht & Ordnung"
    assert seeing.picture(button) != seeing.picture(without)


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
def test_buttons_are_48_high_at_every_text_size(shown, styled, scale):
    styled("light", scale)
    button = Button("Excel-Datei speichern")
    shown(button)
    assert button.height() == round(48 * scale)
    assert seeing.clipped(button) == []


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("kind", ["primary", "secondary"])
@pytest.mark.parametrize("enabled", [True, False])
def test_words_and_outlines_of_buttons_have_contrast(shown, styled, theme, kind, enabled):
    styled(theme)
    button = Button("Weiter", kind)
    button.setEnabled(enabled)
    page = shown(on_page(button), 300, 100)
    assert seeing.strongest(button if kind == "primary" and enabled else page) >= 4.5


def test_a_disabled_button_is_dashed(shown):
    button = Button("Weiter", "secondary")
    button.setEnabled(False)
    page = shown(on_page(button), 300, 100)
    image, at = seeing.picture(page), button.pos()
    edge = [image.pixelColor(at.x() + x, at.y()).name() for x in range(10, button.width() - 10)]
    assert "#ffffff" in edge
    assert "#6e7597" in edge
