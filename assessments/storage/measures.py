"""Rows <-> measures (Maßnahmen)."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from assessments.model import Measure
from assessments.storage.tables import MEASURES

if TYPE_CHECKING:
    from assessments.storage.store import Store
    from assessments.storage.tables import Row


def measure_row(measure: Measure, position: int) -> Row:
    """Return a measure as a row, without its key."""
    content = asdict(measure)
    del content["id"]
    return {"position": position, "content": json.dumps(content, ensure_ascii=False)}


def measures_of(store: Store, round_id: str) -> dict[str, tuple[int, Measure]]:
    """Return the measures of a round by id with their positions, in order."""
    sql = f"SELECT * FROM {MEASURES.name} WHERE round_id = ? ORDER BY position"
    found = {}
    for row in store.rows(sql, (round_id,)):
        content = json.loads(row["content"])
        content["subjects"] = tuple(content["subjects"])
        found[row["id"]] = row["position"], Measure(id=row["id"], **content)
    return found
