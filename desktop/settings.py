"""What the person chose about look and filling in: one frozen record, one place that keeps it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from platformdirs import user_config_path, user_data_path, user_documents_path
from PySide6.QtCore import QObject, QSettings, Signal

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "Selbstcheck"
ENDING = ".selbstcheck"
TEXT_SIZES = (100, 110, 125, 150, 175, 200)
"""Percent of the size in the design; one step per press of Strg++."""


class Theme(StrEnum):
    """Which colours; the words stand in the preferences page."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


@dataclass(frozen=True, slots=True)
class Folders:
    """Where things lie. None of them is a roaming folder, which would be copied while in use."""

    settings: Path
    data: Path
    documents: Path


def folders() -> Folders:
    """Return this person's folders on this PC; nothing is created."""
    return Folders(
        settings=user_config_path(FOLDER, appauthor=False, roaming=False) / "einstellungen.ini",
        data=user_data_path(FOLDER, appauthor=False, roaming=False),
        documents=user_documents_path() / FOLDER,
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything remembered between two starts."""

    theme: Theme = Theme.SYSTEM
    text_size: int = 100
    """Percent, one of `TEXT_SIZES`."""
    one_by_one: bool = True
    """One question per page; False: all questions on one page."""
    digit_goes_on: bool = False
    """A digit or a click answers and goes on (never the arrows)."""
    last_file: str = ""
    hand_in_folder: str = ""
    """Empty: the documents folder."""
    geometry: str = ""
    """The window's place and size as Qt writes it, base64."""

    def bigger(self) -> Settings:
        """Return them with the next larger text."""
        larger = [size for size in TEXT_SIZES if size > self.text_size]
        return replace(self, text_size=larger[0] if larger else TEXT_SIZES[-1])

    def smaller(self) -> Settings:
        """Return them with the next smaller text."""
        less = [size for size in TEXT_SIZES if size < self.text_size]
        return replace(self, text_size=less[-1] if less else TEXT_SIZES[0])

    def reset(self) -> Settings:
        """Return the defaults, but keep where the files and the window are."""
        return Settings(
            last_file=self.last_file,
            hand_in_folder=self.hand_in_folder,
            geometry=self.geometry,
        )


def load(path: Path) -> Settings:
    """Read settings; what is missing or makes no sense is the default."""
    stored = QSettings(str(path), QSettings.Format.IniFormat)
    default = Settings()
    found: dict[str, Any] = {}
    for field in fields(Settings):
        text = stored.value(field.name)
        if text is not None:
            found[field.name] = _read(str(text), getattr(default, field.name))
    return replace(default, **found)


def save(settings: Settings, path: Path) -> bool:
    """Write settings; return whether that worked. They are a comfort: no failure stops anybody."""
    stored = QSettings(str(path), QSettings.Format.IniFormat)
    for name, value in asdict(settings).items():
        stored.setValue(name, str(value))
    stored.sync()
    return stored.status() is QSettings.Status.NoError


def _read(text: str, default: Theme | int | bool | str) -> Theme | int | bool | str:
    if isinstance(default, Theme):
        return Theme(text) if text in set(Theme) else default
    if isinstance(default, bool):
        return text == "True" if text in ("True", "False") else default
    if isinstance(default, int):
        return int(text) if text.isdecimal() and int(text) in TEXT_SIZES else default
    return text


class Preferences(QObject):
    """The settings in force; a change makes a new record, is kept at once and told."""

    changed = Signal(object)

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self.now = load(path)

    def change(self, settings: Settings) -> None:
        """Put these in force."""
        if settings == self.now:
            return
        self.now = settings
        save(settings, self._path)
        self.changed.emit(settings)
