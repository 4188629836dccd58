"""What a tab of dated rows can tell at all: since when it is kept, whether it is still kept, who gets in touch."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from winback_sheets.schema.inputs import table
from winback_sheets.schema.message import Message
from winback_sheets.track.rate_change import silent_so_long

LONGEST_GAP = 90  # days; a tab was not begun longer before its first row than that
ENDED = 0.005  # so unlikely is the silence of a whole tab that somebody has stopped keeping it
FEWEST_NAMED = 5  # customers in a tab that can be said to have ended
FROM_THEM = ("question", "complaint", "praise")  # kinds of contact that come from the customer


def up_to(rows: pd.DataFrame, day: pd.Timestamp, key: str = "date") -> pd.DataFrame:
    """The rows of somebody, dated on or before a day."""
    return rows[(rows[key] <= day) & rows["customer"].notna()]


def kept_since(dates: pd.Series) -> pd.Timestamp:
    """Since when a tab is kept: one usual gap before its first row, for nothing happened before that and was noted.

    >>> str(kept_since(pd.Series(pd.to_datetime(["2026-01-11", "2026-01-31"]))).date())
    '2025-12-22'
    """
    first, last = dates.min(), dates.max()
    usual = (last - first) / max(dates.nunique() - 1, 1)
    return (first - min(usual, pd.Timedelta(days=LONGEST_GAP))).normalize()


def too_short(rows: pd.DataFrame, key: str, day: pd.Timestamp, *, least: int, date: str = "date") -> Message | None:
    """What is said of a tab that has not been kept long enough; None where it has, or holds nothing yet."""
    dates = up_to(rows, day, date)[date]
    if not len(dates):
        return None
    days = (day - kept_since(dates)).days
    if days >= least:
        return None
    return Message("signs.too_little_history", {"tab": table(key).title, "days": max((day - dates.min()).days + 1, 1)})


def ended(rows: pd.DataFrame, key: str, day: pd.Timestamp, *, date: str = "date") -> Message | None:
    """What is said of a tab that nobody seems to keep any more: who is not in it is not silent."""
    known = up_to(rows, day, date)
    if known["customer"].nunique() < FEWEST_NAMED:
        return None
    dates = known[date]
    span, quiet = (dates.max() - dates.min()).days, (day - dates.max()).days
    if quiet == 0 or silent_so_long(quiet, dates.dt.normalize().nunique() - 1, span) >= ENDED:
        return None
    return Message("signs.tab_ended", {"tab": table(key).title, "last": dates.max()})


def from_customers(contacts: pd.DataFrame) -> pd.Series:
    """Which contacts came from the customer: they say so, or are of a kind that does and say nothing else."""
    blank = pd.Series(None, index=contacts.index, dtype=object)
    direction = contacts["direction"] if "direction" in contacts else blank
    kind = contacts["contact_kind"] if "contact_kind" in contacts else blank
    return direction.eq("in").fillna(False) | (direction.isna() & kind.isin(FROM_THEM))


def counts(rows: pd.DataFrame, inside: pd.Series, who: pd.Index) -> np.ndarray:
    """How many of the rows inside each customer has."""
    return np.asarray(rows.loc[inside, "customer"].value_counts().reindex(who, fill_value=0).to_numpy(float))


def known_since(tables: Mapping[str, pd.DataFrame], day: pd.Timestamp) -> pd.Series:
    """Since when each customer is one: the first purchase, contract or day that the tab of customers gives."""
    parts = []
    for name, key in (("purchase_days", "date"), ("subscriptions", "from"), ("customers", "first_date")):
        if name in tables and key in tables[name]:
            parts.append(up_to(tables[name], day, key).groupby("customer")[key].min())
    return pd.concat(parts).groupby(level=0).min() if parts else pd.Series(dtype="datetime64[ns]")


def day_of_each(rows: pd.DataFrame, days: pd.Series) -> pd.Series:
    """Of each row the day that its customer has; missing where there is none."""
    return pd.Series(pd.to_datetime(days.reindex(rows["customer"]).to_numpy()), index=rows.index)
