"""Workbooks broken in ways that are no matter of size, each with the code that says so."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from typing import TYPE_CHECKING

from tests.assessments.workbooks.hostile import (
    CONTENT_TYPES,
    MAIN,
    RELATIONS,
    STRINGS,
    WORKBOOK,
    Case,
    changed,
    extra_part,
    in_cells,
    packed,
    part,
    sheet_part,
    worksheet,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.assessments.workbooks.hostile import Parts


def _cell(xml: str) -> Callable[[Parts], bytes]:
    """Return a maker that adds one more worksheet with one cell, or several."""
    return part(lambda p: extra_part(p, worksheet(f'<row r="1">{xml}</row>')))


def _member(parts: Parts, name: str, change: Callable[[bytearray, int], None]) -> bytes:
    """Change bytes of a packed workbook; `change` gets the offset of a member's local header."""
    data = bytearray(packed(parts))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        change(data, archive.getinfo(name).header_offset)
    return bytes(data)


def _flip(data: bytearray, at: int) -> None:
    length = struct.unpack_from("<2H", data, at + 26)
    data[at + 30 + sum(length) + 40] ^= 0x10


def _packed_otherwise(parts: Parts) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_BZIP2) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def _declared(parts: Parts, name: str, size: int, at_byte: int = 24) -> bytes:
    """Lie about a part in the directory: its size, or (42) where it begins."""
    data = bytearray(packed(parts))
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(name.encode()))
    struct.pack_into("<L", data, at + at_byte, size)
    return bytes(data)


def _flagged(parts: Parts) -> bytes:
    data = bytearray(packed(parts))
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def _ole(*streams: str) -> bytes:
    names = b"".join(s.encode("utf-16-le") for s in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + names + bytes(512)


def _bomb(levels: int = 9) -> str:
    entities = '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, levels)
    )
    return f"<!DOCTYPE a [{entities}]><a>&a{levels - 1};</a>"


