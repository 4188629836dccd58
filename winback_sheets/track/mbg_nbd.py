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
GRADIENT, CLOSE = 1e-7, 1e-6  # the slope at which the search ends, and the one that is good enough
Value = tuple[np.ndarray, np.ndarray]


class Parameters(NamedTuple):
    """Pace of buying: gamma with shape r and rate alpha (weeks); dropping out after a purchase: beta with a and b."""

    r: float
    alpha: float
    a: float
    b: float


def fit(past: pd.DataFrame) -> Parameters | None:
    """The most likely parameters; None where none are found.

    past: repeats, span and age in days, as `recency_frequency` gives them. The penalty keeps what the data leave open near 1.
    """
    rows, count = np.unique(past[["repeats", "span", "age"]].to_numpy(float), axis=0, return_counts=True)
    x, t_x, age = rows[:, 0], rows[:, 1] / DAYS_A_WEEK, rows[:, 2] / DAYS_A_WEEK
    found = maximise(lambda theta: log_likelihood(theta, x, t_x, age), count, size=4)
    return None if found is None else Parameters(*found)


def maximise(
    value: Callable[[np.ndarray], Value], count: np.ndarray, *, size: int, penalty: float = PENALTY
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
    start = np.zeros(size)
    with np.errstate(all="ignore"):  # a step too far is taken back
        found = minimize(loss, start, jac=True, method="BFGS", options={"maxiter": 1000, "gtol": GRADIENT})
    inside = (found.x >= LOWEST).all() and (found.x <= HIGHEST).all()
    if not (inside and np.abs(found.jac).max() < CLOSE):
        # Within bounds, and many times slower on a busy machine: for the shops whose data leave a parameter open.
        found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[(LOWEST, HIGHEST)] * size,
                         options={"maxiter": 1000, "ftol": 1e-13, "gtol": 1e-8})  # fmt: skip
    good = np.isfinite(found.fun) and (found.success or np.abs(found.jac).max() < 1e-4)
    return [float(each) for each in np.exp(found.x)] if good else None


def log_likelihood(theta: np.ndarray, x: np.ndarray, t_x: np.ndarray, age: np.ndarray) -> Value:
    """Log-likelihood of each row and its derivatives by r, alpha, a and b; time in weeks."""
    from scipy.special import expit, gammaln, psi

    r, alpha, a, b = theta
    ratio = np.log(alpha + age) - np.log(alpha + t_x)
    log_d = np.log(a) - np.log(b + x) + (r + x) * ratio
    share = expit(log_d)
    value = (
        gammaln(r + x) - gammaln(r) + r * np.log(alpha) - (r + x) * np.log(alpha + age)
        + gammaln(a + b) + gammaln(b + x + 1) - gammaln(b) - gammaln(a + b + x + 1) + np.logaddexp(0, log_d)
    )  # fmt: skip
    both = psi(a + b) - psi(a + b + x + 1)
    slope = (
        psi(r + x) - psi(r) + np.log(alpha) - np.log(alpha + age) + share * ratio,
        r / alpha - (r + x) / (alpha + age) + share * (r + x) * (1 / (alpha + age) - 1 / (alpha + t_x)),
        both + share / a,
        both - psi(b) + psi(b + x + 1) - share / (b + x),
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
