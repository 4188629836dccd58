"""Signs a contract gives: notice, an end within 60 days, a lower price, an unpaid invoice."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from winback_sheets.track.activity import paid_on

END_WITHIN, DOWNGRADED_WITHIN = 60, 90


def notice(tables: Mapping[str, pd.DataFrame], active: pd.Index, as_of: pd.Timestamp) -> pd.DataFrame:
    """They told us: a notice date that has come while the contract still runs. Columns: customer, since, ends.

    since is blank where the list says that they are leaving, and not since when.
    """
    subscriptions = tables["subscriptions"]
    told = subscriptions["notice"] <= as_of
    if "leaving" in subscriptions:
        told |= subscriptions["leaving"]
    rows = subscriptions[subscriptions["customer"].isin(active) & told & ~(subscriptions["to"] <= as_of)]
    rows = rows.assign(notice=rows["notice"].where(rows["notice"] <= as_of)).sort_values("notice", na_position="first")
    rows = rows.drop_duplicates("customer", keep="last")
    return pd.DataFrame({"customer": rows["customer"], "since": rows["notice"], "ends": rows["to"]}).reset_index(
        drop=True
    )


def ending(tables: Mapping[str, pd.DataFrame], active: pd.Index, as_of: pd.Timestamp) -> pd.DataFrame:
    """The last contract row of the customer ends within 60 days, and no new one is known."""
    rows = tables["subscriptions"]
    rows = rows[rows["customer"].isin(active)]
    far = pd.Timestamp.max.normalize()
    last = rows["to"].fillna(far).groupby(rows["customer"]).max()
    soon = last[(last > as_of) & (last <= as_of + pd.Timedelta(days=END_WITHIN))]
    return pd.DataFrame(
        {
            "customer": soon.index,
            "since": soon.to_numpy() - pd.Timedelta(days=END_WITHIN),
            "ends": soon.to_numpy(),
        }
    )


def downgrade(tables: Mapping[str, pd.DataFrame], active: pd.Index, as_of: pd.Timestamp) -> pd.DataFrame:
    """Pays less a month than 90 days ago. Columns: customer, since, was, now."""
    amounts = tables["amounts"]
    was = paid_on(amounts, as_of - pd.Timedelta(days=DOWNGRADED_WITHIN)).fillna(0.0)
    now = paid_on(amounts, as_of).fillna(0.0)
    both = was.index.intersection(now.index).intersection(active)
    lower = both[now[both] < was[both] - 0.005]
    changed = amounts[amounts["customer"].isin(lower) & (amounts["to"] <= as_of)].groupby("customer")["to"].max()
    return pd.DataFrame(
        {
            "customer": lower,
            "since": changed.reindex(lower).to_numpy(),
            "was": was[lower].to_numpy(),
            "now": now[lower].to_numpy(),
        }
    )


def unpaid(
    tables: Mapping[str, pd.DataFrame], active: pd.Index, as_of: pd.Timestamp, *, after: int = 7
) -> pd.DataFrame:
    """An undisputed invoice more than `after` days overdue. Columns: customer, since (its due day), days, owed.

    Nobody where it is not written when invoices are due and when they were paid.
    """
    payments = tables["payments"]
    if not {"due", "paid"} <= set(payments):
        return pd.DataFrame(columns=["customer", "since", "days", "owed"])
    paid = payments["paid"]
    disputed = (
        payments["disputed"].fillna(False).astype(bool)
        if "disputed" in payments
        else pd.Series(False, index=payments.index)
    )
    late = (
        (payments["due"] < as_of - pd.Timedelta(days=after))
        & ~(paid <= as_of)
        & ~disputed
        & payments["customer"].isin(active)
    )
    rows = payments[late]
    owed = rows["amount"] if "amount" in rows else pd.Series(float("nan"), index=rows.index)
    each = rows.assign(owed=owed).groupby("customer")
    first = each.agg(since=("due", "min")).assign(owed=each["owed"].sum(min_count=1)).reset_index()
    return pd.DataFrame(
        {
            "customer": first["customer"],
            "since": first["since"],
            "days": (as_of - first["since"]).dt.days,
            "owed": first["owed"].where(first["owed"] != 0),
        }
    )
