"""Figures that stand side by side under headings of their own, as one row each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from winback_sheets.read.grid import Grid
from winback_sheets.read.layout.look import Marks, Places, filled
from winback_sheets.read.layout.reshaped import reshaped
from winback_sheets.read.layout.sums import is_sum
from winback_sheets.read.layout.wording import bare_total, plain
from winback_sheets.read.values import to_numbers
from winback_sheets.schema.message import Message


class Across(NamedTuple):
    """A cross-tab: which columns hold its figures, and what stands over each of them."""

    last: int  # sheet row of the last heading
    columns: list[int]  # of the figures, left to right
    keys: Mapping[str, Sequence[object]]  # new heading -> what it says over each of these columns
    measures: list[str]  # what each of these columns counts
    labels: dict[int, str]  # the columns beside them that are kept, with their headings
    left_out: int  # columns of totals


class _Figures(NamedTuple):
    """The figures that become rows: of each its place in the cross-tab and its new row."""

    rows: Places
    columns: Places
    new: Places  # from 0 on
    first: Places  # of each new row the place of its first figure among these
    rows_made: int


def as_rows(grid: Grid, across: Across, headings: Sequence[str], constant: Mapping[str, str], done: str) -> Grid | None:
    """The cross-tab with one row a figure, or one row for all that is counted of one thing; blanks, zeros, totals are none.

    headings: of what is counted, in the order in which it first stands. constant: heading -> what holds for every row.
    """
    body = grid.below(across.last)
    body = body.reindex(columns=sorted([*across.labels, *across.columns]))
    body = body[~_repeated(body, across, grid).to_numpy(bool)]
    totals = _totals(body, across)
    body = _labelled(body[~totals], across)
    wide = body[across.columns]
    found = _figures(wide, across, _listed((*grid.errors, *grid.uncached_cells), wide))
    if not found.rows_made:
        return None
    width = max([*across.labels, *across.columns, *(len(row) - 1 for row in grid.top)]) + 1
    value = width + len(across.keys)
    new = pd.RangeIndex(across.last + 1, across.last + 1 + found.rows_made)
    frame = pd.DataFrame({at: body[at].iloc[found.rows[found.first]].set_axis(new) for at in across.labels}, index=new)
    said = {}
    for place, (heading, each) in enumerate(across.keys.items(), start=width):
        frame[place] = pd.Series(list(each)).iloc[found.columns[found.first]].set_axis(new)
        said[place] = heading
    names = list(dict.fromkeys(across.measures))
    measure = np.array([names.index(name) for name in across.measures])[found.columns]
    cells = wide.to_numpy(dtype=object)
    for number, heading in enumerate(headings):
        mine = measure == number
        values = np.full(found.rows_made, None, dtype=object)
        values[found.new[mine]] = cells[found.rows[mine], found.columns[mine]]
        frame[value + number] = pd.Series(values, index=new, dtype=object).infer_objects()
        said[value + number] = heading
    for place, (heading, text) in enumerate(constant.items(), start=value + len(names)):
        frame[place] = text
        said[place] = heading
    fields = {
        "tab": grid.name,
        "cells": found.rows_made,
        "columns": len(across.columns),
        "left_out": int(totals.sum()) + across.left_out,
    }
    return reshaped(
        grid,
        {**across.labels, **said},
        frame,
        header_row=across.last,
        done=Message(done, fields),
        origin=_origin(wide, found, new, value + measure, np.array(across.columns), range(width, value)),
    )


def _figures(wide: pd.DataFrame, across: Across, listed: Marks) -> _Figures:
    rows, columns = np.nonzero((filled(wide) & ~_zeros(wide)) | listed)
    things = pd.factorize(pd.MultiIndex.from_arrays(list(across.keys.values())))[0]
    # One new row for each thing of a row, in the order of the sheet.
    pairs = rows * (int(things.max(initial=0)) + 1) + things[columns]
    order, first, new = np.unique(pairs, return_index=True, return_inverse=True)
    return _Figures(rows, columns, new, first, len(order))


def _repeated(body: pd.DataFrame, across: Across, grid: Grid) -> pd.Series:
    """Rows that hold two of the headings once more."""
    same = pd.Series(0, index=body.index)
    for row in grid.top[: across.last]:
        again = pd.Series(0, index=body.index)
        for place in across.columns:
            if place < len(row) and isinstance(row[place], str):
                again += (body[place] == row[place]).fillna(False).astype(int)
        same = same.where(same > again, again)
    return same >= 2


def _totals(body: pd.DataFrame, across: Across) -> Marks:
    """Rows of totals: figures without a name, a total's word, or the sum of the rows of their group."""
    labels = body[list(across.labels)]
    texts = _of_words(labels)
    there = filled(body[across.columns]).any(axis=1)
    gone = np.asarray(there & ~filled(labels[texts or list(labels.columns)]).any(axis=1))
    known = {plain(text) for place in texts for text in labels[place].dropna().unique() if isinstance(text, str)}
    worded = np.zeros(len(body), dtype=bool)
    for place in texts:
        of = labels[place].map({text: bare_total(text) for text in labels[place].dropna().unique()})
        worded |= of.notna().to_numpy(bool)
        gone |= ((of == "") | of.isin(known)).to_numpy(bool)
    left = np.flatnonzero(~gone)
    sums = is_sum(body[across.columns].iloc[left])
    gone[left] |= (worded[left] & sums.worded) | _of_groups(sums.tiled, labels[texts[-1:]].iloc[left])
    return np.asarray(gone)


