"""Rows <-> hand-ins that ZPPM took in, with everything that is believed of them (contract 3.1)."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, TypeVar

from assessments.model import (
    Department,
    GivenAnswer,
    Measure,
    Round,
    Subject,
    SubjectKind,
    Submission,
)
from assessments.storage.tables import BATCHES, SUBMISSIONS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database

    from assessments.storage.store import Store

    Plain = dict[str, Any]

Record = TypeVar("Record", Department, Round, Subject, Measure, GivenAnswer)

_PARTS: dict[str, type] = {
    "services": Subject,
    "processes": Subject,
    "measures": Measure,
    "answers": GivenAnswer,
}
_PLAIN = (
    "submission_id",
    "number",
    "created_at",
    "risks",
    "program_version",
    "start_file",
    "file",
)


@dataclass(frozen=True, slots=True)
class StoredSubmission:
    """A hand-in as it was taken in. (`submission.submission_id`, `checksum`) is its identity."""

    submission: Submission
    checksum: str
    taken_at: str
    """ISO 8601 with offset."""
    file: str
    """Name of the workbook it was first read from, without folder."""
    batch: int
    """Number of the call that stored it first."""


def submissions_of(store: Store) -> tuple[StoredSubmission, ...]:
    """Return all hand-ins, in the order in which they were taken in."""
    rows = store.rows(f"SELECT * FROM {SUBMISSIONS} ORDER BY position")
    return tuple(
        StoredSubmission(
            _decoded(json.loads(row["content"])),
            row["checksum"],
            row["taken_at"],
            row["file"],
            row["batch_id"],
        )
        for row in rows
    )


def heads_of(store: Store) -> tuple[tuple[Submission, str], ...]:
    """Return every hand-in without its content, and its checksum: what is judged of it."""
    sql = (
        "SELECT submission_id, checksum, number, authority, department_id, round_id"
        f" FROM {SUBMISSIONS} ORDER BY position"
    )
    return tuple(
        (
            Submission(
                Department(row["department_id"], "", row["authority"]),
                Round(row["round_id"], "", ""),
                row["submission_id"],
                row["number"],
                "",
            ),
            row["checksum"],
        )
        for row in store.rows(sql)
    )


def keep_submissions(db: Database, taken: Iterable[tuple[Submission, str]], taken_at: str) -> int:
    """Store hand-ins with their checksums as one batch; return the batch's number."""
    cursor = db.execute(f"INSERT INTO {BATCHES} (taken_at) VALUES (?)", (taken_at,))
    batch = int(cursor.lastrowid or 0)
    for one, checksum in taken:
        db.execute(
            f"INSERT INTO {SUBMISSIONS} (submission_id, checksum, number, authority,"
            " department_id, round_id, file, taken_at, batch_id, content)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                one.submission_id,
                checksum,
                one.number,
                one.department.authority,
                one.department.id,
                one.round.id,
                one.file,
                taken_at,
                batch,
                json.dumps(_encoded(one), ensure_ascii=False, separators=(",", ":")),
            ),
        )
    return batch


def _encoded(submission: Submission) -> Plain:
    """Return a hand-in as JSON holds it. Rows carry their column names, so that a record may
    gain a field and older content is still understood.
    """
    content: Plain = {name: getattr(submission, name) for name in _PLAIN}
    content["risks"] = dict(submission.risks)
    content["department"] = _object(submission.department)
    content["round"] = {**_object(submission.round), "settings": dict(submission.round.settings)}
    for part, kind in _PARTS.items():
        names = [f.name for f in fields(kind)]
        rows = [[getattr(record, n) for n in names] for record in getattr(submission, part)]
        content[part] = {"columns": names, "rows": rows}
    return content


def _object(record: Department | Round) -> Plain:
    return {f.name: getattr(record, f.name) for f in fields(record)}


def _decoded(content: Plain) -> Submission:
    parts: Plain = {
        part: tuple(
            _record(kind, dict(zip(content[part]["columns"], row, strict=True)))
            for row in content[part]["rows"]
        )
        for part, kind in _PARTS.items()
    }
    settings = {k: _tuple(v) for k, v in content["round"].pop("settings").items()}
    return Submission(
        department=_record(Department, content["department"]),
        round=_record(Round, {**content["round"], "settings": settings}),
        **{name: content[name] for name in _PLAIN},
        **parts,
    )


def _record(kind: type[Record], content: Plain) -> Record:
    if kind is Subject:
        content["kind"] = SubjectKind(content["kind"])
    return kind(**{k: _tuple(v) for k, v in content.items()})


def _tuple(value: Any) -> Any:  # noqa: ANN401  whatever JSON holds
    return tuple(value) if isinstance(value, list) else value
