"""A range of cells, as a formula gets it, read as one input table by the rules of the review."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from winback_sheets.read.grid import Grid
from winback_sheets.read.recognise import HEADER_ROWS, Found, as_input, missing
from winback_sheets.read.typed import typed
from winback_sheets.schema.cells import ERRORS, is_blank
from winback_sheets.schema.message import Message, Wrong


class NotThisTable(Wrong):
    """The range has not the headings of the table that is asked for; the message says which are missing."""


def as_table(name: str, keys: Sequence[str], rows: Sequence[Sequence[Any]], *, date1904: bool = False) -> pd.DataFrame:
    """The rows that can be used, under the table's column keys; `attrs["headers"]` has the headings as typed.

    name: of the argument, for the message. keys: the tables it may be. Columns in any order, others and blank rows do
    no harm; a row that the review would set aside is left out. Raises NotThisTable.

    >>> rows = [["Date", "Client", "Total"], [46326, "Anna", 12.5], [46330, "Ben", "7,50"], [None, None, None]]
    >>> as_table("sales", ["sales"], rows)["amount"].tolist()
    [12.5, 7.5]
    """
    grid = as_grid(name, rows, date1904=date1904)
    found = as_input(grid, keys)
    if found is None:
        raise NotThisTable(lacking(grid, keys))
    return usable(found)


def usable(found: Found) -> pd.DataFrame:
    """The rows of a recognised table that the review would not set aside; `attrs["headers"]` has the headings."""
    tab = typed(found)
    frame = tab.frame[~tab.aside].reset_index(drop=True)
    frame.attrs["headers"] = dict(found.headers)
    return frame


def lacking(grid: Grid, keys: Sequence[str]) -> Message:
    """Which columns are missing for it to be one of these tables."""
    _, lacks = missing(grid, keys)
    return Message("read.lacks_columns", {"name": grid.name, "headings": [f"'{heading}'" for heading in lacks]})


def as_grid(name: str, rows: Sequence[Sequence[Any]], *, date1904: bool = False) -> Grid:
    """Rows of cells as the reading room knows a tab."""
    width = max(map(len, rows), default=0)
    if any(len(row) < width for row in rows):
        rows = [[*row, *[None] * (width - len(row))] for row in rows]
    body = pd.DataFrame(list(rows), index=range(1, len(rows) + 1), columns=range(width))
    errors: list[tuple[int, int]] = []
    for col in body.columns[[not pd.api.types.is_numeric_dtype(kind) for kind in body.dtypes]]:
        wrong = body[col].isin(ERRORS)
        errors += [(int(row), int(col)) for row in body.index[wrong]]
        body[col] = body[col].mask(wrong | (body[col] == ""), None)
    top = [[None if is_blank(cell) or cell in ERRORS else cell for cell in row] for row in rows[:HEADER_ROWS]]

    def below(skipped: int) -> pd.DataFrame:
        return body.loc[body.index > skipped].infer_objects()

    return Grid(name, [_trimmed(row) for row in top], below, len(body), errors=tuple(errors), date1904=date1904)


def _trimmed(row: list[Any]) -> list[Any]:
    while row and row[-1] is None:
        row = row[:-1]
    return row
