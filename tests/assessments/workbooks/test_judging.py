"""Cells become the hand-in that was written, or findings that say what and where."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessments.checksum import checksum
from assessments.findings import LIMIT, Severity
from assessments.workbooks.layout import Art
from assessments.workbooks.reading import read_workbooks
from assessments.workbooks.submissions import write_submission
from tests import workbook_samples
from tests.assessments.workbooks.editing import FIRST, Edited, codes, few, only, place, plain_city


def as_read(submission, path):
    """Return a hand-in as reading gives it back: in the order of the sheet, with its file."""
    return replace(submission, answers=in_order(submission), file=path.name)


def in_order(submission):
    subjects = [s.id for s in (*submission.services, *submission.processes)]
    subjects.append(submission.department.id)
    fields = {
        (key, field_id): n
        for key, questionnaire in workbook_samples.ALL.items()
        for n, field_id in enumerate(questionnaire.fields)
    }
    return tuple(
        sorted(
            submission.answers,
            key=lambda a: (subjects.index(a.subject_id), fields[a.questionnaire, a.field]),
        )
    )


@pytest.mark.parametrize(
    "submission",
    [
        workbook_samples.submission(),
        workbook_samples.submission(notes=True),
        workbook_samples.with_processes(),
        replace(workbook_samples.submission(), services=(), measures=(), answers=()),
        replace(workbook_samples.submission(), answers=()),
    ],
    ids=["services", "with notes", "with processes", "empty", "without answers"],
)
def test_what_was_handed_in_comes_back(submission, tmp_path, read):
    path = tmp_path / "hand-in.xlsx"
    write_submission(submission, workbook_samples.ALL, path)
    found = read(path)
    assert found.findings == ()
    assert found.kind is Art.DEPARTMENT
    assert found.submissions == (as_read(submission, path),)
    assert checksum(found.submissions[0]) == checksum(submission)


def test_the_rows_are_counted(hand_in_file, read):
    found, given = read(hand_in_file), workbook_samples.with_processes()
    assert (found.services, found.processes, found.measures) == (15, 9, 4)
    assert found.answers == len(given.answers)


def test_settings_of_the_round_come_back_typed(tmp_path, read):
    settings = {"ozg-rm-1.1.mindestzahl_antraege": 30, "ozg-rm-1.1.mindesttage": 120}
    given = workbook_samples.submission()
    given = replace(given, round=replace(given.round, settings=settings))
    path = tmp_path / "hand-in.xlsx"
    write_submission(given, workbook_samples.ALL, path)
    found = read(path)
    assert found.findings == ()
    assert found.submissions[0].round.settings == settings


def test_several_files_in_the_order_given(hand_in_file, tmp_path, reader):
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK")
    paths = [hand_in_file, broken, hand_in_file, tmp_path / "gone.xlsx"]
    steps = []
    found = list(
        read_workbooks(
            paths, workbook_samples.ALL, lambda done, total: steps.append((done, total)),
            reader=reader,
        )
    )  # fmt: skip
    assert [f.path for f in found] == paths
    assert [f.refused for f in found] == [False, True, False, True]
    assert steps == [(n, 4) for n in range(5)]


class TestRemarks:
    """What is worth knowing refuses nothing."""

    def test_a_level_that_somebody_edited(self, edited: Edited, read):
        row = edited.put("Leistungen", FIRST, "Reifegrad", 4)
        found = read(edited.save())
        remark = only(found, "level-differs")
        assert place(remark) == ("Leistungen", row, "Reifegrad")
        assert remark.severity is Severity.REMARK
        assert "„4“" in remark.message
        assert not found.refused

    @pytest.mark.parametrize("value", ["drei", None, 2.5])
    def test_a_level_that_is_none(self, value, edited: Edited, read):
        edited.put("Prozesse", FIRST, "Stufe möglich", value)
        assert codes(read(edited.save())) == ["level-differs"]

    def test_a_level_where_none_is_computed(self, edited: Edited, read):
        answer = edited.row_of("Antworten", Gegenstand_ID="L-01", Frage="O1")
        edited.put("Antworten", answer, "Wert", "anderer_fd")
        edited.put("Leistungen", FIRST, "Reifegrad", "drei")
        remarks = [f for f in read(edited.save()).findings if f.code == "level-differs"]
        assert [f.column for f in remarks] == ["Reifegrad", "Reifegrad möglich"]
        assert all("keine Stufe" in f.message for f in remarks)

    @pytest.mark.parametrize("value", ["2", 2.0, " 2\xa0"])
    def test_the_same_level_written_otherwise(self, value, edited: Edited, read):
        row = edited.row_of("Leistungen", Reifegrad=2)
        edited.put("Leistungen", row, "Reifegrad", value)
        assert codes(read(edited.save())) == []

    def test_an_answer_changed_after_the_export(self, edited: Edited, read):
        row = edited.row_of("Antworten", Gegenstand_ID="L-01", Frage="EE3")
        edited.put("Antworten", row, "Wert", 3)
        remark = only(read(edited.save()), "changed-after-export")
        assert remark.sheet == "Metadaten"
        assert remark.column == "Wert"

    def test_a_check_sum_that_is_gone(self, edited: Edited, read):
        edited.entry("pruefsumme", None)
        found = read(edited.save())
        assert codes(found) == ["changed-after-export"]
        assert not found.refused

    def test_an_empty_value_is_open(self, edited: Edited, read):
        row = edited.row_of("Antworten", Gegenstand_ID="L-01", Frage="O19")
        edited.put("Antworten", row, "Wert", None)
        found = read(edited.save())
        remark = next(f for f in found.findings if f.code == "empty-value")
        assert place(remark) == ("Antworten", row, "Wert")
        assert "O19" not in found.submissions[0].values_of("L-01")

    def test_a_service_without_a_name_shows_its_id(self, edited: Edited, read):
        edited.put("Leistungen", FIRST, "Leistung", "\u200b ")
        found = read(edited.save())
        assert "no-title" in codes(found)
        assert found.submissions[0].services[0].title == "L-01"

    def test_a_word_that_is_none_of_the_fixed_ones(self, edited: Edited, read):
        edited.put("Leistungen", FIRST, "Fokusleistung", "vielleicht")
        edited.put("Maßnahmen", FIRST, "Aufwand", "riesig")
        found = read(edited.save())
        assert codes(found).count("unknown-word") == 2
        assert found.submissions[0].services[0].focus is None
        assert found.submissions[0].measures[0].effort == ""

    def test_head_counts_never_leave_the_department(self, edited: Edited, read):
        row = edited.row_of("Antworten", Gegenstand_ID="P-01", Frage="P1")
        edited.put("Antworten", row, "Frage", "WS1")
        found = read(edited.save())
        assert "kept-in-house" in codes(found)
        assert "WS1" not in found.submissions[0].values_of("P-01")

    def test_head_counts_asked_of_a_service_are_a_question_nobody_knows(self, edited: Edited, read):
        row = edited.row_of("Antworten", Gegenstand_ID="L-01", Frage="O1")
        edited.put("Antworten", row, "Frage", "WS1")
        assert "unknown-question" in codes(read(edited.save()))


class TestMany:
    """At most a hundred findings are reported; what refuses comes first."""

    @pytest.fixture
    def edited(self, hand_in_file, tmp_path):
        return Edited(hand_in_file, tmp_path / hand_in_file.name)

    def test_the_rest_is_counted(self, edited: Edited, read):
        rows = range(FIRST, FIRST + 150)
        for row in rows:
            edited.put("Antworten", row, "Wert", "nirgends")
        found = read(edited.save())
        assert len(found.findings) == LIMIT
        assert len(found.findings) + found.more >= 150

    def test_what_refuses_is_not_crowded_out(self, edited: Edited, read):
        for row in range(FIRST, FIRST + 150):
            edited.put("Antworten", row, "Wert", None)
        edited.put("Antworten", FIRST + 160, "Frage", "O99")
        found = read(edited.save())
        assert found.findings[0].code == "unknown-question"
        assert found.findings[1].code == "empty-value"
        assert found.refused
        assert found.more == 51

    def test_a_file_open_in_excel_is_one_more(self, edited: Edited, read):
        for row in range(FIRST, FIRST + 120):
            edited.put("Antworten", row, "Wert", "nirgends")
        path = edited.save()
        without = read(path)
        path.with_name(f"~${path.name}").touch()
        with_lock = read(path)
        assert with_lock.findings == without.findings
        assert with_lock.more == without.more + 1

    def test_formulas_by_the_thousand(self, edited: Edited, read):
        sheet = edited.sheet("Antworten")
        for row in range(sheet.max_row + 1, sheet.max_row + 1_501):
            edited.put("Antworten", row, "Wert", "=1+1")
        found = read(edited.save())
        assert set(codes(found)) == {"formula"}
        assert len(found.findings) + found.more == 1_500


@pytest.fixture(scope="module")
def submissions():
    first = few()
    second = replace(
        first,
        department=replace(first.department, id="standesamt", name="Standesamt"),
        submission_id="0d5a6a3c-3f8e-4f51-8a55-5a6a7d1f0c11",
        number=3,
    )
    answers = [
        replace(a, subject_id="standesamt") if a.subject_id == "buergerservice" else a
        for a in second.answers
    ]
    return first, replace(second, answers=tuple(answers))


@pytest.fixture(scope="module")
def city_file(submissions, tmp_path_factory):
    return plain_city(submissions, tmp_path_factory.mktemp("city") / "city.xlsx")


@pytest.fixture
def city(city_file, tmp_path):
    return Edited(city_file, tmp_path / city_file.name)


class TestCity:
    """A city workbook is many hand-ins, each judged like a file of its own."""

    def test_every_hand_in_comes_back(self, submissions, city_file, read):
        found = read(city_file)
        assert found.findings == ()
        assert found.kind is Art.CITY
        for got, given in zip(found.submissions, submissions, strict=True):
            assert checksum(got) == checksum(given)
            assert got.answers == in_order(given)
            assert got.file == "city.xlsx"
        assert found.services == 6

    def test_ids_may_be_the_same_in_two_hand_ins(self, city_file, read):
        found = read(city_file)
        assert found.submissions[0].services[0].id == found.submissions[1].services[0].id

    def test_an_id_twice_within_one(self, city, read):
        city.put("Leistungen", FIRST + 1, "Leistung-ID", "L-01")
        finding = next(f for f in read(city.save()).findings if f.code == "id-twice")
        assert place(finding) == ("Leistungen", FIRST + 1, "Leistung-ID")
        assert str(FIRST) in finding.message

    def test_rows_without_a_hand_in_carry_nothing(self, city, read):
        last = city.sheet("Leistungen").max_row + 1
        city.put("Leistungen", last, "Leistung", "Erwartet, aber nicht abgegeben")
        city.put("Abgaben", FIRST + 2, "Fachdienst", "Erwartet")
        found = read(city.save())
        assert found.findings == ()
        assert found.services == 6

    @pytest.mark.parametrize(
        ("sheet", "code"),
        [("Leistungen", "unknown-submission"), ("Antworten", "unknown-submission")],
    )
    def test_rows_of_a_hand_in_that_is_not_listed(self, sheet, code, city, read):
        city.put(sheet, FIRST, "Abgabe-ID", "somebody-else")
        finding = next(f for f in read(city.save()).findings if f.code == code)
        assert place(finding) == (sheet, FIRST, "Abgabe-ID")

    def test_an_answer_of_no_hand_in(self, city, read):
        city.put("Antworten", FIRST, "Abgabe-ID", None)
        assert "missing-id" in codes(read(city.save()))

    def test_without_its_list_it_is_refused(self, city, read):
        del city.workbook["Abgaben"]
        found = read(city.save())
        assert codes(found) == ["missing-submissions"]
        assert found.refused

    def test_with_an_empty_list_it_is_refused(self, city, read):
        city.sheet("Abgaben").delete_rows(FIRST, 5)
        assert "no-submission" in codes(read(city.save()))

    def test_the_same_hand_in_listed_twice(self, submissions, tmp_path, read):
        path = plain_city(submissions[:1], tmp_path / "city.xlsx")
        city = Edited(path, path)
        for cell in city.sheet("Abgaben")[FIRST]:
            city.sheet("Abgaben").cell(FIRST + 1, cell.column, cell.value)
        finding = only(read(city.save()), "id-twice")
        assert place(finding) == ("Abgaben", FIRST + 1, "Abgabe-ID")

    @pytest.mark.parametrize(
        ("heading", "value", "code"),
        [
            ("Abgabe-Nummer", 0, "wrong-number"),
            ("Abgabe-Nummer", None, "missing-entry"),
            ("Stichtag", "30.11.2026", "no-date"),
            ("Runde-ID", None, "missing-entry"),
            ("Fragebögen", "ozg-rm-9@1", "unknown-questionnaire"),
            ("Einstellungen", "ozg-rm-1.1.unbekannt=3", "unknown-setting"),
            ("Einstellungen", "ozg-rm-1.1.mindesttage=drei", "wrong-setting"),
            ("Erstellt am", "gestern", "no-time"),
        ],
    )
    def test_a_listed_hand_in_is_judged_too(self, heading, value, code, city, read):
        city.put("Abgaben", FIRST + 1, heading, value)
        finding = only(read(city.save()), code)
        assert place(finding) == ("Abgaben", FIRST + 1, heading)
