"""A workbook saved again by another program is the same hand-in."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from assessments.checksum import checksum
from assessments.commands import run
from assessments.model import Measure, Subject, SubjectKind
from assessments.workbooks.submissions import write_submission
from tests import workbook_samples
from tests.assessments.workbooks.editing import Edited, codes
from tests.conftest import require_packages

if TYPE_CHECKING:
    from pathlib import Path

    from assessments.model import Submission

pytestmark = pytest.mark.packages

NASTY = (
    "Grüße, „Straße“ – Ärger; 100 % & <b>",
    "=1+2",
    "+49 3641",
    "-1",
    "@SUMME(A1)",
    "#REF!",
    "'Anführung",
    "0012",
    "1e5",
    "2026-03-31",
    "31.03.2026",
    "WAHR",
    "🐕 und 𝔘",
    "Zeile 1\nZeile 2\n\nZeile 4",
    " Blank davor und dahinter ",
    "a\xa0b",
    "x" * 3_900,
)


def nasty() -> Submission:
    """Return a hand-in in which every text is one that programs like to change."""
    plain = workbook_samples.with_processes()
    answers = [
        replace(a, note=NASTY[n % len(NASTY)], evidence=NASTY[(n + 5) % len(NASTY)])
        if n % 3 == 0
        else a
        for n, a in enumerate(plain.answers)
    ]
    services = [
        replace(s, title=NASTY[n % 12].strip() or s.title, remark=NASTY[(n + 3) % len(NASTY)])
        for n, s in enumerate(plain.services)
    ]
    measures = [Measure(f"m{n}", text, (f"L-{n:02}",)) for n, text in enumerate(NASTY[:10], 1)]
    extra = Subject("007", SubjectKind.SERVICE, "1.000", ("99000000000001", "99000000000002"),
                    "00123", "0815", "2/3", ("buerger", "unternehmen"), True, False)  # fmt: skip
    return replace(
        plain,
        services=(*services, extra),
        measures=tuple(measures),
        answers=tuple(answers),
        round=replace(plain.round, name="2. Erhebung „2026“", id="1e5"),
        submission_id="00012345",
    )


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory):
    """Return a function that lets LibreOffice save files in another format."""
    require_packages("soffice")
    profile = tmp_path_factory.mktemp("profile")

    def converted(*paths: Path, to: str = "xlsx") -> list[Path]:
        target = tmp_path_factory.mktemp("converted")
        subprocess.run(
            ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless",
             "--convert-to", to, "--outdir", str(target), *map(str, paths)],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        return [target / f"{path.stem}.{to}" for path in paths]

    return converted


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Submission], list[Path]]:
    folder = tmp_path_factory.mktemp("written")
    submissions = [
        workbook_samples.submission(notes=True),
        workbook_samples.with_processes(),
        replace(workbook_samples.submission(), services=(), measures=(), answers=()),
        nasty(),
    ]
    paths = [folder / f"hand-in {n}.xlsx" for n in range(len(submissions))]
    for submission, path in zip(submissions, paths, strict=True):
        write_submission(submission, workbook_samples.ALL, path)
    return submissions, paths


def without_name(found) -> Submission:
    (submission,) = found.submissions
    return replace(submission, file="")


def test_saved_by_libreoffice_it_is_the_same(written, converted, read):
    submissions, paths = written
    for submission, path, again in zip(submissions, paths, converted(*paths), strict=True):
        before, after = read(path), read(again)
        assert codes(before) == codes(after) == []
        assert without_name(after) == without_name(before)
        assert checksum(after.submissions[0]) == checksum(submission)


def test_collected_again_it_is_known_and_the_result_is_identical(
    written, converted, tmp_path, capsys
):
    path = written[1][0]
    (again,) = converted(path)

    def said(*arguments: object):
        code = run([*map(str, arguments), "--json"])
        assert code == 0
        return json.loads(capsys.readouterr().out)

    one, other = tmp_path / "one.selbstcheck", tmp_path / "other.selbstcheck"
    said("collect", one, path)
    said("collect", other, again)
    results, results_again = said("results", one), said("results", other)
    for found in (results, results_again):
        for department in found["departments"]:
            department["taken_at"] = ""
    assert results["services"]
    assert results_again == results
    assert said("collect", one, again)["files"][0]["taken"] == "known"


def test_saved_twice_and_as_a_libreoffice_file_it_has_the_same_answers(written, converted, read):
    _, paths = written
    through = converted(*converted(*paths[:2], to="ods"))
    for path, again in zip(paths[:2], through, strict=True):
        before, after = read(path), read(again)
        assert not after.refused
        assert after.submissions[0].answers == before.submissions[0].answers


def test_saved_by_openpyxl_it_is_the_same(written, tmp_path, read):
    _, paths = written
    for path in paths:
        before, after = read(path), read(Edited(path, tmp_path / path.name).save())
        assert codes(after) == []
        assert without_name(after) == without_name(before)


def test_an_old_or_other_format_is_named(written, converted, read):
    _, paths = written
    (ods,) = converted(paths[0], to="ods")
    (xls,) = converted(paths[0], to="xls")
    (csv,) = converted(paths[0], to="csv")
    assert [codes(read(path)) for path in (ods, xls, csv)] == [
        ["open-document"],
        ["old-format"],
        ["not-a-workbook"],
    ]
