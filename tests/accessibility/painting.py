"""What is painted: every text with its colour and place, whoever paints it, and pixels as numbers.

A widget is rendered onto a device that paints nothing and writes down each text instead. So words
of delegates, of the style and of our own painters are all seen, with the colour of the pen and the
part of the window they may be painted in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPaintDevice, QPaintEngine
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Words:
    """A run of text: what, in which colour, where in the widget that was rendered, by whom."""

    text: str
    ink: str
    box: QRectF
    room: QRect
    """What of the widget may be painted on; text outside is cut off."""
    owner: QWidget | None


class _Engine(QPaintEngine):
    def __init__(self) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.words: list[Words] = []

    def begin(self, _device) -> bool:
        return True

    def end(self) -> bool:
        return True

    def type(self):
        return QPaintEngine.Type.User

    def updateState(self, _state) -> None:  # noqa: N802
        pass

    def drawPixmap(self, *_args) -> None:  # noqa: N802
        pass

    drawImage = drawPath = drawPolygon = drawRects = drawLines = drawPixmap  # noqa: N815

    def drawTextItem(self, place, item) -> None:  # noqa: N802
        if not item.text().strip():
            return
        painter = self.painter()
        at = painter.deviceTransform().map(place)
        height = item.ascent() + item.descent()
        box = QRectF(at.x(), at.y() - item.ascent(), item.width(), height)
        owner = painter.device()
        self.words.append(
            Words(
                item.text(),
                painter.pen().color().name(),
                box,
                self.systemClip().boundingRect(),
                owner if isinstance(owner, QWidget) else None,
            )
        )


class _Device(QPaintDevice):
    """As large as the widget, with the resolution of a screen."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.engine = _Engine()
        metric = QPaintDevice.PaintDeviceMetric
        self._numbers = {
            metric.PdmWidth: widget.width(),
            metric.PdmHeight: widget.height(),
            metric.PdmWidthMM: widget.width() // 4,
            metric.PdmHeightMM: widget.height() // 4,
            metric.PdmDpiX: 96,
            metric.PdmDpiY: 96,
            metric.PdmPhysicalDpiX: 96,
            metric.PdmPhysicalDpiY: 96,
            metric.PdmDepth: 32,
            metric.PdmNumColors: 1 << 24,
            metric.PdmDevicePixelRatioScaled: 1 << 16,
        }

    def paintEngine(self) -> QPaintEngine:  # noqa: N802
        return self.engine

    def metric(self, which) -> int:
        return self._numbers.get(which, 1)


def words_of(widget: QWidget) -> list[Words]:
    """Return every text painted in a widget, also where a scroll area shows only a part of it."""
    device = _Device(widget)
    widget.render(device, QPoint())
    return device.engine.words


def picture(widget: QWidget, part: QRect | None = None) -> QImage:
    """Return a widget, or a part of it, as it is painted now."""
    return (widget.grab(part) if part is not None else widget.grab()).toImage()


def numbers(image: QImage) -> NDArray[np.uint8]:
    """Return a picture as rows × columns × (blue, green, red)."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    flat = np.frombuffer(image.constBits(), np.uint8)
    rows = flat.reshape(image.height(), image.bytesPerLine() // 4, 4)
    return rows[:, : image.width(), :3].copy()  # the bytes go away with the image


def pixels(widget: QWidget, part: QRect | None = None) -> NDArray[np.uint8]:
    """Return a widget, or a part of it, as numbers."""
    return numbers(picture(widget, part))


_LINEAR = np.array(
    [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in np.arange(256) / 255]
)


def contrast(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Return the contrast of two pictures pixel by pixel (WCAG 2.2)."""
    lights = [_LINEAR[p] @ np.array([0.0722, 0.7152, 0.2126]) + 0.05 for p in (one, other)]
    return np.maximum(*lights) / np.minimum(*lights)


def ground(picture: NDArray[np.uint8]) -> QColor:
    """Return the most common colour."""
    codes = picture.reshape(-1, 3) @ np.array([1, 1 << 8, 1 << 16])
    values, counts = np.unique(codes, return_counts=True)
    code = int(values[counts.argmax()])
    return QColor(code >> 16, code >> 8 & 255, code & 255)
