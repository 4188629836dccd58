"""Signs a contract gives: notice, an end within 60 days, a lower price, an unpaid invoice."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from winback_sheets.schema.message import Message
from winback_sheets.track.activity import paid_on

END_WITHIN, DOWNGRADED_WITHIN = 60, 90
FEWEST_ALIKE = 5  # contracts that end on one day, to be a habit and no chance


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
    """The last contract row of the customer ends within 60 days, and no new one is known.

    Nobody whose contract ends on the day on which most of them do: that is a date of the calendar.
    """
    soon = _ending_soon(tables, active, as_of)
    soon = soon[soon != _common_end(tables, active, as_of)]
    return pd.DataFrame(
        {
            "customer": soon.index,
            "since": soon.to_numpy() - pd.Timedelta(days=END_WITHIN),
            "ends": soon.to_numpy(),
        }
    )


def renewals(tables: Mapping[str, pd.DataFrame], active: pd.Index, as_of: pd.Timestamp) -> Message | None:
    """The day within 60 on which at least half of all contracts with an end do end, where there is one."""
    day = _common_end(tables, active, as_of)
    if pd.isna(day):
        return None
    customers = int((_ending_soon(tables, active, as_of) == day).sum())
    return Message("signs.renewals", {"customers": customers, "ends": day})


def _last_ends(tables: Mapping[str, pd.DataFrame], active: pd.Index) -> pd.Series:
    """The end of each active customer's last contract row; nothing of those whose contract is open."""
    rows = tables["subscriptions"]
    rows = rows[rows["customer"].isin(active)]
    open_ = rows.loc[rows["to"].isna(), "customer"]
    rows = rows[~rows["customer"].isin(open_)]
    return rows.groupby("customer")["to"].max()


def _ending_soon(tables: Mapping[str, pd.DataFrame], active: pd.Index, as_of: pd.Timestamp) -> pd.Series:
    last = _last_ends(tables, active)
    return last[(last > as_of) & (last <= as_of + pd.Timedelta(days=END_WITHIN))]


def _common_end(tables: Mapping[str, pd.DataFrame], active: pd.Index, as_of: pd.Timestamp) -> pd.Timestamp:
    """The day within 60 on which half of all ends or more fall, five at least; blank where there is none."""
    soon, ends = _ending_soon(tables, active, as_of).value_counts(), _last_ends(tables, active)
    common = soon[(soon >= FEWEST_ALIKE) & (soon >= (ends > as_of).sum() / 2)]
    return common.idxmax() if len(common) else pd.NaT


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
