"""The small language of conditions: who sees a question, what meets a gate, what is derived.

    condition   or, and, not, parentheses over comparisons
    O5 = dienst             O4 != nein              O9 in {einfach, hoch}
    P2 contains kopf        P2 contains any {a, b}  P3 contains all {a, b}
    P6 contains all $pflichtangaben                 O6.seit filled
    count(P10) >= 3         EE3 = 0                 F2 >= $mindestzahl
    months(P13.datum) <= least(P13.turnus, $hoechstabstand)

A reference is a field id or the id of a derived value (`umfang`, `stufe`). Text is parsed once;
nothing is ever executed. Judging has three truth values (`condition_nodes`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from questionnaires.condition_nodes import And, Comparison, Contains, Equal, Filled, Not, Or
from questionnaires.condition_values import (
    Absent,
    Age,
    Count,
    Least,
    Lookup,
    Number,
    Reference,
    SettingOperand,
    Truth,
    references,
    walk,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from questionnaires.condition_values import Node, Operand

__all__ = ["LEVEL", "Absent", "Condition", "ConditionError", "Lookup", "Truth", "parse"]

LEVEL = "stufe"
"""Reference to the secured level; false in every comparison where there is no level."""

DEPTH = 24
"""Parentheses and `not` inside each other at most; a person reads far fewer."""

_TOKEN = re.compile(r"\s*(?:(?P<word>\$?\w[\w.\-]*)|(?P<sign>>=|<=|!=|[=<>(){},]))")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SIGNS = ("=", "!=", ">=", "<=", ">", "<")
_RESERVED = frozenset({"and", "or", "not", "in", "contains", "filled"})


class ConditionError(ValueError):
    """The text is no condition. `message` is a German sentence, `position` counts from 0."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(f"{message} (Stelle {position + 1})")
        self.message = message
        self.position = position


@dataclass(frozen=True, slots=True)
class Condition:
    """A parsed condition. Two are equal when their canonical text is."""

    text: str
    """Canonical: one blank between words, lists sorted, no needless parentheses."""
    root: Node = field(compare=False, repr=False)
    references: frozenset[str] = field(compare=False, repr=False)
    """Field ids and ids of derived values."""
    settings: frozenset[str] = field(compare=False, repr=False)
    codes_of: Mapping[str, frozenset[str]] = field(compare=False, repr=False)
    """Reference -> the codes (or numbers as written) it is compared with."""

    def __str__(self) -> str:
        return self.text

    def evaluate(self, lookup: Lookup) -> Truth:
        """Judge the condition."""
        return self.root.evaluate(lookup)

    def undecided(self, lookup: Lookup) -> tuple[str, ...]:
        """Return the open references that leave it undecided, each once; else nothing.

        Only what matters: of `A = a and B = b` with B known to be false it is nothing.
        """
        if self.root.evaluate(lookup) is not Truth.UNKNOWN:
            return ()
        return tuple(dict.fromkeys(self.root.undecided(lookup)))


def parse(text: str) -> Condition:
    """Parse a condition; ConditionError names what is wrong and where."""
    root = _Parser(text).condition()
    codes: dict[str, frozenset[str]] = {}
    settings: set[str] = set()
    for part in walk(root):
        if isinstance(part, Equal | Contains):
            codes[part.reference] = codes.get(part.reference, frozenset()) | part.literals
        if isinstance(part, Contains) and part.from_setting:
            settings.add(part.from_setting)
        if isinstance(part, SettingOperand):
            settings.add(part.name)
    return Condition(str(root), root, frozenset(references(root)), frozenset(settings), codes)


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    position: int
    is_word: bool


