"""How large and how odd a workbook may be before anything of it is believed (contract 3.5).

Nothing here is a matter of taste: each limit stops a file that was seen to exhaust memory or time
of a reader, or to be read differently by two programs (reliability A1, A3). Our own city workbook
of 5,000 services and 100,000 answers passes all of them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, replace
from typing import Any

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits and checks of the preflight; `without` switches single ones off by name."""

    file_bytes: float = 20 * MIB
    unpacked_bytes: float = 256 * MIB
    """All parts together."""
    part_bytes: float = 160 * MIB
    parts: float = 2_000
    """Members of the zip."""
    ratio: float = 400
    """Unpacked to packed size of a part of more than 1 MiB."""
    depth: float = 64
    """Elements inside each other."""
    attributes: float = 200
    """Attributes of one element."""
    attribute_length: float = 40_000
    """Characters of one attribute."""
    text_length: float = 40_000
    """Characters of one text in sheets and shared strings; Excel itself stops at 32,767."""
    elements: float = 8_000_000
    """All parts together, as are cells and strings."""
    cells: float = 3_000_000
    strings: float = 500_000
    """Shared strings: those in the table, and those that it says it has."""
    rows: float = 110_000
    """Last row of a sheet with a content, header included; blank rows below do not count."""
    columns: float = 104
    """Last column with a content (CZ)."""
    sheets: float = 50
    sheet_name_length: float = 31
    merges: float = 10_000
    """Merged ranges of one sheet."""
    read_text: float = 64 * MIB
    """Characters in all cells that are read: a shared string may be repeated without end."""
    memory_bytes: float = 1 << 30
    """Address space of the reading process."""
    seconds: float = 10.0
    """Time for one file of up to 1 MiB."""
    seconds_per_mib: float = 10.0
    """Time added for every further MiB of the file."""

    safe_names: bool = True
    """No member whose name leaves the package."""
    single_names: bool = True
    """No member twice, also by capitals only."""
    no_dtd: bool = True
    """No document type, hence no entity, in any part."""
    plain_content_type: bool = True
    """Only workbooks without macros, no templates, add-ins or binary workbooks."""
    common_namespace: bool = True
    """Neither Strict Open XML nor a namespace of nobody."""
    plain_encoding: bool = True
    """UTF-8 in what is read."""
    orderly_cells: bool = True
    """Rows and cells in order, once, where they say they are; nothing a reader would skip."""
    own_sheet_names: bool = True
    """No two sheets of one name."""

    def without(self, *names: str) -> Limits:
        """Return a copy in which these never stop a file; AttributeError for an unknown name."""
        off: dict[str, Any] = {
            name: False if isinstance(getattr(self, name), bool) else math.inf for name in names
        }
        return replace(self, **off)

    def seconds_for(self, size: int) -> float:
        """Return how long reading a file of `size` bytes may take."""
        return self.seconds + self.seconds_per_mib * max(0.0, size / MIB - 1)


NAMES = tuple(field.name for field in fields(Limits))
"""All limits and checks by name."""


class Stopped(Exception):
    """The file is refused before anything of it is judged.

    `code` is the finding's; `facts` are numbers and texts for its sentence (assessments.workbooks.
    wording), among them `sheet`, `row`, `column` where there is a place.
    """

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
