"""How long customers stay, with those who are still here counted for what they have shown so far."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

#: Survival multiplied up from shares may miss .5 by a rounding error; this is far below one customer in a
#: million.
TOLERANCE = 1e-9


def durations(spells: pd.DataFrame, as_of: pd.Timestamp, *, records_begin: pd.Timestamp | None = None) -> pd.DataFrame:
    """How many days each spell has lasted, whether it ended, and at what age it came into view.

    Days; one row a spell, in the order and with the index of `spells`. `event` 1 = lost on or before as_of,
    0 = still here then. `entry` is the age at which the records begin for a spell that was already running
    (left truncation), else 0. NaN where the spell had not begun, or ended before the records or before its
    start.

    >>> spells = pd.DataFrame({"started": pd.to_datetime(["2026-01-01", "2026-01-11"]),
    ...                        "lost_on": pd.to_datetime(["2026-01-31", None])})
    >>> durations(spells, pd.Timestamp("2026-03-02"), records_begin=pd.Timestamp("2026-01-06"))
       duration  event  entry
    0      30.0      1    5.0
    1      50.0      0    0.0
    """
    lost = spells["lost_on"].notna() & spells["lost_on"].le(as_of)
    until = spells["lost_on"].where(lost, as_of)
    duration = (until - spells["started"]).dt.days.astype(float)
    entry = pd.Series(0.0, index=spells.index)
    if records_begin is not None:
        entry = (records_begin - spells["started"]).dt.days.clip(lower=0).fillna(0).astype(float)
    seen = (duration >= 0) & ((entry == 0) | (duration > entry))
    return pd.DataFrame({"duration": duration.where(seen), "event": lost.astype(int), "entry": entry})


def kaplan_meier(
    duration: ArrayLike, event: ArrayLike, *, entry: ArrayLike | None = None, confidence: float = 0.95
) -> pd.DataFrame:
    """The share of customers still here after each length of time, with its interval.

    Any unit of time; one row a time at which somebody left or was last seen. Rows with a missing duration
    are left out. Interval: Greenwood variance on the log-log scale, NaN while nobody or everybody has left.
    With late entrants few are at risk at young ages, so the early part is only as good as `at_risk` says.
    Source: Kaplan & Meier 1958, JASA 53:457; Kalbfleisch & Prentice 2002, section 1.4.

    >>> curve = kaplan_meier([1, 2, 2, 3, 4, 5, 6, 6], [1, 1, 0, 1, 0, 1, 0, 0])
    >>> curve[["time", "at_risk", "events", "censored", "survival"]].round(3).head(3)
       time  at_risk  events  censored  survival
    0   1.0        8       1         0     0.875
    1   2.0        7       1         1     0.750
    2   3.0        5       1         0     0.600
    """
    lasted, left, late = _clean(duration, event, entry)
    time, events, censored = _per_time(lasted, left)
    # Who entered late at age a is at risk only after a; those present from the start (entry 0) always are.
    entered = np.sort(late[late > 0])
    not_yet = entered.size - np.searchsorted(entered, time, side="left")
    at_risk = lasted.size - np.searchsorted(np.sort(lasted), time, side="left") - not_yet
    survival = np.cumprod(1 - events / at_risk)
    low, high = _log_log(survival, at_risk, events, confidence)
    return pd.DataFrame(
        {"time": time, "at_risk": at_risk, "events": events, "censored": censored,
         "survival": survival, "low": low, "high": high}
    )  # fmt: skip


def quantile(curve: pd.DataFrame, share: float) -> float:
    """The time by which this share of the customers has left; NaN if it never got that far.

    >>> quantile(kaplan_meier([1, 2, 3, 4], [1, 1, 1, 0]), 0.25)
    1.0
    """
    reached = curve.loc[curve["survival"] <= 1 - share + TOLERANCE, "time"]
    return float(reached.iloc[0]) if len(reached) else np.nan


def median(curve: pd.DataFrame) -> float:
    """The time by which half of the customers have left; NaN if survival never falls to one half.

    >>> median(kaplan_meier([1, 2, 3, 4], [1, 0, 0, 0]))
    nan
    """
    return quantile(curve, 0.5)


def _clean(duration: ArrayLike, event: ArrayLike, entry: ArrayLike | None) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    lasted = np.asarray(duration, dtype=float)
    left = np.asarray(event, dtype=float)
    late = np.zeros_like(lasted) if entry is None else np.nan_to_num(np.asarray(entry, dtype=float))
    # A customer gone before coming into view was never at risk of being seen to leave.
    seen = (lasted >= 0) & ((late <= 0) | (lasted > late)) & ~np.isnan(left)
    return lasted[seen], left[seen] > 0, late[seen]


def _per_time(lasted: np.ndarray, left: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    time, place = np.unique(lasted, return_inverse=True)
    events = np.bincount(place, weights=left, minlength=time.size).astype(int)
    return time, events, np.bincount(place, minlength=time.size) - events


def _log_log(
    survival: np.ndarray, at_risk: np.ndarray, events: np.ndarray, confidence: float
) -> tuple[np.ndarray, np.ndarray]:
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    inside = (survival > 0) & (survival < 1)
    # Where everybody at risk left the variance is infinite; survival is 0 there and the interval blank
    # anyway.
    variance = np.cumsum(events / np.where(at_risk > events, at_risk * (at_risk - events), np.inf))
    log = np.log(np.where(inside, survival, 0.5))
    width = np.exp(z * np.sqrt(variance) / np.abs(log))
    return np.where(inside, np.exp(log * width), np.nan), np.where(inside, np.exp(log / width), np.nan)
