"""Who handed in what: the metadata of a workbook, and the list of hand-ins of a city workbook."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assessments.answer_values import shown
from assessments.model import Department, Round
from assessments.workbooks import cells
from assessments.workbooks.layout import (
    FORMAT,
    FORMAT_VERSION,
    LIST_IN_SETTING,
    METADATA,
    SEPARATOR,
    SUBMISSIONS,
    Art,
    Key,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from assessments.workbooks.cells import Cell
    from assessments.workbooks.collected_findings import Findings
    from assessments.workbooks.read_tables import ReadTable
    from questionnaires.model import Questionnaire, SettingValue

_COLUMNS: Mapping[Key, str] = {
    Key.AUTHORITY: "Behörde",
    Key.DEPARTMENT: "Fachdienst",
    Key.DEPARTMENT_ID: "Fachdienst-ID",
    Key.ROUND: "Runde",
    Key.ROUND_ID: "Runde-ID",
    Key.STICHTAG: "Stichtag",
    Key.SUBMISSION_ID: "Abgabe-ID",
    Key.NUMBER: "Abgabe-Nummer",
    Key.CREATED_AT: "Erstellt am",
    Key.QUESTIONNAIRES: "Fragebögen",
    Key.CHECKSUM: "Prüfsumme",
    Key.SETTINGS: "Einstellungen",
}
"""Metadata of a hand-in -> its column in `tblAbgaben`."""
_NEEDED = (
    Key.DEPARTMENT,
    Key.DEPARTMENT_ID,
    Key.ROUND,
    Key.ROUND_ID,
    Key.STICHTAG,
    Key.SUBMISSION_ID,
    Key.NUMBER,
    Key.CREATED_AT,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One metadata value and where it stands."""

    cell: Cell
    row: int
    column: str


@dataclass(frozen=True, slots=True)
class Head:
    """What identifies a hand-in. Parts that could not be read are empty or 0."""

    department: Department
    round: Round
    submission_id: str
    number: int
    created_at: str
    checksum: str
    program_version: str = ""
    start_file: str = ""
    row: int | None = None
    """Row of the check sum, for the finding about it."""
    column: str = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Metadata:
    """`tblMetadaten` by key."""

    sheet: str
    entries: Mapping[str, Entry] = field(default_factory=dict)

    def get(self, key: Key) -> str:
        """Return a value as text, empty where it is missing."""
        entry = self.entries.get(key)
        return "" if entry is None else cells.identifier(entry.cell)


def read_metadata(table: ReadTable, findings: Findings) -> Metadata:
    """Return the metadata; a key that stands there twice is a finding."""
    entries: dict[str, Entry] = {}
    for row in table.rows():
        key = row.identifier("Feld")
        if key in entries and key in frozenset(Key):
            findings.add("entry-twice", table.sheet, row.number, "Feld", entry=key)
        elif key:
            entries[key] = Entry(row["Wert"], row.number, "Wert")
    return Metadata(table.sheet, entries)


def judge_format(metadata: Metadata, findings: Findings) -> Art | None:
    """Return what kind of workbook it is, None (with a finding) if none to collect."""
    if metadata.get(Key.FORMAT) != FORMAT:
        findings.add("not-ours", metadata.sheet)
        return None
    found = metadata.get(Key.FORMAT_VERSION)
    version = cells.whole(found) if found else None
    if version != FORMAT_VERSION:
        newer = version is not None and version > FORMAT_VERSION
        code = "newer-format" if newer else "unknown-format"
        _at(metadata, Key.FORMAT_VERSION, findings)(code, found=found)
        return None
    art = metadata.get(Key.ART)
    if art == Art.COMPETENCE:
        _at(metadata, Key.ART, findings)("competence-workbook")
    elif art not in (Art.DEPARTMENT, Art.CITY):
        _at(metadata, Key.ART, findings)("unknown-kind", found=art)
    else:
        return Art(art)
    return None


def judge_head(metadata: Metadata, known: Mapping[str, Questionnaire], findings: Findings) -> Head:
    """Return who handed in a department's workbook."""
    return _Judge(metadata.sheet, metadata.entries, known, findings).head(
        program_version=metadata.get(Key.PROGRAM_VERSION), start_file=metadata.get(Key.START_FILE)
    )


def judge_heads(
    table: ReadTable, known: Mapping[str, Questionnaire], findings: Findings
) -> dict[str, Head]:
    """Return the hand-ins of a city workbook by id, in order.

    Rows without an id are departments that have not handed in; they carry nothing.
    """
    heads: dict[str, Head] = {}
    for row in table.rows():
        submission_id = row.identifier("Abgabe-ID")
        if not submission_id:
            continue
        if submission_id in heads:
            findings.add(
                "id-twice",
                table.sheet,
                row.number,
                "Abgabe-ID",
                found=shown(submission_id),
                first=heads[submission_id].row or 0,
                where=SUBMISSIONS.sheet,
            )
            continue
        entries: dict[str, Entry] = {
            key: Entry(row[name], row.number, name) for key, name in _COLUMNS.items()
        }
        heads[submission_id] = _Judge(table.sheet, entries, known, findings).head()
    if table.found and not heads and not findings.refuses:
        findings.add("no-submission", table.sheet)
    return heads


