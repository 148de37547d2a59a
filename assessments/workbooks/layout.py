"""The names of the exchange workbook (contract 1 and 2): sheets, tables, columns, metadata keys.

Both directions use them: writing puts columns in this order, reading finds them by heading. Words
are fixed within format version 1; columns may be added at the right end only.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from assessments.workbooks.columns import CellKind, Column, Look, Sheet, Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from questionnaires.model import SettingValue, Value

FORMAT = "selbstcheck-austausch"
FORMAT_VERSION = 1

RISK = "risiko"
"""`Frage` of the row that carries the class of the knowledge-loss risk of a process."""
RISK_CLASSES = ("keins", "gering", "mittel", "hoch", "unbekannt")
KEPT_IN_HOUSE = frozenset({"WS1", "WS2"})
"""Answers that never leave the department's file; `risiko` stands in their place."""
SEPARATOR = ";"
"""Between several codes, ids or keys of one cell."""
LIST_IN_SETTING = ","
"""Between the codes of one setting, since `;` separates settings."""
YES, NO = "ja", "nein"
EFFORTS = ("klein", "mittel", "groß")
STATES = ("Idee", "Geplant", "Läuft", "Erledigt", "Verworfen")
AUDIENCES = ("buerger", "unternehmen", "verwaltung")


class Art(StrEnum):
    """Who writes the workbook."""

    DEPARTMENT = "fachdienst"
    CITY = "gesamt"
    COMPETENCE = "kompetenz"


HEADER_ROW = 4
"""1-based row of the header on all data sheets."""

_TEXT, _LIST, _WHOLE, _NUMBER = CellKind.TEXT, CellKind.LIST, CellKind.WHOLE, CellKind.NUMBER
_SHARE, _DATE, _ISO, _TIME = CellKind.SHARE, CellKind.DATE, CellKind.ISO_DATE, CellKind.ISO_TIME
_YES_NO, _VALUE = CellKind.YES_NO, CellKind.VALUE
_QUIET, _STRONG, _CENTRED, _LEVEL = Look.QUIET, Look.STRONG, Look.CENTRED, Look.LEVEL
_FREE, _WORD = "frei", "Wort"


def _department(width: float, *, believed: bool) -> Column:
    meaning = "Name des Fachdienstes, der geantwortet hat"
    return Column("Fachdienst", _TEXT, width, "Text", meaning, _FREE, believed=believed)


def _since(heading: str, meaning: str, *, believed: bool, width: float) -> Column:
    return Column(heading, _DATE, width, "Datum", meaning, "TT.MM.JJJJ", believed=believed)


_PROVISIONAL = Column(
    "Vorläufig", _YES_NO, 8.6, _WORD,
    "„ja“, wenn die mögliche Stufe höher ist als die gesicherte", "ja, nein",
    _CENTRED, values=(YES, NO),
)  # fmt: skip
_OPEN = Column(
    "Offene Fragen", _WHOLE, 7.2, "Anzahl", "Fragen ohne Antwort, die über eine Stufe entscheiden",
    "ab 0",
)  # fmt: skip
_MISSING = Column(
    "Fehlt zur nächsten Stufe", _LIST, 9.8, "Fragen",
    "Fragen, deren Antwort für die nächste Stufe fehlt oder nicht reicht",
    "Kennungen, mit ; getrennt; Wortlaut auf „Antworten“",
)  # fmt: skip
_MODEL = Column(
    "Modell", _TEXT, 10, "Text", "Kennung des Stufenmodells, nach dem gerechnet wurde",
    "zum Beispiel ozg-rm-1.1", _QUIET,
)  # fmt: skip
_AS_OF = _since("Stand", "Tag der letzten Änderung", believed=False, width=10)

