"""Problems are values with an address: which tab, which cell, which rule, what stood there, how much money."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

FIELDS = ("tab", "row", "letter", "column", "rule", "value", "money", "aside")

NONE = pd.DataFrame({name: pd.Series(dtype=object) for name in FIELDS})


class Check(NamedTuple):
    """One thing that can be wrong, and what it sets aside; its sentence is `problems.KEY` in the catalogue.

    aside: "row" - the row is not counted; "cell" - the cell is left out, and with it the row where it cannot do
    without the cell's column (ESSENTIAL); "nothing" - it is reported and the row counts. fault: something is to be
    mended; without it the row is told by its class (a cancelled order), and nothing is wrong with it.
    """

    key: str
    aside: Literal["row", "cell", "nothing"]
    fault: bool = True


CHECKS: tuple[Check, ...] = (
    # of one cell, while its column is read
    Check("not_a_date", "cell"),
    Check("no_leap_day", "cell"),
    Check("no_such_day", "cell"),
    Check("day_or_month_first", "cell"),
    Check("half_turned", "cell"),
    Check("out_of_range_date", "cell"),
    Check("not_a_number", "cell"),
    Check("decimal_sign", "cell"),
    Check("not_yes_or_no", "cell"),
    Check("error_cell", "cell"),
    Check("no_stored_result", "cell"),
    # of a row that is no sale, as its own status or kind of document says
    Check("cancelled", "row", fault=False),
    Check("failed", "row", fault=False),
    Check("not_yet", "row", fault=False),
    Check("refunded", "row", fault=False),
    Check("other_entry", "row", fault=False),
    Check("beside_invoice", "row", fault=False),
    Check("gift_card", "row", fault=False),
    # of a row, once its columns are read
    Check("no_customer", "row"),
    Check("damaged_id", "row"),
    Check("no_date", "row"),
    Check("no_amount", "row"),
    Check("future_date", "row"),
    Check("end_before_start", "row"),
    Check("no_start", "row"),
    Check("left_without_date", "nothing"),
    Check("starts_later", "row"),
    Check("trial", "row"),
    Check("not_paid_yet", "row"),
    Check("paused", "nothing"),
    Check("negative_monthly", "nothing"),
    Check("unknown_term", "nothing"),
    Check("one_payment", "nothing"),
    Check("zeroed", "nothing"),
    Check("contract_currency", "nothing"),
    Check("total_row", "row"),
    Check("repeated_header", "row"),
    Check("other_currency", "nothing"),
    Check("duplicate_row", "nothing"),
    Check("not_in_orders", "row"),
    Check("unknown_status", "nothing"),
    Check("same_as_nobody", "nothing"),
    Check("setting", "row"),
)

# Columns that a row cannot do without: a cell that cannot be read here sets its row aside.
ESSENTIAL = frozenset(
    (
        *("customer", "date", "amount", "quantity", "unit_price", "refund", "order_id"),
        *("start", "end", "year", "tenure", "monthly_amount", "due", "paid", "issued"),
    )
)


def sets_aside(rule: str, key: str = "") -> bool:
    """Whether a check that finds something in a column, by its key in the schema, sets the row aside.

    >>> sets_aside("not_a_date", "date"), sets_aside("not_a_date", "first_date"), sets_aside("duplicate_row")
    (True, False, False)
    """
    aside = next(check.aside for check in CHECKS if check.key == rule)
    return aside == "row" or (aside == "cell" and key in ESSENTIAL)


def no_sales(found: pd.DataFrame) -> int:
    """How many rows are no sales, as their own file says, without anything being wrong with them."""
    return len(found.loc[_no_sale(found), ["tab", "row"]].drop_duplicates())


def no_sale_money(found: pd.DataFrame) -> float:
    """The money of the rows that are no sales."""
    return float(found.loc[_no_sale(found), "money"].astype(float).sum())


def _no_sale(found: pd.DataFrame) -> pd.Series:
    rules = [check.key for check in CHECKS if not check.fault]
    return found["rule"].isin(rules) & found["aside"].astype(bool)


def asides(rules: pd.Series, key: str) -> pd.Series:
    """Which rows are set aside, of rows with one rule each in a column."""
    return rules.map({rule: sets_aside(rule, key) for rule in rules.unique()}).astype(bool)


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
    rule: str | pd.Series,
    *,
    key: str = "",
    column: str = "",
    position: int = -1,
    value: object = "",
    money: object = np.nan,
) -> pd.DataFrame:
    """Problems of one rule (or one rule a row) in one column of one tab, one row each.

    key: the column's in the schema. column: its heading as typed.
    """
    if not len(rows):
        return NONE
    letter = column_letter(position) if position >= 0 else ""
    cells = {"tab": tab, "row": rows, "letter": letter, "column": column, "rule": rule, "value": value, "money": money}
    cells["aside"] = sets_aside(rule, key) if isinstance(rule, str) else asides(rule, key)
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
