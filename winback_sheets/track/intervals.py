"""How sure a rate is: intervals for small numbers, so that 3 of 10 is never sold as 30 %."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from winback_sheets.schema.message import Message, Wrong
from winback_sheets.track.binomial import normal_quantile

Floats = float | np.ndarray


def wilson(k: ArrayLike, n: ArrayLike, *, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """The range in which the true rate behind "k of n" plausibly lies.

    Shares from 0 to 1; numbers or arrays in, the same out. NaN where n is 0 or k is not within 0 to n.
    Source: Wilson 1927, JASA 22:209; recommended by Newcombe 1998, Statistics in Medicine 17:857.

    >>> low, high = wilson(3, 10)
    >>> round(low, 4), round(high, 4)
    (0.1078, 0.6032)
    """
    count, size, good = _counts(k, n)
    low, high = _score(count, size, _alpha(confidence))
    return _within(low, high, count, size, good)


def clopper_pearson(k: ArrayLike, n: ArrayLike, *, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """The exact, wider range for the rate behind "k of n", which never covers less than it promises.

    Shares from 0 to 1; NaN where n is 0 or k is not within 0 to n.
    Source: Clopper & Pearson 1934, Biometrika 26:404.

    >>> low, high = clopper_pearson(3, 10)
    >>> round(low, 4), round(high, 4)
    (0.0667, 0.6525)
    """
    from scipy.special import betaincinv

    count, size, good = _counts(k, n)
    tail = _alpha(confidence) / 2
    # The quantiles of two beta distributions; none of n and all of n have no such quantile on one side.
    low = np.where(count > 0, betaincinv(np.maximum(count, 1), size - count + 1, tail), 0.0)
    high = np.where(count < size, betaincinv(count + 1, np.maximum(size - count, 1), 1 - tail), 1.0)
    return _within(low, high, count, size, good)


def bootstrap_ratio(
    numerator: ArrayLike,
    denominator: ArrayLike,
    *,
    replicates: int = 1000,
    seed: int = 20260101,
    confidence: float = 0.95,
) -> tuple[float, float]:
    """The range for a money rate, found by drawing the customers again and again.

    One entry a customer; the rate is sum(numerator) / sum(denominator), in the unit of that ratio.
    Percentile method. NaN with fewer than two customers, since one customer says nothing about others.
    Source: Efron & Tibshirani 1993, An Introduction to the Bootstrap, ch. 13.

    >>> low, high = bootstrap_ratio([0, 0, 0, 50, 0, 20, 0, 0], [100] * 8)
    >>> round(low, 3), round(high, 3)
    (0.0, 0.212)
    """
    ratios = ratio_replicates(numerator, denominator, replicates=replicates, seed=seed)
    return percentile_interval(ratios, confidence=confidence)


def ratio_replicates(
    numerator: ArrayLike, denominator: ArrayLike, *, replicates: int = 1000, seed: int = 20260101
) -> np.ndarray:
    """The ratio of sums in each of many redrawn sets of customers, for intervals of anything built on it.

    Customers with a missing figure are left out; a redrawn set whose denominator is not above 0 gives NaN.

    >>> ratio_replicates([1, 1], [2, 2], replicates=3)
    array([0.5, 0.5, 0.5])
    """
    top, bottom = np.broadcast_arrays(np.asarray(numerator, float), np.asarray(denominator, float))
    known = ~(np.isnan(top) | np.isnan(bottom))
    top, bottom = top[known], bottom[known]
    ratios = np.full(replicates, np.nan)
    if top.size < 2:
        return ratios
    draw = np.random.default_rng(seed)
    # About two million draws at a time: 100,000 customers stay under 50 MB whatever the number of
    # replicates. Drawing row numbers was measured about four times faster than drawing multinomial weights.
    chunk, counting = max(1, 2_000_000 // top.size), bool((bottom == 1).all())
    for begin in range(0, replicates, chunk):
        rows = draw.integers(0, top.size, size=(min(chunk, replicates - begin), top.size))
        sums = top[rows].sum(axis=1)
        bases = np.full(len(rows), float(top.size)) if counting else bottom[rows].sum(axis=1)
        usable = bases > 0
        ratios[begin : begin + chunk] = np.where(usable, sums / np.where(usable, bases, 1.0), np.nan)
    return ratios


def percentile_interval(replicates: np.ndarray, *, confidence: float = 0.95) -> tuple[float, float]:
    """The middle part of a set of bootstrap results; NaN where none of them is a number.

    >>> percentile_interval(np.arange(5.0), confidence=0.5)
    (1.0, 3.0)
    """
    tail = _alpha(confidence) / 2
    known = replicates[~np.isnan(replicates)]
    if not known.size:
        return np.nan, np.nan
    low, high = np.quantile(known, [tail, 1 - tail])
    return float(low), float(high)


def _score(count: np.ndarray, size: np.ndarray, alpha: float) -> tuple[np.ndarray, np.ndarray]:
    """Wilson's two ends: the rates from which the one seen is just as many standard errors away."""
    z = normal_quantile(1 - alpha / 2)
    rate, square = count / size, z * z
    middle = (count + square / 2) / (size + square)
    reach = z * np.sqrt(size) / (size + square) * np.sqrt(rate * (1 - rate) + square / (4 * size))
    return middle - reach, middle + reach


def _within(
    low: np.ndarray, high: np.ndarray, count: np.ndarray, size: np.ndarray, good: np.ndarray
) -> tuple[Floats, Floats]:
    # None of n has no room below and all of n none above; floating point alone leaves 1e-17 there.
    low = np.where(count == 0, 0.0, np.clip(low, 0, 1))
    high = np.where(count == size, 1.0, np.clip(high, 0, 1))
    return _blank(low, good), _blank(high, good)


def _counts(k: ArrayLike, n: ArrayLike) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Counts made safe to compute with, and a mask of those that mean anything."""
    count, size = np.broadcast_arrays(np.asarray(k, dtype=float), np.asarray(n, dtype=float))
    good = (size > 0) & (count >= 0) & (count <= size)
    return np.where(good, count, 0.0), np.where(good, size, 1.0), good


def _blank(values: ArrayLike, good: np.ndarray) -> Floats:
    shown = np.where(good, values, np.nan)
    return float(shown) if shown.ndim == 0 else shown


def _alpha(confidence: float) -> float:
    if not 0 < confidence < 1:
        raise Wrong(Message("track.confidence", {"confidence": confidence}))
    return 1 - confidence
