"""Facts of errors -> German sentences, for the window and the command line alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessments.errors import (
    Cause,
    FileNotWritten,
    Refused,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreExists,
    StoreForeign,
    StoreMissing,
    StoreNewer,
    StoreNotWritable,
    StoreOfOther,
    UnfitAnswers,
    UnknownCriterion,
    UnknownLevel,
    UnknownQuestionnaire,
    UnknownRound,
)
from assessments.findings import LIMIT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from assessments.errors import AssessmentError
    from assessments.findings import Finding

CAUSES: dict[Cause, str] = {
    Cause.DISK_FULL: "Auf dem Laufwerk ist kein Platz mehr. Wählen Sie einen anderen Ordner.",
    Cause.READ_ONLY: "In diesem Ordner dürfen wir nicht speichern. Wählen Sie einen anderen "
    "Ordner, zum Beispiel „Dokumente“.",
    Cause.MISSING_FOLDER: "Den Ordner gibt es nicht, oder das Laufwerk ist gerade nicht "
    "erreichbar. Wählen Sie einen anderen Ordner.",
    Cause.OPEN_ELSEWHERE: "Die Datei ist noch in Excel geöffnet. Schließen Sie sie dort und "
    "speichern Sie erneut.",
    Cause.IS_DIRECTORY: "Unter diesem Namen gibt es schon einen Ordner. Wählen Sie einen anderen "
    "Namen.",
    Cause.UNKNOWN: "Das Speichern hat nicht geklappt. Versuchen Sie einen anderen Ordner.",
}


def _not_written(error: AssessmentError) -> str:
    assert isinstance(error, FileNotWritten | StoreNotWritable)
    return f"„{error.path.name}“ ist nicht gespeichert. {CAUSES[error.cause]}"


def finding_line(finding: Finding) -> str:
    """Return a finding as one line: its place, what is wrong, what to do."""
    row = f"Zeile {finding.row}" if finding.row else ""
    place = ", ".join(filter(None, (finding.sheet, row, finding.column)))
    return f"  {f'{place}: ' if place else ''}{finding.message} {finding.remedy}"


def _refused(error: AssessmentError) -> str:
    assert isinstance(error, Refused)
    return _listed(f"„{error.source}“ wurde nicht übernommen:", error.findings)


def _unfit(error: AssessmentError) -> str:
    assert isinstance(error, UnfitAnswers)
    return _listed("So lässt sich nichts abgeben. Ändern Sie zuerst:", error.findings)


def _listed(heading: str, findings: Sequence[Finding]) -> str:
    lines = [heading, *map(finding_line, findings[:LIMIT])]
    if len(findings) > LIMIT:
        lines.append(f"  … und {len(findings) - LIMIT} weitere.")
    return "\n".join(lines)


def _damaged(error: AssessmentError) -> str:
    assert isinstance(error, StoreDamaged)
    way_out = (
        f"Eine Sicherung liegt hier: {error.backup}"
        if error.backup
        else "Eine Sicherung haben wir nicht gefunden. Fragen Sie das ZPPM."
    )
    return f"Die Datei „{error.path.name}“ lässt sich nicht öffnen. {way_out}"


def _busy(error: AssessmentError) -> str:
    assert isinstance(error, StoreBusy)
    who = f" Geöffnet auf: {error.detail}." if error.detail else ""
    return (
        "Diese Erhebung ist schon in einem anderen Fenster geöffnet. "
        f"Arbeiten Sie dort weiter.{who}"
    )


def _of_other(error: AssessmentError) -> str:
    assert isinstance(error, StoreOfOther)
    name = f"„{error.path.name}“ ist"
    if error.detail == "zppm":
        return f"{name} der Bestand des ZPPM. Wählen Sie die Datei Ihres Fachdienstes."
    return f"{name} die Datei eines Fachdienstes. Wählen Sie den Bestand des ZPPM."


def _unknown_round(error: AssessmentError) -> str:
    assert isinstance(error, UnknownRound)
    known = f" Möglich sind: {', '.join(error.known)}." if error.known else ""
    return f"Die Runde „{error.round_id}“ gibt es in dieser Datei nicht.{known}"


def _unknown_level(error: AssessmentError) -> str:
    assert isinstance(error, UnknownLevel)
    known = ", ".join(map(str, error.known))
    return f"Die Stufe {error.level} ist kein Ziel dieses Fragebogens. Möglich sind: {known}."


def _unknown_criterion(error: AssessmentError) -> str:
    assert isinstance(error, UnknownCriterion)
    known = ", ".join(error.known)
    return f"Die Frage „{error.question}“ entscheidet über keine Stufe. Möglich sind: {known}."


def _name(error: AssessmentError) -> str:
    assert isinstance(error, StoreError)
    return error.path.name


_SENTENCES: dict[type[AssessmentError], Callable[[AssessmentError], str]] = {
    StoreBusy: _busy,
    StoreMissing: lambda e: f"Die Datei „{_name(e)}“ gibt es nicht. Prüfen Sie Ordner und Namen.",
    StoreExists: lambda e: f"Die Datei „{_name(e)}“ gibt es schon. Wählen Sie einen anderen Namen.",
    StoreOfOther: _of_other,
    StoreNewer: lambda _: (
        "Diese Datei stammt aus einer neueren Programmversion. Aktualisieren Sie das Programm."
    ),
    StoreForeign: lambda e: (
        f"„{_name(e)}“ ist keine Selbstcheck-Datei. "
        "Wählen Sie eine Datei mit der Endung „.selbstcheck“."
    ),
    StoreDamaged: _damaged,
    StoreNotWritable: _not_written,
    FileNotWritten: _not_written,
    Refused: _refused,
    UnfitAnswers: _unfit,
    UnknownRound: _unknown_round,
    UnknownLevel: _unknown_level,
    UnknownCriterion: _unknown_criterion,
    UnknownQuestionnaire: lambda e: (
        f"Den Fragebogen „{e}“ kennt das Programm nicht. Aktualisieren Sie das Programm."
    ),
}


def sentence(error: AssessmentError) -> str:
    """Return what to tell a person about an error: what happened and what to do."""
    return _SENTENCES.get(type(error), str)(error)
