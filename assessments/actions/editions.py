"""Which editions of questionnaires a file works with: its stored copies, then what ships.

A published edition is frozen. So the copy that a file keeps settles what its answers mean, also
where the program that opens it ships another text under the same name, or none at all.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from assessments.errors import UnknownQuestionnaire
from assessments.model import SubjectKind
from assessments.storage.rounds import definitions_of, keep_definitions, keep_round
from questionnaires import catalogue
from questionnaires.mistakes import DefinitionError
from questionnaires.reading import read_definition

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from assessments.storage import Store
    from assessments.storage.rounds import StoredRound
    from assessments.storage.store import Transaction
    from questionnaires.model import Questionnaire

CHECKS = (SubjectKind.SERVICE, SubjectKind.PROCESS)
"""What a department looks at, each with a questionnaire of its own."""


def known(store: Store) -> dict[str, Questionnaire]:
    """Return every edition that answers in this file may be given under, by `id@version`."""
    editions = {key: catalogue.load(key) for key in catalogue.shipped()}
    return {**editions, **{k: _stored(k, text) for k, text in definitions_of(store).items()}}


def wanted(store: Store, keys: Iterable[str]) -> dict[str, Questionnaire]:
    """Return these editions by key; `UnknownQuestionnaire` for one neither stored nor shipped."""
    texts = definitions_of(store)
    return {key: _stored(key, texts[key]) if key in texts else shipped(key) for key in keys}


def shipped(key: str) -> Questionnaire:
    """Return an edition that ships with the program; `UnknownQuestionnaire` if it does not."""
    try:
        return catalogue.load(key)
    except KeyError:
        raise UnknownQuestionnaire(key) from None


def newest(subject: str) -> Questionnaire | None:
    """Return the newest shipped edition for `service` or `process`, None if there is none."""
    for key in reversed(catalogue.shipped()):
        questionnaire = catalogue.load(key)
        if questionnaire.subject == subject:
            return questionnaire
    return None


def newest_for_services() -> Questionnaire:
    """Return the newest shipped edition for services."""
    found = newest("service")
    if found is None:
        raise UnknownQuestionnaire("service")
    return found


def newest_for_department() -> tuple[Questionnaire, ...]:
    """Return the newest shipped edition for services, and for processes if there is one."""
    found = (newest(kind) for kind in CHECKS[1:])
    return (newest_for_services(), *(q for q in found if q is not None))


def grown(
    store: Store, stored: StoredRound, kinds: Iterable[SubjectKind]
) -> tuple[StoredRound, dict[str, Questionnaire]]:
    """Return a round with an edition for each of these kinds, and its editions by key.

    A round that was begun without one gets the newest that ships; what it has stays.
    """
    editions = wanted(store, stored.round.questionnaires)
    for kind in kinds:
        fresh = None if edition_for(kind, editions) else newest(kind)
        if fresh is not None:
            editions[fresh.key] = fresh
    return replace(stored, round=replace(stored.round, questionnaires=tuple(editions))), editions


def keep_editions(
    db: Transaction, stored: StoredRound, editions: Mapping[str, Questionnaire]
) -> None:
    """Write down a round that has grown, with the text of every edition."""
    keep_definitions(db, editions.values())
    keep_round(db, stored)


def edition_for(subject: str, editions: Mapping[str, Questionnaire]) -> str:
    """Return the key of the edition in use for this kind of subject, empty if there is none."""
    return next((k for k, q in editions.items() if q.subject == subject), "")


def _stored(key: str, text: str) -> Questionnaire:
    if key in catalogue.shipped():
        questionnaire = catalogue.load(key)
        if questionnaire.text == text:
            return questionnaire
    return _read(key, text)


@lru_cache(maxsize=32)
def _read(key: str, text: str) -> Questionnaire:
    try:
        return read_definition(text, key)
    except DefinitionError as error:
        raise UnknownQuestionnaire(key) from error
