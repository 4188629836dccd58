"""How much a place that we write to can hold, and how much of it each list gets: one rule for every tab of every host."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Room(NamedTuple):
    """What a place can hold: rows and columns of a tab, letters of a cell and of a formula, links of a tab.

    cells: of all our lists together with their memory, None for no limit. beside: the name of the file that holds a
    whole list where a tab cannot, with {tab} in it for the tab; blank where nothing can stand beside.
    """

    rows: int = 1_048_576
    columns: int = 16_384
    cells: int | None = None
    letters: int = 32_767
    formula: int = 8_192
    links: int = 65_530
    link: int = 2_079
    beside: str = ""

    def file_of(self, title: str) -> str:
        """The name of the file that holds the whole list of a tab with this title; blank where there can be none."""
        return self.beside.replace("{tab}", file_word(title))


class Need(NamedTuple):
    """What a list would take: its rows, and the cells of one, in the tab and in our memory of it."""

    rows: int
    cells: int


EXCEL = Room()


def file_word(title: str) -> str:
    """A tab's title as the names of files have it.

    >>> file_word("Lost customers")
    'lost-customers'
    """
    return title.lower().replace(" ", "-")


def shares(needs: Mapping[str, Need], room: Room, *, above: int) -> dict[str, int]:
    """How many rows each list may have, `above` being the rows over it. Of what is left by short ones, long ones get more.

    >>> shares({"lost": Need(30, 10), "plan": Need(4, 10)}, Room(rows=25), above=5)
    {'plan': 20, 'lost': 20}
    >>> shares({"lost": Need(30, 10), "plan": Need(4, 10), "all": Need(50, 8)}, Room(cells=360), above=5)
    {'plan': 12, 'lost': 16, 'all': 20}
    """
    left, found = room.cells, {}
    shortest_first = sorted(needs, key=lambda name: needs[name].rows * needs[name].cells)
    for number, name in enumerate(shortest_first):
        need, found[name] = needs[name], max(0, room.rows - above)
        if left is not None:
            found[name] = min(found[name], max(0, left) // (len(shortest_first) - number) // need.cells)
            left -= min(need.rows, found[name]) * need.cells
    return found
