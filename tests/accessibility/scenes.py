"""Every page in every look: three windows with sample data, made once, walked through by looks.

`SCENES` says which states of a page are looked at beside the one the registry gives: later steps,
other kinds of questions, nothing found, nothing there yet, files read, files written.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton

from assessments.model import Department, Subject, SubjectKind
from desktop import appearance, keys
from desktop.collection import Collection
from desktop.desk import Beginning, Visit
from desktop.gallery import ABOUT_SUBJECT, Studio
from desktop.widgets.search_field import SearchEdit
from desktop.workspace import Workspace
from tests.accessibility.probes import PRESSING, PROBES
from tests.accessibility.room import Room, settle
from tests.desktop.offices import ROUND

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from desktop.page import Page

LONG = "Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung – Ausnahmebewilligung"
"""As long as a German word in an office may get, and one that fits in nowhere."""


LONG_SERVICE = Subject("lang", SubjectKind.SERVICE, LONG)


@dataclass(frozen=True, slots=True)
class Look:
    """Theme, text scale, and a window's size: 683 × 384 logical px at 200 % (UX-18)."""

    theme: str
    scale: float
    width: int
    height: int

    def __str__(self) -> str:
        return f"{self.theme}-{self.scale:.0%}".replace("%", "")


LOOKS = tuple(
    Look(theme, *size)
    for size in ((1.0, 1280, 800), (2.0, 1366, 768))
    for theme in ("light", "dark", "contrast")
)


THOROUGH = (LOOKS[0], LOOKS[-1])
"""Looks in which further states are shown and keys pressed: light at 100 %, contrast at 200 %."""


def probes_in(look: Look) -> tuple[str, ...]:
    """Return the probes that are run in a look."""
    return tuple(c for c in PROBES if c not in PRESSING or look in THOROUGH)


@dataclass(frozen=True, slots=True)
class Scene:
    """A page in a state. `about`: what the title of the window has to name."""

    name: str
    studio: Studio
    enter: Callable[[], None]
    about: str = ""


