"""The registry of pages: which there are, for whom, and how each is made.

A page that is not here cannot be reached, is in no picture and in no test; the suite walks over
these tables. A page is loaded when it is looked up: all of them together take about as long as it
takes to show the window.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Generic, TypeVar

from typing_extensions import override

if TYPE_CHECKING:
    from desktop.desk import DepartmentDesk, Desk, StartDesk, Visit, ZppmDesk
    from desktop.page import Page

D = TypeVar("D", bound="Desk")
Maker = Callable[[D, "Visit"], "Page"]
"""What makes a page: its class."""


class Registry(Mapping[str, Maker[D]], Generic[D]):
    """Page id -> the class that makes it."""

    def __init__(self, load: Mapping[str, Callable[[], Maker[D]]]) -> None:
        self._load = load

    @override
    def __getitem__(self, page: str) -> Maker[D]:
        return self._load[page]()

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(self._load)

    @override
    def __len__(self) -> int:
        return len(self._load)


def _all_questions() -> Maker[DepartmentDesk]:
    from desktop.pages.all_questions import AllQuestionsPage

    return AllQuestionsPage


def _answering() -> Maker[DepartmentDesk]:
    from desktop.pages.answering import AnsweringPage

    return AnsweringPage


def _checking() -> Maker[DepartmentDesk]:
    from desktop.pages.checking import CheckingPage

    return CheckingPage


def _collecting() -> Maker[ZppmDesk]:
    from desktop.pages.collecting import CollectingPage

    return CollectingPage


def _handing_in() -> Maker[DepartmentDesk]:
    from desktop.pages.handing_in import HandingInPage

    return HandingInPage


def _help() -> Maker[Desk]:
    from desktop.pages.help import HelpPage

    return HelpPage


def _home() -> Maker[DepartmentDesk]:
    from desktop.pages.home import HomePage

    return HomePage


def _leaving() -> Maker[DepartmentDesk]:
    from desktop.pages.leaving import LeavingPage

    return LeavingPage


def _overview() -> Maker[ZppmDesk]:
    from desktop.pages.overview import OverviewPage

    return OverviewPage


def _own_service() -> Maker[DepartmentDesk]:
    from desktop.pages.own_service import OwnServicePage

    return OwnServicePage


def _own_services() -> Maker[DepartmentDesk]:
    from desktop.pages.own_services import OwnServicesPage

    return OwnServicesPage


def _preferences() -> Maker[Desk]:
    from desktop.pages.preferences import PreferencesPage

    return PreferencesPage


def _results() -> Maker[DepartmentDesk]:
    from desktop.pages.results import ResultsPage

    return ResultsPage


def _services() -> Maker[DepartmentDesk]:
    from desktop.pages.services import ServicesPage

    return ServicesPage


def _welcome() -> Maker[StartDesk]:
    from desktop.pages.welcome import WelcomePage

    return WelcomePage


START: Registry[StartDesk] = Registry(
    {
        "welcome": _welcome,
        "preferences": _preferences,
        "help": _help,
    }
)
"""Before a file is open."""

DEPARTMENT: Registry[DepartmentDesk] = Registry(
    {
        "home": _home,
        "services": _services,
        "own_service": _own_service,
        "own_services": _own_services,
        "answering": _answering,
        "all_questions": _all_questions,
        "checking": _checking,
        "results": _results,
        "handing_in": _handing_in,
        "leaving": _leaving,
        "preferences": _preferences,
        "help": _help,
    }
)
"""In a department's file."""

ZPPM: Registry[ZppmDesk] = Registry(
    {
        "collecting": _collecting,
        "overview": _overview,
        "preferences": _preferences,
        "help": _help,
    }
)
"""In a ZPPM file."""
