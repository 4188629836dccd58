"""MBG/NBD: customers buy at their own pace and may drop out after any purchase, the first one too.

Source: Batislam, Denizel & Filiztekin 2007, International Journal of Research in Marketing 24:201.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pandas as pd

DAYS_A_WEEK = 7
PENALTY = 1e-4
LOWEST, HIGHEST = -7.0, 9.0  # of the logarithms of the parameters
Value = tuple[np.ndarray, np.ndarray]


class Parameters(NamedTuple):
    """Pace of buying: gamma with shape r and rate alpha (weeks); dropping out after a purchase: beta with a and b."""

    r: float
    alpha: float
    a: float
    b: float


def fit(past: pd.DataFrame, start: Parameters | None = None) -> Parameters | None:
    """The most likely parameters; None where none are found. start: where to begin, those of nearly the same past.

    past: repeats, span and age in days, as `recency_frequency` gives them. The penalty keeps what the data leave open near 1.
    """
    rows, count = np.unique(past[["repeats", "span", "age"]].to_numpy(float), axis=0, return_counts=True)
    x, t_x, age = rows[:, 0], rows[:, 1] / DAYS_A_WEEK, rows[:, 2] / DAYS_A_WEEK
    found = maximise(lambda theta: log_likelihood(theta, x, t_x, age), count, size=4, start=start)
    return None if found is None else Parameters(*found)


def maximise(
    value: Callable[[np.ndarray], Value],
    count: np.ndarray,
    *,
    size: int,
    penalty: float = PENALTY,
    start: Parameters | None = None,
) -> list[float] | None:
    """The positive parameters with the highest mean log-likelihood of these rows, each counted so often.

    value: parameters -> log-likelihood of each row and its derivatives by the parameters (rows by parameters). Maximised
    in the logarithms of the parameters, less penalty x the sum of their squares. None where the search does not end.
    """
    from scipy.optimize import minimize  # takes longer to load than many reviews take

    weight = count / count.sum() if len(count) else count

    def loss(log_theta: np.ndarray) -> tuple[float, np.ndarray]:
        theta = np.exp(log_theta)
        each, slope = value(theta)
        gradient = (weight @ slope) * theta - 2 * penalty * log_theta
        return -float(weight @ each - penalty * (log_theta**2).sum()), -gradient

    if not len(count):
        return None
    begin = np.zeros(size) if start is None else np.log(start)
    within = [(LOWEST, HIGHEST)] * size
    # Both end at the same place; the first does in a tenth of the time, and now and then it does not end.
    for method, options in (("SLSQP", {"ftol": 1e-14}), ("L-BFGS-B", {"ftol": 1e-13, "gtol": 1e-8})):
        found = minimize(loss, begin, jac=True, method=method, bounds=within, options=options | {"maxiter": 1000})
        if np.isfinite(found.fun) and (found.success or np.abs(found.jac).max() < 1e-4):
            return [float(each) for each in np.exp(found.x)]
    return None


def log_likelihood(theta: np.ndarray, x: np.ndarray, t_x: np.ndarray, age: np.ndarray) -> Value:
    """Log-likelihood of each row and its derivatives by r, alpha, a and b; time in weeks."""
    from scipy.special import expit, gammaln, psi

    r, alpha, a, b = theta
    at = x.astype(np.int64)
    n = np.arange(at.max(initial=0) + 1)  # what depends on x alone is worked out once for each number of purchases
    log_now = np.log(alpha + age)
    ratio = log_now - np.log(alpha + t_x)
    log_d = (np.log(a) - np.log(b + n))[at] + (r + x) * ratio
    share = expit(log_d)
    by_x = (
        gammaln(r + n) - gammaln(r) + r * np.log(alpha)
        + gammaln(a + b) + gammaln(b + n + 1) - gammaln(b) - gammaln(a + b + n + 1)
    )  # fmt: skip
    value = by_x[at] - (r + x) * log_now + np.logaddexp(0, log_d)
    both = psi(a + b) - psi(a + b + n + 1)
    slope = (
        (psi(r + n) - psi(r) + np.log(alpha))[at] - log_now + share * ratio,
        r / alpha - (r + x) / (alpha + age) + share * (r + x) * (1 / (alpha + age) - 1 / (alpha + t_x)),
        both[at] + share / a,
        (both - psi(b) + psi(b + n + 1))[at] - share / (b + x),
    )
    return value, np.column_stack(slope)


def alive(theta: Parameters, repeats: np.ndarray, span: np.ndarray, age: np.ndarray) -> np.ndarray:
    """The chance that a customer has not dropped out; days.

    >>> found = alive(Parameters(0.525, 6.183, 0.891, 1.614), np.array([0]), np.array([0]), np.array([272]))
    >>> found.round(2).tolist()
    [0.39]
    """
    from scipy.special import expit

    r, alpha, a, b = theta
    ratio = np.log(alpha + age / DAYS_A_WEEK) - np.log(alpha + span / DAYS_A_WEEK)
    return np.asarray(expit(-(np.log(a) - np.log(b + repeats) + (r + repeats) * ratio)))


def chance_of_none(
    theta: Parameters, repeats: np.ndarray, span: np.ndarray, age: np.ndarray, days: float
) -> np.ndarray:
    """The chance of no purchase in so many days more: dropped out, or staying and not buying."""
    r, alpha = theta.r, theta.alpha
    now, later = alpha + age / DAYS_A_WEEK, alpha + (age + days) / DAYS_A_WEEK
    buys = -np.expm1((r + repeats) * (np.log(now) - np.log(later)))
    return np.asarray(1 - alive(theta, repeats, span, age) * buys)
