"""The looks that go back with the cells of a change that is taken back; what a person has set since then stays.

Charts, rules and sizes follow with the next review.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from winback_sheets.present.cells import Place

from .client import Wire
from .followed_moves import Cells
from .journal import Made
from .look_parts import link_of, parts_of, to_clear, to_paint
from .merge import Change
from .repaint import Paint, linked_to, paint_requests, painted_as
from .rules import area
from .standing_looks import Region, Standing, read_looks
from .wanted_looks import Wanted, all_looks


def with_looks_before(
    wire: Wire, changes: Sequence[Change], made: Sequence[Made], now: Mapping[int, Cells]
) -> list[Change]:
    """The changes that put back what stood before those `made`, with the looks from the copies that were kept.

    Only in tabs in which nobody has moved anything since. now: the tabs' cells as they stand.
    """
    of = {one.tab: one for one in made}
    still = [each.tab.id for each in changes if each.cells.keys() <= of[each.tab.id].wrote.keys()]
    asked = {
        number: [Region((top, bottom), (left, right)) for top, bottom, left, right in of[tab].painted]
        for tab in still
        for number in (tab, of[tab].stash)
        if of[tab].painted
    }
    found = read_looks(wire, asked)
    return [
        _with_looks(each, of[each.tab.id], found[each.tab.id], found[of[each.tab.id].stash], now[each.tab.id])
        if each.tab.id in found and of[each.tab.id].stash in found
        else each
        for each in changes
    ]


def _with_looks(change: Change, made: Made, here: Standing, before: Standing, now: Cells) -> Change:
    """One change with the looks of its tab's copy."""
    ours = all_looks(Wanted((), {}), change.tab.rtl)
    cells: dict[Place, Paint] = {}
    for place, look in before.looks.items():
        paths = to_paint(parts_of(here.looks.get(place, {})), parts_of(look), ours)
        if paths:
            cells[place] = painted_as(look, paths)
    links = {
        place: linked_to(link_of(look))
        for place, look in before.looks.items()
        if place in change.cells and link_of(look) != link_of(here.looks.get(place, {}))
    }
    given = {(row, row + 1, col, col + across) for row, col, across in made.merged}
    apart = [box for box in here.merges if box in given]
    merged = [
        (top, left, right - left)
        for top, bottom, left, right in before.merges
        if bottom == top + 1
        and (top, bottom, left, right) not in here.merges
        and to_clear(parts_of(before.looks.get((top, left), {})), ours)
        and not any(
            top < b and a < bottom and left < d and c < right for a, b, c, d in here.merges if (a, b, c, d) not in apart
        )
        and not left < here.frozen < right
        and all(change.cells.get((top, col), now.get((top, col))) is None for col in range(left + 1, right))
    ]
    requests, painted = paint_requests(change.tab.id, cells)
    unmerged = [{"unmergeCells": {"range": area(change.tab.id, box[:2], box[2:])}} for box in apart]
    after, link_boxes = paint_requests(change.tab.id, links)
    return replace(
        change,
        paint=(*unmerged, *requests),
        painted=(*painted, *link_boxes),
        merged=tuple(merged),
        after=tuple(after),
    )
