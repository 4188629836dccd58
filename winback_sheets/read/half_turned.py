"""Days that Excel half turned, as it does with a day-first file where the month comes first, or the reverse.

It makes a day of 03/01/2025 by its own order and leaves 14/01/2025, which is none by that, as a text. So days that all
lie before the 13th stand beside texts that all lie after the 12th.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.datetime64]
Bools = NDArray[np.bool_]

_TEXTS, _DAYS = 0.95, 0.9  # share of the texts after the 12th, and of the days before the 13th, that is no chance
_FEW = 3  # fewer days or texts prove nothing
_MANY = 5  # as many different days of the month on either side of the 12th are no chance: 1 in 3,000
_SMOOTHER = 2  # turned back, the days of a ledger in order jump about this much less, or more where they were right


class HalfTurned(NamedTuple):
    """What was done with days that may be half turned: which rows they are in, and the days that stood there."""

    done: Literal["turned_back", "set_aside", "as_they_stand"]
    rows: Bools
    stood: Days


def half_turned(days: Days, texts: Bools) -> HalfTurned | None:
    """Whether a column's days are half turned, and what follows; None where nothing speaks for it.

    texts: the days that were written as text with the day before the month, or the month before the day.

    >>> days = [f"2025-03-0{month}" for month in range(1, 6)] + [f"2025-0{month}-{13 + month}" for month in range(1, 6)]
    >>> half_turned(np.array(days, "M8[D]"), np.array([False] * 5 + [True] * 5)).done
    'turned_back'
    """
    there = ~np.isnat(days)
    texts, real = there & texts, there & ~texts
    if not texts.any() or not real.any():
        return None
    number = np.where(there, day_of_month(days), 0)
    low = real & (number <= 12)
    if np.mean(number[texts] > 12) < _TEXTS or low.sum() < _DAYS * real.sum():
        return None
    back = days.copy()
    back[low] = exchanged(days[low])
    before, after = jumps(days[there]), jumps(back[there])
    smoother = _SMOOTHER * after <= before
    many = min(len(np.unique(number[low])), len(np.unique(number[texts]))) >= _MANY
    steps = np.diff(days[there]).astype(np.int64)
    in_order = bool((steps >= 0).all() or (steps <= 0).all())
    if not in_order and low.sum() == real.sum() and min(real.sum(), texts.sum()) >= _FEW and (smoother or many):
        return HalfTurned("turned_back", low, days[low])
    # Whoever bills early in the month has such days, and a text or two typed among them.
    monthly = low.sum() >= _FEW and len(np.unique(number[low])) == 1
    right = before <= after and (in_order or monthly)
    return HalfTurned("as_they_stand" if right else "set_aside", low, days[low])


def exchanged(days: Days) -> Days:
    """Days before the 13th with day and month exchanged."""
    months = days.astype("M8[M]")
    years = months.astype("M8[Y]")
    turned = years.astype("M8[M]") + (day_of_month(days) - 1).astype("m8[M]")
    return np.asarray(turned.astype("M8[D]") + (months - years.astype("M8[M]")).astype(np.int64).astype("m8[D]"))


def day_of_month(days: Days) -> NDArray[np.int64]:
    """1 to 31 for each day."""
    return np.asarray((days - days.astype("M8[M]").astype("M8[D]")).astype(np.int64) + 1)


def jumps(days: Days) -> int:
    """By how many days the rows jump forth and back, taken together."""
    return int(np.abs(np.diff(days).astype(np.int64)).sum())
