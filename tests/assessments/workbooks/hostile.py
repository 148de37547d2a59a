"""Broken and hostile workbooks, made from a real one: every limit of the preflight has its file.

A workbook is taken apart into its parts (`Parts`), one thing is changed, and it is put together
again. `LIMITED` holds one file per limit that nothing but this limit stops; files that are broken
in other ways stand in `broken`.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Parts = dict[str, bytes]
MIB = 1 << 20

CONTENT_TYPES = "[Content_Types].xml"
WORKBOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
STRINGS = "xl/sharedStrings.xml"
_NOISE = bytes((37 * n * n + 11 * n) % 251 + 1 for n in range(4096))
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def parts_of(path: Path) -> Parts:
    """Return the parts of a workbook by name, in order."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Parts, level: int = 1) -> bytes:
    """Return the parts as a workbook."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def changed(parts: Parts, name: str, old: str, new: str) -> Parts:
    """Return the parts with one text of a part replaced; it must be there."""
    content = parts[name]
    assert old.encode() in content, f"{old!r} not in {name}"
    return parts | {name: content.replace(old.encode(), new.encode(), 1)}


def sheet_part(parts: Parts, sheet: str) -> str:
    """Return the name of the part that holds a sheet."""
    relation = re.search(f'<sheet[^>]*name="{sheet}"[^>]*r:id="(\\w+)"', parts[WORKBOOK].decode())
    assert relation, sheet
    for tag in re.findall("<Relationship [^>]*>", parts[RELATIONS].decode()):
        if f'Id="{relation[1]}"' in tag:
            target = re.search('Target="([^"]*)"', tag)
            assert target
            return target[1].lstrip("/") if target[1].startswith("/") else f"xl/{target[1]}"
    raise AssertionError(sheet)


def in_cells(parts: Parts, sheet: str, xml: str) -> Parts:
    """Return the parts with rows added below those of a sheet."""
    return changed(parts, sheet_part(parts, sheet), "</sheetData>", f"{xml}</sheetData>")


def extra_part(parts: Parts, content: bytes | str, name: str = "xl/extra/part1.xml") -> Parts:
    """Return the parts with one more that nothing refers to."""
    return parts | {name: content if isinstance(content, bytes) else content.encode()}


def worksheet(rows: str) -> str:
    """Return a worksheet with these rows."""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def airy(content: bytes) -> bytes:
    """Return XML with a comment of noise now and then: too varied to be packed too densely."""
    step = MIB // 2
    noise = b"<!--" + _NOISE.hex().encode() + b"-->"
    pieces = []
    at = 0
    while at < len(content):
        end = content.find(b"><", at + step)
        end = len(content) if end < 0 else end + 1
        pieces += [content[at:end], noise if end < len(content) else b""]
        at = end
    return b"".join(pieces)


def block(size: int) -> bytes:
    """Return bytes that are no XML and pack about a hundredfold."""
    unit = (_NOISE + bytes(MIB // 2 - len(_NOISE))) * 2
    return (unit * (size // MIB + 1))[:size]


@dataclass(frozen=True)
class Case:
    """A way to break a workbook, and the code that says so."""

    code: str
    make: Callable[[Parts], bytes]
    readable_without: bool = True
    """Whether it can be read when its limit is switched off."""


def part(content: Callable[[Parts], Parts]) -> Callable[[Parts], bytes]:
    """Return a maker that packs what `content` makes of the parts."""
    return lambda parts: packed(content(parts))


def _nested(depth: int) -> str:
    return "<a>" * depth + "</a>" * depth


def _attributes(number: int) -> str:
    return " ".join(f'b{n}=""' for n in range(number))


def _many_sheets(parts: Parts) -> Parts:
    more = "".join(f'<sheet name="B{n}" sheetId="{n + 500}" r:id="x{n}"/>' for n in range(51))
    return changed(parts, WORKBOOK, "</sheets>", f"{more}</sheets>")


def _named_sheet(name: str) -> Callable[[Parts], Parts]:
    more = f'<sheet name="{name}" sheetId="900" r:id="x"/></sheets>'
    return lambda parts: changed(parts, WORKBOOK, "</sheets>", more)


def _many_merges(parts: Parts) -> Parts:
    merges = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 10_002))
    sheet = worksheet("").replace("</sheetData>", f"</sheetData><mergeCells>{merges}</mergeCells>")
    return extra_part(parts, sheet)


def _much_text(parts: Parts, *, rows: int) -> Parts:
    """Repeat one long shared string in the notes: small on disk, large in memory."""
    long = "Anmerkung " * 3_000
    count = len(re.findall(b"<si>|<si/>", parts[STRINGS]))
    parts = changed(parts, STRINGS, "</sst>", f"<si><t>{long}</t></si></sst>")
    last = last_row(parts, "Antworten")
    cells = "".join(
        f'<row r="{n}"><c r="J{n}" t="s"><v>{count}</v></c></row>'
        for n in range(last + 1, last + 1 + rows)
    )
    return in_cells(parts, "Antworten", cells)


def last_row(parts: Parts, sheet: str) -> int:
    """Return the number of a sheet's last row."""
    return int(re.findall(rb'<row r="(\d+)"', parts[sheet_part(parts, sheet)])[-1])


