"""Each customer's rhythm: the first and the last purchase, how many there were, and the days between them.

Purchase days stand customer by customer, so that a million of them are gone through as arrays, without grouping.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd


class Runs(NamedTuple):
    """The customers of purchase days in their order, the row at which each begins, and each row's customer by place."""

    customer: pd.Index
    begin: np.ndarray
    code: np.ndarray


def up_to(rows: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """The rows dated on or before a day; the very same frame where that is all of them."""
    inside = rows["date"].le(day).to_numpy()
    return rows if inside.all() else rows[inside]


def bought(sales: pd.DataFrame) -> np.ndarray:
    """Which rows of sales are purchases: with money above 0, or without it marked as one; all where there is no money.

    >>> bought(pd.DataFrame({"amount": [5.0, -5.0, 0.0], "purchase": [False, False, True]})).tolist()
    [True, False, True]
    """
    money = sales["amount"].to_numpy(float) if "amount" in sales else np.full(len(sales), np.nan)
    if np.isnan(money).all():
        return np.ones(len(sales), dtype=bool)
    found: np.ndarray = money > 0
    return found | sales["purchase"].to_numpy(bool) if "purchase" in sales else found


def purchases(days: pd.DataFrame) -> pd.DataFrame:
    """The purchase days on which something was bought; the very same frame where that is all of them."""
    bought = days["bought"].to_numpy(bool)
    return days if bought.all() else days[bought]


def runs(days: pd.DataFrame) -> Runs:
    """Where each customer begins in rows that are sorted by customer.

    >>> runs(pd.DataFrame({"customer": ["A", "A", "B"]})).begin.tolist()
    [0, 2]
    """
    names = days["customer"].to_numpy(object)
    numbers = days["code"].to_numpy() if "code" in days else names  # numbers are compared much faster than names
    first = np.ones(len(names), dtype=bool)
    first[1:] = numbers[1:] != numbers[:-1]
    begin = np.flatnonzero(first)
    return Runs(pd.Index(names[begin], dtype=object, name="customer"), begin, np.cumsum(first) - 1)


def day_numbers(dates: pd.Series) -> np.ndarray:
    """Dates as whole days since 1970."""
    return np.asarray(dates.to_numpy("datetime64[D]").astype(np.int64))


def day_number(day: pd.Timestamp) -> int:
    """A day as whole days since 1970.

    >>> day_number(pd.Timestamp("1970-01-11"))
    10
    """
    return int(day.to_datetime64().astype("datetime64[D]").astype(np.int64))


def lengths(days: pd.DataFrame, each: Runs) -> np.ndarray:
    """Days since the purchase before, of each row that has one before it."""
    later = np.ones(len(days), dtype=bool)
    later[each.begin] = False
    return np.diff(day_numbers(days["date"]), prepend=0)[later]


def rhythms(days: pd.DataFrame) -> pd.DataFrame:
    """One row a customer: first, last, purchases, and in days usual (the median) and longest of the time between two.

    days: purchase days, sorted by customer and date. Usual and longest are NaN for a customer of one day.

    >>> when = pd.to_datetime(["2025-01-01", "2025-01-03", "2025-01-13", "2025-02-01"])
    >>> each = rhythms(pd.DataFrame({"customer": ["A", "A", "A", "B"], "date": when}))
    >>> each["purchases"].tolist(), each["usual"].tolist(), each["longest"].tolist()
    ([3, 1], [6.0, nan], [10.0, nan])
    """
    each = runs(days)
    count = np.diff(each.begin, append=len(days))
    dates = days["date"].to_numpy()
    length = lengths(days, each)
    width = int(length.max(initial=0)) + 1
    ordered = np.sort(np.repeat(np.arange(len(count)), count - 1) * width + length) % width
    between, start = count - 1, each.begin - np.arange(len(count))
    usual, longest = np.full(len(count), np.nan), np.full(len(count), np.nan)
    some, low, high = between > 0, start + (between - 1) // 2, start + between // 2
    usual[some] = (ordered[low[some]] + ordered[high[some]]) / 2
    longest[some] = ordered[(start + between - 1)[some]]
    last = dates[each.begin + count - 1]
    frame = {"first": dates[each.begin], "last": last, "purchases": count, "usual": usual, "longest": longest}
    return pd.DataFrame(frame, index=each.customer)


def in_rhythm(each: pd.DataFrame, as_of: pd.Timestamp) -> pd.Series:
    """Which customers buy at a steady pace and are silent no longer than that explains; each: as from `rhythms`.

    At least 2 gaps, none longer than 1.5 x the median, and a silence no longer than 1.1 x the longest.

    >>> when = pd.to_datetime(["2022-05-02", "2023-05-04", "2024-05-03", "2024-01-01", "2024-01-08", "2024-01-15"])
    >>> each = rhythms(pd.DataFrame({"customer": ["A"] * 3 + ["B"] * 3, "date": when}))
    >>> in_rhythm(each, pd.Timestamp("2025-01-05")).tolist()  # a yearly buyer after eight months; a weekly one after a year
    [True, False]
    """
    steady = (each["purchases"] > 2) & (each["longest"] <= 1.5 * each["usual"])
    return steady & ((as_of - each["last"]).dt.days <= 1.1 * each["longest"])
