"""Whether silence alone counts as a loss, or only with a year without a purchase likelier than not: by the owner's own past."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
import pandas as pd

from winback_sheets.schema.lapse_rule import LapseRule, read_lapse_rule, rounded
from winback_sheets.track import mbg_nbd
from winback_sheets.track.activity import purchase_days
from winback_sheets.track.lapse_day import YEAR_DAYS, stays_away
from winback_sheets.track.purchase_model import sample
from winback_sheets.track.recency_frequency import recency_frequency
from winback_sheets.track.rhythm import day_number, day_numbers, purchases, runs

MOST_DAYS = 12  # month ends that are looked at again
FIRST_DAYS = 90  # before that a shop knows too little of its customers
FEWEST_LOST, FEWEST_CUSTOMERS = 20, 100
FEWER = 0.9  # the second rule has to save a tenth of the errors


class Judged(NamedTuple):
    """The rule that was chosen, and the errors of both: called lost and bought within a year, called customers and did not.

    day: until when the past was looked at. window_wrong, both_wrong: errors by the window, and with the second
    condition, of so many judgements on so many month ends. lost: how many the window called lost.
    """

    rule: LapseRule
    day: pd.Timestamp
    window_wrong: int
    both_wrong: int
    judgements: int
    month_ends: int
    lost: int

    def __str__(self) -> str:
        figures = self[2:]
        return f"{self.rule} | {self.day:%Y-%m-%d} {' '.join(str(figure) for figure in figures)}"


def read_judged(text: str) -> Judged | None:
    """A judgement as it was kept in words; None where the text is none.

    >>> str(read_judged("90 | 2026-10-31 36 43 1977 10 25"))
    '90 | 2026-10-31 36 43 1977 10 25'
    """
    kept = re.fullmatch(r"([^|]+) \| (\d{4}-\d\d-\d\d)((?: \d{1,9}){5})", text.strip())
    rule = read_lapse_rule(kept[1]) if kept else None
    day = pd.to_datetime(kept[2], errors="coerce") if kept else pd.NaT
    if kept is None or rule is None or pd.isna(day):
        return None
    return Judged(rule, day, *(int(figure) for figure in kept[3].split()))


def judge(sales: pd.DataFrame, as_of: pd.Timestamp, *, window: int) -> Judged | None:
    """The rule with fewer errors on the owner's own past; None where that past is too short or too small to say.

    sales: sales or purchase days up to as_of. Looks at the newest 12 month ends that lie a year before the last purchase
    and 90 days after the first, each with the numbers fitted on what was known by then; above 20,000 customers at a fixed
    sample of them.
    """
    days = purchases(sample(purchase_days(sales)))
    when, each = day_numbers(days["date"]), runs(days)
    ends = _month_ends(days)
    if len(each.customer) < FEWEST_CUSTOMERS or not len(ends):
        return None
    pasts = [recency_frequency(days, day) for day in ends]
    if sum(int((past["silent"] > window).sum()) for past in pasts) < FEWEST_LOST:
        return None
    counts, theta = np.zeros(5, dtype=int), None
    for day, past in zip(ends, pasts, strict=True):
        theta = mbg_nbd.fit(past, start=theta)
        if theta is not None:
            came = _bought_after(day, when, each.code, past, each.customer)
            counts += _errors(past, came, LapseRule(window, theta))
    now = mbg_nbd.fit(recency_frequency(days, as_of), start=theta)
    window_wrong, both_wrong, judgements, month_ends, lost = counts.tolist()
    if now is None or not month_ends:
        return None
    better = both_wrong <= FEWER * window_wrong and both_wrong < window_wrong
    rule = rounded(LapseRule(window, now)) if better else LapseRule(window)
    return Judged(rule, as_of, window_wrong, both_wrong, judgements, month_ends, lost)


def _month_ends(days: pd.DataFrame) -> pd.DatetimeIndex:
    """The newest month ends with a year of purchases behind them and some weeks before them."""
    if not len(days):
        return pd.DatetimeIndex([])
    first = days["date"].min() + pd.Timedelta(days=FIRST_DAYS)
    last = days["date"].max() - pd.Timedelta(days=YEAR_DAYS)
    return pd.date_range(first, last, freq="ME")[-MOST_DAYS:] if first <= last else pd.DatetimeIndex([])


def _bought_after(
    day: pd.Timestamp, when: np.ndarray, code: np.ndarray, past: pd.DataFrame, customers: pd.Index
) -> np.ndarray:
    """Which customers of that day bought within the year after it."""
    then = day_number(day)
    came = np.zeros(len(customers), dtype=bool)
    came[code[(when > then) & (when <= then + YEAR_DAYS)]] = True
    return np.asarray(came[customers.get_indexer(past.index)])


def _errors(past: pd.DataFrame, came: np.ndarray, rule: LapseRule) -> np.ndarray:
    """Errors by the window, with the second condition, judgements, 1, lost by the window."""
    repeats, span, silent = (past[key].to_numpy(float) for key in ("repeats", "span", "silent"))
    quiet = silent > rule.window
    lost = quiet & stays_away(rule, repeats, span, silent)
    return np.array([(quiet == came).sum(), (lost == came).sum(), len(past), 1, quiet.sum()])
