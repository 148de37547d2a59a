"""The passes over worksheets and shared strings: what calamine does not tell, and what aborts it.

calamine says nothing about formulas and returns error values as empty cells; it skips over much
that it does not expect (text behind a comment, an entity inside a number, a second value). So
every cell is followed here: it has one place, one type that exists, one value that reads the same
for everybody. Cells that calamine would stumble over (an error value it does not know, a text in
a number) are noted with their place in the file, to be handed to it as text.
"""

from __future__ import annotations

import math
import re
from array import array
from functools import cache
from itertools import product
from operator import lt
from string import ascii_uppercase
from typing import TYPE_CHECKING

from typing_extensions import override

from assessments.workbooks.limits import Stopped
from assessments.workbooks.xml_pass import PartPass, check_namespace, local

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessments.workbooks.xml_pass import Tally

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
ADDRESS = LAST_COLUMN + 1
"""A cell's place as one number: row * ADDRESS + column, both 1-based."""

_CELLS = frozenset({"sheetData", "row", "c", "f", "v", "is", "t"})
_TYPES = frozenset({None, "n", "s", "str", "inlineStr", "b", "e", "d"})
_RANK = {"f": 1, "v": 2, "is": 2}
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_REFERENCE = re.compile(rb"<(?:\w+:)?(?:c|row)\s[^<]*?&")
_ATTRIBUTES_OF_CELLS = 6
_AMBIGUOUS = (b"&", b"<!", b"<?")
"""What can make a value one thing for one reader and another for the next."""


@cache
def columns() -> Mapping[str, int]:
    """Return the 1-based number of every column Excel has, by its letters."""
    names = ("".join(p) for n in (1, 2, 3) for p in product(ascii_uppercase, repeat=n))
    return {name: number for number, name in zip(range(1, LAST_COLUMN + 1), names, strict=False)}


