"""Row by row what the written file holds: nothing else leaves the PC (D10)."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from typing_extensions import override

from assessments.german import counted
from desktop.background import Errand, Task
from desktop.desk import Visit
from desktop.hand_in_files import read_leaving
from desktop.page import TABLE, Page
from desktop.steps import breakable
from desktop.tables import Cell, Column, TableModel
from desktop.widgets.combo_field import ComboField
from desktop.widgets.data_table import DataTable
from desktop.widgets.option_face import Choice
from desktop.widgets.text import META, Heading, Text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from assessments.workbooks.contents import Leaving
    from desktop.desk import DepartmentDesk

PROPERTIES, FURTHER = "Angaben der Datei", "Weitere Texte"


class LeavingPage(Page):
    """`visit.subject` is the path of the file that was written to be shown."""

    id = "leaving"
    place = "handing_in"
    width = TABLE
    fills = True

    def __init__(self, desk: DepartmentDesk, visit: Visit) -> None:
        super().__init__()
        self._desk = desk
        self._rows: dict[str, list[tuple[int, str]]] = {}
        self.add_head(Heading("Das geben Sie ab", 1), 8)
        self._words = Text("Wir lesen die Datei …", META, "muted")
        self.add_head(self._words, 4)
        self._sheets = ComboField("Blatt", ())
        self._sheets.edited.connect(lambda _code: self._show_sheet())
        self.add_head(self._sheets, 16)
        self._model: TableModel[tuple[int, str]] = TableModel(
            (
                Column("Zeile", lambda row: Cell(str(row[0]), token="muted"), 72),
                Column("Inhalt", lambda row: Cell(row[1].replace("\n", " "))),
            )
        )
        self._table = DataTable("Inhalt der Datei", self._model, fills=True)
        self._table.selectionModel().currentRowChanged.connect(lambda *_: self._show_row())
        self.add(self._table, 16, stretch=1)
        self._whole = breakable(Text(" ", META, "muted"))
        self.add(self._whole, 8)
        back = self.primary("Zurück zum Abgeben")
        back.clicked.connect(lambda: desk.go(Visit("handing_in")))
        self.go_back = back
        work = partial(read_leaving, Path(visit.subject))
        self._errand = Errand(desk.background)
        self._errand.run(Task(work, self._read, self._failed))

    @override
    def title(self) -> str:
        return "Zeile für Zeile – Abgeben"

    @override
    def crumbs(self) -> str:
        return "Abgeben › Zeile für Zeile"

    @override
    def first_focus(self) -> QWidget | None:
        return self._sheets.control

    @override
    def dispose(self) -> None:
        self._errand.forget()
        super().dispose()

    def _read(self, leaving: Leaving | None) -> None:
        if leaving is None:
            self._words.setText("Die Datei gibt es nicht mehr. Gehen Sie zurück zum Abgeben.")
            return
        self._rows = {
            sheet.name: [(row.number, " · ".join(row.texts)) for row in sheet.rows]
            for sheet in leaving.sheets
        }
        self._rows[PROPERTIES] = [
            (n, f"{name}: {value}") for n, (name, value) in enumerate(leaving.properties, 1)
        ]
        self._rows[FURTHER] = list(enumerate(leaving.further, 1))
        self._sheets.set_choices([Choice(name, name) for name in self._rows])
        self._sheets.fill(next(iter(self._rows)))
        self._show_sheet()

    def _failed(self, error: BaseException) -> None:
        raise error

    def _show_sheet(self) -> None:
        rows = self._rows.get(self._sheets.code() or "", [])
        self._model.show(rows)
        self._show_row()
        self._words.setText(
            f"{counted(len(rows), 'Zeile', 'Zeilen')}, gelesen aus der geschriebenen Datei."
        )

    def _show_row(self) -> None:
        """Show the whole row below, since a cell shows one line of it."""
        row = self._table.currentIndex().row()
        known = 0 <= row < self._model.rowCount()
        self._whole.setText(self._model.row(row)[1] if known else " ")
