"""How the cells of a tab are to look, from the very requests that would make the tab anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from winback_sheets.present.cells import Place
from winback_sheets.present.page import Page
from winback_sheets.present.styles import STYLES

from . import contents, looks
from .look_parts import Parts, parts_of

Json = dict[str, Any]


class Area(NamedTuple):
    """Cells of one look: rows and columns from, up to and without."""

    rows: tuple[int, int]
    cols: tuple[int, int]
    look: Json

    def holds(self, place: Place) -> bool:
        return self.rows[0] <= place[0] < self.rows[1] and self.cols[0] <= place[1] < self.cols[1]


class Wanted(NamedTuple):
    """The looks of whole columns of lists, and of single cells, which go before."""

    areas: tuple[Area, ...]
    single: Mapping[Place, Json]

    def at(self, place: Place) -> Json | None:
        """The look of a cell; None where nothing of ours stands."""
        if place in self.single:
            return self.single[place]
        return next((each.look for each in reversed(self.areas) if each.holds(place)), None)


def wanted_looks(page: Page, place: contents.Place, end: int) -> Wanted:
    """The looks of a page in a tab of so many rows."""
    areas: list[Area] = []
    single: dict[Place, Json] = {}
    requests = [
        *contents.column_looks(page, place, end),
        *(each for listing in page.lists for each in contents.link_columns(listing, place)),
        *contents.single_cells(page, place, others=False),
        *contents.single_cells(page, place, others=True),
    ]
    for request in requests:
        if "repeatCell" in request:
            said = request["repeatCell"]
            where, look = said["range"], said["cell"]["userEnteredFormat"]
            rows, cols = (
                (where["startRowIndex"], where["endRowIndex"]),
                (where["startColumnIndex"], where["endColumnIndex"]),
            )
            areas.append(Area(rows, cols, look))
        else:
            single.update(_cells(request["updateCells"]))
    return Wanted(tuple(areas), single)


def _cells(said: Json) -> Iterator[tuple[Place, Json]]:
    top, left = said["start"]["rowIndex"], said["start"]["columnIndex"]
    for down, line in enumerate(said["rows"]):
        for along, cell in enumerate(line["values"]):
            yield (top + down, left + along), cell.get("userEnteredFormat", {})


def all_looks(wanted: Wanted, rtl: bool) -> list[Parts]:
    """Every look that a review may have painted in a tab, each once."""
    made = [looks.cell_format(style, text=text, rtl=rtl) for style in STYLES for text in (False, True)]
    made += [each.look for each in wanted.areas] + list(wanted.single.values())
    found = {tuple(sorted(parts.items())): parts for parts in map(parts_of, made) if parts}
    return list(found.values())
