"""The first start in three steps (D1): where one works, what one wants to do, where it is kept."""

from __future__ import annotations

import calendar
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from assessments.errors import AssessmentError
from assessments.model import Department, Round, slug
from assessments.text import clean_identifier
from assessments.wording import sentence
from desktop.desk import Beginning, Visit
from desktop.notices import show_notice, silent_notice
from desktop.opening import free_path, is_on_network
from desktop.page import READING, Page
from desktop.prompts import DATA
from desktop.steps import breakable
from desktop.widgets.combo_field import ComboField
from desktop.widgets.fields import DATE, LineField
from desktop.widgets.link import LinkButton
from desktop.widgets.notice_bar import Notice
from desktop.widgets.option_face import Choice
from desktop.widgets.option_list import AnswerGroup
from desktop.widgets.parts import Column
from desktop.widgets.progress_view import ProgressHead
from desktop.widgets.text import LABEL, META, Heading, Text
from questionnaires.directory import departments

if TYPE_CHECKING:
    from datetime import date

    from desktop.desk import StartDesk

AUTHORITY = "Stadt Jena"
"""Whose departments the shipped list holds; it can be overwritten in step 3."""
OTHER = "+"
FILL, COLLECT = "fill", "collect"
WIDE = 136
"""Least width of the buttons, px at 100 %."""
STEPS = ("Wo arbeiten Sie?", "Was möchten Sie tun?", "Wo speichern wir?")


