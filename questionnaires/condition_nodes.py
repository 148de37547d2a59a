"""The parts of a parsed condition and how they are judged, with three truth values.

An open answer makes a comparison undecided; an answer that is not asked for makes it false. Both
rules hold for every comparison, `!=` and `filled` included, so that a condition on an open
question shows nothing and nothing hidden ever counts (ozg-process.md 7.12).
"""

from __future__ import annotations

import operator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from questionnaires.condition_values import (
    FALSE,
    HIDDEN,
    OPEN,
    TRUE,
    UNKNOWN,
    Absent,
    Leaf,
    Lookup,
    Node,
    Operand,
    Truth,
    codes,
    references,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


_OPERATORS: Mapping[str, Callable[[float, float], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two numbers compared. A code in place of a number makes it false."""

    left: Operand
    sign: str
    right: Operand

    def __str__(self) -> str:
        return f"{self.left} {self.sign} {self.right}"

    def evaluate(self, lookup: Lookup, /) -> Truth:
        left, right = self.left.number(lookup), self.right.number(lookup)
        if left is None or right is None or left is HIDDEN or right is HIDDEN:
            return FALSE
        if isinstance(left, Absent) or isinstance(right, Absent):
            return UNKNOWN
        return TRUE if _OPERATORS[self.sign](left, right) else FALSE

    def undecided(self, lookup: Lookup, /) -> Iterator[str]:
        for operand in (self.left, self.right):
            if operand.number(lookup) is OPEN:
                yield from (r for r in references(operand) if lookup.find(r) is OPEN)

    def parts(self) -> Iterator[Node | Operand]:
        return iter((self.left, self.right))


@dataclass(frozen=True, slots=True)
class _About(Leaf):
    """A statement about one reference, undecided exactly while that is open."""

    reference: str

    def undecided(self, lookup: Lookup, /) -> Iterator[str]:
        if lookup.find(self.reference) is OPEN:
            yield self.reference


@dataclass(frozen=True, slots=True)
class Equal(_About):
    """The value is one of these codes or numbers. Of a multiple choice it is the only one.

    `negated` is `!=`: false where nothing is asked, like every comparison.
    """

    literals: frozenset[str]
    numbers: frozenset[float] = frozenset()
    negated: bool = False
    as_set: bool = False

    def __str__(self) -> str:
        if self.as_set:
            return f"{self.reference} in {_listed(self.literals)}"
        return f"{self.reference} {'!=' if self.negated else '='} {min(self.literals)}"

    def evaluate(self, lookup: Lookup, /) -> Truth:
        value = lookup.find(self.reference)
        if value is OPEN:
            return UNKNOWN
        if value is HIDDEN:
            return FALSE
        if isinstance(value, str):
            equal = value in self.literals
        elif isinstance(value, tuple):
            equal = len(value) == 1 and value[0] in self.literals
        else:
            equal = value in self.numbers
        return TRUE if equal is not self.negated else FALSE


@dataclass(frozen=True, slots=True)
class Contains(_About):
    """Chosen codes of a multiple choice: any or all of a list, which may be a setting."""

    literals: frozenset[str]
    every: bool = False
    from_setting: str = ""

    def __str__(self) -> str:
        word = "all" if self.every else "any"
        if self.from_setting:
            return f"{self.reference} contains {word} ${self.from_setting}"
        if len(self.literals) == 1:
            return f"{self.reference} contains {min(self.literals)}"
        return f"{self.reference} contains {word} {_listed(self.literals)}"

    def evaluate(self, lookup: Lookup, /) -> Truth:
        value = lookup.find(self.reference)
        if value is OPEN:
            return UNKNOWN
        if value is HIDDEN:
            return FALSE
        wanted = codes(lookup.setting(self.from_setting)) if self.from_setting else self.literals
        chosen = value if isinstance(value, tuple) else (str(value),)
        found = [code in chosen for code in wanted]
        return TRUE if (all(found) if self.every else any(found)) else FALSE


@dataclass(frozen=True, slots=True)
class Filled(_About):
    """Something is answered; undecided while it is open."""

    def __str__(self) -> str:
        return f"{self.reference} filled"

    def evaluate(self, lookup: Lookup, /) -> Truth:
        value = lookup.find(self.reference)
        return UNKNOWN if value is OPEN else FALSE if value is HIDDEN else TRUE


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite; undecided stays undecided."""

    node: Node

    def __str__(self) -> str:
        inner = f"({self.node})" if isinstance(self.node, And | Or) else str(self.node)
        return f"not {inner}"

    def evaluate(self, lookup: Lookup, /) -> Truth:
        truth = self.node.evaluate(lookup)
        return truth if truth is UNKNOWN else FALSE if truth is TRUE else TRUE

    def undecided(self, lookup: Lookup, /) -> Iterator[str]:
        return self.node.undecided(lookup)

    def parts(self) -> Iterator[Node | Operand]:
        return iter((self.node,))


@dataclass(frozen=True, slots=True)
class And:
    """All parts hold; one false part decides."""

    nodes: tuple[Node, ...]

    def __str__(self) -> str:
        return " and ".join(f"({n})" if isinstance(n, Or) else str(n) for n in self.nodes)

    def evaluate(self, lookup: Lookup, /) -> Truth:
        result = TRUE
        for node in self.nodes:
            truth = node.evaluate(lookup)
            if truth is FALSE:
                return FALSE
            if truth is UNKNOWN:
                result = UNKNOWN
        return result

    def undecided(self, lookup: Lookup, /) -> Iterator[str]:
        for node in self.nodes:
            if node.evaluate(lookup) is UNKNOWN:
                yield from node.undecided(lookup)

    def parts(self) -> Iterator[Node | Operand]:
        return iter(self.nodes)


@dataclass(frozen=True, slots=True)
class Or:
    """One part holds; one true part decides."""

    nodes: tuple[Node, ...]

    def __str__(self) -> str:
        return " or ".join(map(str, self.nodes))

    def evaluate(self, lookup: Lookup, /) -> Truth:
        result = FALSE
        for node in self.nodes:
            truth = node.evaluate(lookup)
            if truth is TRUE:
                return TRUE
            if truth is UNKNOWN:
                result = UNKNOWN
        return result

    def undecided(self, lookup: Lookup, /) -> Iterator[str]:
        for node in self.nodes:
            if node.evaluate(lookup) is UNKNOWN:
                yield from node.undecided(lookup)

    def parts(self) -> Iterator[Node | Operand]:
        return iter(self.nodes)


def _listed(literals: frozenset[str]) -> str:
    return "{" + ", ".join(sorted(literals)) + "}"
