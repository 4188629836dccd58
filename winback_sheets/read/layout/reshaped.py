"""A tab with other rows or columns than its sheet has, as a grid like every other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from winback_sheets.read.grid import HEAD_ROWS, Grid, top_of
from winback_sheets.read.problems import column_letter
from winback_sheets.schema.message import Message


def reshaped(
    grid: Grid,
    headings: dict[int, str],
    rows: pd.DataFrame,
    *,
    header_row: int,
    done: Message,
    origin: pd.DataFrame | None = None,
) -> Grid:
    """The grid with these headings in its header row and these rows below; what stands above stays.

    rows: index the rows of the new grid, all below header_row, columns its columns. origin: as Grid has it, where one row
    became several.
    """
    above: list[list[object]] = [*grid.top[: header_row - 1], *[[] for _ in range(header_row - 1 - len(grid.top))]]
    if origin is not None:  # what headed the columns of the sheet is in the rows now
        above = [row if sum(cell is not None for cell in row) < 2 else [] for row in above]
    heading_row: list[object] = [headings.get(place) for place in range(max(headings) + 1)]
    body = rows.head(HEAD_ROWS).reindex(range(header_row + 1, max(HEAD_ROWS, header_row) + 1))
    body = body.reindex(columns=range(int(max(body.columns, default=-1)) + 1))
    top = [*above, heading_row, *top_of(body)]
    while top and not top[-1]:
        top.pop()
    last = int(rows.index.max()) if len(rows) else header_row
    errors, uncached = (_moved(cells, rows, origin) for cells in (grid.errors, grid.uncached_cells))

    def below(n: int) -> pd.DataFrame:
        if n >= header_row:
            return rows.loc[rows.index > n]
        return pd.concat([_as_frame(top[:header_row], n), rows.astype(object)])

    return replace(
        grid,
        top=top,
        below=below,
        rows=last,
        errors=errors,
        uncached_cells=uncached,
        hidden_rows=grid.hidden_rows if origin is None else (),
        done=(*grid.done, done),
        origin=origin,
    )


def _as_frame(top: Sequence[Sequence[object]], n: int) -> pd.DataFrame:
    """The rows above the body as cells, from sheet row n + 1 on."""
    return pd.DataFrame([list(row) for row in top[n:]], index=range(n + 1, len(top) + 1), dtype=object)


def _moved(
    cells: tuple[tuple[int, int], ...], rows: pd.DataFrame, origin: pd.DataFrame | None
) -> tuple[tuple[int, int], ...]:
    """Cells of the sheet, such as errors, where they stand now; those in rows that are gone are gone as well."""
    if not cells:
        return ()
    if origin is None:
        kept = set(rows.index)
        return tuple((row, column) for row, column in cells if row in kept)
    at = pd.DataFrame(cells, columns=["row", "column"]).merge(origin)
    return tuple(zip(at["now_row"].tolist(), at["now_column"].tolist(), strict=True))


def at_origin(found: pd.DataFrame, grids: Sequence[Grid]) -> pd.DataFrame:
    """Problems with the addresses of the sheet, where a layout made rows of its own."""
    for grid in grids:
        mine = (found["tab"] == grid.name).to_numpy(bool)
        if grid.origin is None or not mine.any():
            continue
        now = found.loc[mine, ["row", "letter"]].astype({"row": int}).set_axis(["now_row", "now_letter"], axis=1)
        letters = grid.origin["now_column"].map({at: column_letter(at) for at in grid.origin["now_column"].unique()})
        cells = now.merge(grid.origin.assign(now_letter=letters), how="left", on=["now_row", "now_letter"]).set_axis(
            now.index
        )
        rows = grid.origin.drop_duplicates("now_row").set_index("now_row")["row"]
        moved = cells["row"].notna()
        found = found.copy()
        found.loc[mine, "row"] = now["now_row"].map(rows).fillna(now["now_row"]).astype(int)
        found.loc[cells.index[moved], "letter"] = cells.loc[moved, "column"].astype(int).map(column_letter)
    return found