def _at(metadata: Metadata, key: Key, findings: Findings) -> Callable[..., None]:
    entry = metadata.entries.get(key)

    def add(code: str, **facts: str) -> None:
        row, column = (None, "") if entry is None else (entry.row, entry.column)
        findings.add(code, metadata.sheet, row, column, **facts)

    return add


class _Judge:
    """Judges the entries of one hand-in."""

    def __init__(
        self,
        sheet: str,
        entries: Mapping[str, Entry],
        known: Mapping[str, Questionnaire],
        findings: Findings,
    ) -> None:
        self.sheet = sheet
        self.entries = entries
        self.known = known
        self.findings = findings

    def head(self, program_version: str = "", start_file: str = "") -> Head:
        for key in _NEEDED:
            self._need(key)
        questionnaires = self._questionnaires()
        place = self.entries.get(Key.CHECKSUM)
        return Head(
            Department(
                self._id(Key.DEPARTMENT_ID), self._id(Key.DEPARTMENT), self._id(Key.AUTHORITY)
            ),
            Round(
                self._id(Key.ROUND_ID),
                self._id(Key.ROUND),
                self._moment(Key.STICHTAG, cells.iso_date, "no-date"),
                settings=self._settings(),
                questionnaires=questionnaires,
            ),
            self._id(Key.SUBMISSION_ID),
            self._number(),
            self._moment(Key.CREATED_AT, cells.iso_time, "no-time"),
            self._id(Key.CHECKSUM),
            program_version,
            start_file,
            place.row if place else None,
            place.column if place else "",
            self.sheet,
        )

    def _id(self, key: Key) -> str:
        entry = self.entries.get(key)
        return "" if entry is None else cells.identifier(entry.cell)

    def _say(self, code: str, key: Key, **facts: str) -> None:
        entry = self.entries.get(key)
        row, column = (None, "") if entry is None else (entry.row, entry.column)
        self.findings.add(code, self.sheet, row, column, **facts)

    def _name(self, key: Key) -> str:
        """Return what the entry is called where it stands."""
        entry = self.entries.get(key)
        return key if entry is None or entry.column == METADATA.columns[1].heading else entry.column

    def _need(self, key: Key) -> None:
        entry = self.entries.get(key)
        if entry is None or (entry.cell is not None and cells.is_blank(entry.cell)):
            self._say("missing-entry", key, entry=self._name(key))

    def _number(self) -> int:
        entry = self.entries.get(Key.NUMBER)
        if entry is None or cells.is_blank(entry.cell):
            return 0
        number = cells.whole(entry.cell)
        if number is None or number < 1:
            found = shown(cells.plain(entry.cell))
            self._say("wrong-number", Key.NUMBER, entry=self._name(Key.NUMBER), found=found)
            return 0
        return number

    def _moment(self, key: Key, read: Callable[[Cell], str | None], code: str) -> str:
        entry = self.entries.get(key)
        if entry is None or cells.is_blank(entry.cell):
            return ""
        found = read(entry.cell)
        if found is None:
            self._say(code, key, found=shown(cells.plain(entry.cell)))
        return found or ""

    def _questionnaires(self) -> tuple[str, ...]:
        entry = self.entries.get(Key.QUESTIONNAIRES)
        keys = () if entry is None else cells.identifiers(entry.cell)
        for key in keys:
            if key not in self.known:
                self._say("unknown-questionnaire", Key.QUESTIONNAIRES, found=shown(key))
        return keys

    def _settings(self) -> dict[str, SettingValue]:
        settings: dict[str, SettingValue] = {}
        entry = self.entries.get(Key.SETTINGS)
        parts = "" if entry is None else cells.plain(entry.cell)
        for part in parts.split(SEPARATOR):
            name, equals, value = (cells.identifier(p) for p in part.partition("="))
            if not name and not value:
                continue
            default = self._default(name)
            if default is None or not equals:
                self._say("unknown-setting", Key.SETTINGS, found=shown(name))
                continue
            typed = _typed(value, default)
            if typed is None:
                self._say("wrong-setting", Key.SETTINGS, found=shown(part))
            else:
                settings[name] = typed
        return settings

    def _default(self, name: str) -> SettingValue | None:
        """Return the default of `fragebogen.name`, None if no known edition has it."""
        for questionnaire in self.known.values():
            bare = name.removeprefix(f"{questionnaire.id}.")
            if bare != name and bare in questionnaire.default_settings:
                return questionnaire.default_settings[bare]
        return None


def _typed(value: str, default: SettingValue) -> SettingValue | None:
    """Return a setting's value in the type of its default, None if it is none."""
    if isinstance(default, tuple):
        return tuple(p for part in value.split(LIST_IN_SETTING) if (p := cells.identifier(part)))
    if isinstance(default, str):
        return value
    try:
        return float(value) if isinstance(default, float) else int(value)
    except ValueError:
        return None
