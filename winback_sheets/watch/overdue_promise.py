"""Sign: something was promised to the customer, its day has passed, and nobody has noted that it was kept."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

OLDEST = 365  # days


def overdue_promise(tables: Mapping[str, pd.DataFrame], active: pd.Index, as_of: pd.Timestamp) -> pd.DataFrame:
    """The oldest promise of each active customer that is past its day and not kept, of the last year.

    Columns: customer, since (its day), promise, days, promises (how many are overdue).
    """
    rows = tables["promises"]
    if "due" not in rows:
        return pd.DataFrame({"customer": [], "since": pd.to_datetime([]), "promise": [], "days": [], "promises": []})
    rows = rows[(rows["due"] < as_of) & (rows["due"] >= as_of - pd.Timedelta(days=OLDEST))]
    rows = rows[rows["customer"].isin(active) & rows["promise"].notna()]
    made = ~(rows["date"] > as_of) if "date" in rows else True
    kept = (rows["kept_on"] <= as_of) if "kept_on" in rows else False
    rows = rows[pd.Series(made, index=rows.index) & ~pd.Series(kept, index=rows.index)].sort_values(
        "due", kind="stable"
    )
    first = rows.drop_duplicates("customer")
    return pd.DataFrame(
        {
            "customer": first["customer"].to_numpy(),
            "since": first["due"].to_numpy(),
            "promise": first["promise"].to_numpy(),
            "days": (as_of - first["due"]).dt.days.to_numpy(),
            "promises": first["customer"].map(rows["customer"].value_counts()).to_numpy(),
        }
    )