def _typed(code: str, content_type: str) -> Case:
    return Case(code, part(lambda p: changed(
        p, CONTENT_TYPES, "openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        content_type)))  # fmt: skip


def _sheet(old: str, new: str, sheet: str = "Antworten") -> Callable[[Parts], bytes]:
    return part(lambda p: changed(p, sheet_part(p, sheet), old, new))


_PIECE = f"<r><t>{'lang ' * 50}</t></r>"
_ATTRIBUTES = " ".join(f'a{n}=""' for n in range(201))

BROKEN: dict[str, Case] = {
    "nothing": Case("empty-file", lambda _: b""),
    "one byte": Case("not-a-workbook", lambda _: b"P"),
    "csv": Case("not-a-workbook", lambda _: b"Leistung;Wert\nHund;ja\n"),
    "html": Case("not-a-workbook", lambda _: b"<html><table><tr><td>1</td></tr></table></html>"),
    "xml of 2003": Case("not-a-workbook", lambda _: b'<?xml version="1.0"?><Workbook/>'),
    "pdf": Case("not-a-workbook", lambda _: b"%PDF-1.7\n"),
    "xls": Case("old-format", lambda _: _ole("Workbook")),
    "xls of version 4": Case("old-format", lambda _: b"\x09\x04\x06\x00\x00\x00\x10\x00"),
    "with a password": Case("encrypted", lambda _: _ole("EncryptionInfo", "EncryptedPackage")),
    "zip with a password": Case("encrypted", _flagged),
    "zip without parts": Case("not-a-workbook", lambda _: packed({"a.txt": b"a"})),
    "text document": _typed("not-a-workbook",
        "openxmlformats-officedocument.wordprocessingml.document.main+xml"),
    "template": _typed("template", "openxmlformats-officedocument.spreadsheetml.template.main+xml"),
    "macro template": _typed("macro-enabled", "ms-excel.template.macroEnabled.main+xml"),
    "add-in": _typed("macro-enabled", "ms-excel.addin.macroEnabled.main+xml"),
    "binary workbook": _typed("binary-workbook", "ms-excel.sheet.binary.macroEnabled.main"),
    "macros inside": Case("macro-enabled", part(lambda p: p | {"xl/vbaProject.bin": b"x"})),
    "OpenDocument": Case("open-document", lambda _: packed(
        {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"})),
    "cut off": Case("damaged", lambda p: packed(p)[:-200]),
    "first half": Case("damaged", lambda p: packed(p)[: len(packed(p)) // 2]),
    "one bit": Case("damaged", lambda p: _member(p, sheet_part(p, "Antworten"), _flip)),
    "declared smaller": Case("damaged", lambda p: _declared(p, sheet_part(p, "Antworten"), 100)),
    "declared larger": Case("damaged", lambda p: _declared(p, sheet_part(p, "Antworten"), 900_000)),
    "directory of millions": Case("too-many-parts", lambda p: re.sub(
        rb"(PK\x05\x06.{8}).{4}", lambda m: m[1] + b"\xff\xff\xff\x7f", packed(p), flags=re.S)),
    "no workbook": Case("damaged", part(lambda p: {n: c for n, c in p.items() if n != WORKBOOK}
        | {CONTENT_TYPES: p[CONTENT_TYPES]})),
    "no relations": Case("damaged",
        part(lambda p: {n: c for n, c in p.items() if n != RELATIONS})),
    "no sheet part": Case("damaged", part(
        lambda p: {n: c for n, c in p.items() if n != sheet_part(p, "Antworten")})),
    "no shared strings": Case("damaged",
        part(lambda p: {n: c for n, c in p.items() if n != STRINGS})),
    "sheet outside": Case("damaged", part(lambda p: changed(p, RELATIONS,
        'Target="/' + sheet_part(p, "Antworten") + '"',
        'TargetMode="External" Target="file:///sheet.xml"'))),
    "relations are no XML": Case("damaged", part(lambda p: p | {"_rels/.rels": b"no"})),
    "sheet is no sheet": Case("damaged",
        part(lambda p: p | {sheet_part(p, "Antworten"): b"<a/>"})),
    "namespace of nobody": Case("unknown-namespace", part(
        lambda p: changed(p, WORKBOOK, MAIN, "urn:nobody"))),
    "entities ten times ten": Case("document-type", part(lambda p: extra_part(p, _bomb()))),
    "entity in the strings": Case("document-type", part(lambda p: changed(p, STRINGS,
        "<sst ", '<!DOCTYPE sst [<!ENTITY a "b">]><sst '))),
    "entity from a file": Case("document-type", part(lambda p: extra_part(
        p, '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'))),
    "entity from the net": Case("document-type", part(lambda p: extra_part(
        p, '<!DOCTYPE a SYSTEM "http://example.invalid/a.dtd"><a/>'))),
    "unknown encoding": Case("damaged", part(lambda p: extra_part(
        p, '<?xml version="1.0" encoding="UTF-8UTF-8"?><a/>'))),
    "not well-formed": Case("damaged", _sheet("</sheetData>", "</sheetdata>")),
    "strings declared by the billion": Case("too-many-strings", part(
        lambda p: p | {STRINGS: re.sub(rb'uniqueCount="\d+"', b'uniqueCount="4294967295"',
        p[STRINGS])})),
    "strings declared in 5000 digits": Case("too-many-strings", part(
        lambda p: p | {STRINGS: re.sub(rb' count="\d+"', b' count="' + b"9" * 5000 + b'"',
        p[STRINGS])})),
    "far cell": Case("too-many-rows", part(lambda p: in_cells(
        p, "Antworten", '<row r="1048576"><c r="CZ1048576"><v>1</v></c></row>'))),
    "far cell of an empty text": Case("too-many-rows", part(lambda p: in_cells(
        p, "Antworten", '<row r="1048576"><c r="A1048576" t="inlineStr"><is/></c></row>'))),
    "far cell at an odd path": Case("too-many-rows", part(lambda p: extra_part(
        p, worksheet('<row r="900000"><c r="A900000"><v>1</v></c></row>'), "xl/odd/evil.dat"))),
    "row beyond Excel": Case("damaged", part(lambda p: extra_part(
        p, worksheet('<row r="4294967295"><c><v>1</v></c></row>')))),
    "wide without places": Case("too-many-columns", part(lambda p: extra_part(
        p, worksheet("<row>" + "<c><v>1</v></c>" * 105 + "</row>")))),
    "cells twice": Case("damaged", _cell('<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>')),
    "cell in another row": Case("damaged", _cell('<c r="A2"><v>1</v></c>')),
    "cell of no column": Case("damaged", _cell('<c r="XFE1"><v>1</v></c>')),
    "cell of no type": Case("damaged", _cell('<c r="A1" t="x"><v>1</v></c>')),
    "string before the first": Case("damaged", _cell('<c r="A1" t="s"><v>-1</v></c>')),
    "string behind the last": Case("damaged", _cell('<c r="A1" t="s"><v>999999</v></c>')),
    "entity in a number": Case("damaged", _cell('<c r="A1"><v>&#49;2</v></c>')),
    "comment in a number": Case("damaged", _cell('<c r="A1"><v>1<!-- -->2</v></c>')),
    "hidden text in a number": Case("damaged", _cell('<c r="A1"><v><![CDATA[12]]></v></c>')),
    "entity in a place": Case("damaged", _cell('<c r="&#65;1"><v>1</v></c>')),
    "element in a value": Case("damaged", _cell('<c r="A1" t="s"><v>1<x/>2</v></c>')),
    "value twice": Case("damaged", _cell('<c r="A1"><v>1</v><v>2</v></c>')),
    "value before formula": Case("damaged", _cell('<c r="A1"><v>1</v><f>A2</f></c>')),
    "text beside its value": Case("damaged",
        _cell('<c r="A1" t="inlineStr"><v>1</v></c>')),
    "text without end in pieces": Case("text-too-long", _cell(
        f'<c r="A1" t="inlineStr"><is>{_PIECE * 161}</is></c>')),
    "deep inside a cell": Case("too-deep", _cell(
        f'<c r="A1" t="inlineStr"><is>{"<r>" * 70}{"</r>" * 70}</is></c>')),
    "attributes without end at a cell": Case("too-many-attributes", _cell(
        f'<c r="A1" {_ATTRIBUTES}/>')),
    "packed in another way": Case("damaged", _packed_otherwise),
    "member at no place": Case("damaged", lambda p: _declared(p, WORKBOOK, 5_000_000, 42)),
    "strings are none": Case("damaged", part(lambda p: p | {STRINGS: b"<a/>"})),
    "workbook is none": Case("not-a-workbook", part(lambda p: p | {WORKBOOK: b"<a/>"})),
    "cell in a cell": Case("damaged", _cell('<c r="A1"><c r="B1"><v>1</v></c></c>')),
    "row in another name space": Case("damaged", part(lambda p: extra_part(
        p, worksheet('<x:row xmlns:x="urn:x" r="9"/>')))),
    "cells in two places": Case("damaged", part(lambda p: extra_part(
        p, worksheet("").replace("</worksheet>", "<sheetData/></worksheet>")))),
}  # fmt: skip
"""What it is -> the file and the code that says so."""
