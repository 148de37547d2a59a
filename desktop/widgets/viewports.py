"""What stands behind the content of a scroll area."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractScrollArea


def clear_ground(area: QAbstractScrollArea) -> QWidget:
    """Let what is behind a scroll area shine through; return the viewport it has from now on.

    The viewport is one of our own: when Qt is asked for a widget that Python has not met, PySide
    prepares every kind of widget there is, which takes a tenth of the time to the first frame.
    """
    viewport = QWidget()
    viewport.setObjectName("qt_scrollarea_viewport")
    area.setViewport(viewport)
    return viewport
