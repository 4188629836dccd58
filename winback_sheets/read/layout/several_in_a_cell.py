"""Several amounts in one cell, with as many products beside them: one row each."""

from __future__ import annotations

import numpy as np
import pandas as pd

from winback_sheets.read.grid import Grid
from winback_sheets.read.headings import texts_in
from winback_sheets.read.layout.look import FIGURE, WORD, Look, kind
from winback_sheets.read.layout.reshaped import reshaped
from winback_sheets.read.recognise import match_columns
from winback_sheets.schema.inputs import SALES
from winback_sheets.schema.message import Message

MARKS = ("|", ";", "\n")
MONEY = ("amount", "unit_price", "quantity")


def several_in_a_cell(grid: Grid, seen: Look, today: pd.Timestamp) -> Grid | None:
    """A table with cells like "609.98 | 5.48" as one with a row for each of them; columns with as many pieces go along.

    None for every other tab.
    """
    for at in range(len(seen.cells) - 1):
        if (seen.kinds[at] == WORD).sum() < 2 or (seen.kinds[at] > WORD).any():
            continue
        found = _column(seen, at)
        if found is not None:
            return _split(grid, grid.below(at + 1), at + 1, *found)
    return None


def _column(seen: Look, at: int) -> tuple[int, str] | None:
    """The column of money under these headings with several figures in a cell, and the mark between them."""
    for mark in MARKS:
        several = [
            place
            for place in range(seen.cells.shape[1])
            if any(_are_figures(cell, mark) for cell in seen.cells[at + 1 :, place])
        ]
        if several:
            columns = match_columns(SALES, texts_in(seen.cells[at].tolist()))
            return next(((columns[key], mark) for key in MONEY if columns.get(key) in several), None)
    return None


def _are_figures(cell: object, mark: str) -> bool:
    if not isinstance(cell, str) or mark not in cell:
        return False
    return all(kind(piece) == FIGURE for piece in cell.split(mark))


def _split(grid: Grid, body: pd.DataFrame, row: int, money: int, mark: str) -> Grid | None:
    counts = {place: _pieces(body[place], mark) for place in body.columns}
    several = counts[money] > 1
    along = [place for place in body.columns if several.any() and (counts[place] == counts[money])[several].all()]
    if money not in along:
        return None
    lists = body.astype(object)
    for place in along:
        cells = lists[place].to_numpy(dtype=object, copy=True)
        cells[several] = [[piece.strip() for piece in cell.split(mark)] for cell in cells[several]]
        lists[place] = cells
    made = lists.explode(along)
    new = pd.RangeIndex(row + 1, row + 1 + len(made))
    origin = pd.concat(
        [pd.DataFrame({"now_row": new, "now_column": at, "row": made.index, "column": at}) for at in made.columns]
    )
    # A column of figures only is one of figures again.
    made = made.set_axis(new).infer_objects()
    headings = {place: text for place, text in enumerate(texts_in(grid.top[row - 1])) if text}
    said = {"tab": grid.name, "rows": int(several.sum()), "made": int(counts[money][several].sum())}
    return reshaped(grid, headings, made, header_row=row, done=Message("read.layout_cells", said), origin=origin)


def _pieces(cells: pd.Series, mark: str) -> np.ndarray:
    """How many pieces each cell holds."""
    texts = cells.astype(object).map(lambda cell: cell.count(mark) + 1 if isinstance(cell, str) else 1, na_action=None)
    return np.asarray(texts.to_numpy(dtype=np.int64))
