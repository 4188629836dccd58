"""Customers whose contract is over on a day that the list does not say.

A list in which nobody's end has a day is a snapshot: it says who is gone, not since when, and is counted as one. In any other
they are counted apart, for they belong to no period.
"""

from __future__ import annotations

import pandas as pd

from winback_sheets.track.movements import ONE_DAY


def gone_undated(rows: pd.DataFrame, as_of: pd.Timestamp) -> pd.Index:
    """Who is gone on a day that nobody knows: one contract at least ended so, and none is in force.

    rows: contract rows as from the reading room.

    >>> rows = pd.DataFrame({"customer": ["A", "A", "B"], "day_unknown": [True, False, True],
    ...                      "from": pd.Timestamp("2025-01-01"), "to": pd.Series(pd.NaT, index=range(3))})
    >>> gone_undated(rows, pd.Timestamp("2025-06-30")).tolist()
    ['B']
    """
    begun = rows[rows["from"] <= as_of]
    runs = ~begun["day_unknown"] & ~(begun["to"] <= as_of)
    return pd.Index(begun.loc[begun["day_unknown"], "customer"].unique()).difference(begun.loc[runs, "customer"])


def is_snapshot(rows: pd.DataFrame, as_of: pd.Timestamp) -> bool:
    """Whether a list says who is gone and of nobody since when."""
    return bool(rows["day_unknown"].any()) and not (~rows["day_unknown"] & (rows["to"] <= as_of)).any()


def dated(rows: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """The rows that can be counted by day: of a snapshot with the day it shows, else without whoever left undated.

    A contract that ended undated while another of the customer runs is left out: that other one says they are there.
    """
    if "day_unknown" not in rows or not rows["day_unknown"].any():
        return rows
    gone = rows["customer"].isin(gone_undated(rows, as_of))
    if not is_snapshot(rows, as_of):
        return rows[~gone & ~rows["day_unknown"]]
    rows = rows[gone | ~rows["day_unknown"]]
    ended = rows["to"].where(rows["to"] <= as_of, as_of).where(rows["day_unknown"], rows["to"])
    # Who came on the very last day was there before it as well.
    begun = rows["from"].where(~rows["day_unknown"] | (rows["from"] < ended), ended - ONE_DAY)
    return rows.assign(to=ended, **{"from": begun})


def undated_spells(rows: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """One line a customer who left undated: customer, started, mrr (of the contracts without a day), end_reason."""
    mine = rows[rows["customer"].isin(gone_undated(rows, as_of)) & rows["day_unknown"] & (rows["from"] <= as_of)]
    each = mine.sort_values("from", kind="stable").groupby("customer")
    lines = each.agg(started=("from", "min")).assign(mrr=each["mrr"].sum(min_count=1), end_reason=each["reason"].last())
    return lines.reset_index()
