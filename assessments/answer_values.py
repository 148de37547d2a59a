"""One judgement of answers for every door: window, answer file, workbook, command.

A value is judged against its field, then the answers of one subject against each other. What is
refused is named with place and remedy; nothing is guessed (`3,5` never becomes 35).
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from assessments.gates import Judgement
from assessments.plans import plan_of
from assessments.text import LIMIT, clean_identifier, clean_text, is_blank, utf16_length
from questionnaires.conditions import Absent
from questionnaires.model import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from questionnaires.model import Field, Questionnaire, Value

# At most two places: „1.000“ may mean a thousand, and nothing is guessed.
_NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d{1,2})?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_LARGEST = 10**12
"""No count of a city comes near; Excel keeps 15 digits."""
_ANY_DAY = "1900-01-01"
"""Whether a number is asked hangs on answers, not on the day."""
_FIRST_YEAR = 1900
"""Excel knows no date before."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a value is refused. `code` as in `assessments.findings`; the texts are German."""

    code: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class AnswerProblem:
    """A problem and the field it belongs to."""

    field_id: str
    message: str
    remedy: str
    code: str


def check_value(field: Field, raw: object) -> Value | Problem | None:
    """Return the value to store, None for "not answered", or what is wrong.

    `raw` is what JSON or a cell holds: text, number, list of texts. Not answered are None, an
    empty list and a text of blanks. Codes are read without blanks around them, capitals count;
    a number may arrive as its text (`"3"`, `"3.0"`) and a code of digits as a number.
    """
    if raw is None or raw in ("", [], ()) or (isinstance(raw, str) and is_blank(raw)):
        return None
    return _CHECKS[field.kind](field, raw)


def judge_answers(
    questionnaire: Questionnaire, raw: Mapping[str, object]
) -> tuple[dict[str, Value], tuple[AnswerProblem, ...]]:
    """Return the values to store by field id, in the order given, and all problems.

    With problems the values are those that are right by themselves.
    """
    values: dict[str, Value] = {}
    problems: list[AnswerProblem] = []
    for field_id, given in raw.items():
        field = questionnaire.fields.get(field_id)
        checked = check_value(field, given) if field else _unknown_question(field_id)
        if isinstance(checked, Problem):
            problems.append(_at(field_id, checked))
        elif checked is not None:
            values[field_id] = checked
    problems += _against_each_other(questionnaire, values)
    return values, tuple(problems)


def check_answers(
    questionnaire: Questionnaire, values: Mapping[str, object]
) -> tuple[AnswerProblem, ...]:
    """Return everything that is wrong with the answers of one subject."""
    return judge_answers(questionnaire, values)[1]


def shown(raw: object) -> str:
    """Return a refused value as a message may quote it: short, one line, German quotes."""
    text = clean_identifier(_as_written(raw), 200)
    return f"„{text if len(text) <= 40 else text[:39] + '…'}“"


def _as_written(raw: object) -> str:
    """Return a value as its author knows it: numbers with a comma, the rest as JSON has it."""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, float) and math.isfinite(raw):
        return _plain(raw)
    return json.dumps(raw, ensure_ascii=False, default=str)


def _at(field_id: str, problem: Problem) -> AnswerProblem:
    return AnswerProblem(field_id, problem.message, problem.remedy, problem.code)


def _unknown_question(field_id: str) -> Problem:
    return Problem(
        "unknown-question",
        f"Die Frage {shown(field_id)} gibt es in diesem Fragebogen nicht.",
        "Prüfen Sie die Kennung der Frage.",
    )


def _unknown_code(field: Field, raw: object) -> Problem:
    return Problem(
        "unknown-code",
        f"Die Antwort {shown(raw)} gibt es bei Frage {field.id} nicht.",
        f"Möglich sind: {', '.join(o.code for o in field.options)}.",
    )


def _wrong_kind(field: Field, raw: object, wanted: str) -> Problem:
    return Problem(
        "wrong-kind",
        f"Bei Frage {field.id} steht {shown(raw)}.",
        f"Erwartet wird {wanted}.",
    )


def _as_number(raw: object) -> int | float | None:
    """Return a finite number, whole ones as int; None for anything else."""
    if isinstance(raw, bool):
        return None
    if isinstance(raw, int):
        return raw
    if isinstance(raw, float) and math.isfinite(raw):
        return int(raw) if raw.is_integer() else raw
    return None


def _as_code(raw: object) -> str | None:
    """Return a text that may be a code; digits may arrive as a number."""
    if isinstance(raw, str):
        return clean_identifier(raw)
    number = _as_number(raw)
    return str(number) if isinstance(number, int) else None


def _one_code(field: Field, raw: object) -> str | Problem:
    code = _as_code(raw)
    if code is None:
        return _wrong_kind(field, raw, "eine einzelne Antwort")
    return code if field.option(code) else _unknown_code(field, raw)


