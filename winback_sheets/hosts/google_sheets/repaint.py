"""The looks of a tab whose lists have grown, so that what has moved down does not keep the looks of where it stood.

Only for tabs that people read (Win-back, Churn, Cohorts, Customer card, Data check): in lists that people work through
no row moves. No value is touched, and no look beside ours.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from winback_sheets.present.page import Page

from .contents import Place, column_looks, link_columns, merges, only_looks, places_cleared, single_cells, sizes
from .looks import height_pixels

Json = dict[str, Any]
LANDMARKS = ("heading", "heading_right", "heading_typed", "section")


def has_moved(page: Page, wrote: Collection[tuple[int, int]]) -> bool:
    """Whether a heading of ours is among the 0-based cells that are written, so that looks have to follow."""
    marks = {(cell.row, cell.col) for cell in page.cells if cell.style in LANDMARKS}
    marks |= {(each.row, col) for each in page.lists for col in each.columns_at()}
    return not marks.isdisjoint(wrote)


def repaint_page(page: Page, sheet_id: int, *, rows: int, rtl: bool, ids: Mapping[str, int]) -> list[Json]:
    """The requests that give each cell of ours its look, and merge what has to be merged. rows: those the tab has."""
    place = Place(sheet_id, rtl, False, ids)
    requests = [
        *column_looks(page, place, rows),
        *(request for listing in page.lists for request in link_columns(listing, place)),
        *single_cells(page, place, others=False),
        *single_cells(page, place, others=True),
    ]
    again = merges(page, sheet_id)
    apart: list[Json] = [{"unmergeCells": {"range": {"sheetId": sheet_id}}}] if again else []
    return [
        *apart,
        *places_cleared(page, sheet_id),
        *map(only_looks, requests),
        *again,
        *_heights(page, sheet_id, rows),
    ]


def _heights(page: Page, sheet_id: int, rows: int) -> list[Json]:
    """Rows fit their text again, but for those with a height of their own."""
    if not page.heights:
        return []
    every = {"sheetId": sheet_id, "dimension": "ROWS", "startIndex": 0, "endIndex": rows}
    return [{"autoResizeDimensions": {"dimensions": every}}, *sizes(sheet_id, "ROWS", height_pixels(page))]
