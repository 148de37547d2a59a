"""A written workbook is read back before the program says it is done."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from assessments.errors import Cause, FileNotWritten
from assessments.workbooks.layout import HEADER_ROW

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from assessments.workbooks.layout import Table


def check_written(path: Path, expected: Mapping[Table, int], target: Path) -> None:
    """Raise FileNotWritten unless every table has its head and exactly that many rows.

    `path` is the file just written, `target` the name it will have. The package is checked part
    by part against its check sums, the cells by another program library than the one that wrote.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with zipfile.ZipFile(path) as package:
            damaged = package.testzip()
        if damaged is not None:
            raise FileNotWritten(target, Cause.UNKNOWN, f"damaged part: {damaged}")
        with CalamineWorkbook.from_path(str(path)) as workbook:
            for table, count in expected.items():
                cells = workbook.get_sheet_by_name(table.sheet).to_python(skip_empty_area=False)
                _check_table(table, count, cells, target)
    except (zipfile.BadZipFile, CalamineError) as error:
        raise FileNotWritten(target, Cause.UNKNOWN, f"cannot be read back: {error}") from error


def _check_table(table: Table, count: int, cells: Sequence[Sequence[object]], target: Path) -> None:
    head = tuple(cells[HEADER_ROW - 1]) if len(cells) >= HEADER_ROW else ()
    key = table.position(table.key)
    there = sum(row[key] != "" for row in cells[HEADER_ROW:])
    if head[: len(table.headings)] != table.headings or there != count:
        detail = f"{table.name}: {there} of {count} rows were written"
        raise FileNotWritten(target, Cause.UNKNOWN, detail)
