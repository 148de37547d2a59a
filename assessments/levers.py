"""What lifts most subjects: criterion by criterion, and the smallest set (contract 4.3).

Levers look at each subject's own next level; the smallest sets look at one level for all. On a
store the subjects are city services by their representative.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from assessments.fulfilling_answers import FulfillingAnswers
from assessments.lever_sets import Order, SmallestSet, smallest_set
from assessments.lever_subjects import judged, level_for, subjects_of
from assessments.model import is_open
from assessments.plans import plan_of
from assessments.requirements import Outlook, outlook
from questionnaires.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from assessments.gates import Judgement
    from assessments.key_figures import Rated
    from assessments.rated import SubjectResult
    from assessments.requirements import Ways
    from assessments.scoring import Missing
    from questionnaires.model import Questionnaire

MOST_COMPANIONS = 2


@dataclass(frozen=True, slots=True)
class Companions:
    """Further criteria without which a lever does not lift these subjects."""

    questions: tuple[str, ...]
    """In the order of the definition, the lever itself not among them."""
    lifted: tuple[SubjectResult, ...]


@dataclass(frozen=True, slots=True)
class Lever:
    """One criterion, and the subjects it keeps from a level."""

    question: str
    level: int | None
    """The level it keeps them from; None where that is each subject's own next one."""
    short: str
    """Short name of the gate („Rückkanal“), of the lowest level; empty if it holds nobody."""
    held: tuple[SubjectResult, ...]
    """Subjects whose missing criteria contain it."""
    lifted: tuple[SubjectResult, ...]
    """Of these, who rises if only this one is fulfilled."""
    lifted_at_best: tuple[SubjectResult, ...]
    """Of these, who may rise then, once what appears by it is answered."""
    after: tuple[Companions, ...]
    """The smallest further sets with which subjects rise, most effective first."""
    owners: Mapping[str, int]
    """Owner code -> subjects held back, most first."""
    external: int
    """Subjects held back of which an owner outside the city is named."""

    @property
    def own(self) -> bool:
        """Whether at most half of the subjects held back need somebody outside."""
        return 2 * self.external <= len(self.held)


@dataclass(frozen=True)
class Levers:
    """All levers of one questionnaire."""

    questionnaire: Questionnaire
    level: int
    """What the smallest sets lead to."""
    subjects: tuple[SubjectResult, ...]
    reached: tuple[SubjectResult, ...]
    """Who is at the level today."""
    criteria: tuple[Lever, ...]
    """One per criterion, in the order of the definition, also those that hold nobody back."""
    own: tuple[Lever, ...]
    """„Das können wir selbst“: per criterion and level, strongest first, told apart by the owner
    named for each subject. Beside the next levels also what alone leads over several levels to
    `level`, surely or at best."""
    others: tuple[Lever, ...]
    """„Dafür brauchen wir andere“: the same for owners outside the city."""
    smallest_set: SmallestSet
    smallest_set_at_best: SmallestSet
    open_questions: tuple[tuple[str, int], ...]
    """Open questions that steer criteria and are none, in the order of the definition, with the
    number of subjects."""

    @cached_property
    def by_question(self) -> Mapping[str, Lever]:
        """The criteria by id."""
        return {lever.question: lever for lever in self.criteria}


def levers(
    rated: Rated,
    questionnaire: Questionnaire,
    level: int | None = None,
    at_least: int | None = None,
) -> Levers:
    """Return all levers of a questionnaire.

    `level`: what the smallest sets lead to; `at_least`: how many subjects they must bring there,
    those already there counted. Raises UnknownLevel.
    """
    goal = level_for(questionnaire, level)
    subjects = subjects_of(rated, questionnaire)
    outlooks = _outlooks(rated, subjects, goal)
    holds = [h for s, ahead in zip(subjects, outlooks, strict=True) for h in _next(s, ahead)]
    beyond = [h for s, ahead in zip(subjects, outlooks, strict=True) for h in _beyond(s, ahead)]
    ids = _criteria(questionnaire, subjects)
    criteria = tuple(_levers_by_criterion(ids, holds))
    order = Order(ids, frozenset(lever.question for lever in criteria if lever.own))
    sure = Counter(ahead.ways for ahead in outlooks)
    at_best = Counter(ahead.ways_at_best for ahead in outlooks)
    return Levers(
        questionnaire=questionnaire,
        level=goal,
        subjects=subjects,
        reached=tuple(s for s in subjects if (s.score.secured or 0) >= goal),
        criteria=criteria,
        own=_side(ids, [h for h in (*holds, *beyond) if not h.external]),
        others=_side(ids, [h for h in (*holds, *beyond) if h.external]),
        smallest_set=_smallest(sure, order, at_least, questionnaire),
        smallest_set_at_best=_smallest(at_best, order, at_least, questionnaire),
        open_questions=_open_questions(subjects),
    )


def _smallest(
    counts: Mapping[Ways, int], order: Order, at_least: int | None, questionnaire: Questionnaire
) -> SmallestSet:
    found = smallest_set(counts, order, at_least)
    if plan_of(questionnaire).criteria.ordered:
        return found
    return SmallestSet(found.questions, found.reaches, exact=False, bound=0)


def _criteria(questionnaire: Questionnaire, subjects: Iterable[SubjectResult]) -> tuple[str, ...]:
    """Return all criteria, those that only another edition in use has at the end."""
    editions = {id(s.questionnaire): s.questionnaire for s in subjects}
    every = (questionnaire, *sorted(editions.values(), key=lambda q: q.key))
    return tuple(dict.fromkeys(c for q in every for c in plan_of(q).criteria.ids))


