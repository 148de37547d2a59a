"""Reading workbooks and doing nothing with them, for `collecting`.

    python -m tests.benchmarks.read_child pipeline | openpyxl FOLDER

`pipeline`: the expat pass over every part, then calamine over every sheet, in a process of its own
as the program has one. `openpyxl`: what a plain script does.
"""

from __future__ import annotations

import io
import sys
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.connection import Connection


def read_by_pipeline(paths: Sequence[Path]) -> int:
    """Return the number of rows, counted by one process that is told file after file."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=answer_rows, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    rows = 0
    for path in paths:
        ours.send_bytes(str(path).encode())
        rows += int(ours.recv_bytes())
    ours.close()
    process.join()
    return rows


def answer_rows(connection: Connection) -> None:
    """Answer every path with the number of rows in it: the whole life of the process."""
    from python_calamine import CalamineWorkbook

    from assessments.workbooks.limits import Limits
    from assessments.workbooks.preflight import check
    from assessments.workbooks.read_tables import specs

    wanted, limits = [spec.sheet for spec in specs()], Limits()
    while True:
        try:
            data = Path(connection.recv_bytes().decode()).read_bytes()
        except EOFError:
            return
        check(data, wanted, limits)
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        rows = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
        connection.send_bytes(str(sum(map(len, rows))).encode())


def read_by_openpyxl(paths: Sequence[Path]) -> int:
    """Return the number of rows of all sheets."""
    from openpyxl import load_workbook

    return sum(
        1
        for path in paths
        for sheet in load_workbook(path).worksheets
        for _ in sheet.iter_rows(values_only=True)
    )


if __name__ == "__main__":
    read = {"pipeline": read_by_pipeline, "openpyxl": read_by_openpyxl}[sys.argv[1]]
    print(read(sorted(Path(sys.argv[2]).glob("*.xlsx"))))
