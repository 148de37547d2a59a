"""A definition file (TOML) -> Questionnaire. Keys are English, the words people read German.

    id, version, title, short_title, subject, scope, counted_scopes, default_owner,
    external_owners                                  (top of the file)
    [marks] [roles] [owners]                         name -> level, field or derived id, words
    [option_lists]                                   name -> options, for `options = "name"`
    [obstacles]   question, owner_prefix, belongs    how H1 and H2 relate to questions
    [[settings]]  name, default, label, unit
    [[levels]]    number, name, description, exists_if
    [[derived]]   id, cases (value, when), otherwise, names
    [[what_ifs]]  id, field, value, when
    [[sections]]  id, title, hint, optional
    [[sections.questions]]
        id, type, wording, help, example, evidence, show_if, owner, short, once, optional
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
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from questionnaires.checking import check
from questionnaires.conditions import parse
from questionnaires.fingerprints import definition_fingerprint, question_fingerprint
from questionnaires.mistakes import DefinitionError, Mistake
from questionnaires.model import (
    UNKNOWN,
    Derived,
    DerivedCase,
    Field,
    Gate,
    Kind,
    Level,
    Obstacles,
    Option,
    Question,
    Questionnaire,
    Section,
    Setting,
    WhatIf,
)
from questionnaires.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["DefinitionError", "Mistake", "read_definition", "read_definition_file"]

UNKNOWN_WORDING = "Weiß ich nicht"

_KIND_WORDS = ", ".join(f"„{kind.value}“" for kind in Kind)


def read_definition(text: str, source: str = "") -> Questionnaire:
    """Read a definition; DefinitionError carries all mistakes at once. `source` names the file."""
    mistakes: list[Mistake] = []
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError(source, [_syntax(str(error))]) from None
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


def _syntax(error: str) -> Mistake:
    place = re.search(r"line (\d+), column (\d+)", error)
    where = f"Zeile {place[1]}, Spalte {place[2]}" if place else "Ende der Datei"
    if "overwrite" in error or "twice" in error:
        return Mistake(where, "Ein Schlüssel steht zweimal.", "Streichen Sie einen davon.")
    return Mistake(
        where,
        "Ab hier ist der Text kein TOML.",
        "Prüfen Sie davor Anführungszeichen, Kommas, Gleichheitszeichen und Klammern.",
    )


@dataclass(slots=True)
class _Known:
    """What has been read so far and may be referred to by name."""

    lists: dict[str, tuple[Option, ...]] = field(default_factory=dict)
    options_of: dict[str, tuple[Option, ...]] = field(default_factory=dict)
    optional: bool = False
    """What holds for the questions of the section being read."""


def _questionnaire(table: Table, text: str) -> Questionnaire:
    owners = _words(table.table("owners"))
    known = _Known({"owners": tuple(Option(code, words) for code, words in owners.items())})
    lists = table.table("option_lists")
    for name in lists.keys:
        known.lists[name] = tuple(_options(lists, name))
    lists.close()
    draft = Questionnaire(
        id=table.text("id", required=True),
        version=table.text("version", required=True),
        title=table.text("title", required=True),
        short_title=table.text("short_title", required=True),
        subject=table.text("subject", required=True),
        levels=tuple(_levels(table)),
        sections=tuple(_sections(table, known)),
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


def _sections(table: Table, known: _Known) -> Iterator[Section]:
    for section in table.tables("sections"):
        id_ = section.text("id", required=True)
        known.optional = section.flag("optional", False)
        yield Section(
            id=id_,
            title=section.text("title", required=True),
            hint=section.text("hint"),
            questions=tuple(_question(q, id_, known) for q in section.tables("questions")),
        )
        section.close()


def _question(table: Table, section: str, known: _Known) -> Question:
    id_ = table.text("id", required=True)
    wording = table.text("wording", required=True)
    main = _field(table, id_, known, label=wording)
    known.options_of[id_] = main.options
    fields = (*_sub_fields(table, id_, known), *_each(table, id_, known))
    answered = tuple(f.id for f in fields) if main.kind is Kind.GROUP else (id_,)
    question = Question(
        id=id_,
        section=section,
        wording=wording,
        main=main,
        fields=fields,
        help=table.text("help"),
        example=table.text("example"),
        evidence=table.text("evidence"),
        show_if=table.condition("show_if"),
        gates=tuple(_gates(table, id_, answered)),
        owner=table.text("owner"),
        once=table.flag("once", False),
        optional=table.flag("optional", known.optional),
    )
    table.close()
    return replace(question, fingerprint=question_fingerprint(question))


def _sub_fields(table: Table, question: str, known: _Known) -> Iterator[Field]:
    for sub in table.tables("fields"):
        name = sub.text("id", required=True)
        label = sub.text("label", required=True)
        read = _field(sub, f"{question}.{name}", known, label=label)
        yield replace(read, show_if=sub.condition("show_if"))
        sub.close()


def _each(table: Table, question: str, known: _Known) -> Iterator[Field]:
    """Yield one field per option of another question, shown where that option is chosen."""
    if not table.has("each"):
        return
    each = table.table("each")
    other = each.text("of", required=True)
    template = _field(each, "", known, label="")
    each.close()
    if other and other not in known.options_of:
        each.blame("of", f"Eine Frage „{other}“ steht nicht davor.", "Stellen Sie sie davor.")
    for option in known.options_of.get(other, ()):
        if option.code != UNKNOWN and re.fullmatch(r"\w+", option.code):
            yield replace(
                template,
                id=f"{question}.{option.code}",
                label=option.wording,
                show_if=parse(f"{other} contains {option.code}"),
            )


def _field(table: Table, id_: str, known: _Known, *, label: str) -> Field:
    kind = _kind(table)
    choice = kind in (Kind.SINGLE, Kind.MULTI)
    options = list(_options_or_list(table, known))
    if table.flag("unknown", choice):
        options.append(Option(UNKNOWN, UNKNOWN_WORDING, exclusive=kind is Kind.MULTI))
    return Field(
        id=id_,
        kind=kind,
        label=label,
        options=tuple(options),
        unit=table.text("unit"),
        minimum=table.number("minimum"),
        maximum=table.number("maximum"),
        maximum_field=table.text("maximum_field") or None,
        whole=table.flag("whole", True),
    )


def _kind(table: Table) -> Kind:
    name = table.text("type", required=True)
    try:
        return Kind(name)
    except ValueError:
        if name:
            table.blame("type", f"Die Art „{name}“ gibt es nicht.", f"Möglich: {_KIND_WORDS}.")
        return Kind.TEXT


def _options_or_list(table: Table, known: _Known) -> Iterator[Option]:
    if not table.is_text("options"):
        yield from _options(table, "options")
        return
    name = table.text("options")
    if name not in known.lists:
        names = ", ".join(f"„{n}“" for n in known.lists)
        table.blame("options", f"Eine Liste „{name}“ gibt es nicht.", f"Möglich: {names}.")
    yield from known.lists.get(name, ())


def _options(table: Table, key: str) -> Iterator[Option]:
    for option in table.tables(key):
        yield Option(
            code=option.text("code", required=True),
            wording=option.text("wording", required=True),
            exclusive=option.flag("exclusive", False),
            owner=option.text("owner") or None,
        )
        option.close()


def _gates(table: Table, question: str, answered: tuple[str, ...]) -> Iterator[Gate]:
    short = table.text("short")
    for gate in table.tables("gates"):
        gate.text("meets", required=True)
        # A condition that cannot be read still says that its level has a gate.
        meets = gate.condition("meets") or parse(f"{(*answered, question)[0] or '_'} filled")
        level = gate.whole("level")
        if level is not None:
            yield Gate(
                question=question,
                level=level,
                meets=meets,
                short=gate.text("short") or short,
                when=gate.condition("when"),
                needs=gate.texts("needs") or answered,
            )
            gate.close()
