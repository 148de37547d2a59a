"""Levels are told apart without colour: by lightness, under high contrast by lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from desktop import appearance
from desktop.widgets.level_bar import LABELS, LevelBar, LevelRow, Segment
from tests.accessibility.painting import pixels
from tests.accessibility.room import settle

if TYPE_CHECKING:
    from PySide6.QtCore import QRect

LEVELS = ("0 Offline", "1 Information", "2 Formular", "3 Online", "4 Transaktion")
LEAST = 4
"""Least difference of the mean lightness of two neighbouring levels, of 255."""


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_neighbouring_levels_differ_in_grey(german, qtbot, theme, scale):
    appearance.apply(theme, scale)
    segments = tuple(Segment(9, name, place) for place, name in enumerate(LEVELS))
    bar = LevelBar(LevelRow("Jetzt", "45 Leistungen", segments), len(LEVELS))
    qtbot.addWidget(bar)
    bar.resize(appearance.px(900), appearance.px(52))
    bar.show()
    settle()
    boxes = [box.toRect() for _segment, box in bar._boxes()]
    assert boxes[0].left() == appearance.px(LABELS)
    means = [pixels(bar, _beside_the_number(b)).mean() for b in boxes]
    steps = np.diff(means)
    assert all(abs(s) >= LEAST for s in steps), means
    assert all(s > 0 for s in steps) or all(s < 0 for s in steps), means


def _beside_the_number(box: QRect) -> QRect:
    return box.adjusted(4, 4, -box.width() * 3 // 4, -4)
