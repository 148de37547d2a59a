"""What the person chose survives a restart; nonsense in the file never stops the start."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.settings import Preferences, Settings, Theme, folders, load, save

CHOSEN = Settings(
    theme=Theme.DARK,
    text_size=150,
    one_by_one=False,
    digit_goes_on=True,
    last_file="/Ablage/Bürgerservice, 100 % #1.selbstcheck",
    hand_in_folder="C:\\Dokumente\\Selbstcheck",
    geometry="AdnQywADAAA=",
)


def test_settings_come_back_as_they_were(tmp_path):
    path = tmp_path / "einstellungen.ini"
    assert save(CHOSEN, path)
    assert load(path) == CHOSEN


def test_without_a_file_the_defaults_hold(tmp_path):
    assert load(tmp_path / "fehlt.ini") == Settings()


@pytest.mark.parametrize(
    "text", ["theme=lila", "text_size=113", "text_size=-1", "one_by_one=vielleicht", "%&/", ""]
)
def test_nonsense_is_the_default(tmp_path, text):
    path = tmp_path / "einstellungen.ini"
    path.write_text(f"[General]\n{text}\n", encoding="utf-8")
    assert load(path) == Settings()


def test_a_change_is_kept_and_told_once(qtbot, tmp_path):
    path = tmp_path / "einstellungen.ini"
    preferences = Preferences(path)
    told = []
    preferences.changed.connect(told.append)
    preferences.change(replace(preferences.now, theme=Theme.DARK))
    preferences.change(replace(preferences.now, theme=Theme.DARK))
    assert told == [Settings(theme=Theme.DARK)]
    assert load(path).theme is Theme.DARK


def test_the_text_grows_and_shrinks_by_steps_and_stops_at_the_ends():
    settings, sizes = Settings(), []
    for _ in range(7):
        settings = settings.bigger()
        sizes.append(settings.text_size)
    assert sizes == [110, 125, 150, 175, 200, 200, 200]
    assert Settings(text_size=110).smaller().smaller().text_size == 100


def test_defaults_keep_where_files_and_window_are():
    assert CHOSEN.reset() == Settings(
        last_file=CHOSEN.last_file,
        hand_in_folder=CHOSEN.hand_in_folder,
        geometry=CHOSEN.geometry,
    )


def test_nothing_lies_in_a_roaming_folder():
    found = folders()
    assert "Roaming" not in f"{found.settings} {found.data}"
    assert found.settings.name == "einstellungen.ini"
