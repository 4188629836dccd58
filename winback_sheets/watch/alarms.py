"""Many customers, many tests: which of the unlikely silences are worth an alarm."""

from __future__ import annotations

import pandas as pd

# Told us first, whatever the scores; then the signs that are events, then the ones that are likelihoods.
URGENCY: tuple[str, ...] = ("told us", "unpaid", "ends soon", "downgrade", "silence", "buying less")


def control_false_alarms(signs: pd.DataFrame, tested: int, *, q: float = 0.10) -> pd.DataFrame:
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


def rank_signs(signs: pd.DataFrame, money: pd.Series) -> pd.DataFrame:
    """Signs in the order to look at them: told us first, then most money a month at risk."""
    frame = signs.assign(mrr=signs["customer"].map(money))
    frame["urgent"] = frame["sign"] != "told us"
    frame["place"] = frame["sign"].map({sign: place for place, sign in enumerate(URGENCY)})
    frame = frame.sort_values(
        ["urgent", "mrr", "customer", "place"], ascending=[True, False, True, True], kind="stable"
    )
    return frame.drop(columns=["urgent", "place"]).reset_index(drop=True)
