"""How much space a Google Sheet has for our lists: so many cells in all its tabs together, blank ones included."""

from __future__ import annotations

from winback_sheets.schema.room import EXCEL, Room

from . import trouble
from .snapshot import About

# A cell of a list takes others besides: spare columns and rows, our memory of it, the copy that is kept while a change is
# made, and what lies ready for a large one.
TIMES = 5
SMALL_TABS = 150_000  # cells of the tabs that do not grow, with their copies


def room_of(about: About) -> Room:
    """What our tabs can hold beside those that people have."""
    ours = {tab.id for tab in about.tabs if tab.key or tab.before is not None or tab.unfinished}
    theirs = sum(tab.rows * tab.columns for tab in about.tabs if tab.id not in ours)
    return EXCEL._replace(cells=max(0, trouble.MOST_CELLS - theirs - SMALL_TABS) // TIMES)
