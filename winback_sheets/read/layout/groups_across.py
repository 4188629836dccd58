"""A cross-tab of two headings: groups across the sheet, and under each of them the same kinds."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from winback_sheets.read.grid import Grid
from winback_sheets.read.layout.across import Across, as_rows
from winback_sheets.read.layout.look import BLANK, FIGURE, WORD, Look
from winback_sheets.read.layout.wording import is_total
from winback_sheets.schema.inputs import SALES

LAST_ROW = 20  # sheet row by which the headings have come
FIGURES = 0.9  # of the filled cells below, at least
_END = re.compile(r"[\W_]+$")


def groups_across(grid: Grid, seen: Look, today: pd.Timestamp) -> Grid | None:
    """Kinds repeated under each group ("Consumer: First Class, Same Day; Corporate: First Class, ...") as one row a figure.

    None for every other tab.
    """
    for at in range(min(LAST_ROW, len(seen.cells) - 2)):
        across = _across(seen, at)
        if across is not None:
            return as_rows(grid, across, [SALES.column("amount").heading], {}, "read.layout_groups")
    return None


def _across(seen: Look, at: int) -> Across | None:
    groups, kinds = seen.cells[at], seen.cells[at + 1]
    if (seen.kinds[at : at + 2] >= FIGURE).any() or (seen.kinds[at] == WORD).sum() < 2:
        return None
    said, current = [""] * len(groups), ""
    for place, cell in enumerate(groups):
        current = str(cell).strip() if seen.kinds[at, place] == WORD else current
        said[place] = current
    headed = seen.kinds[at : at + 2] == WORD
    totals = [place for place in np.flatnonzero(headed.any(axis=0)) if is_total(said[place]) or is_total(kinds[place])]
    last = at + 2 if not (seen.kinds[at + 2] >= FIGURE).any() and (seen.kinds[at + 2] == WORD).any() else at + 1
    under = seen.kinds[last + 1 :]
    starts = [place for place in np.flatnonzero(headed[0]) if headed[1, place] and not (under[:, place] == WORD).any()]
    if len(totals) < 2 or len(starts) < 2:
        return None  # what has totals beside it are kinds of one thing
    columns = [int(place) for place in np.flatnonzero(headed[1]) if place >= starts[0] and place not in totals]
    names = [str(kinds[place]).strip() for place in columns]
    over = [said[place] for place in columns]
    lists = [[name for name, each in zip(names, over, strict=True) if each == group] for group in dict.fromkeys(over)]
    figures = (under[:, columns] == FIGURE).sum()
    filled = (under[:, columns] != BLANK).sum()
    if len(lists) < 2 or len(lists[0]) < 2 or any(each != lists[0] for each in lists) or figures < FIGURES * filled:
        return None
    labels = {place: _heading(seen, at, last, place) for place in range(columns[0]) if (under[:, place] != BLANK).any()}
    if not labels:
        return None
    first, second = _levels(seen, at, last, columns[0] - 1)
    keys = {first: over, second: names}
    if first == second:  # no names for the two
        keys = {first: [" ".join(pair) for pair in zip(over, names, strict=True)]}
    return Across(last + 1, columns, keys, [""] * len(columns), labels, len(totals))


def _levels(seen: Look, at: int, last: int, left: int) -> tuple[str, str]:
    """What groups and kinds are called, by the words left of them; where a row below heads the labels."""
    if last == at + 1:
        return "", ""
    first, second = (_END.sub("", str(seen.cells[row, left] or "")) for row in (at, at + 1))
    return first, second


def _heading(seen: Look, at: int, last: int, place: int) -> str:
    words = [cell for cell in seen.cells[at : last + 1, place] if isinstance(cell, str) and cell.strip()]
    return words[-1].strip() if words else ""