SERVICES = Table(
    "tblLeistungen", Sheet.SERVICES, (
        Column("Leistung-ID", _TEXT, 8.5, "Text",
               "Kennung der Leistung; bleibt über alle Runden gleich", _FREE, _QUIET,
               believed=True),
        _department(12.5, believed=True),
        Column("Leistung", _TEXT, 23, "Text", "Name der Leistung", _FREE, _STRONG, believed=True),
        Column("LeiKa-Schlüssel", _LIST, 14.8, "Text",
               "Schlüssel aus dem Leistungskatalog; bleibt Text, damit keine Ziffer verloren geht",
               "14 Ziffern, beginnt mit 99; mehrere mit ; getrennt", _QUIET, believed=True),
        Column("OZG-ID", _TEXT, 6.5, "Text", "Kennung des Leistungsbündels", "Ziffern", _QUIET,
               believed=True),
        Column("Themenfeld", _TEXT, 19.2, "Text", "Themenfeld der OZG-Umsetzung", _FREE,
               believed=True),
        Column("Umfang", _TEXT, 8.4, _WORD,
               "Gehört die Leistung zur Grundmenge? Nur „bewertet“ zählt in den Quoten",
               "bewertet, nur Information, intern, anderer Fachdienst, nicht Stadt, weggefallen, "
               "Klärfall, offen",
               values=("bewertet", "nur Information", "intern", "anderer Fachdienst",
                       "nicht Stadt", "weggefallen", "Klärfall", "offen")),
        _MODEL,
        Column("Reifegrad", _WHOLE, 8.8, "Stufe",
               "Gesicherte Stufe: steht mit den heutigen Antworten fest",
               "ganze Zahl; leer, wenn nicht bewertet", _LEVEL, compared=True, pattern="0"),
        Column("Reifegrad möglich", _WHOLE, 8.8, "Stufe",
               "Stufe, die erreicht wird, wenn alle offenen Fragen günstig ausgehen",
               "ganze Zahl, nie kleiner als der Reifegrad", _CENTRED, compared=True, pattern="0"),
        _PROVISIONAL,
        _OPEN,
        _MISSING,
        Column("Hindernis bei", _LIST, 15, "Stelle", "Wer das Fehlende lösen kann",
               "Stellen, mit ; getrennt"),
        Column("E-Stufe", _WHOLE, 6.8, "Stufe",
               "Wie durchgängig im Haus gearbeitet wird; ändert den Reifegrad nicht",
               "0 bis 3; leer = offen", _CENTRED, pattern='"E"0'),
        _since("Online seit", "Tag der Freischaltung für die Stadt", believed=False, width=9.8),
        Column("Anträge gesamt", _NUMBER, 8, "Anzahl",
               "Anträge oder Anzeigen im genannten Zeitraum", "ab 0"),
        Column("Anträge online", _NUMBER, 8, "Anzahl", "Davon kamen online", "ab 0"),
        Column("Online-Anteil", _SHARE, 7.6, "Anteil", "Anträge online an allen Anträgen",
               "0 bis 100 %; leer, wenn zu wenige Anträge oder Tage"),
        Column("Bemerkung", _TEXT, 24, "Text", "Was man zu dieser Leistung wissen sollte", _FREE,
               _QUIET, believed=True),
        _AS_OF,
        Column("LeiKa-Typ", _TEXT, 7, "Text", "Wer die Leistung regelt und wer sie ausführt",
               "Typ aus dem Leistungskatalog, zum Beispiel 2/3", _QUIET, believed=True,
               optional=True),
        Column("Zielgruppe", _LIST, 12.4, "Wörter", "An wen sich die Leistung richtet",
               "buerger, unternehmen, verwaltung; mehrere mit ; getrennt", _QUIET, believed=True,
               optional=True, values=AUDIENCES),
        Column("Fokusleistung", _YES_NO, 13.6, _WORD, "Gehört zu den Fokusleistungen des Bundes",
               "ja, nein; leer = unbekannt", _CENTRED, believed=True, optional=True,
               values=(YES, NO)),
        Column("SDG", _YES_NO, 6, _WORD, "Gehört zu den Leistungen der SDG-Verordnung",
               "ja, nein; leer = unbekannt", _CENTRED, believed=True, optional=True,
               values=(YES, NO)),
        Column("Schlüssel geprüft am", _ISO, 11, "Datum",
               "Tag, an dem der Schlüssel im FIM-Portal geprüft wurde",
               "JJJJ-MM-TT als Text; leer = nicht geprüft", _QUIET, believed=True, optional=True),
    ),
    key="Leistung-ID", name_column="Leistung", printed=21, row_height=24,
)  # fmt: skip

