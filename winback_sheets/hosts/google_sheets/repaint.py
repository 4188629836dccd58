"""The looks of tabs whose contents have moved: what is ours looks again as in a new tab, what is a person's stays.

Only tabs of which a cell changes are looked at. What stands there is read, and only what differs is painted, with the
contents and in the same request.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from winback_sheets.present.cells import Place
from winback_sheets.present.page import Page

from . import contents
from .before import size_after
from .client import Wire
from .formulas import writes_comma
from .layout import extent
from .look_parts import link_of, only, parts_of, to_clear, to_paint
from .looks_mark import of_text, painted, remembered
from .merge import Change
from .object_looks import charts_again, choices_again, rules_again, sizes_again, warning_again
from .rules import area, column_choice
from .snapshot import Snapshot
from .standing_looks import FEW, Reading, Region, Standing, read_looks, reading
from .wanted_looks import Wanted, all_looks, wanted_looks

Json = dict[str, Any]
LINK = "userEnteredFormat.textFormat.link"


class Paint(NamedTuple):
    """The look that a cell gets: Google's field mask, and the CellFormat as JSON."""

    fields: str
    look: str


def follow_looks(
    wire: Wire, here: Snapshot, changes: Sequence[Change], pages: Sequence[Page], ids: Mapping[str, int]
) -> list[Change]:
    """The changes with the looks of what they move. ids: of all tabs by their titles."""
    by_name = {page.name: page for page in pages}
    tabs = [_Tab(each, by_name[each.tab.title], here, ids) for each in changes]
    found = read_looks(wire, {tab.id: tab.read.regions for tab in tabs})
    for tab in tabs:
        tab.standing = found.get(tab.id, Standing())
    whole = {tab.id: regions for tab in tabs if (regions := tab.not_sure())}
    for number, more in read_looks(wire, whole, cells_alone=True).items():
        next(tab for tab in tabs if tab.id == number).standing.looks.update(more.looks)
    return [tab.painted() for tab in tabs]


