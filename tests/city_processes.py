"""A small ladder for processes, so that a city can have some in tests."""

from __future__ import annotations

from dataclasses import replace

from assessments.model import GivenAnswer, Subject, SubjectKind
from questionnaires.reading import read_definition
from tests.cities import (
    CREATED,
    QUESTIONNAIRES,
    ROUND,
)

LEIKA = "99001001002000"

LADDER = read_definition(
    """
id = "prozess-probe"
version = "1"
title = "Prozesse"
short_title = "Prozesse"
subject = "process"
default_owner = "fachdienst"

[owners]
fachdienst = "Unser Fachdienst"

[marks]
recorded = 1
modelled = 2

[[levels]]
number = 0
name = "Nur mündlich bekannt"
description = "Niemand hat es aufgeschrieben."

[[levels]]
number = 1
name = "Erfasst"
description = "Es steht irgendwo."

[[levels]]
number = 2
name = "Modelliert"
description = "Es gibt ein Modell."

[[sections]]
id = "a"
title = "Wissen"

[[sections.questions]]
id = "P1"
type = "single"
wording = "Ist der Ablauf aufgeschrieben?"
options = [{ code = "ja", wording = "Ja" }, { code = "nein", wording = "Nein" }]
gates = [{ level = 1, meets = "P1 = ja", short = "Schriftform" }]

[[sections.questions]]
id = "P2"
type = "single"
wording = "Gibt es ein Modell?"
options = [{ code = "ja", wording = "Ja" }, { code = "nein", wording = "Nein" }]
gates = [{ level = 2, meets = "P2 = ja", short = "Modell" }]
""",
    "prozess-probe",
)
KNOWN = {**QUESTIONNAIRES, LADDER.key: LADDER}


def with_processes(submission, *rungs):
    """Return a hand-in with one process per rung of the small ladder."""
    answers = [{"P1": "nein"}, {"P1": "ja"}, {"P1": "ja", "P2": "ja"}]
    processes = tuple(
        Subject(f"p-{n}", SubjectKind.PROCESS, f"Prozess {n}", group="Kern", services=())
        for n in range(len(rungs))
    )
    return replace(
        submission,
        round=replace(submission.round, questionnaires=(*ROUND.questionnaires, LADDER.key)),
        processes=processes,
        answers=submission.answers
        + tuple(
            GivenAnswer(p.id, LADDER.key, field, value, changed_at=CREATED)
            for p, rung in zip(processes, rungs, strict=True)
            for field, value in answers[rung].items()
        ),
        risks={p.id: "hoch" for p in processes},
    )
