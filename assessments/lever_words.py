"""Sentences about levers and scenarios, for the window and the command line alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessments.german import counted, listed, number

if TYPE_CHECKING:
    from assessments.lever_sets import SmallestSet
    from assessments.levers import Lever, Levers
    from assessments.scenarios import Scenario
    from questionnaires.model import Questionnaire

_NOUNS = {"service": ("Leistung", "Leistungen"), "process": ("Prozess", "Prozesse")}
_SUBJECT = ("Gegenstand", "Gegenstände")

OWN = "Das können wir selbst"
OTHERS = "Dafür brauchen wir andere"


def noun(questionnaire: Questionnaire) -> tuple[str, str]:
    """Return what the subjects are called, one and many."""
    return _NOUNS.get(questionnaire.subject, _SUBJECT)


def level_word(questionnaire: Questionnaire, level: int) -> str:
    """Return a level as it is called: „Stufe 3“, or „D4“ on the ladder of processes."""
    return f"D{level}" if questionnaire.subject == "process" else f"Stufe {level}"


def criterion_name(questionnaire: Questionnaire, question_id: str, level: int) -> str:
    """Return the short name of a criterion as it is met for a level („Online-Dienst“)."""
    question = questionnaire.questions.get(question_id)
    if question is None:
        return question_id
    shorts = [gate.short for gate in question.gates if gate.level <= level]
    return shorts[-1] if shorts else question.main.label


def reached_sentence(found: Levers) -> str:
    """Return how many subjects are at the level today."""
    return f"{_reach(found, len(found.reached))}."


def _reach(found: Levers, count: int) -> str:
    one, many = noun(found.questionnaire)
    total = len(found.subjects)
    feminine = one == "Leistung"
    if not total:
        return f"Keine {many} sind bewertet"
    if total == 1:
        who, verb = f"{'Die' if feminine else 'Der'} eine {one}", "erreicht"
    elif count == total:
        who, verb = f"Alle {number(total)} {many}", "erreichen"
    else:
        nobody = "Keine" if feminine else "Keiner"
        who = f"{number(count) if count else nobody} von {number(total)} {_dative(many)}"
        verb = "erreichen" if count > 1 else "erreicht"
    level = f"{level_word(found.questionnaire, found.level)} oder mehr"
    return f"{who} {verb} {level}{' nicht' if total == 1 and not count else ''}"


def effect(found: Levers, lever: Lever) -> str:
    """Return what a lever of one of the two lists brings („hebt 4 Leistungen auf Stufe 2“)."""
    nouns = noun(found.questionnaire)
    level = level_word(found.questionnaire, found.level if lever.level is None else lever.level)
    alone, at_best = len(lever.lifted), len(lever.lifted_at_best)
    if alone:
        more = f", bis zu {number(at_best)} weitere möglich" if at_best else ""
        return f"hebt {counted(alone, *nouns)} auf {level}{more}"
    if at_best:
        likely = "bis zu" if at_best > 1 else "womöglich"
        return f"hebt {likely} {counted(at_best, *nouns)} auf {level}"
    if lever.after:
        best = lever.after[0]
        further = [
            criterion_name(found.questionnaire, q, lever.level or found.level)
            for q in best.questions
        ]
        lifted = counted(len(best.lifted), *nouns)
        return f"hebt zusammen mit {listed(further)} {lifted} auf {level}"
    return f"fehlt {counted(len(lever.held), nouns[0], _dative(nouns[1]))} für {level}"


def _dative(many: str) -> str:
    return many if many.endswith("n") else f"{many}n"


def owners(found: Levers, lever: Lever) -> str:
    """Return who can do it, most often named first."""
    words = found.questionnaire.owners
    return ", ".join(words.get(owner, owner) for owner in lever.owners)


def set_sentences(found: Levers, chosen: SmallestSet, *, at_best: bool = False) -> tuple[str, ...]:
    """Return which criteria are the smallest set, and what they bring."""
    level = level_word(found.questionnaire, found.level)
    names = [criterion_name(found.questionnaire, q, found.level) for q in chosen.questions]
    if not names:
        return (f"Kriterien allein bringen nichts Weiteres auf {level}.",)
    bound = f"Weniger als {chosen.bound} Kriterien genügen nicht."
    return (
        f"Kleinste Auswahl: {listed(names)}.",
        f"Dann gilt{' im besten Fall' if at_best else ''}: {_reach(found, chosen.reaches)}.",
        *(() if chosen.exact else (bound,)),
    )


def scenario_title(found: Scenario, level: int) -> str:
    """Return how many subjects a scenario brings to a level, beside today's number."""
    today = sum(n for reached, n in found.before.items() if reached >= level)
    then = sum(n for reached, n in found.after.items() if reached >= level)
    many = noun(found.questionnaire)
    goal = f"{level_word(found.questionnaire, level)} oder mehr"
    if then == today:
        return f"Auf {goal} ändert sich nichts: {counted(today, *many)}."
    return f"{number(then)} statt {counted(today, *many)} auf {goal}."
