"""A page in which a person types: what is typed is told before the page goes."""

from __future__ import annotations

from typing_extensions import override

from desktop.page import Page


class WorkPage(Page):
    """Tells unfinished typing on demand and at its end. Its title names the subject."""

    names_object = True

    def flush(self) -> None:
        """Tell the workspace what was typed and not told yet."""

    @override
    def dispose(self) -> None:
        self.flush()
        super().dispose()
