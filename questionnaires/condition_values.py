"""What conditions are made of at the bottom: truth values, looking up, numbers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionnaires.values import SettingValue, Value


class Truth(IntEnum):
    """Three truth values, ordered: `and` is the least of its parts, `or` the greatest."""

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2


class Absent(Enum):
    """Why a reference has no value."""

    OPEN = "open"
    """Asked, or perhaps to be asked, and not answered (or "I don't know")."""
    HIDDEN = "hidden"
    """Not asked; a kept answer does not exist for anybody who looks it up."""


FALSE, UNKNOWN, TRUE = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE
OPEN, HIDDEN = Absent.OPEN, Absent.HIDDEN


class Lookup(Protocol):
    """What a condition needs to know while it is judged."""

    @property
    def stichtag(self) -> str:
        """The date, ISO text, that ages are counted against."""
        ...

    def find(self, reference: str, /) -> Value | Absent:
        """Return the value of a field or a derived value, or why there is none."""
        ...

    def setting(self, name: str, /) -> SettingValue:
        """Return the value of a setting; KeyError if the definition has no such setting."""
        ...


class Node(Protocol):
    """A part of a condition that is true, false or undecided."""

    def evaluate(self, lookup: Lookup, /) -> Truth:
        """Judge this part."""
        ...

    def undecided(self, lookup: Lookup, /) -> Iterator[str]:
        """Yield the open references that leave this part undecided, in the order written."""
        ...

    def parts(self) -> Iterator[Node | Operand]:
        """Yield what this part is made of."""
        ...


class Operand(Protocol):
    """A number in a comparison."""

    def number(self, lookup: Lookup, /) -> float | Absent | None:
        """Return the number, why it is absent, or None for a code in place of a number."""
        ...

    def parts(self) -> Iterator[Node | Operand]:
        """Yield what this operand is made of."""
        ...


class Leaf:
    """A part with nothing below it."""

    __slots__ = ()

    def parts(self) -> Iterator[Node | Operand]:
        return iter(())


def months(iso_date: str) -> int | None:
    """Return year and month of an ISO date as a count of months; None if it is no date."""
    year, month = iso_date[:4], iso_date[5:7]
    if not (year.isdigit() and month.isdigit() and iso_date[4:5] == "-"):
        return None
    return 12 * int(year) + int(month)


def _number(value: Value | SettingValue) -> float | None:
    if isinstance(value, int | float):
        return value
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            return None
    return None


def codes(value: SettingValue) -> tuple[str, ...]:
    """Return a setting as a list of codes; text may separate them by `,`."""
    if isinstance(value, tuple):
        return value
    return tuple(filter(None, (part.strip() for part in str(value).split(","))))


@dataclass(frozen=True, slots=True)
class Number(Leaf):
    """A number as written."""

    value: float

    def __str__(self) -> str:
        return f"{self.value:g}"

    def number(self, _lookup: Lookup, /) -> float | Absent | None:
        return self.value


@dataclass(frozen=True, slots=True)
class SettingOperand(Leaf):
    """The value of a setting (`$mindestzahl`)."""

    name: str

    def __str__(self) -> str:
        return f"${self.name}"

    def number(self, lookup: Lookup, /) -> float | Absent | None:
        return _number(lookup.setting(self.name))


@dataclass(frozen=True, slots=True)
class Reference(Leaf):
    """The number behind a field or a derived value."""

    reference: str

    def __str__(self) -> str:
        return self.reference

    def number(self, lookup: Lookup, /) -> float | Absent | None:
        value = lookup.find(self.reference)
        return value if isinstance(value, Absent) else _number(value)


@dataclass(frozen=True, slots=True)
class Count(Leaf):
    """How many codes of a multiple choice are chosen."""

    reference: str

    def __str__(self) -> str:
        return f"count({self.reference})"

    def number(self, lookup: Lookup, /) -> float | Absent | None:
        value = lookup.find(self.reference)
        if isinstance(value, Absent):
            return value
        return len(value) if isinstance(value, tuple) else 1


@dataclass(frozen=True, slots=True)
class Age(Leaf):
    """Months from a date to the Stichtag: 12 x years + months, days ignored (9.6)."""

    reference: str

    def __str__(self) -> str:
        return f"months({self.reference})"

    def number(self, lookup: Lookup, /) -> float | Absent | None:
        value = lookup.find(self.reference)
        if isinstance(value, Absent):
            return value
        then, today = months(str(value)), months(lookup.stichtag)
        return None if then is None or today is None else today - then


@dataclass(frozen=True, slots=True)
class Least:
    """The smallest of several numbers; what has no number is left out."""

    operands: tuple[Operand, ...]

    def __str__(self) -> str:
        return f"least({', '.join(map(str, self.operands))})"

    def number(self, lookup: Lookup, /) -> float | Absent | None:
        found = [operand.number(lookup) for operand in self.operands]
        numbers = [n for n in found if isinstance(n, int | float)]
        return min(numbers, default=OPEN if OPEN in found else None)

    def parts(self) -> Iterator[Node | Operand]:
        return iter(self.operands)


def walk(part: Node | Operand) -> Iterator[Node | Operand]:
    """Yield a part and all parts below it."""
    yield part
    for inner in part.parts():
        yield from walk(inner)


def references(part: Node | Operand) -> tuple[str, ...]:
    """Return the references below a part, each once, in the order written."""
    found = (getattr(p, "reference", None) for p in walk(part))
    return tuple(dict.fromkeys(r for r in found if r is not None))
