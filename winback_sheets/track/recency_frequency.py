"""What buy-till-you-die models know of a customer: repeat purchases, when the last one was, and since when they are known."""

from __future__ import annotations

import numpy as np
import pandas as pd

from winback_sheets.track.activity import purchase_days
from winback_sheets.track.rhythm import day_number, day_numbers, purchases, runs, up_to


def recency_frequency(sales: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """One row a customer: repeats (purchase days after the first), span (days from the first to the last), age, silent.

    sales: sales or purchase days; what is dated after as_of is left out. age: days since the first purchase, silent: days
    since the last. Index: customer.
    Source: Fader, Hardie & Lee 2005, Marketing Science 24:275, x, t_x and T.

    >>> sales = pd.DataFrame({"customer": ["A", "A", "B"], "date": pd.to_datetime(["2025-01-01", "2025-01-11", "2025-01-21"])})
    >>> recency_frequency(sales, pd.Timestamp("2025-01-31")).to_numpy().tolist()
    [[1, 10, 30, 20], [0, 0, 10, 10]]
    """
    days = purchases(purchase_days(up_to(sales, as_of)))
    each, when = runs(days), day_numbers(days["date"])
    last = when[np.append(each.begin[1:], len(days)) - 1] if len(days) else when
    first, today = when[each.begin], day_number(as_of)
    repeats = np.diff(each.begin, append=len(days)) - 1
    return pd.DataFrame(
        {"repeats": repeats, "span": last - first, "age": today - first, "silent": today - last}, index=each.customer
    )
