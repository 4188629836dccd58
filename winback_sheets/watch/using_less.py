"""Sign: the customer uses less of what they have than in the weeks before."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from winback_sheets.schema.message import Message
from winback_sheets.track import logbook

RECENT, BEFORE = 4, 26  # weeks
FEWEST_WEEKS = 8  # before the recent ones
LEAST_SPREAD = 0.1  # of the usual use of a week: nobody is as steady as a clock
FEWEST_COMPARED = 10  # customers whose use together says whether everybody uses less
MOST_KIN = 0.9  # correlation of a week with the one before it
WEEK = 7

Tables = Mapping[str, pd.DataFrame]


def refuses(tables: Tables, active: pd.Index, as_of: pd.Timestamp) -> Message | None:
    """Why nobody can be said to use less: the tab is too young, or is no longer kept."""
    usage, least = tables["usage"], (RECENT + FEWEST_WEEKS) * WEEK
    return logbook.too_short(usage, "usage", as_of, least=least) or logbook.ended(usage, "usage", as_of)


def using_less(tables: Tables, active: pd.Index, as_of: pd.Timestamp) -> pd.DataFrame:
    """Every active customer with eight or more weeks of use before, and the chance of so little in the last four.

    Student's t of the mean of four weeks against the weeks of the half year before them, as they vary; weeks in which
    everybody uses less are no sign. Columns: customer, since, chance, recent, usual (both a week).
    """
    rows = logbook.up_to(tables["usage"], as_of)
    rows = rows[rows["customer"].isin(active)]
    week = (as_of - rows["date"]).dt.days // WEEK  # 0: the last seven days
    used = rows["usage_amount"].fillna(0.0) if "usage_amount" in rows else pd.Series(1.0, index=rows.index)
    inside = week < RECENT + BEFORE
    who, code = np.unique(rows.loc[inside, "customer"].to_numpy(object).astype(str), return_inverse=True)
    weeks = np.zeros((len(who), RECENT + BEFORE))
    np.add.at(weeks, (code, week[inside].to_numpy(int)), used[inside].to_numpy(float))
    oldest = np.zeros(len(who), dtype=int)
    np.maximum.at(oldest, code, week[inside].to_numpy(int))
    known = np.minimum(oldest, RECENT + BEFORE - 1) - RECENT + 1  # weeks before the recent ones, from the first use on
    before = np.where(np.arange(RECENT + BEFORE)[None, :] <= oldest[:, None], weeks, np.nan)[:, RECENT:]
    enough = known >= FEWEST_WEEKS
    who, recent, before, known = who[enough], weeks[enough, :RECENT].mean(axis=1), before[enough], known[enough]
    usual = np.nanmean(before, axis=1) if len(who) else np.zeros(0)
    frame = pd.DataFrame(
        {
            "customer": who,
            "since": as_of - pd.Timedelta(days=RECENT * WEEK - 1),
            "chance": _chance(recent, usual * _everybody(recent, usual), before, known),
            "recent": recent.round(1),
            "usual": usual.round(1),
        }
    )
    return frame[usual > 0].reset_index(drop=True)


def _chance(recent: np.ndarray, expected: np.ndarray, before: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Lower tail of Student's t: the mean of the recent weeks against what the weeks before let expect."""
    from scipy.special import stdtr

    if not len(recent):
        return np.zeros(0)
    mean = np.nanmean(before, axis=1)
    kin = _kinship(before - mean[:, None], known)
    alone = np.maximum(known * (1 - kin) / (1 + kin), 2.0)  # so many weeks that know nothing of each other tell as much
    spread = np.nanvar(before, axis=1) / (1 - 1 / alone)
    longer = 1 + 2 * (0.75 * kin + 0.5 * kin**2 + 0.25 * kin**3)  # what kinship adds to the spread of a mean of four
    error = np.sqrt(np.maximum(spread, (LEAST_SPREAD * mean) ** 2) * (longer / RECENT + 1 / alone))
    distance = np.divide(recent - expected, error, out=np.zeros(len(recent)), where=error > 0)
    return np.asarray(stdtr(alone - 1, distance))


def _kinship(away: np.ndarray, known: np.ndarray) -> np.ndarray:
    """How much of a week's distance from the usual stays in the next, with what so few weeks hide of it (Kendall 1954)."""
    away = np.nan_to_num(away)
    whole = (away**2).sum(axis=1)
    seen = np.divide((away[:, 1:] * away[:, :-1]).sum(axis=1), whole, out=np.zeros(len(away)), where=whole > 0)
    return np.asarray(np.clip(seen + (1 + 3 * seen) / known, 0.0, MOST_KIN))


def _everybody(recent: np.ndarray, usual: np.ndarray) -> float:
    """How much of the usual use of all customers there was, at most all."""
    if len(recent) < FEWEST_COMPARED or not usual.sum():
        return 1.0
    return float(min(np.median(recent[usual > 0] / usual[usual > 0]), 1.0))
