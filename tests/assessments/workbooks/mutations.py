"""Workbooks broken anywhere, by chance of a given seed: their XML, their parts or their zip."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.assessments.workbooks.hostile import packed

if TYPE_CHECKING:
    from random import Random

    from tests.assessments.workbooks.hostile import Parts

_SNIPPETS = (
    b"<f>1+1</f>", b"<v/>", b"</c>", b"<row>", b"<c/>", b't="e"', b't="inlineStr"', b"&#0;",
    b"<!-- -->", b"<![CDATA[x]]>", b"]]>", b"\x00", b"\xff\xfe", b"&amp;", b"&x;",
    b"<!DOCTYPE a>", b"<?pi?>", b'r="A1"', b'xmlns=""', b"1e999", b"-1", b"#REF!", b"NaN",
)  # fmt: skip
_NUMBERS = (b"0", b"-1", b"1048577", b"4294967296", b"99999999999999999999", b"", b"A", b"1.5")


def mutated(parts: Parts, random: Random) -> bytes:
    """Return a workbook with one to four changes anywhere: in its XML, its parts or its zip."""
    parts = dict(parts)
    for _ in range(random.randint(1, 4)):
        name = random.choice(list(parts))
        parts[name] = random.choice(_CHANGES)(parts[name], random)
        if random.random() < 0.05:
            parts[random.choice((name.upper(), "xl/x.xml", f"../{name}"))] = parts.pop(name)
        if random.random() < 0.03:
            del parts[random.choice(list(parts))]
    data = bytearray(packed(parts))
    if random.random() < 0.15:
        for _ in range(random.randint(1, 8)):
            data[random.randrange(len(data))] = random.randrange(256)
    if random.random() < 0.03:
        del data[random.randrange(len(data)) :]
    return bytes(data)


def _tag(content: bytes, random: Random) -> tuple[int, int]:
    """Return where some tag begins and ends."""
    start = content.find(b"<", random.randrange(len(content) + 1))
    end = content.find(b">", start)
    return (start, end + 1) if 0 <= start < end else (0, 0)


def _drop_tag(content: bytes, random: Random) -> bytes:
    start, end = _tag(content, random)
    return content[:start] + content[end:]


def _repeat_tag(content: bytes, random: Random) -> bytes:
    start, end = _tag(content, random)
    return content[:start] + content[start:end] * random.choice((2, 3, 300)) + content[end:]


def _insert(content: bytes, random: Random) -> bytes:
    at = random.randrange(len(content) + 1)
    return content[:at] + random.choice(_SNIPPETS) + content[at:]


def _other_number(content: bytes, random: Random) -> bytes:
    numbers = list(re.finditer(rb"\d+", content))
    if not numbers:
        return content
    chosen = random.choice(numbers)
    return content[: chosen.start()] + random.choice(_NUMBERS) + content[chosen.end() :]


def _swap(content: bytes, random: Random) -> bytes:
    a, b = sorted(random.randrange(len(content) + 1) for _ in range(2))
    middle = (a + b) // 2
    return content[:a] + content[middle:b] + content[a:middle] + content[b:]


def _byte(content: bytes, random: Random) -> bytes:
    if not content:
        return content
    at = random.randrange(len(content))
    return content[:at] + bytes((random.randrange(256),)) + content[at + 1 :]


def _cut(content: bytes, random: Random) -> bytes:
    return content[: random.randrange(len(content) + 1)]


_CHANGES = (_drop_tag, _repeat_tag, _insert, _insert, _other_number, _other_number, _swap, _byte,
            _cut)  # fmt: skip
