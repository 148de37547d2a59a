"""Finding services while somebody types: by name, synonym and key, in German order.

All words of the query must occur, each anywhere in name, synonyms, other names or key. Services
whose name begins with the query come first, then those in which every word of the query begins a
word, then the others; each group alphabetically, so that the order never depends on what was
typed before. Everything that does not depend on the query is computed once per service.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, overload

from typing_extensions import override

from questionnaires.directory import in_order
from questionnaires.directory_spelling import Vocabulary
from questionnaires.folding import fold, fold_all, folded_with_places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from questionnaires.directory import Service

_DIGITS = 3
"""From so many digits on, a query of digits and blanks is a key."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One service found."""

    service: Service
    by_name: bool
    """Whether the name itself fits; else it was found via `via` or by its key."""
    via: str
    """The synonym or other name that fits („gefunden über …“; `by_name`: „auch …“), or empty."""
    words: tuple[str, ...]
    """The words searched for, folded."""

    @property
    def marks(self) -> tuple[tuple[int, int], ...]:
        """Where the words stand in the title: half-open ranges, in order, not overlapping."""
        folded, places = folded_with_places(self.service.title)
        marked: set[int] = set()
        for word in self.words:
            start = folded.find(word)
            while start >= 0:
                marked.update(places[start : start + len(word)])
                start = folded.find(word, start + 1)
        return tuple(_ranges(sorted(marked)))


class Hits(Sequence[Hit]):
    """What was found. Counting is free; a hit is made when somebody looks at it."""

    def __init__(self, rows: Sequence[_Row], words: tuple[str, ...]) -> None:
        self._rows = rows
        self._words = words

    @override
    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> Hit: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Hit, ...]: ...
    @override
    def __getitem__(self, index: int | slice) -> Hit | tuple[Hit, ...]:
        if isinstance(index, slice):
            return tuple(row.hit(self._words) for row in self._rows[index])
        return self._rows[index].hit(self._words)

    @property
    def services(self) -> tuple[Service, ...]:
        """The services found, in order."""
        return tuple(row.service for row in self._rows)


class SearchIndex:
    """Services ready to be searched."""

    def __init__(self, services: Iterable[Service]) -> None:
        listed = in_order(services)
        phrases = [_phrases(service) for service in listed]
        folded = iter(fold_all(phrase for own in phrases for phrase in own))
        self._rows = [
            _Row(service, own, tuple(islice(folded, len(own))))
            for service, own in zip(listed, phrases, strict=True)
        ]

    def only(self, keep: Callable[[Service], bool]) -> SearchIndex:
        """Return an index of fewer services (a theme, the chosen ones, no object level)."""
        narrowed = SearchIndex(())
        narrowed._rows = [row for row in self._rows if keep(row.service)]
        return narrowed

    def find(self, text: str) -> Hits:
        """Return the services that fit; all of them for an empty text."""
        words = _words(text)
        rows = self._rows
        for word in words:
            rows = [row for row in rows if word in row.text]
        return Hits(_ranked(rows, words) if words else rows, words)

    def did_you_mean(self, text: str) -> str:
        """Return a text close to this one that finds something; empty if there is none."""
        meant = [
            word if self._occurs(word) else self._vocabulary.near(word) for word in text.split()
        ]
        proposal = " ".join(meant)
        if not all(meant) or fold(proposal) == fold(text) or not self.find(proposal):
            return ""
        return proposal

    def _occurs(self, word: str) -> bool:
        folded = fold(word)
        return any(folded in row.text for row in self._rows)

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary(phrase for row in self._rows for phrase in row.phrases)


class _Row:
    """One service with its texts folded once. Rows are equal only to themselves."""

    __slots__ = ("_folded", "phrases", "service", "text")

    def __init__(self, service: Service, phrases: tuple[str, ...], folded: tuple[str, ...]) -> None:
        self.service = service
        self.phrases = phrases
        self._folded = folded
        self.text = f" {' '.join(folded)} {service.key}"

    def hit(self, words: tuple[str, ...]) -> Hit:
        title = self._folded[0]
        missing = [word for word in words if word not in title]
        via = self._via(words, missing) if missing else self._beside(words)
        return Hit(self.service, by_name=not missing, via=via, words=words)

    def _via(self, words: Sequence[str], missing: Sequence[str]) -> str:
        """Return the first phrase with all the words, else with those the title has not."""
        others = list(zip(self.phrases[1:], self._folded[1:], strict=True))
        for wanted in (words, missing, missing[:1]):
            for phrase, folded in others:
                if all(word in folded for word in wanted):
                    return phrase
        return ""

    def _beside(self, words: Sequence[str]) -> str:
        """Return the first phrase that begins with the words and says more than they do."""
        said = " ".join(words) + " "
        others = zip(self.phrases[1:], self._folded[1:], strict=True)
        return next((phrase for phrase, folded in others if folded.startswith(said)), "")


def _phrases(service: Service) -> tuple[str, ...]:
    return (service.title, *service.synonyms, *(other.name for other in service.other_names))


def _words(text: str) -> tuple[str, ...]:
    words = fold(text).split()
    joined = "".join(words)
    if joined.isdigit() and len(joined) >= _DIGITS:
        return (joined,)
    return tuple(dict.fromkeys(words))


def _ranked(rows: list[_Row], words: tuple[str, ...]) -> list[_Row]:
    name = f" {' '.join(words)}"
    first = [row for row in rows if row.text.startswith(name)]
    second = rows
    for word in words:
        beginning = f" {word}"
        second = [row for row in second if beginning in row.text]
    ranked = dict.fromkeys(first)
    ranked.update(dict.fromkeys(second))
    ranked.update(dict.fromkeys(rows))
    return list(ranked)


def _ranges(places: list[int]) -> Iterator[tuple[int, int]]:
    start = end = -1
    for place in places:
        if place != end:
            if end >= 0:
                yield start, end
            start = place
        end = place + 1
    if end >= 0:
        yield start, end
