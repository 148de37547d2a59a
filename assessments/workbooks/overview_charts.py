"""The charts of `Übersicht`: what they show, as cells to put on the sheet, sentence and alt text.

A chart is made in two steps: its values are placed as a table, then the chart is drawn on these
cells. So every chart has its table, and both always agree.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessments import german
from assessments.statements import named
from assessments.workbooks.charts import HATCH, SHOW_ZERO, BarChart, Bars
from assessments.workbooks.kit import letter
from assessments.workbooks.styles import CellStyle, ramp
from assessments.workbooks.tables import SmallTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assessments.results import SubjectResult
    from assessments.workbooks.kit import Content
    from assessments.workbooks.missing import Lever
    from questionnaires.model import Level

PROVISIONAL = "vorläufig"
_LONGEST_TITLE = 45
"""Characters of a title on half the width; longer ones wrap."""


@dataclass(frozen=True, slots=True)
class Place:
    """Cells from `start` up to, not including, `end`; both (column, row)."""

    start: tuple[int, int]
    end: tuple[int, int]


@dataclass(frozen=True, slots=True)
class LevelCounts:
    """Subjects per level: secured ones by their level, provisional ones apart."""

    name: str
    levels: tuple[Level, ...]
    counts: tuple[int, ...]
    provisional: int

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts) + self.provisional


def level_counts(
    name: str, levels: tuple[Level, ...], results: Iterable[SubjectResult]
) -> LevelCounts:
    """Count subjects per level of their questionnaire."""
    every = tuple(results)
    secured = Counter(r.score.secured for r in every if not r.score.provisional)
    return LevelCounts(
        name,
        levels,
        tuple(secured[level.number] for level in levels),
        sum(r.score.provisional for r in every),
    )


def level_table(rows: Sequence[LevelCounts], row: int) -> SmallTable:
    """Return the values of the level chart, one row per survey round or department."""
    levels = rows[0].levels
    heads = ("Erhebung", *(f"{n.number} {n.name}" for n in levels), PROVISIONAL, "Summe")
    return SmallTable(
        "tblStufen", row, 1, heads,
        (CellStyle.CELL_STRONG, *(CellStyle.NUMBER,) * (len(heads) - 1)),
        tuple((r.name, *r.counts, r.provisional, r.total) for r in rows),
    )  # fmt: skip


def level_chart(rows: Sequence[LevelCounts], table: SmallTable, place: Place) -> BarChart:
    """Return the stacked bars per level, hatched where provisional."""
    first, last = table.row + 1, table.row + len(rows)
    levels = rows[0].levels
    series = [
        Bars(f"{level.number} {level.name}", _cells(2 + n, first, last), fill, ink)
        for n, (level, (fill, ink)) in enumerate(zip(levels, ramp(len(levels)), strict=True))
    ]
    hatched = _cells(2 + len(levels), first, last)
    series.append(Bars(f"{PROVISIONAL}, höhere Stufe noch möglich", hatched, HATCH))
    return BarChart(
        title=level_title(rows[0]),
        name="Leistungen nach Stufe",
        alt_text=_level_text(rows, table.row),
        start=place.start,
        end=place.end,
        categories=_cells(1, first, last),
        series=tuple(series),
        grouping="stacked",
        gap=28 if len(rows) > 1 else 60,
        legend=(0.02, 0.19, 0.96, 0.12),
        plot=(0.115, 0.38, 0.875, 0.58),
        maximum=max(r.total for r in rows) or 1,
        label_size=11,
        names_size=11,
    )


def level_title(counts: LevelCounts) -> str:
    """Return where most services stand, or neutral words where no level stands out."""
    found = sorted(
        ((n, level.number) for n, level in zip(counts.counts, counts.levels, strict=True) if n),
        key=lambda one: (-one[0], one[1]),
    )[:2]
    if not found:
        return "Leistungen nach Stufe"
    stand = "steht" if found[0][0] == 1 else "stehen"
    parts = [f"{n} {stand if i == 0 else ''} auf Stufe {level}" for i, (n, level) in
             enumerate(sorted(found, key=lambda one: one[1]))]  # fmt: skip
    return f"Leistungen nach Stufe: {', '.join(' '.join(p.split()) for p in parts)}."


def _level_text(rows: Sequence[LevelCounts], row: int) -> str:
    bars = []
    for r in rows:
        values = [
            f"Stufe {level.number} {level.name} {n}"
            for level, n in zip(r.levels, r.counts, strict=True)
        ]
        values.append(f"{PROVISIONAL} {r.provisional}")
        total = german.counted(r.total, "Leistung", "Leistungen")
        bars.append(f"{r.name}, {total}: {', '.join(values)}.")
    return f"Gestapelter Balken. {' '.join(bars)} Werte als Tabelle ab Zeile {row}."


def rung_table(counts: LevelCounts, row: int) -> SmallTable:
    """Return the values of the process chart, one row per rung."""
    rows: tuple[tuple[Content, ...], ...] = tuple(
        (f"D{level.number} {level.name}", n)
        for level, n in zip(counts.levels, counts.counts, strict=True)
    )
    return SmallTable(
        "tblProzessstufen", row, 1, ("Prozesse nach Stufe", "Anzahl"),
        (CellStyle.CELL, CellStyle.NUMBER), rows, spans=(3, 1), total=("Summe", counts.total),
    )  # fmt: skip


def rung_chart(counts: LevelCounts, table: SmallTable, place: Place, title: str) -> BarChart:
    """Return one bar per rung of the processes."""
    first, last = table.row + 1, table.row + len(counts.levels)
    values = ", ".join(
        f"D{level.number} {level.name} {n}"
        for level, n in zip(counts.levels, counts.counts, strict=True)
    )
    total = german.counted(counts.total, "Prozess", "Prozesse")
    return BarChart(
        title=title,
        name="Prozesse nach Stufe",
        alt_text=f"Balken, {total}: {values}. Werte als Tabelle ab Zeile {table.row}.",
        start=place.start,
        end=place.end,
        categories=_cells(1, first, last),
        series=(
            Bars(
                "Prozesse", _cells(table.columns[1][0], first, last), "processes", "text", "outEnd"
            ),
        ),
        grouping="clustered",
        gap=45,
        plot=(0.375, 0.12, 0.52, 0.87),
        maximum=max(counts.counts, default=0) or 1,
        numbers=SHOW_ZERO,
        label_size=11,
    )


def lever_table(found: Sequence[Lever], row: int, column: int) -> SmallTable:
    """Return the values of the lever chart, one row per question."""
    rows: tuple[tuple[Content, ...], ...] = tuple(
        (one.label, one.own or None, one.others or None, one.holds_back, one.open) for one in found
    )
    return SmallTable(
        "tblHebel", row, column,
        ("Hebel", "können wir selbst", "brauchen wir andere", "hält zurück", "davon offen"),
        (CellStyle.CELL, *(CellStyle.NUMBER,) * 4), rows, spans=(3, 1, 1, 1, 1),
    )  # fmt: skip


def lever_chart(found: Sequence[Lever], table: SmallTable, place: Place) -> BarChart:
    """Return one bar per question that holds services back; own ones above, others below."""
    first, last = table.row + 1, table.row + len(found)
    lifting = any(one.lifts for one in found)
    wide = place.end[0] - place.start[0] > 6
    own, others, held = (table.columns[n][0] for n in (1, 2, 3))
    pair = (
        Bars("Das können wir selbst", _cells(own, first, last), "action", "white"),
        Bars("Dafür brauchen wir andere", _cells(others, first, last), "others"),
    )
    single = (Bars("hält zurück", _cells(held, first, last), "others"),)
    title = lever_title(found, _LONGEST_TITLE * (2 if wide else 1))
    return BarChart(
        title=title,
        name="Die größten Hebel",
        alt_text=_lever_text(found, table.row),
        start=place.start,
        end=place.end,
        categories=_cells(table.column, first, last),
        series=pair if lifting else single,
        gap=45,
        legend=(0.03, 0.12, 0.94, 0.09) if lifting else False,
        plot=(0.25, 0.24, 0.73, 0.75) if wide else (0.46, 0.24, 0.53, 0.75),
        maximum=max((one.lifts if lifting else one.holds_back for one in found), default=1),
    )


def lever_title(found: Sequence[Lever], longest: int = _LONGEST_TITLE) -> str:
    """Return what the strongest levers lift, as a sentence that fits; else neutral words."""
    best = sorted((one for one in found if one.lifts), key=lambda one: -one.lifts)[:2]
    if not best:
        return "Was zur nächsten Stufe fehlt"
    things = [named(one.short) for one in best]
    noun = "Leistung" if best[0].lifts == 1 else "Leistungen"
    first, plural = things[0]
    sentence = (
        f"{first[0].upper()}{first[1:]} {'heben' if plural else 'hebt'} {best[0].lifts} {noun}"
    )
    both = f"{sentence}, {things[1][0]} {best[1].lifts}." if len(best) > 1 else ""
    return both if both and len(both) <= longest else f"{sentence}."


def _lever_text(found: Sequence[Lever], row: int) -> str:
    values = "; ".join(
        f"{one.label}: selbst {one.own}, mit anderen {one.others}, hält zurück {one.holds_back}"
        for one in found
    )
    return (
        "Balken, Leistungen je Kriterium. Eigene Hebel stehen oben. "
        f"{values}. Werte als Tabelle ab Zeile {row}."
    )


def _cells(column: int, first: int, last: int) -> str:
    name = letter(column)
    return f"{name}{first}:{name}{last}"
