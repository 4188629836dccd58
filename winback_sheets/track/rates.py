"""The same churn said for another length of time: compounded, never multiplied."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from winback_sheets.schema.message import Message, Wrong

#: Average length in days; twelve months make a year exactly.
PERIOD_DAYS = {"day": 1.0, "week": 7.0, "month": 365 / 12, "quarter": 365 / 4, "year": 365.0}


def convert_rate(
    rate: ArrayLike,
    *,
    to_period: str,
    from_period: str | None = None,
    from_days: ArrayLike | None = None,
) -> float | np.ndarray:
    """A churn rate of one period as the rate of another: 5 % a month is 46 % a year, not 60 %.

    Shares; give the period it was measured over by name (day, week, month, quarter, year) or in days. Holds
    only if churn does not fall with age, so look at the cohort triangle first. Net revenue churn may be
    negative. NaN where the rate is above 1 or the days are not above 0; an unknown period name is a
    ValueError.
    Source: Gold 2020, Fighting Churn with Data, section 2.5.

    >>> round(convert_rate(0.05, from_period="month", to_period="year"), 4)
    0.4596
    >>> round(convert_rate(0.0571, from_days=31, to_period="month"), 4)
    0.0561
    """
    if (from_period is None) == (from_days is None):
        raise Wrong(Message("track.from_period_or_days"))
    measured = _days(from_period) if from_period is not None else np.asarray(from_days, dtype=float)
    share, days = np.broadcast_arrays(np.asarray(rate, dtype=float), measured)
    good = (share <= 1) & (days > 0)
    kept = 1 - np.where(good, share, 0.0)
    converted = np.where(good, 1 - kept ** (_days(to_period) / np.where(good, days, 1.0)), np.nan)
    return float(converted) if converted.ndim == 0 else converted


def _days(period: str) -> float:
    if period not in PERIOD_DAYS:
        raise Wrong(Message("track.unknown_period", {"periods": list(PERIOD_DAYS), "period": period}))
    return PERIOD_DAYS[period]
