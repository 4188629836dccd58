"""Sign: many contacts in the beginning, in either direction, and then hardly any."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from winback_sheets.track import logbook
from winback_sheets.watch import contact_silence

FEWEST_CONTACTS = 6
LEAST_TIME, QUIET = 180, 90  # days since the first contact, and since the last
EARLY, MOST = 0.2, 0.8  # so early a part of the time, and the share of all contacts that lies in it

refuses = contact_silence.refuses


def feast_or_famine(tables: Mapping[str, pd.DataFrame], active: pd.Index, as_of: pd.Timestamp) -> pd.DataFrame:
    """Active customers of whose contacts four fifths fell into the first fifth of the time, the last one months ago.

    Columns: customer, since (the day after the last contact), contacts, early, months (of the first fifth), days.
    """
    rows = logbook.up_to(tables["contacts"], as_of)
    rows = rows[rows["customer"].isin(active)]
    first, last = (rows.groupby("customer")["date"].agg(which) for which in ("min", "max"))
    until = first + (as_of - first) * EARLY
    early = rows[rows["date"] <= logbook.day_of_each(rows, until)]
    each = pd.DataFrame(
        {
            "contacts": rows["customer"].value_counts().reindex(first.index),
            "early": early["customer"].value_counts().reindex(first.index),
            "within": (until - first).dt.days,
            "days": (as_of - last).dt.days,
            "since": last + pd.Timedelta(days=1),
        }
    )
    known = (each["contacts"] >= FEWEST_CONTACTS) & ((as_of - first).dt.days >= LEAST_TIME)
    famine = known & (each["early"] >= MOST * each["contacts"]) & (each["days"] >= QUIET)
    return each[famine].rename_axis("customer").reset_index()
