"""The tabs of a workbook as ordinary tables, whatever their layout."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from winback_sheets.read.grid import Grid
from winback_sheets.read.layout.dates_in_parts import dates_in_parts
from winback_sheets.read.layout.groups_across import groups_across
from winback_sheets.read.layout.heading_rows import heading_rows
from winback_sheets.read.layout.look import Look, look
from winback_sheets.read.layout.months_across import months_across
from winback_sheets.read.layout.months_down import months_down
from winback_sheets.read.layout.name_on_first_line import name_on_first_line
from winback_sheets.read.layout.several_in_a_cell import several_in_a_cell
from winback_sheets.read.layout.subheadings import under_subheadings
from winback_sheets.read.layout.tables_apart import tables_apart
from winback_sheets.read.recognise import as_result

Layout = Callable[[Grid, Look, pd.Timestamp], Grid | None]

LAYOUTS: tuple[Layout, ...] = (
    months_across,
    months_down,
    groups_across,
    under_subheadings,
    name_on_first_line,
    several_in_a_cell,
    heading_rows,
    dates_in_parts,
)


def ordinary(grids: list[Grid], *, today: pd.Timestamp, ours: dict[str, str] | None = None) -> list[Grid]:
    """Every tab as one table (or several) with one heading row and one row a record.

    A tab that is an ordinary table comes through as it is, and so do our own. Of what was changed `grid.done` says what.
    today: the last day of a month that is not over yet. ours: as `recognise` takes it.
    """
    made: list[Grid] = []
    for grid in grids:
        made += [grid] if grid.name in (ours or {}) else _ordinary(grid, today)
    return made


def _ordinary(grid: Grid, today: pd.Timestamp) -> list[Grid]:
    seen = look(grid)
    if not seen.filled.any():
        return [grid]
    parts = tables_apart(grid, seen)
    made = [_laid_out(part, seen if part is grid else look(part), today) for part in parts]
    changed = any(each is not grid for each in made)
    return [grid] if changed and as_result(grid) is not None else made


def _laid_out(grid: Grid, seen: Look, today: pd.Timestamp) -> Grid:
    """The tab by the first layout that it has, else as it is."""
    made = (layout(grid, seen, today) for layout in LAYOUTS)
    return next((each for each in made if each is not None), grid)
