"""A department's file as a value: everything of one round that a page or a command shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, partial
from typing import TYPE_CHECKING

from assessments.actions.editions import edition_for, wanted
from assessments.errors import StoreOfOther, UnknownRound
from assessments.model import SubjectKind
from assessments.storage import Role
from assessments.storage.assessments import assessments_of
from assessments.storage.exports import exports_of, highest_number
from assessments.storage.measures import measures_of
from assessments.storage.rounds import department_of, rounds_of
from assessments.storage.steps import next_labels

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from assessments.model import Assessment, Department, Measure, Round
    from assessments.storage import Store
    from assessments.storage.exports import Export
    from assessments.storage.rounds import StoredRound
    from questionnaires.model import Questionnaire


@dataclass(frozen=True, slots=True)
class DataFile:
    """What a department's file holds for one of its rounds."""

    role: Role
    department: Department
    round: Round
    rounds: tuple[Round, ...]
    """All rounds of the file, in the order in which they were begun."""
    questionnaires: Mapping[str, Questionnaire]
    """The editions in use, by `id@version`."""
    assessments: Mapping[str, Assessment]
    """By subject id: services, processes, then the department itself. Subjects that were removed
    are not among them, nor does anything refer to them."""
    measures: tuple[Measure, ...] = ()
    exports: tuple[Export, ...] = ()
    """What was handed in, by number."""
    next_number: int = 1
    """Of the next hand-in: above every number that was ever given in the round."""
    can_undo: str | None = None
    """What undo would take back, in words; None if there is nothing."""
    can_redo: str | None = None
    start_file: str = ""

    def asking(self, assessment: Assessment) -> Mapping[str, Questionnaire]:
        """Return the fields of a subject, in order, each with the edition that asks it.

        The department is asked by every edition in use what that asks once.
        """
        department = _is_department(assessment)
        return _asking(self.questionnaires, assessment.questionnaire, department)


def expect(store: Store, role: Role) -> None:
    """Refuse a file of the other kind."""
    if store.role is not role:
        raise StoreOfOther(store.path, str(store.role or ""))


def chosen_round(store: Store, round_id: str | None = None) -> StoredRound:
    """Return a round by id, else the one with the latest Stichtag, then id (contract 4.1)."""
    rounds = rounds_of(store)
    if not round_id:
        return max(rounds, key=lambda r: (r.round.stichtag, r.round.id))
    for stored in rounds:
        if stored.round.id == round_id:
            return stored
    raise UnknownRound(round_id, tuple(r.round.id for r in rounds))


def load(store: Store, round_id: str | None = None) -> DataFile:
    """Read one round of a department's file, the latest unless it is named.

    Raises `UnknownRound`, `UnknownQuestionnaire`, `StoreOfOther`.
    """
    expect(store, Role.DEPARTMENT)
    chosen = chosen_round(store, round_id)
    key = chosen.round.id
    assessments = assessments_of(store, key)
    used = (a.questionnaire for a in assessments.values() if a.questionnaire)
    questionnaires = wanted(store, dict.fromkeys((*chosen.round.questionnaires, *used)))
    settled = {k: _settled(a, questionnaires) for k, a in assessments.items()}
    places = cache(partial(_places, questionnaires))
    can_undo, can_redo = next_labels(store, key)
    return DataFile(
        role=Role.DEPARTMENT,
        department=department_of(store),
        round=chosen.round,
        rounds=tuple(r.round for r in rounds_of(store)),
        questionnaires=questionnaires,
        assessments={
            k: _linked(_in_order(a, *places(a.questionnaire, _is_department(a))), assessments)
            for k, a in settled.items()
        },
        measures=tuple(
            replace(m, subjects=tuple(i for i in m.subjects if i in assessments))
            for _, m in measures_of(store, key).values()
        ),
        exports=exports_of(store, key),
        next_number=1 + highest_number(store, key),
        can_undo=can_undo,
        can_redo=can_redo,
        start_file=chosen.start_file,
    )


def _settled(assessment: Assessment, questionnaires: Mapping[str, Questionnaire]) -> Assessment:
    """Return the assessment with its edition, also where it came before there was one for it."""
    if assessment.questionnaire:
        return assessment
    return replace(assessment, questionnaire=edition_for(assessment.subject.kind, questionnaires))


def _linked(assessment: Assessment, present: Container[str]) -> Assessment:
    """Return the assessment without links to subjects that were removed."""
    subject = assessment.subject
    if all(i in present for i in subject.services):
        return assessment
    services = tuple(i for i in subject.services if i in present)
    return replace(assessment, subject=replace(subject, services=services))


def _is_department(assessment: Assessment) -> bool:
    return assessment.subject.kind is SubjectKind.DEPARTMENT


def _asking(
    questionnaires: Mapping[str, Questionnaire], edition: str, department: bool
) -> dict[str, Questionnaire]:
    own = questionnaires.get(edition)
    asked = {} if own is None else dict.fromkeys(own.fields, own)
    if department:
        for questionnaire in questionnaires.values():
            for name in questionnaire.fields:
                if questionnaire.question_of[name].once:
                    asked.setdefault(name, questionnaire)
    return asked


def _places(
    questionnaires: Mapping[str, Questionnaire], edition: str, department: bool
) -> tuple[dict[str, int], dict[str, int]]:
    """Return where fields and questions stand in the definition, by id."""
    asked = _asking(questionnaires, edition, department)
    fields = {name: n for n, name in enumerate(asked)}
    questions = {q.question_of[name].id: n for n, (name, q) in enumerate(asked.items())}
    return fields, questions


def _in_order(
    assessment: Assessment, fields: Mapping[str, int], questions: Mapping[str, int]
) -> Assessment:
    """Return the assessment with its answers and words in the order of the definition."""
    last = len(fields)
    return replace(
        assessment,
        answers=dict(
            sorted(assessment.answers.items(), key=lambda item: fields.get(item[0], last))
        ),
        notes=dict(sorted(assessment.notes.items(), key=lambda i: questions.get(i[0], last))),
        evidence=dict(sorted(assessment.evidence.items(), key=lambda i: questions.get(i[0], last))),
    )
