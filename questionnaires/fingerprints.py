"""Fingerprints: what makes two editions of a question comparable, as one short text.

A fingerprint is the SHA-256 (hex) of a canonical JSON text. It changes with everything that can
change an answer or its meaning, and with nothing else: not with the help, the example, the hint
for the Beleg, the owner or a gate's short name (issue "Questionnaires are data").
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from questionnaires.conditions import Condition
    from questionnaires.model import Field, Gate, Level, Question, Questionnaire


def question_fingerprint(question: Question) -> str:
    """Return the fingerprint of one question: what is asked, allowed, gated and when."""
    return _digest(
        {
            "id": question.id,
            "once": question.once,
            "wording": _normal(question.wording),
            "show_if": _text(question.show_if),
            "main": _field(question.main, with_label=False),
            "fields": [_field(f, with_label=True) for f in question.fields],
            "gates": [_gate(g) for g in question.gates],
        }
    )


def definition_fingerprint(questionnaire: Questionnaire) -> str:
    """Return the fingerprint of a whole edition: id, version, questions, levels and rules."""
    q = questionnaire
    obstacles = q.obstacles and {
        "question": q.obstacles.question,
        "owner_prefix": q.obstacles.owner_prefix,
        "belongs": {code: list(ids) for code, ids in q.obstacles.belongs.items()},
    }
    facts = {"facts": {id_: fact.value for id_, fact in q.facts.items()}} if q.facts else {}
    return _digest(
        facts
        | {
            "id": q.id,
            "version": q.version,
            "subject": q.subject,
            "questions": [question.fingerprint for question in q.questions.values()],
            "levels": [_level(level) for level in q.levels],
            "derived": [
                [d.id, [[c.value, _text(c.when)] for c in d.cases], d.otherwise] for d in q.derived
            ],
            "what_ifs": [[w.id, w.field, w.value, _text(w.when)] for w in q.what_ifs],
            "settings": [[s.name, s.default] for s in q.settings],
            "obstacles": obstacles,
            "owners": _owners(q),
            "scope": [q.scope, sorted(q.counted_scopes)],
            "marks": dict(q.marks),
        }
    )


def _field(field: Field, *, with_label: bool) -> list[object]:
    return [
        field.id,
        field.kind.value,
        _normal(field.label) if with_label else "",
        [[o.code, _normal(o.wording), o.exclusive] for o in field.options],
        [_normal(field.unit), field.minimum, field.maximum, field.maximum_field, field.whole],
        _text(field.show_if),
    ]


def _gate(gate: Gate) -> list[object]:
    return [gate.level, _text(gate.meets), _text(gate.when), list(gate.needs)]


def _level(level: Level) -> list[object]:
    return [level.number, _normal(level.name), _text(level.exists_if)]


def _owners(q: Questionnaire) -> list[object]:
    """Return who removes which obstacle; it decides what counts as missing from others."""
    of_answers = [
        [f.id, o.code, o.owner] for f in q.fields.values() for o in f.options if o.owner is not None
    ]
    of_questions = [[question.id, question.owner] for question in q.questions.values()]
    return [sorted(q.external_owners), q.default_owner, of_questions, of_answers]


def _normal(text: str) -> str:
    """Return a text as compared: composed characters, one blank between words."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _text(condition: Condition | None) -> str:
    return "" if condition is None else str(condition)


def _digest(content: dict[str, object]) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
