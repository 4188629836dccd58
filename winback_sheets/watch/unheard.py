"""Sign: a customer for years of whom nothing has been heard for a year. Long-standing is not the same as happy."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from winback_sheets.schema.message import Message
from winback_sheets.track import logbook

LONG = 3 * 365  # days a customer
UNHEARD = 365  # days
MOST = 0.5  # of the long-standing ones; where more are unheard, it says nothing of any of them
FEWEST = 5  # long-standing customers of whom a share is told

Tables = Mapping[str, pd.DataFrame]
HEARD_IN = ("surveys", "contacts", "complaints")


def refuses(tables: Tables, active: pd.Index, as_of: pd.Timestamp) -> Message | None:
    """Why nobody is named: what customers say is noted for less than a year, or of most of them nothing is."""
    heard = _heard(tables, as_of)
    since = heard["date"].min()
    if pd.isna(since) or (as_of - since).days < UNHEARD:
        days = 0 if pd.isna(since) else (as_of - since).days + 1
        return Message("signs.unheard_too_little_history", {"days": days}) if days else None
    long, named = len(_long(tables, active, as_of)), len(unheard(tables, active, as_of))
    if long < FEWEST or named <= MOST * long:
        return None
    return Message("signs.unheard_most", {"customers": named, "long": long})


def unheard(tables: Tables, active: pd.Index, as_of: pd.Timestamp) -> pd.DataFrame:
    """Active customers of more than 3 years of whom no survey, contact of theirs or complaint is noted for 12 months.

    Whatever they spend. Columns: customer, since (12 months after they were last heard of), years, heard (the last time).
    """
    known = _long(tables, active, as_of)
    heard = _heard(tables, as_of)
    last = heard.groupby("customer")["date"].max().reindex(known.index)
    quiet = ~(last > as_of - pd.Timedelta(days=UNHEARD))
    known, last = known[quiet], last[quiet]
    since = last.fillna(heard["date"].min()) + pd.Timedelta(days=UNHEARD)
    return pd.DataFrame(
        {
            "customer": known.index,
            "since": since.clip(upper=as_of).to_numpy(),
            "years": ((as_of - known).dt.days // 365.25).to_numpy(),
            "heard": last.to_numpy(),
        }
    )


def _long(tables: Tables, active: pd.Index, as_of: pd.Timestamp) -> pd.Series:
    """Since when those active customers are there who are there for more than 3 years."""
    known = logbook.known_since(tables, as_of)
    return known[known.index.isin(active) & ((as_of - known).dt.days > LONG).to_numpy(bool)]


def _heard(tables: Tables, as_of: pd.Timestamp) -> pd.DataFrame:
    """Customer and day of everything that was heard from customers."""
    parts = [pd.DataFrame({"customer": pd.Series(dtype=object), "date": pd.to_datetime([])})]
    for key, date in (("surveys", "date"), ("contacts", "date"), ("complaints", "opened")):
        if key in tables:
            rows = logbook.up_to(tables[key], as_of, date)
            rows = rows[logbook.from_customers(rows)] if key == "contacts" else rows
            parts.append(pd.DataFrame({"customer": rows["customer"], "date": rows[date]}))
    return pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
