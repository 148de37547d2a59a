"""The questions of a definition file: sections, fields, options, gates."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from questionnaires.conditions import parse
from questionnaires.fingerprints import question_fingerprint
from questionnaires.model import UNKNOWN, Field, Gate, Kind, Option, Question, Section
from questionnaires.tables import CODE, CODE_REMEDY, RESERVED, UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionnaires.tables import Table

UNKNOWN_WORDING = "Weiß ich nicht"

_KIND_WORDS = ", ".join(f"„{kind.value}“" for kind in Kind)


@dataclass(slots=True)
class Known:
    """What has been read so far and may be referred to by name."""

    lists: dict[str, tuple[Option, ...]] = field(default_factory=dict)
    options_of: dict[str, tuple[Option, ...]] = field(default_factory=dict)
    optional: bool = False
    """What holds for the questions of the section being read."""


def read_sections(table: Table, known: Known) -> Iterator[Section]:
    """Yield the sections with their questions."""
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


def _question(table: Table, section: str, known: Known) -> Question:
    id_ = table.text("id", required=True)
    wording = table.text("wording", required=True)
    main = _field(table, id_, known, label=table.text("label") or wording)
    if CODE.fullmatch(id_) and id_ not in RESERVED:
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
        in_house=table.flag("in_house", False),
    )
    table.close()
    return replace(question, fingerprint=question_fingerprint(question))


def _sub_fields(table: Table, question: str, known: Known) -> Iterator[Field]:
    for sub in table.tables("fields"):
        name = sub.text("id", required=True)
        label = sub.text("label", required=True)
        read = _field(sub, f"{question}.{name}", known, label=label)
        yield replace(read, show_if=sub.condition("show_if"))
        sub.close()


def _each(table: Table, question: str, known: Known) -> Iterator[Field]:
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
        if option.code != UNKNOWN and CODE.fullmatch(option.code):
            yield replace(
                template,
                id=f"{question}.{option.code}",
                label=option.wording,
                show_if=parse(f"{other} contains {option.code}"),
            )


def _field(table: Table, id_: str, known: Known, *, label: str) -> Field:
    kind = _kind(table)
    choice = kind in (Kind.SINGLE, Kind.MULTI)
    options = list(_options_or_list(table, known))
    if table.flag("unknown", choice):
        if any(option.code == UNKNOWN for option in options):
            table.blame("options", f"„{UNKNOWN}“ kommt von selbst dazu.", "Streichen Sie es hier.")
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


def _options_or_list(table: Table, known: Known) -> Iterator[Option]:
    if not table.is_text("options"):
        yield from read_options(table, "options")
        return
    name = table.text("options")
    if name not in known.lists:
        names = ", ".join(f"„{n}“" for n in known.lists)
        table.blame("options", f"Eine Liste „{name}“ gibt es nicht.", f"Möglich: {names}.")
    yield from known.lists.get(name, ())


def read_options(table: Table, key: str) -> Iterator[Option]:
    """Yield the options of a list; a code twice or of odd characters is a mistake."""
    seen: set[str] = set()
    for option in table.tables(key):
        code = option.text("code", required=True)
        if code in seen:
            option.blame(
                "code", f"Die Antwort „{code}“ gibt es hier schon.", "Ändern Sie den Code."
            )
        if code and not CODE.fullmatch(code):
            option.blame("code", f"Der Code „{code}“ hat andere Zeichen.", CODE_REMEDY)
        seen.add(code)
        yield Option(
            code=code,
            wording=option.text("wording", required=True),
            exclusive=option.flag("exclusive", False),
            owner=option.text("owner") or None,
        )
        option.close()


def _gates(table: Table, question: str, answered: tuple[str, ...]) -> Iterator[Gate]:
    short = table.text("short")
    for gate in table.tables("gates"):
        gate.text("meets", required=True)
        level = gate.whole("level")
        read = Gate(
            question=question,
            level=level or 0,
            meets=gate.condition("meets") or UNREADABLE,
            short=gate.text("short") or short,
            when=gate.condition("when"),
            needs=gate.texts("needs") or answered,
        )
        gate.close()
        if level is not None:
            yield read
