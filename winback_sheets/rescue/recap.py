"""What customers have had from us so far, counted from the tabs: what they bought, use and were promised, and their word."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from winback_sheets.track.in_common import most_frequent

LATELY = 90  # days of use that count as now
MOST_FEATURES = 4


def recap(tables: Mapping[str, pd.DataFrame], who: pd.Index, as_of: pd.Timestamp) -> pd.DataFrame:
    """One row a customer, blank where a tab says nothing; only what is dated up to the day.

    product, plan (each customer's most frequent), features (a tuple, used in the last 90 days, the most used first), days
    (on which any was used), promises and kept, complaints and solved, score and scored_on (the last), why_bought. tables: every
    input tab as it was read, with `sales` and `subscriptions`.
    """
    mine = {
        name: frame[frame["customer"].isin(who)] for name, frame in tables.items() if "customer" in frame and len(frame)
    }
    frame = pd.DataFrame(index=who)
    for name, key in (("sales", "product"), ("subscriptions", "plan")):
        rows = mine.get(name)
        if rows is not None and key in rows:
            frame[key] = most_frequent(rows["customer"], rows[key]).set_index("customer")["value"]
    parts = (
        _used(mine, as_of),
        _promises(mine, as_of),
        _complaints(mine, as_of),
        _score(mine, as_of),
        _bought_for(mine),
    )
    return frame.join([part for part in parts if part is not None])


def _dated(mine: Mapping[str, pd.DataFrame], name: str, key: str, as_of: pd.Timestamp) -> pd.DataFrame | None:
    """The rows of a tab up to the day; None where the tab or the column is not there."""
    rows = mine.get(name)
    return None if rows is None or key not in rows else rows[rows[key] <= as_of]


def _used(mine: Mapping[str, pd.DataFrame], as_of: pd.Timestamp) -> pd.DataFrame | None:
    rows = _dated(mine, "usage", "date", as_of)
    if rows is None or "feature" not in rows:
        return None
    rows = rows[(rows["date"] > as_of - pd.Timedelta(days=LATELY)) & rows["feature"].notna()]
    if "usage_amount" in rows:
        rows = rows[~(rows["usage_amount"] <= 0)]
    times = rows.groupby(["customer", "feature"]).size().rename("times").reset_index()
    times = times.sort_values(["customer", "times", "feature"], ascending=[True, False, True])
    named = times[times.groupby("customer").cumcount() < MOST_FEATURES].groupby("customer")["feature"].agg(tuple)
    days = rows.drop_duplicates(["customer", "date"]).groupby("customer").size()
    return pd.DataFrame({"features": named, "days": days})


def _promises(mine: Mapping[str, pd.DataFrame], as_of: pd.Timestamp) -> pd.DataFrame | None:
    """Promises that have been kept or should have been."""
    rows = mine.get("promises")
    if rows is None or "kept_on" not in rows:
        return None
    kept = rows["kept_on"] <= as_of
    due = (rows["due"] <= as_of) | kept if "due" in rows else kept
    each = kept[due].groupby(rows.loc[due, "customer"])
    return pd.DataFrame({"promises": each.size(), "kept": each.sum()})


def _complaints(mine: Mapping[str, pd.DataFrame], as_of: pd.Timestamp) -> pd.DataFrame | None:
    rows = _dated(mine, "complaints", "opened", as_of)
    if rows is None or not {"resolved", "closed"} & set(rows):
        return None
    solved = pd.Series(False, index=rows.index)
    if "resolved" in rows:
        solved |= rows["resolved"].fillna(False).astype(bool)
    if "closed" in rows:
        solved |= rows["closed"] <= as_of
    if "confirmed_satisfied" in rows:  # their own word counts
        solved &= rows["confirmed_satisfied"].fillna(True).astype(bool)
    each = solved.groupby(rows["customer"])
    return pd.DataFrame({"complaints": each.size(), "solved": each.sum()})


def _score(mine: Mapping[str, pd.DataFrame], as_of: pd.Timestamp) -> pd.DataFrame | None:
    rows = _dated(mine, "surveys", "date", as_of)
    if rows is None or "score" not in rows:
        return None
    last = rows[rows["score"].notna()].sort_values("date", kind="stable").drop_duplicates("customer", keep="last")
    return pd.DataFrame(
        {"score": last["score"].to_numpy(), "scored_on": last["date"].to_numpy()}, index=last["customer"]
    )


def _bought_for(mine: Mapping[str, pd.DataFrame]) -> pd.DataFrame | None:
    rows = mine.get("customers")
    if rows is None or "why_bought" not in rows:
        return None
    told = rows.dropna(subset=["why_bought"]).drop_duplicates("customer", keep="last")
    return told.set_index("customer")[["why_bought"]]
