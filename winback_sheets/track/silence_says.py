"""Does silence say anything in this shop? Whether those who were silent came back as often as the others."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from winback_sheets.track.activity import purchase_days
from winback_sheets.track.lapse import bought_between
from winback_sheets.track.recency_frequency import recency_frequency
from winback_sheets.track.rhythm import purchases, up_to

LONGEST_AHEAD = 180
FEWEST_SILENT = 20
NEARLY = 0.75  # the silent buy again nearly as often as the others


class SilenceSays(NamedTuple):
    """Of those silent for longer than the window `ahead` days ago, and of the others: how many, and how many bought since."""

    window: int
    ahead: int
    silent: int
    silent_back: int
    others: int
    others_back: int

    @property
    def little(self) -> bool:
        """Whether the silent bought again nearly as often as the others, as far as enough were silent to say so."""
        if self.silent < FEWEST_SILENT or not self.others:
            return False
        return self.silent_back / self.silent >= NEARLY * self.others_back / self.others


def silence_says(sales: pd.DataFrame, as_of: pd.Timestamp, *, window: int) -> SilenceSays | None:
    """Looks from 180 days ago, or from the middle of a shorter ledger; None without purchases.

    >>> sales = pd.DataFrame({"customer": ["A", "A", "B"], "date": pd.to_datetime(["2025-01-01", "2025-12-01", "2025-06-01"])})
    >>> silence_says(sales, pd.Timestamp("2025-12-31"), window=90)
    SilenceSays(window=90, ahead=180, silent=1, silent_back=1, others=1, others_back=0)
    """
    days = purchases(purchase_days(up_to(sales, as_of)))
    if not len(days):
        return None
    ahead = min(LONGEST_AHEAD, (as_of - days["date"].min()).days // 2)
    then = as_of - pd.Timedelta(days=ahead)
    past = recency_frequency(days, then)
    back = bought_between(days, past.index, then, as_of)
    silent = past["silent"].to_numpy() > window
    counts = (silent.sum(), (silent & back).sum(), (~silent).sum(), (~silent & back).sum())
    return SilenceSays(window, ahead, *(int(count) for count in counts))
