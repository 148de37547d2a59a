"""What is asked once per department, of several questionnaires as one."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from questionnaires.model import Questionnaire

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionnaires.model import Section


@lru_cache(maxsize=8)
def asked_once(editions: tuple[Questionnaire, ...]) -> Questionnaire:
    """Return a questionnaire of all questions that these editions ask once, without levels.

    Where two of them ask under the same id, the first one does. Its own id is no edition's:
    answers belong to the edition that asks (`Questionnaire.key`).
    """
    return Questionnaire(
        id="fachdienst",
        version="",
        title="Fragen zum Fachdienst",
        short_title="Fachdienst",
        subject="department",
        levels=(),
        sections=tuple(_sections(editions)),
        default_owner="",
    )


def _sections(editions: tuple[Questionnaire, ...]) -> Iterator[Section]:
    seen: set[str] = set()
    for edition in editions:
        for section in edition.sections:
            once = tuple(q for q in section.questions if q.once and q.id not in seen)
            seen.update(q.id for q in once)
            if once:
                yield replace(section, questions=once)
