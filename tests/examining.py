"""The program as a stranger's script meets it: commands in, exit code and text out.

    office = Office(tmp_path)
    data = office.filled("Bürgerservice", service("Hund anmelden", W1))
    workbook = office.exported(data)
    assert selbstcheck("check", workbook, "--json").document["files"][0]["status"] == "ok"

Nothing of the program is imported but its front door; workbooks are read with openpyxl, as anybody
would. What the tests expect is written down from the contract, never from the code.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from desktop.__main__ import main

ROOT = Path(__file__).resolve().parents[1]
ROUND = "2. Erhebung 2026"
HEAD_ROW = 4
FIRST = HEAD_ROW + 1
HEAD = {
    "format": "selbstcheck-antworten",
    "formatversion": 1,
    "authority": "Stadt Jena",
    "round": ROUND,
    "stichtag": "2026-11-30",
}


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.out)


def selbstcheck(*arguments: object) -> Done:
    """Run one command through the front door, in this process."""
    out, err, before = io.StringIO(), io.StringIO(), sys.argv
    sys.argv = ["selbstcheck", *map(str, arguments)]
    try:
        with redirect_stdout(out), redirect_stderr(err):
            try:
                code = main()
            except SystemExit as end:
                code = int(end.code or 0)
    finally:
        sys.argv = before
    return Done(code, out.getvalue(), err.getvalue())


def in_a_process(*arguments: object, code: str = "", **options: Any) -> Done:
    """Run one command in a process of its own; `code` is done there before."""
    start = ["-c", f"{code}\nfrom desktop.__main__ import main\nraise SystemExit(main())"]
    command = [sys.executable, *(start if code else ["-m", "desktop"]), *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False,
        **options,
    )  # fmt: skip
    return Done(done.returncode, done.stdout, done.stderr)


def json_file(path: Path, content: object) -> Path:
    """Write a JSON file; bytes and text are written as they are."""
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
        path.write_text(text, encoding="utf-8")
    return path


def service(title: str, answers: dict[str, Any] | None = None, **master: Any) -> dict[str, Any]:
    """Return a service of an answer file."""
    return {"title": title, "answers": answers or {}, **master}


class Office:
    """A folder in which departments fill, export and hand in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files = 0

    def path(self, ending: str) -> Path:
        """Return a file name nobody has used."""
        self._files += 1
        return self.folder / f"{self._files}{ending}"

    def answer_file(self, department: str, *services: dict[str, Any], **rest: Any) -> Path:
        """Write an answer file."""
        content = {**HEAD, "department": department, "services": list(services), **rest}
        return json_file(self.path(".json"), content)

    def filled(self, department: str, *services: dict[str, Any], **rest: Any) -> Path:
        """Fill a department's file, made anew unless `data` names one."""
        data = rest.pop("data", None) or self.path(".selbstcheck")
        done = selbstcheck("fill", data, self.answer_file(department, *services, **rest))
        assert done.code == 0, done.err
        return Path(data)

    def exported(self, data: Path, *options: str) -> Path:
        """Write the workbook of a department's file."""
        done = selbstcheck("export", data, "--out", self.path(".xlsx"), *options)
        assert done.code == 0, done.err
        return Path(done.out.splitlines()[0])

    def collected(self, *workbooks: Path, store: Path | None = None) -> tuple[Path, dict[str, Any]]:
        """Collect workbooks; return ZPPM's file and what the command says of each."""
        store = store or self.path(".selbstcheck")
        done = selbstcheck("collect", store, *workbooks, "--json")
        return store, done.document

    def reported(self, store: Path, *options: str) -> Path:
        """Write the city workbook."""
        done = selbstcheck("report", store, "--out", self.path(".xlsx"), *options)
        assert done.code == 0, done.err
        return Path(done.out.splitlines()[0])


class Copy:
    """A workbook as somebody changes it in Excel: cells by sheet, row and heading."""

    def __init__(self, source: Path) -> None:
        self.workbook = load_workbook(source)

    def column(self, sheet: str, heading: str) -> int:
        """Return the number of a column."""
        return next(c.column for c in self.workbook[sheet][HEAD_ROW] if c.value == heading)

    def cell(self, sheet: str, row: int, heading: str) -> Any:
        """Return a cell."""
        return self.workbook[sheet].cell(row, self.column(sheet, heading))

    def row(self, sheet: str, heading: str, value: object) -> int:
        """Return the first row with this value."""
        rows = range(FIRST, self.workbook[sheet].max_row + 1)
        return next(r for r in rows if self.cell(sheet, r, heading).value == value)

    def answer(self, question: str, value: object, heading: str = "Wert") -> int:
        """Change the first answer to a question; return its row."""
        row = self.row("Antworten", "Frage", question)
        self.cell("Antworten", row, heading).value = value
        return row

    def about(self, field: str, value: object) -> None:
        """Change a line of the metadata."""
        self.cell("Metadaten", self.row("Metadaten", "Feld", field), "Wert").value = value

    def error(self, sheet: str, row: int, heading: str, value: str = "#N/A") -> None:
        """Put an error value of Excel into a cell."""
        cell = self.cell(sheet, row, heading)
        cell.value, cell.data_type = value, "e"

    def without_tables(self) -> Copy:
        """Drop the table objects, as some programs do."""
        for sheet in self.workbook:
            sheet.tables.clear()
            sheet.auto_filter.ref = None
        return self

    def save(self, path: Path) -> Path:
        """Save it under another name."""
        self.workbook.save(path)
        return path


@lru_cache(maxsize=8)
def _opened(workbook: Path) -> Any:
    """Return a workbook; one that a test looks at several times is loaded once."""
    return load_workbook(workbook)


def table(workbook: Path, sheet: str) -> list[dict[str, Any]]:
    """Return the rows of a sheet by heading, as openpyxl reads them."""
    rows = _opened(workbook)[sheet].iter_rows(min_row=HEAD_ROW, values_only=True)
    headings = [str(h) for h in next(rows)]
    return [dict(zip(headings, row, strict=True)) for row in rows]


def about(workbook: Path) -> dict[str, Any]:
    """Return the metadata of a workbook."""
    return {row["Feld"]: row["Wert"] for row in table(workbook, "Metadaten")}
