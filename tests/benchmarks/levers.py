"""Levers of 2,000 services and 2,000 processes, hardly two of them answered alike."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assessments.actions import zppm
from assessments.key_figures import Rated
from assessments.levers import levers
from assessments.model import Department, Subject, SubjectKind
from assessments.results import RatingContext, rate_process, rate_service
from assessments.scenarios import Wish, scenario
from questionnaires.catalogue import load
from questionnaires.model import UNKNOWN, Kind
from tests.benchmarks.harness import Line, pair
from tests.cities import CREATED, hand_in, service

if TYPE_CHECKING:
    from collections.abc import Callable

    from assessments.model import Submission
    from questionnaires.model import Field, Questionnaire, Value

SUBJECTS = 2_000
DEPARTMENTS = 40
LIMIT = 2.0
STICHTAG = "2026-11-30"
BEGUN: dict[str, Value] = {"O1": "allein", "O2": "aussen", "O4": "ja"}
"""A service that is rated at all."""


def answer_sets(questionnaire: Questionnaire) -> list[dict[str, Value]]:
    """Return random answers, the same ones every time, most questions answered."""
    chance = random.Random(11)
    fields = [f for q in questionnaire.per_subject() for f in q.answer_fields]
    begun = {k: v for k, v in BEGUN.items() if k in questionnaire.fields}
    return [
        {f.id: _answer(f, chance) for f in fields if chance.random() < 0.9} | begun
        for _ in range(SUBJECTS)
    ]


def _answer(field: Field, chance: random.Random) -> Value:
    codes = [o.code for o in field.options if o.code != UNKNOWN and not o.exclusive]
    made: dict[Kind, Callable[[], Value]] = {
        Kind.SINGLE: lambda: chance.choice(codes),
        Kind.MULTI: lambda: tuple(chance.sample(codes, chance.randint(1, len(codes)))),
        Kind.NUMBER: lambda: chance.randint(0, 9),
        Kind.DATE: lambda: f"202{chance.randint(3, 6)}-0{chance.randint(1, 9)}-15",
        Kind.TEXT: lambda: "Eintrag",
    }
    return made[field.kind]()


def rated(questionnaire: Questionnaire, sets: list[dict[str, Value]]) -> Rated:
    """Return the subjects rated, as a consolidation hands them over."""
    context = RatingContext(STICHTAG, Department("amt", "Amt"))
    subjects = [
        Subject(f"s{n}", SubjectKind(questionnaire.subject), f"S {n}") for n in range(len(sets))
    ]
    rate = rate_service if questionnaire.subject == "service" else rate_process
    results = tuple(
        rate(subject, values, questionnaire, context)
        for subject, values in zip(subjects, sets, strict=True)
    )
    if questionnaire.subject == "service":
        return Rated(results, (), {"": context})
    return Rated((), results, {"": context})


def measure() -> list[Line]:
    """Measure both questionnaires beside rating the same subjects, then the whole command."""
    lines = []
    for key, wish in (("ozg-rm-1.1", "O5"), ("prozessdokumentation", "P2")):
        asked = load(key)
        sets = answer_sets(asked)
        city = rated(asked, sets)
        half = len(levers(city, asked).subjects) // 2
        for what, work in (
            ("all levers", lambda city=city, asked=asked: levers(city, asked)),
            (
                "levers, half of them",
                lambda city=city, asked=asked, half=half: levers(city, asked, 1, half),
            ),
            (
                "scenario",
                lambda city=city, asked=asked, wish=wish: scenario(city, asked, [Wish(wish)]),
            ),
        ):
            ours, bare = pair(work, lambda asked=asked, sets=sets: rated(asked, sets))
            lines.append(
                Line(f"{what}: {SUBJECTS:,} × {key}", ours, LIMIT, "s", f"rating {bare:.2f} s")
            )
    return [*lines, _command(answer_sets(load("ozg-rm-1.1")))]


def _command(sets: list[dict[str, Value]]) -> Line:
    """Return how long the command takes over ZPPM's store, start of Python included."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "zppm.selbstcheck")
        with zppm.begin(path, "Stadt", datetime.fromisoformat(CREATED)) as store:
            zppm.take_in(store, _hand_ins(sets), datetime.fromisoformat(CREATED))

        def command(name: str) -> None:
            arguments = [sys.executable, "-m", "desktop", name, str(path), "--json"]
            subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL)

        ours, bare = pair(lambda: command("levers"), lambda: command("results"))
    what = f"levers by command: {SUBJECTS:,} services of {DEPARTMENTS} departments"
    return Line(what, ours / bare, 1.5, "×", f"results by command {bare:.2f} s")


def _hand_ins(sets: list[dict[str, Value]]) -> list[Submission]:
    return [
        hand_in(
            f"Amt {n}",
            [service(f"Leistung {n} {m}", values) for m, values in enumerate(sets[n::DEPARTMENTS])],
        )
        for n in range(DEPARTMENTS)
    ]
