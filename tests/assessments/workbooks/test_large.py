"""Our own largest files pass every limit (contract 3.5)."""

from __future__ import annotations

from itertools import islice

import pytest

from assessments.consolidation import consolidate
from assessments.workbooks.city import Stamp, write_report
from assessments.workbooks.limits import MIB, Limits
from assessments.workbooks.reading import new_reader, read_workbooks
from assessments.workbooks.submissions import write_submission
from tests.cities import CONFORM, CREATED, QUESTIONNAIRES, hand_in, service, stored

ANSWERS = dict(islice(CONFORM.items(), 20))
REMARK = "Persönliches Erscheinen ist vorgeschrieben."


def department(number: int, services: int):
    return hand_in(
        f"Fachdienst {number}",
        [
            service(
                f"Leistung {n} des Fachdienstes {number}",
                ANSWERS,
                "99107023000000",
                theme="Bauen & Wohnen",
                ozg_id="10124",
                remark=REMARK,
            )
            for n in range(services)
        ],
    )


def test_a_city_of_5000_services_and_100000_answers(tmp_path):
    path = tmp_path / "city.xlsx"
    hand_ins = stored(*(department(n, 100) for n in range(50)))
    written = write_report(
        consolidate(hand_ins, QUESTIONNAIRES, authority="Stadt Jena"),
        path,
        Stamp(CREATED, "00000000-0000-4000-8000-000000000000"),
    )
    assert (written.services, written.answers) == (5_000, 100_000)
    with new_reader() as reader:
        (reply,) = reader.replies([path])
    assert reply.get("stopped") is None
    rows = {table["sheet_key"]: len(table["rows"]) for table in reply["tables"]}
    assert rows["Leistungen"] == 5_000
    assert rows["Antworten"] == 100_000
    assert rows["Abgaben"] == 50
    assert reader.peak < Limits().memory_bytes / 2


@pytest.mark.parametrize("services", [1, 500])
def test_a_department_with_many_services(services, tmp_path):
    path = tmp_path / "hand-in.xlsx"
    given = department(1, services)
    write_submission(given, QUESTIONNAIRES, path)
    (found,) = read_workbooks([path], QUESTIONNAIRES)
    assert found.findings == ()
    assert found.answers == len(given.answers)
    assert path.stat().st_size < 2 * MIB
