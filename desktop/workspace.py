"""A department's file that is open: the only caller of its actions, and who tells everyone.

A page shows `state` and reports wishes to the methods here. Every wish is one action; what changed
is told by a signal. Answers and notes are never lost: what cannot be written stays in `state`,
marked as not saved, and is tried again (`saving`). All other wishes are done now or not at all.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from assessments.actions import clerk, files
from assessments.model import Answer
from desktop.saving import RETRY_MILLISECONDS, Saving
from desktop.state import Scores, State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from assessments.model import Assessment, Subject, Submission
    from assessments.scoring import Score
    from assessments.storage import Store
    from questionnaires.model import Value


@dataclass(frozen=True, slots=True)
class LevelChange:
    """The scores of a subject before and after an answer that moved its secured level."""

    before: Score
    after: Score


@dataclass(frozen=True, slots=True)
class _Pending:
    """A change of one assessment that is shown already and not on disk yet."""

    subject: str
    fields: frozenset[str]
    shown: Callable[[Assessment], Assessment]
    write: Callable[[Store], Assessment]


class Workspace(QObject):
    """What is open now. Times come from the clock that is handed in."""

    answered = Signal(str)
    """Answers or notes of this subject are others now."""
    scored = Signal(str, object)
    """The subject and its new `Score`; follows `answered`."""
    level_changed = Signal(str, object)
    """The subject and a `LevelChange`."""
    subjects_changed = Signal()
    """What is chosen, its order or what is finished is different now."""
    stepped = Signal(str)
    """A step was undone or done again, and what it was called; anything may have changed."""
    exported = Signal()
    moved = Signal(object)
    """The file lies at another path now."""

    def __init__(
        self,
        store: Store,
        now: Callable[[], datetime],
        parent: QObject | None = None,
        retry_after: int = RETRY_MILLISECONDS,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._now = now
        self._scores = Scores()
        self._pending: deque[_Pending] = deque()
        self.saving = Saving(now, self, retry_after)
        self.state = State(clerk.load(store), self._scores)

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return self._store.path

    def answer(self, subject: str, changes: Mapping[str, Value | None], label: str = "") -> None:
        """Answer fields of a subject; None takes an answer back."""
        now = self._now()
        answers = {
            k: None if v is None else Answer(v, now.isoformat(timespec="seconds"))
            for k, v in changes.items()
        }
        self._change(
            _Pending(
                subject,
                frozenset(changes),
                partial(_with_answers, answers),
                lambda store: clerk.answer(
                    store, self.state.round.id, subject, dict(changes), now, label=label
                ),
            )
        )

    def annotate(self, subject: str, question: str, note: str, evidence: str) -> None:
        """Keep note and Beleg of a question; an empty text takes it back."""
        now = self._now()
        self._change(
            _Pending(
                subject,
                frozenset({f"{question}#"}),
                partial(_with_words, question, note, evidence),
                lambda store: clerk.annotate(
                    store, self.state.round.id, subject, question, note, evidence, now
                ),
            )
        )

    def choose(self, subjects: Sequence[Subject], label: str) -> bool:
        """Take subjects in; return whether that is on disk."""
        return self._act(
            lambda: clerk.add_subjects(
                self._store, self.state.round.id, subjects, self._now(), label
            )
        )

    def unchoose(self, subjects: Sequence[str], label: str) -> bool:
        """Take subjects out; their answers are kept for 30 days."""
        return self._act(
            lambda: clerk.remove_subjects(
                self._store, self.state.round.id, subjects, self._now(), label
            )
        )

    def finish(self, subject: str, *, finished: bool) -> bool:
        """Mark a subject as finished, or as not finished."""
        return self._act(
            lambda: clerk.finish(self._store, self.state.round.id, subject, finished, self._now())
        )

    def take_over(self, source: str, target: str) -> bool:
        """Copy the answers of one subject to another, unconfirmed."""
        done = self._act(
            lambda: clerk.take_over(self._store, self.state.round.id, source, target, self._now())
        )
        self._tell(target)
        return done

    def confirm(self, subject: str, fields: Iterable[str] | None = None) -> bool:
        """Confirm answers taken over: these, or all of the subject."""
        done = self._act(
            lambda: clerk.confirm(
                self._store,
                self.state.round.id,
                subject,
                None if fields is None else tuple(fields),
                self._now(),
            )
        )
        self._tell(subject)
        return done

    def undo(self) -> str:
        """Take the latest step back; return what it was called, empty if there is none."""
        return self._step(clerk.undo)

    def redo(self) -> str:
        """Do the step that was taken back again; return what it is called."""
        return self._step(clerk.redo)

    def changed_since_export(self) -> int:
        """Return how much a hand-in would carry differently than the latest; 0 without one."""
        if not self.state.data.exports:
            return 0
        return clerk.changed_since_export(self._store, self.state.round.id)

    def reserve(self, submission: Submission) -> bool:
        """Take the number of a hand-in for good, before its workbook is saved anywhere."""
        done = self.saving.do(lambda: clerk.reserve(self._store, submission, self._now()))
        if done:
            self._reload()
        return done

    def record(self, submission: Submission, path: Path) -> bool:
        """Remember that this was handed in."""
        done = self.saving.do(
            lambda: clerk.record_export(self._store, submission, path, self._now())
        )
        if done:
            self._reload()
            self.exported.emit()
        return done

    def move_to(self, path: Path) -> None:
        """Go on in a copy of the file at another path; raises `StoreError` if that fails.

        What is not on disk yet is written there.
        """
        fresh = files.copy_store(self._store, path, self._now())
        self._store, old = fresh, self._store
        old.close()
        self.moved.emit(path)
        self.saving.retry()

    def close(self) -> bool:
        """Write what waits and close the file; False (and still open) if that is not possible."""
        if not self.saving.retry():
            return False
        self._store.close(self._now())
        return True

    def _change(self, pending: _Pending) -> None:
        subject = pending.subject
        before = self.state.score(subject)
        self._pending.append(pending)
        self._show(pending.shown(self.state.assessments[subject]))
        self.saving.keep(partial(self._write, pending))
        self._tell(subject, before)

    def _write(self, pending: _Pending) -> None:
        stored = pending.write(self._store)
        self._pending.remove(pending)
        for other in self._pending:
            if other.subject == pending.subject:
                stored = other.shown(stored)
        self._show(stored)

    def _show(self, assessment: Assessment) -> None:
        assessments = {**self.state.assessments, assessment.subject.id: assessment}
        unsaved = frozenset((p.subject, field) for p in self._pending for field in p.fields)
        self.state = State(replace(self.state.data, assessments=assessments), self._scores, unsaved)

    def _tell(self, subject: str, before: Score | None = None) -> None:
        after = self.state.score(subject)
        self.answered.emit(subject)
        self.scored.emit(subject, after)
        if before is not None and before.secured != after.secured:
            self.level_changed.emit(subject, LevelChange(before, after))

    def _act(self, act: Callable[[], object]) -> bool:
        done = self.saving.do(lambda: _ignore(act()))
        if done:
            self._reload()
            self.subjects_changed.emit()
        return done

    def _step(self, step: Callable[[Store, str, datetime], clerk.Step | None]) -> str:
        taken: list[clerk.Step | None] = []
        done = self.saving.do(
            lambda: taken.append(step(self._store, self.state.round.id, self._now()))
        )
        found = taken[0] if done else None
        if found is None:
            return ""
        self._reload()
        self.stepped.emit(found.label)
        return found.label

    def _reload(self) -> None:
        self.state = State(clerk.load(self._store, self.state.round.id), self._scores)


def _with_answers(answers: Mapping[str, Answer | None], assessment: Assessment) -> Assessment:
    for field, answer in answers.items():
        assessment = assessment.with_answer(field, answer)
    return assessment


def _with_words(question: str, note: str, evidence: str, assessment: Assessment) -> Assessment:
    return replace(
        assessment,
        notes={k: v for k, v in {**assessment.notes, question: note}.items() if v},
        evidence={k: v for k, v in {**assessment.evidence, question: evidence}.items() if v},
    )


def _ignore(_result: object) -> None:
    """Drop what an action returns; the state is read again."""
