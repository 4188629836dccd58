"""Sign: a customer who used to get in touch has not done so for longer than their own rhythm lets expect."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from winback_sheets.schema.message import Message
from winback_sheets.track import logbook
from winback_sheets.track.rate_change import silent_so_long

FEWEST_CONTACTS = 3
LEAST_HISTORY = 60  # days
RECENT, BEFORE = 90, 365  # days; whether everybody gets in touch less
FEWEST_COMPARED = 10  # customers who together say that


def refuses(tables: Mapping[str, pd.DataFrame], active: pd.Index, as_of: pd.Timestamp) -> Message | None:
    """Why nobody can be called silent: the tab is too young, or is no longer kept."""
    contacts = tables["contacts"]
    return logbook.too_short(contacts, "contacts", as_of, least=LEAST_HISTORY) or logbook.ended(
        contacts, "contacts", as_of
    )


def contact_silence(tables: Mapping[str, pd.DataFrame], active: pd.Index, as_of: pd.Timestamp) -> pd.DataFrame:
    """Every active customer with three or more days on which they got in touch, and the chance of their silence.

    Only what came from them counts; contacts on one day count once. In months in which everybody gets in touch less the
    days count for less. Columns: customer, since, chance, days, usual, contacts.
    """
    known = logbook.up_to(tables["contacts"], as_of)
    known = known[logbook.from_customers(known) & known["customer"].isin(active)]
    days = known.assign(date=known["date"].dt.normalize()).drop_duplicates(["customer", "date"])
    days = days.sort_values(["customer", "date"])
    each = days.groupby("customer")["date"].agg(["min", "max", "size"])
    gap = days.groupby("customer")["date"].diff().dt.days.groupby(days["customer"])
    usual, uneven = gap.mean().reindex(each.index), (gap.std() / gap.mean()).reindex(each.index) ** 2
    enough = (each["size"] >= FEWEST_CONTACTS).to_numpy()
    each, usual, uneven = each[enough], usual[enough], uneven[enough]
    span, quiet = (each["max"] - each["min"]).dt.days, (as_of - each["max"]).dt.days
    lately = quiet.clip(upper=RECENT)
    felt = quiet - lately + lately * _others(days, each.index, as_of)
    # The time begins and ends with a contact: where contacts come at random, the prior's half is in it already. Contacts
    # in bursts tell less than steady ones.
    gaps = (each["size"] - 1) / uneven.clip(lower=1.0) - uneven.clip(upper=1.0) / 2
    return pd.DataFrame(
        {
            "customer": each.index,
            "since": (each["max"] + pd.to_timedelta(usual.round() + 1, unit="D")).to_numpy(),
            "chance": silent_so_long(felt, gaps, span),
            "days": quiet.to_numpy(),
            "usual": usual.clip(lower=1).to_numpy(),
            "contacts": each["size"].to_numpy(),
        }
    )


def _others(days: pd.DataFrame, who: pd.Index, as_of: pd.Timestamp) -> np.ndarray:
    """How much of their usual contacts all the others had in the last 90 days, where they are clearly fewer; else all."""
    turn = as_of - pd.Timedelta(days=RECENT)
    past = days[(days["date"] <= turn) & (days["date"] > turn - pd.Timedelta(days=BEFORE))]
    length = (turn - past["date"].min()).days if len(past) else 0
    if past["customer"].nunique() <= FEWEST_COMPARED or length < RECENT:
        return np.ones(len(who))
    known = days["customer"].isin(past["customer"].unique())
    lately = days[known & (days["date"] > turn)]
    now, usual = (rows["customer"].value_counts() for rows in (lately, past))
    now, usual = len(lately) - now.reindex(who, fill_value=0), len(past) - usual.reindex(who, fill_value=0)
    usual = usual * RECENT / length
    return np.asarray((now / usual).where(now < usual - 2 * usual**0.5, 1.0))  # what chance makes of it is no fall
