"""What is wrong with a workbook, in German: one message and one remedy per code.

Places (sheet, row, column) are fields of the finding and stand in no sentence, unless two places
are meant. Facts fill the braces.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from assessments.findings import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    Fact = str | int | float


class Sentences(NamedTuple):
    """What to tell a person about one code."""

    message: str
    remedy: str
    severity: Severity = Severity.ERROR


_AS_XLSX = "Speichern Sie sie in Excel als „Excel-Arbeitsmappe (.xlsx)“."
_AGAIN = "Speichern Sie die Datei in Excel neu, oder geben Sie noch einmal ab."
_ASK = "Bitten Sie den Fachdienst um eine neue Abgabe."
_SMALLER = "Löschen Sie Zeilen, Spalten und Blätter, die nicht zur Abgabe gehören."
_UPDATE = "Aktualisieren Sie das Programm."
_RESTORE = "Bitten Sie um eine neue Abgabe, oder stellen Sie die Angabe wieder her."
_REMARK = Severity.REMARK

_FILE = {
    "file-missing": Sentences(
        "Diese Datei gibt es nicht, oder das Laufwerk ist nicht erreichbar.",
        "Prüfen Sie Namen und Ordner.",
    ),
    "is-folder": Sentences(
        "Das ist ein Ordner, keine Excel-Datei.", "Wählen Sie eine Datei aus dem Ordner."
    ),
    "no-file": Sentences("Das ist keine gewöhnliche Datei.", "Wählen Sie eine Excel-Datei."),
    "file-unreadable": Sentences(
        "Die Datei lässt sich nicht lesen.",
        "Schließen Sie sie in anderen Programmen. Prüfen Sie Ihre Rechte.",
    ),
    "lock-file": Sentences(
        "Das ist eine Sperrdatei von Excel, keine Abgabe.",
        "Wählen Sie die Datei ohne „~$“ am Anfang.",
    ),
    "open-in-excel": Sentences(
        "Die Datei ist noch in Excel geöffnet.",
        "Gelesen ist der gespeicherte Stand. Speichern Sie vorher, wenn er älter ist.",
        _REMARK,
    ),
    "empty-file": Sentences("Die Datei ist leer (0 Byte).", _ASK),
    "file-too-large": Sentences("Die Datei ist größer als {limit} MiB.", _SMALLER),
    "not-a-workbook": Sentences(
        "Das ist keine Excel-Arbeitsmappe.", "Öffnen Sie sie in Excel. " + _AS_XLSX
    ),
    "open-document": Sentences("Das ist eine Datei im OpenDocument-Format (.ods).", _AS_XLSX),
    "old-format": Sentences("Das ist eine Datei im alten Excel-Format (.xls).", _AS_XLSX),
    "binary-workbook": Sentences("Das ist eine binäre Arbeitsmappe (.xlsb).", _AS_XLSX),
    "macro-enabled": Sentences(
        "Diese Art von Datei kann Makros enthalten.",
        "Speichern Sie sie in Excel ohne Makros als „Excel-Arbeitsmappe (.xlsx)“.",
    ),
    "template": Sentences("Das ist eine Vorlage, keine Arbeitsmappe.", _AS_XLSX),
    "encrypted": Sentences(
        "Die Datei ist mit einem Kennwort geschützt.",
        "Entfernen Sie in Excel das Kennwort und speichern Sie die Datei.",
    ),
    "strict-format": Sentences("Die Datei ist als „Strict Open XML“ gespeichert.", _AS_XLSX),
    "unknown-namespace": Sentences(
        "Die Datei ist in einer Fassung gespeichert, die Excel nicht schreibt.", _AS_XLSX
    ),
    "damaged": Sentences("Die Datei ist beschädigt.", _AGAIN),
    "unpacked-too-large": Sentences("Die Datei ist ausgepackt größer als {limit} MiB.", _SMALLER),
    "part-too-large": Sentences("Ein Teil der Datei ist größer als {limit} MiB.", _SMALLER),
    "too-many-parts": Sentences("Die Datei hat mehr als {limit} Teile.", _SMALLER),
    "packed-too-densely": Sentences(
        "Ein Teil der Datei ist mehr als {limit}-fach verdichtet.", _AGAIN
    ),
    "unsafe-part-name": Sentences(
        "Ein Teil der Datei trägt einen unsicheren Namen: „{part}“.", _AGAIN
    ),
    "part-twice": Sentences("Ein Teil der Datei ist doppelt enthalten.", _AGAIN),
    "document-type": Sentences(
        "Die Datei enthält eine XML-Dokumenttyp-Angabe. Excel schreibt so etwas nie.", _ASK
    ),
    "encoding": Sentences("Ein Teil der Datei ist nicht in UTF-8 geschrieben.", _AGAIN),
    "too-deep": Sentences("Die Datei ist tiefer verschachtelt als {limit} Ebenen.", _AGAIN),
    "too-many-attributes": Sentences(
        "Ein Element der Datei hat mehr als {limit} Merkmale.", _AGAIN
    ),
    "attribute-too-long": Sentences(
        "Ein Merkmal in der Datei ist länger als {limit} Zeichen.", _AGAIN
    ),
    "text-too-long": Sentences(
        "Ein Text in der Datei ist länger als {limit} Zeichen.", "Kürzen Sie ihn."
    ),
    "too-much-text": Sentences("Die Datei enthält mehr als {limit} MiB Text.", _SMALLER),
    "too-many-elements": Sentences("Die Datei hat mehr als {limit} Elemente.", _SMALLER),
    "too-many-cells": Sentences("Die Datei hat mehr als {limit} Zellen.", _SMALLER),
    "too-many-strings": Sentences("Die Datei nennt mehr als {limit} Texte.", _SMALLER),
    "too-many-rows": Sentences(
        "Ein Blatt hat Inhalte unterhalb von Zeile {limit}.", "Löschen Sie diese Zeilen."
    ),
    "too-many-columns": Sentences(
        "Ein Blatt hat Inhalte rechts von Spalte {limit} (CZ).", "Löschen Sie diese Spalten."
    ),
    "too-many-sheets": Sentences("Die Datei hat mehr als {limit} Blätter.", _SMALLER),
    "too-many-merges": Sentences(
        "Ein Blatt hat mehr als {limit} verbundene Bereiche.", "Lösen Sie die Verbindungen."
    ),
    "sheet-name-too-long": Sentences(
        "Ein Blattname ist länger als {limit} Zeichen.", "Kürzen Sie den Namen."
    ),
    "sheet-name-twice": Sentences(
        "Zwei Blätter tragen denselben Namen.", "Benennen Sie eines um, oder löschen Sie es."
    ),
    "time-out": Sentences(
        "Das Lesen der Datei dauert länger als {limit} Sekunden.", _SMALLER
    ),
    "memory": Sentences("Für diese Datei reicht der Speicher nicht.", _SMALLER),
    "crashed": Sentences("Die Datei bringt das Lesen zum Absturz.", _AGAIN),
    "reader-failed": Sentences(
        "Das Programm kann gerade keine Excel-Dateien lesen.",
        "Starten Sie es neu. Installieren Sie es sonst noch einmal.",
    ),
    "unexpected": Sentences("Die Datei lässt sich nicht auswerten.", _AGAIN),
    "external-links": Sentences(
        "Die Datei verweist auf andere Dateien. Diese werden nie geladen.",
        "Sie brauchen nichts zu tun.",
        _REMARK,
    ),
}  # fmt: skip

_FORMAT = {
    "not-ours": Sentences(
        "Diese Datei ist keine Abgabe von Selbstcheck.",
        "Wählen Sie die Excel-Datei, die beim Abgeben entstanden ist.",
    ),
    "newer-format": Sentences(
        "Diese Abgabe stammt aus einer neueren Programmversion (Format {found}).", _UPDATE
    ),
    "unknown-format": Sentences(
        "Die Formatversion „{found}“ gibt es nicht.", _RESTORE
    ),
    "unknown-kind": Sentences("Die Art „{found}“ gibt es nicht.", _RESTORE),
    "competence-workbook": Sentences(
        "Diese Datei enthält veröffentlichte Ergebnisse des Kompetenz-Checks.",
        "Wählen Sie die Abgabe eines Fachdienstes oder einer Stadt.",
    ),
    "missing-sheet": Sentences(
        "Das Blatt „{name}“ fehlt oder heißt anders.", "Geben Sie ihm wieder diesen Namen."
    ),
    "missing-table": Sentences(
        "Auf diesem Blatt fehlt die Kopfzeile der Tabelle.",
        "Stellen Sie die Überschriften in einer der ersten 30 Zeilen wieder her.",
    ),
    "missing-column": Sentences(
        "Diese Spalte fehlt oder heißt anders.", "Stellen Sie die Überschrift wieder her."
    ),
    "column-twice": Sentences(
        "Diese Spalte gibt es zweimal.", "Löschen oder benennen Sie die überzählige Spalte."
    ),
    "merged-cells": Sentences(
        "In der Tabelle sind die Zellen {range} verbunden.",
        "Lösen Sie die Verbindung und prüfen Sie die Werte.",
    ),
    "formula": Sentences(
        "Hier steht eine Formel statt eines Wertes.", "Schreiben Sie den Wert selbst hinein."
    ),
    "error-value": Sentences(
        "Hier steht ein Fehlerwert von Excel{found}.", "Schreiben Sie den richtigen Wert hinein."
    ),
}  # fmt: skip

_HEAD = {
    "missing-entry": Sentences("Die Angabe „{entry}“ fehlt.", _RESTORE),
    "entry-twice": Sentences(
        "Die Angabe „{entry}“ steht zweimal da.", "Löschen Sie die überzählige Zeile."
    ),
    "wrong-number": Sentences(
        "Bei „{entry}“ steht {found} statt einer ganzen Zahl ab 1.", _RESTORE
    ),
    "no-date": Sentences(
        "{found} ist kein Datum.",
        "Schreiben Sie es als Jahr-Monat-Tag, zum Beispiel 2026-03-31.",
    ),
    "no-time": Sentences(
        "{found} ist kein Zeitpunkt.",
        "Schreiben Sie ihn wie 2026-03-31T09:15:00+02:00.",
    ),
    "unknown-questionnaire": Sentences(
        "Den Fragebogen {found} kennt das Programm nicht.", _UPDATE
    ),
    "unknown-setting": Sentences("Die Einstellung {found} gibt es nicht.", _RESTORE),
    "wrong-setting": Sentences("Der Wert der Einstellung {found} passt nicht.", _RESTORE),
    "changed-after-export": Sentences(
        "Die Datei wurde nach der Abgabe geändert.",
        "Klären Sie mit dem Fachdienst, ob das gewollt ist.",
        _REMARK,
    ),
    "missing-submissions": Sentences(
        "Das Blatt „Abgaben“ fehlt. Ohne es ist nicht klar, woher die Zeilen stammen.", _RESTORE
    ),
    "no-submission": Sentences(
        "Auf dem Blatt „Abgaben“ steht keine Abgabe.", _RESTORE
    ),
    "unknown-submission": Sentences(
        "Die Abgabe {found} steht nicht auf dem Blatt „Abgaben“.", _RESTORE
    ),
}  # fmt: skip

_ROWS = {
    "missing-id": Sentences("In dieser Zeile fehlt die Kennung.", _RESTORE),
    "id-twice": Sentences(
        "Die Kennung {found} steht schon in Zeile {first} auf „{where}“.",
        "Löschen Sie die überzählige Zeile.",
    ),
    "id-of-department": Sentences(
        "Die Kennung {found} gehört schon dem Fachdienst selbst.",
        "Geben Sie der Leistung oder dem Prozess eine eigene Kennung.",
    ),
    "answer-twice": Sentences(
        "Die Frage {found} ist für diesen Gegenstand schon in Zeile {first} beantwortet.",
        "Löschen Sie die überzählige Zeile.",
    ),
    "unknown-subject": Sentences(
        "Die Kennung {found} steht in keiner Tabelle.",
        "Ergänzen Sie die Leistung oder den Prozess, oder löschen Sie die Zeile.",
    ),
    "unknown-question": Sentences(
        "Die Frage {found} gibt es im Fragebogen {questionnaire} nicht.",
        "Prüfen Sie die Kennung der Frage.",
    ),
    "other-edition": Sentences(
        "Dieser Gegenstand ist in Zeile {first} mit dem Fragebogen {expected} beantwortet.",
        "Verwenden Sie für einen Gegenstand nur einen Fragebogen.",
    ),
    "unknown-code": Sentences(
        "Die Antwort {found} gibt es bei Frage {question} nicht.",
        "Möglich sind: {possible}.",
    ),
    "empty-value": Sentences(
        "Die Antwort ist leer. Sie zählt als offen.",
        "Ergänzen Sie den Wert, wenn er verloren ging.",
        _REMARK,
    ),
    "kept-in-house": Sentences(
        "Die Frage {found} verlässt den Fachdienst nicht. Die Zeile zählt nicht.",
        "Löschen Sie die Zeile.",
        _REMARK,
    ),
    "level-differs": Sentences(
        "Hier steht {found}. Aus den Antworten ergibt sich {computed}.",
        "Es zählt das Ergebnis aus den Antworten. Ändern Sie sonst die Antworten.",
        _REMARK,
    ),
    "no-title": Sentences(
        "Hier fehlt der Name. Angezeigt wird die Kennung.", "Ergänzen Sie den Namen.", _REMARK
    ),
    "unknown-word": Sentences(
        "{found} gehört nicht zu den festen Wörtern. Die Angabe zählt als leer.",
        "Möglich sind: {possible}.",
        _REMARK,
    ),
}  # fmt: skip

SENTENCES: Mapping[str, Sentences] = {**_FILE, **_FORMAT, **_HEAD, **_ROWS}
"""Everything that can be found, by code; values of answers have `answer_values.Problem`."""


def finding(
    code: str, sheet: str = "", row: int | None = None, column: str = "", **facts: Fact
) -> Finding:
    """Return the finding for a code. Every fact that its sentences name must be given."""
    said = SENTENCES[code]
    return Finding(
        code,
        said.severity,
        said.message.format_map(facts),
        said.remedy.format_map(facts),
        sheet,
        row,
        column,
    )
