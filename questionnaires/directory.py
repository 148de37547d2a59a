"""The directory that ships: about 2,000 services, the departments, and who usually does what.

The lists were compiled from public sources; what is not sure says so (`Service.status`). A city
corrects them by its own entries and by what each department chooses.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from questionnaires.folding import fold, sort_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DIRECTORY = Path(__file__).resolve().parent / "directory"
"""Folder of the lists (UTF-8, `;`, header row)."""

CONFLICT = "konflikt"
OWN = "eigen"

STATUS_WORDS = {
    "geprueft_2": "Von zwei Quellen bestätigt",
    "eine_quelle": "Nur eine Quelle, nicht bestätigt",
    CONFLICT: "Die Quellen widersprechen sich",
    OWN: "Selbst eingetragen, nicht geprüft",
}
"""How sure the key of a service is."""

SOURCE_WORDS = {
    "N": "OZG-Umsetzungskatalog von 2019",
    "K": "Verzeichnis einer Kommune",
    "M": "Leistungen der Stadt München",
    "P": "Liste aus dem Portalverbund",
    "BP": "Verwaltungsportale von Bund und Ländern",
    "F": "Unterlagen von FIM und FITKO",
    "B": "Leistungsdatenbank Berlin",
    "Z": "LeiKa-Bericht ZuFiSH",
    "RA": "Ratsantwort der Stadt Jena von 2023",
}

MUNICIPAL_WORDS = {
    "ja": "Aufgabe der Kommune",
    "vermutlich": "Vermutlich Aufgabe der Kommune",
    "unklar": "Unklar, ob Aufgabe der Kommune",
}

_OBJECT_LEVEL = "000000"
_NAMED = re.compile(r"(?P<name>.*?)\s*\[(?P<source>[A-Z, ]+)\]")


class MasterData(TypedDict):
    """What a service brings along when it is chosen; names as a subject has them."""

    id: str
    title: str
    leika: tuple[str, ...]
    ozg_id: str
    theme: str
    leika_type: str


@dataclass(frozen=True, slots=True)
class OtherName:
    """How a source calls the same key; `source` is a code, empty for a remark."""

    name: str
    source: str


@dataclass(frozen=True, slots=True)
class Service:
    """One row of the directory."""

    id: str
    """Stable id: `leika-` and the key, which can never be taken for a number; without a key the
    folded title with `-`. A second one of the same gets `-2`."""
    title: str
    key: str = ""
    """LeiKa key, text of 14 digits, or empty."""
    other_names: tuple[OtherName, ...] = ()
    group: str = ""
    activity: str = ""
    """Verrichtung: what is done with the object."""
    leika_type: str = ""
    """One type, or several separated by `;`, as the source has them."""
    ozg_id: str = ""
    theme: str = ""
    synonyms: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    """Codes of `SOURCE_WORDS`."""
    evidence: int = 0
    """Independent sources that agree on key and service."""
    status: str = ""
    """Code of `STATUS_WORDS`."""
    municipal: str = ""
    """Code of `MUNICIPAL_WORDS`."""

    @property
    def conflict(self) -> bool:
        """Whether sources use this key for different services."""
        return self.status == CONFLICT

    @property
    def object_level(self) -> bool:
        """Whether the key names an object only, not what is done with it (…000000)."""
        return self.key.endswith(_OBJECT_LEVEL)

    @property
    def key_words(self) -> str:
        """How sure the key is, for people."""
        if not self.key and self.status != OWN:
            return "Ohne Schlüssel"
        return STATUS_WORDS.get(self.status, self.status)

    @property
    def source_words(self) -> str:
        """Where the row comes from, for people."""
        return ", ".join(SOURCE_WORDS.get(code, code) for code in self.sources)

    def master_data(self) -> MasterData:
        """Return what a subject takes over from the directory."""
        return MasterData(
            id=self.id,
            title=self.title,
            leika=(self.key,) if self.key else (),
            ozg_id=self.ozg_id,
            theme=self.theme,
            leika_type=self.leika_type,
        )


@dataclass(frozen=True, slots=True)
class ListedDepartment:
    """One department of the list."""

    id: str
    name: str
    division: str
    """Dezernat, empty where it is not known."""
    proposed: bool
    """Whether it is our proposal, without a source."""


def own_service(id_: str, title: str, key: str = "") -> Service:
    """Return an entry of the department's own, to be searched beside the others."""
    return Service(id_, title, key, status=OWN)


