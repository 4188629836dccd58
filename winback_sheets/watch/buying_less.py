"""Sign: the customer still buys, but less often and for less money than in the year before."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from winback_sheets.track.binomial import at_most
from winback_sheets.track.rhythm import runs, up_to

RECENT, BEFORE = 90, 365
NOTICEABLE = 0.05


def buying_less(tables: Mapping[str, pd.DataFrame], active: pd.Index, as_of: pd.Timestamp) -> pd.DataFrame:
    """Active customers with fewer purchase days in the last 90 days than their year before lets expect.

    Lower binomial tail of the recent purchase days among all of the 455 days; only customers known for the whole time and
    with less money too. Columns: customer, since, chance, recent, expected, money_recent, money_expected.
    """
    days = up_to(tables["purchase_days"], as_of)
    turn, begin = as_of - pd.Timedelta(days=RECENT), as_of - pd.Timedelta(days=RECENT + BEFORE)
    each, when = runs(days), days["date"]
    bought, net = days["bought"].to_numpy(float), days["net"].to_numpy(float)
    recent, before = (when > turn).to_numpy(), ((when > begin) & (when <= turn)).to_numpy()
    early = (days["bought"] & (when <= begin)).to_numpy()
    at = np.flatnonzero((np.bincount(each.code[early], minlength=len(each.begin)) > 0) & each.customer.isin(active))
    known = each.customer[at]
    x0, x1, m0, m1 = (
        pd.Series(np.bincount(each.code[rows], weights=what[rows], minlength=len(each.begin))[at], index=known)
        for what in (bought, net)
        for rows in (recent, before)
    )
    x0, x1, m1 = x0.astype(int), x1.astype(int), m1 * RECENT / BEFORE
    chance = at_most(x0, x0 + x1, RECENT / (RECENT + BEFORE))
    frame = pd.DataFrame(
        {
            "customer": known,
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
