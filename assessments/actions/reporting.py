"""What a file means: the results of a department, or of the city that ZPPM collected."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from assessments.actions import clerk, zppm
from assessments.consolidation import Choice, Consolidation, consolidate
from assessments.storage import Role

if TYPE_CHECKING:
    from assessments.model import Submission
    from assessments.storage import Store

_NO_TIME = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class OwnWork:
    """What a department would hand in now, in the place of a hand-in that was taken in."""

    submission: Submission
    checksum: str = ""
    taken_at: str = ""
    file: str = ""


def consolidated(store: Store, choice: Choice) -> Consolidation:
    """Return the city as ZPPM's file knows it, or a department as its own file does.

    A department's `number` is that of its latest hand-in, 0 before the first one. Raises
    `UnknownRound`, `UnknownQuestionnaire`.
    """
    if store.role is Role.ZPPM:
        collected = zppm.load(store)
        return consolidate(
            collected.submissions, collected.questionnaires, choice, collected.authority
        )
    datafile = clerk.load(store, choice.round_id or None)
    number = max((e.number for e in datafile.exports), default=0)
    content = clerk.submission(datafile, clerk.HandIn(number, "", _NO_TIME))
    own = OwnWork(replace(content, created_at=""))
    chosen = replace(choice, round_id=datafile.round.id)
    return consolidate((own,), datafile.questionnaires, chosen, datafile.department.authority)
