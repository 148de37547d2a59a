"""Long work: values out, values back, in order, called off without trace."""

from __future__ import annotations

import threading
from functools import partial

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication

from assessments.errors import AssessmentError
from assessments.progress import Cancelled
from desktop.background import AtOnce, Background, Errand, Task


@pytest.fixture
def background(qtbot):
    made = Background()
    yield made
    made.close()


class Heard:
    """Collects what a task tells, and on which thread."""

    def __init__(self):
        self.results, self.errors, self.steps, self.cancelled = [], [], [], 0
        self.threads = set()

    def task(self, work):
        return Task(work, self.done, self.errors.append, self.progress, self.called_off)

    def done(self, result):
        self.threads.add(QThread.currentThread())
        self.results.append(result)

    def progress(self, done, total):
        self.threads.add(QThread.currentThread())
        self.steps.append((done, total))

    def called_off(self):
        self.cancelled += 1


def count_to(total, report):
    for done in range(1, total + 1):
        report(done, total)
    return total


def work_until_cancelled(started, report):
    started.set()
    while True:
        report(1, 2)


def fail(report):
    raise AssessmentError("kaputt")


def test_a_result_and_its_progress_arrive_on_the_windows_thread(qtbot, background):
    heard = Heard()
    background.start(heard.task(partial(count_to, 3)))
    qtbot.waitUntil(lambda: heard.results == [3])
    assert heard.steps[-1] == (3, 3)
    assert heard.threads == {QApplication.instance().thread()}


def test_an_error_of_the_surroundings_arrives_as_it_is(qtbot, background):
    heard = Heard()
    background.start(heard.task(fail))
    qtbot.waitUntil(lambda: bool(heard.errors))
    assert isinstance(heard.errors[0], AssessmentError)
    assert heard.results == []


def test_work_that_is_called_off_ends_and_says_so(qtbot, background):
    heard, started = Heard(), threading.Event()
    job = background.start(heard.task(partial(work_until_cancelled, started)))
    assert started.wait(10)
    job.cancel()
    qtbot.waitUntil(lambda: heard.cancelled == 1)
    assert (heard.results, heard.errors) == ([], [])
    assert not background.busy


def test_nobody_hears_of_forgotten_work(qtbot, background):
    forgotten, heard, started = Heard(), Heard(), threading.Event()
    job = background.start(forgotten.task(partial(work_until_cancelled, started)))
    background.start(heard.task(partial(count_to, 1)))
    assert started.wait(10)
    job.forget()
    qtbot.waitUntil(lambda: heard.results == [1])
    assert (forgotten.results, forgotten.cancelled) == ([], 0)


def test_tasks_are_done_in_the_order_in_which_they_came(qtbot, background):
    heard = Heard()
    for number in range(5):
        background.start(heard.task(partial(count_to, number)))
    qtbot.waitUntil(lambda: len(heard.results) == 5)
    assert heard.results == [0, 1, 2, 3, 4]


def test_much_progress_is_told_at_most_twenty_times_a_second(qtbot, background):
    heard = Heard()
    background.start(heard.task(partial(count_to, 20_000)))
    qtbot.waitUntil(lambda: bool(heard.results))
    assert len(heard.steps) < 200
    assert heard.steps[-1] == (20_000, 20_000)


def test_being_busy_is_told_once_per_change(qtbot, background):
    told = []
    background.busy_changed.connect(told.append)
    heard = Heard()
    background.start(heard.task(partial(count_to, 1)))
    background.start(heard.task(partial(count_to, 2)))
    qtbot.waitUntil(lambda: not background.busy)
    assert told == [True, False]


def test_closing_ends_what_is_under_way_and_leaves_no_thread(qtbot):
    heard, started = Heard(), threading.Event()
    background = Background()
    background.start(heard.task(partial(work_until_cancelled, started)))
    assert started.wait(10)
    background.close()
    assert not [t for t in threading.enumerate() if t.name.startswith("selbstcheck")]
    assert heard.cancelled == 0


def test_the_stand_in_for_tests_tells_the_same(qtbot):
    heard = Heard()
    AtOnce().start(heard.task(partial(count_to, 2)))
    AtOnce().start(heard.task(fail))

    def unwanted(report):
        raise Cancelled

    AtOnce().start(heard.task(unwanted))
    assert heard.results == [2]
    assert heard.steps == [(1, 2), (2, 2)]
    assert (len(heard.errors), heard.cancelled) == (1, 1)


def test_an_errand_is_free_again_when_its_end_is_told(qtbot, background):
    errand, seen = Errand(background), []
    errand.run(Task(partial(count_to, 1), lambda n: seen.append((n, errand.busy)), seen.append))
    assert errand.busy
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(1, False)]


def test_a_new_errand_makes_the_former_void(qtbot, background):
    errand, heard, started = Errand(background), Heard(), threading.Event()
    errand.run(heard.task(partial(work_until_cancelled, started)))
    assert started.wait(10)
    errand.run(heard.task(partial(count_to, 5)))
    qtbot.waitUntil(lambda: heard.results == [5])
    assert heard.cancelled == 0


def test_an_errand_done_on_the_spot_leaves_nothing_behind(qtbot):
    errand, heard = Errand(AtOnce()), Heard()
    errand.run(heard.task(partial(count_to, 2)))
    assert heard.results == [2]
    assert not errand.busy


def test_an_errand_that_is_called_off_says_so(qtbot, background):
    errand, heard, started = Errand(background), Heard(), threading.Event()
    errand.run(heard.task(partial(work_until_cancelled, started)))
    assert started.wait(10)
    errand.cancel()
    qtbot.waitUntil(lambda: heard.cancelled == 1)
    assert not errand.busy