def _of_groups(tiled: Marks, names: pd.DataFrame) -> Marks:
    """Of groups and what they are made of, the one that is no customer: the groups, unless all are made of the same."""
    if not tiled.any() or not names.shape[1]:
        return tiled
    parts = names.iloc[:, 0][~tiled].dropna()
    return ~tiled if parts.duplicated().any() else tiled


def _of_words(labels: pd.DataFrame) -> list[int]:
    """The columns that hold any text."""
    return [place for place in labels.columns if labels[place].map(lambda cell: isinstance(cell, str)).any()]


def _labelled(body: pd.DataFrame, across: Across) -> pd.DataFrame:
    """The rows with the name of a group, where it stands on its first row only, on each of them."""
    body = body.copy()
    left = [place for place in across.labels if place < across.columns[0]]
    for place in _of_words(body[left])[:-1]:
        body[place] = body[place].ffill()
    return body


def _zeros(wide: pd.DataFrame) -> Marks:
    read = [to_numbers(wide[place]) for place in wide.columns]
    nothing = [(each.values.isna() & ~each.values.index.isin(each.bad.index)) | (each.values == 0) for each in read]
    return np.column_stack([each.to_numpy(bool) for each in nothing])


def _listed(cells: tuple[tuple[int, int], ...], wide: pd.DataFrame) -> Marks:
    """Cells that arrive as empty and are not: errors, and formulas without a stored result."""
    marks = pd.DataFrame(False, index=wide.index, columns=wide.columns)
    for row, column in cells:
        if row in marks.index and column in marks.columns:
            marks.loc[row, column] = True
    return np.asarray(marks.to_numpy(bool))


def _origin(
    wide: pd.DataFrame, found: _Figures, new: pd.RangeIndex, now: Places, places: Places, keys: range
) -> pd.DataFrame:
    """Where each figure stood; what stood in a heading is told by the figure's cell as well."""
    sheet_rows = wide.index.to_numpy()[found.rows]
    at = {"now_row": new.to_numpy()[found.new], "row": sheet_rows, "column": places[found.columns]}
    figures = pd.DataFrame({**at, "now_column": now})
    parts = [figures, *(figures.assign(now_column=place) for place in keys)]
    return pd.concat(parts).drop_duplicates(["now_row", "now_column"])
