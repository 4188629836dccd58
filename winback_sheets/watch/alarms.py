"""Many customers, many tests: which of the unlikely silences are worth an alarm."""

from __future__ import annotations

import pandas as pd

FALSE_ALARMS = 0.10  # the largest share of all alarms that may be false


def control_false_alarms(signs: pd.DataFrame, tested: int, *, q: float = FALSE_ALARMS) -> pd.DataFrame:
    """The signs left when at most a share q of the alarms may be false (Benjamini-Hochberg over all customers tested).

    signs: customer, chance (a p-value). One p a customer (Simes over its signs); `tested` customers were looked at, those
    without a sign count with p = 1. Benjamini & Hochberg 1995, J. R. Stat. Soc. B 57, 289-300.
    """
    if not len(signs):
        return signs
    ordered = signs.sort_values(["customer", "chance"])
    place, size = (
        ordered.groupby("customer").cumcount() + 1,
        ordered.groupby("customer")["chance"].transform("size"),
    )
    simes = (ordered["chance"] * size / place).groupby(ordered["customer"]).min().sort_values()
    limit = q * (pd.RangeIndex(1, len(simes) + 1) / max(tested, len(simes)))
    passed = simes.to_numpy() <= limit
    keep = simes.index[: passed.nonzero()[0].max() + 1] if passed.any() else simes.index[:0]
    return signs[signs["customer"].isin(keep)].reset_index(drop=True)