class _Parser:
    """Recursive descent over the tokens of one text."""

    def __init__(self, text: str) -> None:
        self._tokens = _tokens(text)
        self._end = len(text)
        self._next = 0
        self._depth = 0

    def condition(self) -> Node:
        if not self._tokens:
            raise ConditionError("Die Bedingung ist leer.", 0)
        node = self._or()
        if self._next < len(self._tokens):
            raise self._error("Hier muss „and“, „or“ oder das Ende stehen")
        return node

    def _or(self) -> Node:
        nodes = [self._and()]
        while self._take("or"):
            nodes.append(self._and())
        return nodes[0] if len(nodes) == 1 else Or(_flat(nodes, Or))

    def _and(self) -> Node:
        nodes = [self._factor()]
        while self._take("and"):
            nodes.append(self._factor())
        return nodes[0] if len(nodes) == 1 else And(_flat(nodes, And))

    def _factor(self) -> Node:
        self._depth += 1
        if self._depth > DEPTH:
            raise self._error("Die Bedingung ist zu tief verschachtelt")
        if self._take("not"):
            node: Node = Not(self._factor())
        elif self._take("("):
            node = self._or()
            self._expect(")")
        else:
            node = self._comparison()
        self._depth -= 1
        return node

    def _comparison(self) -> Node:
        left = self._operand()
        if isinstance(left, Reference):
            return self._about(left)
        return Comparison(left, self._sign(), self._operand())

    def _about(self, left: Reference) -> Node:
        name = left.reference
        if self._take("filled"):
            return Filled(name)
        if self._take("contains"):
            return self._contains(name)
        return self._equal_or_number(left)

    def _equal_or_number(self, left: Reference) -> Node:
        name = left.reference
        if self._take("in"):
            return _equal(name, self._list(), as_set=True)
        sign = self._sign()
        token = self._peek()
        if sign not in ("=", "!=") or (token and token.text.startswith("$")):
            return Comparison(left, sign, self._operand())
        return _equal(name, [self._word("ein Code oder eine Zahl")], negated=sign == "!=")

    def _contains(self, name: str) -> Node:
        for word in ("any", "all"):
            if self._peek_text() == word and self._peek_text(1)[:1] in ("{", "$"):
                self._next += 1
                if self._peek_text().startswith("$"):
                    setting = self._setting()
                    return Contains(name, frozenset(), word == "all", setting.name)
                return Contains(name, frozenset(self._list()), word == "all")
        return Contains(name, frozenset({self._word("ein Code")}))

    def _list(self) -> list[str]:
        self._expect("{")
        literals = [self._word("ein Code")]
        while self._take(","):
            literals.append(self._word("ein Code"))
        self._expect("}")
        return literals

    def _operand(self) -> Operand:
        functions: dict[str, Callable[[], Operand]] = {
            "count": lambda: Count(self._reference()),
            "months": lambda: Age(self._reference()),
            "least": self._least,
        }
        name = self._peek_text()
        if name in functions and self._peek_text(1) == "(":
            self._next += 2
            operand = functions[name]()
            self._expect(")")
            return operand
        if name.startswith("$"):
            return self._setting()
        if _NUMBER.fullmatch(name):
            self._next += 1
            return Number(float(name))
        return Reference(self._reference())

    def _least(self) -> Operand:
        operands = [self._operand()]
        while self._take(","):
            operands.append(self._operand())
        return Least(tuple(operands))

    def _reference(self) -> str:
        token = self._peek()
        if token is not None and (token.text in _RESERVED or token.text.startswith("$")):
            raise self._error("Hier fehlt die Kennung einer Frage")
        return self._word("die Kennung einer Frage")

    def _setting(self) -> SettingOperand:
        return SettingOperand(self._word("eine Einstellung")[1:])

    def _sign(self) -> str:
        token = self._peek()
        if token is None or token.text not in _SIGNS:
            raise self._error("Hier fehlt ein Vergleich wie „=“ oder „in“")
        self._next += 1
        return token.text

    def _word(self, wanted: str) -> str:
        token = self._peek()
        if token is None or not token.is_word:
            raise self._error(f"Hier fehlt {wanted}")
        self._next += 1
        return token.text

    def _peek(self, ahead: int = 0) -> _Token | None:
        index = self._next + ahead
        return self._tokens[index] if index < len(self._tokens) else None

    def _peek_text(self, ahead: int = 0) -> str:
        token = self._peek(ahead)
        return token.text if token else ""

    def _take(self, text: str) -> bool:
        if self._peek_text() != text:
            return False
        self._next += 1
        return True

    def _expect(self, text: str) -> None:
        if not self._take(text):
            raise self._error(f"Hier fehlt „{text}“")

    def _error(self, message: str) -> ConditionError:
        token = self._peek()
        if token is None:
            return ConditionError(f"{message}; der Text endet.", self._end)
        return ConditionError(f"{message}; dort steht „{token.text}“.", token.position)


def _tokens(text: str) -> list[_Token]:
    tokens = []
    position, end = 0, len(text.rstrip())
    while position < end:
        match = _TOKEN.match(text, position)
        if match is None:
            at = len(text) - len(text[position:].lstrip())
            raise ConditionError(f"Das Zeichen „{text[at]}“ kennt die Sprache nicht.", at)
        kind = match.lastgroup or "sign"
        tokens.append(_Token(match[kind], match.start(kind), kind == "word"))
        position = match.end()
    return tokens


def _flat(nodes: Iterable[Node], kind: type[And | Or]) -> tuple[Node, ...]:
    return tuple(part for n in nodes for part in (n.nodes if isinstance(n, kind) else (n,)))


def _equal(
    name: str, literals: Iterable[str], *, negated: bool = False, as_set: bool = False
) -> Equal:
    words = frozenset(literals)
    numbers = frozenset(float(w) for w in words if _NUMBER.fullmatch(w))
    return Equal(name, words, numbers, negated, as_set and len(words) > 1)
