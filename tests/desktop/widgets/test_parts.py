"""Columns, rows, texts, ladder, tasks, messages, words of state, bars."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.widgets.buttons import Button
from desktop.widgets.ladder import Ladder, LadderPanel, LadderView, Missing, RungModel
from desktop.widgets.link import LinkButton
from desktop.widgets.notice_bar import Notice, NoticeBar
from desktop.widgets.parts import Column, Row
from desktop.widgets.progress_view import ProgressHead, ProgressView
from desktop.widgets.status_word import LOOKS, StatusWord
from desktop.widgets.summary_row import Summary, SummaryRow
from desktop.widgets.tabs import Tabs
from desktop.widgets.task_row import Task, TaskRow
from desktop.widgets.text import Heading, Paragraph, Span, Text, Type
from tests.desktop import hearing, seeing
from tests.desktop.gallery_widgets import LEVELS, rungs

TASK = Task("Leistungen prüfen", "12 von 15 fertig", "In Arbeit", "active", "1", 0.8)
THEMES = ("light", "dark", "contrast")
VIEW = LadderView(
    "Stufe 2 von 4",
    "Steht fest. 1 Frage ist noch offen.",
    rungs(2),
    "Für Stufe 3 fehlt noch",
    (
        Missing("O7", "Antrag vollständig abschicken", "Frage 7 · unser Fachdienst"),
        Missing("O9", "Sichere Anmeldung klären", "Frage 9 · noch offen"),
    ),
)


class TestText:
    def test_lines_sit_at_whole_multiples_of_the_line_height(self, shown):
        words = Paragraph("Eine einfache E-Mail zählt nicht. Sie kommt nicht sicher an.")
        layout = words.layout(200)
        assert layout.lineCount() == 3
        tops = [layout.lineAt(n).y() + layout.lineAt(n).ascent() for n in range(3)]
        assert [round(b - tops[0]) for b in tops] == [0, 28, 56]
        assert words.height(200) == 84

    def test_the_natural_width_breaks_nothing(self, qapp):
        for text in ("Weiter", "Kann der Antrag online vollständig abgeschickt werden?"):
            words = Paragraph(text, Type(24, 600))
            assert words.layout(words.natural_width()).lineCount() == 1

    def test_markup_is_text(self, shown):
        text = Text("<b>fett</b> & mehr")
        shown(text)
        assert hearing.role(text) == QAccessible.Role.StaticText
        assert hearing.name(text) == "<b>fett</b> & mehr"

    def test_spans_are_read_as_one_text_and_seen_in_their_colours(self, shown):
        text = Text()
        text.set_spans((Span("Noch offen: ", 600, "danger"), Span("Frage 9")))
        shown(text)
        assert hearing.name(text) == "Noch offen: Frage 9"
        assert {"#c31c13", "#131525"} <= set(seeing.colours(seeing.picture(text)))

    def test_a_title_is_told_as_a_heading(self, shown):
        title = Heading("Maßnahmen")
        shown(title)
        assert (hearing.role(title), hearing.name(title)) == (
            QAccessible.Role.Heading,
            "Maßnahmen",
        )
        title.setText("6 Maßnahmen")
        assert hearing.name(title) == "6 Maßnahmen"

    @pytest.mark.parametrize("theme", THEMES)
    @pytest.mark.parametrize("token", ["text", "muted", "action", "danger", "warn", "ok", "info"])
    def test_rendered_words_have_contrast(self, shown, styled, theme, token):
        styled(theme)
        text = Text("Gespeichert um 14:32 Uhr", Type(18, 600), token)
        shown(text)
        assert seeing.strongest(text) >= 4.5


class TestColumnAndRow:
    def test_a_hidden_widget_takes_its_gap_along(self, shown):
        page = QWidget()
        column = Column(page)
        parts = [Text(f"Zeile {n}") for n in range(3)]
        for part in parts:
            column.add(part, 24)
        shown(page, 300, column.heightForWidth(300))
        tops = [0, 52, 104]
        assert [p.y() for p in parts] == tops
        parts[0].hide()
        QApplication.processEvents()
        assert column.heightForWidth(300) == 28 + 24 + 28
        parts[0].show()
        parts[1].hide()
        QApplication.processEvents()
        assert column.heightForWidth(300) == 28 + 24 + 28

    def test_what_is_taken_out_leaves_nothing(self, shown):
        page = QWidget()
        column = Column(page)
        first, second = Text("a"), Text("b")
        column.add(first)
        column.insert(0, second, 8)
        assert column.widgets() == [second, first]
        column.take(second)
        assert (column.widgets(), column.count()) == ([first], 2)
        column.clear()
        assert column.count() == 0

    def test_a_row_turns_where_it_does_not_fit_and_back(self, shown):
        page = QWidget()
        column = Column(page)
        row = Row(16)
        buttons = [Button("Weiter"), Button("Zurück"), LinkButton("Später beantworten")]
        for button in buttons:
            row.add(button)
        column.add(row)
        column.addStretch(1)
        shown(page, 600, 300)
        assert len({b.y() for b in buttons[:2]}) == 1
        page.resize(200, 300)
        QApplication.processEvents()
        assert [b.x() for b in buttons] == [0, 0, 0]
        assert [b.y() for b in buttons] == sorted({b.y() for b in buttons})
        assert seeing.clipped(page) == []
        page.resize(600, 300)
        QApplication.processEvents()
        assert len({b.y() for b in buttons[:2]}) == 1

    def test_what_follows_a_split_stands_at_the_right_end(self, shown):
        row = Row()
        left, right = Text("links"), LinkButton("rechts")
        row.add(left)
        row.split()
        row.add(right)
        shown(row, 400, 32)
        assert (left.x(), right.geometry().right()) == (0, 399)


class TestLadder:
    def test_levels_are_told_from_the_highest_with_where_they_stand(self, shown):
        panel = LadderPanel()
        panel.fill(VIEW)
        shown(panel, 272, 600)
        assert hearing.role(panel.ladder) == QAccessible.Role.List
        assert hearing.name(panel.ladder) == "Stufen"
        assert hearing.child_names(panel.ladder) == [
            "Stufe 4, Online-Transaktion, später",
            "Stufe 3, Online-Leistung, nächste",
            "Stufe 2, Formular-Assistent, jetzt",
            "Stufe 1, Information, erreicht",
            "Stufe 0, Offline, erreicht",
        ]

    @pytest.mark.parametrize("count", [0, 1, 2, 8, 12])
    def test_any_number_of_levels_shows_all_its_rows(self, shown, count):
        ladder = Ladder()
        names = (LEVELS * 3)[:count]
        ladder.fill(tuple(type(rungs(0)[0])(n, name) for n, name in enumerate(names)))
        shown(ladder, 272, 600)
        assert ladder.sizeHint().height() == 48 * count

    def test_the_model_keeps_the_rules_of_qt(self, qtmodeltester):
        model = RungModel()
        model.fill(rungs(2))
        qtmodeltester.check(model, force_py=True)

    def test_arrows_move_only_the_ring(self, shown):
        ladder = Ladder()
        ladder.fill(rungs(2))
        shown(ladder, 272, 240)
        ladder.setFocus()
        assert ladder.focus_rect().top() == 96  # where one stands now
        QTest.keyClick(ladder, Qt.Key.Key_Down)
        assert ladder.focus_rect().top() == 144
        assert not ladder.selectionModel().hasSelection()

    def test_missing_items_are_links_with_question_and_owner(self, shown, qtbot):
        panel = LadderPanel()
        panel.fill(VIEW)
        shown(panel, 272, 600)
        links = panel.missing.findChildren(LinkButton)
        assert [hearing.name(k) for k in links] == [m.text for m in VIEW.missing]
        assert hearing.description(links[1]) == "Frage 9 · noch offen"
        with qtbot.waitSignal(panel.wanted, check_params_cb=lambda key: key == "O9"):
            hearing.act(links[1], "Press")

    def test_filling_again_keeps_the_focus_on_a_link_that_stays(self, shown):
        panel = LadderPanel()
        panel.fill(VIEW)
        shown(panel, 272, 600)
        panel.missing.findChildren(LinkButton)[1].setFocus()
        fewer = LadderView(VIEW.title, VIEW.sentence, rungs(2), "Es fehlt", VIEW.missing[1:])
        panel.fill(fewer)
        QApplication.processEvents()
        assert QApplication.focusWidget().text() == "Sichere Anmeldung klären"

    def test_nothing_missing_shows_nothing(self, shown):
        panel = LadderPanel()
        panel.fill(LadderView("Stufe 4 von 4", "", rungs(4)))
        shown(panel, 272, 600)
        assert not panel.missing.isVisible()
        assert not panel.sentence.isVisible()

    def test_twice_is_once(self, shown):
        panel = LadderPanel()
        panel.fill(VIEW)
        shown(panel, 272, 600)
        before = seeing.picture(panel)
        panel.fill(VIEW)
        assert seeing.picture(panel) == before

    def test_reached_and_later_levels_differ_without_colour(self, shown):
        """UX-16: also in grey, a level reached is a filled node, a later one an outline."""
        ladder = Ladder()
        ladder.fill(rungs(2))
        shown(ladder, 272, 240)
        image = seeing.picture(ladder)
        greys = [image.pixelColor(19, 24 + 48 * n).lightness() for n in range(5)]
        assert max(greys[2:]) < 128 < min(greys[:2])


class TestTaskRow:
    def test_the_whole_row_is_one_button_with_status_and_meta(self, shown, qtbot):
        row = TaskRow(TASK)
        shown(row, 720, 96)
        assert hearing.role(row) == QAccessible.Role.Button
        assert hearing.name(row) == "Leistungen prüfen, In Arbeit"
        assert hearing.description(row) == "12 von 15 fertig"
        with qtbot.waitSignal(row.clicked):
            QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(700, 90))
        with qtbot.waitSignal(row.clicked):
            hearing.act(row, "Press")

    def test_a_row_is_96_high_and_grows_where_words_wrap(self, shown):
        row = TaskRow(TASK)
        shown(row, 720, 96)
        assert row.heightForWidth(720) == 96
        assert row.heightForWidth(380) > 96

    @pytest.mark.parametrize("state", ["open", "active", "done", "later"])
    def test_each_state_is_a_word(self, shown, state):
        row = TaskRow(Task("Prozesse", "Noch nicht begonnen", "Wort", state, "measures"))
        shown(row, 720, 96)
        assert hearing.name(row) == "Prozesse, Wort"
        assert row.isEnabled()

    def test_twice_is_once(self, shown):
        row = TaskRow(TASK)
        shown(row, 720, 96)
        before = seeing.picture(row)
        row.fill(TASK)
        assert seeing.picture(row) == before


class TestNoticeBar:
    def test_a_message_is_told_with_all_its_words_and_its_kind(self, shown):
        bar = NoticeBar(Notice("warn", "Noch offen:", "Frage 9", ("Jetzt beantworten",)))
        shown(bar, 600, 56)
        assert hearing.role(bar) == QAccessible.Role.AlertMessage
        assert hearing.name(bar) == "Noch offen: Frage 9"
        assert hearing.description(bar) == "Hinweis"

    @pytest.mark.parametrize(
        ("notice", "height"),
        [
            (Notice("info", "Vorschlag:", "14 Leistungen", ("Übernehmen",)), 56),
            (Notice("ok", "Fertig."), 56),
            (Notice("danger", "Nicht gespeichert.", "Kein Platz.", ("Erneut",), tall=True), 88),
        ],
    )
    def test_heights_are_those_of_the_design(self, shown, notice, height):
        bar = NoticeBar(notice)
        shown(bar, 600, 200)
        assert bar.layout().totalHeightForWidth(600) == height

    def test_each_link_tells_its_number(self, shown, qtbot):
        links = ("Jetzt erneut versuchen", "Anderen Ordner wählen …")
        bar = NoticeBar(Notice("danger", "Nicht gespeichert.", links=links, tall=True))
        shown(bar, 600, 100)
        with qtbot.waitSignal(bar.wanted, check_params_cb=lambda n: n == 1):
            hearing.act(bar.links[1], "Press")

    def test_only_what_needs_a_person_is_urgent(self, shown, ear):
        for kind in ("danger", "ok"):
            bar = NoticeBar(Notice(kind, f"Das ist {kind}."))
            shown(bar, 600, 56)
            bar.announce()
        assert ear.heard == ["Das ist danger.", "Das ist ok."]
        assert ear.urgent == ["Das ist danger."]

    def test_the_same_message_again_changes_nothing(self, shown):
        notice = Notice("warn", "Noch offen:", "Frage 9", ("Jetzt beantworten",))
        bar = NoticeBar(notice)
        shown(bar, 600, 56)
        link = bar.links[0]
        bar.fill(notice)
        assert bar.links[0] is link


class TestSmallParts:
    @pytest.mark.parametrize("theme", THEMES)
    @pytest.mark.parametrize("state", LOOKS)
    def test_a_state_is_a_word_with_contrast(self, shown, styled, theme, state):
        styled(theme)
        word = StatusWord(state, "Hinweis")
        shown(word)
        assert hearing.name(word) == "Hinweis"
        assert seeing.strongest(word) >= 4.5

    def test_a_state_may_change(self, shown):
        word = StatusWord("open", "Offen")
        shown(word)
        narrow = word.sizeHint().width()
        word.fill("done", "Fertig")
        assert hearing.name(word) == "Fertig"
        assert word.sizeHint().width() > narrow

    def test_progress_tells_value_and_limits(self, shown):
        bar = ProgressView("Fortschritt in dieser Leistung")
        bar.fill(7, 14)
        shown(bar, 200, 8)
        value = hearing.interface(bar).valueInterface()
        told = (value.minimumValue(), value.currentValue(), value.maximumValue())
        assert (hearing.role(bar), told) == (QAccessible.Role.ProgressBar, (0, 7, 14))
        image = seeing.picture(bar)
        assert [image.pixelColor(x, 4).name() for x in (90, 110)] == ["#454b6b", "#dfe1ea"]

    @pytest.mark.parametrize(("value", "maximum"), [(0, 0), (3, 0), (9, 5)])
    def test_progress_stands_strange_numbers(self, shown, value, maximum):
        bar = ProgressView("Fortschritt")
        bar.fill(value, maximum)
        shown(bar, 200, 8)
        seeing.picture(bar)
        assert 0 <= bar.value() <= bar.maximum()

    def test_the_head_says_where_one_is(self, shown):
        head = ProgressHead("Fortschritt")
        head.fill("Frage 7 von 14", "Formular und Einreichung", 7, 14)
        shown(head, 624, 40)
        assert [head.left.text(), head.right.text()] == [
            "Frage 7 von 14",
            "Formular und Einreichung",
        ]
        assert head.bar.y() + head.bar.height() == head.height()

    def test_a_summary_row_names_its_link_with_the_question(self, shown, qtbot):
        row = SummaryRow(Summary("3", "Online-Antrag", "Ja, vollständig", "Ändern"))
        shown(row, 624, 40)
        assert hearing.name(row.link) == "Ändern: Frage 3, Online-Antrag"
        assert row.layout().totalHeightForWidth(624) == 40
        with qtbot.waitSignal(row.wanted):
            row.link.click()
        row.fill(Summary("3", "Online-Antrag", "Noch offen", "Beantworten", open=True))
        assert "#925400" in seeing.colours(seeing.picture(row))

    def test_tabs_are_told_as_tabs_and_arrows_change_them(self, shown):
        tabs = Tabs(["Leistungen", "Prozesse", "Recht & Ordnung"])
        shown(tabs, 600, 40)
        assert hearing.role(tabs) == QAccessible.Role.PageTabList
        names = [c.text(QAccessible.Text.Name) for c in hearing.children(tabs)]
        assert names[:3] == ["Leistungen", "Prozesse", "Recht & Ordnung"]
        tabs.setFocus()
        QTest.keyClick(tabs, Qt.Key.Key_Right)
        assert tabs.currentIndex() == 1
        assert tabs.focus_rect().left() == tabs.tabRect(1).left() - 6