class _Tab:
    """One tab of which cells change."""

    def __init__(self, change: Change, page: Page, here: Snapshot, ids: Mapping[str, int]) -> None:
        self.change, self.page, self.id = change, page, change.tab.id
        self.there = here.cells[self.id]
        self.rows, self.end = change.tab.rows, change.rows_after
        self.before = of_text(self.id, change.tab.looks)
        self.standing = Standing()
        self.place = contents.Place(self.id, change.tab.rtl, writes_comma(here.about.locale), ids)
        self.wanted: Wanted = wanted_looks(page, self.place, self.end)
        self.ours = all_looks(self.wanted, change.tab.rtl)
        self.used = extent(page)
        self.given = painted(page, self.id, self.used, self.before)
        self.known: dict[tuple[Any, ...], list[str]] = {}
        self.beside: set[int] = set()
        self.read = self._reading()

    def _reading(self) -> Reading:
        """What to look at: as far as anything of ours reaches, or has reached."""
        tab, head = self.change.tab, self.page.lists[0].row if self.page.lists else 0
        filled = [max(at) + 1 for at in zip(*self.there, strict=True)] or [0, 0]
        old = self.before.extent if self.before else filled
        rows, columns = min(max(old[0], self.used[0]), tab.rows), min(max(old[1], self.used[1]), tab.columns)
        read = reading(rows, columns, tab.rows, head)
        if not read.whole:  # what stands beside a long list, or stood there, is read whole
            listed = set(self.page.lists[0].columns_at()) if self.page.lists else set()
            stood = [place for place in self.there if place[1] not in listed and place[1] < columns]
            beside = [place for place in (*self.wanted.single, *stood) if place[0] > head]
            region = _around(beside, head, (tab.rows, columns))
            if region and region.size <= FEW:
                read.regions.append(region)
                self.beside = {*range(*region.cols)} - listed
        return read

    def not_sure(self) -> list[Region]:
        """The columns of which not all has been read, and something in what was read is to be painted."""
        listed: set[int] = set()
        spare: set[int] = set()
        for row, col in self.standing.looks:
            known = spare if row >= self.read.rows else listed
            whole = known is listed and (self.read.whole or col in self.beside)
            if not whole and col not in known and self.paint_of((row, col)):
                known.add(col)
        found = [Region((0, self.read.rows), (col, col + 1)) for col in sorted(listed)]
        return found + [Region((self.read.rows, self.rows), (col, col + 1)) for col in sorted(spare)]

    def paint_of(self, place: Place) -> Paint | None:
        """What is to be painted in a cell."""
        stands, wanted = self.standing.looks.get(place, {}), self.wanted.at(place)
        if wanted is None and not self._left(place):
            return None
        have, want = parts_of(stands), parts_of(wanted or {})
        key = (tuple(sorted(have.items())), tuple(sorted(want.items())), wanted is None)
        if key not in self.known:
            self.known[key] = to_clear(have, self.ours) if wanted is None else to_paint(have, want, self.ours)
        paths = self.known[key]
        if not paths:
            return None
        if not have and not link_of(stands):
            return Paint("userEnteredFormat", _json(_without_link(wanted or {})))
        return painted_as(wanted or {}, paths)

    def _left(self, place: Place) -> bool:
        """Whether something of ours may have stood in a cell that is blank now; in lists people may have put columns in."""
        if self.change.cells.get(place, self.there.get(place)) is not None:
            return False
        if self.change.columns is None:
            return True
        return place[1] in self.given.beside

    def painted(self) -> Change:
        """The change with everything that is to be painted."""
        cells = {place: look for place in self.standing.looks if (look := self.paint_of(place))}
        cells |= self._new_rows() | self._new_columns()
        apart, merged = self._merges()
        covered = {(row, col + n): None for row, col, across in merged for n in range(1, across)}
        links = {place: link for place in self.standing.looks if (link := self._link(place)) is not None}
        given = self.given
        looks, boxes = paint_requests(self.id, cells)
        linked, link_boxes = paint_requests(self.id, links)
        paint = [
            *({"unmergeCells": {"range": area(self.id, box[:2], box[2:])}} for box in apart),
            *looks,
            *self._choices_of_new_rows(),
            *choices_again(self.page, self.id, self.standing, self.place.comma),
            *rules_again(self.page, self.id, self.standing, self.end, self.place.comma),
            *charts_again(self.page, self.id, self.standing, self.before),
            *sizes_again(self.id, self.standing, self.before, given, self.change.tab.columns),
            *warning_again(self.page, self.id, self.used, self.standing, self.before, size_after(self.change)),
            *remembered(self.id, self.change.tab.looks, given),
        ]
        return replace(
            self.change,
            cells={**covered, **self.change.cells},
            styles={},
            paint=tuple(paint),
            merged=tuple(merged),
            after=tuple(linked),
            painted=(*boxes, *link_boxes),
        )

    def _new_rows(self) -> dict[Place, Paint]:
        """The looks of rows that the change adds to the tab."""
        if self.end == self.rows:
            return {}
        found = {
            (row, col): Paint("userEnteredFormat", _json(_without_link(each.look)))
            for each in self.wanted.areas
            for row in range(max(each.rows[0], self.rows), each.rows[1])
            for col in range(*each.cols)
        }
        single = {place: look for place, look in self.wanted.single.items() if place[0] >= self.rows}
        return found | {place: Paint("userEnteredFormat", _json(_without_link(look))) for place, look in single.items()}

    def _new_columns(self) -> dict[Place, Paint]:
        """The looks of columns that the change adds to the tab, in the rows that are there; they are not read."""
        first = self.change.tab.columns
        found = {
            (row, col): each.look
            for each in self.wanted.areas
            for col in range(max(each.cols[0], first), each.cols[1])
            for row in range(each.rows[0], min(each.rows[1], self.rows))
        }
        found |= {at: look for at, look in self.wanted.single.items() if at[1] >= first and at[0] < self.rows}
        return {at: Paint("userEnteredFormat", _json(_without_link(look))) for at, look in found.items()}

    def _choices_of_new_rows(self) -> Iterator[Json]:
        """Drop-downs and check boxes for the rows that the change adds to the tab."""
        for listing in self.page.lists if self.end > self.rows else ():
            for column, col in zip(listing.columns, listing.columns_at(), strict=True):
                rule = column_choice(column)
                if rule:
                    yield {
                        "setDataValidation": {
                            "range": area(self.id, (self.rows, self.end), (col, col + 1)),
                            "rule": rule,
                        }
                    }

    def _link(self, place: Place) -> Paint | None:
        """The link that a cell gets, or loses with the text that led there."""
        wanted = self.wanted.at(place)
        if place in self.change.links or (wanted is None and not self._left(place)):
            return None
        stands, want = link_of(self.standing.looks[place]), link_of(wanted or {})
        if stands == want or (not want and place not in self.change.cells):
            return None
        return linked_to(want)

    def _merges(self) -> tuple[list[tuple[int, int, int, int]], list[tuple[int, int, int]]]:
        """What to take apart, and what to merge: never over what stands beside, nor across what a person has frozen or
        merged."""
        wide = self.given.wide
        wanted = {
            (cell.row, cell.row + 1, cell.col, cell.col + cell.across) for cell in self.page.cells if cell.across > 1
        }
        ours = {
            box
            for box in self.standing.merges
            if box[1] - box[0] == 1 and (box[2], box[3] - box[2]) in wide and self._painted_by_us(box)
        }
        theirs = [box for box in self.standing.merges if box not in ours | wanted]
        made = [
            (row, left, right - left)
            for row, _, left, right in sorted(wanted - set(self.standing.merges))
            if not left < self.standing.frozen < right
            and not any(box[0] <= row < box[1] and box[2] < right and left < box[3] for box in theirs)
            and all(self._blank((row, col)) for col in range(left + 1, right))
        ]
        return sorted(ours - wanted), made

    def _painted_by_us(self, box: tuple[int, int, int, int]) -> bool:
        stands = parts_of(self.standing.looks.get((box[0], box[2]), {}))
        return bool(to_clear(stands, self.ours))

    def _blank(self, place: Place) -> bool:
        return self.change.cells.get(place, self.there.get(place)) is None