class House:
    """The windows and everything that can be shown in them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.pages: set[type[Page]] = set()
        """Classes of the pages that were shown."""
        self._start = self._studio("start")
        self._department = self._studio("department")
        self._department.department()
        self._workspace = _file(self._department)
        self._workspace.choose([LONG_SERVICE], "lang")
        self._zppm = self._studio("zppm")
        self._zppm.zppm()
        self._fresh = self._studio("fresh")
        office = Department("amt", f"Amt für {LONG}", "Stadt Jena")
        path = folder / "fresh" / "leer.selbstcheck"
        self._fresh.session.begin(Beginning(path, office.authority, office, ROUND))
        self._long = self._studio("long")
        path = folder / "long" / "lang.selbstcheck"
        self._long.session.begin(Beginning(path, office.authority, office, ROUND))
        _file(self._long).choose([LONG_SERVICE], "lang")
        self._inbox = self._studio("inbox")
        self._inbox.session.begin(Beginning(folder / "inbox" / "leer.selbstcheck", "Stadt Jena"))

    def _studio(self, name: str) -> Studio:
        folder = self._folder / name
        folder.mkdir()
        studio = Studio(folder)
        keys.install(studio.window, studio.session, studio.preferences)
        return studio

    def rooms(self, look: Look) -> Iterator[tuple[str, Room]]:
        """Show one page after the other in a look, in `THOROUGH` ones in further states too."""
        appearance.apply(look.theme, look.scale)
        shown: Studio | None = None
        for scene in self.scenes(further=look in THOROUGH):
            window = scene.studio.window
            if shown is not scene.studio:
                if shown is not None:
                    shown.window.hide()
                shown = scene.studio
                window.resize(look.width, look.height)
                window.show()
                window.activateWindow()
                settle()
            scene.enter()
            settle()
            self.pages.add(type(window.page))
            yield scene.name, Room(window, scene.studio.session, scene.about)
        if shown is not None:
            shown.window.hide()

    def scenes(self, *, further: bool) -> Iterator[Scene]:
        """Yield every page of the registry, and `further` states of some."""
        for name, studio in self._studios():
            for visit in studio.visits():
                about = _title(studio, visit.subject) if visit.page in ABOUT_SUBJECT else ""
                enter = partial(studio.show, visit)
                yield Scene(f"{name}-{visit.page}", studio, enter, about or _office(studio))
            if further:
                yield from self._more(name, studio)

    def close(self) -> None:
        """Close the files and delete the windows."""
        for studio in (*(s for _name, s in self._studios()), self._fresh, self._long, self._inbox):
            studio.session.may_close()
            studio.window.close()
            studio.window.deleteLater()
        settle()

    def _studios(self) -> tuple[tuple[str, Studio], ...]:
        return (
            ("start", self._start),
            ("department", self._department),
            ("zppm", self._zppm),
        )

    def _more(self, name: str, studio: Studio) -> Iterator[Scene]:
        show = studio.show
        if name == "start":
            for step in (2, 3):
                yield Scene(f"welcome-{step}", studio, partial(_step, studio, step))
            for topic in ("keys", "accessibility", "licences"):
                yield Scene(f"help-{topic}", studio, partial(show, Visit("help", topic)))
        elif name == "department":
            yield from self._in_the_department(studio)
        else:
            yield from self._in_zppm()

    def _in_the_department(self, studio: Studio) -> Iterator[Scene]:
        show, office = studio.show, _office(studio)
        for question in ("O6", "O8", "F2", "X4", "H1"):
            subject = self._workspace.state.services[0].subject
            visit = Visit("answering", subject.id, question, returns=True)
            yield Scene(f"answering-{question}", studio, partial(show, visit), subject.title)
        for page in ("answering", "checking"):
            yield Scene(f"{page}-long-name", studio, partial(show, Visit(page, "lang")), LONG)
        for words in ("hund", "hundestuer", "xyzxyz"):
            enter = partial(_search, studio, words)
            yield Scene(f"services-{words}", studio, enter, office)
        rows = partial(_press, studio, "handing_in", "Zeile für Zeile ansehen")
        yield Scene("leaving-rows", studio, rows, office)
        yield Scene("handed-in", studio, partial(_hand_in, studio), office)
        for page in ("home", "own_services", "results", "handing_in"):
            enter = partial(self._fresh.show, Visit(page))
            yield Scene(f"fresh-{page}", self._fresh, enter, _office(self._fresh))
        for page in ("home", "own_services"):
            enter = partial(self._long.show, Visit(page))
            yield Scene(f"long-{page}", self._long, enter, _office(self._long))

    def _in_zppm(self) -> Iterator[Scene]:
        for page in ("collecting", "overview"):
            enter = partial(self._inbox.show, Visit(page))
            yield Scene(f"empty-{page}", self._inbox, enter, _office(self._inbox))
        yield Scene("collecting-read", self._inbox, self._read, _office(self._inbox))

    def _read(self) -> None:
        """Read what the department handed in, and two files that are refused."""
        inbox = self._folder / "eingang"
        inbox.mkdir(exist_ok=True)
        (inbox / f"{LONG}.xlsx").write_bytes(b"")
        (inbox / "Urlaub.xlsx").write_bytes(b"kein Excel")
        for written in (self._department.folder / "Dokumente").glob("*.xlsx"):
            (inbox / written.name).write_bytes(written.read_bytes())
        self._inbox.show(Visit("collecting"))
        page = self._inbox.window.page
        assert page is not None
        page._zone.dropped.emit([str(inbox)])  # type: ignore[attr-defined]


def _file(studio: Studio) -> Workspace:
    file = studio.session.file
    assert isinstance(file, Workspace)
    return file


def _title(studio: Studio, subject: str) -> str:
    return _file(studio).state.assessments[subject].subject.title


def _office(studio: Studio) -> str:
    """Return who is at work: pages that are about nothing else are about them."""
    file = studio.session.file
    if isinstance(file, Workspace):
        return file.state.department.name
    return "ZPPM" if isinstance(file, Collection) else ""


def _step(studio: Studio, step: int) -> None:
    studio.show(Visit("welcome"))
    page = studio.window.page
    page._department.fill("+")  # type: ignore[union-attr]
    page._show_step(step - 1)  # type: ignore[union-attr]


def _search(studio: Studio, words: str) -> None:
    studio.show(Visit("services"))
    studio.window.findChildren(SearchEdit)[-1].setText(words)


def _hand_in(studio: Studio) -> None:
    for written in (studio.folder / "Dokumente").glob("*.xlsx"):
        written.unlink()
    _press(studio, "handing_in", "Excel-Datei speichern")


def _press(studio: Studio, page: str, words: str) -> None:
    studio.show(Visit(page))
    settle()
    buttons = studio.window.findChildren(QAbstractButton)
    next(b for b in buttons if b.text() == words and b.isVisible()).click()
