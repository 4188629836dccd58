"""Binomial tails and normal quantiles without scipy, whose import costs more than all sums of a small review."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike


def at_most(k: ArrayLike, n: ArrayLike, p: float) -> np.ndarray:
    """The chance of k or fewer hits in n tries of chance p each; NaN where one of them is missing.

    Meant for expected hits up to some hundreds: a larger n x p would make the first term 0. Agrees with
    scipy.stats.binom.cdf.

    >>> at_most([0, 1, 2], 2, 0.5).tolist()
    [0.25, 0.75, 1.0]
    """
    count, size = np.broadcast_arrays(np.asarray(k, dtype=float), np.asarray(n, dtype=float))
    pairs, place = np.unique(np.column_stack([count.ravel(), size.ravel()]), axis=0, return_inverse=True)
    hits, tries = pairs.T
    if np.isnan(p):
        return np.full(count.shape, np.nan)
    term = np.exp(tries * np.log1p(-p)) if p < 1 else np.where(tries > 0, 0.0, 1.0)
    total = term.copy()
    for hit in range(int(np.nan_to_num(hits).max(initial=0))):
        term = term * np.maximum(tries - hit, 0) / (hit + 1) * (p / (1 - p) if p < 1 else 0.0)
        total += np.where(hit + 1 <= hits, term, 0.0)
    found = np.where(hits >= tries, 1.0, np.minimum(total, 1.0))
    return np.where(np.isnan(tries) | np.isnan(hits), np.nan, found)[place.ravel()].reshape(count.shape)


def normal_quantile(share: float) -> float:
    """The value below which this share of a standard normal distribution lies.

    >>> round(normal_quantile(0.975), 3)
    1.96
    """
    return NormalDist().inv_cdf(share)


def normal_share(value: float) -> float:
    """The share of a standard normal distribution below a value.

    >>> round(normal_share(-3), 5)
    0.00135
    """
    return NormalDist().cdf(value)
