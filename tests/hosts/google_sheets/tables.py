"""The table a range lies in, as values:append looks for it: a block of filled cells that touch."""

from __future__ import annotations

from hosts.google_sheets.a1 import Box
from hosts.google_sheets.book import Tab

Place = tuple[int, int]


def table_at(tab: Tab, box: Box) -> Box | None:
    """The table of a closed range: the last block with a filled cell in the range; None if all its cells are empty."""
    filled = {
        (row, column) for row, cells in enumerate(tab.rows) for column, cell in enumerate(cells) if cell and cell.filled
    }
    inside = [(row, column) for row, column in filled if row in box.rows and column in box.columns]
    if not inside:
        return None
    found = reached(max(inside), filled)
    while True:
        bounds = around(tab, found)
        more = next((place for place in ring(bounds) if place in filled and place not in found), None)
        if more is None:
            return bounds
        found |= reached(more, filled)


def reached(start: Place, filled: set[Place]) -> set[Place]:
    """All filled cells one comes to by steps to a neighbour, across corners too."""
    found, ahead = {start}, [start]
    while ahead:
        row, column = ahead.pop()
        for near in [(row + down, column + right) for down in (-1, 0, 1) for right in (-1, 0, 1)]:
            if near in filled and near not in found:
                found.add(near)
                ahead.append(near)
    return found


def around(tab: Tab, found: set[Place]) -> Box:
    """The box around some cells."""
    rows, columns = [row for row, _ in found], [column for _, column in found]
    return Box(tab.id, min(rows), max(rows) + 1, min(columns), max(columns) + 1)


def ring(box: Box) -> list[Place]:
    """The places just outside a box."""
    assert box.bottom is not None and box.right is not None
    sides = [(row, column) for row in range(box.top - 1, box.bottom + 1) for column in (box.left - 1, box.right)]
    return sides + [(row, column) for column in box.columns for row in (box.top - 1, box.bottom)]
