"""ZPPM: files in, findings, take over, and the city's workbook out (D11)."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from assessments.errors import AssessmentError
from assessments.german import counted, date, number
from assessments.wording import sentence
from assessments.workbooks.city_report import Stamp
from assessments.workbooks.names import CITY, workbook_name
from desktop.announcing import announce
from desktop.background import Errand, Task
from desktop.crash import program_version
from desktop.file_rows import DropZone, FileList
from desktop.notices import show_notice, silent_notice
from desktop.page import TABLE, Page
from desktop.prompts import EXCEL
from desktop.reading_files import (
    in_order,
    inquiry,
    read_files,
    totals,
    verdicts_of,
    view_of,
    workbooks_among,
    write_city,
)
from desktop.tables import Cell, TableModel
from desktop.tables import Column as TableColumn
from desktop.widgets.data_table import DataTable
from desktop.widgets.link import LinkButton
from desktop.widgets.notice_bar import Notice
from desktop.widgets.parts import Column, Row
from desktop.widgets.progress_view import ProgressHead
from desktop.widgets.text import META, META_LINE, Heading, Span, Text, Type

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assessments.consolidation import RatedHandIn
    from assessments.workbooks.reading import ReadFile
    from desktop.desk import Visit, ZppmDesk

FIGURE = Type(32, 600, wrap=False)
SAVED = ("Ordner öffnen", "Pfad kopieren")


class CollectingPage(Page):
    """Dateien der Fachdienste. Reading never stores; taking over is one step, whole or not."""

    id = "collecting"
    place = "collecting"
    width = TABLE

    def __init__(self, desk: ZppmDesk, _visit: Visit) -> None:
        super().__init__()
        self._desk, self._collection = desk, desk.collection
        self._files: tuple[ReadFile, ...] = ()
        self._errand = Errand(desk.background)
        self._saved: Path | None = None
        self._build()
        QShortcut(QKeySequence("Ctrl+O"), self.top_part, self._choose_files)

    def _build(self) -> None:
        self.add_head(Heading("Dateien der Fachdienste", 1), 8)
        self.add(self._intake(), 16)
        self._notice = silent_notice()
        self._notice.wanted.connect(self._follow)
        self.add(self._notice, 16)
        self._reading = QWidget()
        reading = Column(self._reading)
        self._progress = ProgressHead("Dateien lesen")
        reading.add(self._progress)
        cancel = LinkButton("Lesen abbrechen")
        cancel.clicked.connect(self._cancel)
        reading.add(cancel, 8)
        self.add(self._reading, 24)
        self._check = QWidget()
        check = Column(self._check)
        head = Row(16, 0)
        head.add(Heading("Prüfung", 3))
        head.split()
        self._counts = Text(kind=META_LINE)
        head.add(self._counts)
        check.add(head)
        self._totals = Text(kind=META, token="muted")
        check.add(self._totals, 4)
        self._list = FileList()
        self._list.wanted.connect(self._copy_inquiry)
        check.add(self._list, 12)
        self.add(self._check, 24)
        self.add(self._stored(), 24)
        self._go = self.primary("Excel-Dateien auswählen …")
        self._go.clicked.connect(self._do)
        self._drop = self.secondary("Prüfung verwerfen")
        self._drop.clicked.connect(self._forget_files)

    def _intake(self) -> QWidget:
        row = Row(48, 16)
        self._zone = DropZone()
        self._zone.dropped.connect(lambda paths: self._read([Path(p) for p in paths]))
        self._zone.files_wanted.connect(self._choose_files)
        self._zone.folder_wanted.connect(self._choose_folder)
        row.add(self._zone, 200)
        beside = QWidget()
        column = Column(beside)
        self._arrived = Text(kind=FIGURE)
        column.add(self._arrived)
        self._arrived_words = Text(kind=META, token="muted")
        column.add(self._arrived_words)
        row.add(beside)
        return row

    def _stored(self) -> QWidget:
        self._kept = QWidget()
        column = Column(self._kept)
        column.add(Heading("Diese Abgaben zählen", 3))
        self._model: TableModel[RatedHandIn] = TableModel(
            (
                TableColumn("Fachdienst", _department, sort=lambda h: h.department.name),
                TableColumn("Abgabe", _number, 96, right=True),
                TableColumn("Stand", _created, 128, sort=lambda h: h.stored.submission.created_at),
                TableColumn("Leistungen", _services, 120, right=True, sort=_service_count),
                TableColumn("Datei", _file, 272),
            ),
            key=lambda h: h.department.id,
        )
        self._table = DataTable("Diese Abgaben zählen", self._model)
        column.add(self._table, 12)
        return self._kept

    @override
    def title(self) -> str:
        return "Dateien der Fachdienste"

    @override
    def crumbs(self) -> str:
        round_ = self._collection.city.round
        if round_ is None:
            return f"ZPPM · {self._collection.collected.authority}"
        return f"ZPPM · {round_.name} · Stichtag {date(round_.stichtag)}"

    @override
    def short_title(self) -> str:
        return "Dateien"

    @override
    def first_focus(self) -> QWidget | None:
        return self._go

    @override
    def render(self) -> None:
        super().render()
        city = self._collection.city
        self._arrived.setText(number(len(city.hand_ins)))
        one = len(city.hand_ins) == 1
        self._arrived_words.setText(f"{'Fachdienst' if one else 'Fachdienste'} eingegangen")
        self._reading.setVisible(self._errand.busy)
        self._check.setVisible(bool(self._files))
        self._model.show(city.hand_ins)
        valid = [f for f in self._files if not f.refused]
        self._kept.setVisible(bool(city.hand_ins) and not valid)
        self._drop.setVisible(bool(self._files))
        self._drop.setText("Prüfung verwerfen" if valid else "Prüfung schließen")
        if valid:
            self._go.setText(f"{counted(len(valid), 'Datei', 'Dateien')} übernehmen")
        elif city.hand_ins:
            self._go.setText("Gesamtdatei speichern")
        else:
            self._go.setText("Excel-Dateien auswählen …")
        if self._files:
            self._show_files(valid)

    def _show_files(self, valid: Sequence[ReadFile]) -> None:
        submissions = [s for f in self._files for s in f.submissions]
        verdicts = verdicts_of(self._files, self._collection.rehearse(submissions))
        self._files = in_order(self._files, verdicts)
        views = [view_of(f, verdicts.get(f.path, ())) for f in self._files]
        states = [v.state for v in views]
        self._counts.set_spans(
            (
                Span(number(states.count("ok")), 600),
                Span(" in Ordnung · "),
                Span(number(states.count("warn")), 600),
                Span(" mit Hinweis · "),
                Span(number(states.count("danger")), 600),
                Span(" abgelehnt"),
            )
        )
        self._totals.setText(totals(valid))
        self._totals.setVisible(bool(valid))
        self._list.fill(views)

    @override
    def dispose(self) -> None:
        self._errand.forget()
        super().dispose()

    def _choose_files(self) -> None:
        self._read(self._desk.prompts.open_files("Dateien auswählen", self._folder(), EXCEL))

    def _choose_folder(self) -> None:
        chosen = self._desk.prompts.open_folder("Ordner auswählen", self._folder())
        self._read([chosen] if chosen is not None else [])

    def _folder(self) -> Path:
        kept = self._desk.preferences.now.hand_in_folder
        return Path(kept) if kept else self._desk.folders.documents.parent

    def _read(self, chosen: Sequence[Path]) -> None:
        paths = workbooks_among(chosen)
        if not paths:
            if chosen:
                none = Notice(
                    "warn", "Keine Excel-Datei gefunden.", "Wählen Sie einen anderen Ordner."
                )
                show_notice(self._notice, none)
            return
        show_notice(self._notice, None)
        self._saved = None
        work = partial(read_files, paths, self._collection.readable())
        self._show_progress(0, len(paths))
        self._errand.run(
            Task(work, self._have_read, self._failed, self._show_progress, self._cancelled)
        )
        self.render()
        self._desk.refresh()

    def _show_progress(self, done: int, total: int) -> None:
        self._progress.fill(
            f"Datei {done} von {total}", "Wir prüfen, nichts wird gespeichert", done, total
        )

    def _cancel(self) -> None:
        self._errand.cancel()

    def _cancelled(self) -> None:
        stopped = Notice("info", "Lesen abgebrochen.", "Nichts wurde übernommen.")
        show_notice(self._notice, stopped)
        self._show_again()

    def _have_read(self, files: tuple[ReadFile, ...]) -> None:
        self._files = files
        self._show_again()
        announce(self._table, f"{len(files)} Dateien gelesen. {self._counts.text()}")

    def _show_again(self) -> None:
        self.render()
        self._desk.refresh()
        self._go.setFocus()

    def _forget_files(self) -> None:
        self._files = ()
        self._show_again()

    def _do(self) -> None:
        if any(not f.refused for f in self._files):
            self._take_in()
        elif self._collection.city.hand_ins:
            self._save()
        else:
            self._choose_files()

    def _take_in(self) -> None:
        submissions = [s for f in self._files for s in f.submissions]
        try:
            self._collection.take_in(submissions)
        except AssessmentError as error:
            self._failed(error)
            return
        done = counted(sum(not f.refused for f in self._files), "Datei", "Dateien")
        self._files = tuple(f for f in self._files if f.refused)
        rest = f"{counted(len(self._files), 'Datei', 'Dateien')} abgelehnt." if self._files else ""
        show_notice(self._notice, Notice("ok", f"{done} übernommen.", rest))
        self._notice.announce()
        self._show_again()

    def _save(self) -> None:
        city = self._collection.city
        now = self._desk.now()
        name = workbook_name(CITY, city.round.name if city.round else "", now.date().isoformat())
        target = self._desk.prompts.save_file(
            "Gesamtdatei speichern", self._desk.folders.documents / name, EXCEL
        )
        if target is None:
            return
        stamp = Stamp(now.isoformat(timespec="seconds"), str(uuid4()), program_version())
        work = partial(write_city, city, target, stamp)
        self._errand.run(
            Task(work, self._have_saved, self._failed, self._show_writing, self._cancelled)
        )
        self.render()
        self._desk.refresh()

    def _show_writing(self, done: int, total: int) -> None:
        self._progress.fill("Gesamtdatei schreiben", f"Schritt {done} von {total}", done, total)

    def _have_saved(self, target: Path) -> None:
        self._saved = target
        show_notice(
            self._notice, Notice("ok", "Fertig. Die Gesamtdatei ist gespeichert.", links=SAVED)
        )
        self._notice.announce()
        self._show_again()

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, AssessmentError | OSError):
            raise error
        words = sentence(error) if isinstance(error, AssessmentError) else str(error)
        show_notice(self._notice, Notice("danger", "Fehler:", words))
        self._notice.announce()
        self._show_again()

    def _follow(self, link: int) -> None:
        if self._saved is None:
            return
        if link == SAVED.index("Ordner öffnen"):
            self._desk.reveal(self._saved)
        else:
            QGuiApplication.clipboard().setText(str(self._saved))
            announce(self._notice, "Kopiert")

    def _copy_inquiry(self, row: int) -> None:
        QGuiApplication.clipboard().setText(inquiry(self._files[row]))
        announce(self._list, "Rückfrage-Text kopiert")


def _department(hand_in: RatedHandIn) -> Cell:
    return Cell(hand_in.department.name, size=18)


def _number(hand_in: RatedHandIn) -> Cell:
    return Cell(str(hand_in.stored.submission.number))


def _created(hand_in: RatedHandIn) -> Cell:
    return Cell(date(hand_in.stored.submission.created_at), token="muted")


def _service_count(hand_in: RatedHandIn) -> float:
    return len(hand_in.results.services)


def _services(hand_in: RatedHandIn) -> Cell:
    return Cell(number(len(hand_in.results.services)))


def _file(hand_in: RatedHandIn) -> Cell:
    return Cell(hand_in.stored.file, token="muted")
