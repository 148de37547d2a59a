"""The registry of pages: which there are, for whom, and how each is made.

A page that is not here cannot be reached, is in no picture and in no test; the suite walks over
these tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.pages.all_questions import AllQuestionsPage
from desktop.pages.answering import AnsweringPage
from desktop.pages.checking import CheckingPage
from desktop.pages.collecting import CollectingPage
from desktop.pages.handing_in import HandingInPage
from desktop.pages.help import HelpPage
from desktop.pages.home import HomePage
from desktop.pages.leaving import LeavingPage
from desktop.pages.overview import OverviewPage
from desktop.pages.own_service import OwnServicePage
from desktop.pages.own_services import OwnServicesPage
from desktop.pages.preferences import PreferencesPage
from desktop.pages.results import ResultsPage
from desktop.pages.services import ServicesPage
from desktop.pages.welcome import WelcomePage

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desktop.desk import DepartmentDesk, StartDesk, Visit, ZppmDesk
    from desktop.page import Page

START: Mapping[str, Callable[[StartDesk, Visit], Page]] = {
    "welcome": WelcomePage,
    "preferences": PreferencesPage,
    "help": HelpPage,
}
"""Before a file is open."""

DEPARTMENT: Mapping[str, Callable[[DepartmentDesk, Visit], Page]] = {
    "home": HomePage,
    "services": ServicesPage,
    "own_service": OwnServicePage,
    "own_services": OwnServicesPage,
    "answering": AnsweringPage,
    "all_questions": AllQuestionsPage,
    "checking": CheckingPage,
    "results": ResultsPage,
    "handing_in": HandingInPage,
    "leaving": LeavingPage,
    "preferences": PreferencesPage,
    "help": HelpPage,
}
"""In a department's file."""

ZPPM: Mapping[str, Callable[[ZppmDesk, Visit], Page]] = {
    "collecting": CollectingPage,
    "overview": OverviewPage,
    "preferences": PreferencesPage,
    "help": HelpPage,
}
"""In a ZPPM file."""
