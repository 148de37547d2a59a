"""Fields: German input becomes values, errors are words, nothing is told twice or too early."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.widgets.combo_field import ComboField
from desktop.widgets.fields import DATE, NUMBER, PAUSE, Entry, LineField
from desktop.widgets.option_face import Choice
from desktop.widgets.reading import (
    NO_DATE,
    NO_NUMBER,
    NO_SUCH_DAY,
    NOT_WHOLE,
    Trouble,
    checked,
    read_date,
    read_number,
    read_text,
    show_date,
    show_number,
)
from desktop.widgets.search_field import SearchField
from questionnaires.model import Field, Kind
from tests.desktop import hearing, seeing

DEPARTMENTS = [Choice("bs", "Bürgerservice"), Choice("bau", "Bauordnung"), Choice("st", "Steuern")]


def told_by(field) -> list:
    told: list = []
    field.edited.connect(told.append)
    return told


@pytest.fixture
def other(shown):
    """A page with room for a field and another one to go to."""
    page = QWidget()
    box = QVBoxLayout(page)
    after = QLineEdit()
    box.addWidget(after)

    def put(field: QWidget) -> QLineEdit:
        box.insertWidget(0, field)
        shown(page, 600, 300)
        return after

    return put


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None), ("   ", None), ("0", 0), ("120", 120), ("1.200", 1200), ("1.200.000", 1200000),
        ("12,5", 12.5), ("12,0", 12), ("-3", -3), ("1 200", 1200), ("1\u00a0200", 1200),
        ("1.20", NO_NUMBER), ("1,2,3", NO_NUMBER), ("viele", NO_NUMBER), ("12.5", NO_NUMBER),
        ("1e5", NO_NUMBER), ("²", NO_NUMBER),
    ],
)  # fmt: skip
def test_numbers_are_read_the_german_way_and_never_guessed(text, value):
    assert read_number(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None), ("1.3.2026", "2026-03-01"), ("01.03.2026", "2026-03-01"),
        ("29.02.2028", "2028-02-29"), ("31.02.2027", NO_SUCH_DAY), ("29.02.2027", NO_SUCH_DAY),
        ("1.3.26", NO_DATE), ("2026-03-01", NO_DATE), ("März 2026", NO_DATE), ("1.3.", NO_DATE),
    ],
)  # fmt: skip
def test_days_are_read_the_german_way(text, value):
    assert read_date(text) == value


def test_values_are_shown_as_they_are_read():
    assert [show_number(n) for n in (1200, 12.5)] == ["1200", "12,5"]
    assert [show_date(d) for d in ("2026-03-01", "nie")] == ["01.03.2026", "nie"]
    assert read_text("  Link  ") == "Link"
    assert read_text(" \t ") is None


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        (Field("F3", Kind.NUMBER, "Davon online", minimum=0), -1, "Möglich sind Zahlen von 0"),
        (Field("F3", Kind.NUMBER, "Davon online", maximum=10), 11, "bis 10"),
        (Field("F3", Kind.NUMBER, "Davon online"), 2.5, NOT_WHOLE.words),
        (Field("O6.seit", Kind.DATE, "Seit"), "0026-03-01", "Jahr"),
    ],
)
def test_what_every_other_door_refuses_is_refused_here_in_words(field, value, words):
    judged = checked(field, value)
    assert isinstance(judged, Trouble)
    assert words in judged.words


def test_what_is_right_passes():
    assert checked(Field("F3", Kind.NUMBER, "Davon online", minimum=0), 11) == 11
    assert checked(Field("F3", Kind.NUMBER, "Davon online"), None) is None
    assert checked(Field("x", Kind.NUMBER, "Anteil", whole=False), 2.5) == 2.5


def test_a_field_is_labelled_for_eye_and_ear(other):
    field = LineField("Nachweis oder Notiz", optional=True)
    other(field)
    assert field.label.text() == "Nachweis oder Notiz (freiwillig)"
    assert field.label.buddy() is field.edit
    assert hearing.name(field.edit) == "Nachweis oder Notiz (freiwillig)"
    assert hearing.role(field.edit) == QAccessible.Role.EditableText


def test_text_is_told_after_a_pause_and_only_once(other, qtbot):
    field = LineField("Notiz")
    after = other(field)
    told = told_by(field)
    field.edit.setFocus()
    QTest.keyClicks(field.edit, "Testantrag")
    assert told == []
    qtbot.waitUntil(lambda: told == ["Testantrag"], timeout=PAUSE * 5)
    after.setFocus()
    assert told == ["Testantrag"]


def test_text_is_told_at_once_when_the_focus_leaves(other):
    field = LineField("Notiz")
    after = other(field)
    told = told_by(field)
    field.edit.setFocus()
    QTest.keyClicks(field.edit, "2026")
    after.setFocus()
    assert told == ["2026"]


def test_clearing_a_field_takes_the_value_away(other):
    field = LineField("Notiz")
    after = other(field)
    field.fill("alt")
    told = told_by(field)
    field.edit.setFocus()
    field.edit.selectAll()
    QTest.keyClick(field.edit, Qt.Key.Key_Delete)
    after.setFocus()
    assert told == [None]


def test_half_a_date_is_no_error_until_one_leaves(other, qtbot):
    field = LineField("Bis wann", DATE)
    after = other(field)
    told = told_by(field)
    field.edit.setFocus()
    QTest.keyClicks(field.edit, "31.02.2027")
    qtbot.wait(PAUSE + 50)
    assert (field.error(), told) == ("", [])
    after.setFocus()
    assert field.error() == NO_SUCH_DAY.words
    assert field.edit.text() == "31.02.2027"  # what was typed stays, to be mended
    assert hearing.description(field.edit).startswith(f"Fehler: {NO_SUCH_DAY.words}")
    QTest.keyClick(field.edit, Qt.Key.Key_End)
    field.edit.setFocus()
    QTest.keyClick(field.edit, Qt.Key.Key_Backspace)
    assert field.error() == ""  # while one mends, nothing scolds


def test_a_wrong_date_takes_the_stored_one_away(other):
    field = LineField("Bis wann", DATE)
    after = other(field)
    field.fill("2027-02-28")
    told = told_by(field)
    field.edit.setFocus()
    field.edit.setText("")
    QTest.keyClicks(field.edit, "31.02.2027")
    after.setFocus()
    assert told == [None]
    field.fill(None)  # the store answers: nothing is stored
    assert field.edit.text() == "31.02.2027"
    assert field.error() == NO_SUCH_DAY.words


def test_showing_a_stored_value_tells_nobody_and_drops_the_error(other):
    field = LineField("Bis wann", DATE)
    other(field)
    told = told_by(field)
    field.edit.setText("x")
    field.flush()
    field.fill("2027-02-28")
    assert (field.edit.text(), field.error(), told) == ("28.02.2027", "", [])


def test_enter_tells_and_goes_on_only_with_a_value_that_makes_sense(other, qtbot):
    field = LineField("Anträge", NUMBER)
    other(field)
    told = told_by(field)
    field.edit.setFocus()
    QTest.keyClicks(field.edit, "viele")
    with qtbot.assertNotEmitted(field.finished):
        QTest.keyClick(field.edit, Qt.Key.Key_Return)
    assert field.error() == NO_NUMBER.words
    field.edit.selectAll()
    QTest.keyClicks(field.edit, "1.200")
    with qtbot.waitSignal(field.finished):
        QTest.keyClick(field.edit, Qt.Key.Key_Return)
    assert told == [1200]


def test_an_error_is_a_bar_an_icon_and_words(other):
    field = LineField("Bis wann", Entry(DATE.read, DATE.show, 220))
    other(field)
    calm = field.sizeHint().height()
    field.edit.setText("x")
    assert not field.flush()
    image = seeing.picture(field)
    assert image.pixelColor(1, 20).name() == "#c31c13"
    assert field.sizeHint().height() == calm + 8 + 24 + 8
    assert field.edit.property("error") == "true"
    field.set_error("")
    assert field.sizeHint().height() == calm


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_outlines_of_fields_have_contrast(other, styled, theme):
    styled(theme)
    field = LineField("Notiz")
    other(field)
    ground = seeing.colours(seeing.picture(field.window())).most_common(1)[0][0]
    assert seeing.outline(field.edit, ground) >= 3


def test_a_combo_box_is_labelled_and_tells_what_a_person_chose(other):
    field = ComboField("Fachdienst", DEPARTMENTS)
    other(field)
    told = told_by(field)
    assert field.code() is None
    assert hearing.role(field.combo) == QAccessible.Role.ComboBox
    assert field.label.buddy() is field.combo
    field.fill("bau")
    assert (field.code(), told) == ("bau", [])
    field.combo.setFocus()
    QTest.keyClick(field.combo, Qt.Key.Key_Down)
    assert told == ["st"]


def test_the_wheel_does_not_turn_a_combo_box(other, qapp):
    field = ComboField("Fachdienst", DEPARTMENTS)
    other(field)
    field.fill("bs")
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    qapp.sendEvent(field.combo, event)
    assert field.code() == "bs"


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Return])
def test_typing_any_part_finds_a_department(other, qapp, key):
    field = ComboField("Fachdienst", DEPARTMENTS, search=True)
    after = other(field)
    told = told_by(field)
    line = field.combo.lineEdit()
    assert line is not None
    assert hearing.name(line) == "Fachdienst"
    line.setFocus()
    QTest.keyClicks(line, "euer")
    QTest.keyClick(qapp.activePopupWidget(), key)
    assert told == ["st"]
    assert field.combo.currentText() == "Steuern"
    assert after.hasFocus() == (key == Qt.Key.Key_Tab)


def test_what_is_no_department_is_said_in_words(other):
    field = ComboField("Fachdienst", DEPARTMENTS, search=True)
    after = other(field)
    line = field.combo.lineEdit()
    line.setFocus()
    QTest.keyClicks(line, "zzz")
    after.setFocus()
    assert field.code() is None
    assert field.error() == "Wählen Sie einen Eintrag aus der Liste."


def test_a_search_field_tells_each_key_and_is_cleared_by_escape(other, qtbot):
    field = SearchField("Suchen", "Name oder Stichwort")
    other(field)
    told: list[str] = []
    field.searched.connect(told.append)
    field.edit.setFocus()
    QTest.keyClicks(field.edit, "hu")
    assert field.edit.clear_button.isVisible()
    QTest.keyClick(field.edit, Qt.Key.Key_Escape)
    assert told == ["h", "hu", ""]
    assert not field.edit.clear_button.isVisible()
    with qtbot.waitSignal(field.edit.list_wanted):
        QTest.keyClick(field.edit, Qt.Key.Key_Down)


def test_the_cross_of_a_search_field_has_a_name_and_is_no_tab_stop(other):
    field = SearchField()
    other(field)
    field.edit.setText("hund")
    cross = field.edit.clear_button
    assert hearing.name(cross) == "Suche leeren"
    assert cross.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert min(cross.width(), cross.height()) >= 24
    cross.click()
    assert field.edit.text() == ""
