"""Sentences computed from scores and results. Where no rule fires, a neutral one stands there."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from assessments.gates import GateState
from assessments.rated import CONFORM_FROM, ONLINE_FROM

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assessments.priorities import Priority
    from assessments.rated import ServiceResult, SubjectResult
    from assessments.risks import Risk
    from assessments.scoring import Missing, Score
    from questionnaires.model import Questionnaire


@dataclass(frozen=True, slots=True)
class Noun:
    """The word for a kind of subject, in the forms that sentences need."""

    one: str
    many: str
    of_many: str
    """Dative plural: „9 von 15 Prozessen“."""
    the: str
    none: str
    single: str
    """„Eine“, „Einer“: of several."""
    no: str
    a: str
    """„keine“, „Eine“: before the noun itself."""


SERVICE = Noun("Leistung", "Leistungen", "Leistungen", "Die", "Keine", "Eine", "keine", "Eine")
PROCESS = Noun("Prozess", "Prozesse", "Prozessen", "Der", "Keiner", "Einer", "kein", "Ein")

WHAT_IFS = {"after_release": "Nach Freischaltung"}
"""Words for the levels of what-ifs."""

_ARTICLES = (
    ("ung", "die"), ("hilfe", "die"), ("form", "die"), ("ik", "die"), ("gabe", "die"),
    ("karte", "die"), ("dienst", "der"), ("kanal", "der"), ("abruf", "der"), ("weg", "der"),
    ("lageort", "der"), ("brief", "der"), ("kontext", "der"), ("konto", "das"), ("modell", "das"),
    ("inhalt", "der"),
)  # fmt: skip
"""End of a short name -> its article."""
_PLURALS = ("nachweise", "daten", "angaben", "konventionen", "kennzahlen", "werte")


def named(short: str) -> tuple[str, bool]:
    """Return a short name as a sentence says it, and whether it is a plural.

    >>> named("Bezahlung"), named("Nachweise"), named("XY")
    (('die Bezahlung', False), ('die Nachweise', True), ('„XY“', False))
    """
    lower = short.casefold()
    if lower.endswith(_PLURALS):
        return f"die {short}", True
    for end, article in _ARTICLES:
        if lower.endswith(end):
            return f"{article} {short}", False
    return f"„{short}“", False


def summary_sentence(results: Sequence[SubjectResult], noun: Noun = SERVICE) -> str:
    """Return the result in one or two sentences.

    „9 von 15 Leistungen erreichen Stufe 3 oder mehr. Am häufigsten fehlt die Bezahlung.“
    """
    lacking = lacking_statement(results)
    return " ".join(filter(None, (level_statement(results, noun), lacking)))


def level_statement(results: Iterable[SubjectResult], noun: Noun = SERVICE) -> str:
    """Return how many of the Grundmenge reach the level that counts as conform."""
    counted = [r for r in results if r.counted]
    if not counted:
        return f"Noch {noun.no} {noun.one} ist bewertet."
    marks = {r.questionnaire.marks.get(CONFORM_FROM) for r in counted}
    mark = marks.pop() if len(marks) == 1 else None
    if mark is None:
        several = f"{len(counted)} {noun.many} sind"
        return f"{several if len(counted) > 1 else f'{noun.a} {noun.one} ist'} bewertet."
    higher = any(x.number > mark for r in counted for x in r.questionnaire.levels)
    target = f"Stufe {mark} oder mehr" if higher else f"Stufe {mark}"
    reached = sum(r.reaches(CONFORM_FROM) for r in counted)
    if len(counted) == 1:
        reach = target if reached else f"Stufe {mark} noch nicht"
        return f"{noun.the} {noun.one} erreicht {reach}."
    return f"{_of(reached, len(counted), noun, ('erreicht', 'erreichen'))} {target}."


def online_statement(services: Iterable[ServiceResult]) -> str:
    """Return how many services of the Grundmenge are online; empty without any or a mark."""
    counted = [s for s in services if s.counted and ONLINE_FROM in s.questionnaire.marks]
    online = sum(s.online for s in counted)
    if not counted:
        return ""
    if len(counted) == 1:
        return f"Die Leistung ist{'' if online else ' noch nicht'} online."
    return f"{_of(online, len(counted), SERVICE, ('ist', 'sind'))} online."


def lacking_statement(results: Iterable[SubjectResult]) -> str:
    """Return what is most often missing for the next level; empty unless one thing clearly is."""
    counts = Counter(
        short for r in results if r.counted for short in _lacking(r.score.missing)
    ).most_common(2)
    if not counts or (len(counts) == 2 and counts[0][1] == counts[1][1]):
        return ""
    thing, plural = named(counts[0][0])
    often = "Am häufigsten " if len(counts) == 2 else "Für die nächste Stufe "
    return f"{often}{'fehlen' if plural else 'fehlt'} {thing}."


def _lacking(missing: Iterable[Missing]) -> set[str]:
    return {m.short for m in missing if m.state is GateState.NOT_MET}


def provisional_statement(results: Iterable[SubjectResult], noun: Noun = SERVICE) -> str:
    """Return how many levels may still rise; empty if none may."""
    count = sum(r.score.provisional for r in results if r.counted)
    if not count:
        return ""
    if count == 1:
        return f"Vorläufig: {noun.a} {noun.one} ist noch offen."
    return f"Vorläufig: {count} {noun.many} sind noch offen."


def distribution_statement(results: Iterable[SubjectResult], noun: Noun = SERVICE) -> str:
    """Return where most subjects stand, one level or two neighbours; neutral if nowhere.

    „Die meisten Leistungen stehen auf Stufe 1 oder 2.“
    """
    rated = [r for r in results if r.counted]
    levels = Counter(r.score.secured for r in rated if r.score.secured is not None)
    numbers = sorted({x.number for r in rated for x in r.questionnaire.levels})
    for groups in ([(n,) for n in numbers], list(pairwise(numbers))):
        most = [g for g in groups if 2 * sum(levels[n] for n in g) > len(rated)]
        if len(rated) > 2 and len(most) == 1:
            where = " oder ".join(str(n) for n in most[0])
            return f"Die meisten {noun.many} stehen auf Stufe {where}."
    return f"{noun.many} nach Stufe"


def _of(count: int, total: int, noun: Noun, verbs: tuple[str, str]) -> str:
    """Return the subject of a sentence with its verb: „9 von 15 Leistungen erreichen“."""
    one, many = verbs
    if count == total:
        return f"{'Beide' if total == 2 else f'Alle {total}'} {noun.many} {many}"
    if count < 2:
        return f"{(noun.none, noun.single)[count]} von {total} {noun.of_many} {one}"
    return f"{count} von {total} {noun.of_many} {many}"


def score_sentence(questionnaire: Questionnaire, score: Score) -> str:
    """Return level and state of one subject in one sentence (9.7)."""
    if score.secured is None:
        scope = scope_name(questionnaire, score)
        return f"Keine Stufe: {scope}." if scope else "Keine Stufe."
    highest = max((x.number for x in score.levels if x.state is not GateState.VOID), default=0)
    stands = f"Stufe {score.secured} von {highest}, {questionnaire.level(score.secured).name}"
    if score.provisional:
        return f"{stands}: vorläufig, möglich ist Stufe {score.possible}."
    return f"{stands}: steht fest."


def scope_name(questionnaire: Questionnaire, score: Score) -> str:
    """Return the scope in words; empty without one."""
    if score.scope is None or questionnaire.scope is None:
        return ""
    return questionnaire.derived_by_id[questionnaire.scope].names.get(score.scope, score.scope)


def score_lines(questionnaire: Questionnaire, score: Score) -> list[str]:
    """Return a score as lines of text: level, what-if, stage, what is missing, what is open."""
    lines = [score_sentence(questionnaire, score)]
    lines += [
        f"{WHAT_IFS.get(name, name)}: Stufe {level}."
        for name, level in score.what_ifs.items()
        if level is not None
    ]
    lines += _stage(questionnaire, score)
    if score.missing:
        lines.append("Das fehlt zur nächsten Stufe:")
        lines += [f"  {_missing(questionnaire, m)}" for m in score.missing]
    if score.open:
        lines.append(f"Noch offen: {', '.join(score.open)}")
    return lines


def rating_lines(risk: Risk, priority: Priority) -> list[str]:
    """Return what is known of a process beside its rung: risk, priority, the own class."""
    points = priority.points
    of = "" if points is None else f" ({points:.1f} von 15 Punkten)".replace(".", ",")
    lines = [f"Wissensverlustrisiko: {risk}.", f"Priorität: {priority.computed}{of}."]
    if priority.own is not None:
        lines.append(f"Eigene Einordnung: {priority.own}.")
    if priority.reason:
        lines.append(f"Grund: {priority.reason}")
    return lines


def _stage(questionnaire: Questionnaire, score: Score) -> list[str]:
    role = questionnaire.roles.get("end_to_end", "")
    stage = score.derived.get(role)
    if stage is None:
        return []
    return [f"E{stage}: {questionnaire.derived_by_id[role].names.get(str(stage), '')}"]


def _missing(questionnaire: Questionnaire, missing: Missing) -> str:
    owner = questionnaire.owners.get(missing.owner, missing.owner)
    outside = missing.owner in questionnaire.external_owners
    words = [f"{missing.question} {missing.short} ({owner})"]
    words += ["noch offen"] if missing.state is GateState.OPEN else []
    words += ["nicht durch die Stadt lösbar"] if outside else []
    return ", ".join(words)
