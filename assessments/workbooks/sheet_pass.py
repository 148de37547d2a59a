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
_SUSPECT = frozenset({None, "n", "e"})
"""Types whose value may be one that calamine does not take."""
_RANK = {"f": 1, "v": 2, "is": 2}
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_REFERENCE = re.compile(rb"<(?:\w+:)?(?:c|row)\s[^<]*?&")
_ATTRIBUTES_OF_CELLS = 6


@cache
def columns() -> Mapping[str, int]:
    """Return the 1-based number of every column Excel has, by its letters."""
    names = ("".join(p) for n in (1, 2, 3) for p in product(ascii_uppercase, repeat=n))
    return {name: number for number, name in zip(range(1, LAST_COLUMN + 1), names, strict=False)}


class SheetPass(PartPass):
    """One worksheet. After `run`: where formulas, errors and merges are."""

    def __init__(self, name: str, tally: Tally) -> None:
        super().__init__(name, tally)
        self.formulas = array("Q")
        self.errors = array("Q")
        self.as_text = array("Q")
        """Byte offsets of cells that have to be handed on as text."""
        self.merges: list[str] = []
        self.highest_string = -1
        self._part = b""
        self._columns = columns()
        self._inside = False
        self._seen_data = False
        self._row = 0
        self._row_text = "0"
        self._column = 0
        self._cells = 0
        self._type: str | None = None
        self._rank = 0
        self._offset = 0
        self._awaits_value = False
        self._length = 0
        self._names: dict[str, str] = {}

    @override
    def run(self, part: bytes) -> None:
        self._part = part
        self.collect_text()
        self.parser.StartCdataSectionHandler = self._cdata
        if b"&#" in part and _REFERENCE.search(part):
            self._stop_disorder("reference in a cell's place")
        super().run(part)
        self._part = b""
        self.tally.add_cells(self._cells)

    @override
    def start_root(self, name: str, attributes: dict[str, str]) -> None:
        prefix = name[: -len(local(name))]
        self._names = {prefix + plain: plain for plain in _CELLS}
        self.check_encoding(self._part)
        super().start_root(name, attributes)
        check_namespace(self.namespace, self.limits)

    @override
    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth = depth = self.depth + 1
        kind = self._names.get(name)
        if depth < 3 or kind is None or not self._inside:
            self._other(name, attributes)
        elif kind == "t":
            if attributes or depth > self.limits.depth:
                self._other(name, attributes)
        elif kind == "c":
            self._cell(attributes)
        elif kind == "row":
            self._start_row(attributes)
        else:
            self._content(kind)

    @override
    def end(self, name: str) -> None:
        self.depth -= 1

    @override
    def text(self, data: str) -> None:
        if self._awaits_value and self.depth == 5:
            self._value(data)
        self._length += len(data)
        if self._length > self.limits.text_length and self._inside:
            raise Stopped("text-too-long", limit=int(self.limits.text_length), row=self._row)

    def _other(self, name: str, attributes: dict[str, str]) -> None:
        """Look at an element that is none of a cell's, or not in the cells' part of the sheet."""
        if self.depth > self.limits.depth:
            raise Stopped("too-deep", limit=int(self.limits.depth))
        if attributes:
            self.check_attributes(attributes)
        plain = local(name)
        if self.depth == 2:
            self._start_section(plain)
        elif self._inside and name not in self._names and plain in _CELLS:
            self._stop_disorder(f"{name} in another name space")
        elif plain == "mergeCell" and not self._inside:
            self._merge(attributes.get("ref", ""))

    def _start_section(self, plain: str) -> None:
        """Enter a child of the sheet's root; the cells are in one of them."""
        self._inside = plain == "sheetData"
        if self._inside and self._seen_data:
            self._stop_disorder("cells twice")
        self._seen_data = self._seen_data or self._inside

    def _merge(self, reference: str) -> None:
        self.merges.append(reference[:40])
        if len(self.merges) > self.limits.merges:
            raise Stopped("too-many-merges", limit=int(self.limits.merges))

    def _start_row(self, attributes: dict[str, str]) -> None:
        given = attributes.get("r")
        row = self._row + 1 if given is None else _whole(given)
        if row <= self._row or row > LAST_ROW or self.depth != 3:
            self._stop_disorder(f"row {given}")
        self._row = row
        self._row_text = str(row)
        self._column = 0
        if len(attributes) > _ATTRIBUTES_OF_CELLS:
            self.check_attributes(attributes)
        if self._cells > 10_000:
            self.tally.add_cells(self._cells)
            self._cells = 0

    def _cell(self, attributes: dict[str, str]) -> None:
        place = attributes.get("r")
        if place is None:
            column = self._column + 1
        else:
            column = self._columns.get(place.removesuffix(self._row_text), 0)
        kind = self._type = attributes.get("t")
        if column <= self._column or kind not in _TYPES or self.depth != 4:
            self._stop_disorder(f"cell {place} of type {kind}")
        self._column = column
        self._cells += 1
        self._rank = 0
        self._length = 0
        if kind in _SUSPECT:
            self._offset = self.parser.CurrentByteIndex
        if len(attributes) > _ATTRIBUTES_OF_CELLS:
            self.check_attributes(attributes)

    def _content(self, kind: str) -> None:
        """Enter a formula, a value or an inline string of the current cell."""
        rank = _RANK.get(kind, 0)
        out_of_place = rank <= self._rank or self.depth != 5
        # Behind a formula LibreOffice writes such a value; a formula is never read anyway.
        unread = kind == "v" and self._type == "inlineStr" and self._rank != _RANK["f"]
        if out_of_place or unread:
            self._stop_disorder(f"{kind} in the cell in column {self._column}")
        self._rank = rank
        if self._column > self.limits.columns:
            raise Stopped("too-many-columns", limit=int(self.limits.columns), row=self._row)
        if self._row > self.limits.rows:
            raise Stopped("too-many-rows", limit=int(self.limits.rows))
        if kind == "f":
            self.formulas.append(self._row * ADDRESS + self._column)
        self._awaits_value = kind == "v"

    def _value(self, data: str) -> None:
        """Look at the text of `<v>`: the same for every reader, and what its type says."""
        kind = self._type
        if kind in ("str", "d", "inlineStr"):
            return
        end = self.parser.CurrentByteIndex
        raw = data.encode()
        if self._part[end - len(raw) - 1 : end] != b">" + raw:
            self._stop_disorder(f"value in column {self._column} is not plain")
        if kind == "s":
            self.highest_string = max(self.highest_string, self._string_index(data))
        elif kind == "e":
            self.errors.append(self._row * ADDRESS + self._column)
            self.as_text.append(self._offset)
        elif kind != "b" and not _is_number(data):
            self.as_text.append(self._offset)

    def _string_index(self, data: str) -> int:
        index = _whole(data)
        if index < 0:
            self._stop_disorder(f"string {data[:20]}")
        return index

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
        self.collect_text()
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

    @override
    def text(self, data: str) -> None:
        self._length += len(data)
        if self._length > self.limits.text_length:
            raise Stopped("text-too-long", limit=int(self.limits.text_length))


def _whole(text: str) -> int:
    """Return a number of at most twelve digits, -1 for anything else."""
    return int(text) if len(text) <= 12 and text.isascii() and text.isdigit() else -1


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None and math.isfinite(float(text))
