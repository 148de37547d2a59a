"""Foreign workbooks: each is refused with a reason that fits, none harms the reading process.

The reader's own time limit is the verdict on time; nothing here looks at a clock.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from assessments.findings import Severity
from assessments.workbooks.limits import MIB
from assessments.workbooks.reading import new_reader, read_workbooks
from tests import workbook_samples
from tests.conftest import require_shared

if TYPE_CHECKING:
    from pathlib import Path

    from assessments.workbooks.child import Reader
    from assessments.workbooks.reading import ReadFile

pytestmark = pytest.mark.corpus

UNEXPECTED = {"crashed", "memory", "time-out", "unexpected", "file-unreadable", "no-file"}
KINDS: dict[str, set[str]] = {
    ".xlsm": {"macro-enabled"},
    ".xlsb": {"binary-workbook", "encrypted"},
    ".xltx": {"template"},
    ".xls": {"old-format"},
    "": {"not-a-workbook"},
}
"""What files of other kinds must be called."""
NAMED = {
    "54084_-_Greek_-_beyond_BMP.xlsx": "not-ours",
    "54764.xlsx": "document-type",
    "54764-2.xlsx": "document-type",
    "poc-xmlbomb.xlsx": "document-type",
    "poc-xmlbomb-empty.xlsx": "document-type",
    "poc-shared-strings.xlsx": "text-too-long",
    "xxe_in_schema.xlsx": "not-ours",
    "MalformedSSTCount.xlsx": "too-many-strings",
    "duplicate-filename.xlsx": "part-twice",
    "duplicate-filename-case-insensitive.xlsx": "part-twice",
    "49609.xlsx": "unsafe-part-name",
    "xlsx-corrupted.xlsx": "damaged",
    "protected_passtika.xlsx": "encrypted",
    "protected_passtika.xlsb": "encrypted",
    "58616.xlsx": "encrypted",
    "SampleSS.strict.xlsx": "strict-format",
    "sample.strict.xlsx": "strict-format",
    "SimpleStrict.xlsx": "strict-format",
    "57914.xlsx": "strict-format",
    "sample-beta.xlsx": "unknown-namespace",
}
"""What the corpus says about single files -> what must be said of them."""
MOSTLY_FOREIGN = 270
"""About so many are well-formed workbooks that are simply not ours."""


@pytest.fixture(scope="module")
def files() -> list[Path]:
    return sorted(require_shared("corpora/poi").iterdir())


@pytest.fixture(scope="module")
def outcome(files: list[Path]) -> tuple[dict[str, ReadFile], Reader]:
    """Return what all files are read as, by name, and the reader that did it."""
    with new_reader() as reader:
        read = read_workbooks(files, workbook_samples.ALL, reader=reader)
        return {found.file: found for found in read}, reader


def codes(found: ReadFile) -> list[str]:
    return [f.code for f in found.findings if f.severity is Severity.ERROR]


def test_every_file_is_refused_with_one_reason(outcome):
    found, _ = outcome
    assert len(found) > 380
    assert all(f.refused and len(codes(f)) == 1 for f in found.values())
    assert all(f.findings[0].message and f.findings[0].remedy for f in found.values())


def test_no_reason_is_a_failure_of_ours(outcome):
    found, _ = outcome
    reasons = Counter(codes(f)[0] for f in found.values())
    assert not UNEXPECTED & set(reasons), reasons


def test_no_file_ends_the_process(outcome):
    assert outcome[1].restarts == 0


def test_memory_stays_small(outcome):
    assert outcome[1].peak < 600 * MIB


def test_other_kinds_of_files_are_called_what_they_are(outcome):
    for name, found in outcome[0].items():
        ending = found.path.suffix if found.path.suffix in KINDS else None
        if ending is not None and name not in NAMED:
            assert codes(found)[0] in KINDS[ending], name


@pytest.mark.parametrize("name", NAMED)
def test_single_files_are_called_what_they_are(name, outcome):
    assert codes(outcome[0][name]) == [NAMED[name]]


def test_fuzzers_crash_files_are_damaged(outcome):
    for name, found in outcome[0].items():
        if name.startswith(("clusterfuzz", "crash-")) and found.path.suffix == ".xlsx":
            assert codes(found)[0] in {"damaged", "encrypted", "not-ours"}, name


def test_the_others_are_simply_not_ours(outcome):
    reasons = Counter(codes(f)[0] for f in outcome[0].values())
    assert reasons["not-ours"] >= MOSTLY_FOREIGN
