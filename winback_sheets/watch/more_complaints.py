"""Sign: more complaints in the last 30 days than the customer's own past lets expect."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from winback_sheets.schema.message import Message
from winback_sheets.track import logbook
from winback_sheets.track.rate_change import at_least_so_many

RECENT, BEFORE = 30, 365  # days
LEAST_HISTORY = 90  # days: the recent ones, and twice as many before them
COULD_BE_NAMED = 0.06
FEWEST_ORDERS = 4  # that say something of a share
HELP = ("question", "complaint")  # kinds of contact whose minutes are minutes of help

Tables = Mapping[str, pd.DataFrame]


def refuses(tables: Tables, active: pd.Index, as_of: pd.Timestamp) -> Message | None:
    """Why a rate cannot be told from a change of it: the tab is too young."""
    key = "complaints" if "complaints" in tables else "contacts"
    return logbook.too_short(complained(tables, as_of), key, as_of, least=LEAST_HISTORY)


def more_complaints(tables: Tables, active: pd.Index, as_of: pd.Timestamp) -> pd.DataFrame:
    """Every active customer whose complaints could show a rise, with the chance of so many in the last 30 days.

    Against up to a year before, as far back as complaints are noted and the customer is known; more orders may bring more
    complaints. Columns: customer, since, chance, recent, before, days (of the time before), minutes, minutes_before (of
    help in the last 30 days, and usually in as many).
    """
    rows = complained(tables, as_of)
    turn = as_of - pd.Timedelta(days=RECENT)
    noted = logbook.kept_since(rows["date"]) if len(rows) else turn
    rows = rows[rows["customer"].isin(active)]
    who = pd.Index(rows["customer"].unique(), name="customer")
    begin = logbook.known_since(tables, as_of).reindex(who).fillna(noted)
    begin = begin.clip(lower=max(noted, turn - pd.Timedelta(days=BEFORE)), upper=turn)
    recent = rows["date"] > turn
    x1 = logbook.counts(rows, recent, who)
    x0 = logbook.counts(rows, ~recent & (rows["date"] > logbook.day_of_each(rows, begin)), who)
    days = (turn - begin).dt.days.to_numpy(float)
    share = np.maximum(RECENT / (RECENT + days), _share_of_orders(tables, begin, turn, as_of))
    frame = pd.DataFrame(
        {
            "customer": who,
            "since": rows[recent].groupby("customer")["date"].min().reindex(who).to_numpy(),
            "chance": at_least_so_many(x1, x0, share),
            "recent": x1.astype(int),
            "before": x0.astype(int),
            "days": days.astype(int),
            **_minutes(tables, begin, turn, as_of),
        }
    )
    could = (share ** (x0 + x1) < COULD_BE_NAMED) & (days >= LEAST_HISTORY - RECENT)
    return frame[could].reset_index(drop=True)


def complained(tables: Tables, as_of: pd.Timestamp) -> pd.DataFrame:
    """Customer and day of each complaint, from both tabs; what stands in both on one day is one complaint."""
    parts = [pd.DataFrame({"customer": pd.Series(dtype=object), "date": pd.to_datetime([])})]
    if "complaints" in tables:
        opened = logbook.up_to(tables["complaints"], as_of, "opened")
        parts.append(opened[["customer"]].assign(date=opened["opened"].dt.normalize()))
    if "contacts" in tables and "contact_kind" in tables["contacts"]:
        said = logbook.up_to(tables["contacts"], as_of)
        said = said[said["contact_kind"].eq("complaint").fillna(False)]
        parts.append(said[["customer"]].assign(date=said["date"].dt.normalize()))
    numbered = [part.assign(nth=part.groupby(["customer", "date"]).cumcount()) for part in parts if len(part)]
    if not numbered:
        return parts[0]
    return pd.concat(numbered, ignore_index=True).drop_duplicates()[["customer", "date"]].reset_index(drop=True)


def _share_of_orders(tables: Tables, begin: pd.Series, turn: pd.Timestamp, as_of: pd.Timestamp) -> np.ndarray:
    """Of each customer's orders since begin the share in the recent days; 0 where there are too few to say."""
    if "purchase_days" not in tables:
        return np.zeros(len(begin))
    days = tables["purchase_days"]
    days = days[days["bought"] & (days["date"] <= as_of) & days["customer"].isin(begin.index)]
    recent = days["date"] > turn
    now = logbook.counts(days, recent, begin.index)
    both = now + logbook.counts(days, ~recent & (days["date"] > logbook.day_of_each(days, begin)), begin.index)
    return np.where(both >= FEWEST_ORDERS, now / np.maximum(both, 1), 0.0)


def _minutes(tables: Tables, begin: pd.Series, turn: pd.Timestamp, as_of: pd.Timestamp) -> dict[str, np.ndarray]:
    """Minutes of help in the recent days, and in as many of the days before on average; NaN where nobody notes them."""
    blank = np.full(len(begin), np.nan)
    contacts = tables.get("contacts")
    if contacts is None or not {"minutes", "contact_kind"} <= set(contacts):
        return {"minutes": blank, "minutes_before": blank}
    rows = logbook.up_to(contacts, as_of)
    rows = rows[rows["contact_kind"].isin(HELP) & rows["customer"].isin(begin.index) & (rows["minutes"] > 0)]
    recent = rows["date"] > turn
    before = ~recent & (rows["date"] > logbook.day_of_each(rows, begin))
    now, then = (
        rows[inside].groupby("customer")["minutes"].sum().reindex(begin.index, fill_value=0.0).to_numpy(float)
        for inside in (recent, before)
    )
    usual = then * RECENT / np.maximum((turn - begin).dt.days.to_numpy(float), 1)
    noted = now + then > 0
    return {"minutes": np.where(noted, now, np.nan), "minutes_before": np.where(noted, usual.round(), np.nan)}
