"""What was probably meant: words of the directory that differ by one letter."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from questionnaires.folding import fold, fold_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SHORTEST = 4
"""Letters a word needs to be proposed."""


class Vocabulary:
    """The words of many phrases, found again when one letter is wrong, missing, added or swapped.

    The first or the last letter must be right: that keeps the words to compare few.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        words = (w.strip("–-„“()[],.:;") for p in phrases for w in p.replace("/", " ").split())
        written = list(dict.fromkeys(w for w in words if len(w) >= _SHORTEST and w.isalpha()))
        self._written: dict[str, str] = {}
        self._by_letter: dict[tuple[bool, str], list[str]] = {}
        for folded, word in zip(fold_all(written), written, strict=True):
            if folded not in self._written:
                self._written[folded] = word
                self._by_letter.setdefault((True, folded[0]), []).append(folded)
                self._by_letter.setdefault((False, folded[-1]), []).append(folded)

    def near(self, word: str) -> str:
        """Return the closest known word as it is written; empty if none is close."""
        folded = fold(word)
        if not folded:
            return ""
        forms = set(_shortened(folded))
        close = [w for w in self._candidates(folded) if not forms.isdisjoint(_shortened(w))]
        if not close:
            return ""
        closest = max(sorted(close), key=lambda w: SequenceMatcher(None, folded, w).ratio())
        return self._written[closest]

    def _candidates(self, folded: str) -> Iterator[str]:
        for side in ((True, folded[0]), (False, folded[-1])):
            yield from (w for w in self._by_letter.get(side, ()) if abs(len(w) - len(folded)) <= 1)


def _shortened(word: str) -> Iterator[str]:
    """Yield the word and every form with one letter left out.

    Two words that share such a form differ by one letter.
    """
    yield word
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]
