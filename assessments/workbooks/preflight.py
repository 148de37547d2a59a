"""From the bytes of a file to the few parts that may be read, or the reason why not.

Size, first bytes, zip, content types, then every XML part (reliability A3). What comes out is
complete: nothing behind this module looks at the file again.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessments.workbooks.limits import Stopped
from assessments.workbooks.package_parts import (
    CONTENT_TYPES,
    PACKAGE_RELATIONS,
    RelationsPass,
    TypesPass,
    WorkbookPass,
    check_content_type,
    relations_path,
)
from assessments.workbooks.sheet_names import plain_name
from assessments.workbooks.sheet_pass import SheetPass, StringsPass
from assessments.workbooks.xml_pass import OtherKind, PartPass, Tally, looks_like_xml
from assessments.workbooks.zip_check import check_kind, open_package

if TYPE_CHECKING:
    from collections.abc import Collection

    from assessments.workbooks.limits import Limits
    from assessments.workbooks.package_parts import Relation
    from assessments.workbooks.zip_check import Package

_KINDS: dict[str, type[SheetPass] | type[StringsPass]] = {
    "worksheet": SheetPass,
    "sst": StringsPass,
}


class _AnyPart(PartPass):
    other_kinds = frozenset(_KINDS)


@dataclass(frozen=True, slots=True)
class CheckedSheet:
    """A worksheet that will be read: its content, and what the pass saw in it."""

    name: str
    """As the workbook writes it."""
    content: bytes
    seen: SheetPass


@dataclass(frozen=True, slots=True)
class Checked:
    """A workbook that passed."""

    sheets: tuple[CheckedSheet, ...]
    """Those that were asked for and are there."""
    strings: bytes
    styles: bytes
    counts_from_1904: bool
    external_links: bool
    """Whether values of other files are kept in it; none is ever loaded."""


def check(data: bytes, wanted: Collection[str], limits: Limits) -> Checked:
    """Return what may be read of a file, or raise `Stopped`.

    `wanted` are names of sheets, as `plain_name` writes them.
    """
    check_kind(data)
    return _Preflight(open_package(data, limits), limits).run(wanted)


class _Preflight:
    """The way through one package; parts are unpacked one after the other and let go."""

    def __init__(self, package: Package, limits: Limits) -> None:
        self.package = package
        self.limits = limits
        self.tally = Tally(limits)
        self._done: set[str] = set()
        self._paths = {name.casefold(): name for name in package.members}
        self._sheet_names: dict[str, str] = {}
        """Part -> sheet, for saying where something is."""

    def run(self, wanted: Collection[str]) -> Checked:
        workbook, types = self._main_part()
        listed = self._listed(workbook)
        relations = self._relations(workbook)
        by_id = {r.id: r for r in relations}
        names = tuple(name for name, _ in listed.sheets)
        self._check_names(names)
        paths = {}
        for name, relation_id in listed.sheets:
            path = self._sheet_path(by_id.get(relation_id))
            self._sheet_names[path] = name
            if plain_name(name) in wanted:
                if not path:
                    raise Stopped("damaged", detail="no part for the sheet", sheet=name)
                paths[path] = name
        strings, styles = (self._one(relations, kind) for kind in ("sharedStrings", "styles"))
        kept, seen = self._other_parts({*paths, strings, styles} - {""})
        _check_strings(seen, strings)
        return Checked(
            tuple(_sheet(name, kept[path], seen.get(path)) for path, name in paths.items()),
            kept.get(strings, b""),
            kept.get(styles, b""),
            listed.counts_from_1904,
            any("externallink" in t for t in types.all_types()),
        )

    def _main_part(self) -> tuple[str, TypesPass]:
        """Return the path of the workbook, after its content type let it through."""
        path = self._paths.get(CONTENT_TYPES.casefold())
        if path is None:
            raise Stopped("open-document" if self._is_open_document() else "not-a-workbook")
        types = TypesPass(path, self.tally)
        self._parse(types)
        related = [r.target for r in self._package_relations() if r.kind == "officeDocument"]
        named = [*related[:1], *types.main_parts()]
        main = next((self._paths[n.casefold()] for n in named if n.casefold() in self._paths), "")
        if self.limits.plain_content_type:
            check_content_type(types.type_of(main or next(iter(named), "")))
            if any("vbaproject" in t for t in (*types.all_types(), *self._paths)):
                raise Stopped("macro-enabled")
        if not main:
            raise Stopped("damaged", detail="no workbook part")
        return main, types

    def _is_open_document(self) -> bool:
        info = self.package.members.get("mimetype")
        return (
            info is not None
            and info.file_size < 200
            and b"opendocument" in self.package.read("mimetype")
        )

    def _package_relations(self) -> list[Relation]:
        path = self._paths.get(PACKAGE_RELATIONS)
        return self._parsed_relations(path, "") if path else []

    def _relations(self, workbook: str) -> list[Relation]:
        path = self._paths.get(relations_path(workbook).casefold())
        if path is None:
            raise Stopped("damaged", detail="no relations of the workbook")
        return self._parsed_relations(path, posixpath.dirname(workbook))

    def _parsed_relations(self, path: str, folder: str) -> list[Relation]:
        seen = RelationsPass(path, self.tally, folder)
        self._parse(seen)
        return seen.relations

    def _listed(self, path: str) -> WorkbookPass:
        seen = WorkbookPass(path, self.tally)
        seen.check_encoding(self._parse(seen))
        return seen

    def _parse(self, seen: PartPass) -> bytes:
        """Run a pass over its part, once and for all."""
        self._done.add(seen.name)
        content = self.package.read(seen.name)
        self.tally.add_elements(content)
        seen.run(content)
        return content

    def _check_names(self, names: tuple[str, ...]) -> None:
        longest = max((len(name) for name in names), default=0)
        if longest > self.limits.sheet_name_length:
            raise Stopped("sheet-name-too-long", limit=int(self.limits.sheet_name_length))
        distinct = {plain_name(name).casefold() for name in names}
        if self.limits.own_sheet_names and len(distinct) < len(names):
            raise Stopped("sheet-name-twice")

    def _sheet_path(self, relation: Relation | None) -> str:
        """Return the part of a sheet; empty where it has none or is no worksheet."""
        if relation is None or relation.kind != "worksheet" or relation.external:
            return ""
        return self._paths.get(relation.target.casefold(), "")

    def _one(self, relations: list[Relation], kind: str) -> str:
        """Return the path of the only part of a kind, empty where there is none."""
        targets = [r.target for r in relations if r.kind == kind and not r.external]
        return self._paths.get(targets[0].casefold(), "") if targets else ""

    def _other_parts(self, keep: set[str]) -> tuple[dict[str, bytes], dict[str, PartPass]]:
        """Look at every part not seen yet; return those to keep, and what was seen in them."""
        kept: dict[str, bytes] = {}
        seen: dict[str, PartPass] = {}
        for name in self.package.members:
            if name in self._done:
                continue
            content = self.package.read(name)
            if name in keep:
                kept[name] = content
            if looks_like_xml(content):
                seen[name] = self._scan(name, content)
        return kept, seen

    def _scan(self, name: str, content: bytes) -> PartPass:
        self.tally.add_elements(content)
        try:
            return self._passed(name, content)
        except Stopped as stopped:
            # What only looks like XML (frames of notes, printer settings) need not be well-formed.
            if stopped.code != "damaged" or name.lower().endswith((".xml", ".rels")):
                stopped.facts.setdefault("sheet", self._sheet_names.get(name, ""))
                raise
        return _AnyPart(name, self.tally)

    def _passed(self, name: str, content: bytes) -> PartPass:
        found: PartPass = _AnyPart(name, self.tally)
        try:
            found.run(content)
        except OtherKind as other:
            found = _KINDS[other.root](name, self.tally)
            found.run(content)
        return found


def _sheet(name: str, content: bytes, seen: PartPass | None) -> CheckedSheet:
    if not isinstance(seen, SheetPass):
        raise Stopped("damaged", detail=f"sheet {name} is none", sheet=name)
    return CheckedSheet(name, content, seen)


def _check_strings(seen: dict[str, PartPass], path: str) -> None:
    """Stop at a cell that points behind the table of strings."""
    table = seen.get(path)
    count = table.count if isinstance(table, StringsPass) else 0
    if path and not isinstance(table, StringsPass):
        raise Stopped("damaged", detail="strings are none")
    for sheet in seen.values():
        if isinstance(sheet, SheetPass) and sheet.highest_string >= count:
            raise Stopped("damaged", detail=f"{sheet.name}: string {sheet.highest_string}")
