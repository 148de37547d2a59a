"""Look of the window: one token table, one text scale, and what is made from them.

Everything that paints asks here, at the moment of painting: `px` for lengths, `colour` for colours,
`font` and `metrics` for text, `icon` for pictures. `apply` changes the theme or the text size;
Qt then sends every widget a `StyleChange`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from desktop import tokens
from desktop.style_sheet import style_sheet
from resources import resource

if TYPE_CHECKING:
    from collections.abc import Callable

FAMILY = "Source Sans Pro"
WEIGHTS = ("Regular", "Semibold")
LINE = {32: 40, 24: 32, 20: 28, 18: 28, 16: 24}
"""Height of a line of text by its size, px at 100 %."""


@dataclass
class _Look:
    theme: tokens.Tokens = field(default_factory=lambda: tokens.tokens("light"))
    scale: float = 1.0
    revision: int = 0


_now = _Look()


def scale() -> float:
    """Return the text scale, 1.0 to 2.0."""
    return _now.scale


def revision() -> int:
    """Return a number that changes with every `apply`; part of the key of what is cached."""
    return _now.revision


def px(value: float) -> int:
    """Return a length of the design (px at 100 %) at the present text scale."""
    return math.floor(value * _now.scale + 0.5)


def dark() -> bool:
    """Return whether the ground is dark."""
    return _now.theme.dark


def filled() -> bool:
    """Return whether fills carry meaning; False under high contrast, which needs outlines."""
    return bool(_now.theme.ramp)


@cache
def colour(token: str) -> QColor:
    """Return the colour of a token; KeyError if there is none."""
    return QColor(_now.theme.colours[token])


@cache
def level_colours(count: int) -> tuple[tuple[str, str], ...]:
    """Return fill and text colour for each level of a model with `count` levels, lowest first."""
    return tokens.ramp(_now.theme, count)


@cache
def font(size: int, weight: int = 400, tabular: bool = False) -> QFont:
    """Return the font of a size (px at 100 %) and weight; `tabular`: figures of equal width."""
    made = QFont(FAMILY)
    made.setPixelSize(px(size))
    made.setWeight(QFont.Weight(weight))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)  # same widths at any ratio
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


@cache
def metrics(size: int, weight: int = 400) -> QFontMetricsF:
    """Return the measures of a font."""
    return QFontMetricsF(font(size, weight))


@cache
def _svg(name: str) -> str:
    return resource(f"icons/{name}.svg").read_text(encoding="utf-8")


@cache
def icon(name: str, size: int, token: str, ratio: float) -> QPixmap:
    """Return an icon; `size` in px already scaled, `ratio` of the device it is painted on."""
    return _drawn(_svg(name), size, _now.theme.colours[token], ratio)


def _drawn(svg: str, size: int, value: str, ratio: float) -> QPixmap:
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    source = QByteArray(svg.replace("currentColor", value).encode())
    QSvgRenderer(source).render(painter, QRectF(pixmap.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def draw_icon(painter: QPainter, name: str, rect: QRect, token: str) -> None:
    """Paint an icon into a square."""
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(rect.topLeft(), icon(name, rect.width(), token, ratio))


def menu_icon(name: str, token: str = "muted") -> QIcon:
    """Return an icon for a menu entry."""
    screen = QGuiApplication.primaryScreen()
    return QIcon(icon(name, px(24), token, screen.devicePixelRatio() if screen else 1.0))


def palette() -> QPalette:
    """Return the palette for what Qt paints itself."""
    made = QPalette()
    role = QPalette.ColorRole
    for wanted, token in (
        (role.Window, "bg"),
        (role.WindowText, "text"),
        (role.Base, "raised"),
        (role.AlternateBase, "surface"),
        (role.Text, "text"),
        (role.Button, "surface"),
        (role.ButtonText, "text"),
        (role.ToolTipBase, "surface"),
        (role.ToolTipText, "text"),
        (role.PlaceholderText, "muted"),
        (role.Highlight, "action"),
        (role.HighlightedText, "on_action"),
        (role.Link, "action"),
        (role.Accent, "action"),
    ):
        made.setColor(wanted, colour(token))
    return made


def apply(theme: str, text_scale: float = 1.0) -> None:
    """Put a theme (`system`, `light`, `dark`, `contrast`) and a text scale in force."""
    app = _application()
    _load_fonts()
    _now.theme = _system(app) if theme == "system" else tokens.tokens(theme)
    _now.scale = text_scale
    _now.revision += 1
    for cached in (colour, level_colours, font, metrics, icon):
        cached.cache_clear()
    app.setPalette(palette())
    app.setFont(font(18))
    app.setStyleSheet(style_sheet(_now.theme.colours, px))


def follow_system(changed: Callable[[], None]) -> None:
    """Call back when the colour scheme or the contrast preference of the system changes."""
    hints = _application().styleHints()
    hints.colorSchemeChanged.connect(lambda _scheme: changed())
    hints.accessibility().contrastPreferenceChanged.connect(lambda _preference: changed())


def _application() -> QApplication:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError("the look needs a QApplication")
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    return app


def _system(app: QApplication) -> tokens.Tokens:
    hints = app.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        app.setPalette(QPalette())  # gives the system's own colours back
        return tokens.from_palette(app.palette())
    return tokens.tokens("dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light")


@lru_cache(maxsize=1)
def _load_fonts() -> None:
    import font_source_sans_pro

    folder = Path(font_source_sans_pro.__file__).parent / "files"
    for weight in WEIGHTS:
        QFontDatabase.addApplicationFont(str(folder / f"SourceSansPro-{weight}.ttf"))
