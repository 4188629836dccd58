"""Changing cells of a tab in which others may be typing, so that nothing they typed is lost.

A spreadsheet service takes no "write this only if nobody was quicker". So the very request that writes also keeps, in a
hidden tab, how the whole tab stood the moment before, with a journal of what is written. Reading that tab afterwards
tells whether the cells were those we meant. Where they were not (somebody sorted, put in a row or a column, typed), all
that stood there is given back at once, and the review plans anew. A run that is killed in between is finished by the
next one, from the same hidden tab.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from winback_sheets.hosts.standing_tab import Place, stretches

from .anchors import BEFORE, created
from .client import Changed, Unsure, Wire
from .contents import cell_look
from .merge import Change, Stored, print_of
from .snapshot import TabHere
from .values import Rows, extended

TITLE = "_winback before {}"
LONGEST_CELL = 40_000
SPARE = 200


@dataclass(frozen=True)
class Journal:
    """What a change meant to do: the tab's rows as prints, the rows that had to be blank, each cell it wrote, and what
    it merged."""

    tab: int
    columns: frozenset[int] | None
    prints: tuple[int, ...]
    fresh: frozenset[int]
    wrote: Mapping[Place, Stored]
    merged: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True)
class Made:
    """A change that was made: the hidden tab that keeps what stood before, and the journal; undoes: the hidden tab of the
    change that this one takes back, or 0."""

    stash: int
    rows: int
    journal: Journal
    undoes: int = 0


def put(
    wire: Wire,
    changes: Sequence[Change],
    stand: Mapping[int, Rows],
    more: Sequence[dict[str, Any]] = (),
    ids: Mapping[str, int] | None = None,
    undoes: Mapping[int, int] | None = None,
) -> list[Made]:
    """Make the changes in one request, atomically, each tab's state before it kept.

    stand: the rows of each tab as they were read. more: requests that go with them. Raises Changed.
    """
    made, requests = [], list(more)
    for change in changes:
        one = Made(
            new_id(), change.tab.rows, journal_of(change, stand[change.tab.id]), (undoes or {}).get(change.tab.id, 0)
        )
        requests += [*kept(change.tab, one), *room(change), *change.paint, *writes(change, ids or {})]
        made.append(one)
    try:
        wire.change(requests, again=False)
    except Unsure:
        # Whether it was made shows whether the hidden tabs are there.
        sheets = wire.about("sheets.properties.sheetId").get("sheets", ())
        there = {each.get("properties", {}).get("sheetId", 0) for each in sheets}
        if not made or made[0].stash not in there:
            raise Changed("the change did not arrive") from None
    return made


def new_id() -> int:
    """An id for a tab that we make; Google refuses one that is taken, so that no request can be applied twice."""
    return 2**30 + secrets.randbelow(2**30)


def journal_of(change: Change, rows: Rows) -> Journal:
    """What to compare afterwards."""
    prints = tuple(print_of(row, change.columns) for row in rows)
    return Journal(change.tab.id, change.columns, prints, change.fresh, change.cells, change.merged)


def kept(tab: TabHere, made: Made) -> list[dict[str, Any]]:
    """The requests that keep a tab as it stands, and the journal below it."""
    text = written(made.journal)
    lines = [text[at : at + LONGEST_CELL] for at in range(0, len(text), LONGEST_CELL)]
    size = {"rowCount": tab.rows + len(lines), "columnCount": tab.columns}
    name = {"sheetId": made.stash, "title": TITLE.format(made.stash), "hidden": True, "gridProperties": size}
    place = {"startRowIndex": 0, "endRowIndex": tab.rows, "startColumnIndex": 0, "endColumnIndex": tab.columns}
    cells = [{"values": [{"userEnteredValue": {"stringValue": line}}]} for line in lines]
    return [
        {"addSheet": {"properties": name}},
        {
            "copyPaste": {
                "source": {"sheetId": tab.id, **place},
                "destination": {"sheetId": made.stash, **place},
                "pasteType": "PASTE_FORMULA",
                "pasteOrientation": "NORMAL",
            }
        },
        {
            "updateCells": {
                "start": {"sheetId": made.stash, "rowIndex": tab.rows, "columnIndex": 0},
                "rows": cells,
                "fields": "userEnteredValue",
            }
        },
        created(BEFORE, f"{tab.rows} {made.undoes}", {"sheetId": made.stash}),
    ]


def room(change: Change) -> list[dict[str, Any]]:
    """Rows and columns that the change needs beyond those the tab has."""
    rows, columns = change.last_row + 1 - change.tab.rows, change.last_column + 1 - change.tab.columns
    grown = [("ROWS", rows + SPARE)] if rows > 0 else []
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
    return {"userEnteredValue": extended(value, formula=place in change.formulas)}


def update(tab: int, row: int, col: int, rows: list[dict[str, Any]], fields: str) -> dict[str, Any]:
    """The request that puts rows of cells from a place on."""
    start = {"sheetId": tab, "rowIndex": row, "columnIndex": col}
    return {"updateCells": {"start": start, "rows": rows, "fields": fields}}


def written(journal: Journal) -> str:
    """The journal as text."""
    return json.dumps(
        {
            "tab": journal.tab,
            "columns": None if journal.columns is None else sorted(journal.columns),
            "prints": journal.prints,
            "fresh": sorted(journal.fresh),
            "wrote": [[row, col, value] for (row, col), value in journal.wrote.items()],
            "merged": journal.merged,
        },
        separators=(",", ":"),
        ensure_ascii=False,
    )


def read_back(text: str) -> Journal:
    """The inverse of `written`."""
    said = json.loads(text)
    return Journal(
        said["tab"],
        None if said["columns"] is None else frozenset(said["columns"]),
        tuple(said["prints"]),
        frozenset(said["fresh"]),
        {(row, col): value for row, col, value in said["wrote"]},
        tuple((row, col, across) for row, col, across in said["merged"]),
    )


def stood(wire: Wire, made: Sequence[Made]) -> list[list[list[Any]]]:
    """The tabs as they stood the moment before each change."""
    ranges = [{"sheetId": one.stash, "startRowIndex": 0, "endRowIndex": one.rows} for one in made]
    return wire.read(ranges, render="FORMULA") if ranges else []


def as_meant(journal: Journal, rows: Rows) -> bool:
    """Whether the change fell on the cells it was meant for."""
    here = [print_of(row, journal.columns) for row in rows]
    longest = max(len(here), len(journal.prints))
    same = pad(here, longest) == pad(journal.prints, longest)
    return same and not any(print_of(rows[row], None) for row in journal.fresh if row < len(rows))


def pad(prints: Sequence[int], length: int) -> list[int]:
    return [*prints, *[0] * (length - len(prints))]
