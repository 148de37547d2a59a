"""Each probe finds its fault on a small page made to have it, and nothing on a sound one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTableWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop import appearance
from desktop.widgets.buttons import Button
from desktop.widgets.fields import LineField
from desktop.widgets.focus_ring import FocusRing
from desktop.widgets.option_list import AnswerGroup, Choice
from desktop.widgets.text import Heading, Text
from tests.accessibility.probes import PROBES
from tests.accessibility.room import settle
from tests.accessibility.small_pages import QUESTION, SmallPage, holding, sound_page


@pytest.fixture
def faults(room):
    """Return what a probe finds on a page with these widgets: `faults("UX-01", widget)`."""

    def find(probe, *widgets, title="Kleine Seite – Hundesteuer", about=""):
        return PROBES[probe](room(SmallPage(*widgets, title=title), about))

    return find


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_sound_page_has_no_fault(room, scale):
    shown = room(sound_page(), "Hundesteuer")
    appearance.apply("light", scale)
    shown.window.resize(1366, 768)
    settle()
    assert [f"{code} {f}" for code, probe in PROBES.items() for f in probe(shown)] == []


def test_01_a_button_with_only_a_picture_has_no_name(faults):
    button = QToolButton()
    button.setToolTip("Drucken")
    assert any("no name" in f for f in faults("UX-01", button))


def test_01_a_painted_control_has_no_role(faults):
    control = QWidget()
    control.setMinimumSize(40, 40)
    control.setAccessibleName("Karte")
    control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    assert faults("UX-01", control) == ["QWidget „Karte“: role Client"]


def test_02_a_field_without_label_is_found(faults):
    assert faults("UX-02", QLineEdit())[0] == "LineEdit „“: no label".replace("Line", "QLine")


def test_02_a_buddy_is_a_label(faults):
    edit, words = QLineEdit(), QLabel("Name")
    words.setBuddy(edit)
    assert faults("UX-02", words, edit) == []


def test_02_two_buttons_of_one_name_are_found(faults):
    assert faults("UX-02", Button("Ändern"), Button("Ändern")) == ["2 × „Ändern“"]


def test_02_equal_answers_to_different_questions_are_fine(faults):
    groups = [AnswerGroup(f"Frage {n}", [Choice("ja", "Ja")]) for n in (1, 2)]
    assert faults("UX-02", *groups) == []


def test_04_progress_without_end_or_name_is_found(faults):
    bar = QProgressBar()
    bar.setRange(0, 0)
    assert len(faults("UX-04", bar)) == 2


def test_05_an_answer_in_no_group_is_found(faults):
    assert faults("UX-05", QRadioButton("Ja")) == ["QRadioButton „Ja“: in no group"]


def test_05_a_group_that_is_named_otherwise_than_one_sees_is_found(faults):
    group = AnswerGroup("Frage 7", [Choice("ja", "Ja")])
    assert "no visible question" in faults("UX-05", Heading(QUESTION, 2), group)[0]


def test_09_a_button_for_the_mouse_only_is_found(faults):
    button = Button("Löschen")
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    assert faults("UX-09", button) == ["Button „Löschen“: not reached with Tab"]


def test_09_a_button_that_enter_does_not_press_is_found(faults):
    assert faults("UX-09", QPushButton("Löschen")) == [
        "QPushButton „Löschen“: Enter does not press it"
    ]


def test_10_a_text_that_keeps_tab_is_a_trap(faults):
    assert "does not come back" in faults("UX-10", QPlainTextEdit())[0]


def test_10_a_stop_that_is_left_out_backwards_is_found(faults):
    class Slippery(QLineEdit):
        def focusNextPrevChild(self, forwards):  # noqa: N802
            if forwards:
                return super().focusNextPrevChild(True)
            self.window().focusNextPrevChild(False)
            return self.window().focusNextPrevChild(False)

    assert faults("UX-10", LineField("Eins"), Slippery())


def test_11_a_shortcut_of_one_letter_is_found(faults):
    button = Button("Löschen")
    QShortcut(Qt.Key.Key_L, button)
    assert faults("UX-11", button) == ["shortcut L"]


def test_11_a_field_that_swallows_digits_is_found(faults):
    class Proud(QLineEdit):
        def keyPressEvent(self, event: QKeyEvent):  # noqa: N802
            if not event.text().isdigit():
                super().keyPressEvent(event)

    assert "typing in" in faults("UX-11", Proud())[0]


def test_12_tab_against_the_reading_order_is_found(faults):
    fields = holding(QVBoxLayout, LineField("Eins"), LineField("Zwei"))
    layout = fields.layout()
    assert isinstance(layout, QBoxLayout)
    layout.setDirection(QBoxLayout.Direction.BottomToTop)
    assert faults("UX-12", fields) == ["LineEdit „Zwei“ stands before LineEdit „Eins“"]


def test_13_a_focus_that_nothing_shows_is_found(faults, monkeypatch):
    monkeypatch.setattr(FocusRing, "paintEvent", lambda _ring, _event: None)
    assert "pixels around it change visibly" in faults("UX-13", LineField("Eins"))[0]


def test_13_a_ring_24_px_above_its_widget_is_found(faults, monkeypatch):
    def higher(ring, box):
        QWidget.setGeometry(ring, box.translated(0, -24))

    monkeypatch.setattr(FocusRing, "setGeometry", higher)
    assert "pixels around it change visibly" in faults("UX-13", LineField("Eins"))[0]


def test_13_a_ring_too_faint_is_found(faults, monkeypatch):
    def faint(ring, _event):
        QPainter(ring).fillRect(ring.rect(), appearance.colour("hair"))

    monkeypatch.setattr(FocusRing, "paintEvent", faint)
    assert "pixels around it change visibly" in faults("UX-13", LineField("Eins"))[0]


def test_13_something_that_lies_on_top_is_found(room):
    field = LineField("Eins")
    shown = room(SmallPage(field))
    lid = QLabel("Deckel", shown.window)
    lid.setGeometry(QRect(0, 0, 1280, 700))
    lid.show()
    assert "is covered by something" in PROBES["UX-13"](shown)[0]


def test_13_a_stop_out_of_the_window_is_found(faults):
    far = QWidget()
    far.setMinimumHeight(60)
    edit = QLineEdit("weit rechts", far)
    edit.setGeometry(1200, 0, 200, 40)
    holder = holding(QHBoxLayout, far)
    holder.layout().addWidget(edit)
    edit.setParent(far)
    edit.setAccessibleName("Weit rechts")
    edit.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    assert any("cut off at the right" in f for f in faults("UX-13", far))


def test_13_the_last_row_of_a_table_out_of_sight_is_found(faults, monkeypatch):
    monkeypatch.setattr(FocusRing, "show_target", lambda _ring: None)
    table = QTableWidget(40, 1)
    table.setAccessibleName("Tabelle")
    table.setMinimumHeight(1400)
    table.setTabKeyNavigation(False)
    table.focus_rect = lambda: table.visualRect(table.currentIndex())
    assert any("Key_End" in f for f in faults("UX-13", table))


def test_14_faint_words_are_found(faults):
    (fault,) = faults("UX-14", Text("Kaum zu lesen", token="hair"))
    assert fault.startswith("„Kaum zu lesen“: 1.")


def test_14_words_of_delegates_are_measured_too(faults):
    table = QTableWidget(1, 1)
    table.setAccessibleName("Tabelle")
    table.setStyleSheet("color: #bbbbbb; background: white")
    table.setVerticalHeaderLabels(["Zeile"])
    assert any("„Zeile“" in f for f in faults("UX-14", table))


def test_17_a_label_with_too_little_height_is_found(faults):
    words = Text("Diese Worte brauchen zwei Zeilen, bekommen aber nur eine. " * 3)
    words.setFixedHeight(28)
    assert any("is cut off" in f for f in faults("UX-17", words))


def test_17_shortened_words_are_found(faults):
    class Shortening(QLabel):
        def paintEvent(self, _event):  # noqa: N802
            QPainter(self).drawText(0, 16, "Grundstücksverkehrs…")

    assert faults("UX-17", Shortening("Grundstücksverkehrsgenehmigung")) == [
        "„Grundstücksverkehrs…“ is shortened"
    ]


def test_17_an_ellipsis_that_belongs_to_the_words_is_none(faults):
    assert faults("UX-17", Text("Anderen Ordner wählen …")) == []


def test_18_something_wider_than_the_window_is_found(faults):
    wide = QLabel("breit")
    wide.setMinimumWidth(1600)
    found = faults("UX-18", wide)
    assert any("content is wider" in f for f in found)
    assert any("stands at" in f for f in found)


def test_18_a_scroll_bar_is_found_but_not_in_a_table(faults):
    area, wide = QScrollArea(), QLabel("x" * 300)
    area.setWidget(wide)
    area.setMinimumHeight(80)
    assert any("scroll bar in QScrollArea" in f for f in faults("UX-18", area))
    table = QTableWidget(1, 40)
    assert faults("UX-18", table) == []


def test_22_a_page_that_goes_away_when_something_has_the_focus_is_found(room):
    class Jumpy(QLineEdit):
        def focusInEvent(self, event):  # noqa: N802
            super().focusInEvent(event)
            self.window().setWindowTitle("Frage 2")

    shown = room(SmallPage(LineField("Eins"), Jumpy()))
    assert "the page changes at Jumpy" in PROBES["UX-22"](shown)[0]


def test_22_arrows_that_turn_the_page_are_found(room):
    class Turning(QGroupBox):
        def keyPressEvent(self, event):  # noqa: N802
            if event.key() == Qt.Key.Key_Down:
                self.window().setWindowTitle("Frage 2")

    box = Turning()
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    box.setMinimumHeight(60)
    assert PROBES["UX-22"](room(SmallPage(box))) == ["arrows change the page at Turning „“"]


@pytest.mark.parametrize("where", ["text", "tip", "name", "placeholder"])
def test_30_an_english_word_is_found_wherever_it_is(faults, where):
    field, button = LineField("Notiz"), Button("Abbrechen")
    if where == "text":
        button.setText("Cancel")
    elif where == "tip":
        button.setToolTip("Cancel")
    elif where == "name":
        button.setAccessibleName("Cancel")
    else:
        field.edit.setPlaceholderText("Cancel")
    assert faults("UX-30", field, button) == ["„Cancel“ in „Cancel“"]


def test_33_a_mnemonic_given_twice_is_found(faults):
    assert faults("UX-33", Button("&Wählen"), Button("&Wechseln")) == ["2 × Alt+W"]


def test_33_a_shortcut_given_twice_is_found(faults):
    button = Button("Suchen")
    QShortcut("Ctrl+1", button)
    assert faults("UX-33", button) == ["2 × Ctrl+1"]


def test_34_a_title_that_names_no_page_or_object_is_found(faults):
    assert faults("UX-34", title="")
    assert faults("UX-34", about="Wohngeld") == [
        "„Wohngeld“ is not in „Kleine Seite – Hundesteuer – Selbstcheck Digitale Verwaltung“"
    ]


def test_12_a_page_that_begins_outside_of_itself_is_found(room):
    shown = room(SmallPage(LineField("Eins")))
    shown.window.status.help.setFocus()
    settle()
    assert PROBES["UX-12"](shown) == ["the page begins in „Status“"]
