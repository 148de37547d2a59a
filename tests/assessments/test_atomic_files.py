"""A target is whole and new, or untouched; nothing else is left in its folder."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from assessments.atomic_files import PAUSES, replace_atomically
from assessments.errors import Cause, FileNotWritten
from assessments.progress import Cancelled


def writes(text):
    return lambda path: path.write_text(text, encoding="utf-8")


def in_folder(folder):
    return sorted(p.name for p in folder.iterdir())


def test_a_new_file_is_written_and_nothing_else_is_left(tmp_path):
    replace_atomically(tmp_path / "Bürgeramt.xlsx", writes("neu"))
    assert in_folder(tmp_path) == ["Bürgeramt.xlsx"]
    assert (tmp_path / "Bürgeramt.xlsx").read_text(encoding="utf-8") == "neu"


def test_the_former_file_keeps_its_rights(tmp_path):
    target = tmp_path / "a.txt"
    target.write_text("alt")
    target.chmod(0o640)
    replace_atomically(target, writes("neu"))
    assert target.read_text() == "neu"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_what_is_written_to_lies_beside_the_target_with_its_suffix(tmp_path):
    seen = []
    replace_atomically(tmp_path / "a.xlsx", lambda p: (seen.append(p), p.write_text("x")))
    assert seen[0].parent == tmp_path
    assert seen[0].suffix == ".xlsx"
    assert seen[0].name.startswith(".")


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real.txt").write_text("alt")
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")
    replace_atomically(tmp_path / "link.txt", writes("neu"))
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text() == "neu"


@pytest.mark.parametrize("error", [Cancelled(), ValueError("ours")])
def test_a_stopped_write_leaves_the_former_file(tmp_path, error):
    target = tmp_path / "a.txt"
    target.write_text("alt")

    def half(path):
        path.write_text("halb")
        raise error

    with pytest.raises(type(error)):
        replace_atomically(target, half)
    assert in_folder(tmp_path) == ["a.txt"]
    assert target.read_text() == "alt"


@pytest.mark.parametrize(
    ("number", "cause"),
    [
        (errno.ENOSPC, Cause.DISK_FULL),
        (errno.EDQUOT, Cause.DISK_FULL),
        (errno.EROFS, Cause.READ_ONLY),
        (errno.EACCES, Cause.READ_ONLY),
        (errno.ESTALE, Cause.MISSING_FOLDER),
        (errno.ETXTBSY, Cause.OPEN_ELSEWHERE),
        (errno.EIO, Cause.UNKNOWN),
    ],
)
def test_the_cause_is_named_and_the_former_file_stays(tmp_path, number, cause):
    target = tmp_path / "a.txt"
    target.write_text("alt")

    def fails(path):
        path.write_text("halb")
        raise OSError(number, os.strerror(number))

    with pytest.raises(FileNotWritten) as caught:
        replace_atomically(target, fails)
    assert caught.value.cause is cause
    assert caught.value.path == target
    assert target.read_text() == "alt"
    assert in_folder(tmp_path) == ["a.txt"]


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(FileNotWritten) as caught:
        replace_atomically(tmp_path / "weg" / "a.txt", writes("neu"))
    assert caught.value.cause is Cause.MISSING_FOLDER


def test_a_folder_of_that_name(tmp_path):
    (tmp_path / "a.xlsx").mkdir()
    with pytest.raises(FileNotWritten) as caught:
        replace_atomically(tmp_path / "a.xlsx", writes("neu"))
    assert caught.value.cause is Cause.IS_DIRECTORY


def held(times, winerror):
    """Stand for a Windows that holds the new file for some attempts."""
    left = [None] * times
    real = Path.replace

    def replace(source, target):
        if left:
            left.pop()
            error = PermissionError(errno.EACCES, "held")
            error.winerror = winerror
            raise error
        real(source, target)

    return replace


@pytest.mark.parametrize("winerror", [5, 32, 33])
def test_a_virus_scanner_is_waited_for(tmp_path, monkeypatch, winerror):
    pauses = []
    monkeypatch.setattr(Path, "replace", held(5, winerror))
    replace_atomically(tmp_path / "a.txt", writes("neu"), pause=pauses.append)
    assert pauses == list(PAUSES)
    assert (tmp_path / "a.txt").read_text() == "neu"


def test_a_file_open_in_excel_is_named_as_such(tmp_path, monkeypatch):
    (tmp_path / "a.xlsx").write_text("alt")
    monkeypatch.setattr(Path, "replace", held(99, 32))
    with pytest.raises(FileNotWritten) as caught:
        replace_atomically(tmp_path / "a.xlsx", writes("neu"), pause=lambda _: None)
    assert caught.value.cause is Cause.OPEN_ELSEWHERE
    assert in_folder(tmp_path) == ["a.xlsx"]
    assert (tmp_path / "a.xlsx").read_text() == "alt"


def test_another_error_of_the_swap_is_not_waited_for(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "replace", held(99, 112))
    with pytest.raises(FileNotWritten) as caught:
        replace_atomically(tmp_path / "a.txt", writes("neu"), pause=pytest.fail)
    assert caught.value.cause is Cause.DISK_FULL


def test_what_a_killed_program_left_goes_with_the_next_write_but_not_what_is_under_way(tmp_path):
    made = []
    replace_atomically(tmp_path / "a.txt", lambda p: (made.append(p.name), p.write_text("x")))
    old = tmp_path / made[0].replace(str(os.getpid()), "1")
    young = tmp_path / made[0].replace(str(os.getpid()), "2")
    for path in (old, young):
        path.write_text("Rest")
    os.utime(old, (1_000_000, 1_000_000))
    replace_atomically(tmp_path / "b.txt", writes("neu"))
    assert not old.exists()
    assert young.exists()
