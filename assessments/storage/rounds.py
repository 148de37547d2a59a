"""Rows <-> whose file it is, its rounds, and the editions it has seen."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessments.model import Department, Round
from assessments.storage.tables import DEFINITIONS, FACTS, ROUNDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlite_utils import Database

    from assessments.storage.store import Role, Store
    from questionnaires.model import Questionnaire, SettingValue


@dataclass(frozen=True, slots=True)
class StoredRound:
    """A round and the id of the start file it came with (empty: none)."""

    round: Round
    start_file: str = ""


def department_of(store: Store) -> Department:
    """Return whose file it is; a file of ZPPM has only an authority."""
    (row,) = store.rows(f"SELECT authority, department_id, department FROM {FACTS}")
    return Department(row["department_id"], row["department"], row["authority"])


def keep_facts(db: Database, role: Role, department: Department) -> None:
    """Store whose file it is, at its beginning or when a name changed."""
    db.execute(
        f"INSERT INTO {FACTS} (id, role, authority, department_id, department, revision)"
        " VALUES (1, ?, ?, ?, ?, 0) ON CONFLICT (id) DO UPDATE SET"
        " authority = excluded.authority, department_id = excluded.department_id,"
        " department = excluded.department",
        (role.value, department.authority, department.id, department.name),
    )


def rounds_of(store: Store) -> tuple[StoredRound, ...]:
    """Return all rounds, in the order in which they were begun."""
    return tuple(
        StoredRound(
            Round(
                id=row["id"],
                name=row["name"],
                stichtag=row["stichtag"],
                opens=row["opens"],
                closes=row["closes"],
                settings=_settings(row["settings"]),
                questionnaires=tuple(json.loads(row["questionnaires"])),
            ),
            row["start_file"],
        )
        for row in store.rows(f"SELECT * FROM {ROUNDS} ORDER BY position")
    )


def keep_round(db: Database, stored: StoredRound) -> None:
    """Store a round, after those that are there, or what is different about one."""
    one = stored.round
    (position,) = db.execute(f"SELECT count(*) FROM {ROUNDS}").fetchone()
    db.execute(
        f"INSERT INTO {ROUNDS} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
        " name = excluded.name, stichtag = excluded.stichtag, opens = excluded.opens,"
        " closes = excluded.closes, settings = excluded.settings,"
        " questionnaires = excluded.questionnaires, start_file = excluded.start_file",
        (
            one.id,
            position,
            one.name,
            one.stichtag,
            one.opens,
            one.closes,
            json.dumps(dict(one.settings), ensure_ascii=False),
            json.dumps(one.questionnaires, ensure_ascii=False),
            stored.start_file,
        ),
    )


def keep_definitions(db: Database, questionnaires: Iterable[Questionnaire]) -> None:
    """Keep the full text of editions; what a key means is settled by the first one seen."""
    for questionnaire in questionnaires:
        db.execute(
            f"INSERT OR IGNORE INTO {DEFINITIONS} VALUES (?, ?, ?)",
            (questionnaire.key, questionnaire.fingerprint, questionnaire.text),
        )


def definitions_of(store: Store) -> Mapping[str, str]:
    """Return the text of every edition seen, by `id@version`."""
    rows = store.rows(f"SELECT key, text FROM {DEFINITIONS} ORDER BY key")
    return {row["key"]: row["text"] for row in rows}


def _settings(text: str) -> dict[str, SettingValue]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in json.loads(text).items()}
