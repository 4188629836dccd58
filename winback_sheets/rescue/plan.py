"""A dated list within the hours there are: best value for an hour first, on working days only."""

from __future__ import annotations

import math
from contextlib import suppress

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


def give_days(candidates: pd.DataFrame, days: list[pd.Timestamp], *, a_week: int) -> pd.DataFrame:
    """The candidates that fit, each with its day.

    candidates: customer, gain (money expected from the contact), urgent, when (lost on, or the sign's first day).
    Urgent ones come first, then the most gain, then the latest; one row a customer. No ISO week holds more than
    `a_week`, spread over its days. Adds rank and date.
    """
    daily = math.ceil(a_week / 5) if a_week else 0
    slots: list[pd.Timestamp] = []
    week: dict[tuple[int, int], int] = {}
    for day in days:
        key = tuple(day.isocalendar()[:2])
        fits = min(daily, a_week - week.get(key, 0))
        slots += [day] * fits
        week[key] = week.get(key, 0) + fits
    order = candidates.sort_values(
        ["urgent", "gain", "when", "customer"], ascending=[False, False, False, True], kind="stable"
    )
    order = order.drop_duplicates("customer").head(len(slots)).reset_index(drop=True)
    order["rank"] = range(1, len(order) + 1)
    order["date"] = slots[: len(order)]
    return order
