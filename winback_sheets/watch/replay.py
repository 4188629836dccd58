"""Past month ends as they stood: who was there, what was known of them on that day, and who bought nothing after it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from winback_sheets.schema.message import Message
from winback_sheets.track.lapse import bought_between
from winback_sheets.track.purchase_model import purchase_model
from winback_sheets.track.rhythm import up_to
from winback_sheets.watch import watch_list
from winback_sheets.watch.signs import SIGNS, Found, Sign, Tables, find_signs

MOST_DAYS = 12
CALLED_BEFORE = 28  # a call in the four weeks before the day, or after it, may have changed what happened
NOBODY = pd.DataFrame({"customer": pd.Series(dtype=object), "date": pd.to_datetime([])})


def replay_days(first: pd.Timestamp, as_of: pd.Timestamp, ahead: int) -> list[pd.Timestamp]:
    """The newest 12 month ends after the first day that have `ahead` days after them, oldest first.

    >>> days = replay_days(pd.Timestamp("2025-01-10"), pd.Timestamp("2025-06-30"), 90)
    >>> [f"{day:%Y-%m-%d}" for day in days]
    ['2025-01-31', '2025-02-28', '2025-03-31']
    """
    return list(pd.date_range(first, as_of - pd.Timedelta(days=ahead), freq="ME")[-MOST_DAYS:])


def as_it_stood(days: pd.DataFrame, day: pd.Timestamp, ahead: int) -> pd.DataFrame:
    """Who was no loss by the window on a day: what `watch_list.everybody` says then. Without anybody too few for a model."""
    past = up_to(days, day)
    model = purchase_model(past, day)
    each = watch_list.everybody(past, day, model, ahead)
    return each.iloc[:0] if isinstance(model, Message) else each[each["silent"] <= ahead]


def who_left(days: pd.DataFrame, who: pd.Index, day: pd.Timestamp, ahead: int) -> np.ndarray:
    """Which of these bought nothing in the `ahead` days after the day."""
    return ~bought_between(days, who, day, day + pd.Timedelta(days=ahead))


def replay_shop(days: pd.DataFrame, as_of: pd.Timestamp, ahead: int) -> pd.DataFrame:
    """A row a customer and replay day: day, customer, purchases, usual, silent, money, leaving, left."""
    parts = []
    for day in replay_days(days["date"].min(), as_of, ahead) if len(days) else []:
        each = as_it_stood(days, day, ahead)
        if len(each):
            each = each.assign(day=day, left=who_left(days, each.index, day, ahead))
            parts.append(each.rename_axis("customer").reset_index())
    columns = ["day", "customer", "purchases", "usual", "silent", "money", "leaving", "left"]
    return pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)


def replay_contracts(spells: pd.DataFrame, as_of: pd.Timestamp, ahead: int) -> pd.DataFrame:
    """A row a customer under contract and replay day: day, customer, left within `ahead` days."""
    parts = []
    for day in replay_days(spells["started"].min(), as_of, ahead) if len(spells) else []:
        here = spells[(spells["started"] <= day) & ~(spells["lost_on"] <= day)]
        left = here["lost_on"] <= day + pd.Timedelta(days=ahead)
        parts.append(pd.DataFrame({"day": day, "customer": here["customer"], "left": left}))
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["day", "customer", "left"])


def replay_signs(
    tables: Tables, there: pd.DataFrame, shop: pd.DataFrame | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Every customer whom a sign could judge on a replay day (sign, day, customer, left, named), and whose silence was
    expected on it (day, customer).

    there: day, customer, left. shop: as from `replay_shop`, for whose silence to look at. An event could judge everybody; a
    test those of whom it gives a chance.
    """
    parts, expected = [], []
    for day, here in there.groupby("day"):
        who = pd.Index(here["customer"])
        late = None if shop is None else overdue(shop[shop["day"] == day], day)
        found = find_signs(tables, who, day, overdue=late)
        expected.append(pd.DataFrame({"day": day, "customer": found.quiet["customer"]}))
        for each in SIGNS:
            if all(name in tables for name in each.needs):
                able = here[here["customer"].isin(_judged(each, found, tables, who, day))] if each.test else here
                names = found.signs.loc[found.signs["sign"] == each.key, "customer"]
                named = able["customer"].isin(names)
                parts.append(able[["day", "customer", "left"]].assign(sign=each.key, named=named))
    columns = ["sign", "day", "customer", "left", "named"]
    warned = pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)
    return warned, pd.concat([pd.DataFrame(columns=["day", "customer"]), *expected], ignore_index=True)


def _judged(each: Sign, found: Found, tables: Tables, who: pd.Index, day: pd.Timestamp) -> pd.Index:
    """Whom a test could judge on a day; a test that refused to name anybody is asked again."""
    known = found.judged.get(each.key)
    return pd.Index(each.find(tables, who, day)["customer"]) if known is None else known


def overdue(here: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """Who of one replay day was silent for longer than usual, as `watch_list.overdue` has it."""
    known = here.assign(customer=here["customer"].astype(object)).set_index("customer")
    known = known.assign(last=day - pd.to_timedelta(known["silent"], unit="D"))
    return watch_list.overdue(known, known.index, day)


def on_these_days(rows: pd.DataFrame, pairs: pd.DataFrame) -> np.ndarray:
    """Which rows have a customer and day that are among the pairs."""
    here = pd.MultiIndex.from_frame(rows[["customer", "day"]])
    return np.asarray(here.isin(pd.MultiIndex.from_frame(pairs[["customer", "day"]])))


def called(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Every contact from our side that is written down: customer, date. From Calls, Contacts and the done rows of Outreach."""
    return pd.concat([NOBODY, *_contacts(tables)], ignore_index=True).dropna()


def _contacts(tables: Mapping[str, pd.DataFrame]) -> Iterator[pd.DataFrame]:
    if "calls" in tables and "date" in tables["calls"]:
        yield tables["calls"][["customer", "date"]]
    contacts = tables.get("contacts")
    if contacts is not None and {"date", "direction"} <= set(contacts):
        ours = contacts["direction"].astype(str).str.strip().str.casefold().str.startswith("out")
        yield contacts.loc[ours, ["customer", "date"]]
    worked = tables.get("worked")
    if worked is not None and {"date", "done", "outcome"} <= set(worked):
        done = worked["done"].astype(str).str.strip().str.casefold().eq("yes") | worked["outcome"].notna()
        rows = worked.loc[done, ["customer", "date"]]
        yield rows.assign(date=pd.to_datetime(rows["date"], errors="coerce"))


def was_called(there: pd.DataFrame, calls: pd.DataFrame, ahead: int) -> np.ndarray:
    """Which rows of customer and day had a contact from our side in the four weeks before or the `ahead` days after."""
    if not len(calls):
        return np.zeros(len(there), dtype=bool)
    rows = there[["customer", "day"]].assign(row=np.arange(len(there)))
    both = rows[rows["customer"].isin(calls["customer"])].merge(calls, on="customer")
    since = (both["date"] - both["day"]).dt.days
    near = both.loc[(since > -CALLED_BEFORE) & (since <= ahead), "row"]
    found = np.zeros(len(there), dtype=bool)
    found[near.unique()] = True
    return found
