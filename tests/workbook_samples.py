"""A realistic hand-in for tests of workbooks: fifteen services of a Bürgerservice, invented."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assessments.model import (
    Department,
    GivenAnswer,
    Measure,
    Round,
    Subject,
    SubjectKind,
    Submission,
)
from questionnaires import catalogue
from questionnaires.model import Kind, Level
from tests.builders import ask, part, questionnaire

if TYPE_CHECKING:
    from collections.abc import Mapping

    from questionnaires.model import Value

KEY = "ozg-rm-1.1@1"
QUESTIONNAIRES = {KEY: catalogue.load(KEY)}
CREATED = "2026-11-24T14:32:08+01:00"
ROUND = Round("2026-2", "2. Erhebung 2026", "2026-11-30", questionnaires=(KEY,))
DEPARTMENT = Department("buergerservice", "Fachdienst Bürgerservice", "Stadt Jena")

_SCOPE: dict[str, Value] = {"O1": "allein", "O2": "aussen", "O3": "antrag", "O4": "ja"}
_PAPER = _SCOPE | {"O5": "pdf_druck", "EE1": "papier"}
_SERVICE = _SCOPE | {
    "O5": "dienst", "O6": "produktiv", "O7": "vollstaendig", "O8": "ersetzt", "O9": "hoch",
    "O10": "ja", "O11": ("bundid",), "O12": "ja", "O13": "alle", "O14": "keine",
    "O16": "bescheid", "O17": "kein_rueckkanal", "O18": "hochladen", "O19": "ja",
    "EE1": "automatisch", "EE2": "elektronisch", "EE3": 1, "F1.von": "2025-10-01",
    "F1.bis": "2026-09-30", "F4": "gezaehlt",
}  # fmt: skip
_OPEN: dict[str, Value] = {"O1": "allein", "O2": "aussen", "O3": "antrag"}


def _cases(since: str, total: int, online: int) -> dict[str, Value]:
    return {"O6.seit": since, "F2": total, "F3": online}


_BUILDING, _ACROSS, _TRAVEL, _ORDER = (
    "Bauen & Wohnen", "Querschnittsleistungen", "Mobilität & Reisen", "Recht & Ordnung",
)  # fmt: skip
_ROWS: tuple[tuple[str, str, str, str, str, Mapping[str, Value]], ...] = (
    ("Wohnsitz anmelden", "99115005104000", "10124", _BUILDING,
     "Bescheid liegt bis zum Anschluss des Postfachs am Tresen bereit.",
     _SERVICE | {"EE3": 0} | _cases("2025-03-17", 6840, 1912)),
    ("Wohnsitz abmelden", "99115005070000", "10124", _BUILDING,
     "Bestätigung wird noch unterschrieben zurückgesandt.",
     _SERVICE | {"O7": "teilweise", "O17": "ja"} | _cases("2025-09-01", 1260, 498)),
    ("Meldebescheinigung", "99115009000000", "", "", "",
     _SERVICE | _cases("2024-06-03", 2140, 655)),
    ("Einfache Melderegisterauskunft", "99115004001001", "10559", _ACROSS, "",
     _SERVICE | _cases("2023-11-06", 3310, 2480)),
    ("Auskunftssperre im Melderegister", "99115002060001", "10111", _BUILDING,
     "Glaubhaftmachung der Gefährdung oft nur im Gespräch möglich.",
     _SERVICE | {"O13": "teilweise"} | _cases("2026-02-02", 96, 7)),
    ("Übermittlungssperren", "99115002000000", "10111", _BUILDING,
     "Zuschnitt wird mit dem ZPPM geklärt.", _SCOPE | {"F2": 410}),
    ("Personalausweis – Ausstellung", "99008001012000", "10119", _ACROSS,
     "Persönliches Erscheinen ist vorgeschrieben.", _PAPER | {"F2": 9120}),
    ("Personalausweis – Verlust melden", "99008001014002", "10119", _ACROSS, "",
     _SERVICE | {"O16": "keins", "O18": "strukturiert", "O19": "nein", "EE3": 0,
                 "EE4": "entfaellt", "EE5": "ja", "H1": ("anschluss",),
                 "H2.anschluss": "efa_land"} | _cases("2025-01-13", 540, 213)),
    ("Reisepass – Ausstellung", "99085001012000", "10177", _TRAVEL,
     "Persönliches Erscheinen ist vorgeschrieben.", _PAPER | {"F2": 5230}),
    ("Reisepass – Verlust melden", "99085001014003", "10177", _TRAVEL, "", _OPEN | {"F2": 180}),
    ("Führungszeugnis", "99049001000000", "10562", _ACROSS,
     "Online-Antrag läuft beim Bundesamt für Justiz; hier zählt der eigene Weg.",
     _PAPER | {"F2": 4470}),
    ("Gewerbezentralregister – Einsicht gewähren", "99052002109000", "10565", _ACROSS, "",
     _OPEN | {"F2": 64}),
    ("Beglaubigung von Dokumenten", "99014002035000", "10571", _ACROSS, "",
     _PAPER | {"F2": 2890}),
    ("Beglaubigung von Unterschriften", "99014007035000", "10571", _ACROSS, "",
     _PAPER | {"O4": "nein", "F2": 730}),
    ("Fundsachen – Statusabfrage", "99089017015000", "10244", _ORDER, "",
     _SERVICE | {"O9": "keine", "O12": "nein", "O17": "ja", "EE3": 0}
     | _cases("2024-10-01", 1480, 1221)),
)  # fmt: skip
_MEASURES = (
    Measure("M-01", "Ausfüllhilfe für vier Formulare einrichten",
            ("L-07", "L-09", "L-11", "L-13"), "Fachdienst mit KITT", "mittel", "2027-03-31",
            "Geplant"),
    Measure("M-02", "Rückkanal beim Land anfragen und anschließen", ("L-01", "L-03", "L-04"),
            "Team Transformation", "groß", "2027-06-30", "Idee"),
    Measure("M-03", "Abmeldung ohne Unterschrift auf Papier", ("L-02",), "Team Meldewesen",
            "klein", "2026-12-18", "Läuft"),
    Measure("M-04", "Steckbrief zum Reisepass in PICTURE anlegen", ("L-09",),
            "Prozessansprechperson", "klein", "2026-10-30", "Erledigt"),
)  # fmt: skip


def services() -> tuple[Subject, ...]:
    """Return the fifteen services, `L-01` to `L-15`."""
    return tuple(
        Subject(f"L-{n:02}", SubjectKind.SERVICE, title, (key,), ozg, theme, "2/3", ("buerger",),
                None, None, "2026-10-01" if n == 1 else "", remark)
        for n, (title, key, ozg, theme, remark, _) in enumerate(_ROWS, 1)
    )  # fmt: skip


def answers(*, notes: bool = False) -> tuple[GivenAnswer, ...]:
    """Return their answers; with notes, two of them carry an Anmerkung or a Beleg."""
    given = [
        GivenAnswer(f"L-{n:02}", KEY, field, value,
                    changed_at=f"2026-11-18T{8 + k % 9:02}:{(7 * k) % 60:02}:13+01:00")
        for n, row in enumerate(_ROWS, 1)
        for k, (field, value) in enumerate(row[-1].items())
    ]  # fmt: skip
    given.append(GivenAnswer(DEPARTMENT.id, KEY, "X9", "ja", changed_at=CREATED))
    if notes:
        given[0] = replace(given[0], evidence="Gliederungsplan")
        given[1] = replace(given[1], note="Postfach beim Land angefragt")
    return tuple(given)


def submission(*, notes: bool = False) -> Submission:
    """Return the hand-in of the Bürgerservice."""
    return Submission(
        DEPARTMENT, ROUND, "5f1c2c0e-8a44-4d0b-9f5e-0b7a3d1e6c21", 1, CREATED,
        services=services(), measures=_MEASURES, answers=answers(notes=notes),
        program_version="0.1.0",
    )  # fmt: skip


_RUNGS = (
    "Nur mündlich bekannt", "Erfasst", "Schriftlich beschrieben", "Steckbrief in PICTURE",
    "Modelliert und freigegeben", "Angewendet und überprüft", "Mit Kennzahlen gesteuert",
)  # fmt: skip
LADDER = replace(
    questionnaire(
        *(ask(f"P{n}", meets={n: f"P{n} = ja"}) for n in range(1, 7)),
        ask("P7", kind=Kind.TEXT, fields=(part("P7.stunden", Kind.NUMBER),)),
        ask("WS1", "", kind=Kind.NUMBER, in_house=True),
    ),
    id="prozessdoku-1",
    version="1",
    subject="process",
    levels=tuple(Level(n, name, f"{name}.") for n, name in enumerate(_RUNGS)),
    marks={"recorded": 1, "profiled": 3, "modelled": 4, "reviewed": 5},
    roles={"planned_quarter": "P7", "planned_hours": "P7.stunden"},
)
"""Stands for a process questionnaire: one question per rung."""
_PROCESSES = (
    ("Wohnsitz anmelden und ändern", "Meldewesen", "PIC-2041", ("L-01",), 5, "keins"),
    ("Wohnsitz abmelden", "Meldewesen", "PIC-2042", ("L-02",), 4, "gering"),
    ("Melderegisterauskunft erteilen", "Meldewesen", "PIC-2047", ("L-04",), 4, "gering"),
    ("Meldebescheinigung ausstellen", "Meldewesen", "", ("L-03",), 2, "mittel"),
    ("Auskunftssperre eintragen", "Meldewesen", "", ("L-05", "L-06"), 1, "hoch"),
    ("Personalausweis ausstellen", "Ausweise und Pässe", "PIC-2050", ("L-07",), 4, "gering"),
    ("Reisepass ausstellen", "Ausweise und Pässe", "PIC-2051", ("L-09",), 3, "gering"),
    ("Verlust von Ausweisen bearbeiten", "Ausweise und Pässe", "", ("L-08", "L-10"), 2, "mittel"),
    ("Fundsachen verwahren und ausgeben", "Fundbüro", "", ("L-15",), 0, "unbekannt"),
)


def with_processes() -> Submission:
    """Return the same hand-in with nine processes and their risk classes."""
    subjects, given = [], []
    for n, (title, group, picture, linked, rung, _) in enumerate(_PROCESSES, 1):
        subject = Subject(
            f"P-{n:02}", SubjectKind.PROCESS, title, group=group, picture=picture, services=linked
        )
        subjects.append(subject)
        said = {f"P{k}": "ja" if k <= rung else "nein" for k in range(1, 7)}
        said |= {"P7": "2027-Q2", "P7.stunden": 14} if rung == 2 else {}
        if not rung:
            said = {"P1": "weiss_nicht"}
        given += [
            GivenAnswer(subject.id, LADDER.key, f, v, "", "", CREATED) for f, v in said.items()
        ]
    plain = submission()
    return replace(
        plain,
        processes=tuple(subjects),
        answers=(*plain.answers, *given),
        risks={s.id: p[-1] for s, p in zip(subjects, _PROCESSES, strict=True)},
        round=replace(ROUND, questionnaires=(KEY, LADDER.key)),
    )


ALL = QUESTIONNAIRES | {LADDER.key: LADDER}
