"""What the first rows of a tab look like: which cells are words, figures or dates."""

from __future__ import annotations

import re
from datetime import datetime
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from winback_sheets.read.digits import EMPTY
from winback_sheets.read.digits import kinds as kinds_of
from winback_sheets.read.grid import Grid

BLANK, WORD, FIGURE, DAY = range(4)
MOST_COLUMNS = 600  # further right nobody keeps a table by hand
LONGEST = 40  # letters of a figure or a day

Cells = NDArray[np.object_]
Kinds = NDArray[np.uint8]
Marks = NDArray[np.bool_]
Places = NDArray[np.intp]

_DIGIT = re.compile(r"\d")
_SIGN = r"[€£$৳₮₹¥﷼₺₽]|[A-Z]{3}|kr|%"
_FIGURE = re.compile(rf"[-+(]?\s*(?:{_SIGN})?\s*[-+]?\d[\d.,'’٫٬\s]*\)?-?\s*(?:{_SIGN})?")
_DAY = re.compile(
    r"(?:\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2\d{2,4}|\d{1,2}[-. ]{1,2}\w{3,9}\.?[-., ]{1,2}\d{2,4}"
    r"|[^\W\d_]{3,9}\.? \d{1,2}, \d{4})(?:[T ,].*)?"
)


class Look(NamedTuple):
    """The first rows of a tab as an array, blank cells None, and the kind of each cell."""

    cells: Cells
    kinds: Kinds

    @property
    def filled(self) -> Marks:
        return np.asarray(self.kinds != BLANK)


def look(grid: Grid) -> Look:
    """The rows at the top of a tab, looked at once for every layout.

    >>> seen = look(Grid("Sales", [["Day", "Paid"], ["2026-10-31", "12,50 €"]], lambda n: pd.DataFrame(), 2))
    >>> seen.kinds.tolist()
    [[1, 1], [3, 2]]
    """
    width = min(max(map(len, grid.top), default=0), MOST_COLUMNS)
    cells = np.full((len(grid.top), width), None, dtype=object)
    for number, row in enumerate(grid.top):
        cells[number, : len(row)] = row[:width]
    kinds = np.array([kind(cell) for cell in cells.flat], dtype=np.uint8).reshape(cells.shape)
    return Look(cells, kinds)


def kind(cell: object) -> int:
    """Whether a cell is blank, a word, a figure or a day.

    >>> [kind(cell) for cell in (" ", "Anna", "$ 1,204.50", "3. März 2025", "31/10/26", 7)]
    [0, 1, 2, 3, 3, 2]
    """
    if cell is None or isinstance(cell, float) and cell != cell:
        return BLANK
    if not isinstance(cell, str):
        return DAY if isinstance(cell, datetime) else FIGURE
    text = cell.strip()
    if not text:
        return BLANK
    if len(text) > LONGEST or not _DIGIT.search(text):
        return WORD
    return DAY if _DAY.fullmatch(text) else FIGURE if _FIGURE.fullmatch(text) else WORD


def filled(frame: pd.DataFrame) -> Marks:
    """Which cells of the rows below hold something; blanks alone are nothing."""
    marks = np.zeros(frame.shape, dtype=bool)
    for place, column in enumerate(frame.columns):
        cells = frame[column]
        marks[:, place] = kinds_of(cells) != EMPTY
        if cells.dtype == object or isinstance(cells.dtype, pd.StringDtype):
            marks[:, place] &= ~cells.astype(str).str.isspace().to_numpy(bool)
    return marks
