"""Rows of `tblLeistungen`, `tblProzesse` and `tblMassnahmen` -> what they describe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessments.answer_values import check_length, shown
from assessments.model import Measure, Subject, SubjectKind
from assessments.workbooks import cells
from assessments.workbooks.layout import (
    AUDIENCES,
    EFFORTS,
    MEASURES,
    NO,
    PROCESSES,
    SERVICES,
    STATES,
    YES,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assessments.workbooks.collected_findings import Findings
    from assessments.workbooks.read_tables import Row

_TRUE = frozenset({YES, "WAHR"})
_FALSE = frozenset({NO, "FALSCH"})


class SubjectJudge:
    """Judges the rows of one hand-in; remembers where each id stands."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self.places: dict[str, tuple[str, int]] = {}
        """Id of a service or process -> sheet and row."""
        self.unreadable = False
        """Whether a service or process has no id that can be read."""
        self._measures: dict[str, tuple[str, int]] = {}

    def services(self, rows: Iterable[Row]) -> tuple[Subject, ...]:
        """Return the services in the order of the sheet."""
        return tuple(
            self._service(row, id_) for row in rows if (id_ := self._id(row, SERVICES.key))
        )

    def processes(self, rows: Iterable[Row]) -> tuple[Subject, ...]:
        """Return the processes in the order of the sheet."""
        return tuple(
            self._process(row, id_) for row in rows if (id_ := self._id(row, PROCESSES.key))
        )

    def measures(self, rows: Iterable[Row]) -> tuple[Measure, ...]:
        """Return the measures in the order of the sheet."""
        return tuple(
            self._measure(row, id_) for row in rows if (id_ := self._id(row, MEASURES.key))
        )

    def _service(self, row: Row, id_: str) -> Subject:
        return Subject(
            id_,
            SubjectKind.SERVICE,
            self._title(row, "Leistung", id_),
            leika=row.identifiers("LeiKa-Schlüssel"),
            ozg_id=row.identifier("OZG-ID"),
            theme=row.identifier("Themenfeld"),
            leika_type=row.identifier("LeiKa-Typ"),
            audience=self._words(row, "Zielgruppe", AUDIENCES),
            focus=self._yes_no(row, "Fokusleistung"),
            sdg=self._yes_no(row, "SDG"),
            keys_checked=self._date(row, "Schlüssel geprüft am"),
            remark=self._text(row, "Bemerkung"),
        )

    def _process(self, row: Row, id_: str) -> Subject:
        return Subject(
            id_,
            SubjectKind.PROCESS,
            self._title(row, "Prozess", id_),
            group=row.identifier("Prozessgruppe"),
            picture=row.identifier("PICTURE-Nummer"),
            services=row.identifiers("Leistung-IDs"),
            remark=self._text(row, "Bemerkung"),
        )

    def _measure(self, row: Row, id_: str) -> Measure:
        return Measure(
            id_,
            self._title(row, "Maßnahme", id_),
            subjects=row.identifiers("Betrifft"),
            responsible=row.identifier("Zuständig"),
            effort=self._word(row, "Aufwand", EFFORTS),
            due=self._date(row, "Bis"),
            status=self._word(row, "Status", STATES),
        )

    def _id(self, row: Row, heading: str) -> str:
        """Return the id of a row; empty (with a finding) if it has none or it is there already."""
        cell = row[heading]
        id_ = cells.identifier(cell)
        sheet = row.table.sheet
        if not id_:
            self.unreadable = True
            if cell is not None:
                self._findings.add("missing-id", sheet, row.number, heading)
            return ""
        places = self._measures if heading == MEASURES.key else self.places
        if id_ in places:
            where, first = places[id_]
            self._findings.add(
                "id-twice", sheet, row.number, heading,
                found=shown(id_), first=first, where=where,
            )  # fmt: skip
            return ""
        places[id_] = (sheet, row.number)
        return id_

    def _title(self, row: Row, heading: str, id_: str) -> str:
        title = row.identifier(heading)
        if not title and row[heading] is not None:
            self._findings.add("no-title", row.table.sheet, row.number, heading)
        return title or id_

    def _text(self, row: Row, heading: str) -> str:
        found = row.text(heading)
        problem = check_length(f"„{heading}“", found)
        if problem:
            self._findings.add_problem(problem, row.table.sheet, row.number, heading)
        return found

    def _date(self, row: Row, heading: str) -> str:
        found = cells.iso_date(row[heading])
        if found is None:
            self._findings.add(
                "no-date", row.table.sheet, row.number, heading,
                found=shown(cells.plain(row[heading])),
            )  # fmt: skip
        return found or ""

    def _yes_no(self, row: Row, heading: str) -> bool | None:
        word = row.identifier(heading)
        if word in _TRUE:
            return True
        if word and word not in _FALSE:
            self._unknown(row, heading, word, (YES, NO))
            return None
        return False if word else None

    def _word(self, row: Row, heading: str, possible: tuple[str, ...]) -> str:
        words = self._words(row, heading, possible)
        return words[0] if words else ""

    def _words(self, row: Row, heading: str, possible: tuple[str, ...]) -> tuple[str, ...]:
        words = row.identifiers(heading)
        for word in words:
            if word not in possible:
                self._unknown(row, heading, word, possible)
        return tuple(word for word in words if word in possible)

    def _unknown(self, row: Row, heading: str, word: str, possible: tuple[str, ...]) -> None:
        self._findings.add(
            "unknown-word", row.table.sheet, row.number, heading,
            found=shown(word), possible=", ".join(possible),
        )  # fmt: skip
