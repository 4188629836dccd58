"""Rows that are the sum of other rows in every column."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from winback_sheets.read.layout.look import Marks
from winback_sheets.read.values import to_numbers

FEWEST_ROWS = 2  # in a group
FEWEST_FIGURES = 2  # in a row that may be a sum


class Sums(NamedTuple):
    """Which rows are sums. worded: believed where a total's word stands with them. tiled: groups fill the whole table."""

    worded: Marks
    tiled: Marks


def is_sum(wide: pd.DataFrame) -> Sums:
    """Of rows of figures, which are the sum of the rows right below or above them.

    Two customers may happen to add up to a third; that every row of a table stands under a sum does not happen.

    >>> wide = pd.DataFrame({1: [30, 10, 20, 7, 3, 4], 2: [3, 1, 2, 9, 4, 5]})
    >>> is_sum(wide).tiled.tolist()
    [True, False, False, True, False, False]
    """
    figures = np.column_stack([to_numbers(wide[place]).values.fillna(0).to_numpy(float) for place in wide.columns])
    filled = (figures != 0).sum(axis=1)
    # One number for a row, by which sums of rows are told: no two sums have the same by chance.
    hashed = np.round(figures, 2) @ np.random.default_rng(7).uniform(1, 2, figures.shape[1])
    may = filled >= FEWEST_FIGURES
    over = _children(hashed)
    under = _children(hashed[::-1])[::-1]
    tiled = _tiled(over, may) | _tiled(under[::-1], may[::-1])[::-1]
    return Sums(may & ((over > 0) | (under > 0)), tiled)


def _children(hashed: NDArray[np.float64]) -> NDArray[np.int64]:
    """Of each row how many of the next rows it is the sum of, 0 for none."""
    run = np.concatenate([[0.0], np.cumsum(hashed)])
    order = np.argsort(run, kind="stable")
    wanted = hashed + run[1:]  # the run at which the rows below have come to as much
    near = 1e-6 * np.maximum(1.0, np.abs(wanted))
    place = np.searchsorted(run[order], wanted - near)
    place = np.minimum(place, len(run) - 1)
    ends = order[place]
    count = ends - 1 - np.arange(len(hashed))
    fits = (np.abs(run[ends] - wanted) <= near) & (count >= FEWEST_ROWS) & (hashed != 0)
    return np.where(fits, count, 0)


def _tiled(children: NDArray[np.int64], may: Marks) -> Marks:
    """The sums, where from the first row to the last every row is a sum or belongs to one, and there are several."""
    sums = np.zeros(len(children), dtype=bool)
    at = 0
    while at < len(children):
        if not children[at] or not may[at]:
            return np.zeros(len(children), dtype=bool)
        sums[at] = True
        at += int(children[at]) + 1
    return sums if sums.sum() >= 2 else np.zeros(len(children), dtype=bool)
