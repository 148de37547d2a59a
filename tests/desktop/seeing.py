"""What an eye sees of a widget: colours, contrast, words that are cut off."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QScrollArea, QWidget

from desktop.tokens import ratio

if TYPE_CHECKING:
    from PySide6.QtGui import QImage


def settle() -> None:
    """Let layouts tell each other their sizes until nobody has anything to add."""
    for _ in range(5):
        QApplication.processEvents()


def picture(widget: QWidget) -> QImage:
    settle()
    return widget.grab().toImage()


def colours(image: QImage) -> Counter[str]:
    """Return how often each colour occurs."""
    found: Counter[str] = Counter()
    for y in range(image.height()):
        for x in range(image.width()):
            found[image.pixelColor(x, y).name()] += 1
    return found


def strongest(widget: QWidget) -> float:
    """Return the contrast of the most distant colour against the most common one."""
    found = colours(picture(widget))
    ground = found.most_common(1)[0][0]
    return max(ratio(ground, colour) for colour in found)


def outline(widget: QWidget, ground: str) -> float:
    """Return the contrast of the strongest part of a control's edge against the window."""
    image = picture(widget)
    middle = image.width() // 2
    edge = {
        image.pixelColor(middle, y % image.height()).name() for y in (0, 1, 2, 3, -1, -2, -3, -4)
    }
    return max(ratio(ground, colour) for colour in edge)


def clipped(root: QWidget) -> list[str]:
    """Return the widgets that have less room than their words need."""
    settle()
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            continue
        size, least = widget.size(), widget.minimumSizeHint()
        if widget.hasHeightForWidth():
            short = widget.heightForWidth(size.width()) > size.height()
        else:
            short = widget.sizeHint().height() > size.height()
        if short or least.width() > size.width():
            found.append(f"{type(widget).__name__} {_words(widget)!r}: {size} < {least}")
    return found


def _words(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""


def sideways(root: QWidget) -> list[str]:
    """Return the scroll areas whose content is wider than they are."""
    settle()
    areas = [a for a in root.findChildren(QScrollArea) if a.isVisible() and a.widget()]
    return [
        f"{a.widget().width()} > {a.viewport().width()}"
        for a in areas
        if a.widget().width() > a.viewport().width()
    ]
