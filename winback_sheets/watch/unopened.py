"""Sign: a customer who used to open your e-mails has opened none for much longer than usual."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from winback_sheets.track import logbook

FEWEST_OPENED = 4  # before that nobody has a habit
TIMES_USUAL, LEAST_DAYS = 4, 30  # so many times the usual days, and at least so many
FEWEST_UNOPENED = 3  # e-mails since the last one they opened


def unopened(tables: Mapping[str, pd.DataFrame], active: pd.Index, as_of: pd.Timestamp) -> pd.DataFrame:
    """Active customers whose last opened e-mail is four times as long ago as usual, with three unopened ones since.

    An e-mail of which nobody knows whether it was opened is neither; who has such alone since the last opened one is not
    named. Where the tab notes opened ones only, the days alone count. Columns: customer, since, days, usual, emails (not opened since).
    """
    rows = logbook.up_to(tables["contacts"], as_of)
    if "opened" not in rows:
        rows = rows.assign(opened=pd.array([pd.NA] * len(rows), dtype="boolean"))
    rows = rows[rows["customer"].isin(active) & rows["opened"].notna()]
    opened = rows["opened"].astype(bool)
    days = rows[opened].assign(date=rows["date"].dt.normalize()).drop_duplicates(["customer", "date"])
    days = days.sort_values(["customer", "date"])
    last = days.groupby("customer")["date"].max()
    usual = days.groupby("customer")["date"].diff().dt.days.groupby(days["customer"]).median().reindex(last.index)
    since = rows[~opened & (rows["date"] > logbook.day_of_each(rows, last))]
    each = pd.DataFrame(
        {
            "since": last + pd.to_timedelta(usual.round().fillna(0) + 1, unit="D"),
            "days": (as_of - last).dt.days,
            "usual": usual.clip(lower=1),
            "emails": since["customer"].value_counts().reindex(last.index),
        }
    )
    opens_only = bool(opened.all())  # nobody writes down what was not opened
    enough = days["customer"].value_counts().reindex(last.index) >= FEWEST_OPENED
    sent = (each["emails"] >= FEWEST_UNOPENED) | opens_only
    long = (each["days"] >= TIMES_USUAL * each["usual"]) & (each["days"] >= LEAST_DAYS)
    return each[enough & sent & long].rename_axis("customer").reset_index()