class SheetPass(PartPass):
    """One worksheet. After `run`: where formulas, errors and merges are.

    This is the busiest code of all reading: what can be judged for a whole row at once waits for
    its end, and the way of a plain cell is as short as it can be.
    """

    def __init__(self, name: str, tally: Tally) -> None:
        super().__init__(name, tally)
        self.formulas = array("Q")
        self.errors = array("Q")
        self.as_text = array("Q")
        """Byte offsets of cells that have to be handed on as text."""
        self.merges: list[str] = []
        self.highest_string = -1
        self._part = b""
        self._careful = False
        """Whether something among the cells is ambiguous, so that every value is compared."""
        self._columns = columns()
        self._inside = False
        self._seen_data = False
        self._vocabulary: dict[str, str] = {}
        self._ranks: dict[str, int] = {}
        self._cell = self._text_name = self._value_name = ""
        self._row = 0
        self._row_text = "0"
        self._places: list[str | None] = []
        """`r` of the row's cells so far."""
        self._with_formula: list[int] = []
        self._with_error: list[int] = []
        """Which of them, counted from 1."""
        self._with_content = 0
        """The last one that has any."""
        self._indices: list[str] = []
        """Shared strings that the row refers to."""
        self._type: str | None = None
        self._rank = 0
        self._awaits_value = False
        self._length = 0

    @override
    def run(self, part: bytes) -> None:
        self._part = part
        begin, end = part.find(b"sheetData"), part.rfind(b"sheetData")
        self._careful = any(part.find(m, begin, end) >= 0 for m in _AMBIGUOUS)
        self.collect_text(self.text)
        self.parser.StartCdataSectionHandler = self._cdata
        if b"&#" in part and _REFERENCE.search(part):
            self._stop_disorder("reference in a cell's place")
        super().run(part)
        self._finish_row()
        self._part = b""

    @override
    def start_root(self, name: str, attributes: dict[str, str]) -> None:
        prefix = name[: -len(local(name))]
        self._vocabulary = {prefix + plain: plain for plain in _CELLS}
        self._ranks = {prefix + plain: rank for plain, rank in _RANK.items()}
        self._cell, self._text_name, self._value_name = f"{prefix}c", f"{prefix}t", f"{prefix}v"
        self.check_encoding(self._part)
        super().start_root(name, attributes)
        check_namespace(self.namespace, self.limits)

    @override
    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth = depth = self.depth + 1
        if depth == 4 and name == self._cell and self._inside:
            self._places.append(attributes.get("r"))
            self._type = attributes.get("t")
            self._rank = self._length = 0
            if self._type not in _TYPES or len(attributes) > _ATTRIBUTES_OF_CELLS:
                self._odd_cell(attributes)
        elif depth == 5 and name in self._ranks and self._inside:
            self._content(name)
        elif attributes or name != self._text_name or depth != 6:
            self._other(name, attributes)

    @override
    def end(self, name: str) -> None:
        self.depth -= 1

    def text(self, data: str) -> None:
        """Look at the value of a cell, or at another text."""
        if self._awaits_value and self.depth == 5:
            if self._type == "s" and not self._careful:
                self._indices.append(data)
            else:
                self._value(data)
            return
        self._length += len(data)
        if self._length > self.limits.text_length and self._inside:
            raise Stopped("text-too-long", limit=int(self.limits.text_length), row=self._row)

    def _other(self, name: str, attributes: dict[str, str]) -> None:
        """Look at everything but plain cells and what they hold."""
        if self.depth > self.limits.depth:
            raise Stopped("too-deep", limit=int(self.limits.depth))
        if attributes:
            self.check_attributes(attributes)
        kind = self._vocabulary.get(name)
        if self.depth == 2:
            self._start_section(local(name))
        elif not self._inside:
            if local(name) == "mergeCell":
                self._merge(attributes.get("ref", ""))
        elif self.depth == 3 and kind == "row":
            self._start_row(attributes.get("r"))
        elif self._is_misplaced(kind, name):
            self._stop_disorder(f"{name} where none may be")

    def _is_misplaced(self, kind: str | None, name: str) -> bool:
        """Return whether readers disagree about an element among the cells, or may."""
        inside_value = self._awaits_value and self.depth > 5
        return inside_value or (local(name) in _CELLS and kind != "t")

    def _start_section(self, plain: str) -> None:
        """Enter a child of the sheet's root; the cells are in one of them."""
        self._finish_row()
        self._inside = plain == "sheetData"
        if self._inside and self._seen_data:
            self._stop_disorder("cells twice")
        self._seen_data = self._seen_data or self._inside

    def _merge(self, reference: str) -> None:
        self.merges.append(reference[:40])
        if len(self.merges) > self.limits.merges:
            raise Stopped("too-many-merges", limit=int(self.limits.merges))

    def _start_row(self, given: str | None) -> None:
        self._finish_row()
        row = self._row + 1 if given is None else _whole(given)
        if row <= self._row or row > LAST_ROW:
            self._stop_disorder(f"row {given}")
        self._row = row
        self._row_text = str(row)

    def _odd_cell(self, attributes: dict[str, str]) -> None:
        if self._type not in _TYPES:
            self._stop_disorder(f"cell of type {self._type}")
        self.check_attributes(attributes)

    def _content(self, name: str) -> None:
        """Enter a formula, a value or an inline string of the current cell."""
        rank = self._ranks[name]
        is_value = name == self._value_name
        # Behind a formula LibreOffice writes such a value; a formula is never read anyway.
        unread = is_value and self._type == "inlineStr" and self._rank != _RANK["f"]
        if rank <= self._rank or unread or not self._places:
            self._stop_disorder(f"{name} in cell {self._places[-1:]}")
        self._rank = rank
        self._awaits_value = is_value
        self._with_content = len(self._places)
        if rank == _RANK["f"]:
            self._with_formula.append(self._with_content)

    def _value(self, data: str) -> None:
        """Look at the text of `<v>`: the same for every reader, and what its type says."""
        kind = self._type
        if kind in ("str", "d", "inlineStr"):
            return
        end = self.parser.CurrentByteIndex
        raw = data.encode()
        if self._careful and self._part[end - len(raw) - 1 : end] != b">" + raw:
            self._stop_disorder("a value that is not plain")
        if kind == "s":
            self._indices.append(data)
        elif kind == "e":
            self._with_error.append(self._with_content)
            self._hand_on_as_text(end)
        elif kind != "b" and not _is_number(data):
            self._hand_on_as_text(end)

    def _hand_on_as_text(self, end: int) -> None:
        """Note where the tag of the cell begins whose value ends at a byte."""
        self.as_text.append(self._part.rfind(b"<%b " % self._cell.encode(), 0, end))

    def _finish_row(self) -> None:
        """Judge the cells of the row that ends: their order, how far they go, what they name."""
        if not self._places:
            return
        numbers = self._numbers()
        if not all(map(lt, numbers, numbers[1:])):
            self._stop_disorder("cells out of order")
        self.tally.add_cells(len(numbers))
        if self._with_content:
            self._check_extent(numbers[self._with_content - 1])
        for cells, kept in ((self._with_formula, self.formulas), (self._with_error, self.errors)):
            kept.extend(self._row * ADDRESS + numbers[cell - 1] for cell in cells)
            cells.clear()
        if self._indices:
            self._check_indices()
        self._places.clear()
        self._with_content = 0

    def _numbers(self) -> list[int]:
        """Return the columns of the row's cells; one without a place follows the one before."""
        known, row = self._columns, self._row_text
        numbers: list[int] = []
        for place in self._places:
            if place is None:
                numbers.append(numbers[-1] + 1 if numbers else 1)
            else:
                numbers.append(known.get(place.removesuffix(row), 0))
        if not all(numbers):
            self._stop_disorder("a cell of another row or beyond the last column")
        return numbers

    def _check_extent(self, column: int) -> None:
        if column > self.limits.columns:
            raise Stopped("too-many-columns", limit=int(self.limits.columns), row=self._row)
        if self._row > self.limits.rows:
            raise Stopped("too-many-rows", limit=int(self.limits.rows), row=self._row)

    def _check_indices(self) -> None:
        digits = "".join(self._indices)
        if not (digits.isascii() and digits.isdigit()) or max(map(len, self._indices)) > 12:
            self._stop_disorder("a string that is none")
        else:
            self.highest_string = max(self.highest_string, *map(int, self._indices))
        self._indices.clear()

    def _cdata(self) -> None:
        if self._inside:
            self._stop_disorder("a text that readers skip")

    def _stop_disorder(self, detail: str) -> None:
        if self.limits.orderly_cells:
            raise Stopped("damaged", detail=f"{self.name}, row {self._row}: {detail}")

    @override
    def _let_go(self) -> None:
        self.parser.StartCdataSectionHandler = None
        super()._let_go()


