"""Changing cells of a tab in which others may be typing, so that nothing they typed is lost.

A spreadsheet service takes no "write this only if nobody was quicker". So the very request that writes also keeps, in
hidden tabs, a copy of each tab as it stood the moment before, with a journal of what is written. Reading the copies
afterwards tells whether the cells were those we meant. Where they were not (somebody sorted, put in a row or a column,
typed), all that stood there is given back at once, and the review plans anew. A run that is killed in between is
finished by the next one, from the same hidden tabs.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from winback_sheets.hosts.workbook.existing_tab import stretches
from winback_sheets.present.cells import Place

from .anchors import BEFORE, create_anchor
from .bodies import portions, too_large
from .client import Changed, Unsure, Wire
from .contents import cell_look
from .journal import Made, entry, lines
from .merge import Change
from .object_looks import is_grey
from .rules import area
from .snapshot import COPY, JOURNAL
from .staging import SEEN, Staged, begun, copies, filters_again, lay_ready, set_apart
from .values import Rows, extended_value

Json = dict[str, Any]
TITLE, GONE = "_winback before {}", "deleteConditionalFormatRule"
ROWS_AT_ONCE = 50_000  # in one answer


def put(
    wire: Wire,
    changes: Sequence[Change],
    stand: Mapping[int, Rows],
    more: Sequence[dict[str, Any]] = (),
    ids: Mapping[str, int] | None = None,
    undoes: Mapping[int, int] | None = None,
) -> list[Made]:
    """Make the changes in one request, atomically, each tab's state before it kept; what is too large lies ready before.

    stand: the rows of each tab as they were read. more: requests that go before them. ids: of the tabs by their titles,
    for links. undoes: by tab, the copy kept by the change that is taken back. Raises Changed.
    """
    journal = new_id()
    whole = [
        Staged(change, entry(change, stand[change.tab.id], stash=new_id(), journal=journal, undoes=taken), {})
        for change in changes
        for taken in [(undoes or {}).get(change.tab.id, 0)]
    ]
    requests = [*more, *(request for each in whole for request in _of(each, ids or {}, {}))]
    requests += note_journal(journal, [each.made for each in whole]) if whole else []
    apart: list[Staged] = []
    if whole and too_large(requests):
        apart = whole = [set_apart(each.change, each.made) for each in whole]
        lay_ready(wire, journal, TITLE.format(journal), apart)
        pasted = copies(apart)
        requests = [*more, *(request for each in whole for request in _of(each, ids or {}, pasted)), *begun(journal)]
    seen: Json = {}
    try:
        if apart:
            replies, seen = wire.change_and_see(requests, SEEN)
        else:
            replies = wire.change(requests, again=False)
    except Unsure:
        # Whether it was made shows whether the copies are there.
        seen = wire.about(SEEN)
        there = {each.get("properties", {}).get("sheetId", 0) for each in seen.get("sheets", ())}
        if not whole or whole[0].made.stash not in there:
            raise Changed from None
    else:
        _give_rules_back(wire, requests, replies)
    filters_again(wire, apart, seen)
    return [each.made for each in whole]


def _of(each: Staged, ids: Mapping[str, int], pasted: Mapping[int, Sequence[Json]]) -> list[Json]:
    """The requests for one tab; pasted: by tab, those for the cells that lie ready."""
    change = each.change
    rest = replace(change, cells={place: value for place, value in change.cells.items() if place not in each.cells})
    return [
        *keep_before(each.made),
        *room(change),
        *change.paint,
        *writes(rest, ids),
        *pasted.get(change.tab.id, ()),
        *merge_requests(change),
        *change.after,
    ]


def merge_requests(change: Change) -> list[dict[str, Any]]:
    """The requests that merge cells of a row."""
    places = (area(change.tab.id, (row, row + 1), (col, col + across)) for row, col, across in change.merged)
    return [{"mergeCells": {"range": where, "mergeType": "MERGE_ALL"}} for where in places]


def _give_rules_back(wire: Wire, requests: Sequence[Mapping[str, Any]], replies: Sequence[Mapping[str, Any]]) -> None:
    """Rules have no names, only places: one that a person had just put where ours stood goes back there."""
    back = [
        {"addConditionalFormatRule": {"rule": reply[GONE]["rule"], "index": request[GONE].get("index", 0)}}
        for request, reply in zip(requests, replies, strict=False)
        if GONE in request and GONE in reply and not is_grey(reply[GONE].get("rule", {}))
    ]
    wire.change(back[::-1], again=False)


def new_id() -> int:
    """An id for a tab that we make; Google refuses one that is taken, so that no request can be applied twice."""
    return 2**30 + secrets.randbelow(2**30)


def keep_before(made: Made) -> list[dict[str, Any]]:
    """The requests that keep a tab as it stands: its whole copy, for a copy of cells might leave out filtered rows."""
    copy = {"sourceSheetId": made.tab, "newSheetId": made.stash, "newSheetName": TITLE.format(made.stash)}
    hidden = {"properties": {"sheetId": made.stash, "hidden": True}, "fields": "hidden"}
    return [
        {"duplicateSheet": copy},
        {"updateSheetProperties": hidden},
        create_anchor(BEFORE, COPY, {"sheetId": made.stash}),
    ]


def note_journal(journal: int, made: Sequence[Made]) -> list[dict[str, Any]]:
    """The requests that write the journal into a hidden tab of its own."""
    cells = [{"values": [{"userEnteredValue": {"stringValue": line}}]} for line in lines(made)]
    size = {"rowCount": len(cells), "columnCount": 1}
    name = {"sheetId": journal, "title": TITLE.format(journal), "hidden": True, "gridProperties": size}
    return [
        {"addSheet": {"properties": name}},
        update(journal, 0, 0, cells, "userEnteredValue"),
        create_anchor(BEFORE, JOURNAL, {"sheetId": journal}),
    ]


def size_after(change: Change) -> tuple[int, int]:
    """How many rows and columns a tab has when a change is made.

    One column is left to the right of ours: what is free to type in begins there, and Google takes no place outside.
    """
    return change.rows_after, max(change.tab.columns, change.last_column + 2)


def room(change: Change) -> list[dict[str, Any]]:
    """Rows and columns that the change needs beyond those the tab has."""
    after = size_after(change)
    rows, columns = after[0] - change.tab.rows, after[1] - change.tab.columns
    grown = [("ROWS", rows)] if rows > 0 else []
    grown += [("COLUMNS", columns)] if columns > 0 else []
    return [
        {"appendDimension": {"sheetId": change.tab.id, "dimension": dimension, "length": length}}
        for dimension, length in grown
    ]


def writes(change: Change, ids: Mapping[str, int]) -> list[dict[str, Any]]:
    """The cells, column by column in unbroken runs; those that need a look or a link by themselves."""
    alone = {*change.styles, *change.links}
    requests = []
    for col in sorted({col for _, col in change.cells}):
        column = sorted(
            (row, value) for (row, at), value in change.cells.items() if at == col and (row, at) not in alone
        )
        for top, values in stretches(column):
            rows = [{"values": [cell(change, (top + n, col), value)]} for n, value in enumerate(values)]
            requests.append(update(change.tab.id, top, col, rows, "userEnteredValue"))
    for place in sorted(alone):
        value = change.cells[place]
        text, link = isinstance(value, str) and place not in change.formulas, change.links.get(place, "")
        look = cell_look(change.styles.get(place), link, text=text, rtl=change.tab.rtl, ids=ids)
        one = cell(change, place, value) | {"userEnteredFormat": look}
        fields = (
            "userEnteredValue,userEnteredFormat"
            if place in change.styles
            else "userEnteredValue,userEnteredFormat.textFormat.link"
        )
        requests.append(update(change.tab.id, *place, [{"values": [one]}], fields))
    return requests


def cell(change: Change, place: Place, value: Any) -> dict[str, Any]:
    """A cell as Google takes it."""
    return {"userEnteredValue": extended_value(value, formula=place in change.formulas)}


def update(tab: int, row: int, col: int, rows: list[dict[str, Any]], fields: str) -> dict[str, Any]:
    """The request that puts rows of cells from a place on."""
    start = {"sheetId": tab, "rowIndex": row, "columnIndex": col}
    return {"updateCells": {"start": start, "rows": rows, "fields": fields}}


def stood(wire: Wire, made: Sequence[Made]) -> list[list[list[Any]]]:
    """The tabs as they stood the moment before each change, formulas as their texts."""
    parts = portions(made, lambda one: len(one.prints), ROWS_AT_ONCE)
    return [rows for part in parts for rows in wire.read([{"sheetId": one.stash} for one in part], render="FORMULA")]
