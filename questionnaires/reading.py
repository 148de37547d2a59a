"""A definition file (TOML) -> Questionnaire. Keys are English, the words people read German.

    id, version, title, short_title, subject, scope, counted_scopes, default_owner,
    external_owners                                  (top of the file)
    [marks] [roles] [owners]                         name -> level, field or derived id, words
    [facts]                                          id -> what is known: linked_services
    [option_lists]                                   name -> options, for `options = "name"`
    [obstacles]   question, owner_prefix, belongs    how H1 and H2 relate to questions
    [[settings]]  name, default, label, unit
    [[levels]]    number, name, description, exists_if
    [[derived]]   id, cases (value, when), otherwise, names
    [[what_ifs]]  id, field, value, when
    [[sections]]  id, title, hint, optional
    [[sections.questions]]
        id, type, wording, help, example, evidence, show_if, owner, short
        once, optional, in_house
        options, unknown, unit, minimum, maximum, maximum_field, whole, label
        gates     level, meets, when, short, needs
        fields    id, type, label, show_if and what a question has for its value
        each      of, and what a field has: one field per option of another question

`options` of a number or date are codes allowed in its place. Choices get „Weiß ich nicht“ as last
option unless `unknown = false`; other types with `unknown = true`. `options = "owners"` takes the
owners. A field's full id is `question.field`. Conditions: `questionnaires.conditions`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING

from questionnaires.checking import check
from questionnaires.fingerprints import definition_fingerprint
from questionnaires.mistakes import DefinitionError, Mistake
from questionnaires.model import (
    Derived,
    DerivedCase,
    Fact,
    Level,
    Obstacles,
    Option,
    Questionnaire,
    Setting,
    WhatIf,
)
from questionnaires.places import listed
from questionnaires.reading_questions import Known, read_options, read_sections
from questionnaires.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["DefinitionError", "Mistake", "read_definition", "read_definition_file"]


def read_definition(text: str, source: str = "") -> Questionnaire:
    """Read a definition; DefinitionError carries all mistakes at once. `source` names the file."""
    mistakes: list[Mistake] = []
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise DefinitionError(source, [_syntax(str(error), text)]) from None
    questionnaire = _questionnaire(Table(data, "", mistakes), text)
    mistakes += check(questionnaire)
    if mistakes:
        raise DefinitionError(source, dict.fromkeys(mistakes))
    return questionnaire


def read_definition_file(path: Path) -> Questionnaire:
    """Read a definition from a UTF-8 file; DefinitionError also where it is no text."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        message = "Die Datei ist kein Text in UTF-8."
        remedy = "Speichern Sie die Datei als Text in UTF-8."
        raise DefinitionError(str(path), [Mistake("Datei", message, remedy)]) from None
    return read_definition(text, str(path))


def _syntax(error: str, text: str) -> Mistake:
    place = re.search(r"line (\d+), column (\d+)", error)
    where = f"Zeile {place[1]}, Spalte {place[2]}" if place else f"Zeile {text.count(chr(10)) + 1}"
    if "overwrite" in error or "twice" in error:
        return Mistake(where, "Ein Schlüssel steht zweimal.", "Streichen Sie einen davon.")
    return Mistake(
        where,
        "Ab hier ist der Text kein TOML.",
        "Prüfen Sie davor Anführungszeichen, Kommas, Gleichheitszeichen und Klammern.",
    )


def _questionnaire(table: Table, text: str) -> Questionnaire:
    owners = _words(table.table("owners"))
    known = Known({"owners": tuple(Option(code, words) for code, words in owners.items())})
    lists = table.table("option_lists")
    for name in lists.keys:
        known.lists[name] = tuple(read_options(lists, name))
    lists.close()
    draft = Questionnaire(
        id=table.text("id", required=True),
        version=table.text("version", required=True),
        title=table.text("title", required=True),
        short_title=table.text("short_title", required=True),
        subject=table.text("subject", required=True),
        levels=tuple(_levels(table)),
        sections=tuple(read_sections(table, known)),
        derived=tuple(_derived(table)),
        what_ifs=tuple(_what_ifs(table)),
        obstacles=_obstacles(table),
        settings=tuple(_settings(table)),
        owners=owners,
        external_owners=frozenset(table.texts("external_owners")),
        default_owner=table.text("default_owner"),
        scope=table.text("scope") or None,
        counted_scopes=frozenset(table.texts("counted_scopes")),
        marks=_numbers(table.table("marks")),
        roles=_words(table.table("roles")),
        facts=dict(_facts(table.table("facts"))),
        text=text,
    )
    table.close()
    return replace(draft, fingerprint=definition_fingerprint(draft))


def _words(table: Table) -> dict[str, str]:
    words = {key: table.text(key, required=True) for key in table.keys}
    table.close()
    return words


def _numbers(table: Table) -> dict[str, int]:
    numbers = {key: table.whole(key) for key in table.keys}
    table.close()
    return {key: number for key, number in numbers.items() if number is not None}


def _facts(table: Table) -> Iterator[tuple[str, Fact]]:
    for id_ in table.keys:
        known = table.text(id_, required=True)
        if known in frozenset(Fact):
            yield id_, Fact(known)
        elif known:
            message = f"Über den Gegenstand ist „{known}“ nicht bekannt."
            table.blame(id_, message, listed(Fact))
    table.close()


def _levels(table: Table) -> Iterator[Level]:
    for level in table.tables("levels"):
        number = level.whole("number")
        read = Level(
            number=number or 0,
            name=level.text("name", required=True),
            description=level.text("description", required=True),
            exists_if=level.condition("exists_if"),
        )
        level.close()
        if number is not None:
            yield read


def _settings(table: Table) -> Iterator[Setting]:
    for setting in table.tables("settings"):
        yield Setting(
            name=setting.text("name", required=True),
            default=setting.setting("default"),
            label=setting.text("label", required=True),
            unit=setting.text("unit"),
        )
        setting.close()


def _derived(table: Table) -> Iterator[Derived]:
    for derived in table.tables("derived"):
        yield Derived(
            id=derived.text("id", required=True),
            cases=tuple(_cases(derived)),
            otherwise=derived.value("otherwise"),
            names=_words(derived.table("names")),
        )
        derived.close()


def _cases(derived: Table) -> Iterator[DerivedCase]:
    for case in derived.tables("cases"):
        case.text("when", required=True)
        value, when = case.value("value"), case.condition("when")
        if value is None:
            case.blame("value", "„value“ fehlt.", "Ergänzen Sie den Wert dieses Falls.")
        elif when is not None:
            yield DerivedCase(value, when)
        case.close()


def _what_ifs(table: Table) -> Iterator[WhatIf]:
    for what_if in table.tables("what_ifs"):
        what_if.text("when", required=True)
        id_ = what_if.text("id", required=True)
        changed = what_if.text("field", required=True)
        value = what_if.text("value", required=True)
        when = what_if.condition("when")
        what_if.close()
        if when is not None:
            yield WhatIf(id_, changed, value, when)


def _obstacles(table: Table) -> Obstacles | None:
    if not table.has("obstacles"):
        return None
    obstacles = table.table("obstacles")
    belongs = obstacles.table("belongs")
    read = Obstacles(
        question=obstacles.text("question", required=True),
        owner_prefix=obstacles.text("owner_prefix", required=True),
        belongs={code: belongs.texts(code) for code in belongs.keys},
    )
    obstacles.close()
    return read
