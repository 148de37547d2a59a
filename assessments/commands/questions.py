"""`score`, `questionnaires`, `check-questionnaire`: questionnaires and answers without a store."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assessments.answer_values import is_date, judge_answers
from assessments.commands.parsing import add_json, print_json
from assessments.documents import rating_document, score_document
from assessments.errors import AssessmentError, Refused
from assessments.findings import LIMIT
from assessments.json_reading import read_json
from assessments.model import SubjectKind
from assessments.priorities import priority_in
from assessments.risks import risk_in
from assessments.scoring import judge, score_of
from assessments.statements import rating_lines, score_lines
from questionnaires import catalogue
from questionnaires.mistakes import DefinitionError
from questionnaires.reading import read_definition_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assessments.commands.parsing import Namespace, Subparsers
    from assessments.gates import Judgement
    from questionnaires.model import Questionnaire, Value


class Unusable(AssessmentError):
    """What was handed in cannot be used; the text says where, why and what to do."""


def register(subparsers: Subparsers) -> None:
    """Add the three commands."""
    parser = subparsers.add_parser("score", help="bewertet Antworten mit einem Fragebogen")
    parser.add_argument("questionnaire", metavar="FRAGEBOGEN", help="Kennung oder Datei")
    parser.add_argument("answers", metavar="ANSWERS.json", type=Path, help="Antworten als JSON")
    parser.add_argument(
        "--stichtag", metavar="JJJJ-MM-TT", type=_day, help="Tag, an dem gezählt wird; sonst heute"
    )
    add_json(parser)
    parser.set_defaults(run=_score)

    parser = subparsers.add_parser("questionnaires", help="nennt die mitgelieferten Fragebögen")
    add_json(parser)
    parser.set_defaults(run=_questionnaires)

    parser = subparsers.add_parser("check-questionnaire", help="prüft eine Fragebogen-Datei")
    parser.add_argument("file", metavar="FILE", type=Path, help="Datei mit einem Fragebogen")
    add_json(parser)
    parser.set_defaults(run=_check)


def _day(text: str) -> str:
    if not is_date(text):
        raise argparse.ArgumentTypeError(f"„{text}“ ist kein Datum wie 2026-11-30")
    return text


def _score(arguments: Namespace) -> int:
    questionnaire = _find(arguments.questionnaire)
    stichtag = arguments.stichtag or datetime.now().astimezone().date().isoformat()
    document = _read_answers(arguments.answers)
    several = isinstance(document, list)
    sets = _judged(questionnaire, document if isinstance(document, list) else [document], several)
    judged = [judge(questionnaire, values, stichtag) for values in sets]
    if not arguments.json:
        for place, one in enumerate(judged, 1):
            heading = [f"Antwortsatz {place}"] if several else []
            print("\n".join([*heading, *_lines(one), ""]))
        return 0
    documents = [_document(one) for one in judged]
    if several:
        _print_list(documents)
    else:
        print_json(documents[0])
    return 0


def _lines(judgement: Judgement) -> list[str]:
    questionnaire = judgement.plan.questionnaire
    lines = score_lines(questionnaire, score_of(judgement))
    if questionnaire.subject == SubjectKind.PROCESS:
        risk = risk_in(judgement)
        lines += rating_lines(risk, priority_in(judgement, risk))
    return lines


def _document(judgement: Judgement) -> dict[str, object]:
    questionnaire = judgement.plan.questionnaire
    document = score_document(questionnaire, score_of(judgement))
    if questionnaire.subject == SubjectKind.PROCESS:
        risk = risk_in(judgement)
        document |= rating_document(risk, priority_in(judgement, risk))
    return document


def _questionnaires(arguments: Namespace) -> int:
    editions = [catalogue.load(key) for key in catalogue.shipped()]
    if arguments.json:
        print_json([_edition(q) for q in editions])
        return 0
    for questionnaire in editions:
        numbers = [level.number for level in questionnaire.levels]
        count = len(questionnaire.questions)
        print(f"{questionnaire.key}  {questionnaire.title}")
        print(f"  {count} Fragen, Stufen {min(numbers)} bis {max(numbers)}")
    return 0


def _edition(questionnaire: Questionnaire) -> dict[str, object]:
    return {
        "id": questionnaire.id,
        "version": questionnaire.version,
        "title": questionnaire.title,
        "subject": questionnaire.subject,
        "fingerprint": questionnaire.fingerprint,
        "questions": len(questionnaire.questions),
        "levels": [{"number": x.number, "name": x.name} for x in questionnaire.levels],
    }


def _check(arguments: Namespace) -> int:
    file: Path = arguments.file
    try:
        questionnaire = _open(file)
    except DefinitionError as error:
        mistakes = error.mistakes
        if arguments.json:
            found = [{"path": m.path, "message": m.message, "remedy": m.remedy} for m in mistakes]
            print_json({"file": str(file), "ok": False, "mistakes": found})
        else:
            print("\n".join(_mistakes(error)))
        return 1
    if arguments.json:
        document = {"file": str(file), "ok": True, "mistakes": [], **_edition(questionnaire)}
        print_json(document)
    else:
        count = len(questionnaire.questions)
        print(f"„{file.name}“ ist in Ordnung: {questionnaire.key}, {count} Fragen.")
    return 0


def _mistakes(error: DefinitionError) -> list[str]:
    count = len(error.mistakes)
    name = Path(error.source).name
    places = "eine Stelle" if count == 1 else f"{count} Stellen"
    return [f"„{name}“: {places} zu ändern.", *(f"  {mistake}" for mistake in error.mistakes)]


def _find(name: str) -> Questionnaire:
    """Return a shipped edition by id or key, else the definition in a file."""
    try:
        return catalogue.load(name)
    except KeyError:
        pass
    if not Path(name).is_file() and not name.endswith(".toml"):
        shipped = ", ".join(dict.fromkeys(key.partition("@")[0] for key in catalogue.shipped()))
        raise Unusable(
            f"Den Fragebogen „{name}“ gibt es nicht. Mitgeliefert sind: {shipped}. "
            "Oder nennen Sie eine Datei."
        )
    try:
        return _open(Path(name))
    except DefinitionError as error:
        raise Unusable("\n".join(_mistakes(error))) from None


def _open(file: Path) -> Questionnaire:
    try:
        return read_definition_file(file)
    except OSError as error:
        raise Unusable(_unreadable(file, error)) from None


def _unreadable(file: Path, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return f"Die Datei „{file}“ gibt es nicht. Prüfen Sie Ordner und Namen."
    return f"Die Datei „{file}“ lässt sich nicht lesen. Prüfen Sie, ob Sie sie öffnen dürfen."


def _read_answers(file: Path) -> object:
    """Return what a JSON file holds; of any size, since thousands of answer sets are scored."""
    try:
        return read_json(file, largest=None)
    except Refused as error:
        found = error.findings[0]
        raise Unusable(f"„{file.name}“: {found.message} {found.remedy}") from None


def _judged(
    questionnaire: Questionnaire, sets: Sequence[object], several: bool
) -> list[dict[str, Value]]:
    """Return the values of all sets; Unusable names everything that is wrong with them."""
    judged, lines = [], []
    for place, one in enumerate(sets, 1):
        where = f"Antwortsatz {place}, " if several else ""
        if isinstance(one, dict):
            values, problems = judge_answers(questionnaire, one)
            judged.append(values)
            lines += [f"{where}Frage {p.field_id}: {p.message} {p.remedy}" for p in problems]
        else:
            lines.append(
                f"{where}Erwartet wird eine Liste von Fragen mit Antworten. "
                'Schreiben Sie sie so: {"O1": "allein"}.'
            )
    if lines:
        raise Unusable("\n".join(_at_most(lines)))
    return judged


def _at_most(lines: list[str]) -> Iterator[str]:
    yield from lines[:LIMIT]
    if len(lines) > LIMIT:
        yield f"… und {len(lines) - LIMIT} weitere."


def _print_list(documents: list[dict[str, object]]) -> None:
    """Print one document per line: a list of thousands stays quick and readable."""
    lines = ",\n".join(json.dumps(document, ensure_ascii=False) for document in documents)
    sys.stdout.write(f"[\n{lines}\n]\n" if documents else "[]\n")
