"""How many applications come in online, and when that number says anything (ozg-process.md 9.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from questionnaires.model import SettingValue

NBSP = "\N{NO-BREAK SPACE}"
MINIMUM_CASES = "mindestzahl_antraege"
MINIMUM_DAYS = "mindesttage"
"""Names of the settings; a definition without them shows every share."""


class ShareReason(StrEnum):
    """Why no share is shown; the word stands in its place."""

    SHOWN = ""
    NOT_MEANINGFUL = "noch nicht aussagekräftig"
    NO_DATA = "keine Angabe"


@dataclass(frozen=True, slots=True)
class Cases:
    """Applications of one service in a period. Dates are ISO text, both days included."""

    total: float | None = None
    online: float | None = None
    since: str = ""
    until: str = ""

    @property
    def days(self) -> int | None:
        """Length of the period in days (until - since + 1); None if a date is missing or none."""
        try:
            return (date.fromisoformat(self.until) - date.fromisoformat(self.since)).days + 1
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Share:
    """The online share, 0 to 1 and unrounded, or why there is none."""

    value: float | None
    reason: ShareReason = ShareReason.SHOWN


def online_share(cases: Cases, settings: Mapping[str, SettingValue]) -> Share:
    """Return online / total where there are enough cases and days, both set by ZPPM."""
    if not cases.total or cases.online is None:
        return Share(None, ShareReason.NO_DATA)
    enough_days = cases.days is not None and cases.days >= _least(settings, MINIMUM_DAYS)
    if cases.total < _least(settings, MINIMUM_CASES) or not enough_days:
        return Share(None, ShareReason.NOT_MEANINGFUL)
    return Share(cases.online / cases.total)


def percent(share: float) -> str:
    """Return a share as percent with one decimal, half up.

    >>> percent(0.225).replace(NBSP, " ")
    '22,5 %'
    """
    value = (Decimal(repr(share)) * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{value}{NBSP}%".replace(".", ",")


def _least(settings: Mapping[str, SettingValue], name: str) -> float:
    value = settings.get(name, 0)
    return value if isinstance(value, int | float) else float(str(value).replace(",", "."))