def _around(places: Sequence[Place], head: int, most: tuple[int, int]) -> Region | None:
    """The rows from a list's heading and the columns in which these places lie, within the tab; None without any."""
    if not places:
        return None
    bottom, right = (min(max(at) + 1, end) for at, end in zip(zip(*places, strict=True), most, strict=True))
    return Region((head, bottom), (min(col for _, col in places), right))


def painted_as(look: Mapping[str, Any], paths: Sequence[str]) -> Paint:
    """A cell painted in these parts of a look."""
    return Paint(",".join(f"userEnteredFormat.{path}" for path in paths), _json(only(look, paths)))


def linked_to(address: str) -> Paint:
    """A cell that leads to an address, or with "" to none."""
    return Paint(LINK, _json({"textFormat": {"link": {"uri": address}}} if address else {}))


def paint_requests(
    sheet_id: int, cells: Mapping[Place, Paint]
) -> tuple[list[Json], tuple[tuple[int, int, int, int], ...]]:
    """The requests that paint cells, and the rows and columns that they paint."""
    boxes = list(rectangles(cells))
    return [_repeat(sheet_id, *box) for box in boxes], tuple((*rows, *cols) for rows, cols, _ in boxes)


def rectangles(cells: Mapping[Place, Paint]) -> Iterator[tuple[tuple[int, int], tuple[int, int], Paint]]:
    """Cells that are painted alike as rectangles: rows, columns, and how.

    >>> list(rectangles({(0, 0): Paint("a", ""), (0, 1): Paint("a", ""), (1, 0): Paint("a", ""), (1, 1): Paint("a", "")}))
    [((0, 2), (0, 2), Paint(fields='a', look=''))]
    """
    lines: dict[int, list[tuple[int, Paint]]] = {}
    for (row, col), paint in sorted(cells.items(), key=lambda each: each[0]):
        lines.setdefault(row, []).append((col, paint))
    open_: dict[tuple[int, int, Paint], tuple[int, int]] = {}
    for row, line in sorted(lines.items()):
        still: dict[tuple[int, int, Paint], tuple[int, int]] = {}
        for left, right, paint in _runs(line):
            first, last = open_.pop((left, right, paint), (row, row))
            still[left, right, paint] = (first, row + 1) if last == row else (row, row + 1)
            if last != row:
                yield (first, last), (left, right), paint
        for (left, right, paint), rows in open_.items():
            yield rows, (left, right), paint
        open_ = still
    for (left, right, paint), rows in open_.items():
        yield rows, (left, right), paint


def _runs(line: Iterable[tuple[int, Paint]]) -> list[tuple[int, int, Paint]]:
    """Neighbours in a row that are painted alike."""
    found: list[tuple[int, int, Paint]] = []
    for col, paint in line:
        if found and found[-1][1:] == (col, paint):
            found[-1] = (found[-1][0], col + 1, paint)
        else:
            found.append((col, col + 1, paint))
    return found


def _repeat(sheet_id: int, rows: tuple[int, int], cols: tuple[int, int], paint: Paint) -> Json:
    cell = {"userEnteredFormat": json.loads(paint.look)}
    return {"repeatCell": {"range": area(sheet_id, rows, cols), "cell": cell, "fields": paint.fields}}


def _without_link(look: Mapping[str, Any]) -> Json:
    words = {key: value for key, value in look.get("textFormat", {}).items() if key != "link"}
    return {key: value for key, value in look.items() if key != "textFormat"} | ({"textFormat": words} if words else {})


def _json(look: Json) -> str:
    return json.dumps(look, sort_keys=True)