PROCESSES = Table(
    "tblProzesse", Sheet.PROCESSES, (
        Column("Prozess-ID", _TEXT, 9.2, "Text",
               "Kennung des Prozesses; bleibt über alle Runden gleich", _FREE, _QUIET,
               believed=True),
        _department(12.5, believed=True),
        Column("Prozess", _TEXT, 25, "Text", "Name des Prozesses", _FREE, _STRONG, believed=True),
        Column("Prozessgruppe", _TEXT, 16.6, "Text", "Gruppe auf der Prozesslandkarte", _FREE,
               believed=True),
        Column("Verantwortliche Stelle", _TEXT, 16, "Text",
               "Stelle oder Rolle, nie ein Personenname", _FREE),
        Column("PICTURE-Nummer", _TEXT, 9.6, "Text", "Nummer oder Link des Prozesses in PICTURE",
               _FREE, _QUIET, believed=True),
        Column("Leistung-IDs", _LIST, 10.8, "Text", "Leistungen, die der Prozess erbringt",
               "Kennungen, mit ; getrennt", _QUIET, believed=True),
        replace(_MODEL, width=12.3, allowed="zum Beispiel prozessdokumentation"),
        Column("Dokumentationsstufe", _WHOLE, 18.6, "Stufe",
               "Wie gut der Ablauf beschrieben ist; sagt nichts über die Güte des Ablaufs",
               "0 bis 6", _LEVEL, compared=True, values=(), pattern='"D"0'),
        Column("Stufe möglich", _WHOLE, 7.6, "Stufe",
               "Stufe, die erreicht wird, wenn alle offenen Fragen günstig ausgehen",
               "0 bis 6, nie kleiner als die Dokumentationsstufe", _CENTRED, compared=True,
               pattern='"D"0'),
        replace(_PROVISIONAL, width=8.4),
        replace(_OPEN, width=7),
        replace(_MISSING, width=12.6),
        Column("Wissensverlustrisiko", _TEXT, 18, "Klasse",
               "Droht Wissen verloren zu gehen, wenn Personen die Aufgabe abgeben? "
               "Nur die Klasse verlässt den Fachdienst",
               "keins, gering, mittel, hoch, unbekannt", _CENTRED, values=RISK_CLASSES),
        Column("Priorität", _TEXT, 10.6, "Klasse", "Reihenfolge für die Modellierung",
               "A, B, C, noch nicht bestimmbar", _CENTRED,
               values=("A", "B", "C", "noch nicht bestimmbar")),
        Column("Modellierung geplant", _TEXT, 11.8, "Quartal",
               "Quartal, in dem modelliert werden soll", "zum Beispiel 2027-Q2", _CENTRED),
        Column("Aufwand Stunden", _NUMBER, 8.6, "Stunden", "Geplante Arbeit für die Modellierung",
               "ab 0", pattern="General"),
        Column("Bemerkung", _TEXT, 16, "Text", "Was man zu diesem Prozess wissen sollte", _FREE,
               _QUIET, believed=True),
        _AS_OF,
    ),
    key="Prozess-ID", name_column="Prozess", row_height=24,
)  # fmt: skip

MEASURES = Table(
    "tblMassnahmen", Sheet.MEASURES, (
        Column("Maßnahme-ID", _TEXT, 13, "Text", "Kennung der Maßnahme", _FREE, _QUIET,
               believed=True),
        _department(13, believed=True),
        Column("Maßnahme", _TEXT, 46, "Text", "Was getan werden soll", _FREE, _STRONG,
               believed=True),
        Column("Betrifft", _LIST, 20, "Text", "Leistungen und Prozesse, die davon steigen",
               "Kennungen, mit ; getrennt", _QUIET, believed=True),
        Column("Wirkung", _WHOLE, 9, "Anzahl",
               "So viele Leistungen oder Prozesse steigen um eine Stufe", "ab 0"),
        Column("Zuständig", _TEXT, 29, "Text", "Stelle oder Rolle, nie ein Personenname", _FREE,
               believed=True),
        Column("Aufwand", _TEXT, 9, _WORD, "Grobe Schätzung der Arbeit", "klein, mittel, groß",
               believed=True, values=EFFORTS),
        _since("Bis", "Tag, bis zu dem die Maßnahme fertig sein soll", believed=True, width=11),
        Column("Status", _TEXT, 11, _WORD, "Stand der Maßnahme",
               "Idee, Geplant, Läuft, Erledigt, Verworfen", believed=True, values=STATES),
    ),
    key="Maßnahme-ID", name_column="Maßnahme", row_height=24,
)  # fmt: skip

