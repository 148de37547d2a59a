"""A question as a card: the same for every kind of field, silent when it shows what is stored."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop.widgets.question_card import TAKEN_OVER, QuestionCard
from desktop.widgets.text import Text
from questionnaires.conditions import parse
from questionnaires.model import Field, Kind, Option, Question
from tests.desktop import hearing, seeing

YES_NO = (
    Option("ja", "Ja"),
    Option("nein", "Nein"),
    Option("weiss_nicht", "Weiß ich nicht", exclusive=True),
)
SINCE = Field("O6.seit", Kind.DATE, "Freigeschaltet seit", show_if=parse("O6 = ja"))
ONLINE = Question(
    "O6",
    "formular",
    "Ist der Online-Dienst freigeschaltet?",
    Field("O6", Kind.SINGLE, "Freischaltung", YES_NO),
    (SINCE,),
    help="Es zählt, was Menschen heute nutzen können.",
    example="Der Dienst läuft in anderen Städten, aber nicht hier.",
    evidence="Link",
)
CASES = Question(
    "F2",
    "zahlen",
    "Wie viele Anträge gab es?",
    Field(
        "F2",
        Kind.NUMBER,
        "Anträge insgesamt",
        (Option("keine_angabe", "Keine Angabe"),),
        unit="Anträge",
        minimum=0,
    ),
)
PERIOD = Question(
    "F1",
    "zahlen",
    "Für welchen Zeitraum gelten die Zahlen?",
    Field("F1", Kind.GROUP, "Zeitraum"),
    (Field("F1.von", Kind.DATE, "Von"), Field("F1.bis", Kind.DATE, "Bis")),
)
OBSTACLES = Question(
    "H1",
    "fehlt",
    "Was hindert Sie?",
    Field("H1", Kind.MULTI, "Hindernisse", (Option("zeit", "Zeit fehlt"), *YES_NO[2:])),
)
OWNER = Question(
    "H2",
    "fehlt",
    "Wer kann das Hindernis beseitigen?",
    Field("H2", Kind.GROUP, "Wer"),
    tuple(
        Field(
            f"H2.{code}",
            Kind.SINGLE,
            f"Hindernis {code}",
            tuple(Option(str(n), f"Stelle {n}") for n in range(8)),
            show_if=parse(f"H1 contains {code}"),
        )
        for code in ("zeit", "recht")
    ),
)
ALL = (ONLINE, CASES, PERIOD, OBSTACLES, OWNER)


class Told:
    """What a card told, in order."""

    def __init__(self, card: QuestionCard) -> None:
        self.values: list[tuple[str, object]] = []
        self.notes: list[str] = []
        self.went_on = 0
        card.changed.connect(lambda field, value: self.values.append((field, value)))
        card.note_changed.connect(self.notes.append)
        card.next_wanted.connect(self._on)

    def _on(self) -> None:
        self.went_on += 1


@pytest.fixture
def ask(shown):
    def make(question: Question, compact: bool = False) -> tuple[QuestionCard, Told]:
        page = QWidget()
        card = QuestionCard(question, "Frage 7 von 14", "7", compact)
        box = QVBoxLayout(page)
        box.addWidget(card)
        box.addStretch(1)
        shown(page, 680, 640)
        card.page = page
        return card, Told(card)

    return make


def texts(card: QWidget) -> list[str]:
    return [t.text() for t in card.findChildren(Text) if t.isVisible()]


def test_the_answers_stand_in_a_group_named_with_the_question(ask):
    card, _told = ask(ONLINE)
    group = card.controls["O6"].group
    assert hearing.name(group) == "Frage 7 von 14: Ist der Online-Dienst freigeschaltet?"
    assert hearing.description(group).startswith("Es zählt, was Menschen heute nutzen können.")
    assert hearing.role(card.wording) == QAccessible.Role.Heading
    assert card.first_focus() is group.options[0]


def test_wording_help_and_example_are_there_and_the_example_only_on_demand(ask):
    card, _told = ask(ONLINE)
    assert "Es zählt, was Menschen heute nutzen können." in texts(card)
    assert not any("anderen Städten" in t for t in texts(card))
    opener = next(b for b in card.findChildren(QWidget) if hasattr(b, "is_open"))
    opener.click()
    assert any(
        t
        == "Der Dienst läuft in anderen Städten, aber nicht hier.\nAls Nachweis eignet sich: Link."
        for t in texts(card)
    )


def test_a_digit_answers_and_enter_goes_on(ask):
    card, told = ask(ONLINE)
    card.first_focus().setFocus()
    QTest.keyClicks(card.first_focus(), "1")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert (told.values, told.went_on) == ([("O6", "ja")], 1)


def test_a_field_appears_with_its_answer_and_keeps_its_place_in_the_tab_order(ask):
    card, told = ask(ONLINE)
    card.fill({"O6": "nein"}, {"O6"})
    assert "O6.seit" not in card.controls
    card.fill({"O6": "ja"}, {"O6", "O6.seit"})
    since = card.controls["O6.seit"]
    assert since.isVisible()
    card.first_focus().setFocus()
    for expected in (since.line.edit, card.note.edit):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is expected
    QTest.keyClicks(card.note.edit, "x")
    since.line.edit.setFocus()
    QTest.keyClicks(since.line.edit, "1.3.2026")
    QTest.keyClick(since.line.edit, Qt.Key.Key_Return)
    assert told.values == [("O6.seit", "2026-03-01")]
    card.fill({"O6": "nein"}, {"O6"})
    assert not since.isVisible()


def test_showing_what_is_stored_is_silent_and_the_same_twice(ask):
    card, told = ask(ONLINE)
    stored = {"O6": "ja", "O6.seit": "2026-03-01"}
    pictures = []
    for _ in range(2):
        card.fill(stored, {"O6", "O6.seit"}, note="Testantrag", taken_over=True)
        pictures.append(seeing.picture(card))
    assert pictures[0] == pictures[1]
    assert (told.values, told.notes) == ([], [])
    assert TAKEN_OVER in texts(card)
    card.fill({}, {"O6"})
    assert card.controls["O6"].group.code() is None
    assert card.note.edit.text() == ""
    assert TAKEN_OVER not in texts(card)


def test_a_year_in_the_note_is_text_and_flushed_on_demand(ask):
    card, told = ask(ONLINE)
    card.note.edit.setFocus()
    QTest.keyClicks(card.note.edit, "2026")
    assert card.flush()
    assert (told.values, told.notes) == ([], ["2026"])
    assert card.flush()
    assert told.notes == ["2026"]


def test_enter_in_the_note_goes_on(ask):
    card, told = ask(ONLINE)
    card.note.edit.setFocus()
    QTest.keyClick(card.note.edit, Qt.Key.Key_Return)
    assert told.went_on == 1


def test_only_digit_and_click_say_that_one_may_go_on_at_once(ask):
    card, _told = ask(ONLINE)
    picked = []
    card.picked.connect(lambda: picked.append(1))
    hearing.act(card.controls["O6"].group.options[1], "Toggle")
    assert picked == []
    card.first_focus().setFocus()
    QTest.keyClicks(card.first_focus(), "1")
    assert picked == [1]


def test_a_code_stands_instead_of_a_number_and_the_other_way_round(ask):
    card, told = ask(CASES)
    asked = card.controls["F2"]
    asked.line.edit.setFocus()
    QTest.keyClicks(asked.line.edit, "120")
    assert card.flush()
    asked.instead.options[0].setFocus()
    QTest.keyClicks(asked.instead.options[0], "1")
    assert asked.line.edit.text() == ""
    assert told.values == [("F2", 120), ("F2", "keine_angabe")]
    asked.line.edit.setFocus()
    QTest.keyClicks(asked.line.edit, "7")
    assert card.flush()
    assert asked.instead.code() is None
    assert told.values[-1] == ("F2", 7)


def test_a_stored_code_or_number_is_shown_where_it_belongs(ask):
    card, told = ask(CASES)
    card.fill({"F2": "keine_angabe"})
    asked = card.controls["F2"]
    assert (asked.line.edit.text(), asked.instead.code()) == ("", "keine_angabe")
    assert card.first_focus() is asked.instead.options[0]
    card.fill({"F2": 1200})
    assert (asked.line.edit.text(), asked.instead.code()) == ("1200", None)
    assert card.first_focus() is asked.line.edit
    assert told.values == []
    assert asked.line.label.text() == "Anträge insgesamt (Anträge)"


def test_a_number_out_of_bounds_is_said_at_the_field(ask):
    card, told = ask(CASES)
    asked = card.controls["F2"]
    asked.line.edit.setFocus()
    QTest.keyClicks(asked.line.edit, "-5")
    assert not card.flush()
    assert "Möglich sind Zahlen von 0" in asked.line.error()
    assert told.values == []


def test_the_page_can_say_what_is_wrong_beside_other_answers(ask):
    card, _told = ask(CASES)
    card.set_error("F2", "F3 ist größer als F2.")
    assert card.controls["F2"].line.error() == "F3 ist größer als F2."


def test_a_group_has_only_its_fields(ask):
    card, told = ask(PERIOD)
    assert list(card.controls) == ["F1.von", "F1.bis"]
    names = [hearing.name(c.line.edit) for c in card.controls.values()]
    assert names == ["Frage 7 von 14: Von", "Frage 7 von 14: Bis"]
    card.fill({"F1.von": "2025-01-01", "F1.bis": "2025-12-31"})
    assert card.controls["F1.bis"].line.edit.text() == "31.12.2025"
    assert told.values == []


def test_several_answers_are_told_as_a_tuple_and_none_as_none(ask):
    card, told = ask(OBSTACLES)
    card.first_focus().setFocus()
    QTest.keyClicks(card.first_focus(), "11")
    assert told.values == [("H1", ("zeit",)), ("H1", None)]
    assert "Mehrere Antworten sind möglich." in texts(card)


def test_many_answers_beside_the_main_one_are_a_list_to_open(ask):
    card, told = ask(OWNER)
    assert card.controls == {}
    card.fill({"H2.recht": "3"}, {"H2.recht"})
    card.fill({"H2.recht": "3", "H2.zeit": "1"}, {"H2.zeit", "H2.recht"})
    assert list(card.controls) == ["H2.zeit", "H2.recht"]
    tops = [c.mapTo(card, c.rect().topLeft()).y() for c in card.controls.values()]
    QApplication.processEvents()
    tops = [c.mapTo(card, c.rect().topLeft()).y() for c in card.controls.values()]
    assert tops == sorted(tops)
    combo = card.controls["H2.recht"].combo.combo
    assert combo.currentText() == "Stelle 3"
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Down)
    assert told.values == [("H2.recht", "4")]


def test_the_number_may_change_while_the_card_stands(ask):
    card, _told = ask(ONLINE)
    card.set_number("Frage 6 von 13", "6")
    assert hearing.name(card.controls["O6"].group).startswith("Frage 6 von 13: ")
    assert hearing.name(card.note.edit) == "Nachweis oder Notiz zu Frage 6 von 13 (freiwillig)"


def test_one_of_many_shows_its_number_no_help_and_a_note_only_if_there_is_one(ask):
    card, _told = ask(ONLINE, compact=True)
    assert not card.note.isVisible()
    assert "Es zählt, was Menschen heute nutzen können." not in texts(card)
    card.fill({}, {"O6"}, note="Testantrag")
    assert card.note.isVisible()
    group = card.controls["O6"].group
    assert group.mapTo(card, group.rect().topLeft()).x() == 28
    assert card.wording.contentsMargins().left() == 40


@pytest.mark.parametrize("compact", [False, True])
@pytest.mark.parametrize("question", ALL, ids=lambda q: q.id)
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_cut_off(ask, styled, question, compact, scale):
    styled("light", scale)
    card, _told = ask(question, compact)
    card.fill({}, {f.id for f in question.answer_fields}, note="Notiz")
    card.window().resize(round(680 * scale), round(900 * scale))
    assert seeing.clipped(card) == []


@pytest.mark.parametrize("question", ALL, ids=lambda q: q.id)
def test_every_stop_has_a_name_of_its_own(ask, question):
    card, _told = ask(question)
    card.fill({}, {f.id for f in question.answer_fields}, note="Notiz")
    stops = [w for w in card.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    names = [hearing.name(s) or s.accessibleName() for s in stops if s.isVisible()]
    assert all(names)
    assert len(set(names)) == len(names)
