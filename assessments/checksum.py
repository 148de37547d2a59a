"""The check sum of a hand-in: SHA-256 over a canonical form of what a reader believes.

It covers what contract 3.1 names and notices mistakes (one column sorted, half copies, edits by
hand); it is no protection against forgery. It depends on content only: not on the order of rows,
on styles, on the kind of workbook (`fachdienst` or `gesamt`), on file name, program version or
start file.

Canonical form: one JSON array (UTF-8, no blanks) per record, the lines sorted, joined
by LF. Records are lists that begin with their kind:

    ["abgabe", abgabe_id, abgabe_nummer, behoerde, fachdienst, fachdienst_id, runde, runde_id,
     stichtag, erstellt_am, einstellungen, frageboegen (sorted)]
    ["leistung", id, Leistung, keys, OZG-ID, Themenfeld, Bemerkung, LeiKa-Typ, Zielgruppe,
     Fokusleistung, SDG, Schlüssel geprüft am]
    ["prozess", id, Prozess, Prozessgruppe, PICTURE-Nummer, Leistung-IDs, Bemerkung]
    ["massnahme", id, Maßnahme, Betrifft, Zuständig, Aufwand, Bis, Status]
    ["antwort", Gegenstand-ID, id@version, Frage, Wert, Anmerkung, Beleg, Geändert am]
    ["risiko", Prozess-ID, class]

Every part is text: NFC, line ends LF, blanks at both ends dropped; several values keep their order
and are joined by `;`. A number is written without trailing zeros, rounded to 10 places, so that
3, 3.0 and the text "3" are the same; yes and no are `ja` and `nein`, unknown is empty.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from assessments.model import GivenAnswer, Measure, Subject, Submission
    from questionnaires.model import SettingValue

    Part = str | int | float | bool | tuple[str, ...] | None

_PLACES = 10
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def checksum(submission: Submission) -> str:
    """Return the check sum of a hand-in as 64 hexadecimal digits."""
    return hashlib.sha256(canonical_form(submission).encode("utf-8", "surrogatepass")).hexdigest()


def canonical_form(submission: Submission) -> str:
    """Return the text that the check sum is taken over (see the module)."""
    return "\n".join(
        sorted(_ENCODER.encode([kind, *map(_text, parts)]) for kind, parts in _records(submission))
    )


def _records(submission: Submission) -> Iterator[tuple[str, tuple[Part, ...]]]:
    yield "abgabe", _head(submission)
    for service in submission.services:
        yield "leistung", _service(service)
    for process in submission.processes:
        yield "prozess", _process(process)
    for measure in submission.measures:
        yield "massnahme", _measure(measure)
    for answer in submission.answers:
        yield "antwort", _answer(answer)
    for process_id, risk in submission.risks.items():
        yield "risiko", (process_id, risk)


def _head(s: Submission) -> tuple[Part, ...]:
    who, when = s.department, s.round
    return (
        s.submission_id, s.number, who.authority, who.name, who.id, when.name, when.id,
        when.stichtag, s.created_at, _settings(when.settings),
        tuple(sorted(when.questionnaires)),
    )  # fmt: skip


def _service(s: Subject) -> tuple[Part, ...]:
    return (
        s.id, s.title, s.leika, s.ozg_id, s.theme, s.remark, s.leika_type, s.audience, s.focus,
        s.sdg, s.keys_checked,
    )  # fmt: skip


def _process(s: Subject) -> tuple[Part, ...]:
    return s.id, s.title, s.group, s.picture, s.services, s.remark


def _measure(m: Measure) -> tuple[Part, ...]:
    return m.id, m.title, m.subjects, m.responsible, m.effort, m.due, m.status


def _answer(a: GivenAnswer) -> tuple[Part, ...]:
    return a.subject_id, a.questionnaire, a.field, a.value, a.note, a.evidence, a.changed_at


def _settings(settings: Mapping[str, SettingValue]) -> tuple[str, ...]:
    return tuple(
        f"{name}={','.join(value) if isinstance(value, tuple) else _text(value)}"
        for name, value in sorted(settings.items())
    )


def _text(part: Part) -> str:
    """Return one part as canonical text."""
    if isinstance(part, str):
        return _plain(part)
    if part is None:
        return ""
    if isinstance(part, bool):
        return "ja" if part else "nein"
    return _plain(";".join(part)) if isinstance(part, tuple) else _number(part)


def _plain(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.strip()


def _number(value: float) -> str:
    rounded = round(value, _PLACES)
    return str(int(rounded)) if rounded == int(rounded) else repr(rounded)
