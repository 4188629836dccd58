"""Sign: comes as often as before and spends far less."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from winback_sheets.track.rhythm import runs, up_to

RECENT, BEFORE = 90, 365
LEFT_OVER = 0.4  # of the money at most: so a cut by 70 of 100 is seen although no two purchases are alike
AS_OFTEN = 0.8  # of the days that were to be expected
FEWEST_NOW, FEWEST_BEFORE = 2, 6  # days with a purchase
COLUMNS = ["customer", "since", "days", "money_recent", "money_expected"]


def same_days_less_money(tables: Mapping[str, pd.DataFrame], active: pd.Index, as_of: pd.Timestamp) -> pd.DataFrame:
    """Who bought on as many days in the last 90 as in their year before, and for 60 of 100 less or worse, in all and on a usual day.

    What is to be expected follows the shop's own season: the same weeks a year ago beside that whole year.
    Columns: customer, since (the first day of small purchases only), days, money_recent, money_expected.
    """
    days = up_to(tables["purchase_days"], as_of)
    turn, begin = as_of - pd.Timedelta(days=RECENT), as_of - pd.Timedelta(days=RECENT + BEFORE)
    known = days.loc[days["date"] <= begin, "customer"].unique()
    rows = days[(days["date"] > begin) & days["bought"].to_numpy(bool) & days["net"].gt(0).to_numpy()]
    if not len(rows) or not len(known):
        return pd.DataFrame(columns=COLUMNS)
    each, now = runs(rows), (rows["date"] > turn).to_numpy()
    season = _season(rows[~now], begin)
    size = len(each.begin)

    def summed(mask: np.ndarray, what: np.ndarray) -> np.ndarray:
        return np.bincount(each.code[mask], weights=what[mask], minlength=size)

    one, net = np.ones(len(rows)), rows["net"].to_numpy(float)
    times, times_before, money, money_before = (summed(m, what) for what in (one, net) for m in (now, ~now))
    usual = _median(each.code[~now], net[~now], size) * season["money"]
    as_often = times >= AS_OFTEN * times_before * RECENT / BEFORE * season["days"]
    expected = times * money_before / np.maximum(times_before, 1) * season["money"]
    less = (money <= LEFT_OVER * expected) & (_median(each.code[now], net[now], size) <= LEFT_OVER * usual)
    enough = (times >= FEWEST_NOW) & (times_before >= FEWEST_BEFORE)
    since = _first_small(rows[now], each.code[now], net[now] > usual[each.code[now]] / 2).reindex(range(size))
    lately = since.notna().to_numpy()  # whose last purchase was of a usual size buys as before again
    at = np.flatnonzero(as_often & less & enough & lately & each.customer.isin(active) & each.customer.isin(known))
    return pd.DataFrame(
        {
            "customer": each.customer[at],
            "since": since.to_numpy()[at],
            "days": times[at].astype(int),
            "money_recent": money[at],
            "money_expected": expected[at].round(2),
        }
    )[COLUMNS]


def _season(before: pd.DataFrame, begin: pd.Timestamp) -> dict[str, float]:
    """What the same 90 days were a year ago beside that whole year: days with a purchase, money on such a day; 1 is even."""
    then = before["date"] <= begin + pd.Timedelta(days=RECENT)
    if not then.any():
        return {"days": 1.0, "money": 1.0}
    money = before.loc[then, "net"].mean() / before["net"].mean()
    return {"days": float(then.mean() * BEFORE / RECENT), "money": float(money)}


def _median(code: np.ndarray, what: np.ndarray, size: int) -> np.ndarray:
    """The median of each customer by number, nan where there is nothing."""
    medians: np.ndarray = pd.Series(what).groupby(code).median().reindex(range(size)).to_numpy()
    return medians


def _first_small(now: pd.DataFrame, code: np.ndarray, usual: np.ndarray) -> pd.Series:
    """The first day after each customer's last purchase of a usual size, by number."""
    dates = pd.Series(now["date"].to_numpy())
    last = dates.where(usual).groupby(code).transform("max")
    return dates[~(dates <= last)].groupby(code[~(dates <= last).to_numpy()]).min()
