"""One pass over the package that openpyxl made: what openpyxl cannot say, and fixed stamps.

Adds the alt texts of charts, the rows of large tables with their shared strings, and
`sourceLinked="0"` of data labels; puts the parts of fonts in the order of the schema; sets every
time to the time of export, so that the same input gives the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from openpyxl.workbook import Workbook

    from assessments.workbooks.rows import Grid, Strings

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_OWN_FILE = 0o600 << 16
_STRINGS_PART = "xl/sharedStrings.xml"
_STRINGS_TYPE = (
    '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.spreadsheetml.sharedStrings+xml"/>'
)
_STRINGS_RELATION = (
    '<Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    'sharedStrings" Target="sharedStrings.xml" Id="rIdStrings"/>'
)
_FONT_ORDER = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz",
    "color", "name", "family", "charset", "scheme",
)  # fmt: skip
_PROGRAM = "Selbstcheck"


@dataclass(frozen=True, slots=True)
class Finishing:
    """What the pass adds. `alt_texts`: per drawing, in order, name and text of each chart."""

    created: datetime
    alt_texts: Sequence[Sequence[tuple[str, str]]]
    grids: Mapping[str, Grid]
    """Part name of a sheet -> its rows."""
    strings: Strings


def finish(workbook: Workbook, path: Path, what: Finishing) -> None:
    """Write the workbook to `path` as a finished package."""
    draft = io.BytesIO()
    workbook.save(draft)
    with (
        zipfile.ZipFile(draft) as source,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            part = source.read(name).decode("utf-8")
            grid = what.grids.get(name)
            pieces = [_mended(name, part, what)] if grid is None else _with_rows(part, grid, what)
            _write(target, name, pieces)
        if what.grids:
            what.strings.check(path)
            _write(target, _STRINGS_PART, what.strings.xml())


def _write(target: zipfile.ZipFile, name: str, pieces: Iterable[str]) -> None:
    info = zipfile.ZipInfo(name, _EARLIEST)
    info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, _OWN_FILE
    with target.open(info, "w", force_zip64=False) as part:
        for piece in pieces:
            part.write(piece.encode("utf-8"))


def _with_rows(part: str, grid: Grid, what: Finishing) -> Iterable[str]:
    """Yield a sheet with the rows of its table behind those that are there."""
    start, end = part.split("</sheetData>", 1)
    last = f"{grid.letters[-1]}{max(grid.last_row, grid.first_row - 1)}"
    yield re.sub(r'<dimension ref="[^"]*"', f'<dimension ref="A1:{last}"', start, count=1)
    yield from grid.xml(what.strings)
    yield f"</sheetData>{end}"


def _mended(name: str, part: str, what: Finishing) -> str:
    for pattern, mend in _MENDERS:
        if found := re.fullmatch(pattern, name):
            return mend(part, what, found)
    return part


def _chart(part: str, _what: Finishing, _found: re.Match[str]) -> str:
    """Left out, both programs take the cell's format instead of the label's."""
    return re.sub(r'(<numFmt formatCode="[^"]*")\s*/>', r'\1 sourceLinked="0"/>', part)


def _drawing(part: str, what: Finishing, found: re.Match[str]) -> str:
    return _with_alt_texts(part, what.alt_texts[int(found[1]) - 1])


def _styles(part: str, _what: Finishing, _found: re.Match[str]) -> str:
    return re.sub(r"<font>(.*?)</font>", _in_order, part)


def _types(part: str, what: Finishing, _found: re.Match[str]) -> str:
    return part.replace("</Types>", f"{_STRINGS_TYPE}</Types>") if what.grids else part


def _relations(part: str, what: Finishing, _found: re.Match[str]) -> str:
    end = "</Relationships>"
    return part.replace(end, _STRINGS_RELATION + end) if what.grids else part


def _stamped(part: str, what: Finishing, _found: re.Match[str]) -> str:
    stamp = f"{what.created.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    part = re.sub(r"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rf"\g<1>{stamp}", part)
    part = re.sub(r"<AppVersion>[^<]*</AppVersion>", "", part)  # it would be openpyxl's
    return re.sub(r"(<Application>)[^<]*(</Application>)", rf"\g<1>{_PROGRAM}\g<2>", part)


def _with_alt_texts(part: str, texts: Sequence[tuple[str, str]]) -> str:
    waiting = iter(texts)

    def described(found: re.Match[str]) -> str:
        name, text = next(waiting)
        return (
            f"<{found[1]}cNvPr id={quoteattr(found[2])} name={quoteattr(name)} "
            f"descr={quoteattr(text)}/>"
        )

    return re.sub(r'<([\w:]*)cNvPr id="(\d+)" name="Chart \d+" ?/>', described, part)


def _in_order(found: re.Match[str]) -> str:
    parts = re.findall(r"<(\w+)[^>]*/>", found[1])
    whole = re.findall(r"<\w+[^>]*/>", found[1])
    ordered = sorted(zip(parts, whole, strict=True), key=lambda p: _FONT_ORDER.index(p[0]))
    return f"<font>{''.join(text for _, text in ordered)}</font>"


_MENDERS = (
    (r"xl/charts/chart\d+\.xml", _chart),
    (r"xl/drawings/drawing(\d+)\.xml", _drawing),
    (r"xl/styles\.xml", _styles),
    (r"docProps/\w+\.xml", _stamped),
    (r"\[Content_Types\]\.xml", _types),
    (r"xl/_rels/workbook\.xml\.rels", _relations),
)
