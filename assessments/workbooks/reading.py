"""Many workbooks, one after the other: read in another process, judged here meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessments.progress import silent
from assessments.workbooks.child import Reader
from assessments.workbooks.judging import ReadFile, judge
from assessments.workbooks.places import is_open_elsewhere
from assessments.workbooks.read_tables import specs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from assessments.progress import Report
    from assessments.workbooks.limits import Limits
    from questionnaires.model import Questionnaire

__all__ = ["ReadFile", "new_reader", "read_workbooks"]


def new_reader(limits: Limits | None = None) -> Reader:
    """Return a reading process for hand-ins, to be used in a `with` and shared by several calls."""
    return Reader(specs(), limits)


def read_workbooks(
    paths: Sequence[Path],
    known: Mapping[str, Questionnaire],
    report: Report = silent,
    *,
    reader: Reader | None = None,
) -> Iterator[ReadFile]:
    """Yield what each workbook holds, in the order given; no file raises.

    `known` are all questionnaires by `id@version`: shipped ones and those kept in the store.
    Without a `reader` one is started and ended here. `report` may raise `Cancelled`.
    """
    if reader is None:
        with new_reader() as own:
            yield from read_workbooks(paths, known, report, reader=own)
        return
    report(0, len(paths))
    for done, (path, reply) in enumerate(zip(paths, reader.replies(paths), strict=True), start=1):
        found = judge(path, reply, known)
        yield found.with_finding("open-in-excel") if is_open_elsewhere(path) else found
        report(done, len(paths))
