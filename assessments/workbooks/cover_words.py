"""What stands on the cover of a department's workbook."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from assessments import german
from assessments.key_figures import SEAMLESS_FROM
from assessments.statements import summary_sentence
from assessments.workbooks.cover import Cover, Figure, figure
from assessments.workbooks.hand_in import DOT
from assessments.workbooks.layout import Sheet

if TYPE_CHECKING:
    from assessments.workbooks.hand_in import HandIn

STEPS = (
    "Lesen Sie zuerst das Blatt „Übersicht“, danach „Leistungen“, „Prozesse“ und „Maßnahmen“.",
    "Geben Sie die Datei unverändert an das Zentrale Prozess- und Projektmanagement (ZPPM).",
    (
        "Stimmt etwas nicht? Ändern Sie die Antwort im Programm und geben Sie erneut ab. "
        "Eine Stufe, die hier geändert wird, zählt nicht."
    ),
)
_LINKED = (
    Sheet.OVERVIEW, Sheet.SERVICES, Sheet.PROCESSES, Sheet.MEASURES, Sheet.ANSWERS,
    Sheet.READING_AID, Sheet.METADATA,
)  # fmt: skip


def cover_of(hand_in: HandIn) -> Cover:
    """Return the cover of a hand-in."""
    return Cover(
        what=f"{Sheet.COVER}{DOT}Selbstcheck Digitale Verwaltung",
        title=hand_in.submission.department.name,
        subtitle=_subtitle(hand_in),
        statement=summary_sentence(hand_in.results.services),
        figures=_figures(hand_in),
        levels=hand_in.levels,
        rules=_rules(hand_in),
        steps=STEPS,
        sheets=tuple(map(str, _LINKED)),
    )


def _subtitle(hand_in: HandIn) -> str:
    submission = hand_in.submission
    when = datetime.fromisoformat(submission.created_at)
    parts = (
        submission.department.authority,
        submission.round.name,
        f"Stichtag {german.date(submission.round.stichtag)}",
        f"Abgabe Nr. {submission.number} vom {when:%d.%m.%Y, %H:%M} Uhr",
    )
    return DOT.join(part for part in parts if part)


def _figures(hand_in: HandIn) -> tuple[Figure, ...]:
    known = hand_in.figures
    marks = hand_in.model.marks if hand_in.model else {}
    online, conform = (marks.get(name, "–") for name in ("online_from", "conform_from"))
    first = (
        figure(known["online"], "Leistungen sind online",
               f"Stufe {online} oder höher und freigeschaltet"),
        figure(known["conform"], "Leistungen sind OZG-konform", f"Stufe {conform} oder höher"),
        figure(known["end_to_end"], "Leistungen laufen durchgängig",
               f"Online-Leistungen ab E-Stufe {SEAMLESS_FROM}"),
    )  # fmt: skip
    if "modelled" in known and hand_in.ladder is not None:
        modelled = hand_in.ladder.marks.get("modelled", "–")
        rule = f"Dokumentationsstufe D{modelled} oder höher"
        return (*first, figure(known["modelled"], "Prozesse haben ein Modell", rule))
    summary = hand_in.results.summary
    rule = "Mindestens eine Frage ist offen.\nDie Stufe kann noch steigen."
    return (*first, Figure(summary.provisional, summary.rated, "Leistungen sind vorläufig", rule))


def _rules(hand_in: HandIn) -> tuple[str, ...]:
    summary = hand_in.results.summary
    rated = german.counted(summary.rated, "Leistung", "Leistungen")
    provisional = german.counted(summary.provisional, "Leistung", "Leistungen")
    models = [q.id for q in (hand_in.model, hand_in.ladder) if q is not None]
    stichtag = german.date(hand_in.submission.round.stichtag)
    return (
        f"Grundmenge: {rated} mit dem Umfang „bewertet“. Ausgenommen: {_left_out(hand_in)}.",
        "Gezählt wird die gesicherte Stufe. Sie steht mit den heutigen Antworten fest.",
        f"Vorläufig: {provisional} mit offenen Fragen. Offenes gilt bis dahin als nicht erreicht.",
        "Gezählt werden einzelne Leistungen, nicht Bündel (OZG-IDs).",
        f"Modell {german.listed(models)}, Stichtag {stichtag}.",
    )


def _left_out(hand_in: HandIn) -> str:
    rated = {s.scope_word for s in hand_in.results.population}
    scopes = hand_in.results.summary.scopes
    words = [f"{count} {word}" for word, count in scopes.items() if word not in rated]
    return german.listed(words) or "keine"
