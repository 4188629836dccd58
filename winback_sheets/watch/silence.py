"""Sign: no purchase for longer than the customer's own rhythm lets expect."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from winback_sheets.track.rhythm import purchases, rhythms, up_to

FEWEST_GAPS = 3
NOTICEABLE = 0.05


def silence(tables: Mapping[str, pd.DataFrame], active: pd.Index, as_of: pd.Timestamp) -> pd.DataFrame:
    """Active customers whose silence is unlikely under their own rate of buying.

    Predictive probability of so long a silence: (T / (T + s)) ** (k + 1/2), with k gaps over T days and s days since the
    last purchase (at least 3 gaps). Columns: customer, since, chance, days, usual, purchases.
    """
    each = rhythms(purchases(up_to(tables["purchase_days"], as_of)))
    each = each[each.index.isin(active)]
    usual = each["usual"]
    span, quiet = (each["last"] - each["first"]).dt.days, (as_of - each["last"]).dt.days
    gaps = each["purchases"] - 1
    chance = (span / (span + quiet)) ** (gaps + 0.5)
    frame = pd.DataFrame(
        {
            "customer": each.index,
            "since": each["last"] + pd.to_timedelta(usual.round().fillna(0) + 1, unit="D"),
            "chance": chance,
            "days": quiet,
            "usual": usual.clip(lower=1),
            "purchases": each["purchases"],
        }
    )
    return frame[(gaps >= FEWEST_GAPS) & (quiet > usual) & (chance < NOTICEABLE)].reset_index(drop=True)