class StringsPass(PartPass):
    """The table of shared strings."""

    def __init__(self, name: str, tally: Tally) -> None:
        super().__init__(name, tally)
        self.count = 0
        self._length = 0
        self._part = b""

    @override
    def run(self, part: bytes) -> None:
        self._part = part
        self.collect_text(self.text)
        super().run(part)
        self._part = b""

    @override
    def start_root(self, name: str, attributes: dict[str, str]) -> None:
        self.check_encoding(self._part)
        super().start_root(name, attributes)
        check_namespace(self.namespace, self.limits)
        # Readers reserve memory for what is declared.
        limits = (("uniqueCount", self.limits.strings), ("count", self.limits.cells))
        for attribute, limit in limits:
            declared = attributes.get(attribute)
            if declared is not None and not 0 <= _whole(declared) <= limit:
                raise Stopped("too-many-strings", limit=int(self.limits.strings))

    @override
    def start(self, name: str, attributes: dict[str, str]) -> None:
        super().start(name, attributes)
        if self.depth == 2 and local(name) == "si":
            self.count += 1
            self.tally.add_string()
            self._length = 0

    def text(self, data: str) -> None:
        """Look at one piece of a string; all its pieces count together."""
        self._length += len(data)
        if self._length > self.limits.text_length:
            raise Stopped("text-too-long", limit=int(self.limits.text_length))


def _whole(text: str) -> int:
    """Return a number of at most twelve digits, -1 for anything else."""
    return int(text) if len(text) <= 12 and text.isascii() and text.isdigit() else -1


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None and math.isfinite(float(text))
