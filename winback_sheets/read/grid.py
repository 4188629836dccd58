"""What every host hands to the reading room: one tab as a grid of cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd

from winback_sheets.schema.message import Message

HEAD_ROWS = 60


@dataclass(frozen=True)
class Grid:
    """One tab of any file: its first rows to look at, the rest to fetch once the header has been found.

    Sheet rows count from 1 as Excel shows them, columns from 0 (0 = A). `below` may raise
    `winback_sheets.files.unreadable.Unreadable` for a tab too large for memory.

    >>> cells = [["customer", "amount"], ["Anna", 12]]
    >>> sales = Grid("Sales", cells, lambda n: pd.DataFrame(cells[n:], index=range(n + 1, 3)), 2)
    >>> sales.below(1).loc[2, 0]
    'Anna'
    """

    name: str  # tab name; for a csv the file's stem
    # The first 60 sheet rows from A1 on: str, int, float, bool, datetime or None; right ends trimmed.
    top: list[list[object]]
    # below(n): all rows after sheet row n. Index = sheet rows, columns = sheet columns, both int. Typed where
    # a whole column agrees (float64, datetime64, bool), else text or object; missing = None/NaN.
    below: Callable[[int], pd.DataFrame] = field(repr=False)
    rows: int  # last used sheet row
    visible: bool = True  # False: hidden or very hidden tab
    hidden_rows: tuple[int, ...] = ()  # sheet rows hidden by hand or by a filter
    uncached: int = 0  # formulas without a cached value (saved by a program that does not calculate)
    errors: tuple[tuple[int, int], ...] = ()  # (row, column) of error cells such as #N/A, the first 10,000
    date1904: bool = False
    note: str = ""  # how the cells were come by, when it is not plain: "split at commas"
    uncached_cells: tuple[tuple[int, int], ...] = ()  # where those formulas stand, (row, column), the first 10,000
    piece: str = ""  # of a ledger that the owner keeps in several files: which of them this tab is from
    done: tuple[Message, ...] = ()  # what a layout made of the tab, see `read/layout`
    # Where a layout made several rows of one: of each cell that moved its row and column in `below`, now_row and now_column,
    # and in the sheet, row and column.
    origin: pd.DataFrame | None = field(default=None, repr=False, compare=False)


def top_of(frame: pd.DataFrame) -> list[list[object]]:
    """The first rows of a frame as a grid's `top`: None for missing, right ends trimmed."""
    head = frame.head(HEAD_ROWS)
    rows = head.astype(object).where(head.notna(), None).to_numpy().tolist()
    return [row[: max((place for place, value in enumerate(row, 1) if value is not None), default=0)] for row in rows]
