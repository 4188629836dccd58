"""The tabs of a workbook as ordinary tables, whatever their layout."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from winback_sheets.read.grid import Grid
from winback_sheets.read.layout.look import Look, look
from winback_sheets.read.layout.months_across import months_across
from winback_sheets.read.layout.name_on_first_line import name_on_first_line
from winback_sheets.read.layout.subheadings import under_subheadings
from winback_sheets.read.recognise import as_result

Layout = Callable[[Grid, Look, pd.Timestamp], Grid | None]

LAYOUTS: tuple[Layout, ...] = (months_across, under_subheadings, name_on_first_line)


def ordinary(grids: list[Grid], *, today: pd.Timestamp, ours: dict[str, str] | None = None) -> list[Grid]:
    """Every tab as one table (or several) with one heading row and one row a record.

    A tab that is an ordinary table comes through as it is, and so do our own. Of what was changed `grid.done` says what.
    today: the last day of a month that is not over yet. ours: as `recognise` takes it.
    """
    return [_ordinary(grid, today) if grid.name not in (ours or {}) else grid for grid in grids]


def _ordinary(grid: Grid, today: pd.Timestamp) -> Grid:
    seen = look(grid)
    if not seen.filled.any():
        return grid
    for layout in LAYOUTS:
        made = layout(grid, seen, today)
        if made is not None:
            return grid if as_result(grid) is not None else made
    return grid
