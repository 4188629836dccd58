"""Is churn rising, or is it the usual up and down of small numbers?"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from winback_sheets.track.binomial import at_most, normal_share

#: Chance of a false alarm in a quiet period: one tail of a 3-sigma chart.
FALSE_ALARM = 0.00135


def unusual(moves: pd.DataFrame) -> pd.Series:
    """Which periods lost unusually many, by the index of `movements`; a running period never is.

    Periods before the first loss are left out of what is usual, since nobody could be lost yet.
    """
    usual = moves[moves["closed"].astype(bool) & (moves["lost"].cumsum() > 0)]
    rise = churn_rise(usual["lost"].to_numpy(), usual["start"].to_numpy())
    return pd.Series(rise["alarm"].to_numpy(bool), index=usual.index).reindex(moves.index, fill_value=False)


def churn_rise(
    lost: ArrayLike, active: ArrayLike, *, period: ArrayLike | None = None, sigmas: float = 3.0
) -> pd.DataFrame:
    """Which periods lost more customers than chance explains, given the size of each period.

    One row a period: period, lost, active (at its start), rate, usual (pooled over all periods), limit,
    method, alarm. The limit is usual + 3 sigma for the period's own size; where fewer than 10 losses are
    usual, the largest rate whose exact binomial tail is still above the same chance of a false alarm (1 in
    740). Shares; NaN and no alarm where the base is 0 or a count is missing. A trend within the limits is
    not looked for.
    Source: p-chart, Montgomery, Introduction to Statistical Quality Control, ch. 7.

    >>> churn_rise([1, 2], [20, 20])[["lost", "active", "rate", "limit", "alarm"]].round(3)
       lost  active  rate  limit  alarm
    0   1.0    20.0  0.05    0.3  False
    1   2.0    20.0  0.10    0.3  False
    """
    table = pd.DataFrame({"lost": np.asarray(lost, dtype=float), "active": np.asarray(active, dtype=float)})
    table.insert(0, "period", np.arange(1, len(table) + 1) if period is None else np.asarray(period))
    known = table["active"].gt(0) & table["lost"].between(0, table["active"])
    size = table["active"].where(known)
    table["rate"] = table["lost"] / size
    total = size.sum()
    usual = table["lost"].where(known).sum() / total if total > 0 else np.nan
    tail = FALSE_ALARM if sigmas == 3 else normal_share(-sigmas)
    chart = usual + sigmas * np.sqrt(usual * (1 - usual) / size)
    few = size * usual < 10
    exact = _tail_count(tail, size.where(few), usual, most=int(20 + sigmas * (sigmas + 6))) / size
    table = table.assign(usual=usual, limit=exact.where(few, chart).clip(upper=1))
    table["method"] = np.where(few, "exact_tail", f"{sigmas:g}_sigma")
    table["method"] = table["method"].where(known, "")
    return table.assign(alarm=known & table["rate"].gt(table["limit"]))


def _tail_count(tail: float, size: pd.Series, rate: float, *, most: int) -> pd.Series:
    """The fewest losses that chance exceeds no more often than `tail`, of each size; `most` is above all of them."""
    more = 1 - at_most(np.arange(most), size.to_numpy()[:, None], rate)
    found = np.argmax(more <= tail, axis=1).astype(float)
    return pd.Series(found, index=size.index).where(size.notna())
