"""The probes by the number of their criterion; each returns what is wrong, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.accessibility import probes_keys, probes_names, probes_sight

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.accessibility.room import Room

PROBES: Mapping[str, Callable[[Room], list[str]]] = {
    "UX-13": probes_sight.unseen_focus,
    "UX-01": probes_names.unnamed,
    "UX-02": probes_names.unlabelled,
    "UX-04": probes_names.stateless,
    "UX-05": probes_names.ungrouped,
    "UX-09": probes_keys.out_of_reach,
    "UX-10": probes_keys.trapped,
    "UX-12": probes_keys.out_of_order,
    "UX-14": probes_sight.faint,
    "UX-17": probes_sight.cut_off,
    "UX-18": probes_sight.beyond_the_edge,
    "UX-30": probes_names.foreign,
    "UX-33": probes_names.ambiguous_keys,
    "UX-34": probes_names.untitled,
    "UX-11": probes_keys.single_keys,
    "UX-22": probes_keys.jumping,
}
"""In the order in which they are run: the first one sees the page as it is shown, the last two
press keys."""
PRESSING = ("UX-11", "UX-22")
"""Press keys at every stop: run at each text size in one theme, since keys know no colours."""
