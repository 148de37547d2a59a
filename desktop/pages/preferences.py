"""What a person can choose about look and filling in (D13). Everything applies at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from typing_extensions import override

from assessments.german import NBSP, counted
from desktop.crash import program_version
from desktop.desk import DepartmentDesk, Visit, ZppmDesk
from desktop.notices import show_notice, silent_notice
from desktop.opening import backups
from desktop.page import READING, Page
from desktop.prompts import DATA, Question
from desktop.settings import TEXT_SIZES, Settings, Theme
from desktop.steps import breakable
from desktop.widgets.combo_field import ComboField
from desktop.widgets.link import LinkButton
from desktop.widgets.notice_bar import Notice
from desktop.widgets.option_face import Choice
from desktop.widgets.option_list import AnswerGroup, CheckBox
from desktop.widgets.parts import Row
from desktop.widgets.text import LABEL, META, Heading, Rule, Text

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from desktop.desk import Desk

THEMES = (
    Choice(Theme.SYSTEM, "Wie Windows"),
    Choice(Theme.LIGHT, "Hell"),
    Choice(Theme.DARK, "Dunkel"),
    Choice(Theme.CONTRAST, "Hoher Kontrast"),
)
ONE, ALL = "one", "all"
VIEWS = (Choice(ONE, "Eine Frage nach der anderen"), Choice(ALL, "Alle Fragen auf einer Seite"))


class PreferencesPage(Page):
    """Einstellungen."""

    id = "preferences"
    place = "preferences"
    width = READING

    def __init__(self, desk: Desk, _visit: Visit) -> None:
        super().__init__()
        self._desk = desk
        self._before_reset: Settings | None = None
        self._build()
        desk.preferences.changed.connect(self._changed)

    def _build(self) -> None:
        self.add_head(Heading("Einstellungen", 1), 8)
        self.add_head(Text("Alles gilt sofort.", token="muted"), 4)
        self._look()
        self._filling()
        if self._file() is not None:
            self._keeping()
        self._about()
        self._undo = silent_notice()
        self._undo.wanted.connect(lambda _link: self._undo_reset())
        self.add(self._undo, 24)
        if self._file() is None:
            back = self.primary("Zurück")
            back.clicked.connect(self._desk.back)
            self.go_back = back
        reset = self.third("Auf Standard zurücksetzen")
        reset.clicked.connect(self._reset)

    def _section(self, title: str) -> None:
        self.add(Heading(title, 3), 32)
        self.add(Rule("border"), 8)

    def _look(self) -> None:
        self._section("Darstellung")
        self.add(Text("Farben", LABEL), 16)
        self._themes = AnswerGroup("Farben", THEMES, compact=True)
        self._themes.chosen.connect(lambda code: self._change(theme=Theme(code)))
        self.add(self._themes, 4)
        sizes = tuple(Choice(str(size), f"{size}{NBSP}%") for size in TEXT_SIZES)
        self._sizes = ComboField("Schriftgröße", sizes)
        self._sizes.edited.connect(self._change_size)
        self.add(self._sizes, 16)

    def _filling(self) -> None:
        self._section("Ausfüllen")
        self.add(Text("Ansicht der Fragen", LABEL), 16)
        self._views = AnswerGroup("Ansicht der Fragen", VIEWS, compact=True)
        self._views.chosen.connect(lambda code: self._change(one_by_one=code == ONE))
        self.add(self._views, 4)
        self._digit = CheckBox("Nach der Zifferntaste gleich weiter")
        self._digit.toggled.connect(lambda on: self._change(digit_goes_on=on))
        self.add(self._digit, 16)

    def _keeping(self) -> None:
        self._section("Speichern")
        self.add(Text("Ihre Datei", LABEL), 16)
        self._path = breakable(Text(kind=META, token="muted"))
        self.add(self._path, 4)
        self._backups = Text(kind=META, token="muted")
        self.add(self._backups, 4)
        row = Row(24, 4)
        for words, act in (
            ("Ordner öffnen", self._reveal),
            ("Andere Datei öffnen …", self._open_other),
            ("Sicherung öffnen …", self._open_backup),
        ):
            link = LinkButton(words, 16, 24)
            link.clicked.connect(act)
            row.add(link)
        self.add(row, 8)

    def _about(self) -> None:
        self._section("Über")
        self.add(Text(f"Selbstcheck Digitale Verwaltung, Version {program_version()}"), 16)
        self.add(Text("Fragen beantwortet das ZPPM.", META, "muted"), 4)
        row = Row(24, 4)
        for words, topic in (("Barrierefreiheit", "accessibility"), ("Lizenzen", "licences")):
            link = LinkButton(words, 16, 24)
            link.clicked.connect(lambda _=False, topic=topic: self._desk.go(Visit("help", topic)))
            row.add(link)
        self.add(row, 8)

    @override
    def title(self) -> str:
        return "Einstellungen"

    @override
    def crumbs(self) -> str:
        return "Einstellungen"

    @override
    def first_focus(self) -> QWidget | None:
        return self._themes.first_focus()

    @override
    def render(self) -> None:
        super().render()
        now = self._desk.preferences.now
        self._themes.fill(now.theme)
        self._sizes.fill(str(now.text_size))
        self._views.fill(ONE if now.one_by_one else ALL)
        self._digit.fill(now.digit_goes_on)
        path = self._file()
        if path is not None:
            self._path.setText(str(path))
            kept = backups(path)
            newest = f", die letzte vom {kept.newest:%d.%m.%Y, %H:%M} Uhr" if kept.newest else ""
            number = counted(kept.number, "Sicherung", "Sicherungen")
            self._backups.setText(f"{number}{newest}" if kept.number else "Noch keine Sicherung")

    def _changed(self, _settings: Settings) -> None:
        self.render()

    def _file(self) -> Path | None:
        if isinstance(self._desk, DepartmentDesk):
            return self._desk.workspace.path
        return self._desk.collection.path if isinstance(self._desk, ZppmDesk) else None

    def _change_size(self, code: str | None) -> None:
        if code is not None:
            self._change(text_size=int(code))

    def _change(self, **changes: Theme | int | bool) -> None:
        now = self._desk.preferences.now
        self._undo.hide()
        self._desk.preferences.change(replace(now, **changes))  # type: ignore[arg-type]

    def _reset(self) -> None:
        now = self._desk.preferences.now
        self._before_reset = now
        self._desk.preferences.change(now.reset())
        done = Notice("ok", "Auf Standard zurückgesetzt.", links=("Rückgängig machen",))
        show_notice(self._undo, done)
        self._desk.refresh()

    def _undo_reset(self) -> None:
        if self._before_reset is not None:
            self._desk.preferences.change(self._before_reset)
        self._undo.hide()
        self._themes.first_focus().setFocus()

    def _reveal(self) -> None:
        path = self._file()
        if path is not None:
            self._desk.reveal(path)

    def _open_other(self) -> None:
        path = self._file()
        folder = path.parent if path is not None else self._desk.folders.data
        chosen = self._desk.prompts.open_file("Datei öffnen", folder, DATA)
        if chosen is not None:
            self._desk.open(chosen)

    def _open_backup(self) -> None:
        path = self._file()
        kept = backups(path) if path is not None else None
        if path is None or kept is None or kept.newest_path is None:
            return
        question = Question(
            "Eine Sicherung öffnen?",
            "Sie öffnen einen früheren Stand. Ihre jetzige Datei bleibt, wie sie ist.",
            (("open", "Sicherung wählen …"), ("stay", "Zurück")),
        )
        if self._desk.prompts.ask(question) == "open":
            folder = kept.newest_path.parent
            chosen = self._desk.prompts.open_file("Sicherung öffnen", folder, DATA)
            if chosen is not None:
                self._desk.restore(chosen)
