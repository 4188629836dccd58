"""Churn and its family, from spells: the textbook rates with their counts; undefined is NaN, never 0."""

from __future__ import annotations

import numpy as np
import pandas as pd


def ratio(part: float | pd.Series, whole: float | pd.Series) -> float | pd.Series:
    """part / whole, blank where there is nothing to divide by.

    >>> ratio(4, 100), ratio(0, 0)
    (0.04, nan)
    """
    if isinstance(whole, pd.Series):
        return part / whole.where(whole != 0)
    return part / whole if whole else float("nan")


def rates(moves: pd.DataFrame) -> pd.DataFrame:
    """The rates of each period, added to the movements: churn with Wilson's 95 % interval, retention, gross and net
    money churn (net: ChartMogul's, returns lower it), gross and net revenue retention, quick ratio.

    Net revenue retention keeps to those who were there at the start; returned customers are not in it.
    """
    from winback_sheets.track.intervals import wilson

    table = moves.copy()
    table["churn"] = ratio(table["lost"].astype(float), table["start"].astype(float))
    table["retention"] = 1 - table["churn"]
    low, high = wilson(table["lost"].to_numpy(float), table["start"].to_numpy(float))
    table["churn_low"], table["churn_high"] = np.asarray(low, float), np.asarray(high, float)
    losses, start = table["lost_money"] + table["contraction"], table["start_money"]
    table["gross_churn"] = ratio(losses, start)
    table["net_churn"] = ratio(losses - table["expansion"] - table["returned_money"], start)
    table["gross_retention"] = 1 - table["gross_churn"]
    table["net_retention"] = ratio(start - losses + table["expansion"], start)
    table["quick_ratio"] = ratio(table["new_money"] + table["expansion"], losses)
    table["quick_ratio_with_returns"] = ratio(table["new_money"] + table["expansion"] + table["returned_money"], losses)
    return table