ANSWERS = Table(
    "tblAntworten", Sheet.ANSWERS, (
        Column("Gegenstand-ID", _TEXT, 13, "Text",
               "Kennung der Leistung, des Prozesses oder des Fachdienstes", _FREE, _QUIET,
               believed=True),
        _department(12.6, believed=False),
        Column("Gegenstand", _TEXT, 24, "Text", "Name der Leistung oder des Prozesses", _FREE),
        Column("Fragebogen", _TEXT, 14.3, "Text", "Kennung des Fragebogens",
               "zum Beispiel ozg-rm-1.1", _QUIET, believed=True),
        Column("Version", _TEXT, 7.5, "Text", "Ausgabe des Fragebogens", "zum Beispiel 1", _QUIET,
               believed=True),
        Column("Frage", _TEXT, 10.8, "Text", "Kennung der Frage; „risiko“ ist eine Klasse",
               "Kennung aus dem Fragebogen", believed=True),
        Column("Fragetext", _TEXT, 42, "Text", "Wortlaut der Frage", _FREE),
        Column("Wert", _VALUE, 15.8, "Wert", "Gespeicherte Antwort; nur sie wird ausgewertet",
               "Kürzel, mehrere mit ; getrennt; Zahl; Datum als JJJJ-MM-TT; Text", _QUIET,
               believed=True),
        Column("Antwort", _TEXT, 34, "Text", "Die Antwort in Worten", _FREE, _STRONG),
        Column("Anmerkung", _TEXT, 16, "Text", "Anmerkung des Fachdienstes, wenn mit abgegeben",
               _FREE, believed=True),
        Column("Beleg", _TEXT, 16, "Text", "Nachweis zur Antwort, wenn mit abgegeben", _FREE,
               believed=True),
        Column("Geändert am", _TIME, 23, "Zeit", "Wann die Antwort zuletzt geändert wurde",
               "JJJJ-MM-TTThh:mm:ss mit Abstand zur Weltzeit, als Text", _QUIET, believed=True),
    ),
    key="Gegenstand-ID", name_column="Gegenstand", row_height=20,
)  # fmt: skip

METADATA = Table(
    "tblMetadaten", Sheet.METADATA, (
        Column("Feld", _TEXT, 24, "Text", "Name der Angabe zur Datei", "fest vorgegeben", _STRONG,
               believed=True),
        Column("Wert", _TEXT, 80, "Text", "Inhalt der Angabe, für das Einlesen", _FREE,
               believed=True),
    ),
    key="Feld", row_height=20,
)  # fmt: skip

SUBMISSIONS = Table(
    "tblAbgaben", Sheet.SUBMISSIONS, (
        Column("Abgabe-ID", _TEXT, 37, "Text", "Kennung der Abgabe, bei jeder Abgabe neu",
               "UUID", _QUIET, believed=True),
        Column("Abgabe-Nummer", _WHOLE, 9, "Nummer",
               "Zählt je Fachdienst und Runde; die höchste gilt", "ab 1", believed=True),
        Column("Behörde", _TEXT, 16, "Text", "Stadt oder Behörde des Fachdienstes", _FREE,
               believed=True),
        Column("Fachdienst", _TEXT, 24, "Text", "Name des Fachdienstes", _FREE, _STRONG,
               believed=True),
        Column("Fachdienst-ID", _TEXT, 22, "Text", "Kennung des Fachdienstes", _FREE, _QUIET,
               believed=True),
        Column("Runde", _TEXT, 20, "Text", "Name der Erhebungsrunde", _FREE, believed=True),
        Column("Runde-ID", _TEXT, 16, "Text", "Kennung der Erhebungsrunde", _FREE, _QUIET,
               believed=True),
        Column("Stichtag", _ISO, 11, "Datum", "Tag, für den gerechnet wurde",
               "JJJJ-MM-TT als Text", believed=True),
        Column("Einstellungen", _TEXT, 22, "Text",
               "Was von den Vorgaben des Fragebogens abweicht",
               "Fragebogen.Name=Wert, mit ; getrennt", _QUIET, believed=True),
        Column("Erstellt am", _TIME, 24, "Zeit", "Wann die Abgabe geschrieben wurde",
               "JJJJ-MM-TTThh:mm:ss mit Abstand zur Weltzeit, als Text", _QUIET, believed=True),
        Column("Fragebögen", _LIST, 18, "Text", "Fragebögen und Ausgaben dieser Abgabe",
               "Kennung@Ausgabe, mit ; getrennt", _QUIET, believed=True),
        Column("Datei", _TEXT, 34, "Text", "Name der eingelesenen Datei", _FREE, believed=True),
        Column("Prüfsumme", _TEXT, 24, "Text", "Prüfsumme über den Inhalt der Abgabe",
               "64 Ziffern und Buchstaben", _QUIET, believed=True),
    ),
    key="Abgabe-ID", name_column="Fachdienst", row_height=20,
)  # fmt: skip

