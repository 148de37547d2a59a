"""One worker for long jobs, one messenger for their news.

Values go to the worker and values come back; no store, widget or workspace crosses the border.
The worker knows a job by its number only: whoever listens is kept on the window's thread, since a
widget that Python drops last on the worker's thread would be destroyed there.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import count
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from assessments.errors import AssessmentError
from assessments.progress import Cancelled, silent

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from assessments.progress import Report

T = TypeVar("T")

BETWEEN_MESSAGES = 0.05
"""Seconds between two messages about progress: at most 20 a second."""


def _nothing() -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Task(Generic[T]):
    """What is to be done and who hears of it; all but `work` runs on the window's thread."""

    work: Callable[[Report], T]
    """Runs on the worker; calls the report between two steps, which calls the work off."""
    done: Callable[[T], None]
    failed: Callable[[BaseException], None]
    progress: Callable[[int, int], None] = silent
    cancelled: Callable[[], None] = _nothing


class Job:
    """A task under way."""

    def __init__(self) -> None:
        self._unwanted = Event()
        self._forgotten = False

    def cancel(self) -> None:
        """Call the work off: it ends at its next report, then `cancelled` is told."""
        self._unwanted.set()

    def forget(self) -> None:
        """Call the work off and tell nobody about its end."""
        self._forgotten = True
        self._unwanted.set()

    @property
    def unwanted(self) -> bool:
        """Whether it was called off."""
        return self._unwanted.is_set()

    @property
    def forgotten(self) -> bool:
        """Whether nobody listens any more."""
        return self._forgotten


class Starter(Protocol):
    """What a page needs of the background: tests hand in one that works at once."""

    def start(self, task: Task[T], /) -> Job:
        """Begin a task; its news come later."""


class Errand:
    """What a page is waiting for: at most one task; a new one makes the former void."""

    def __init__(self, starter: Starter) -> None:
        self._starter = starter
        self._job: Job | None = None
        self._under_way: object | None = None

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._under_way is not None

    def run(self, task: Task[T]) -> None:
        """Begin; whoever hears of the end finds this errand free again."""
        self.forget()
        mark = self._under_way = object()

        def over(tell: Callable[..., None], *news: object) -> None:
            if self._under_way is mark:
                self._under_way = self._job = None
                tell(*news)

        job = self._starter.start(
            Task(
                task.work,
                partial(over, task.done),
                partial(over, task.failed),
                task.progress,
                partial(over, task.cancelled),
            )
        )
        if self._under_way is mark:
            self._job = job

    def cancel(self) -> None:
        """Call it off; the end is told as cancelled."""
        if self._job is not None:
            self._job.cancel()

    def forget(self) -> None:
        """Call it off; nothing is told any more."""
        if self._job is not None:
            self._job.forget()
        self._under_way = self._job = None


class Background(QObject):
    """The worker and the messenger. One task at a time; the others wait in order."""

    busy_changed = Signal(bool)
    _progressed = Signal(int, int, int)
    _ended = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="selbstcheck")
        self._numbers = count(1)
        self._under_way: dict[int, tuple[Task[Any], Job]] = {}
        self._progressed.connect(self._tell_progress, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._tell_end, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether a task is under way or waits."""
        return bool(self._under_way)

    def start(self, task: Task[T], /) -> Job:
        """Begin a task as soon as the worker is free."""
        job, number = Job(), next(self._numbers)
        self._under_way[number] = (task, job)
        if len(self._under_way) == 1:
            self.busy_changed.emit(True)
        report = _reporter(job, partial(self._progressed.emit, number))
        future = self._worker.submit(_run, task.work, report)
        future.add_done_callback(partial(self._ended.emit, number))
        return job

    def close(self) -> None:
        """Call everything off and wait for the worker; nobody is told."""
        for _, job in self._under_way.values():
            job.forget()
        self._under_way.clear()
        self._worker.shutdown(wait=True, cancel_futures=True)

    def _tell_progress(self, number: int, done: int, total: int) -> None:
        if number in self._under_way:
            task, job = self._under_way[number]
            if not job.forgotten:
                task.progress(done, total)

    def _tell_end(self, number: int, ended: Future[Any]) -> None:
        if number not in self._under_way:
            return
        task, job = self._under_way.pop(number)
        if not self._under_way:
            self.busy_changed.emit(False)
        if job.forgotten:
            return
        error = None if ended.cancelled() else ended.exception()
        if ended.cancelled() or isinstance(error, Cancelled):
            task.cancelled()
        elif error is not None:
            task.failed(error)
        else:
            task.done(ended.result())


def _run(work: Callable[[Report], T], report: Report) -> T:
    report(0, 0)
    return work(report)


def _reporter(job: Job, tell: Callable[[int, int], None]) -> Report:
    last = 0.0

    def report(done: int, total: int, /) -> None:
        nonlocal last
        if job.unwanted:
            raise Cancelled
        now = monotonic()
        if total and (done == total or now - last >= BETWEEN_MESSAGES):
            last = now
            tell(done, total)

    return report


class AtOnce:
    """A starter that works on the spot, for tests and for pictures without a window."""

    def start(self, task: Task[T], /) -> Job:
        """Do the task and tell its result before returning; a bug is raised as it is."""
        job = Job()

        def report(done: int, total: int, /) -> None:
            if job.unwanted:
                raise Cancelled
            if total:
                task.progress(done, total)

        try:
            result = task.work(report)
        except Cancelled:
            task.cancelled()
        except AssessmentError as error:
            task.failed(error)
        else:
            task.done(result)
        return job
