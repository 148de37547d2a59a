"""The zip container: counted, never trusted.

The directory of the zip is read by the standard library, the members by ourselves: unpacking stops
one byte behind the declared size, and the check sum of each member is compared. What is read here
is the only thing anyone reads: calamine later gets a package of our own, made of these bytes.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessments.workbooks.limits import MIB, Stopped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessments.workbooks.limits import Limits

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")
"""How files of Excel 2 to 4 begin; later ones are OLE containers."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_UNSAFE = re.compile(r"[\\:\x00-\x1f]|^/|(^|/)\.\.(/|$)")
_END = struct.Struct("<4s4H2LH")
_LOCAL = struct.Struct("<4s5H3L2H")
_SMALLEST_ENTRY = 46
_LARGEST_ENTRY = 1 << 10
"""Bytes of one entry of the directory; longer names and notes nobody needs."""


@dataclass(frozen=True, slots=True)
class Package:
    """The members of a zip by name; each is unpacked when asked for."""

    data: bytes
    members: Mapping[str, zipfile.ZipInfo]

    def read(self, name: str) -> bytes:
        """Return one member; KeyError if there is none, `Stopped` if it is not what it says."""
        info = self.members[name]
        try:
            content = _unpacked(self.data, info)
        except (zlib.error, struct.error) as error:
            raise Stopped("damaged", detail=f"{name}: {error}") from error
        if len(content) != info.file_size or zlib.crc32(content) != info.CRC:
            raise Stopped("damaged", detail=f"{name}: size or check sum")
        return content


def check_kind(data: bytes) -> None:
    """Stop at everything that is no zip, saying what it is instead."""
    if not data:
        raise Stopped("empty-file")
    if data.startswith(_OLE):
        raise Stopped("encrypted" if _ENCRYPTED in data else "old-format")
    if data.startswith(_BIFF):
        raise Stopped("old-format")
    if not data.startswith(b"PK\x03\x04"):
        raise Stopped("not-a-workbook")


def open_package(data: bytes, limits: Limits) -> Package:
    """Return the members of a zip after looking at its directory only."""
    _check_end(data, limits)
    try:
        # The object lives as long as this call; nothing is ever read through it.
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (
        zipfile.BadZipFile,
        struct.error,
        ValueError,
        LookupError,
        NotImplementedError,
        OverflowError,
    ) as error:
        raise Stopped("damaged", detail=str(error)) from error
    entries = [e for e in entries if not (e.orig_filename.endswith("/") and e.file_size == 0)]
    if len(entries) > limits.parts:
        raise Stopped("too-many-parts", limit=int(limits.parts))
    for entry in entries:
        _check_entry(entry, limits)
    if sum(e.file_size for e in entries) > limits.unpacked_bytes:
        raise Stopped("unpacked-too-large", limit=int(limits.unpacked_bytes // MIB))
    return Package(data, _by_name(entries, limits))


def _check_end(data: bytes, limits: Limits) -> None:
    """Stop before a directory of millions of entries is taken into memory."""
    at = data.rfind(b"PK\x05\x06")
    if at < 0 or len(data) - at < _END.size:
        raise Stopped("damaged", detail="no end of directory")
    size_of_directory = _END.unpack_from(data, at)[5]
    if size_of_directory > limits.parts * _LARGEST_ENTRY:
        raise Stopped("too-many-parts", limit=int(limits.parts))


def _check_entry(entry: zipfile.ZipInfo, limits: Limits) -> None:
    if entry.flag_bits & 0x1:
        raise Stopped("encrypted")
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise Stopped("damaged", detail=f"{entry.filename}: method {entry.compress_type}")
    if limits.safe_names and _UNSAFE.search(entry.orig_filename):
        raise Stopped("unsafe-part-name", part=entry.orig_filename[:80])
    if entry.file_size > limits.part_bytes:
        raise Stopped("part-too-large", limit=int(limits.part_bytes // MIB))
    if entry.file_size > MIB and entry.file_size > limits.ratio * max(1, entry.compress_size):
        raise Stopped("packed-too-densely", limit=int(limits.ratio))


def _by_name(entries: list[zipfile.ZipInfo], limits: Limits) -> dict[str, zipfile.ZipInfo]:
    members = {e.filename: e for e in entries}
    if limits.single_names and len({n.casefold() for n in members}) != len(entries):
        raise Stopped("part-twice")
    return members


def _unpacked(data: bytes, info: zipfile.ZipInfo) -> bytes:
    head = _LOCAL.unpack_from(data, info.header_offset)
    start = info.header_offset + _LOCAL.size + head[9] + head[10]
    packed = data[start : start + info.compress_size]
    if head[0] != b"PK\x03\x04" or len(packed) != info.compress_size:
        raise Stopped("damaged", detail=f"{info.filename}: no such place")
    if info.compress_type == zipfile.ZIP_STORED:
        return packed
    return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, info.file_size + 1)