def _strict(parts: Parts) -> Parts:
    return {n: c.replace(MAIN.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main")
            for n, c in parts.items()}  # fmt: skip


def _out_of_order(parts: Parts) -> Parts:
    return extra_part(parts, worksheet('<row r="5"/><row r="4"/>'))


def _twice(parts: Parts) -> bytes:
    name = sheet_part(parts, "Antworten")
    return packed(parts | {name.upper(): parts[name]})


def _cells_without_end(parts: Parts) -> Parts:
    row = f"<row>{'<c/>' * 16_000}</row>"
    return extra_part(parts, airy(worksheet(row * 188).encode()))


def _elements_without_end(parts: Parts) -> Parts:
    return extra_part(parts, airy(b"<r>" + b"<a/>" * 8_000_001 + b"</r>"))


def _strings_without_end(parts: Parts) -> Parts:
    content = parts[STRINGS].replace(b"</sst>", b"<si/>" * 500_001 + b"</sst>")
    return parts | {STRINGS: airy(re.sub(rb' (uniqueCount|count)="\d+"', b"", content))}


def _large(size: int, number: int) -> Callable[[Parts], Parts]:
    return lambda parts: parts | {f"xl/media/{n}.bin": block(size) for n in range(number)}


def _stored(parts: Parts) -> bytes:
    """Add a picture that cannot be packed, larger than a file may be."""
    target = io.BytesIO(packed(parts))
    with zipfile.ZipFile(target, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("xl/media/picture.png", bytes(20 * MIB))
    return target.getvalue()


LIMITED: dict[str, Case] = {
    "file_bytes": Case("file-too-large", _stored),
    "unpacked_bytes": Case("unpacked-too-large", part(_large(128 * MIB, 2))),
    "part_bytes": Case("part-too-large", part(_large(161 * MIB, 1))),
    "parts": Case("too-many-parts", lambda p: packed(p | {f"x/{n}": b"x" for n in range(2_001)})),
    "ratio": Case("packed-too-densely",
        lambda p: packed(p | {"xl/media/0.bin": bytes(2 * MIB)}, level=9)),
    "depth": Case("too-deep", part(lambda p: extra_part(p, _nested(65)))),
    "attributes": Case("too-many-attributes", part(
        lambda p: extra_part(p, f"<a {_attributes(201)}/>"))),
    "attribute_length": Case("attribute-too-long", part(
        lambda p: extra_part(p, f'<a b="{"x" * 40_001}"/>'))),
    "text_length": Case("text-too-long", part(
        lambda p: changed(p, STRINGS, "</sst>", f"<si><t>{'lang ' * 8_001}</t></si></sst>"))),
    "elements": Case("too-many-elements", part(_elements_without_end)),
    "cells": Case("too-many-cells", part(_cells_without_end)),
    "strings": Case("too-many-strings", part(_strings_without_end)),
    "rows": Case("too-many-rows", part(
        lambda p: in_cells(p, "Antworten", '<row r="110001"><c r="A110001"><v>1</v></c></row>'))),
    "columns": Case("too-many-columns", part(
        lambda p: in_cells(p, "Antworten", '<row r="109000"><c r="DA109000"><v>1</v></c></row>'))),
    "sheets": Case("too-many-sheets", part(_many_sheets)),
    "sheet_name_length": Case("sheet-name-too-long", part(_named_sheet("B" * 32))),
    "merges": Case("too-many-merges", part(_many_merges)),
    "read_text": Case("too-much-text", part(lambda p: _much_text(p, rows=2_400))),
    "safe_names": Case("unsafe-part-name", part(lambda p: extra_part(p, "<a/>", "../a.xml"))),
    "single_names": Case("part-twice", _twice),
    "no_dtd": Case("document-type", part(lambda p: extra_part(p, "<!DOCTYPE a><a/>"))),
    "plain_content_type": Case("macro-enabled", part(lambda p: changed(
        p, CONTENT_TYPES, "openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        "ms-excel.sheet.macroEnabled.main+xml"))),
    "common_namespace": Case("strict-format", part(_strict)),
    "plain_encoding": Case("encoding", part(lambda p: p | {STRINGS: p[STRINGS].decode()
        .replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")}),
        readable_without=False),
    "orderly_cells": Case("damaged", part(_out_of_order)),
    "own_sheet_names": Case("sheet-name-twice", part(_named_sheet("ANTWORTEN"))),
}  # fmt: skip
"""Limit -> a file that only this limit stops. Time and memory have tests of their own."""


def without_end(parts: Parts) -> bytes:
    """Return a workbook that takes seconds to read: the cells are many, but allowed."""
    return packed(
        extra_part(parts, airy(worksheet(f"<row>{'<c/>' * 16_000}</row>" * 187).encode()))
    )


def repeating(parts: Parts) -> bytes:
    """Return a workbook whose texts take gigabytes when every cell has its own."""
    return packed(_much_text(parts, rows=40_000))


def aborting(parts: Parts) -> bytes:
    """Return a workbook that makes calamine abort unless the preflight stops it."""
    return packed(
        in_cells(parts, "Antworten", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    )
