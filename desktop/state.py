"""What a department's file says, looked at for the pages: counts, next question, scores.

Frozen values in, frozen values out; the only memory is the score of each unchanged assessment.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from assessments.actions import clerk
from assessments.facts import facts_of
from assessments.model import SubjectKind
from assessments.scoring import judge, score_of, settings_of, visible_of
from desktop.crash import program_version
from questionnaires.asked_once import asked_once
from questionnaires.conditions import Truth
from questionnaires.model import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessments.actions.clerk import DataFile
    from assessments.gates import Judgement
    from assessments.model import Assessment, Department, Round, Submission
    from assessments.rated import Results
    from assessments.scoring import Score
    from questionnaires.model import Question, Questionnaire

SECONDS_PER_QUESTION = 10
"""Fixed estimate (screens.md D15); nobody's working time is measured."""
QUESTIONS_NOT_BEGUN = 12
"""Questions a service is expected to have before its first answers say how many."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place to answer: a question of a subject, or its answers to be checked (None)."""

    subject: str
    question: str | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the services are."""

    services: int
    finished: int
    begun: int
    """With at least one answer, finished ones included."""
    open_questions: int
    seconds: int
    """Estimated time for what is open."""


@dataclass(slots=True)
class _Judged:
    """What is known of an assessment; its score only once somebody asked for it."""

    assessment: Assessment
    round: Round
    judgement: Judgement
    score: Score | None = None


class Scores:
    """Scores by subject, computed again only when the assessment is another one."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, bool], _Judged] = {}

    def of(
        self,
        assessment: Assessment,
        questionnaire: Questionnaire,
        round_: Round,
        *,
        unconfirmed: bool,
    ) -> Score:
        """Return the score of this assessment, with or without unconfirmed answers."""
        known = self._judged(assessment, questionnaire, round_, unconfirmed)
        if known.score is None:
            known.score = score_of(known.judgement)
        return known.score

    def judgement(
        self, assessment: Assessment, questionnaire: Questionnaire, round_: Round
    ) -> Judgement:
        """Return the judgement of all answers, unconfirmed ones included: what is asked now.

        Much less work than a score; with hundreds of services one sees the difference.
        """
        some = any(a.taken_over for a in assessment.answers.values())
        return self._judged(assessment, questionnaire, round_, some).judgement

    def _judged(
        self,
        assessment: Assessment,
        questionnaire: Questionnaire,
        round_: Round,
        unconfirmed: bool,
    ) -> _Judged:
        key = (assessment.subject.id, unconfirmed)
        known = self._known.get(key)
        if known is None or known.assessment is not assessment or known.round is not round_:
            answers = assessment.answers.items()
            values = {k: a.value for k, a in answers if unconfirmed or not a.taken_over}
            values |= facts_of(questionnaire, assessment.subject)
            settings = settings_of(questionnaire, round_.settings)
            judgement = judge(questionnaire, values, round_.stichtag, settings)
            known = self._known[key] = _Judged(assessment, round_, judgement)
        return known


