"""A dated list within the hours there are: best value for an hour first, on working days only."""

from __future__ import annotations

import math
from contextlib import suppress

import numpy as np
import pandas as pd

WEEKS = 4


def calls_a_week(hours: float, minutes: float) -> int:
    """How many contacts fit into a week.

    >>> calls_a_week(5, 20)
    15
    """
    return max(0, math.floor(60 * hours / minutes)) if minutes > 0 else 0


def working_days(
    after: pd.Timestamp,
    *,
    country: str | None = None,
    weeks: int = WEEKS,
    closed: frozenset[pd.Timestamp] = frozenset(),
) -> list[pd.Timestamp]:
    """Working days of the `weeks` x 7 days after a day: no weekend and no public holiday of the country, nothing in `closed`.

    Without a country (or with one that is not known) Monday to Friday.
    """
    span = pd.date_range(after + pd.Timedelta(days=1), periods=7 * weeks)
    calendar = None
    if country:
        import holidays  # takes longer to load than the plan to make

        with suppress(NotImplementedError):
            calendar = holidays.country_holidays(country.upper(), years=sorted({day.year for day in span}))
    weekend = calendar.weekend if calendar is not None else {5, 6}
    return [
        day
        for day in span
        if day.weekday() not in weekend and day not in closed and (calendar is None or day.date() not in calendar)
    ]


def give_days(
    candidates: pd.DataFrame, days: list[pd.Timestamp], *, a_week: int, busy: pd.Series | None = None
) -> pd.DataFrame:
    """The candidates that fit, each with its day.

    candidates: customer, gain (money expected from the contact), urgent, when (lost on, or the sign's first day).
    Urgent ones come first, then those with a last day in the plan (`leaves`, where there is such a column: the earliest
    first), then the most gain, then the latest; one row a customer. No ISO week holds more than `a_week`, spread over its
    days. Adds rank, date and by (that last day). busy: months of the year (a tuple) in which a customer has no time,
    by customer; then nobody is contacted there who is not urgent. Adds busy (those months) and timing: moved where they
    made the day a later one, kept for an urgent contact in spite of them.
    """
    daily = math.ceil(a_week / 5) if a_week else 0
    slots: list[pd.Timestamp] = []
    week: dict[tuple[int, int], int] = {}
    for day in days:
        key = tuple(day.isocalendar()[:2])
        fits = min(daily, a_week - week.get(key, 0))
        slots += [day] * fits
        week[key] = week.get(key, 0) + fits
    last = candidates["leaves"] if "leaves" in candidates else pd.Series(pd.NaT, index=candidates.index)
    by = pd.to_datetime(last).where(pd.to_datetime(last) <= max(days, default=pd.NaT))
    order = candidates.assign(by=by.mask(candidates["urgent"].astype(bool))).sort_values(
        ["urgent", "by", "gain", "when", "customer"],
        ascending=[False, True, False, False, True],
        kind="stable",
    )
    order = order.drop_duplicates("customer").reset_index(drop=True)
    no_time = pd.Series(dtype=object) if busy is None else busy
    order["busy"] = order["customer"].map(no_time).astype(object).where(order["customer"].isin(no_time.index), None)
    at, slot = _one_a_slot(_closed(order, {day.month for day in slots}), [day.month for day in slots])
    later = (at < np.maximum.accumulate(at)) | (slot > np.arange(len(slot)))
    order = order.iloc[at].reset_index(drop=True)
    order["rank"] = range(1, len(order) + 1)
    order["date"] = [slots[number] for number in slot]
    months = [each or () for each in order["busy"]]
    kept = np.array([day.month in each for day, each in zip(order["date"], months, strict=True)], dtype=bool)
    moved = later & order["busy"].notna().to_numpy() & ~order["urgent"].to_numpy(bool)
    order["timing"] = np.select([kept, moved], ["kept", "moved"], "")
    return order


def _closed(order: pd.DataFrame, planned: set[int]) -> np.ndarray:
    """The months of the plan in which each candidate is not contacted, as a tuple; none of them for an urgent one."""
    closed = {each: tuple(sorted(planned.intersection(each))) for each in order["busy"].dropna().unique()}
    return np.asarray(order["busy"].where(~order["urgent"].astype(bool), None).map(closed), dtype=object)


def _one_a_slot(closed: np.ndarray, months: list[int]) -> tuple[np.ndarray, np.ndarray]:
    """For each slot the first candidate in line who has time in its month: the places in line, and the slots filled.

    closed: the months in which each candidate has no time, blank for none; a line for each different one.
    """
    lines, heads = pd.factorize(closed, use_na_sentinel=False)
    waiting = {each: np.flatnonzero(lines == number) for number, each in enumerate(heads)}
    shut = {each: set(each) if isinstance(each, tuple) else set[int]() for each in heads}
    next_up = dict.fromkeys(heads, 0)
    taken, filled = [], []
    for slot, month in enumerate(months):
        free = [(waiting[each][next_up[each]], each) for each in heads
                if month not in shut[each] and next_up[each] < len(waiting[each])]  # fmt: skip
        if free:
            place, line = min(free, key=lambda pair: pair[0])
            next_up[line] += 1
            taken.append(place)
            filled.append(slot)
    return np.array(taken, dtype=int), np.array(filled, dtype=int)