@cache
def services() -> tuple[Service, ...]:
    """Return all services of the directory in German alphabetical order."""
    return read_services(DIRECTORY / "leistungen.csv")


@cache
def departments() -> tuple[ListedDepartment, ...]:
    """Return all departments in the order of the list (by Dezernat)."""
    return tuple(
        ListedDepartment(row["id"], row["name"], row["dezernat"], row["quelle"] == "vorschlag")
        for row in _rows(DIRECTORY / "fachdienste.csv")
    )


def read_services(path: Path) -> tuple[Service, ...]:
    """Read a list of services with the columns of `leistungen.csv`, sorted by title."""
    taken: dict[str, int] = {}
    return in_order(_service(row, taken) for row in _rows(path))


def in_order(found: Iterable[Service]) -> tuple[Service, ...]:
    """Return services in German alphabetical order, equal names by id."""
    listed = list(found)
    keys = zip(sort_keys(s.title for s in listed), (s.id for s in listed), strict=True)
    return tuple(
        service for _, service in sorted(zip(keys, listed, strict=True), key=itemgetter(0))
    )


@cache
def suggested_for(department_id: str, *, certain: bool = True) -> tuple[Service, ...]:
    """Return the services a department usually offers, alphabetically.

    The longest matching prefix of a key decides which department that is. `certain` leaves out
    keys with a conflict, objects of which the result names an activity, and all that is not known
    to be a municipal task (where nothing is known, the probable ones stay).
    """
    found = [service for service in services() if department_of(service) == department_id]
    return tuple(_certain(found) if certain else found)


def department_of(service: Service) -> str:
    """Return the id of the department that usually offers a service; empty if none is known."""
    rules = _suggestions()
    prefixes = (service.key[:length] for length in range(len(service.key), 0, -1))
    return next((rules[prefix] for prefix in prefixes if prefix in rules), "")


def _certain(found: Iterable[Service]) -> list[Service]:
    undisputed = [service for service in found if not service.conflict]
    for municipal in ("ja", "vermutlich"):
        kept = [service for service in undisputed if service.municipal == municipal]
        if kept:
            detailed = {_object(service) for service in kept if not service.object_level}
            return [s for s in kept if not s.object_level or _object(s) not in detailed]
    return []


def _object(service: Service) -> str:
    return service.key[: -len(_OBJECT_LEVEL)]


@cache
def _suggestions() -> dict[str, str]:
    """Return key prefix -> department id."""
    return {
        row["leika_praefix"]: row["fachdienst_id"] for row in _rows(DIRECTORY / "vorschlaege.csv")
    }


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file, delimiter=";", restval="")


def _service(row: dict[str, str], taken: dict[str, int]) -> Service:
    return Service(
        id=_id(row["leika"], row["leistung"], taken),
        title=row["leistung"],
        key=row["leika"],
        other_names=tuple(map(_other_name, _parts(row["name_alternativ"], "|"))),
        group=row["gruppe"],
        activity=row["verrichtung"],
        leika_type=row["typ"],
        ozg_id=row["ozg_id"],
        theme=row["themenfeld"],
        synonyms=_parts(row["synonyme"], "|"),
        sources=_parts(row["quelle"], ","),
        evidence=int(row["belege"] or 0),
        status=row["status"],
        municipal=row["kommunal"],
    )


def _id(key: str, title: str, taken: dict[str, int]) -> str:
    id_ = f"leika-{key}" if key else fold(title).replace(" ", "-")
    taken[id_] = times = taken.get(id_, 0) + 1
    return id_ if times == 1 else f"{id_}-{times}"


def _parts(text: str, separator: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(separator) if part.strip())


def _other_name(text: str) -> OtherName:
    named = _NAMED.fullmatch(text)
    return OtherName(named["name"], named["source"]) if named else OtherName(text, "")
