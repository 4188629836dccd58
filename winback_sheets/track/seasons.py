"""The months of the year in which the whole shop buys far less, year after year."""

from __future__ import annotations

import numpy as np
import pandas as pd

from winback_sheets.track.rhythm import day_number, day_numbers

FAR_LESS = 0.75  # of the year's usual pace, over all years
LESS = 0.85  # ... and in each of them
LEAST_YEARS = 2
BY_CHANCE = 0.001  # so unlikely must it be, for twelve months together, that a month is low by chance


def low_months(days: pd.DataFrame, as_of: pd.Timestamp) -> pd.Series:
    """The low months of a shop (1 to 12), each with its pace as a share of the other months'; none in under two years.

    days: purchase days (date). A month is low when over the full years before the day it had at most three quarters of
    the usual pace, in each of them at most .85, growth taken out, and a Poisson tail says that it is no accident.

    >>> months = pd.date_range("2023-01-01", "2024-12-31", freq="D")
    >>> days = pd.DataFrame({"date": months.repeat(np.where(months.month == 8, 2, 5))})
    >>> low_months(days, pd.Timestamp("2025-01-01")).to_dict()
    {8: 0.4}
    """
    none = pd.Series(dtype=float)
    if not len(days):
        return none
    month = _month_numbers(day_numbers(days["date"]))
    first, last = int(month.min()), int(_month_numbers(np.array([day_number(as_of) + 1]))[0])
    if days["date"].min().day > 1:
        first += 1  # the month in which the ledger begins is no full one
    years = (last - first) // 12
    if years < LEAST_YEARS:
        return none
    begin = last - 12 * years
    inside = (month >= begin) & (month < last)
    bought = np.bincount(month[inside] - begin, minlength=12 * years).reshape(years, 12).astype(float)
    edges = np.arange(begin, last + 1).astype("datetime64[M]").astype("datetime64[D]")
    length = np.diff(edges).astype(float).reshape(years, 12)
    pace = _without_growth(bought / length)
    share_of_year = pace / np.maximum(pace.mean(axis=1, keepdims=True), 1e-9)
    low = (pace.sum(axis=1) > 0).all() & (share_of_year <= LESS).all(axis=0) & (share_of_year.mean(axis=0) <= FAR_LESS)
    low &= _by_accident(bought.sum(axis=0), (length * bought.sum(axis=1, keepdims=True) / 365).sum(axis=0)) < BY_CHANCE
    if not low.any() or low.all():
        return none
    share = pace[:, low].mean(axis=0) / pace[:, ~low].mean()
    return pd.Series(share, index=(begin + np.flatnonzero(low)) % 12 + 1).sort_index()


def _month_numbers(days: np.ndarray) -> np.ndarray:
    """Months since January 1970 of days since 1 January 1970."""
    found: np.ndarray = days.astype("datetime64[D]").astype("datetime64[M]").astype(int)
    return found


def _without_growth(pace: np.ndarray) -> np.ndarray:
    """The pace of each month without the steady growth from year to year; years as rows."""
    each = pace.sum(axis=1)
    if not (each > 0).all():
        return pace
    growth = float(each[-1] / each[0]) ** (1 / (12 * (len(each) - 1)))
    found: np.ndarray = pace / growth ** np.arange(pace.size).reshape(pace.shape)
    return found


def _by_accident(seen: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """The chance of so few purchases or fewer where so many are expected (Poisson), twelve months tried."""
    from scipy.special import pdtr

    found: np.ndarray = np.minimum(1.0, 12 * pdtr(seen, expected))
    return found