class WelcomePage(Page):
    """First start."""

    id = "welcome"
    place = "welcome"
    width = READING

    def __init__(self, desk: StartDesk, _visit: Visit) -> None:
        super().__init__()
        self._desk = desk
        self._step = 0
        self._folder = desk.folders.data
        self._build()

    def _build(self) -> None:
        self.add_head(Heading("Willkommen", 1), 8)
        self._hello = Text(
            "Mit diesem Programm schätzen Sie ein, wie digital Ihr Fachdienst arbeitet. "
            "Sie brauchen dafür kein Internet. Alles bleibt auf diesem Rechner, bis Sie es abgeben."
        )
        self.add_head(self._hello, 8)
        self._progress = ProgressHead("Schritte")
        self.add(self._progress, 24)
        self._notice = silent_notice()
        self.add(self._notice, 24)
        self._steps = (self._where(), self._what(), self._keep())
        for step in self._steps:
            self.add(step, 24)
        self._go = self.primary("Weiter", WIDE)
        self._go.clicked.connect(self._go_on)
        self._back = self.secondary("Zurück", WIDE)
        self._back.clicked.connect(self._step_back)
        self.go_back = self._back
        look = self.third("Darstellung anpassen (Schriftgröße, Kontrast)")
        look.clicked.connect(lambda: self._desk.go(Visit("preferences")))

    def _where(self) -> QWidget:
        step, column = _step()
        listed = sorted(departments(), key=lambda d: slug(d.name))
        choices = [Choice(d.id, d.name) for d in listed]
        choices.append(Choice(OTHER, "Anderer Fachdienst, nicht in der Liste"))
        self._department = ComboField("Ihr Fachdienst", choices, search=True)
        self._department.edited.connect(lambda _code: self._show_other())
        line = self._department.combo.lineEdit()
        assert line is not None  # a box that searches can be typed into
        line.returnPressed.connect(self._department_entered)
        column.add(self._department)
        self._other = LineField("Name Ihres Fachdienstes")
        column.add(self._other, 24)
        existing = LinkButton("Ich habe schon eine Datei", 16, 24)
        existing.clicked.connect(self._open_existing)
        column.add(existing, 24)
        return step

    def _what(self) -> QWidget:
        step, column = _step()
        self._role = AnswerGroup(
            "Was möchten Sie tun?",
            (
                Choice(FILL, "Für meinen Fachdienst ausfüllen"),
                Choice(COLLECT, "Ergebnisse zusammenführen (ZPPM)"),
            ),
        )
        self._role.next_wanted.connect(self._go_on)
        column.add(self._role)
        return step

    def _keep(self) -> QWidget:
        step, column = _step()
        today = self._desk.now().date()
        self._round = LineField("Name der Runde")
        self._round.fill(f"Erhebung {today.year}")
        column.add(self._round)
        self._stichtag = LineField("Stichtag", DATE)
        self._stichtag.fill(_end_of_month(today))
        column.add(self._stichtag, 24)
        self._authority = LineField("Behörde")
        self._authority.fill(AUTHORITY)
        column.add(self._authority, 24)
        column.add(Text("Wo speichern wir?", LABEL), 24)
        self._path_words = breakable(Text(kind=META, token="muted"))
        column.add(self._path_words, 4)
        other = LinkButton("Anderen Ordner wählen …")
        other.clicked.connect(self._choose_folder)
        column.add(other, 4)
        self._network = silent_notice()
        column.add(self._network, 12)
        return step

    @override
    def title(self) -> str:
        return f"Schritt {self._step + 1} von {len(STEPS)} – Erster Start"

    @override
    def crumbs(self) -> str:
        return "Erster Start"

    @override
    def first_focus(self) -> QWidget | None:
        fields = (self._department.control, self._role.first_focus(), self._go)
        return fields[self._step]

    @override
    def render(self) -> None:
        super().render()
        number = self._step + 1
        self._progress.fill(
            f"Schritt {number} von {len(STEPS)}", STEPS[self._step], number, len(STEPS)
        )
        for n, step in enumerate(self._steps):
            step.setVisible(n == self._step)
        self._hello.setVisible(self._step == 0)
        self._back.setVisible(self._step > 0)
        self._go.setText("Los geht’s" if number == len(STEPS) else "Weiter")
        filling = self._role.code() != COLLECT
        self._round.setVisible(filling)
        self._stichtag.setVisible(filling)
        self._show_other()
        self._path_words.setText(str(self._folder))
        network = is_on_network(self._folder)
        words = "Dort kann immer nur eine Person arbeiten."
        notice = Notice("warn", "Der Ordner liegt im Netz.", words) if network else None
        show_notice(self._network, notice)

    def _show_other(self) -> None:
        self._other.setVisible(self._department.code() == OTHER)

    def _department_entered(self) -> None:
        """Go on with Enter once a department is chosen; the first Enter may only choose it."""
        if self._department.code() is not None:
            self._go_on()

    def _show_step(self, step: int) -> None:
        self._step = step
        self._notice.hide()
        self.render()
        self._desk.refresh()
        target = self.first_focus()
        if target is not None:
            target.setFocus()

    def _step_back(self) -> None:
        self._show_step(max(0, self._step - 1))

    def _go_on(self) -> None:
        if not self._is_complete():
            return
        if self._step + 1 < len(STEPS):
            self._show_step(self._step + 1)
        else:
            self._begin()

    def _is_complete(self) -> bool:
        """Return whether the step is filled in; else say what is missing and go there."""
        if self._step == 0:
            return (
                self._department.flush()
                and self._demand(
                    self._department,
                    self._department.code() is not None,
                    "Wählen Sie Ihren Fachdienst.",
                )
                and (
                    self._department.code() != OTHER
                    or self._demand(
                        self._other, bool(self._text(self._other)), "Schreiben Sie den Namen."
                    )
                )
            )
        if self._step == 1:
            chosen = self._role.code() is not None
            missing = Notice("danger", "Wählen Sie, was Sie tun möchten.")
            show_notice(self._notice, None if chosen else missing)
            return chosen
        fields = (self._round, self._stichtag, self._authority)
        return all(f.flush() for f in fields) and self._demand(
            self._round, bool(self._text(self._round)), "Schreiben Sie den Namen der Runde."
        )

    @staticmethod
    def _demand(field: ComboField | LineField, is_there: bool, words: str) -> bool:
        if not is_there:
            field.set_error(words)
            field.control.setFocus()
        return is_there

    @staticmethod
    def _text(field: LineField) -> str:
        return clean_identifier(field.edit.text())

    def _begin(self) -> None:
        try:
            self._desk.begin(self._beginning())
        except (AssessmentError, OSError) as error:
            words = sentence(error) if isinstance(error, AssessmentError) else str(error)
            refused = Notice("danger", "Hier können wir nicht speichern.", words)
            show_notice(self._notice, refused)

    def _beginning(self) -> Beginning:
        authority = self._text(self._authority)
        if self._role.code() == COLLECT:
            return Beginning(free_path(self._folder, "ZPPM", authority), authority)
        code, name = self._department.code(), self._text(self._other)
        if code != OTHER:
            name = next(d.name for d in departments() if d.id == code)
        department = Department(slug(name) if code in (OTHER, None) else str(code), name, authority)
        round_name = self._text(self._round)
        round_ = Round(slug(round_name), round_name, self._stichtag_iso())
        path = free_path(self._folder, name, round_name)
        return Beginning(path, authority, department, round_)

    def _stichtag_iso(self) -> str:
        read = DATE.read(self._stichtag.edit.text())
        return read if isinstance(read, str) else ""

    def _choose_folder(self) -> None:
        chosen = self._desk.prompts.open_folder("Ordner wählen", self._folder)
        if chosen is not None:
            self._folder = chosen
            self.render()

    def _open_existing(self) -> None:
        path = self._desk.prompts.open_file("Datei öffnen", self._desk.folders.data, DATA)
        if path is not None:
            self._desk.open(path)


def _step() -> tuple[QWidget, Column]:
    widget = QWidget()
    return widget, Column(widget)


def _end_of_month(today: date) -> str:
    last = calendar.monthrange(today.year, today.month)[1]
    return today.replace(day=last).isoformat()
