"""The customer on the first of several lines only, as a pivot table shows them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from winback_sheets.read.dates import to_dates
from winback_sheets.read.digits import EMPTY, TEXT, kinds
from winback_sheets.read.grid import Grid
from winback_sheets.read.headings import texts_in
from winback_sheets.read.layout.look import BLANK, WORD, Look
from winback_sheets.read.layout.reshaped import reshaped
from winback_sheets.read.layout.wording import bare_total, is_total, plain
from winback_sheets.read.recognise import match_columns
from winback_sheets.schema.inputs import SALES
from winback_sheets.schema.message import Message

MOST_FILLED = 0.9  # of the cells under the customer, where names stand on first lines only
WITH_TOTAL = 0.8  # of the names, at least
FALLS = 0.8  # of the steps from one name to the next


def name_on_first_line(grid: Grid, seen: Look, today: pd.Timestamp) -> Grid | None:
    """A pivot table as an ordinary one: each name on every line down to the next name, without the totals.

    None for every other tab: a blank customer is the one above only where each has a total that says so, or where the
    days run on below each name and start again at the next.
    """
    for at in range(len(seen.cells)):
        headings = texts_in(seen.cells[at].tolist())
        if sum(map(bool, headings)) < 3 or (seen.kinds[at] > WORD).any():
            continue
        under = seen.kinds[at + 1 :]
        blank = (under == BLANK) & (under != BLANK).any(axis=1)[:, None]
        if not blank.any():
            return None
        columns = match_columns(SALES, headings)
        place = columns.get("customer")
        if place is not None and blank[:, place].mean() > 1 - MOST_FILLED:
            return _filled_down(grid, grid.below(at + 1), at + 1, headings, place, columns.get("date"))
    return None


def _start_again(days: pd.Series, names: pd.Series) -> bool:
    """Whether the days rise below each name, each of which stands once, and fall at most of the next names."""
    there = names.notna().to_numpy(bool)
    if not there.any() or not there[0] or names.dropna().duplicated().any() or there.mean() > 0.5:
        return False
    steps = pd.Series(to_dates(days).values.to_numpy()).diff().dt.days
    first = there[1:]
    within, between = steps[1:][~first], steps[1:][first]
    return bool(len(between) >= 2 and (within >= 0).all() and (between < 0).mean() >= FALLS)


def _filled_down(
    grid: Grid, body: pd.DataFrame, row: int, headings: list[str], place: int, day: int | None
) -> Grid | None:
    if place not in body.columns:
        return None
    cells = body[place].astype(object)
    there = kinds(cells) != EMPTY
    named = np.array([isinstance(cell, str) for cell in cells], dtype=bool) & (kinds(cells) == TEXT)
    total = named & np.array([is_total(cell) for cell in cells], dtype=bool)
    names = cells.where(there & ~total)
    known = {plain(name) for name in names.dropna().unique()}
    totalled = {bare_total(cell) for cell in cells[total]}
    if not known or there.mean() > MOST_FILLED:
        return None
    if len(known & totalled) < WITH_TOTAL * len(known) and not (
        day in body.columns and _start_again(body[day][~total], names[~total])
    ):
        return None
    ends = total & np.array([bare_total(cell) in known for cell in cells], dtype=bool)
    marked = names.copy()
    marked[ends] = ""
    marked = marked.ffill()
    rows = body.copy()
    rows[place] = marked.where(marked != "", None)
    rows = rows[~total & body.notna().any(axis=1).to_numpy(bool)]
    said = {"tab": grid.name, "names": len(known), "heading": headings[place], "left_out": int(total.sum())}
    return reshaped(
        grid,
        {at: text for at, text in enumerate(headings) if text},
        rows,
        header_row=row,
        done=Message("read.layout_first_line", said),
    )