CITY_COLUMNS = (
    Column("Behörde", _TEXT, 14, "Text", "Stadt oder Behörde des Fachdienstes", _FREE, _QUIET,
           believed=True),
    Column("Fachdienst-ID", _TEXT, 14, "Text", "Kennung des Fachdienstes", _FREE, _QUIET,
           believed=True),
    Column("Abgabe-ID", _TEXT, 14, "Text", "Abgabe, aus der die Zeile stammt", "UUID", _QUIET,
           believed=True),
)  # fmt: skip
"""Right end of the four tables of a `gesamt` (contract 2.1); outside the print area."""

DEPARTMENT_TABLES = (SERVICES, PROCESSES, MEASURES, ANSWERS, METADATA)
"""The tables of a `fachdienst`, in the order of their sheets."""


def for_city(table: Table) -> Table:
    """Return one of the four tables as the city workbook has it, with `CITY_COLUMNS`."""
    printed = table.printed or len(table.columns)
    return replace(table, columns=(*table.columns, *CITY_COLUMNS), printed=printed)


CITY_TABLES = (*map(for_city, (SERVICES, PROCESSES, MEASURES)), SUBMISSIONS, for_city(ANSWERS),
               METADATA)  # fmt: skip
"""The tables of a `gesamt`, in the order of their sheets."""


class Key(StrEnum):
    """The keys of `tblMetadaten`, in the order written. All values are text."""

    FORMAT = "format"
    FORMAT_VERSION = "formatversion"
    ART = "art"
    PROGRAM_VERSION = "programmversion"
    AUTHORITY = "behoerde"
    DEPARTMENT = "fachdienst"
    DEPARTMENT_ID = "fachdienst_id"
    ROUND = "runde"
    ROUND_ID = "runde_id"
    STICHTAG = "stichtag"
    SUBMISSION_ID = "abgabe_id"
    NUMBER = "abgabe_nummer"
    CREATED_AT = "erstellt_am"
    QUESTIONNAIRES = "frageboegen"
    CHECKSUM = "pruefsumme"
    SETTINGS = "einstellungen"
    START_FILE = "startdatei"


def joined(values: tuple[str, ...]) -> str:
    """Return several codes, ids or keys as one cell."""
    return SEPARATOR.join(values)


def value_cell(value: Value) -> str | int | float:
    """Return a stored answer as it stands in `Wert`: numbers stay numbers, codes are joined."""
    return joined(value) if isinstance(value, tuple) else value


def settings_text(settings: Mapping[str, SettingValue]) -> str:
    """Return settings as `fragebogen.name=wert;…`, sorted by name; a list of codes by `,`."""
    return SEPARATOR.join(
        f"{name}={LIST_IN_SETTING.join(value) if isinstance(value, tuple) else value}"
        for name, value in sorted(settings.items())
    )


__all__ = [
    "ANSWERS", "AUDIENCES", "CITY_COLUMNS", "CITY_TABLES", "DEPARTMENT_TABLES", "EFFORTS",
    "FORMAT", "FORMAT_VERSION", "HEADER_ROW", "KEPT_IN_HOUSE", "LIST_IN_SETTING", "MEASURES",
    "METADATA", "NO", "PROCESSES", "RISK", "RISK_CLASSES", "SEPARATOR", "SERVICES", "STATES",
    "SUBMISSIONS", "YES", "Art", "CellKind", "Column", "Key", "Look", "Sheet", "Table",
    "for_city", "joined", "settings_text", "value_cell",
]  # fmt: skip
