"""Several tables on one tab, side by side or one below the other, each as a tab of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import NamedTuple

import numpy as np
import pandas as pd

from winback_sheets.read.grid import Grid
from winback_sheets.read.headings import known, normalise, texts_in
from winback_sheets.read.layout.look import FIGURE, WORD, Look, Marks, filled
from winback_sheets.schema.message import Message

FEWEST = 2  # headings, and headings that two tables share
SHORTER = 0.5  # of the other's rows: a small table beside a large one
DENSE = 0.9  # of the cells of a short table are filled
LAST_ROW = 45  # sheet row by which a table below must begin


class _Part(NamedTuple):
    """A rectangle of the sheet: columns from first to last, rows from start to end (0: to the last)."""

    first: int
    last: int
    start: int = 1
    end: int = 0


def tables_apart(grid: Grid, seen: Look) -> list[Grid]:
    """The tables of a tab, each with its own cells at their places; the tab itself where it holds one.

    Side by side: under the same headings, or a short table beside a long one, with blank columns in between. Below each
    other: after a blank row under headings of their own.
    """
    parts = _side_by_side(grid, seen) or _below_each_other(seen)
    if len(parts) < 2:
        return [grid]
    done = Message("read.layout_apart", {"tab": grid.name, "tables": len(parts)})
    return [_part(grid, part, done if number == 0 else None) for number, part in enumerate(parts)]


def _part(grid: Grid, part: _Part, done: Message | None) -> Grid:
    def inside(row: int, column: int) -> bool:
        return part.first <= column <= part.last and part.start <= row and (not part.end or row <= part.end)

    top = [
        [cell if inside(row, column) else None for column, cell in enumerate(cells)]
        for row, cells in enumerate(grid.top, start=1)
    ]
    for cells in top:
        while cells and cells[-1] is None:
            cells.pop()
    return replace(
        grid,
        top=top,
        below=partial(_below, grid, part),
        rows=min(grid.rows, part.end) if part.end else grid.rows,
        errors=tuple(cell for cell in grid.errors if inside(*cell)),
        uncached_cells=tuple(cell for cell in grid.uncached_cells if inside(*cell)),
        done=(*grid.done, done) if done else grid.done,
    )


def _below(grid: Grid, part: _Part, n: int) -> pd.DataFrame:
    body = grid.below(n)
    body = body[[place for place in body.columns if part.first <= place <= part.last]]
    body = body.loc[(body.index >= part.start) & ((body.index <= part.end) if part.end else True)]
    return body[filled(body).any(axis=1)]


def _side_by_side(grid: Grid, seen: Look) -> list[_Part]:
    parts = [part for part in _between_blank_columns(seen) if _heading_row(seen, part) is not None]
    if len(parts) < 2:
        return _repeated_in_a_row(seen)
    headings = [_headings(seen, part) for part in parts]
    same = all(len(set(headings[0]) & set(each)) >= FEWEST for each in headings)
    if same:
        return _to_the_edges(parts, seen)
    bodies = [_body(grid, seen, part) for part in parts]
    longest = max(len(body) for body in bodies)
    short = [len(body) <= SHORTER * longest and _is_dense(body) for body in bodies]
    return _to_the_edges(parts, seen) if sum(short) == len(parts) - 1 else []


def _between_blank_columns(seen: Look) -> Iterator[_Part]:
    used = np.flatnonzero(seen.filled.any(axis=0))
    for run in np.split(used, np.flatnonzero(np.diff(used) > 1) + 1):
        if len(run):
            yield _Part(int(run[0]), int(run[-1]))


def _to_the_edges(parts: list[_Part], seen: Look) -> list[_Part]:
    """The parts with the blank columns between them, of which some may hold cells further down."""
    ends = [*(part.first - 1 for part in parts[1:]), seen.cells.shape[1] + 10_000]
    return [part._replace(last=end) for part, end in zip(parts, ends, strict=True)]


def _heading_row(seen: Look, part: _Part) -> int | None:
    """The first row of this part with two words or more and no figures, and more than one row below it."""
    kinds = seen.kinds[:, part.first : part.last + 1]
    fits = ((kinds == WORD).sum(axis=1) >= FEWEST) & ~(kinds >= FIGURE).any(axis=1)
    rows = np.flatnonzero(fits)
    return int(rows[0]) if len(rows) and (kinds[rows[0] + 1 :] != 0).any(axis=1).sum() > 1 else None


def _headings(seen: Look, part: _Part) -> list[str]:
    row = _heading_row(seen, part)
    assert row is not None
    return [normalise(text) for text in texts_in(seen.cells[row, part.first : part.last + 1].tolist()) if text]


def _body(grid: Grid, seen: Look, part: _Part) -> Marks:
    """Which cells below the headings are filled, down to the last row with one."""
    row = _heading_row(seen, part)
    assert row is not None
    body = grid.below(row + 1)
    marks = filled(body[[place for place in body.columns if part.first <= place <= part.last]])
    there = np.flatnonzero(marks.any(axis=1))
    return marks[: there[-1] + 1] if len(there) else marks[:0]


def _is_dense(body: Marks) -> bool:
    """Whether a body has no blank row and few blank cells: a column filled here and there belongs to its neighbours."""
    return bool(body.size and body.any(axis=1).all() and body.mean() > DENSE)


def _repeated_in_a_row(seen: Look) -> list[_Part]:
    """One set of headings several times in a row, without a blank column between."""
    for row in range(min(LAST_ROW, len(seen.cells))):
        places = np.flatnonzero(seen.kinds[row] == WORD)
        if len(places) < 2 * FEWEST or (seen.kinds[row] >= FIGURE).any() or np.diff(places).max() > 1:
            continue
        texts = [normalise(text) for text in texts_in(seen.cells[row, places].tolist())]
        for count in range(2, len(texts) // FEWEST + 1):
            size = len(texts) // count
            whole = len(texts) == size * count and all(
                texts[at : at + size] == texts[:size] for at in range(0, len(texts), size)
            )
            if whole and len(set(texts[:size])) == size and sum(known(text) for text in texts[:size]) >= FEWEST:
                starts = places[::size].tolist()
                return [_Part(start, start + size - 1) for start in starts]
    return []


def _below_each_other(seen: Look) -> list[_Part]:
    """Tables with headings of their own after a blank row."""
    heads = [row for row in range(min(LAST_ROW, len(seen.cells) - 1)) if _is_head(seen, row)]
    if len(heads) < 2:
        return []
    first = {normalise(text) for text in texts_in(seen.cells[heads[0]].tolist()) if text}
    begins = [1]
    for row in heads[1:]:
        texts = {normalise(text) for text in texts_in(seen.cells[row].tolist()) if text}
        start = _start(seen, row)
        if start is not None and len(texts & first) < FEWEST:
            begins.append(start + 1)
    ends = [*(begin - 1 for begin in begins[1:]), 0]
    return [_Part(0, 100_000, begin, end) for begin, end in zip(begins, ends, strict=True)]


def _is_head(seen: Look, row: int) -> bool:
    """Words only, two of them known headings, over a row with a figure or a day."""
    words = seen.kinds[row] == WORD
    if words.sum() < FEWEST or (seen.kinds[row] >= FIGURE).any() or not (seen.kinds[row + 1] >= FIGURE).any():
        return False
    return sum(known(text) for text in texts_in(seen.cells[row].tolist()) if text) >= FEWEST


def _start(seen: Look, row: int) -> int | None:
    """Where the table of this heading row begins, its title included: right after a blank row; None without one."""
    for above in range(row - 1, max(-1, row - 4), -1):
        count = int(seen.filled[above].sum())
        if not count:
            return above + 1
        if count > 1:
            return None
    return None
