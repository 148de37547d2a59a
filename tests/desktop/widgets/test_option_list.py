"""Choosing answers: by digit, arrow, click and by assistive technology."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from desktop.widgets.option_list import AnswerGroup, CheckBox, CheckGroup, Choice
from tests.desktop import hearing, seeing

WORDS = {"ja": "Ja, alles online", "teil": "Nein, ein Teil folgt", "weiss_nicht": "Weiß ich nicht"}
CHOICES = [Choice(c, w, exclusive=c == "weiss_nicht") for c, w in WORDS.items()]


class Heard(list):
    """Collects what a signal tells."""

    def __init__(self, signal) -> None:
        super().__init__()
        signal.connect(self.append)


def key(widget: QWidget, what) -> None:
    if isinstance(what, str):
        QTest.keyClicks(widget, what)
    else:
        QTest.keyClick(widget, what)


@pytest.fixture
def group(shown):
    made = AnswerGroup("Frage 7 von 14: Kann der Antrag …?", CHOICES, "Eine E-Mail zählt nicht.")
    shown(made, 600, 160)
    made.options[0].setFocus()
    return made


@pytest.fixture
def checks(shown):
    made = CheckGroup("Frage 3: Was hindert Sie?", CHOICES)
    shown(made, 600, 200)
    made.options[0].setFocus()
    return made


def test_a_group_is_told_with_its_question_and_its_keys(group):
    assert hearing.role(group) == QAccessible.Role.Grouping
    assert hearing.name(group) == "Frage 7 von 14: Kann der Antrag …?"
    said = "Eine E-Mail zählt nicht. 3 Antworten. Ziffern wählen, Eingabe geht weiter."
    assert hearing.description(group) == said
    assert hearing.child_names(group) == list(WORDS.values())
    assert {c.role() for c in hearing.children(group)} == {QAccessible.Role.RadioButton}


def test_a_digit_chooses_and_tells_once(group):
    chosen, picked = Heard(group.chosen), Heard(group.picked)
    key(group.options[0], "2")
    assert (chosen, picked, group.code()) == (["teil"], ["teil"], "teil")
    assert QApplication.focusWidget() is group.options[1]
    key(group.options[1], "2")
    assert (chosen, picked) == (["teil"], ["teil", "teil"])  # the same answer again: one may go on


def test_a_digit_without_an_answer_does_nothing(group):
    chosen = Heard(group.chosen)
    key(group.options[0], "9")
    assert (chosen, group.code()) == ([], None)


def test_digits_with_control_belong_to_the_window(group):
    chosen = Heard(group.chosen)
    QTest.keyClick(group.options[0], Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert chosen == []


@pytest.mark.parametrize("which", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_goes_on_and_chooses_nothing(group, qtbot, which):
    with qtbot.waitSignal(group.next_wanted):
        key(group.options[0], which)
    assert group.code() is None


def test_arrows_first_move_then_choose_but_never_go_on(group):
    chosen, picked, on = Heard(group.chosen), Heard(group.picked), []
    group.next_wanted.connect(lambda: on.append(1))
    key(group.options[0], Qt.Key.Key_Down)
    assert (chosen, QApplication.focusWidget()) == ([], group.options[1])
    key(group.options[1], Qt.Key.Key_Space)
    key(group.options[1], Qt.Key.Key_Down)
    assert chosen == ["teil", "weiss_nicht"]
    assert (picked, on) == ([], [])


def test_a_click_anywhere_on_the_card_chooses(group):
    chosen, picked = Heard(group.chosen), Heard(group.picked)
    option = group.options[1]
    QTest.mouseClick(
        option,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        QPoint(option.width() - 3, 3),
    )
    assert (chosen, picked) == (["teil"], ["teil"])


def test_a_screen_reader_toggles_and_the_answer_is_told(group):
    chosen, picked = Heard(group.chosen), Heard(group.picked)
    assert "Toggle" in hearing.actions(group.options[2])
    hearing.act(group.options[2], "Toggle")
    assert (chosen, picked) == (["weiss_nicht"], [])
    assert hearing.interface(group.options[2]).state().checked


def test_showing_a_stored_answer_or_none_tells_nobody(group):
    chosen = Heard(group.chosen)
    for code in ("teil", "teil", None, "ja", None):
        group.fill(code)
        assert group.code() == code
    assert chosen == []
    assert group.first_focus() is group.options[0]


def test_tab_visits_a_group_once(shown):
    page = QWidget()
    box = QVBoxLayout(page)
    group, after = AnswerGroup("Frage", CHOICES), QLineEdit()
    box.addWidget(group)
    box.addWidget(after)
    shown(page, 600, 300)
    group.fill("teil")
    group.first_focus().setFocus()
    key(group.first_focus(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is after


def test_a_year_typed_into_a_note_stays_text(shown):
    page = QWidget()
    box = QVBoxLayout(page)
    group, note = AnswerGroup("Frage", CHOICES), QLineEdit()
    box.addWidget(group)
    box.addWidget(note)
    shown(page, 600, 300)
    chosen = Heard(group.chosen)
    note.setFocus()
    key(note, "2026")
    assert (note.text(), chosen, group.code()) == ("2026", [], None)


def test_the_eleventh_answer_has_a_letter(shown):
    group = AnswerGroup("Frage", [Choice(str(n), f"Antwort {n}") for n in range(1, 16)])
    shown(group, 600, 900)
    group.options[0].setFocus()
    key(group.options[0], "0")
    assert group.code() == "10"
    key(group.options[9], "a")
    assert group.code() == "11"


def test_an_answer_with_an_anchor_says_and_shows_it(shown):
    group = AnswerGroup("Frage", [Choice("1", "Mit Hilfe", "Jemand zeigt mir, wie es geht.")])
    shown(group, 600, 100)
    assert hearing.description(group.options[0]) == "Jemand zeigt mir, wie es geht."
    assert group.options[0].heightForWidth(600) == 72


def test_an_ampersand_is_no_mnemonic(shown):
    group = AnswerGroup("Frage", [Choice("1", "Recht & Ordnung")])
    shown(group, 400, 60)
    assert hearing.name(group.options[0]) == "Recht & Ordnung"
    assert hearing.interface(group.options[0]).text(QAccessible.Text.Accelerator) == ""


def test_choosing_moves_nothing(group):
    heights = [o.height() for o in group.options]
    group.fill("teil")
    QApplication.processEvents()
    assert [o.height() for o in group.options] == heights == [48, 48, 48]


def test_long_answers_wrap_instead_of_being_cut(shown, styled):
    words = "Datei oder Webformular mit Ausfüllhilfe, danach Ausdruck oder Versand per Post"
    group = AnswerGroup("Frage", [Choice("1", words)])
    shown(group, 360, 200)
    assert group.options[0].height() > 48
    styled("light", 2.0)
    group.resize(720, 400)
    assert seeing.clipped(group) == []


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("kind", [AnswerGroup, CheckGroup])
def test_marks_of_empty_controls_have_contrast(shown, styled, theme, kind):
    styled(theme)
    group = kind("Frage", CHOICES)
    shown(group, 500, 200)
    assert seeing.strongest(group.options[0]) >= 3


def test_several_answers_are_told_together_in_their_order(checks):
    chosen = Heard(checks.chosen)
    key(checks.options[0], "2")
    key(checks.options[1], "1")
    assert chosen == [("teil",), ("ja", "teil")]
    key(checks.options[0], "1")
    assert chosen[-1] == ("teil",)


def test_an_exclusive_answer_stands_alone(checks):
    chosen = Heard(checks.chosen)
    key(checks.options[0], "12")
    key(checks.options[0], "3")
    assert chosen[-1] == ("weiss_nicht",)
    key(checks.options[0], "1")
    assert chosen[-1] == ("ja",)
    assert len(chosen) == 4  # one per key, never one per box


def test_check_boxes_are_told_and_toggled_as_such(checks):
    chosen = Heard(checks.chosen)
    assert {c.role() for c in hearing.children(checks)} == {QAccessible.Role.CheckBox}
    hearing.act(checks.options[1], "Toggle")
    assert chosen == [("teil",)]


def test_showing_stored_answers_tells_nobody(checks):
    chosen = Heard(checks.chosen)
    checks.fill(("ja", "teil"))
    checks.fill(("ja", "teil"))
    assert (checks.codes(), chosen) == (("ja", "teil"), [])
    assert checks.first_focus() is checks.options[0]


def test_enter_in_a_check_group_goes_on_and_toggles_nothing(checks, qtbot):
    with qtbot.waitSignal(checks.next_wanted):
        key(checks.options[0], Qt.Key.Key_Return)
    assert checks.codes() == ()


def test_a_single_box_is_as_wide_as_its_words_and_listens_to_toggling(shown):
    box = CheckBox("Notizen mitgeben", "Sie stehen dann in der Datei.")
    page = QWidget()
    QVBoxLayout(page).addWidget(box, 0, Qt.AlignmentFlag.AlignLeft)
    shown(page, 600, 100)
    told = Heard(box.toggled)
    box.fill(on=True)
    assert told == []
    hearing.act(box, "Toggle")
    assert told == [False]
    assert box.heightForWidth(box.width()) == 40
    assert box.width() < 250
    assert hearing.description(box) == "Sie stehen dann in der Datei."


def test_rows_on_a_page_with_all_questions_are_44_high_without_gaps(shown):
    group = AnswerGroup("Frage", CHOICES, compact=True)
    shown(group, 600, 132)
    assert [o.y() for o in group.options] == [0, 44, 88]
