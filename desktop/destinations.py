"""The places of the navigation, per kind of file; light, so that the first frame can show them."""

from __future__ import annotations

from desktop.navigation import Place

_PREFERENCES = Place("preferences", "Einstellungen", "settings", apart=True)

START_PLACES = (Place("welcome", "Erster Start", "home", "Ctrl+1"), _PREFERENCES)
DEPARTMENT_PLACES = (
    Place("home", "Start", "home", "Ctrl+1"),
    Place("services", "Leistungen", "services", "Ctrl+2"),
    Place("results", "Ergebnisse", "results", "Ctrl+3"),
    Place("handing_in", "Abgeben", "handin", "Ctrl+4"),
    _PREFERENCES,
)
ZPPM_PLACES = (
    Place("collecting", "Dateien", "inbox", "Ctrl+1"),
    Place("overview", "Übersicht", "overview", "Ctrl+2"),
    _PREFERENCES,
)