def _codes(field: Field, raw: object) -> tuple[str, ...] | Problem | None:
    parts: list[object]
    if isinstance(raw, str):
        parts = [p for p in raw.split(";") if not is_blank(p)]
    else:
        parts = list(raw) if isinstance(raw, list | tuple) else [raw]
    codes: list[str] = []
    for part in parts:
        code = _one_code(field, part)
        if isinstance(code, Problem):
            return code
        if code in codes:
            return Problem(
                "code-twice",
                f"Bei Frage {field.id} steht die Antwort {shown(code)} zweimal.",
                "Lassen Sie sie nur einmal stehen.",
            )
        codes.append(code)
    return _without_exclusive(field, tuple(codes))


def _without_exclusive(field: Field, codes: tuple[str, ...]) -> tuple[str, ...] | Problem | None:
    alone = next((o for o in field.options if o.exclusive and o.code in codes), None)
    if alone and len(codes) > 1:
        return Problem(
            "exclusive-code",
            f"Bei Frage {field.id} steht {shown(alone.code)} zusammen mit anderen Antworten.",
            f"Lassen Sie nur {shown(alone.code)} oder nur die anderen stehen.",
        )
    return codes or None


def _number(field: Field, raw: object) -> int | float | str | Problem:
    if isinstance(raw, str):
        text = clean_identifier(raw)
        if field.option(text):
            return text
        raw = float(text) if _NUMBER.fullmatch(text) else raw
    number = _as_number(raw)
    if number is None or (field.whole and not isinstance(number, int)):
        return _wrong_kind(field, raw, "eine ganze Zahl" if field.whole else "eine Zahl")
    return _in_bounds(field, number)


def _in_bounds(field: Field, number: int | float) -> int | float | Problem:
    low = -_LARGEST if field.minimum is None else field.minimum
    high = _LARGEST if field.maximum is None else field.maximum
    if low <= number <= high:
        return number
    return Problem(
        "out-of-range",
        f"Die Zahl {shown(number)} passt nicht zu Frage {field.id}.",
        f"Möglich sind Zahlen von {_plain(low)} bis {_plain(high)}.",
    )


def _date(field: Field, raw: object) -> str | Problem:
    if not isinstance(raw, str):
        return _wrong_kind(field, raw, "ein Datum wie 2026-03-31")
    text = clean_identifier(raw)
    day = _as_date(text)
    if field.option(text) or (day and day.year >= _FIRST_YEAR):
        return text
    if day:
        message = f"Das Datum {shown(raw)} bei Frage {field.id} liegt zu weit zurück."
        return Problem("out-of-range", message, "Prüfen Sie das Jahr.")
    message = f"Bei Frage {field.id} ist {shown(raw)} kein Datum."
    remedy = "Schreiben Sie es als Jahr-Monat-Tag, zum Beispiel 2026-03-31."
    return Problem("no-date", message, remedy)


def _as_date(text: str) -> date | None:
    if not _DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def is_date(text: str) -> bool:
    """Return whether a text is an ISO date (`2026-03-31`) that the calendar has."""
    return _as_date(text) is not None


def _text(field: Field, raw: object) -> str | Problem | None:
    if not isinstance(raw, str):
        return _wrong_kind(field, raw, "ein Text")
    text = clean_text(raw, _LARGEST)
    problem = check_length(f"Frage {field.id}", text)
    return problem or (None if is_blank(text) else text)


def check_length(place: str, text: str) -> Problem | None:
    """Return a problem where a text is longer than can be stored; nothing is cut unasked."""
    if utf16_length(text) <= LIMIT:
        return None
    return Problem(
        "text-too-long",
        f"Der Text bei {place} ist zu lang.",
        f"Kürzen Sie ihn auf höchstens {LIMIT} Zeichen.",
    )


def _group(field: Field, _raw: object) -> Problem:
    return Problem(
        "no-value",
        f"Frage {field.id} hat selbst keine Antwort.",
        "Beantworten Sie ihre Teilfragen.",
    )


_CHECKS: Mapping[Kind, Callable[[Field, object], Value | Problem | None]] = {
    Kind.SINGLE: _one_code,
    Kind.MULTI: _codes,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.TEXT: _text,
    Kind.GROUP: _group,
}


def _against_each_other(
    questionnaire: Questionnaire, values: Mapping[str, Value]
) -> list[AnswerProblem]:
    """Return numbers above another answer that bounds them.

    A hidden question never counts: nobody could mend an answer that is not shown.
    """
    problems = []
    for field_id, value in values.items():
        bound = questionnaire.fields[field_id].maximum_field
        highest = values.get(bound) if bound else None
        if not (isinstance(value, int | float) and isinstance(highest, int | float)):
            continue
        if value > highest and not _is_hidden(questionnaire, values, field_id):
            problems.append(
                AnswerProblem(
                    field_id,
                    f"{field_id} ist mit {_plain(value)} größer als {bound} mit {_plain(highest)}.",
                    "Prüfen Sie beide Zahlen.",
                    "above-other-answer",
                )
            )
    return problems


def _is_hidden(questionnaire: Questionnaire, values: Mapping[str, Value], field_id: str) -> bool:
    judgement = Judgement(plan_of(questionnaire), values, _ANY_DAY, questionnaire.default_settings)
    return judgement.find(field_id) is Absent.HIDDEN


def _plain(number: float) -> str:
    return str(number).replace(".", ",") if number != int(number) else str(int(number))
