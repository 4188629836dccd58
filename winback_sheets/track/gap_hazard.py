"""How likely a silence is to go on, from the shop's own gaps between purchases (Kaplan-Meier, by purchase number)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from winback_sheets.track.activity import purchase_days
from winback_sheets.track.rhythm import day_number, day_numbers, purchases, runs, up_to

BANDS = (1, 2, 3, 5, 10)  # the purchase that a gap follows: 1, 2, 3-4, 5-9, 10 and later
FEWEST_AT_RISK = 10  # beyond the day that fewer silences reached, the curve goes on straight
FEWEST_GAPS = 20  # a band with fewer says nothing of its own
WEIGHT = 20  # what all gaps together weigh beside those of a band


class Curve(NamedTuple):
    """The cumulative hazard of a purchase by day of silence, and beyond its last day the hazard of a day.

    hazard[u]: up to day u and on it. at_risk[u]: gaps that lasted u days or longer.
    """

    hazard: np.ndarray
    at_risk: np.ndarray
    beyond: float


class GapHazard(NamedTuple):
    """The curve of all gaps and that of each band; None for a band with too few."""

    every: Curve
    bands: tuple[Curve | None, ...]


def gap_hazard(sales: pd.DataFrame, as_of: pd.Timestamp) -> GapHazard:
    """The gaps between purchase days up to as_of; the silence that still runs counts as not ended (censored).

    sales: sales or purchase days. Source: Kaplan & Meier 1958, J. Am. Stat. Assoc. 53:457.

    >>> days = pd.date_range("2025-01-01", periods=40, freq="7D")
    >>> shop = gap_hazard(pd.DataFrame({"customer": "A", "date": days}), days[-1])
    >>> chance_of_none(shop, np.array([39]), np.array([0]), 6).round(2).tolist()
    [1.0]
    """
    days = purchases(purchase_days(up_to(sales, as_of)))
    each, when = runs(days), day_numbers(days["date"])
    today = day_number(as_of)
    closed = np.ones(len(days), dtype=bool)
    closed[each.begin - 1] = False  # the row before a customer's first is another's last
    length = np.where(closed, np.diff(when, append=0), today - when)
    band = band_of(np.arange(len(days)) - each.begin[each.code] + 1 if len(days) else when)
    bands = ((length[band == at], closed[band == at]) for at in range(len(BANDS)))
    return GapHazard(
        _curve(length, closed), tuple(_curve(*own) if len(own[0]) >= FEWEST_GAPS else None for own in bands)
    )


def band_of(purchase: np.ndarray) -> np.ndarray:
    """In which band a gap is, by the number of the purchase that it follows.

    >>> band_of(np.array([1, 2, 3, 4, 5, 9, 10, 99])).tolist()
    [0, 1, 2, 2, 3, 3, 4, 4]
    """
    return np.searchsorted(BANDS, purchase, side="right") - 1


def chance_of_none(gaps: GapHazard, repeats: np.ndarray, silent: np.ndarray, days: float) -> np.ndarray:
    """The chance of no purchase in so many days more, after a silence and so many repeat purchases."""
    band, ahead = band_of(repeats + 1), silent + days
    rise = _at(gaps.every, ahead) - _at(gaps.every, silent)
    for at, curve in enumerate(gaps.bands):
        mine = band == at
        if curve is not None and mine.any():
            seen = _risk_at(curve, silent[mine])
            weight = seen / (seen + WEIGHT)
            own = _at(curve, ahead[mine]) - _at(curve, silent[mine])
            rise[mine] = weight * own + (1 - weight) * rise[mine]
    return np.asarray(np.exp(-rise))


def last_seen(gaps: GapHazard) -> int:
    """The longest silence, in days, that ten gaps or more have lasted; beyond it the curve is a guess."""
    return len(gaps.every.hazard) - 1


def _curve(length: np.ndarray, closed: np.ndarray) -> Curve:
    if not len(length):
        return Curve(np.zeros(1), np.zeros(1), 0.0)
    ended = np.bincount(length[closed], minlength=int(length.max()) + 1).astype(float)
    at_risk = np.cumsum(np.bincount(length, minlength=len(ended))[::-1])[::-1].astype(float)
    enough = np.flatnonzero(at_risk >= FEWEST_AT_RISK)
    last = int(enough[-1]) if len(enough) else 0
    # Where all that were left ended on one day, half of one is kept: nothing is ever certain.
    step = np.minimum(ended / at_risk, 1 - 0.5 / at_risk)[: last + 1]
    hazard = np.cumsum(-np.log1p(-step))
    mean = float(step[last // 2 :].mean())
    return Curve(hazard, at_risk, mean or 0.5 / max(float(length.sum()), 1.0))


def _at(curve: Curve, day: np.ndarray) -> np.ndarray:
    """The cumulative hazard on a day, straight on beyond the last one."""
    last = len(curve.hazard) - 1
    inside = curve.hazard[np.clip(np.floor(day), 0, last).astype(int)]
    return np.asarray(inside + np.maximum(day - last, 0) * curve.beyond)


def _risk_at(curve: Curve, day: np.ndarray) -> np.ndarray:
    inside = np.clip(day, 0, len(curve.at_risk) - 1).astype(int)
    return np.where(day < len(curve.at_risk), curve.at_risk[inside], 0.0)
