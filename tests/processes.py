"""Answers about processes for tests: one set per rung of the ladder, each reaching just that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessments.model import Subject, SubjectKind, slug

if TYPE_CHECKING:
    from collections.abc import Mapping

    from questionnaires.model import Value

Answers = dict[str, "Value"]

BASE: Answers = {
    "P1.name": "Unterhaltsvorschuss bewilligen",
    "P1.ausloeser": "Antrag",
    "P1.ergebnis": "Bescheid",
    "P1.stelle": "Team Unterhaltsvorschuss",
}
ORAL: Answers = {**BASE, "P2": ("kopf", "notizen")}
WRITTEN: Answers = {
    **BASE,
    "P2": ("dienstanweisung",),
    "P3": ("ausloeser", "schritte", "zustaendigkeit", "ergebnis"),
    "P4": "ja",
    "P5": "nein",
    "P8": "kein",
    "P12": "teilweise",
    "P13.datum": "nie",
    "P14": "nein",
}
PROFILED: Answers = {
    **WRITTEN,
    "P2": ("steckbrief", "modell"),
    "P5": "picture",
    "P6": (
        "verantwortung",
        "ausloeser",
        "ergebnis",
        "beteiligte",
        "rechtsgrundlage",
        "leistung",
        "fallzahl",
        "it",
    ),
    "P7": "ja",
}
MODELLED: Answers = {
    **PROFILED,
    "P8": "picture_ist",
    "P9": "zppm",
    "P10": ("oe", "software", "recht"),
    "P11": "ja",
}
REVIEWED: Answers = {
    **MODELLED,
    "P12": "immer",
    "P13.datum": "2026-03-16",
    "P13.turnus": "12",
    "P14": "ja",
    "P15": ("fallzahl",),
    "P16": "nein",
    "P17": "nie",
    "P18": "nein",
}
MEASURED: Answers = {
    **REVIEWED,
    "P15": ("fallzahl", "durchlaufzeit"),
    "P16": "ja",
    "P17": "vierteljaehrlich",
    "P18": "umgesetzt",
}
NAMED: Answers = {"P1.name": BASE["P1.name"], "P1.stelle": BASE["P1.stelle"], "P2": ("kopf",)}

AT_RUNG: Mapping[int, Answers] = dict(
    enumerate((NAMED, ORAL, WRITTEN, PROFILED, MODELLED, REVIEWED, MEASURED))
)
"""Rung -> answers that reach it and no more, with nothing open above but at D0."""


def process(title: str, department: str = "buergerservice", **master: object) -> Subject:
    """Return a process of a department; its id follows from both."""
    return Subject(f"{department}-{slug(title)}", SubjectKind.PROCESS, title, **master)
