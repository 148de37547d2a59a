"""Finding services among the shipped ones and the department's own, within one frame."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from assessments.model import Subject, SubjectKind
from questionnaires.directory import Service, own_service, services
from questionnaires.directory_search import Hits, SearchIndex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assessments.model import Assessment


@dataclass(frozen=True, slots=True)
class Filter:
    """What is shown; an empty theme is no restriction."""

    theme: str = ""
    chosen_only: bool = False
    without_objects: bool = False
    """Leave out keys that name an object only (…000000)."""


class ServiceSearch:
    """The directory together with what the department entered itself."""

    def __init__(self, chosen: Iterable[Assessment]) -> None:
        self._filter = Filter()
        self._subjects: dict[str, str] = {}
        self.refresh(chosen)

    def refresh(self, chosen: Iterable[Assessment]) -> None:
        """Take note of what is chosen now; what is shown stays until the next `narrow`.

        A service that came by another way than this list (an answer file) is the row that has
        its key and its name.
        """
        subjects = [a.subject for a in chosen]
        rows = {s.id: _row_of(s) for s in subjects}
        self._subjects = {row or subject: subject for subject, row in rows.items()}
        own = tuple(
            own_service(s.id, s.title, s.leika[0] if s.leika else "")
            for s in subjects
            if not rows[s.id]
        )
        self._all = _index(own)
        self._shown = self._all

    @property
    def chosen(self) -> frozenset[str]:
        """The ids of the rows that are chosen."""
        return frozenset(self._subjects)

    def subject(self, row: str) -> str:
        """Return the id of the subject that a chosen row stands for."""
        return self._subjects[row]

    @property
    def themes(self) -> tuple[str, ...]:
        """All themes, alphabetically."""
        return _themes()

    def narrow(self, wanted: Filter) -> None:
        """Show only these."""
        self._filter = wanted
        self._shown = self._all if wanted == Filter() else self._all.only(self._is_wanted)

    def find(self, text: str) -> Hits:
        """Return what fits, among what is shown."""
        return self._shown.find(text)

    def did_you_mean(self, text: str) -> str:
        """Return a text close to this one that finds something, empty if there is none."""
        return self._all.did_you_mean(text)

    def _is_wanted(self, service: Service) -> bool:
        wanted = self._filter
        return (
            (not wanted.theme or service.theme == wanted.theme)
            and (not wanted.chosen_only or service.id in self._subjects)
            and not (wanted.without_objects and service.object_level)
        )


def subject_of(service: Service) -> Subject:
    """Return a service of the directory as something to be assessed."""
    data = service.master_data()
    return Subject(
        id=data["id"],
        kind=SubjectKind.SERVICE,
        title=data["title"],
        leika=data["leika"],
        ozg_id=data["ozg_id"],
        theme=data["theme"],
        leika_type=data["leika_type"],
    )


@lru_cache(maxsize=2)
def _index(own: tuple[Service, ...]) -> SearchIndex:
    return SearchIndex((*services(), *own))


def _row_of(subject: Subject) -> str:
    """Return the id of the shipped row that a subject is, empty for an own entry."""
    if subject.id in _shipped_ids():
        return subject.id
    key = subject.leika[0] if len(subject.leika) == 1 else ""
    return _by_key_and_title().get((key, subject.title), "") if key else ""


@lru_cache(maxsize=1)
def _shipped_ids() -> frozenset[str]:
    return frozenset(s.id for s in services())


@lru_cache(maxsize=1)
def _by_key_and_title() -> dict[tuple[str, str], str]:
    return {(s.key, s.title): s.id for s in services()}


@lru_cache(maxsize=1)
def _themes() -> tuple[str, ...]:
    return tuple(sorted({s.theme for s in services() if s.theme}))
