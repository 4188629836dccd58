"""A result tab as the requests that make it in a Google Sheet: the same page that an Excel file gets.

Made hidden, filled, then shown: nobody sees half a tab. Values go in RAW by blocks, formulas and looks by requests.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from winback_sheets.present.page import Page
from winback_sheets.present.reports import keyed

from . import looks
from .anchors import COLUMN, TAB, create_anchor, tab_mark
from .bodies import Rows
from .charts import charts
from .contents import (
    Place,
    blocks_of,
    column_looks,
    formula_columns,
    link_columns,
    merges,
    reach,
    single_cells,
    sizes,
)
from .looks_mark import painted, remembered
from .rules import choices, grey, protection
from .views import changes, marks

Json = dict[str, Any]
SPARE_ROWS, SPARE_COLUMNS, FEWEST_ROWS = 200, 4, 100


class NewTab(NamedTuple):
    """What makes a tab.

    requests: one batch, its addSheet first. blocks: values by range, for blank cells of a tab that is still hidden.
    finish: what names other tabs, charts, views, the tab's mark; and the tab is shown.
    """

    requests: list[Json]
    blocks: list[Rows]
    finish: list[Json]


def new_tab(
    page: Page, sheet_id: int, *, title: str, rtl: bool, comma: bool, ids: Mapping[str, int] | None = None
) -> NewTab:
    """The requests for a page that has no tab yet. comma: decimals are written 1,5. ids: of the tabs, by their titles."""
    place = Place(sheet_id, rtl, comma, ids or {})
    used = extent(page)
    size = (max(used[0] + SPARE_ROWS, FEWEST_ROWS), used[1] + SPARE_COLUMNS)
    wide = looks.width_pixels(page)
    requests = [
        _sheet(page, place, title, size, looks.frozen_columns(page, wide)),
        *_sizes(page, sheet_id, wide),
        *column_looks(page, place, size[0]),
        *single_cells(page, place, others=False),
        *(each for listing in page.lists for each in formula_columns(listing, place)),
        *(each for listing in page.lists for each in link_columns(listing, place)),
        *merges(page, sheet_id),
        *choices(page, sheet_id, size[0], comma, others=False),
        *filter(None, (grey(each, sheet_id, reach(page, each, size[0]), comma) for each in page.lists)),
        protection(page, sheet_id, used),
        *_marks(page, sheet_id),
        *_folded(page, sheet_id),
    ]
    blocks = [block for listing in page.lists for block in blocks_of(listing, sheet_id)]
    return NewTab(requests, blocks, _finish(page, place, size[0], used))


def extent(page: Page) -> tuple[int, int]:
    """How many rows and columns a page takes."""
    rows, cols = [1], [1]
    for cell in page.cells:
        rows.append(cell.row + 1)
        cols.append(cell.col + cell.across)
    for listing in page.lists:
        rows.append(max(listing.rows_at(), default=listing.row) + 1)
        cols.append(max(listing.columns_at()) + 1)
    rows += [chart.row + 1 for chart in page.charts] + [choice.row + 1 for choice in page.choices]
    rows += [row + 1 for row in page.heights]
    cols += [chart.col + 1 for chart in page.charts] + [col + 1 for col in page.widths]
    return max(rows), max(cols)


def _sheet(page: Page, place: Place, title: str, size: tuple[int, int], frozen: int) -> Json:
    grid = {"rowCount": size[0], "columnCount": size[1], "hideGridlines": True}
    frozen_too = {"frozenRowCount": page.freeze[0], "frozenColumnCount": frozen}
    grid |= {key: count for key, count in frozen_too.items() if count}
    made = {
        "sheetId": place.sheet_id,
        "title": title,
        "hidden": True,
        "gridProperties": grid,
        "tabColorStyle": looks.tab_colour(page),
    }
    return {"addSheet": {"properties": made | ({"rightToLeft": True} if place.rtl else {})}}


def _sizes(page: Page, sheet_id: int, wide: Mapping[int, int]) -> list[Json]:
    return [*sizes(sheet_id, "COLUMNS", wide), *sizes(sheet_id, "ROWS", looks.height_pixels(page))]


def _marks(page: Page, sheet_id: int) -> list[Json]:
    """By these the columns are found again wherever people move them."""
    if page.key not in keyed() or not page.lists:
        return []
    listing = page.lists[0]
    return [
        create_anchor(COLUMN, f"{page.key}.{column.key}", {"dimensionRange": _columns(sheet_id, col, col + 1)})
        for column, col in zip(listing.columns, listing.columns_at(), strict=True)
    ]


def _columns(sheet_id: int, begin: int, end: int) -> Json:
    return {"sheetId": sheet_id, "dimension": "COLUMNS", "startIndex": begin, "endIndex": end}


def _folded(page: Page, sheet_id: int) -> list[Json]:
    """Groups of columns that are folded away; a tap on the sign above them opens them."""
    made: list[Json] = []
    for begin, end in looks.aside(page):
        where = _columns(sheet_id, begin, end)
        shut = {"range": where, "depth": 1, "collapsed": True}
        made += [
            {"addDimensionGroup": {"range": where}},
            {"updateDimensionGroup": {"dimensionGroup": shut, "fields": "collapsed"}},
            {
                "updateDimensionProperties": {
                    "range": where,
                    "properties": {"hiddenByUser": True},
                    "fields": "hiddenByUser",
                }
            },
        ]
    return made


def _finish(page: Page, place: Place, end: int, used: tuple[int, int]) -> list[Json]:
    sheet_id = place.sheet_id
    shown = {"sheetId": sheet_id, "hidden": page.hidden or page.very_hidden}
    return [
        *single_cells(page, place, others=True),
        *choices(page, sheet_id, end, place.comma, others=True),
        *charts(page, sheet_id),
        *changes(page, sheet_id, {}, end),
        *marks(page, sheet_id),
        create_anchor(TAB, tab_mark(page.key, sheet_id), {"sheetId": sheet_id}),
        *remembered(sheet_id, "", painted(page, sheet_id, used)),
        {"updateSheetProperties": {"properties": shown, "fields": "hidden"}},
    ]
