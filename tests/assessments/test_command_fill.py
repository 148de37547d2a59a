"""`selbstcheck fill` and `dump`, as a script calls them."""

from __future__ import annotations

import json

import pytest

from assessments.commands import run
from assessments.findings import LIMIT

HEAD = {
    "format": "selbstcheck-antworten",
    "formatversion": 1,
    "department": "Bürgerservice",
    "round": "2. Erhebung",
    "stichtag": "2026-11-30",
}


@pytest.fixture
def data(tmp_path):
    return tmp_path / "a.selbstcheck"


@pytest.fixture
def answers(tmp_path):
    """Write an answer file and return its path."""

    def write(**rest):
        path = tmp_path / "antworten.json"
        path.write_text(json.dumps({**HEAD, **rest}, ensure_ascii=False), encoding="utf-8")
        return path

    return write


def command(capsys, *arguments):
    code = run([str(a) for a in arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_filling_says_what_was_taken_in(capsys, data, answers):
    file = answers(services=[{"title": "Pass", "answers": {"O1": "allein"}}])
    code, out, err = command(capsys, "fill", data, file)
    counts = "1 Leistung, 0 Prozesse, 0 Maßnahmen und 1 Antwort"
    assert (code, err) == (0, "")
    assert out == f"Bürgerservice, 2. Erhebung: {counts} übernommen.\n"


def test_filling_as_json(capsys, data, answers):
    file = answers(services=[{"title": "Pass", "leika": ["1"], "answers": {"O1": "allein"}}])
    code, out, err = command(capsys, "fill", data, file, "--json")
    document = json.loads(out)
    (finding,) = document.pop("findings")
    assert (code, err) == (0, "")
    assert document == {
        "department": "Bürgerservice",
        "round": "2. Erhebung",
        "services": 1,
        "processes": 0,
        "measures": 0,
        "answers": 1,
        "more_findings": 0,
    }
    assert finding["severity"] == "remark"
    assert finding["column"] == "services[0].leika"
    assert set(finding) == {"code", "severity", "sheet", "row", "column", "message", "remedy"}


def test_a_refusal_names_place_and_remedy(capsys, data, answers):
    file = answers(services=[{"title": "Pass", "answers": {"O1": "ja"}}])
    code, out, err = command(capsys, "fill", data, file)
    assert (code, out) == (1, "")
    assert err == (
        "„antworten.json“ wurde nicht übernommen:\n"
        "  services[0].answers.O1: Die Antwort „ja“ gibt es bei Frage O1 nicht. Möglich sind: "
        "allein, gemeinsam, anderer_fd, nicht_stadt, weggefallen, weiss_nicht.\n"
    )
    assert not data.exists()


def test_a_refusal_as_json(capsys, data, answers):
    file = answers(services=[{"title": "Pass", "answers": {"O1": "ja"}}])
    code, out, err = command(capsys, "fill", data, file, "--json")
    document = json.loads(out)
    assert (code, err) == (1, "")
    assert (document["department"], document["services"]) == ("Bürgerservice", 0)
    assert document["findings"][0]["code"] == "unknown-code"
    assert not data.exists()


def test_no_json_at_all_is_refused_as_json_too(capsys, data, tmp_path):
    file = tmp_path / "kaputt.json"
    file.write_text("{")
    code, out, _ = command(capsys, "fill", data, file, "--json")
    assert code == 1
    assert json.loads(out)["findings"][0]["code"] == "no-json"


def test_a_hundred_findings_are_told_and_the_rest_counted(capsys, data, answers):
    many = [{"title": f"S{n}", "answers": {"O1": "ja"}} for n in range(LIMIT + 5)]
    code, out, _ = command(capsys, "fill", data, answers(services=many), "--json")
    document = json.loads(out)
    assert (code, len(document["findings"]), document["more_findings"]) == (1, LIMIT, 5)
    _, _, err = command(capsys, "fill", data, answers(services=many))
    assert err.endswith("  … und 5 weitere.\n")
    assert err.count("\n") == LIMIT + 2


def test_a_dump_is_an_answer_file_on_standard_output(capsys, data, answers, tmp_path):
    command(
        capsys, "fill", data, answers(services=[{"title": "Pass", "answers": {"O1": "allein"}}])
    )
    code, out, err = command(capsys, "dump", data)
    assert (code, err) == (0, "")
    assert json.loads(out)["services"][0]["answers"] == {"O1": "allein"}
    target = tmp_path / "sicher.json"
    code, words, _ = command(capsys, "dump", data, "--out", target)
    assert (code, words) == (0, f"Alle Antworten stehen in „{target}“.\n")
    assert target.read_text(encoding="utf-8") == out
    other = tmp_path / "b.selbstcheck"
    assert command(capsys, "fill", other, target)[0] == 0
    assert command(capsys, "dump", other)[1] == out


def test_a_round_that_is_not_there_is_named(capsys, data, answers):
    command(capsys, "fill", data, answers())
    assert command(capsys, "dump", data, "--round", "r9") == (
        1,
        "",
        "Die Runde „r9“ gibt es in dieser Datei nicht. Möglich sind: 2-erhebung.\n",
    )
    assert command(capsys, "dump", data, "--round", "2-erhebung")[0] == 0


def test_a_file_that_is_not_there_is_named_and_not_made(capsys, data):
    assert command(capsys, "dump", data) == (
        1,
        "",
        "Die Datei „a.selbstcheck“ gibt es nicht. Prüfen Sie Ordner und Namen.\n",
    )
    assert not data.exists()


def test_a_file_of_somebody_else_is_left_alone(capsys, data, answers):
    data.write_text("keine Datenbank")
    for arguments in (("fill", data, answers()), ("dump", data)):
        code, _, err = command(capsys, *arguments)
        assert code == 1
        assert "ist keine Selbstcheck-Datei" in err
    assert data.read_text() == "keine Datenbank"


def test_a_place_that_cannot_be_written_is_named(capsys, data, answers, tmp_path):
    command(capsys, "fill", data, answers())
    code, out, err = command(capsys, "dump", data, "--out", tmp_path / "weg" / "a.json")
    assert (code, out) == (1, "")
    assert err.startswith("„a.json“ ist nicht gespeichert.")


@pytest.mark.parametrize("arguments", [["fill"], ["fill", "a"], ["dump", "a", "--new-round"]])
def test_wrong_usage(capsys, arguments):
    with pytest.raises(SystemExit) as caught:
        run(arguments)
    assert caught.value.code == 2
    assert "Aufruf: selbstcheck" in capsys.readouterr().err
