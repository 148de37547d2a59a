"""Handing in (D10): check, content, save; beside it exactly what leaves the PC."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtGui import QGuiApplication
from typing_extensions import override

from assessments.errors import AssessmentError, UnfitAnswers
from assessments.german import counted, date
from assessments.wording import finding_line, sentence
from assessments.workbooks.names import workbook_name
from desktop.announcing import announce
from desktop.background import Errand, Task
from desktop.desk import Visit
from desktop.hand_in_files import PREVIEWS, deliver, write_preview
from desktop.leaving_panel import LeavingPanel
from desktop.notices import silent_notice
from desktop.page import READING, Page
from desktop.prompts import Question
from desktop.state import submission_of
from desktop.steps import FileLine, Step
from desktop.widgets.link import LinkButton
from desktop.widgets.notice_bar import Notice
from desktop.widgets.option_list import CheckBox
from desktop.widgets.parts import IconLine, Row
from desktop.widgets.text import META, Heading, Rule, Text
from desktop.wording import by_labels

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from assessments.model import Submission
    from assessments.workbooks.contents import Leaving
    from desktop.desk import DepartmentDesk

DONE = "Fertig. Die Datei ist gespeichert."
UNFIT = "So lässt sich nichts abgeben. Ändern Sie zuerst:"
OTHER_FOLDER = "Anderen Ordner wählen …"
TO_SERVICES = "Zu Ihren Leistungen"
MENDED_AT_ONCE = 5
LINKS = ("Ordner öffnen", "Pfad kopieren", "E-Mail-Text kopieren")


class HandingInPage(Page):
    """Abgeben. Enter accepts what is proposed."""

    id = "handing_in"
    place = "handing_in"
    width = READING
    side_name = "Das geben Sie ab"

    def __init__(self, desk: DepartmentDesk, _visit: Visit) -> None:
        super().__init__()
        self._desk, self._workspace = desk, desk.workspace
        kept = desk.preferences.now.hand_in_folder
        self._folder = Path(kept) if kept else desk.folders.documents
        self._submission: Submission | None = None
        self._preview: Path | None = None
        self._leaving: Leaving | None = None
        self._errand = Errand(desk.background)
        self._saved: Path | None = None
        self._save_when_ready = False
        self._build()
        self._prepare()

    def _build(self) -> None:
        self.add_head(Heading("An das ZPPM abgeben", 1), 8)
        words = "Sie speichern eine Excel-Datei. Verschicken müssen Sie sie selbst."
        self.add_head(Text(words), 8)
        self._notice = silent_notice()
        self._notice.wanted.connect(self._follow)
        self.add(self._notice, 24)
        self.add(self._check(), 24)
        self.add(Rule("hair"), 24)
        self.add(self._content(), 24)
        self.add(Rule("hair"), 24)
        self.add(self._keep(), 24)
        self._panel = LeavingPanel()
        self._panel.rows_wanted.connect(self._show_rows)
        self.side = self._panel
        self._save = self.primary("Excel-Datei speichern")
        self._save.clicked.connect(self._save_or_leave)
        back = self.secondary("Zurück")
        back.clicked.connect(lambda: self._desk.go(Visit("home")))
        self.go_back = back

    def _check(self) -> Step:
        step = Step(1, "Prüfen")
        self._finished = IconLine("ok", "ok", Text())
        step.add(self._finished, 12)
        self._open = IconLine("hint", "warn", Text())
        look = LinkButton("Ansehen", description="Leistungen mit offenen Fragen")
        look.clicked.connect(lambda: self._desk.go(Visit("own_services")))
        self._open_row = Row(16, 4)
        self._open_row.add(self._open)
        self._open_row.add(look)
        step.add(self._open_row, 8)
        return step

    def _content(self) -> Step:
        step = Step(2, "Inhalt")
        step.add(Text("Ihre Leistungen und alle Antworten dazu sind enthalten."), 12)
        self._notes = CheckBox("Notizen und Nachweise mitgeben")
        self._notes.toggled.connect(lambda _on: self._prepare())
        step.add(self._notes, 8)
        never = "Kompetenz-Angaben einzelner Personen sind nie enthalten."
        step.add(Text(never, META, "muted"), 8)
        return step

    def _keep(self) -> Step:
        step = Step(3, "Speichern")
        self._file = FileLine()
        step.add(self._file, 12)
        other = LinkButton(OTHER_FOLDER)
        other.clicked.connect(self._choose_folder)
        step.add(other, 8)
        return step

    @override
    def title(self) -> str:
        return "Abgeben"

    @override
    def crumbs(self) -> str:
        round_ = self._workspace.state.round
        closes = f" · Abgabe bis {date(round_.closes)}" if round_.closes else ""
        return f"{self._workspace.state.department.name} · {round_.name}{closes}"

    @override
    def short_title(self) -> str:
        return "Abgeben"

    @override
    def first_focus(self) -> QWidget | None:
        return self._save

    @override
    def render(self) -> None:
        super().render()
        if self._submission is not None and self._is_outdated(self._submission):
            self._prepare()
        state = self._workspace.state
        progress = state.progress
        all_ = counted(progress.services, "Leistung", "Leistungen")
        of_all = "" if progress.finished == progress.services else f"{progress.finished} von "
        self._finished.words.setText(f"{of_all}{all_} fertig")
        open_ = self._open_words()
        self._open.words.setText(open_)
        self._open_row.setVisible(bool(open_))
        self._file.fill(self._name(), f"in {self._folder}")
        self._save.setText("Zur Startseite" if self._saved else "Excel-Datei speichern")
        if self._leaving is not None:
            self._panel.fill(self._leaving, self._absent())

    def _open_words(self) -> str:
        state = self._workspace.state
        ids = [a.subject.id for a in state.services]
        open_ = sum(len(state.unanswered(i)) for i in ids)
        taken = sum(len(state.unconfirmed(i)) for i in ids)
        parts = [
            f"{counted(open_, 'Frage', 'Fragen')} offen." if open_ else "",
            f"{counted(taken, 'Antwort ist', 'Antworten sind')} nicht bestätigt." if taken else "",
        ]
        told = " ".join(filter(None, parts))
        return f"{told} Sie können trotzdem abgeben." if told else ""

    @override
    def dispose(self) -> None:
        """Nobody waits for the preview any more."""
        self._errand.forget()
        super().dispose()

    def _name(self) -> str:
        state = self._workspace.state
        today = self._desk.now().date().isoformat()
        return workbook_name(state.department.name, state.round.name, today)

    def _absent(self) -> list[str]:
        state = self._workspace.state
        notes = sum(len(a.notes) + len(a.evidence) for a in state.assessments.values())
        absent = ["Namen von Personen", "Kompetenz-Angaben"]
        if notes and not self._notes.isChecked():
            mine = "Ihre Notiz" if notes == 1 else f"Ihre {notes} Notizen und Nachweise"
            absent.insert(0, mine)
        return absent

    def _is_outdated(self, shown: Submission) -> bool:
        """Whether a step back changed what was written for showing."""
        now = submission_of(
            self._workspace.state,
            shown.submission_id,
            self._desk.now(),
            with_notes=self._notes.isChecked(),
        )
        return (now.services, now.answers) != (shown.services, shown.answers)

    def _prepare(self) -> None:
        """Write the workbook aside, to show what it holds; what was shown before is void."""
        self._leaving, self._saved = None, None
        self._submission = submission_of(
            self._workspace.state,
            str(uuid4()),
            self._desk.now(),
            with_notes=self._notes.isChecked(),
        )
        self._preview = (
            self._desk.folders.data / PREVIEWS / f"{self._submission.submission_id}.xlsx"
        )
        questionnaires = self._workspace.state.data.questionnaires
        work = partial(write_preview, self._submission, questionnaires, self._preview)
        self._errand.run(Task(work, self._prepared, self._failed))

    def _prepared(self, leaving: Leaving) -> None:
        self._leaving = leaving
        self.render()
        self._desk.refresh()
        if self._save_when_ready:
            self._save_or_leave()

    def _save_or_leave(self) -> None:
        if self._saved is not None:
            self._desk.go(Visit("home"))
            return
        self._save_when_ready = self._leaving is None
        if self._preview is None or self._save_when_ready or self._errand.busy:
            return
        target = self._folder / self._name()
        if target.exists() and not self._may_replace(target):
            return
        if self._submission is not None and self._workspace.reserve(self._submission):
            work = partial(deliver, self._preview, target)
            self._errand.run(Task(work, self._delivered, self._failed))

    def _may_replace(self, target: Path) -> bool:
        question = Question(
            "Die Datei von heute ersetzen?",
            f"„{target.name}“ gibt es schon. Die neue Abgabe enthält alles.",
            (("replace", "Ersetzen"), ("stay", "Zurück")),
        )
        return self._desk.prompts.ask(question) == "replace"

    def _delivered(self, target: Path) -> None:
        if self._submission is None or not self._workspace.record(self._submission, target):
            return
        self._saved = target
        self._notice.fill(Notice("ok", DONE, links=LINKS, tall=True))
        self._notice.show()
        announce(self._notice, DONE)
        self.render()
        self._desk.refresh()

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, AssessmentError | OSError):
            raise error
        self._save_when_ready = False
        if isinstance(error, UnfitAnswers):
            words = self._unfit(error)
            self._notice.fill(Notice("danger", UNFIT, words, links=(TO_SERVICES,), tall=True))
        else:
            words = sentence(error) if isinstance(error, AssessmentError) else str(error)
            self._notice.fill(Notice("danger", "Fehler:", words, links=(OTHER_FOLDER,)))
        self._notice.show()
        announce(self._notice, words, urgent=True)
        self._desk.refresh()

    def _unfit(self, error: UnfitAnswers) -> str:
        """Return the first answers to mend, one a line, as the pages call them."""
        lines = [finding_line(f).strip() for f in error.findings[:MENDED_AT_ONCE]]
        if len(error.findings) > MENDED_AT_ONCE:
            lines.append(f"… und {len(error.findings) - MENDED_AT_ONCE} weitere.")
        words = "\n".join(lines)
        for questionnaire in self._workspace.state.data.questionnaires.values():
            words = by_labels(words, questionnaire)
        return words

    def _follow(self, link: int) -> None:
        notice = self._notice.notice
        if notice is not None and notice.links == (TO_SERVICES,):
            self._desk.go(Visit("own_services"))
        elif self._saved is None:
            self._choose_folder()
        elif link == LINKS.index("Ordner öffnen"):
            self._desk.reveal(self._saved)
        else:
            copied = str(self._saved) if link == LINKS.index("Pfad kopieren") else self._mail()
            QGuiApplication.clipboard().setText(copied)
            announce(self._notice, "Kopiert")

    def _mail(self) -> str:
        state = self._workspace.state
        name = self._saved.name if self._saved else ""
        return (
            "Guten Tag,\n\n"
            f"anbei unsere Abgabe zum Selbstcheck Digitale Verwaltung.\n\n"
            f"Fachdienst: {state.department.name}\n"
            f"Runde: {state.round.name}, Stichtag {date(state.round.stichtag)}\n"
            f"Datei: {name}\n\n"
            "Freundliche Grüße\n"
        )

    def _choose_folder(self) -> None:
        chosen = self._desk.prompts.open_folder("Ordner wählen", self._folder)
        if chosen is None:
            return
        self._folder = chosen
        preferences = self._desk.preferences
        preferences.change(replace(preferences.now, hand_in_folder=str(chosen)))
        self._notice.hide()
        self.render()

    def _show_rows(self) -> None:
        if self._preview is not None:
            self._desk.go(Visit("leaving", str(self._preview)))
