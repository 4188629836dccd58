"""Who may be next: customers who are still there and share what clearly sets recent losses apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from winback_sheets.track.in_common import COLUMNS, Since, more_leave_since, shared
from winback_sheets.track.movements import ONE_DAY

RECENT = pd.Timedelta(days=365)
FEWEST_LEAVERS = 5


class Leaving(NamedTuple):
    """What is known of recent losses of one kind of business.

    since: from when on more leave; None where that is not clear. leavers: who left since then, or in the last year; dated:
    whether the list says when they did. shared: what sets them apart from those who stayed, as from `in_common.shared`.
    """

    kind: str
    since: Since | None
    dated: bool
    leavers: pd.Index
    shared: pd.DataFrame


def leaving(kind: str, spells: pd.DataFrame, traits: pd.DataFrame, as_of: pd.Timestamp, *, window: int) -> Leaving:
    """What the leavers of late have in common; window: days after the last purchase until a loss is known, 0 for contracts.

    spells: customer, started, ended, lost_on, end_reason; only what is dated up to as_of counts. Those who left are compared
    with those who were there on the first of these days and still are.
    """
    until = as_of - pd.Timedelta(days=window + 1 if window else 0)
    gone = spells[spells["lost_on"].notna() & (spells["lost_on"] <= as_of)]
    since = more_leave_since(spells.assign(ended=spells["ended"].where(spells["lost_on"] <= as_of)), until)
    if since is not None and since.day < as_of - RECENT - ONE_DAY * window:
        since = None
    first = since.day if since else until - RECENT
    late = gone[(gone["ended"] >= first) | gone["ended"].isna()]  # a list that says of nobody since when they are gone
    leavers = pd.Index(late["customer"].unique())
    here = spells[~(spells["lost_on"] <= as_of) & (spells["started"] <= first)]
    stayed = pd.Index(here["customer"].unique()).difference(leavers)
    found = pd.DataFrame(columns=[*COLUMNS])
    if len(leavers) >= FEWEST_LEAVERS and len(stayed):
        found = shared(traits, leavers, stayed)
    return Leaving(kind, since, bool(late["ended"].notna().any()), leavers, found)


def exposed(
    known: list[Leaving], traits: pd.DataFrame, active: Mapping[str, pd.Index], money: pd.Series
) -> pd.DataFrame:
    """Customers still there who share it, most money first: customer, kind, attribute, value, mrr; one row a customer.

    active: customers still there, by kind. money: a month, by customer.
    """
    columns = ["customer", "kind", "attribute", "value", "mrr"]
    parts = []
    for each in (known for known in known if len(known.shared)):
        sought = each.shared[["attribute", "value"]].assign(kind=each.kind, place=range(len(each.shared)))
        parts.append(traits[traits["customer"].isin(active[each.kind])].merge(sought, on=["attribute", "value"]))
    if not parts:
        return pd.DataFrame(columns=columns)
    frame = pd.concat(parts, ignore_index=True).sort_values("place", kind="stable").drop_duplicates("customer")
    frame["mrr"] = frame["customer"].map(money).astype(float)
    return frame.sort_values(["mrr", "customer"], ascending=[False, True], kind="stable")[columns].reset_index(
        drop=True
    )
