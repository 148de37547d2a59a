"""Workbooks that come in: run by the worker, and put into words for the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessments import german
from assessments.counting import Verdict
from assessments.wording import finding_line
from desktop.file_rows import FileView, Told

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from assessments.actions.zppm import Taken
    from assessments.consolidation import Consolidation
    from assessments.findings import Finding
    from assessments.progress import Report
    from assessments.workbooks.city import Stamp
    from assessments.workbooks.reading import ReadFile
    from questionnaires.model import Questionnaire

    Verdicts = Mapping[Path, Sequence[Verdict]]

SHOWN = 5
"""Findings of a file that are shown; the rest is a count."""
LOCK_MARK = "~$"
"""Excel's own file beside an open workbook begins so; it is none of ours."""

VERDICTS = {
    Verdict.NEW: "neu",
    Verdict.REPLACED: "ersetzt die frühere Abgabe",
    Verdict.KNOWN: "schon vorhanden",
    Verdict.OLDER: "älter als die vorhandene Abgabe",
    Verdict.CONFLICT: "strittig: zwei Abgaben mit derselben Nummer",
}
REFUSED, REMARK, FINE = ("danger", "Abgelehnt"), ("warn", "Hinweis"), ("ok", "In Ordnung")


def workbooks_among(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the workbooks: files as they are, of folders everything inside, each once."""
    found: dict[Path, None] = {}
    for path in paths:
        inside = sorted(path.rglob("*.xlsx")) if path.is_dir() else [path]
        found.update(dict.fromkeys(p for p in inside if not p.name.startswith(LOCK_MARK)))
    return tuple(found)


def read_files(
    paths: Sequence[Path], known: Mapping[str, Questionnaire], report: Report
) -> tuple[ReadFile, ...]:
    """Read and judge workbooks; none of them raises."""
    from assessments.workbooks.reading import read_workbooks

    return tuple(read_workbooks(paths, known, report))


def write_city(city: Consolidation, path: Path, stamp: Stamp, report: Report) -> Path:
    """Write the city workbook; raises `FileNotWritten`."""
    from assessments.workbooks.city import write_report

    return write_report(city, path, stamp, report).path


def verdicts_of(
    files: Iterable[ReadFile], taken: Sequence[Taken]
) -> dict[Path, tuple[Verdict, ...]]:
    """Return what becomes of each file; `taken` in the order of the files and their hand-ins."""
    rest = iter(taken)
    return {f.path: tuple(next(rest).verdict for _ in f.submissions) for f in files}


def in_order(files: Iterable[ReadFile], verdicts: Verdicts) -> tuple[ReadFile, ...]:
    """Return files with what needs a person first, then by department."""
    states = [REFUSED, REMARK, FINE]
    return tuple(
        sorted(
            files,
            key=lambda f: (
                states.index(_state(f, verdicts.get(f.path, ()))),
                _department(f).casefold(),
            ),
        )
    )


def view_of(file: ReadFile, verdicts: Sequence[Verdict]) -> FileView:
    """Return what is shown of a file and what would become of its hand-ins."""
    state, status = _state(file, verdicts)
    counts = (
        (file.services, "Leistung", "Leistungen"),
        (file.processes, "Prozess", "Prozesse"),
        (file.measures, "Maßnahme", "Maßnahmen"),
        (file.answers, "Antwort", "Antworten"),
    )
    words = [german.counted(n, one, many) for n, one, many in counts if n]
    if file.refused:
        words = [f"Aus „{file.file}“ wurde nichts übernommen."]
    else:
        words += dict.fromkeys(VERDICTS[v] for v in verdicts)
    return FileView(
        state,
        status,
        _department(file),
        _as_of(file),
        " · ".join(words),
        tuple(_told(f) for f in file.findings[:SHOWN]),
        max(0, len(file.findings) - SHOWN) + file.more,
        "Rückfrage-Text kopieren" if file.refused else "",
    )


def inquiry(file: ReadFile) -> str:
    """Return the text to send to a department whose file was refused."""
    lines = "\n".join(finding_line(f) for f in file.findings)
    return (
        "Guten Tag,\n\n"
        f"Ihre Datei „{file.file}“ konnten wir noch nicht übernehmen:\n\n{lines}\n\n"
        "Speichern Sie die Datei bitte neu aus dem Selbstcheck. Schicken Sie sie uns dann.\n\n"
        "Freundliche Grüße\n"
    )


def totals(files: Iterable[ReadFile]) -> str:
    """Return the control totals of the files that may be taken in."""
    valid = [f for f in files if not f.refused]
    services = german.counted(sum(f.services for f in valid), "Leistung", "Leistungen")
    answers = german.counted(sum(f.answers for f in valid), "Antwort", "Antworten")
    return f"Zusammen {services} und {answers}."


def _state(file: ReadFile, verdicts: Sequence[Verdict]) -> tuple[str, str]:
    if file.refused:
        return REFUSED
    return REMARK if file.findings or Verdict.CONFLICT in verdicts else FINE


def _department(file: ReadFile) -> str:
    names = [s.department.name for s in file.submissions] or [h.department.name for h in file.heads]
    if len(names) > 1:
        return german.counted(len(names), "Fachdienst", "Fachdienste")
    return names[0] if names and names[0] else file.file


def _as_of(file: ReadFile) -> str:
    return german.date(file.submissions[0].created_at) if len(file.submissions) == 1 else "–"


def _told(finding: Finding) -> Told:
    row = f"Zeile {finding.row}" if finding.row else ""
    column = f"Spalte {finding.column}" if finding.column else ""
    sheet = f"Blatt {finding.sheet}" if finding.sheet else ""
    place = ", ".join(filter(None, (sheet, row, column)))
    return Told(place, finding.message, finding.remedy)