@dataclass(frozen=True)
class State:
    """An opened department file. `unsaved` names (subject, field) that are not on disk yet."""

    data: DataFile
    scores: Scores
    unsaved: frozenset[tuple[str, str]] = field(default_factory=frozenset)

    @property
    def department(self) -> Department:
        """Who fills in."""
        return self.data.department

    @property
    def round(self) -> Round:
        """The round that is open."""
        return self.data.round

    @property
    def assessments(self) -> Mapping[str, Assessment]:
        """Everything that is assessed, by subject id, in order."""
        return self.data.assessments

    @cached_property
    def services(self) -> tuple[Assessment, ...]:
        """The services chosen, in order."""
        kind = SubjectKind.SERVICE
        return tuple(a for a in self.data.assessments.values() if a.subject.kind is kind)

    @cached_property
    def progress(self) -> Progress:
        """How far the services are."""
        unfinished = [a for a in self.services if not a.finished]
        still_open = [self._left(a) for a in unfinished]
        return Progress(
            services=len(self.services),
            finished=len(self.services) - len(unfinished),
            begun=sum(bool(a.answers) for a in self.services),
            open_questions=sum(still_open),
            seconds=SECONDS_PER_QUESTION * sum(still_open),
        )

    def questionnaire(self, subject: str) -> Questionnaire:
        """Return the questionnaire a subject is assessed with.

        For the department that is one of all questions asked once.
        """
        assessment = self.data.assessments[subject]
        if assessment.subject.kind is SubjectKind.DEPARTMENT:
            return asked_once(tuple(self.data.questionnaires.values()))
        return self.data.questionnaires[assessment.questionnaire]

    def score(self, subject: str, *, unconfirmed: bool = False) -> Score:
        """Return the score of a subject; answers taken over count only with `unconfirmed`."""
        assessment = self.data.assessments[subject]
        some = unconfirmed and any(a.taken_over for a in assessment.answers.values())
        questionnaire = self.questionnaire(subject)
        return self.scores.of(assessment, questionnaire, self.data.round, unconfirmed=some)

    def questions(self, subject: str) -> tuple[Question, ...]:
        """Return the questions to be asked now, in order; for the department those asked once.

        An answer taken over opens the questions behind it, so that they can be checked.
        """
        questionnaire = self.questionnaire(subject)
        if self.data.assessments[subject].subject.kind is SubjectKind.DEPARTMENT:
            return tuple(questionnaire.questions.values())
        return visible_of(self._judgement(subject))

    def fields(self, subject: str, question: Question) -> frozenset[str]:
        """Return the ids of a question's fields that are asked now."""
        judgement = self._judgement(subject)
        return frozenset(
            f.id for f in question.answer_fields if judgement.holds(f.show_if) is Truth.TRUE
        )

    def blank(self, subject: str) -> tuple[Question, ...]:
        """Return the questions asked now without any answer; one taken over is an answer."""
        assessment = self.data.assessments[subject]
        return tuple(q for q in self.questions(subject) if _blank(q, assessment))

    def unanswered(self, subject: str) -> tuple[Question, ...]:
        """Return those of them that are not voluntary."""
        return tuple(q for q in self.blank(subject) if not q.optional)

    def unconfirmed(self, subject: str) -> tuple[Question, ...]:
        """Return the visible questions with an answer taken over and not confirmed."""
        answers = self.data.assessments[subject].answers
        return tuple(
            q
            for q in self.questions(subject)
            if any(f.id in answers and answers[f.id].taken_over for f in q.answer_fields)
        )

    def numbers(self, subject: str) -> dict[str, int]:
        """Return question id -> number; obligatory and voluntary questions count by themselves."""
        questions = self.questions(subject)
        return {
            question.id: number
            for optional in (False, True)
            for number, question in enumerate(
                (q for q in questions if q.optional is optional), start=1
            )
        }

    def next_spot(self, after: str | None = None) -> Spot | None:
        """Return where work goes on: the first service that is not finished, after `after` first.

        None when every service is finished or none is chosen.
        """
        ids = [a.subject.id for a in self.services]
        start = ids.index(after) + 1 if after in ids else 0
        waiting = (i for i in ids[start:] + ids[:start] if not self.data.assessments[i].finished)
        subject = next(waiting, None)
        return self.spot(subject) if subject is not None else None

    def spot(self, subject: str) -> Spot:
        """Return where work on this subject goes on."""
        blank = self.unanswered(subject)
        return Spot(subject, blank[0].id if blank else None)

    def _judgement(self, subject: str) -> Judgement:
        assessment = self.data.assessments[subject]
        return self.scores.judgement(assessment, self.questionnaire(subject), self.data.round)

    def _left(self, assessment: Assessment) -> int:
        if not assessment.answers:
            return QUESTIONS_NOT_BEGUN
        return len(self.unanswered(assessment.subject.id))


def alike(state: State, subject: str) -> str | None:
    """Return the service whose answers a service not begun could take over.

    One of the same questionnaire that is finished; of the same theme if there is one, and of these
    the last in the list.
    """
    mine = state.assessments[subject]
    if mine.answers:
        return None
    done = [a for a in state.services if a.finished and a.questionnaire == mine.questionnaire]
    near = [a for a in done if a.subject.theme == mine.subject.theme]
    found = near or done
    return found[-1].subject.id if found else None


def submission_of(
    state: State, submission_id: str, now: datetime, *, with_notes: bool
) -> Submission:
    """Return what would be handed in now, under a new id."""
    number = state.data.next_number
    hand_in = clerk.HandIn(number, submission_id, now, with_notes, program_version())
    return clerk.submission(state.data, hand_in)


def results_of(state: State) -> Results:
    """Return all services rated, by the function that workbooks and commands use too."""
    from assessments.results import rate

    hand_in = clerk.HandIn(0, "", datetime.fromtimestamp(0, UTC))
    return rate(clerk.submission(state.data, hand_in), state.data.questionnaires)


def _blank(question: Question, assessment: Assessment) -> bool:
    """Whether nothing is answered; „Weiß ich nicht“ is an answer that a person gave."""
    group = question.main.kind is Kind.GROUP
    ids = [f.id for f in question.fields] if group else [question.id]
    return not any(i in assessment.answers for i in ids)