def _outlooks(rated: Rated, subjects: Iterable[SubjectResult], level: int) -> list[Outlook]:
    """Return what lifts each subject; found once for all that are answered alike."""
    answers = FulfillingAnswers()
    known: dict[tuple[object, ...], Outlook] = {}
    found = []
    for subject in subjects:
        judgement = judged(rated, subject)
        alike = (id(judgement.plan), judgement.stichtag, *_signature(judgement))
        if alike not in known:
            missing = [m.question for m in subject.score.missing]
            known[alike] = outlook(judgement, missing, level, answers)
        found.append(known[alike])
    return found


def _signature(judgement: Judgement) -> Iterator[object]:
    """Yield everything that may move the level, texts only as far as they are filled."""
    for name in judgement.plan.criteria.inputs:
        value = judgement.values.get(name)
        place = judgement.plan.fields.get(name)
        yield is_open(value) if place and place[1].kind is Kind.TEXT else value
    for name in judgement.plan.questionnaire.default_settings:
        yield judgement.setting(name)


@dataclass(frozen=True, slots=True)
class _Hold:
    """A question that keeps a subject from a level."""

    subject: SubjectResult
    missing: Missing
    level: int
    lifting: frozenset[str]
    """What lifts the subject to the level; empty if criteria do not or this one has no part."""
    at_best: bool
    """Whether the level is possible if only this one is fulfilled."""

    @property
    def external(self) -> bool:
        return self.missing.owner in self.subject.questionnaire.external_owners

    @property
    def alone(self) -> bool:
        return self.lifting == frozenset({self.missing.question})


def _next(subject: SubjectResult, ahead: Outlook) -> Iterator[_Hold]:
    """Yield what keeps a subject from its own next level."""
    for missing in subject.score.missing:
        one = missing.question
        lifting = ahead.lifting if ahead.lifting and one in ahead.lifting else frozenset[str]()
        yield _Hold(subject, missing, missing.level, lifting, one in ahead.at_best)


def _beyond(subject: SubjectResult, ahead: Outlook) -> Iterator[_Hold]:
    """Yield what alone would lead a subject over several levels to the one asked for.

    At best only where the question itself says something about a level beyond the next.
    """
    goal, score = ahead.goal, subject.score
    if goal is None or ahead.next_level is None or goal <= ahead.next_level:
        return
    sure = {way.needed for way in ahead.ways}
    at_best = {way.needed for way in ahead.ways_at_best}
    for one, missing in {m.question: m for m in (*score.missing, *score.later)}.items():
        alone = frozenset({one})
        if alone in sure or (alone in at_best and missing.level > ahead.next_level):
            lifting = alone if alone in sure else frozenset[str]()
            yield _Hold(subject, missing, goal, lifting, at_best=True)


def _levers_by_criterion(ids: Sequence[str], holds: Iterable[_Hold]) -> Iterator[Lever]:
    groups: dict[str, list[_Hold]] = defaultdict(list)
    for hold in holds:
        groups[hold.missing.question].append(hold)
    for question in ids:
        yield _lever(question, None, groups[question], ids)


def _side(ids: Sequence[str], holds: Iterable[_Hold]) -> tuple[Lever, ...]:
    groups: dict[tuple[str, int], list[_Hold]] = defaultdict(list)
    for hold in holds:
        groups[hold.missing.question, hold.level].append(hold)
    found = [
        _lever(question, level, group, ids)
        for (question, level), group in groups.items()
        if question in ids
    ]
    return tuple(sorted(found, key=lambda lever: strength(lever, ids)))


def strength(lever: Lever, ids: Sequence[str]) -> tuple[int, ...]:
    """Return a sort key, strongest first: lifts alone, at best, with others, holds back."""
    return (
        -len(lever.lifted),
        -len(lever.lifted_at_best),
        -sum(len(further.lifted) for further in lever.after),
        -len(lever.held),
        lever.level or 0,
        ids.index(lever.question),
    )


def _lever(question: str, level: int | None, holds: Sequence[_Hold], ids: Sequence[str]) -> Lever:
    lowest = min(holds, key=lambda hold: hold.level, default=None)
    return Lever(
        question=question,
        level=level,
        short=lowest.missing.short if lowest else "",
        held=tuple(hold.subject for hold in holds),
        lifted=tuple(hold.subject for hold in holds if hold.alone),
        lifted_at_best=tuple(h.subject for h in holds if h.at_best and not h.alone),
        after=_after(question, holds, ids),
        owners=dict(Counter(hold.missing.owner for hold in holds).most_common()),
        external=sum(hold.external for hold in holds),
    )


def _after(question: str, holds: Iterable[_Hold], ids: Sequence[str]) -> tuple[Companions, ...]:
    found: dict[frozenset[str], list[SubjectResult]] = defaultdict(list)
    for hold in holds:
        further = hold.lifting - {question}
        if 1 <= len(further) <= MOST_COMPANIONS:
            found[further].append(hold.subject)
    every = [
        Companions(tuple(q for q in ids if q in further), tuple(subjects))
        for further, subjects in found.items()
    ]
    return tuple(
        sorted(
            every,
            key=lambda c: (-len(c.lifted), len(c.questions), [ids.index(q) for q in c.questions]),
        )
    )


def _open_questions(subjects: Sequence[SubjectResult]) -> tuple[tuple[str, int], ...]:
    counts: Counter[str] = Counter()
    places: dict[str, int] = {}
    for subject in subjects:
        plan = plan_of(subject.questionnaire)
        for question in subject.score.open:
            if not plan.questions[question].gates:
                counts[question] += 1
                places[question] = plan.order[question]
    return tuple((q, counts[q]) for q in sorted(counts, key=lambda q: places[q]))
