"""The small parts that say what a package is: content types, relations, the list of sheets."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING

from typing_extensions import override

from assessments.workbooks.limits import Stopped
from assessments.workbooks.xml_pass import PartPass, check_namespace, local

if TYPE_CHECKING:
    from assessments.workbooks.xml_pass import Tally

CONTENT_TYPES = "[Content_Types].xml"
PACKAGE_RELATIONS = "_rels/.rels"

_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_CODES = (
    ("sheet.binary", "binary-workbook"),
    ("macroenabled", "macro-enabled"),
    ("addin", "macro-enabled"),
    ("template", "template"),
)


class TypesPass(PartPass):
    """`[Content_Types].xml`: what each part is, by path and by ending."""

    def __init__(self, name: str, tally: Tally) -> None:
        super().__init__(name, tally)
        self._by_path: dict[str, str] = {}
        self._by_ending: dict[str, str] = {}

    @override
    def start(self, name: str, attributes: dict[str, str]) -> None:
        super().start(name, attributes)
        content_type = attributes.get("ContentType", "").strip().lower()
        if local(name) == "Override":
            self._by_path[attributes.get("PartName", "").strip().lstrip("/").lower()] = content_type
        elif local(name) == "Default":
            self._by_ending[attributes.get("Extension", "").strip().lower()] = content_type

    def type_of(self, path: str) -> str:
        """Return the content type of a part in lower case, empty where none is said."""
        path = path.lower()
        return self._by_path.get(path) or self._by_ending.get(path.rpartition(".")[2], "")

    def all_types(self) -> frozenset[str]:
        """Return every content type that is named."""
        return frozenset((*self._by_path.values(), *self._by_ending.values()))

    def main_parts(self) -> list[str]:
        """Return paths of parts that say they are a workbook of some kind."""
        return [path for path, kind in self._by_path.items() if ".main" in kind]


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation; `target` is a path inside the package unless it is `external`."""

    id: str
    kind: str
    """Last part of its type: `worksheet`, `sharedStrings`, `officeDocument`."""
    target: str
    external: bool


class RelationsPass(PartPass):
    """A `.rels` part; `folder` is where the part that it belongs to lies."""

    def __init__(self, name: str, tally: Tally, folder: str) -> None:
        super().__init__(name, tally)
        self.relations: list[Relation] = []
        self._folder = folder

    @override
    def start(self, name: str, attributes: dict[str, str]) -> None:
        super().start(name, attributes)
        if local(name) != "Relationship":
            return
        target = attributes.get("Target", "")
        external = attributes.get("TargetMode", "") == "External"
        if not external:
            target = posixpath.normpath(posixpath.join("/", self._folder, target)).lstrip("/")
        kind = attributes.get("Type", "").rpartition("/")[2]
        self.relations.append(Relation(attributes.get("Id", ""), kind, target, external))


class WorkbookPass(PartPass):
    """The workbook part: sheets in order, and in which system dates are counted."""

    def __init__(self, name: str, tally: Tally) -> None:
        super().__init__(name, tally)
        self.sheets: list[tuple[str, str]] = []
        """Name and relation id."""
        self.counts_from_1904 = False
        self._section = ""

    @override
    def start_root(self, name: str, attributes: dict[str, str]) -> None:
        super().start_root(name, attributes)
        if self.root != "workbook":
            raise Stopped("not-a-workbook")
        check_namespace(self.namespace, self.limits)

    @override
    def start(self, name: str, attributes: dict[str, str]) -> None:
        super().start(name, attributes)
        plain = local(name)
        if self.depth == 2:
            self._section = plain
        if plain == "sheet" and self._section == "sheets" and self.depth == 3:
            relation = next((v for k, v in attributes.items() if k.endswith(":id")), "")
            self.sheets.append((attributes.get("name", ""), relation))
            if len(self.sheets) > self.limits.sheets:
                raise Stopped("too-many-sheets", limit=int(self.limits.sheets))
        elif plain == "workbookPr" and self.depth == 2:
            self.counts_from_1904 = attributes.get("date1904", "0") in ("1", "true", "on")


def check_content_type(content_type: str) -> None:
    """Stop unless the main part is a plain workbook."""
    if content_type == _MAIN:
        return
    if "spreadsheet" in content_type or "ms-excel" in content_type:
        for mark, code in _CODES:
            if mark in content_type:
                raise Stopped(code)
    raise Stopped("not-a-workbook")


def relations_path(part: str) -> str:
    """Return the path of the relations of a part."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
