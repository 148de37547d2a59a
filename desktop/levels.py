"""What the panel beside the questions says about a score: pure words for the ladder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessments.german import counted
from assessments.scoring import GateState
from assessments.statements import WHAT_IFS
from desktop.widgets.ladder import LadderView, Missing, Rung
from desktop.wording import owner_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessments.scoring import Missing as MissingGate
    from assessments.scoring import Score
    from questionnaires.model import Questionnaire

MOST = 5
"""At most this many missing things are listed; own ones first (ozg-process.md 9.7)."""
TOGETHER = 4
"""With what higher levels need, so that the panel does not scroll in the usual window."""

NO_LEVEL = {
    "klaerfall": "Die Stufe zeigen wir nach den ersten drei Fragen.",
    "nicht_zustaendig": "Ihr Fachdienst ist nicht zuständig. Es gibt keine Stufe.",
    "intern": "Eine interne Leistung hat keine Stufe.",
    "weggefallen": "Die Leistung gibt es nicht mehr. Sie hat keine Stufe.",
}


def ladder_view(
    questionnaire: Questionnaire, score: Score, numbers: Mapping[str, int]
) -> LadderView:
    """Return what the ladder shows; `numbers` are the questions' numbers on the page."""
    missing = _own_first(questionnaire, score)
    target = score.missing[0].level if score.missing else None
    later = score.later[: max(0, TOGETHER - len(missing))]
    return LadderView(
        title=level_title(score),
        sentence=level_sentence(questionnaire, score),
        rungs=_rungs(questionnaire, score),
        missing_title=_missing_title(target, len(missing)),
        missing=tuple(
            Missing(m.question, m.short, _meta(questionnaire, m, numbers)) for m in missing[:MOST]
        ),
        later_title="Für höhere Stufen" if later else "",
        later=tuple(Missing(m.question, m.short, _later(m, numbers)) for m in later),
    )


def level_title(score: Score) -> str:
    """Return „Stufe 2 von 4“, or that there is none."""
    if score.secured is None:
        return "Noch keine Stufe" if score.scope == "klaerfall" else "Ohne Stufe"
    existing = [s.number for s in score.levels if s.state is not GateState.VOID]
    return f"Stufe {score.secured} von {max(existing, default=score.secured)}"


def level_sentence(questionnaire: Questionnaire, score: Score) -> str:
    """Return whether the level is fixed, what is open, and the levels beside it."""
    if score.secured is None:
        scope = score.scope or ""
        derived = questionnaire.derived_by_id.get(questionnaire.scope or "")
        named = derived.names.get(scope, "") if derived else ""
        return NO_LEVEL.get(scope, f"{named}. Es gibt keine Stufe." if named else "")
    open_ = len(score.open)
    parts = [
        f"Vorläufig. Möglich ist Stufe {score.possible}." if score.provisional else "Steht fest.",
        f"{counted(open_, 'Frage ist', 'Fragen sind')} noch offen." if open_ else "",
    ]
    what_if = what_if_words(score)
    parts.append(f"{what_if}." if what_if else "")
    return " ".join(filter(None, parts))


def what_if_words(score: Score) -> str:
    """Return the levels beside the real one: „nach Freischaltung: Stufe 2“; empty without one."""
    return ", ".join(
        f"{WHAT_IFS[name]}: Stufe {level}"
        for name, level in score.what_ifs.items()
        if name in WHAT_IFS and level is not None
    )


def change_words(before: Score, after: Score) -> str:
    """Return what is announced when the secured level moved; nothing where there is none."""
    if after.secured is None:
        return ""
    if before.secured is None or after.secured > before.secured:
        return f"Stufe {after.secured} erreicht."
    lacking = f" Es fehlt: {after.missing[0].short}." if after.missing else ""
    return f"Jetzt Stufe {after.secured}.{lacking}"


def _rungs(questionnaire: Questionnaire, score: Score) -> tuple[Rung, ...]:
    if score.secured is None:
        return ()
    states = {s.number: s.state for s in score.levels}
    existing = [
        level
        for level in sorted(questionnaire.levels, key=lambda level: level.number)
        if states[level.number] is not GateState.VOID
    ]
    above = [level.number for level in existing if level.number > score.secured]
    return tuple(
        Rung(level.number, level.name, _state(level.number, score.secured, above[:1]))
        for level in existing
    )


def _state(number: int, secured: int, next_: list[int]) -> str:
    if number <= secured:
        return "now" if number == secured else "reached"
    return "next" if number in next_ else "later"


def _own_first(questionnaire: Questionnaire, score: Score) -> list[MissingGate]:
    return sorted(score.missing, key=lambda m: m.owner in questionnaire.external_owners)


def _missing_title(level: int | None, number: int) -> str:
    if level is None:
        return ""
    if number > MOST:
        return f"Für Stufe {level} fehlen noch {number} Punkte. Die ersten {MOST}:"
    return f"Für Stufe {level} fehlt noch"


def _meta(questionnaire: Questionnaire, missing: MissingGate, numbers: Mapping[str, int]) -> str:
    number = numbers.get(missing.question)
    owner = (
        "noch offen"
        if missing.state is GateState.OPEN
        else owner_words(questionnaire, missing.owner)
    )
    return " · ".join(filter(None, (f"Frage {number}" if number else "", owner)))


def _later(missing: MissingGate, numbers: Mapping[str, int]) -> str:
    number = numbers.get(missing.question)
    question = f"Frage {number}" if number else ""
    return " · ".join(filter(None, (question, f"Stufe {missing.level}")))
