"""Choosing among 2,000 services what the department offers (D3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from assessments.german import counted
from desktop.announcing import announce
from desktop.desk import Visit
from desktop.notices import show_notice, silent_notice
from desktop.page import TABLE, Page
from desktop.service_search import Filter, ServiceSearch, subject_of
from desktop.tables import Cell, TableModel
from desktop.tables import Column as TableColumn
from desktop.widgets.combo_field import ComboField
from desktop.widgets.data_table import DataTable
from desktop.widgets.link import LinkButton
from desktop.widgets.notice_bar import Notice
from desktop.widgets.option_face import Choice
from desktop.widgets.option_list import CheckBox
from desktop.widgets.parts import Column, Row
from desktop.widgets.search_field import SearchField
from desktop.widgets.text import META, META_LINE, Heading, Span, Text
from questionnaires.directory import MUNICIPAL_WORDS, OWN, Service, suggested_for
from questionnaires.directory_search import Hit

if TYPE_CHECKING:
    from desktop.desk import DepartmentDesk

SPOKEN_AFTER = 500
"""Milliseconds without typing after which the number of hits is said."""
ALL_THEMES = "*"
STATUS = {
    "geprueft_2": ("Zwei Quellen", "muted"),
    "eine_quelle": ("Eine Quelle", "muted"),
    "konflikt": ("Widerspruch", "warn"),
    OWN: ("Eigener Eintrag", "muted"),
}


class ServicesPage(Page):
    """Space ticks; letters always go to the search field; nothing is lost by unchoosing."""

    id = "services"
    place = "services"
    width = TABLE
    fills = True

    def __init__(self, desk: DepartmentDesk, _visit: Visit) -> None:
        super().__init__()
        self._desk, self._workspace = desk, desk.workspace
        self._search = ServiceSearch(self._workspace.state.services)
        self._chosen = self._search.chosen
        self._undoable = False
        self._make_table()
        self._build()
        self._connect()

    def _make_table(self) -> None:
        self._model: TableModel[Hit] = TableModel(
            (
                TableColumn("Leistung", self._title_cell),
                TableColumn("Schlüssel", _key_cell, 152),
                TableColumn("Nachgewiesen", _status_cell, 136),
                TableColumn("Themenfeld", _theme_cell, 208),
            ),
            key=lambda hit: hit.service.id,
        )
        self._table = DataTable("Leistungen", self._model, fills=True)
        self._model.set_chosen(self._chosen)

    def _build(self) -> None:
        self.add_head(Heading("Welche Leistungen bietet Ihr Fachdienst an?", 1), 8)
        row = Row(24, 12)
        self._field = SearchField("Suchen", "Name oder Stichwort")
        row.add(self._field, 200)
        themes = [Choice(ALL_THEMES, "Alle Themenfelder")]
        themes += [Choice(t, t) for t in self._search.themes]
        self._theme = ComboField("Themenfeld", themes)
        self._theme.fill(ALL_THEMES)
        row.add(self._theme, 100)
        boxes = QWidget()
        column = Column(boxes)
        self._only = CheckBox("Nur ausgewählte zeigen")
        self._objects = CheckBox("Ohne Oberbegriffe")
        column.add(self._only)
        column.add(self._objects)
        row.add(boxes)
        self.add_head(row, 16)
        self._notice = silent_notice()
        self.add_head(self._notice, 12)
        counts = Row(16, 0)
        self._hits, self._number = Text(kind=META_LINE), Text(kind=META_LINE)
        counts.add(self._hits)
        counts.split()
        counts.add(self._number)
        self.add_head(counts, 12)
        self.add(self._nothing(), 12)
        self.add(self._table, 4, stretch=1)
        self._detail = Text(" ", META, "muted")
        self.add(self._detail, 8)
        self.primary("Auswahl fertig").clicked.connect(self._finish)
        self.bar_note("Leistung fehlt?", "text")
        self.third("Selbst eintragen").clicked.connect(self._enter_own)

    def _nothing(self) -> QWidget:
        """Return what stands in place of the table where nothing was found."""
        self._empty = QWidget()
        column = Column(self._empty)
        self._empty_words = Text()
        column.add(self._empty_words)
        self._meant_words = ""
        self._meant = LinkButton("")
        self._meant.clicked.connect(lambda: self._field.edit.setText(self._meant_words))
        column.add(self._meant, 8)
        column.addStretch(1)
        self._empty.hide()
        return self._empty

    def _connect(self) -> None:
        self._field.searched.connect(self._show_hits)
        self._field.edit.list_wanted.connect(self._table.enter)
        self._field.edit.returnPressed.connect(self._table.enter)
        self._table.typed.connect(self._type_on)
        self._table.search_wanted.connect(self._field.edit.setFocus)
        self._table.toggled_row.connect(self._turn)
        self._table.activated_row.connect(self._turn)
        self._table.selectionModel().currentRowChanged.connect(lambda *_: self._show_detail())
        self._theme.edited.connect(lambda _code: self._narrow())
        self._only.toggled.connect(lambda _on: self._narrow())
        self._objects.toggled.connect(lambda _on: self._narrow())
        self._notice.wanted.connect(self._follow_notice)
        self._workspace.subjects_changed.connect(self._show_chosen)
        self._pause = QTimer(self._table, interval=SPOKEN_AFTER, singleShot=True)
        self._pause.timeout.connect(lambda: announce(self._table, self._hits.text()))

    @override
    def title(self) -> str:
        return "Leistungen auswählen"

    @override
    def crumbs(self) -> str:
        return "Leistungen › Auswählen"

    @override
    def first_focus(self) -> QWidget | None:
        return self._field.edit

    @override
    def render(self) -> None:
        super().render()
        self._show_chosen()
        self._show_hits(self._field.edit.text())

    def _show_chosen(self) -> None:
        self._search.refresh(self._workspace.state.services)
        self._chosen = self._search.chosen
        self._model.set_chosen(self._chosen)
        self._number.set_spans((Span(f"{len(self._chosen)} ausgewählt", 600),))
        if not self._undoable:
            self._suggest()

    def _suggest(self) -> None:
        department = self._workspace.state.department
        fresh = [s for s in suggested_for(department.id) if s.id not in self._chosen]
        lead = f"Vorschlag für {department.name}:"
        text = f"{counted(len(fresh), 'Leistung', 'Leistungen')}, die hier meist anfallen"
        notice = Notice("info", lead, text, ("Vorschlag übernehmen",))
        show_notice(self._notice, notice if fresh else None)

    def _follow_notice(self, _link: int) -> None:
        if self._undoable:
            self._undoable = False
            self._workspace.undo()
            self._show_chosen()
            return
        department = self._workspace.state.department
        fresh = [s for s in suggested_for(department.id) if s.id not in self._chosen]
        label = f"Vorschlag für {department.name}"
        if self._workspace.choose([subject_of(s) for s in fresh], label):
            announce(self._table, f"{len(fresh)} Leistungen ausgewählt")
            self._table.enter()

    def _narrow(self) -> None:
        theme = self._theme.code() or ALL_THEMES
        self._search.narrow(
            Filter(
                "" if theme == ALL_THEMES else theme,
                self._only.isChecked(),
                self._objects.isChecked(),
            )
        )
        self._show_hits(self._field.edit.text())

    def _show_hits(self, text: str) -> None:
        hits = self._search.find(text)
        self._model.show(hits)
        words = (
            counted(len(hits), "Treffer", "Treffer")
            if text
            else (counted(len(hits), "Leistung", "Leistungen"))
        )
        rest = f" für „{text}“" if text else ""
        self._hits.set_spans((Span(words, 600), Span(rest)))
        self._table.setVisible(len(hits) > 0)
        self._empty.setVisible(not hits)
        if not hits:
            self._tell_nothing(text)
        self._show_detail()
        self._pause.start()

    def _tell_nothing(self, text: str) -> None:
        meant = self._search.did_you_mean(text)
        self._meant_words = meant
        self._meant.setVisible(bool(meant))
        if meant:
            self._meant.setText(f"Meinten Sie „{meant}“?")
        found = f"Nichts gefunden für „{text}“." if text else "Hier ist noch nichts ausgewählt."
        hint = "Sonst tragen Sie die Leistung selbst ein." if text else ""
        self._empty_words.setText(f"{found} {hint}".strip())

    def _show_detail(self) -> None:
        hit = self._table.current_row() if self._model.rowCount() else None
        self._detail.setText(_detail(hit.service) if isinstance(hit, Hit) else " ")

    def _type_on(self, letters: str) -> None:
        """Go on in the search field with what was typed in the list."""
        self._field.edit.setFocus()
        self._field.edit.insert(letters)

    def _turn(self, row: object) -> None:
        if not isinstance(row, Hit):
            return
        service = row.service
        if service.id in self._chosen:
            self._unchoose(service)
            return
        self._undoable = False
        if self._workspace.choose([subject_of(service)], f"„{service.title}“ ausgewählt"):
            announce(self._table, f"{service.title} ausgewählt, {len(self._chosen)} insgesamt")

    def _unchoose(self, service: Service) -> None:
        subject = self._search.subject(service.id)
        rated = bool(self._workspace.state.assessments[subject].answers)
        self._undoable = True
        if not self._workspace.unchoose([subject], f"„{service.title}“ entfernt"):
            self._undoable = False
            return
        kept = "Die Antworten bleiben 30 Tage erhalten." if rated else ""
        removed = Notice("ok", f"„{service.title}“ entfernt.", kept, ("Rückgängig machen",))
        show_notice(self._notice, removed)
        self._desk.refresh()
        announce(self._table, f"{service.title} entfernt, {len(self._chosen)} insgesamt")

    def _finish(self) -> None:
        self._desk.go(Visit("own_services" if self._chosen else "home"))

    def _enter_own(self) -> None:
        self._desk.go(Visit("own_service", self._field.edit.text()))

    def _title_cell(self, hit: Hit) -> Cell:
        service = hit.service
        chosen = service.id in self._chosen
        found = "" if hit.by_name or not hit.via else f"gefunden über „{hit.via}“"
        also = f"auch „{hit.via}“" if hit.by_name and hit.via else ""
        return Cell(
            service.title,
            beside=found or also,
            size=18,
            weight=600 if chosen else 400,
            marks=hit.marks,
        )


def _key_cell(hit: Hit) -> Cell:
    return Cell(hit.service.key or "ohne Schlüssel", token="muted")


def _status_cell(hit: Hit) -> Cell:
    words, token = STATUS.get(hit.service.status, (hit.service.status, "muted"))
    if not hit.service.key and hit.service.status != OWN:
        words, token = "–", "muted"
    weight = 600 if token == "warn" else 400
    return Cell(words, token=token, weight=weight, spoken=hit.service.key_words)


def _theme_cell(hit: Hit) -> Cell:
    return Cell(hit.service.theme, token="muted")


def _detail(service: Service) -> str:
    """Return how sure the key is, where the row comes from, and other names."""
    sure = f"{service.key_words} ({service.source_words})" if service.sources else service.key_words
    names = ", ".join(f"„{n.name}“" for n in service.other_names[:2])
    parts = (
        sure,
        MUNICIPAL_WORDS.get(service.municipal, ""),
        "Oberbegriff" if service.object_level else "",
        f"auch {names}" if names else "",
    )
    return f"{service.title}: " + " · ".join(filter(None, parts))
