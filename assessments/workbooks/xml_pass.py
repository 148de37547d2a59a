"""One exact pass of expat over every XML part: no document type, everything counted.

A part is what its root element says, never what its path says. What is nobody's data (pictures'
frames, themes, notes) is only counted; worksheets and shared strings have passes of their own
(`sheet_pass`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.parsers import expat

from assessments.workbooks.limits import Stopped

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from assessments.workbooks.limits import Limits

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_READ_ENCODINGS = frozenset({"", "utf-8", "utf8", "us-ascii", "ascii"})
_SLICE = 1 << 20
_TEXT_BUFFER = 1 << 18
"""Bytes collected before a text is handed over: more than the longest text allowed has, so that a
longer one shows itself in one piece."""
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_TWO_BYTES = (*_MARKS[1:], b"<\x00", b"\x00<")


@dataclass(slots=True)
class Tally:
    """What is counted over all parts of one workbook."""

    limits: Limits
    elements: int = 0
    cells: int = 0
    strings: int = 0

    def add_elements(self, part: bytes) -> None:
        """Count the elements of a part before it is parsed.

        Every start tag has one `<` and no `</`; comments and the like count, too, which only
        makes the count stricter.
        """
        self.elements += part.count(b"<") - part.count(b"</")
        if self.elements > self.limits.elements:
            raise Stopped("too-many-elements", limit=int(self.limits.elements))

    def add_cells(self, number: int) -> None:
        """Count cells, with or without content."""
        self.cells += number
        if self.cells > self.limits.cells:
            raise Stopped("too-many-cells", limit=int(self.limits.cells))

    def add_string(self) -> None:
        """Count one shared string."""
        self.strings += 1
        if self.strings > self.limits.strings:
            raise Stopped("too-many-strings", limit=int(self.limits.strings))


class OtherKind(Exception):
    """The root element says that the part needs another pass; `root` is its plain name."""

    def __init__(self, root: str) -> None:
        super().__init__(root)
        self.root = root


class PartPass:
    """Looks at one part of any kind. Subclasses add what their kind needs."""

    other_kinds: Collection[str] = ()
    """Roots that this pass leaves to others."""

    def __init__(self, name: str, tally: Tally) -> None:
        self.name = name
        self.tally = tally
        self.limits = tally.limits
        self.depth = 0
        self.root = ""
        self.namespace = ""
        self.encoding = ""
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.XmlDeclHandler = self._declaration
        self.parser.StartElementHandler = self.start_root
        self.parser.EndElementHandler = self.end

    def run(self, part: bytes) -> None:
        """Parse the whole part; `Stopped` at the first thing that may not be."""
        view = memoryview(part)
        at = 0
        try:
            while at < len(part):
                # Cut behind a tag: the parser hands over at every cut what it has of a text.
                end = part.rfind(b">", at, at + _SLICE) + 1 or at + _SLICE
                self.parser.Parse(view[at:end], False)
                at = end
            self.parser.Parse(b"", True)
        except (expat.ExpatError, LookupError, ValueError) as error:
            # An unknown encoding is a LookupError, a wrong byte a UnicodeError (a ValueError).
            raise Stopped("damaged", detail=f"{self.name}: {error}") from error
        finally:
            self._let_go()

    def start_root(self, name: str, attributes: dict[str, str]) -> None:
        """Look at the root element, then go on with `start`."""
        self.root = local(name)
        if self.root in self.other_kinds:
            raise OtherKind(self.root)
        prefix = name.partition(":")[0] if ":" in name else ""
        self.namespace = attributes.get(f"xmlns:{prefix}" if prefix else "xmlns", "")
        self.parser.StartElementHandler = self.start
        self.start(name, attributes)

    def start(self, _name: str, attributes: dict[str, str]) -> None:
        """Count one element."""
        self.depth += 1
        if self.depth > self.limits.depth:
            raise Stopped("too-deep", limit=int(self.limits.depth))
        if attributes:
            self.check_attributes(attributes)

    def end(self, _name: str) -> None:
        """Leave one element."""
        self.depth -= 1

    def check_attributes(self, attributes: dict[str, str]) -> None:
        """Stop at too many or too long attributes."""
        if len(attributes) > self.limits.attributes:
            raise Stopped("too-many-attributes", limit=int(self.limits.attributes))
        longest = max(map(len, attributes.values()))
        if longest > self.limits.attribute_length:
            raise Stopped("attribute-too-long", limit=int(self.limits.attribute_length))

    def collect_text(self, handler: Callable[[str], None]) -> None:
        """Hand every text over in one piece."""
        self.parser.buffer_text = True
        self.parser.buffer_size = _TEXT_BUFFER
        self.parser.CharacterDataHandler = handler

    def check_encoding(self, part: bytes) -> None:
        """Stop unless a part that is read further is UTF-8: readers do not agree on others."""
        plain = self.encoding.lower() in _READ_ENCODINGS and not part.startswith(_TWO_BYTES)
        if self.limits.plain_encoding and not plain:
            raise Stopped("encoding", part=self.name)

    def _doctype(self, *_: object) -> None:
        if self.limits.no_dtd:
            raise Stopped("document-type")

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        self.encoding = encoding or ""

    def _let_go(self) -> None:
        """Break the circle parser - handlers - parser, so that memory is free at once."""
        self.parser.StartElementHandler = None
        self.parser.EndElementHandler = None
        self.parser.CharacterDataHandler = None
        self.parser.StartDoctypeDeclHandler = None
        self.parser.XmlDeclHandler = None


def looks_like_xml(part: bytes) -> bool:
    """Return whether a part may be XML, whatever it is called."""
    head = part[:64]
    for mark in _MARKS:
        head = head.removeprefix(mark)
    return head.lstrip(b" \t\r\n\x00").startswith(b"<")


def local(name: str) -> str:
    """Return a name without its prefix."""
    return name.rpartition(":")[2]


def check_namespace(namespace: str, limits: Limits) -> None:
    """Stop unless the workbook speaks the common dialect."""
    if not limits.common_namespace or namespace == MAIN:
        return
    raise Stopped("strict-format" if namespace == STRICT else "unknown-namespace")
