"""New tabs in a shared sheet: a small one is made in one request, a large one hidden, filled, and shown when complete."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from winback_sheets.present.page import Page

from .anchors import TAB, UNFINISHED, create_anchor, remove_anchor, tab_mark
from .bodies import Rows, request_parts, too_large
from .client import Changed, Unsure, Wire
from .formulas import writes_comma
from .layout import new_tab
from .snapshot import Snapshot
from .values import extended_value

SMALL = 20_000  # cells; more go in as plain values, which is a fifth of the bytes
Json = dict[str, Any]


def new_tabs(
    wire: Wire, here: Snapshot, pages: Sequence[Page], ids: Mapping[str, int], away: Sequence[Json] = ()
) -> list[Json]:
    """The requests that make these tabs and show them; large ones are made and filled before, still hidden.

    ids: of all tabs by their titles, the new ones too. away: requests that go before, for the titles to be free.
    Raises Changed.
    """
    comma, rtl = writes_comma(here.about.locale), any(tab.rtl for tab in here.tabs if not tab.key)
    requests = list(away)
    blocks: list[Rows] = []
    finish: list[Json] = []
    made = [(page, new_tab(page, ids[page.name], title=page.name, rtl=rtl, comma=comma, ids=ids)) for page in pages]
    front = [page.key for page in pages if page.front]
    for page, tab in made:
        if page.front:
            requests_of = next(each["addSheet"]["properties"] for each in tab.requests if "addSheet" in each)
            requests_of["index"] = front.index(page.key)
        requests += tab.requests
        blocks += tab.blocks
        finish += tab.finish
    finish += _forgotten(here, pages)
    if sum(len(row) for _, rows in blocks for row in rows) <= SMALL:
        whole = [*requests, *value_requests(blocks), *finish]
        if not too_large(whole):
            return whole
    marks = [str(ids[page.name]) for page in pages]
    begun = [each for each in requests if each.keys() & {"deleteSheet", "addSheet"}]
    rest = [each for each in requests if not each.keys() & {"deleteSheet", "addSheet"}]
    unfinished = [create_anchor(UNFINISHED, mark, {"sheetId": int(mark)}) for mark in marks]
    try:
        for part in request_parts([*begun, *unfinished, *rest]):
            wire.change(part, again=False)
    except Unsure:
        raise Changed from None  # the new tabs may not be there
    wire.write(blocks)
    return [*finish, *(remove_anchor(UNFINISHED, mark) for mark in marks)]


def value_requests(blocks: Sequence[Rows]) -> list[Json]:
    """Blocks of values as requests, column by column; columns of formulas and links, blank in a block, are left alone."""
    return [
        {
            "updateCells": {
                "start": {
                    "sheetId": place["sheetId"],
                    "rowIndex": place["startRowIndex"],
                    "columnIndex": place["startColumnIndex"] + col,
                },
                "rows": [{"values": [{"userEnteredValue": extended_value(row[col])}]} for row in rows],
                "fields": "userEnteredValue",
            }
        }
        for place, rows in blocks
        for col in range(len(rows[0]) if rows else 0)
        if any(row[col] is not None for row in rows)
    ]


def _forgotten(here: Snapshot, pages: Sequence[Page]) -> list[Json]:
    """A tab whose headings people have taken away is theirs now: its mark goes."""
    keys = {page.key for page in pages}
    return [remove_anchor(TAB, tab_mark(tab.key, tab.id)) for tab in here.tabs if tab.key in keys]
