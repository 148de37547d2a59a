"""The ladder of backups: dense near today, sparse long ago."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.storage.backups import (
    DAYS,
    MONTHS,
    WEEKS,
    backup_path,
    backups_of,
    newest_backup,
    thin_out,
    to_keep,
)

NOW = datetime(2026, 11, 30, 16, 0)  # noqa: DTZ001  wall clock, as in the names of backups


def test_of_today_the_newest_of_each_half_hour_stays():
    today = [NOW - timedelta(minutes=10 * n) for n in range(7)]
    assert to_keep(today, NOW) == {today[0], today[1], today[4]}


def test_of_a_former_day_the_newest_stays():
    yesterday = [NOW - timedelta(days=1, hours=n) for n in range(5)]
    assert to_keep(yesterday, NOW) == {yesterday[0]}


def test_three_years_of_daily_work_keep_one_per_day_week_and_month():
    every_day = [NOW - timedelta(days=n) for n in range(1100)]
    kept = sorted(to_keep(every_day, NOW), reverse=True)
    assert len(kept) == 1 + DAYS + WEEKS + MONTHS
    assert kept[: 1 + DAYS] == every_day[: 1 + DAYS]
    weeks = kept[1 + DAYS : 1 + DAYS + WEEKS]
    assert len({t.isocalendar()[:2] for t in weeks}) == WEEKS
    months = kept[1 + DAYS + WEEKS :]
    assert len({(t.year, t.month) for t in months}) == MONTHS


@given(st.lists(st.datetimes(datetime(2020, 1, 1), datetime(2027, 1, 1))))  # noqa: DTZ001
def test_the_newest_always_stays_and_thinning_again_removes_nothing(times):
    kept = to_keep(times, NOW)
    assert kept <= set(times)
    assert not times or max(times) in kept
    assert to_keep(kept, NOW) == kept
    older = {t for t in kept if t.date() < NOW.date()}
    assert len(older) <= DAYS + WEEKS + MONTHS


@pytest.fixture
def file(tmp_path):
    (tmp_path / "Sicherungen").mkdir()
    return tmp_path / "Amt 1.selbstcheck"


def test_only_our_own_backups_are_ours(file):
    folder = file.parent / "Sicherungen"
    ours = backup_path(file, NOW)
    for name in (
        ours.name,
        "Amt 1_2026-11-30_999999.selbstcheck",
        "Amt 1_gut.selbstcheck",
        "Amt 2_2026-11-30_160000.selbstcheck",
        "Amt 1_2026-11-30_160000.txt",
    ):
        (folder / name).touch()
    assert [b.path for b in backups_of(file)] == [ours]
    assert newest_backup(file) == ours


def test_thinning_removes_files_and_leaves_others(file):
    folder = file.parent / "Sicherungen"
    kept, gone = (backup_path(file, NOW - timedelta(days=3, hours=h)) for h in (0, 1))
    for path in (kept, gone, folder / "wichtig.selbstcheck"):
        path.touch()
    thin_out(file, NOW)
    assert sorted(p.name for p in folder.iterdir()) == sorted([kept.name, "wichtig.selbstcheck"])


def test_without_backups(tmp_path):
    assert newest_backup(tmp_path / "a.selbstcheck") is None
    thin_out(tmp_path / "a.selbstcheck", NOW)
