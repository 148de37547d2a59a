"""What is wrong with something that came in: place, meaning, remedy (contract 3.6)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

LIMIT = 100
"""At most this many findings per file are reported; the rest is a count."""


class Severity(StrEnum):
    """Whether a finding refuses the file."""

    ERROR = "error"
    REMARK = "remark"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. `row` is the row as Excel shows it; place fields are empty where none fits."""

    code: str
    """Stable, kebab case (`level-differs`, `unknown-code`)."""
    severity: Severity
    message: str
    """German: what is wrong."""
    remedy: str
    """German: what to do."""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    """The column's heading, or the key's path for an answer file."""


def refuses(findings: tuple[Finding, ...] | list[Finding]) -> bool:
    """Return whether any finding refuses what came in."""
    return any(f.severity is Severity.ERROR for f in findings)
