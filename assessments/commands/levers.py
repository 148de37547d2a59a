"""`levers` and `scenario`: what lifts most, and what would be if (contract 4.1, 4.3)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assessments.actions import files
from assessments.actions.reporting import consolidated
from assessments.answer_values import Problem, check_value
from assessments.commands.lever_lines import lever_lines, scenario_lines
from assessments.commands.parsing import add_json, add_scope, print_json
from assessments.consolidation import Choice
from assessments.errors import AssessmentError, UnknownCriterion
from assessments.key_figures import of_city
from assessments.lever_documents import levers_document, scenario_document
from assessments.lever_subjects import questionnaire_for
from assessments.levers import levers
from assessments.scenarios import Wish, scenario
from questionnaires import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assessments.commands.parsing import Namespace, Parser, Subparsers
    from assessments.consolidation import Consolidation
    from assessments.key_figures import Rated
    from questionnaires.model import Questionnaire


class Unusable(AssessmentError):
    """An answer that a question does not have; the text says which ones there are."""


def register(subparsers: Subparsers) -> None:
    """Add the two commands."""
    parser = subparsers.add_parser("levers", help="zeigt, was die meisten Leistungen hebt")
    _add_file(parser)
    parser.add_argument("--level", metavar="N", type=int, help="Stufe, die erreicht werden soll")
    parser.add_argument(
        "--at-least", metavar="K", type=int,
        help="so viele sollen die Stufe erreichen; sonst alle, denen Kriterien dazu reichen",
    )  # fmt: skip
    parser.set_defaults(run=_levers)

    parser = subparsers.add_parser("scenario", help="rechnet vor, was erfüllte Kriterien ändern")
    _add_file(parser)
    parser.add_argument(
        "--fulfil", metavar="QUESTION[=CODE]", nargs="+", action="extend", required=True,
        help="Fragen, die als erfüllt gelten, oder Antworten, die gesetzt werden",
    )  # fmt: skip
    parser.set_defaults(run=_scenario)


def _add_file(parser: Parser) -> None:
    parser.add_argument(
        "store", metavar="DATA-or-STORE.selbstcheck", type=Path,
        help="Datei eines Fachdienstes oder Bestand des ZPPM",
    )  # fmt: skip
    parser.add_argument("--questionnaire", metavar="ID", default="", help="Fragebogen (Kennung)")
    add_scope(parser)
    add_json(parser)


def _city(arguments: Namespace) -> Consolidation:
    choice = Choice(arguments.round, arguments.department, arguments.theme, arguments.authority)
    with files.open_file(arguments.store, datetime.now().astimezone()) as store:
        return consolidated(store, choice)


def _levers(arguments: Namespace) -> int:
    city = _city(arguments)
    rated = of_city(city)
    questionnaire = questionnaire_for(rated, arguments.questionnaire)
    found = levers(rated, questionnaire, arguments.level, arguments.at_least)
    if arguments.json:
        print_json(levers_document(found))
    else:
        print("\n".join(lever_lines(city, found)))
    return 0


def _scenario(arguments: Namespace) -> int:
    city = _city(arguments)
    rated = of_city(city)
    named = [part.partition("=") for part in arguments.fulfil]
    asked = _asking(rated, [question for question, _, _ in named], arguments.questionnaire)
    wishes = [_wish(asked, question, code if sign else None) for question, sign, code in named]
    found = scenario(rated, asked, wishes)
    if arguments.json:
        print_json(scenario_document(found))
    else:
        print("\n".join(scenario_lines(city, found)))
    return 0


def _asking(rated: Rated, names: Sequence[str], wanted: str) -> Questionnaire:
    """Return the questionnaire that has these questions: the one wanted, one in use, any."""
    if wanted:
        return questionnaire_for(rated, wanted)
    for questionnaire in _candidates(rated):
        if all(n in questionnaire.questions or n in questionnaire.fields for n in names):
            return questionnaire
    return questionnaire_for(rated)


def _candidates(rated: Rated) -> Iterator[Questionnaire]:
    used = {s.questionnaire.id for s in (*rated.services, *rated.processes)}
    for questionnaire_id in sorted(used):
        yield questionnaire_for(rated, questionnaire_id)
    for key in reversed(catalogue.shipped()):
        yield catalogue.load(key)


def _wish(questionnaire: Questionnaire, question: str, code: str | None) -> Wish:
    if code is None:
        return Wish(question)
    field = questionnaire.fields.get(question)
    if field is None:
        raise UnknownCriterion(question, tuple(questionnaire.fields))
    value = check_value(field, code)
    if isinstance(value, Problem):
        raise Unusable(f"{value.message} {value.remedy}")
    if value is None:
        raise Unusable(
            f"Nach „{question}=“ fehlt die Antwort. Ohne „=“ gilt die Frage als erfüllt."
        )
    return Wish(question, value)
