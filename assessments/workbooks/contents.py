"""What leaves the PC: every text of a written workbook, from the file itself, not from the model.

Sheets are read row by row; whatever text stands elsewhere in the package (names of charts, alt
texts, footers, properties) is found in its XML. A text that is in the file is in the answer.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from assessments.workbooks.layout import HEADER_ROW, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_TABLE_SHEETS = frozenset(Sheet) - {Sheet.COVER, Sheet.OVERVIEW}
_TEXT_TAGS = frozenset({
    "t", "v", "oddFooter", "oddHeader", "title", "subject", "creator", "lastModifiedBy",
    "language", "description", "keywords", "category", "created", "modified", "Application",
    "AppVersion", "Company", "Manager",
})  # fmt: skip
"""Elements whose text a person can read (numbers of cells stand in the rows)."""
_FOOTERS = frozenset({"oddFooter", "oddHeader"})
_FOOTER_PARTS = re.compile(r"&[LCR](?=&)")
_FOOTER_CODES = re.compile(r'&"[^"]*"|&\d+ ?|&K[0-9A-F]{6}')
_TEXT_ATTRIBUTES = frozenset({"descr", "tooltip", "display"})
_PROPERTIES = {
    "title": "Titel", "subject": "Thema", "creator": "Ersteller",
    "lastModifiedBy": "Zuletzt bearbeitet von", "language": "Sprache", "created": "Erstellt",
    "modified": "Geändert", "Application": "Programm", "AppVersion": "Fassung",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class LeavingRow:
    """One row of a sheet as Excel counts it, and its cells that are not empty, left to right."""

    number: int
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeavingSheet:
    """One sheet and everything that stands on it."""

    name: str
    rows: tuple[LeavingRow, ...]
    head_row: int = 0
    """Row of the table's head on sheets that are one table; 0: a sheet for people."""

    @property
    def count(self) -> int:
        """How many rows carry content: below the head on sheets that are one table."""
        return sum(row.number > self.head_row for row in self.rows)


@dataclass(frozen=True, slots=True)
class Leaving:
    """All that leaves with one file."""

    sheets: tuple[LeavingSheet, ...]
    properties: tuple[tuple[str, str], ...]
    """What the file says about itself: German name and value."""
    further: tuple[str, ...]
    """Texts that stand in no cell: of charts, alt texts, footers; each once, sorted."""

    @property
    def texts(self) -> frozenset[str]:
        """Every text of the file."""
        cells = {text for sheet in self.sheets for row in sheet.rows for text in row.texts}
        return frozenset(
            cells
            | {value for _, value in self.properties}
            | set(self.further)
            | {sheet.name for sheet in self.sheets}
        )


def leaving_strings(path: Path) -> Leaving:
    """Return what leaves with the workbook at `path`, one of our own."""
    sheets = tuple(_sheets(path))
    properties: list[tuple[str, str]] = []
    found: set[str] = set()
    with zipfile.ZipFile(path) as package:
        for name in sorted(package.namelist()):
            if not name.endswith(".xml") or _is_bare(name):
                continue
            with package.open(name) as part:
                for tag, text in _texts_of(part):
                    if name.startswith("docProps/"):
                        properties.append((_PROPERTIES.get(tag, tag), text))
                    else:
                        found.add(text)
    leaving = Leaving(sheets, tuple(properties), ())
    further = {text for text in found if _unlike_number(text)} - leaving.texts
    return Leaving(sheets, tuple(properties), tuple(sorted(further)))


def _is_bare(name: str) -> bool:
    """Return whether a part holds no text of ours: look, theme, list of parts."""
    return name in {"xl/styles.xml", "[Content_Types].xml"} or name.startswith("xl/theme/")


def _texts_of(part: object) -> Iterator[tuple[str, str]]:
    for _, element in ElementTree.iterparse(part):  # type: ignore[call-overload]
        tag = element.tag.rpartition("}")[2]
        text = element.text
        if text and text.strip() and tag in _TEXT_TAGS:
            for piece in _footer(text) if tag in _FOOTERS else (text,):
                yield tag, piece
        for key in _TEXT_ATTRIBUTES & element.attrib.keys():
            yield key, element.attrib[key]
        if tag == "cNvPr" and element.attrib.get("name"):
            yield tag, element.attrib["name"]
        element.clear()


def _footer(text: str) -> list[str]:
    """Return the words of a footer without the codes of its look."""
    parts = (_FOOTER_CODES.sub("", part) for part in _FOOTER_PARTS.split(text))
    return [part.replace("&&", "&") for part in parts if part]


def _unlike_number(text: str) -> bool:
    return re.fullmatch(r"[-+0-9.eE]+", text) is None


def _sheets(path: Path) -> Iterator[LeavingSheet]:
    from python_calamine import CalamineWorkbook

    workbook = CalamineWorkbook.from_path(str(path))
    for name in workbook.sheet_names:
        grid = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
        rows = (
            LeavingRow(number, tuple(_shown(cell) for cell in row if cell != ""))
            for number, row in enumerate(grid, 1)
        )
        head = HEADER_ROW if name in _TABLE_SHEETS else 0
        yield LeavingSheet(name, tuple(row for row in rows if row.texts), head)


def _shown(cell: object) -> str:
    """Return a cell as a person would read it."""
    if isinstance(cell, datetime | date):
        return f"{cell:%d.%m.%Y}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).replace(".", ",") if isinstance(cell, float) else str(cell)
