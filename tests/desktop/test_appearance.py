"""Tokens have contrast, the sheet is complete, a change of the look leaves no trace."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QColor, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication

from desktop import appearance, tokens
from desktop.style_sheet import style_sheet
from resources import resource
from tests.desktop.gallery_widgets import Gallery
from tests.desktop.seeing import picture

TEXT = [
    ("text", "bg"), ("text", "surface"), ("text", "raised"), ("text", "tint"),
    ("muted", "bg"), ("muted", "surface"), ("muted", "raised"),
    ("action", "bg"), ("action", "surface"), ("action", "tint"), ("action", "raised"),
    ("on_action", "action"), ("on_action", "action_hover"),
    ("danger", "bg"), ("warn", "bg"), ("ok", "bg"), ("info", "bg"),
    ("danger", "danger_bg"), ("warn", "warn_bg"), ("ok", "ok_bg"), ("info", "info_bg"),
    ("text", "danger_bg"),
]  # fmt: skip
LINES = [
    ("border", "bg"), ("border", "surface"), ("input", "bg"), ("input", "raised"),
    ("input", "tint"), ("focus", "bg"), ("focus", "surface"), ("focus", "track"),
    ("action", "track"), ("danger", "surface"), ("warn", "surface"), ("ok", "surface"),
]  # fmt: skip
THEMES = ("light", "dark", "contrast")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("ink", "ground", "least"), [(*p, 4.5) for p in TEXT] + [(*p, 3.0) for p in LINES]
)
def test_each_pair_of_tokens_has_contrast(theme, ink, ground, least):
    colours = tokens.tokens(theme).colours
    assert tokens.ratio(colours[ink], colours[ground]) >= least


def test_the_formula_of_contrast_gives_its_known_ends():
    assert tokens.ratio("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert tokens.ratio("#777777", "#777777") == 1.0


def test_themes_have_the_same_tokens():
    assert {frozenset(tokens.tokens(t).colours) for t in THEMES} == {
        frozenset(tokens.tokens("light").colours)
    }


@pytest.mark.parametrize("count", [2, 5, 7, 8, 11])
@pytest.mark.parametrize("theme", THEMES)
def test_numbers_are_readable_on_every_level_of_any_model(theme, count):
    colours = tokens.ramp(tokens.tokens(theme), count)
    assert len(colours) == count
    assert min(tokens.ratio(fill, ink) for fill, ink in colours) >= 4.5


def test_a_contrast_theme_of_the_system_gives_all_colours():
    palette = QPalette()
    role = QPalette.ColorRole
    for part, value in (
        (role.Window, "#002b36"),
        (role.WindowText, "#fdf6e3"),
        (role.Link, "#ffff00"),
        (role.Highlight, "#002c37"),
    ):
        palette.setColor(part, QColor(value))
    made = tokens.from_palette(palette).colours
    assert made["action"] == "#ffff00"
    assert made["focus"] == "#fdf6e3"  # the highlight could not be seen on this ground
    assert set(made.values()) <= {"#002b36", "#fdf6e3", "#ffff00"}


def test_the_sheet_is_complete_in_every_theme(qapp, styled):
    for theme in THEMES:
        styled(theme)
        sheet = qapp.styleSheet()
        assert "@" not in sheet
        assert set(re.findall(r"#[0-9A-Fa-f]{6}", sheet)) <= set(
            tokens.tokens(theme).colours.values()
        )


def test_a_colour_nobody_defined_is_noticed():
    with pytest.raises(KeyError):
        style_sheet({}, appearance.px)


def test_lengths_and_fonts_follow_the_text_size(styled):
    styled("light", 1.0)
    word = "Hundesteuer"
    narrow = appearance.metrics(18).horizontalAdvance(word)
    styled("light", 2.0)
    assert appearance.px(48) == 96
    assert appearance.metrics(18).horizontalAdvance("Hundesteuer") == pytest.approx(
        2 * narrow, 0.01
    )


def test_the_font_is_ours_in_both_weights(styled):
    styled()
    for weight in (400, 600):
        info = QFontInfo(appearance.font(18, weight))
        assert (info.family(), info.weight(), info.pixelSize()) == ("Source Sans Pro", weight, 18)


def test_dark_and_back_gives_the_same_pixels(shown, styled):
    sheet = shown(Gallery(), 1280, 1100)
    before = picture(sheet)
    styled("dark", 1.5)
    assert picture(sheet) != before
    styled("light", 1.0)
    sheet.resize(1280, 1100)  # the larger text had pushed the window open
    assert picture(sheet) == before


def test_the_system_decides_where_a_person_has_not(styled):
    styled("system")
    assert not appearance.dark()  # no screen, no preference
    assert appearance.colour("bg") == QColor("#FFFFFF")


@pytest.mark.parametrize("path", sorted(resource("icons").glob("*.svg")), ids=lambda p: p.stem)
def test_each_icon_has_one_colour_on_the_common_grid(styled, path):
    styled()
    source = path.read_text(encoding="utf-8")
    assert 'viewBox="0 0 24 24"' in source
    assert re.findall(r'(?:stroke|fill)="([^"]+)"', source).count("currentColor") == 1
    assert set(re.findall(r'(?:stroke|fill)="([^"]+)"', source)) <= {"currentColor", "none"}
    image = appearance.icon(path.stem, 24, "action", 2.0).toImage()
    painted = [
        image.pixelColor(x, y)
        for x in range(48)
        for y in range(48)
        if image.pixelColor(x, y).alpha() > 250
    ]
    assert painted
    wanted = QColor("#2044AA")
    assert all(abs(c.green() - wanted.green()) <= 2 for c in painted)
    assert all(abs(c.blue() - wanted.blue()) <= 2 for c in painted)


def test_an_icon_is_sharp_on_a_screen_with_more_pixels(styled):
    styled()
    icon = appearance.icon("home", 24, "text", 2.0)
    assert (icon.width(), icon.deviceIndependentSize().width()) == (48, 24)


def test_changes_of_the_system_are_told(qapp):
    told = []
    appearance.follow_system(lambda: told.append(1))
    hints = QApplication.styleHints()
    hints.accessibility().contrastPreferenceChanged.emit(hints.accessibility().contrastPreference())
    assert told == [1]
