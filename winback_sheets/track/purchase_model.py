"""The chance that a customer buys nothing for so many days: the shop's own gaps and MBG/NBD, half and half."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from winback_sheets.schema.message import Message
from winback_sheets.track import mbg_nbd
from winback_sheets.track.activity import purchase_days
from winback_sheets.track.gap_hazard import GapHazard, chance_of_none, gap_hazard
from winback_sheets.track.recency_frequency import recency_frequency
from winback_sheets.track.rhythm import runs, up_to

FEWEST_CUSTOMERS, FEWEST_REPEATERS, FEWEST_GAPS = 25, 10, 30
MOST_CUSTOMERS = 20_000  # beyond, a fixed random sample of so many is looked at
SEED = 20261130


class PurchaseModel(NamedTuple):
    """The curves of the shop's own gaps, and the parameters of MBG/NBD (None where none were found)."""

    gaps: GapHazard
    mbg: mbg_nbd.Parameters | None


def purchase_model(sales: pd.DataFrame, as_of: pd.Timestamp) -> PurchaseModel | Message:
    """The model of a shop's own past up to as_of, or why there is none: too few customers, repeat buyers or gaps."""
    days = sample(purchase_days(up_to(sales, as_of)))
    past = recency_frequency(days, as_of)
    repeaters, closed = int((past["repeats"] > 0).sum()), int(past["repeats"].sum())
    if len(past) < FEWEST_CUSTOMERS or repeaters < FEWEST_REPEATERS or closed < FEWEST_GAPS:
        return Message(
            "track.no_model",
            {"customers": len(past), "repeaters": repeaters, "gaps": closed}
            | {"least": FEWEST_CUSTOMERS, "least_repeaters": FEWEST_REPEATERS, "least_gaps": FEWEST_GAPS},
        )
    return PurchaseModel(gap_hazard(days, as_of), mbg_nbd.fit(past))


def sample(days: pd.DataFrame) -> pd.DataFrame:
    """The purchase days of at most 20,000 customers, always the same ones of the same ledger."""
    each = runs(days)
    count = len(each.customer)
    if count <= MOST_CUSTOMERS:
        return days
    taken = np.zeros(count, dtype=bool)
    taken[np.random.default_rng(SEED).choice(count, MOST_CUSTOMERS, replace=False)] = True
    return days[taken[each.code]]


def chance_of_no_purchase(model: PurchaseModel, past: pd.DataFrame, days: float) -> pd.Series:
    """The chance of no purchase in the next `days` days, by customer: the middle of both models in log-odds.

    past: as `recency_frequency` gives it. Where MBG/NBD was not found the gaps alone.
    """
    repeats, span, age, silent = (past[key].to_numpy(float) for key in ("repeats", "span", "age", "silent"))
    own = chance_of_none(model.gaps, repeats, silent, days)
    if model.mbg is None:
        return pd.Series(own, index=past.index)
    both = (logit(own) + logit(mbg_nbd.chance_of_none(model.mbg, repeats, span, age, days))) / 2
    return pd.Series(1 / (1 + np.exp(-both)), index=past.index)


def logit(share: np.ndarray) -> np.ndarray:
    """Log-odds; 0 and 1 are taken as very near to it.

    >>> logit(np.array([0.5])).tolist()
    [0.0]
    """
    inside = np.clip(share, 1e-12, 1 - 1e-12)
    return np.asarray(np.log(inside) - np.log1p(-inside))
