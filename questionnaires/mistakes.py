"""What is wrong with a definition: every mistake with its place and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One mistake in a definition, in German sentences."""

    path: str
    """Where: keys joined by dots, ids in place of numbers (`sections.form.questions.O5.show_if`);
    `[3]` is the third entry of a list whose entries have no id; `Zeile 7` where the file is no
    TOML at all."""
    message: str
    remedy: str

    def __str__(self) -> str:
        return " ".join(filter(None, (f"{self.path}:", self.message, self.remedy)))


class DefinitionError(Exception):
    """A definition has mistakes; `mistakes` holds all of them, `source` names the file."""

    def __init__(self, source: str, mistakes: Iterable[Mistake]) -> None:
        self.source = source
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(f"{source or 'Fragebogen'}: {m}" for m in self.mistakes))
