"""Whatever stands in a definition: it is read, or all that is wrong is named. Never a crash."""

from __future__ import annotations

import json
import tomllib
from copy import deepcopy
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaires.reading import DefinitionError, read_definition

HERE = Path(__file__).parent
SOUND = tomllib.loads((HERE / "sound.toml").read_text(encoding="utf-8"))
PROCESS = tomllib.loads((HERE / "process.toml").read_text(encoding="utf-8"))

ODD_TEXTS = [
    *("", " ", "Q1", "Q9", "Q1 = ja", "Q1 = ", "stufe", "umfang = bewertet", "owners"),
    *("not Q2 contains a", "count(Q3) >= $x", "Q1 >= least(Q3, Q5.wann)", "weiss_nicht", "a;b"),
]
ODD = st.one_of(
    st.none(),
    st.sampled_from(ODD_TEXTS),
    st.sampled_from([-1, 0, 1, 2, 99, 10**30, 0.5, True, False]),
    st.sampled_from([[], {}, [1], ["a", "a"], [{}], [[]], {"": ""}, {"a": {}}, [{"id": "Q1"}]]),
    st.text(max_size=8),
)
"""What stands in place of a value; None: the key is gone."""


def toml(value: object) -> str:
    if isinstance(value, dict):
        pairs = (f"{json.dumps(key)} = {toml(inner)}" for key, inner in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value)


def places(value: object, way: tuple = ()) -> list[tuple]:
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    found = []
    for key, below in inner:
        found.append((*way, key))
        if isinstance(below, dict | list):
            found += places(below, (*way, key))
    return found


@st.composite
def definitions(draw) -> str:
    data = deepcopy(draw(st.sampled_from([SOUND, PROCESS])))
    for _ in range(draw(st.integers(1, 3))):
        *way, last = draw(st.sampled_from(places(data)))
        parent = data
        for key in way:
            parent = parent[key]
        odd = deepcopy(draw(ODD))
        if odd is None:
            del parent[last]
        else:
            parent[last] = odd
        if not data:
            break
    return "\n".join(f"{json.dumps(key)} = {toml(value)}" for key, value in data.items())


@settings(max_examples=400)
@given(definitions())
def test_a_definition_is_read_or_its_mistakes_are_named(text: str) -> None:
    mistakes = None
    try:
        questionnaire = read_definition(text)
    except DefinitionError as error:
        mistakes = error.mistakes
    if mistakes is None:
        assert read_definition(questionnaire.text).fingerprint == questionnaire.fingerprint
    else:
        assert mistakes
        assert all(m.path and m.message and m.remedy for m in mistakes)
        assert len(set(mistakes)) == len(mistakes)
