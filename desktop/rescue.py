"""A file that cannot be opened: the sentence, and the ways out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessments.errors import StoreBusy, StoreDamaged, StoreMissing, StoreNotWritable
from assessments.wording import sentence
from desktop.prompts import Question

if TYPE_CHECKING:
    from assessments.errors import AssessmentError
    from desktop.prompts import Prompts

BACKUP, RETRY, OTHER, NEW, QUIT = "backup", "retry", "other", "new", "quit"

_WORDS = {
    BACKUP: "Sicherung öffnen",
    RETRY: "Erneut versuchen",
    OTHER: "Andere Datei öffnen …",
    NEW: "Neu beginnen",
    QUIT: "Programm beenden",
}


def ways_out(error: AssessmentError) -> tuple[str, ...]:
    """Return what a person can do about it, the best first; the last one is what Esc means."""
    if isinstance(error, StoreDamaged):
        return (BACKUP, OTHER, QUIT) if error.backup else (OTHER, NEW, QUIT)
    if isinstance(error, StoreBusy | StoreMissing | StoreNotWritable):
        return (RETRY, OTHER, NEW, QUIT)
    return (OTHER, NEW, QUIT)


def ask_way_out(prompts: Prompts, error: AssessmentError) -> str:
    """Tell what is wrong and return what the person wants to do."""
    choices = tuple((way, _WORDS[way]) for way in ways_out(error))
    return prompts.ask(Question("Die Datei ist nicht geöffnet.", sentence(error), choices))
