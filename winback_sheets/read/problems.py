"""Problems are values with an address: which tab, which cell, which rule, what stood there, how much money."""

from __future__ import annotations

import numpy as np
import pandas as pd

FIELDS = ("tab", "row", "letter", "column", "rule", "value", "money", "aside")

NONE = pd.DataFrame({name: pd.Series(dtype=object) for name in FIELDS})

# rule -> (is the row set aside?, what is wrong and what to do)
ROW_RULES: tuple[tuple[str, bool, str], ...] = (
    ("no_customer", True, "no customer in this row; fill in the customer to have it counted"),
    ("no_date", True, "no date in this row; fill in the date to have it counted"),
    ("no_amount", True, "no amount in this row; fill in the amount, 0 if it was free"),
    ("future_date", True, "this date lies after today; correct the date"),
    ("end_before_start", True, "the end lies before the start; correct one of the two"),
    ("no_start", True, "no start in this row; fill in the day the contract began"),
    ("left_without_date", True, "marked as left, without an end date; fill in the day it ended"),
    ("trial", True, "a trial; it counts from the first paid row on, nothing to do"),
    ("not_paid_yet", True, "nothing was paid so far; it counts from the first paid row on, nothing to do"),
    ("negative_monthly", False, "less than nothing a month; the customer counts without money, correct the amount"),
    ("total_row", True, "this looks like a total, not a sale; nothing to do if that is right"),
    ("repeated_header", True, "this is the heading again; nothing to do if that is right"),
    (
        "other_currency",
        True,
        "another currency than the rest of the column; convert it, or keep it in a tab of its own",
    ),
    (
        "duplicate_row",
        False,
        "the very same row stands here twice; delete one of the two if it is a slip",
    ),
    (
        "not_in_orders",
        True,
        "no order with this number in the Sales tab; add the order or correct the number",
    ),
    ("unknown_status", False, "this status is not known; read as still a customer"),
    ("setting", True, "this setting is not understood; the default is used"),
)


def column_letter(number: int) -> str:
    """The sheet's letters for a 0-based column number.

    >>> column_letter(0), column_letter(27)
    ('A', 'AB')
    """
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def found(
    tab: str,
    rows: pd.Index | np.ndarray,
    rule: object,
    *,
    column: str = "",
    position: int = -1,
    value: object = "",
    money: object = np.nan,
    aside: bool = True,
) -> pd.DataFrame:
    """Problems of one rule (or one rule a row) in one column of one tab, one row each."""
    if not len(rows):
        return NONE
    letter = column_letter(position) if position >= 0 else ""
    cells = {"tab": tab, "row": rows, "letter": letter, "column": column, "rule": rule, "value": value, "money": money}
    cells["aside"] = aside
    return pd.DataFrame({k: cell.to_numpy() if isinstance(cell, pd.Series) else cell for k, cell in cells.items()})


def together(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """All problems in one table, in the order of tab and row."""
    parts = [part for part in parts if len(part)]
    if not parts:
        return NONE.copy()
    return pd.concat(parts, ignore_index=True).sort_values(["tab", "row"], kind="stable", ignore_index=True)


def ranges(letter: str, rows: np.ndarray, *, most: int = 3) -> str:
    """Sheet addresses of rows, written as short ranges.

    >>> ranges("G", np.array([12, 13, 14, 20]))
    'G12:G14, G20'
    """
    rows = np.unique(np.asarray(rows, dtype=int))
    breaks = np.flatnonzero(np.diff(rows) > 1)
    firsts = rows[np.concatenate([[0], breaks + 1])]
    lasts = rows[np.concatenate([breaks, [len(rows) - 1]])]
    if len(firsts) > most:
        return f"{letter}{rows[0]}:{letter}{rows[-1]} ({len(rows)} rows)"
    return ", ".join(
        f"{letter}{a}" if a == b else f"{letter}{a}:{letter}{b}" for a, b in zip(firsts, lasts, strict=True)
    )
