"""Sign: the customer still buys, but less often and for less money than in the year before."""

from __future__ import annotations

import pandas as pd

from winback_sheets.track.activity import purchase_days

RECENT, BEFORE = 90, 365
NOTICEABLE = 0.05


def buying_less(sales: pd.DataFrame, active: pd.Index, as_of: pd.Timestamp) -> pd.DataFrame:
    """Active customers with fewer purchase days in the last 90 days than their year before lets expect.

    Lower binomial tail of the recent purchase days among all of the 455 days; only customers known for the whole time and
    with less money too. Columns: customer, sign, since, chance, recent, expected, money_recent, money_expected.
    """
    from scipy.stats import binom

    days = purchase_days(sales[sales["date"] <= as_of])
    first = days[days["bought"]].groupby("customer")["date"].min()
    turn, begin = as_of - pd.Timedelta(days=RECENT), as_of - pd.Timedelta(days=RECENT + BEFORE)
    known = first.index[(first <= begin) & first.index.isin(active)]
    days = days[days["customer"].isin(known) & (days["date"] > begin)]
    recent = days["date"] > turn
    count = days["bought"].astype(int)
    x0 = count[recent].groupby(days["customer"]).sum().reindex(known, fill_value=0)
    x1 = count[~recent].groupby(days["customer"]).sum().reindex(known, fill_value=0)
    m0 = days["net"][recent].groupby(days["customer"]).sum().reindex(known, fill_value=0.0)
    m1 = days["net"][~recent].groupby(days["customer"]).sum().reindex(known, fill_value=0.0) * RECENT / BEFORE
    chance = binom.cdf(x0, x0 + x1, RECENT / (RECENT + BEFORE))
    frame = pd.DataFrame(
        {
            "customer": known,
            "sign": "buying less",
            "since": turn + pd.Timedelta(days=1),
            "chance": chance,
            "recent": x0.to_numpy(),
            "expected": (x1 * RECENT / BEFORE).round(1).to_numpy(),
            "money_recent": m0.to_numpy(),
            "money_expected": m1.round(2).to_numpy(),
        }
    )
    fewer = (frame["recent"] > 0) & (frame["chance"] < NOTICEABLE) & ~(frame["money_recent"] >= frame["money_expected"])
    return frame[fewer].reset_index(drop=True)
