"""Whether something happens more or less often than it used to: three chances, each against the customer's own past.

The numbers are arrays, a place a customer; time is in days.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Chances = NDArray[np.float64]


def at_least_so_many(recent: ArrayLike, before: ArrayLike, share: ArrayLike) -> Chances:
    """The chance that as many of all events fall into the recent days, where a share of them is to be expected there.

    Upper binomial tail (Przyborowski & Wilenski 1940). Three in 30 days against one in the 90 before:

    >>> round(float(at_least_so_many(3, 1, 30 / 120)), 4)
    0.0508
    """
    from scipy.special import betainc

    now, then = np.asarray(recent, dtype=float), np.asarray(before, dtype=float)
    return np.where(now > 0, betainc(np.maximum(now, 1), then + 1, np.asarray(share, dtype=float)), 1.0)


def at_most_so_many(recent: ArrayLike, days: ArrayLike, before: ArrayLike, days_before: ArrayLike) -> Chances:
    """The chance of so few events in the recent days, by what is known of the rate from the days before.

    Lower tail of the gamma-Poisson (negative binomial) with half an event as prior; of a long past the Poisson tail:
    one where eight are usual is .0030.

    >>> round(float(at_most_so_many(1, 90, 8e6, 90e6)), 4)
    0.003
    """
    from scipy.special import betainc

    known, length = np.asarray(before, dtype=float) + 0.5, np.asarray(days_before, dtype=float)
    return np.asarray(betainc(known, np.asarray(recent, dtype=float) + 1, length / (length + np.asarray(days, float))))


def silent_so_long(silent: ArrayLike, events: ArrayLike, days: ArrayLike) -> Chances:
    """The chance of no event for so long after so many events over so many days: (T / (T + s)) ** (n + 1/2).

    >>> silent_so_long([21, 60], [12, 4], [84, 120]).round(4).tolist()
    [0.0615, 0.1613]
    """
    length = np.asarray(days, dtype=float)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = length / (length + np.asarray(silent, dtype=float))
    return np.asarray(np.where(length > 0, share, 1.0) ** (np.asarray(events, dtype=float) + 0.5))
