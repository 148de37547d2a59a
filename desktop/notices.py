"""Notices that are on a page from the start and shown when there is something to say."""

from __future__ import annotations

from desktop.widgets.notice_bar import Notice, NoticeBar


def silent_notice() -> NoticeBar:
    """Return a notice that says nothing and is not shown."""
    bar = NoticeBar(Notice("info", ""))
    bar.hide()
    return bar


def show_notice(bar: NoticeBar, notice: Notice | None) -> None:
    """Show a message, or nothing for None."""
    if notice is not None:
        bar.fill(notice)
    bar.setVisible(notice is not None)
