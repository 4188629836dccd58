"""How much of the business hangs on how few customers: the owner's own 20/80, not the proverb."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike


def top_share(values: ArrayLike, *, top: float = 0.2) -> float:
    """The share of the money that the best customers bring, by default the best 20 % (rounded up).

    One net value a customer; missing ones are left out, negative ones count as 0 (`clipped` says how many).
    NaN when there is no money.

    >>> top_share([50, 20, 10, 10, 10])
    0.5
    """
    best = _ascending(values)[::-1]
    if best.sum() <= 0:
        return np.nan
    # 0.2 x 15 is 3.0000000000000004 for a computer; a fourth customer must not come in through that.
    return float(best[: math.ceil(round(best.size * top, 9))].sum() / best.sum())


def share_making(values: ArrayLike, part: float = 0.8) -> float:
    """The smallest share of customers who together bring this part of the money, by default 80 %.

    One net value a customer, treated as in `top_share`; NaN when there is no money.

    >>> share_making([50, 20, 10, 10, 10])
    0.6
    """
    best = _ascending(values)[::-1]
    if best.sum() <= 0:
        return np.nan
    running = np.cumsum(best)
    needed = np.searchsorted(running, part * running[-1] * (1 - 1e-12)) + 1
    return float(min(needed, best.size) / best.size)


def gini(values: ArrayLike) -> float:
    """How unequal the customers are: 0 when all bring the same, towards 1 when one brings everything.

    One net value a customer, treated as in `top_share`; NaN when there is no money. The plain index,
    without the small-sample factor n/(n-1). Source: Gini 1912; formula as in Cowell 2011, Measuring
    Inequality, appendix.

    >>> round(gini([50, 20, 10, 10, 10]), 2)
    0.36
    """
    ordered = _ascending(values)
    if ordered.sum() <= 0:
        return np.nan
    place = 2 * np.arange(1, ordered.size + 1) - ordered.size - 1
    return float((place * ordered).sum() / (ordered.size * ordered.sum()))


def clipped(values: ArrayLike) -> int:
    """How many customers brought back more than they bought, and so count as 0 here.

    >>> clipped([50, -3, 10])
    1
    """
    return int((np.asarray(values, dtype=float) < 0).sum())


def _ascending(values: ArrayLike) -> np.ndarray:
    money = np.asarray(values, dtype=float).ravel()
    return np.sort(np.clip(money[~np.isnan(money)], 0, None))
