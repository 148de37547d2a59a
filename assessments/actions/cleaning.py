"""What a person typed, as it is stored (reliability A4)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assessments.text import clean_identifier, clean_text, is_blank

if TYPE_CHECKING:
    from assessments.model import Subject
    from questionnaires.model import Value


def clean_subject(subject: Subject) -> Subject:
    """Return a subject whose words can stand in every file."""
    return replace(
        subject,
        title=clean_identifier(subject.title),
        leika=tuple(clean_identifier(k) for k in subject.leika),
        ozg_id=clean_identifier(subject.ozg_id),
        theme=clean_identifier(subject.theme),
        leika_type=clean_identifier(subject.leika_type),
        remark=clean_text(subject.remark),
        group=clean_identifier(subject.group),
        picture=clean_identifier(subject.picture),
    )


def clean_value(value: Value) -> Value | None:
    """Return a value whose text can stand in every file; None for one that says nothing."""
    if isinstance(value, tuple):
        return value or None
    if isinstance(value, str):
        return None if is_blank(value) else clean_text(value)
    return value
