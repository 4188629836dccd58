"""Our own memory in a hidden tab: what was written, so that deleted rows stay deleted and words typed over ours are seen."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from winback_sheets.present.keep import as_written
from winback_sheets.present.page import HEADING_ROW, Cell, Listing, Page
from winback_sheets.present.prints import cell_prints, list_prints, pack_prints, toolkit_columns
from winback_sheets.present.row_keys import keys_of
from winback_sheets.present.words import say
from winback_sheets.schema.inputs import Column, Table
from winback_sheets.schema.room import EXCEL, Room

STATE = Table(
    "state",
    "_winback",
    "",
    (
        Column("tab", "text", "", "tab", "toolkit", 20),
        Column("key", "text", "", "key", "toolkit", 50),
        Column("written", "text", "", "written", "toolkit", 50),
    ),
)
CELLS, COLUMNS, WINDOW, REMEMBERED = "cells of ", "columns of ", "lapse window", "remembered"
Remembered = tuple[str, str, str | None]  # the columns of STATE


def state(
    pages: Sequence[Page],
    delivered: Mapping[str, frozenset[str]],
    window: int | None,
    columns: Mapping[str, Sequence[str]],
    *,
    remembered: Mapping[str, str],
    keyed: Mapping[str, Table],
    worked: Collection[str],
    room: Room = EXCEL,
) -> Page:
    """The page of our memory: rows ever delivered, prints of rows and cells as written now, and the window in use.

    columns: by tab, those of earlier runs; one that a person has taken out since stays out. remembered: what a review has
    worked out once and the next one takes from here. keyed: the tabs whose first list has rows with keys. worked: those
    in which a deleted row stays deleted. Nothing is left out where a tab has too few rows for the lines: they go on at
    the top, in the next columns.
    """
    lines = []
    for page in pages:
        before = delivered.get(page.key, frozenset()) if page.key in worked else frozenset()
        lines += _of_page(page, keyed.get(page.key), before, columns.get(page.key, ()))
    silent = delivered.keys() & set(worked) - {page.key for page in pages}
    lines += [(page, key, None) for page in sorted(silent) for key in sorted(delivered[page])]
    if window:
        lines.append((WINDOW, str(window), None))
    lines += [(REMEMBERED, key, remembered[key]) for key in sorted(remembered)]
    frame, shown = _side_by_side(lines, room.rows - HEADING_ROW - 1)
    listed = Listing(HEADING_ROW, 0, shown, frame, "winback_state")
    return Page("state", STATE.title, cells=(Cell(0, 0, say("tabs.memory")),), lists=(listed,), very_hidden=True)


def _side_by_side(lines: Sequence[Remembered], most: int) -> tuple[pd.DataFrame, tuple[Column, ...]]:
    """The lines as a list of at most so many rows, in as many blocks of three columns as that takes."""
    blocks: list[pd.DataFrame] = []
    columns: list[Column] = []
    for number, begin in enumerate(range(0, max(1, len(lines)), most), start=1):
        end = "" if number == 1 else str(number)
        block = [column._replace(key=column.key + end, title=column.heading + end) for column in STATE.columns]
        blocks.append(pd.DataFrame(lines[begin : begin + most], columns=[column.key for column in block]))
        columns += block
    return pd.concat(blocks, axis=1), tuple(columns)


def _of_page(page: Page, table: Table | None, delivered: frozenset[str], columns: Sequence[str]) -> list[Remembered]:
    """The lines about one page; table: of its first list, where that has rows with keys."""
    if table is None or not page.lists:
        return [(CELLS + page.key, row, cells) for row, cells in pack_prints(cell_prints(page)).items()]
    listed = page.lists[0]
    ours = as_written(listed.frame)
    prints = list_prints(ours, toolkit_columns(table))
    # Of two rows with one key the first counts.
    rows = dict(zip(reversed(keys_of(ours, table).tolist()), reversed(prints), strict=True))
    cells = pack_prints(cell_prints(replace(page, lists=page.lists[1:])))
    # What found no room was not deleted by anybody, and comes back when there is room.
    gone = delivered - rows.keys() - (page.rest.keys if page.rest else frozenset())
    return [
        *((page.key, key, rows[key]) for key in sorted(rows)),
        *((page.key, key, None) for key in sorted(gone)),
        *((COLUMNS + page.key, key, None) for key in dict.fromkeys((*(c.key for c in listed.columns), *columns))),
        *((CELLS + page.key, row, text) for row, text in cells.items()),
    ]
