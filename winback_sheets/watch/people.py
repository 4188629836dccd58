"""Signs: the person they dealt with leaves, has left, or somebody else decides now."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

FRESH = 180  # days after a change, and before one that is known, in which it matters
ASK, MEET, RECAP = 30, 14, 7  # days before they leave by which to ask, to meet both, and to bring what was done
LEAVES = ["customer", "since", "leaves", "ask", "meet", "recap", "person", "successor"]
CHANGED = ["customer", "since", "person", "successor"]


def contact_leaves(tables: Mapping[str, pd.DataFrame], active: pd.Index, as_of: pd.Timestamp) -> pd.DataFrame:
    """Who deals with us is still there, and it is known that they go within half a year.

    Columns: customer, since (known on; blank where that is not written), leaves, person, successor (blank: not known), and
    three days before they leave: ask, meet, recap.
    """
    rows = _persons(tables["people"], active, as_of)
    rows = rows[(rows["to_date"] > as_of) & (rows["to_date"] <= as_of + pd.Timedelta(days=FRESH)) & rows["known"]]
    rows = rows.sort_values(["to_date", "person"], kind="stable").drop_duplicates("customer")
    last = rows["to_date"] - pd.Timedelta(days=1)
    tasks = {
        key: (rows["to_date"] - pd.Timedelta(days=before)).clip(lower=as_of + pd.Timedelta(days=1)).clip(upper=last)
        for key, before in (("ask", ASK), ("meet", MEET), ("recap", RECAP))
    }
    return rows.assign(since=rows["change_known_on"], leaves=rows["to_date"], **tasks)[LEAVES].reset_index(drop=True)


def contact_changed(tables: Mapping[str, pd.DataFrame], active: pd.Index, as_of: pd.Timestamp) -> pd.DataFrame:
    """Who dealt with us left in the last half year, or somebody else began to decide.

    Columns: customer, since (the day they left, or the new one began), person (who left), successor (who is there now).
    """
    rows = _persons(tables["people"], active, as_of)
    recent = as_of - pd.Timedelta(days=FRESH)
    left = rows[rows["to_date"].gt(recent) & rows["to_date"].le(as_of) & rows["known"] & ~rows["goes_on"]]
    left = left.assign(since=left["to_date"])
    came = rows[rows["from_date"].gt(recent) & rows["from_date"].le(as_of) & rows["decides"] & rows["after_another"]]
    came = came.assign(since=came["from_date"], successor=came["person"], person=None)
    new = came.sort_values("since", kind="stable").drop_duplicates("customer", keep="last").set_index("customer")
    left = left.sort_values("since", kind="stable").drop_duplicates("customer", keep="last")
    left["successor"] = left["successor"].fillna(left["customer"].map(new["successor"]))
    alone = new[~new.index.isin(left["customer"])].reset_index()
    parts = [part[CHANGED] for part in (left, alone) if len(part)] or [left[CHANGED]]
    return pd.concat(parts, ignore_index=True)


def _persons(people: pd.DataFrame, active: pd.Index, as_of: pd.Timestamp) -> pd.DataFrame:
    """The persons who count: those who decide, at a customer where it is said who does; else all of them.

    Every column is there. Further ones: known (a last day that is past, or that was known by the day), decides, goes_on
    (the same person has a later row), after_another (another person stood there before).
    """
    rows = people[people["customer"].isin(active)].reset_index(drop=True)
    for key in ("from_date", "to_date", "change_known_on", "listed"):
        rows[key] = pd.to_datetime(rows[key]) if key in rows else pd.NaT
    rows = rows[~rows["from_date"].gt(as_of)]
    for key in ("person", "successor"):
        rows[key] = rows[key].astype(object) if key in rows else None
    decides = rows["decider"].eq(True) if "decider" in rows else pd.Series(False, index=rows.index)
    said = decides.groupby(rows["customer"]).transform("any")
    rows = _after_another(rows.assign(decides=decides))[decides | ~said]
    heard = rows["change_known_on"].fillna(rows["listed"])
    rows["known"] = heard.le(as_of) | (rows["change_known_on"].isna() & rows["to_date"].le(as_of))
    rows["to_date"] = rows["to_date"].where(rows["known"])
    ended, who = rows["to_date"].fillna(pd.Timestamp(2262, 1, 1)), _spelled_alike(rows)
    return rows.assign(goes_on=(ended < ended.groupby([rows["customer"], who]).transform("max")) & who.ne(""))


def _after_another(rows: pd.DataFrame) -> pd.DataFrame:
    """Each person with after_another: somebody else was there before them, whether or not that one decides today."""
    begun = rows["from_date"].fillna(pd.Timestamp(1700, 1, 1))
    first = begun.groupby(rows["customer"]).transform("min")
    own_first = begun.groupby([rows["customer"], _spelled_alike(rows)]).transform("min")
    return rows.assign(after_another=(first < own_first) & (begun == own_first))


def _spelled_alike(rows: pd.DataFrame) -> pd.Series:
    return rows["person"].fillna("").astype(str).str.casefold().str.split().str.join(" ")
