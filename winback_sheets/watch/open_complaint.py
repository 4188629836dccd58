"""Sign: a complaint that is still open, or whose answer the customer has not called a good one."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from winback_sheets.schema.message import Message
from winback_sheets.track import logbook

ANSWER_WITHIN = 7  # days in which a complaint may be open without being a sign
OLDEST = 365  # days
LEAST_HISTORY = 21  # days


def refuses(tables: Mapping[str, pd.DataFrame], active: pd.Index, as_of: pd.Timestamp) -> Message | None:
    """Why nobody is named: many complaints of a few days tell nothing of how long an answer takes, or the tab has ended."""
    rows = tables["complaints"]
    if logbook.up_to(rows, as_of, "opened")["customer"].nunique() < logbook.FEWEST_NAMED:
        return None
    young = logbook.too_short(rows, "complaints", as_of, least=LEAST_HISTORY, date="opened")
    return young or logbook.ended(rows, "complaints", as_of, date="opened")


def open_complaint(tables: Mapping[str, pd.DataFrame], active: pd.Index, as_of: pd.Timestamp) -> pd.DataFrame:
    """The oldest complaint of each active customer that is open, not resolved, or not confirmed to have been settled.

    Where the tab has a column for it and somebody fills it in, only "confirmed satisfied" closes a complaint; a customer
    who is not satisfied is named at once. Columns: customer, since (opened), days, closed, complaints (how many), topic.
    """
    rows = logbook.up_to(tables["complaints"], as_of, "opened")
    rows = rows[rows["customer"].isin(active) & (rows["opened"] >= as_of - pd.Timedelta(days=OLDEST))]
    closed = rows["closed"] if "closed" in rows else pd.Series(pd.NaT, index=rows.index)
    later = closed > as_of  # what came of it was not known on the day
    closed = closed.where(~later)
    resolved = _said(rows, "resolved").mask(later)
    satisfied = _said(rows, "confirmed_satisfied").mask(later)
    asked = satisfied.notna().any()
    settled = satisfied if asked else resolved.fillna(closed.notna())
    open_ = ~settled.fillna(False).astype(bool)
    days = (as_of - rows["opened"]).dt.days
    unhappy = satisfied.eq(False).fillna(False).astype(bool)
    named = rows.assign(days=days, closed=closed)[open_ & (unhappy | (days > ANSWER_WITHIN))]
    named = named.sort_values("opened", kind="stable")
    count = named["customer"].value_counts()
    first = named.drop_duplicates("customer")
    return pd.DataFrame(
        {
            "customer": first["customer"].to_numpy(),
            "since": first["opened"].to_numpy(),
            "days": first["days"].to_numpy(),
            "closed": pd.to_datetime(first["closed"]).to_numpy(),
            "complaints": first["customer"].map(count).to_numpy(),
            "topic": first["topic"].to_numpy(object) if "topic" in first else None,
        }
    )


def _said(rows: pd.DataFrame, key: str) -> pd.Series:
    """A column of yes and no; missing where there is none."""
    if key not in rows:
        return pd.Series(pd.NA, index=rows.index, dtype="boolean")
    return rows[key].astype("boolean")
