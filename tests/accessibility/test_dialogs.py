"""Questions and the dialogs that Qt brings along: German, named, whole, with a visible focus."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QLineEdit, QMessageBox, QTextBrowser

from desktop import appearance
from desktop.prompts import Question, QuestionDialog
from desktop.session import UNSAVED
from tests.accessibility.probes import PROBES
from tests.accessibility.probes_names import ENGLISH
from tests.accessibility.room import Room, settle
from tests.accessibility.scenes import LONG, LOOKS

LONG_QUESTION = Question(
    f"„{LONG}“ entfernen?",
    "Ihre gespeicherten Antworten sind sicher.\nSie können das rückgängig machen.",
    (("remove", "Entfernen"), ("stay", "Hier bleiben")),
    copy="Fehler 17",
)
ANYWHERE = ("UX-13", "UX-01", "UX-02", "UX-09", "UX-10", "UX-14", "UX-17", "UX-18", "UX-30")


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("question", [UNSAVED, LONG_QUESTION], ids=["short", "long"])
def test_a_question_passes(german, qtbot, look, question):
    appearance.apply(look.theme, look.scale)
    dialog = QuestionDialog(question)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitExposed(dialog)
    settle()
    assert dialog.width() <= look.width
    room = Room(dialog)
    assert [f"{code} {f}" for code in ANYWHERE for f in PROBES[code](room)] == []


def words_of_buttons(box: QDialogButtonBox) -> list[str]:
    return [b.text().replace("&", "") for b in box.buttons()]


def test_the_buttons_of_qt_are_german(german, qtbot):
    every = QDialogButtonBox.StandardButton
    box = QDialogButtonBox()
    qtbot.addWidget(box)
    kinds = (every.Ok, every.Cancel, every.Save, every.Open, every.Yes, every.No, every.Close)
    for kind in (*kinds, every.Discard, every.Apply, every.Reset, every.Help, every.Retry):
        box.addButton(kind)
    words = words_of_buttons(box)
    assert {"Abbrechen", "Speichern", "Öffnen", "Ja", "Nein", "Schließen", "Verwerfen"} <= {*words}
    assert [w for w in words if ENGLISH.search(w)] == []


def test_without_the_translation_they_would_be_english_and_noticed(german, qtbot):
    translators = german.findChildren(QTranslator)
    for translator in translators:
        german.removeTranslator(translator)
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    words = words_of_buttons(box)
    for translator in translators:
        german.installTranslator(translator)
    assert words == ["Cancel"]
    assert ENGLISH.search(words[0])


def test_file_dialogs_and_context_menus_of_qt_are_german(german, qtbot):
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    asked = QMessageBox()
    asked.setStandardButtons(QMessageBox.StandardButton.Save | QMessageBox.StandardButton.Cancel)
    line, text = QLineEdit("x"), QTextBrowser()
    for widget in (dialog, asked, line, text):
        qtbot.addWidget(widget)
    menus = (line.createStandardContextMenu(), text.createStandardContextMenu())
    words = [a.text() for menu in menus for a in menu.actions()]
    words += [b.text() for b in asked.buttons()]
    kinds = QFileDialog.DialogLabel
    words += [dialog.labelText(k) for k in (kinds.LookIn, kinds.FileName, kinds.FileType)]
    words += [dialog.labelText(k) for k in (kinds.Accept, kinds.Reject)]
    told = [w.replace("&", "") for w in words if w]
    assert "Abbrechen" in told
    assert [w for w in told if ENGLISH.search(w)] == []
