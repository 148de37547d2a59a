"""A service that no list knows (D3, „Selbst eintragen“)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from typing_extensions import override

from assessments.identities import subject_id
from assessments.model import Subject, SubjectKind
from assessments.text import clean_identifier
from desktop.desk import Visit
from desktop.page import READING, Page
from desktop.service_search import ServiceSearch
from desktop.widgets.combo_field import ComboField
from desktop.widgets.fields import Entry, LineField
from desktop.widgets.option_face import Choice
from desktop.widgets.text import Heading, Text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.desk import DepartmentDesk

KEY = re.compile(r"99\d{12}")


class OwnServicePage(Page):
    """`visit.subject` is what was searched for: the name to begin with."""

    id = "own_service"
    place = "services"
    width = READING

    def __init__(self, desk: DepartmentDesk, visit: Visit) -> None:
        super().__init__()
        self._desk, self._workspace = desk, desk.workspace
        self.add_head(Heading("Leistung selbst eintragen", 1), 8)
        self.add_head(Text("Der Name genügt. Sie können alles andere weglassen."), 8)
        self._name = LineField("Name der Leistung")
        self._name.fill(visit.subject or None)
        self._name.finished.connect(self._enter)
        self.add(self._name, 32)
        hint = Entry(hint="14 Ziffern, die ersten beiden sind 99", width=260)
        self._key = LineField("LeiKa-Schlüssel", hint, optional=True)
        self._key.finished.connect(self._enter)
        self.add(self._key, 24)
        themes = [Choice(t, t) for t in ServiceSearch(()).themes]
        self._theme = ComboField("Themenfeld", themes, optional=True)
        self.add(self._theme, 24)
        self.primary("Eintragen").clicked.connect(self._enter)
        back = self.secondary("Zurück")
        back.clicked.connect(lambda: desk.go(Visit("services")))
        self.go_back = back

    @override
    def title(self) -> str:
        return "Leistung selbst eintragen"

    @override
    def crumbs(self) -> str:
        return "Leistungen › Selbst eintragen"

    @override
    def first_focus(self) -> QWidget | None:
        return self._name.control

    def _enter(self) -> None:
        title = clean_identifier(self._name.edit.text())
        key = re.sub(r"\s", "", self._key.edit.text())
        if not title:
            self._refuse(self._name, "Schreiben Sie den Namen der Leistung.")
        elif key and not KEY.fullmatch(key):
            self._refuse(self._key, "Schreiben Sie 14 Ziffern, die mit 99 beginnen.")
        else:
            self._add(title, key)

    @staticmethod
    def _refuse(field: LineField, words: str) -> None:
        field.set_error(words)
        field.control.setFocus()

    def _add(self, title: str, key: str) -> None:
        subject = Subject(
            id=subject_id(self._workspace.state.department.id, title),
            kind=SubjectKind.SERVICE,
            title=title,
            leika=(key,) if key else (),
            theme=self._theme.code() or "",
        )
        if self._workspace.choose([subject], f"„{title}“ eingetragen"):
            self._desk.go(Visit("services"))
