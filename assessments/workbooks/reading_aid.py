"""`Lesehilfe`: one row per column of every table, from the same records that name the columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessments.workbooks.columns import CellKind, Column, Look, Table
from assessments.workbooks.kit import SheetSpec
from assessments.workbooks.layout import Sheet
from assessments.workbooks.tables import fill

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from assessments.workbooks.kit import Book
    from questionnaires.model import Questionnaire

READING_AID = Table(
    "tblLesehilfe", Sheet.READING_AID, (
        Column("Blatt", CellKind.TEXT, 12, "Text", "Blatt der Tabelle", "", Look.QUIET),
        Column("Spalte", CellKind.TEXT, 24, "Text", "Überschrift der Spalte", "", Look.STRONG),
        Column("Bedeutung", CellKind.TEXT, 56, "Text", "Was in der Spalte steht", ""),
        Column("Einheit", CellKind.TEXT, 9.5, "Text", "Was ein Wert misst", "", Look.QUIET),
        Column("Erlaubte Werte", CellKind.TEXT, 46, "Text", "Was dort stehen darf", ""),
    ),
    key="Spalte",
)  # fmt: skip


def write_reading_aid(
    book: Book,
    about: str,
    tables: Iterable[Table],
    allowed: Mapping[tuple[str, str], str],
) -> None:
    """Add the sheet; `allowed` replaces what `layout` says of (table, heading)."""
    sheet = book.sheet(
        SheetSpec(
            Sheet.READING_AID, about, "Was in den Spalten steht",
            "Eine Zeile je Spalte, in der Reihenfolge der Tabellen.",
        )
    )  # fmt: skip
    fill(
        book,
        sheet,
        READING_AID,
        [
            (
                str(table.sheet),
                column.heading,
                column.meaning,
                column.unit,
                allowed.get((table.name, column.heading), column.allowed),
            )
            for table in tables
            for column in table.columns
        ],
    )


def allowed_levels(
    services: Questionnaire | None, processes: Questionnaire | None
) -> dict[tuple[str, str], str]:
    """Return the levels that the questionnaires in use know, by table and column."""
    found: dict[tuple[str, str], str] = {}
    if services is not None:
        span = _span(services)
        found["tblLeistungen", "Reifegrad"] = f"{span}; leer, wenn nicht bewertet"
        found["tblLeistungen", "Reifegrad möglich"] = f"{span}, nie kleiner als der Reifegrad"
        stages = services.derived_by_id.get(services.roles.get("end_to_end", ""))
        if stages is not None and stages.names:
            names = ", ".join(f"E{code} {name}" for code, name in stages.names.items())
            found["tblLeistungen", "E-Stufe"] = f"{names}; leer = offen"
    if processes is not None:
        found["tblProzesse", "Dokumentationsstufe"] = f"D0 bis D{processes.levels[-1].number}"
    return found


def _span(questionnaire: Questionnaire) -> str:
    numbers = [level.number for level in questionnaire.levels]
    return f"{min(numbers)} bis {max(numbers)}"
