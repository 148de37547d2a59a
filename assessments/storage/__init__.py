"""The data file: the only place that speaks SQL or knows sqlite-utils."""

from __future__ import annotations

from assessments.storage.opening import open_store
from assessments.storage.store import Role, Store

__all__ = ["Role", "Store", "open_store"]
