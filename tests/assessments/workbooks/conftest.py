"""One real workbook and one reading process for all tests of this folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assessments.workbooks.reading import new_reader, read_workbooks
from assessments.workbooks.submissions import write_submission
from tests import workbook_samples
from tests.assessments.workbooks.editing import Edited, few

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from assessments.workbooks.child import Reader
    from assessments.workbooks.reading import ReadFile


@pytest.fixture(scope="session")
def hand_in_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the workbook of the Bürgerservice with services, processes, measures and risks."""
    path = tmp_path_factory.mktemp("hand-in") / "Bürgerservice.xlsx"
    write_submission(workbook_samples.with_processes(), workbook_samples.ALL, path)
    return path


@pytest.fixture(scope="session")
def reader() -> Iterator[Reader]:
    """Return a reading process."""
    with new_reader() as reader:
        yield reader


@pytest.fixture
def read(reader: Reader):
    """Return a function that reads and judges one workbook."""

    def read(path: Path) -> ReadFile:
        (found,) = read_workbooks([path], workbook_samples.ALL, reader=reader)
        return found

    return read


@pytest.fixture(scope="session")
def small_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a smaller workbook without the sheets for people: quick to open and to save."""
    path = tmp_path_factory.mktemp("small") / "Bürgerservice.xlsx"
    write_submission(few(), workbook_samples.ALL, path)
    edited = Edited(path, path)
    for sheet in ("Deckblatt", "Übersicht", "Lesehilfe"):
        del edited.workbook[sheet]
    for sheet in edited.workbook:
        sheet.conditional_formatting = type(sheet.conditional_formatting)()
    return edited.save()


@pytest.fixture
def edited(small_file: Path, tmp_path: Path) -> Edited:
    """Return the smaller workbook, open to be changed and saved elsewhere."""
    return Edited(small_file, tmp_path / small_file.name)
