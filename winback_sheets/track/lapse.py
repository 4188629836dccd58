"""When is silence a loss? The window of a shop, chosen from its own gaps, and the other rules beside it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from winback_sheets.track.activity import purchase_days

WINDOWS = (30, 45, 60, 90, 120, 180, 270, 365, 540)
FEWEST_GAPS = 30
WITHOUT_GAPS = 90


def gaps(sales: pd.DataFrame) -> pd.DataFrame:
    """Days between purchase days: customer, days, closed (False for the silence that is still running).

    The running silence counts up to the last date of the ledger.
    """
    days = purchase_days(sales)
    last_day = days["date"].max()
    days = days[days["bought"]]
    after = days["date"].shift(-1).where(days["customer"].eq(days["customer"].shift(-1)))
    length = (after.fillna(last_day) - days["date"]).dt.days
    return pd.DataFrame(
        {"customer": days["customer"], "from": days["date"], "days": length, "closed": after.notna()}
    ).reset_index(drop=True)


def choose_window(sales: pd.DataFrame) -> int:
    """The default window of a shop, in days.

    The .90 quantile of the closed gaps, rounded up to the next of 30, 45, 60, 90, 120, 180, 270, 365, 540 days;
    with fewer than 30 gaps 90 days.

    >>> days = pd.date_range("2025-01-01", periods=40, freq="7D")
    >>> choose_window(pd.DataFrame({"customer": "A", "date": days}))
    30
    """
    closed = gaps(sales).query("closed")["days"]
    if len(closed) < FEWEST_GAPS:
        return WITHOUT_GAPS
    quantile = float(np.quantile(closed, 0.90))
    return next((days for days in WINDOWS if days >= quantile), WINDOWS[-1])


def share_within(sales: pd.DataFrame, window: int) -> tuple[float, int]:
    """Share of those who came back that did so within the window, and how many came back at all."""
    closed = gaps(sales).query("closed")["days"]
    return (float((closed <= window).mean()) if len(closed) else float("nan")), len(closed)


def _last_and_typical(days: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """Per customer: days since the last purchase, number of closed gaps, own median gap shrunk to the shop's."""
    past = days[days["bought"] & (days["date"] <= as_of)]
    length = past["date"].diff().dt.days.where(past["customer"].eq(past["customer"].shift()))
    grouped = length.groupby(past["customer"])
    typical, count = grouped.median(), grouped.count()
    shop = length.median()
    frame = pd.DataFrame({"since": (as_of - past.groupby("customer")["date"].max()).dt.days, "gaps": count})
    frame["typical"] = (typical.fillna(shop) * count + shop * 3) / (count + 3)  # three gaps' weight for the shop
    return frame


def censored_quantile(sales: pd.DataFrame, quantile: float) -> float:
    """Quantile of the gaps with running silences counted as censored (Kaplan-Meier); NaN when it is never reached."""
    from winback_sheets.track.survival import kaplan_meier

    every = gaps(sales)
    curve = kaplan_meier(every["days"].to_numpy(float), every["closed"].to_numpy())
    reached = curve[curve["survival"] <= 1 - quantile]
    return float(reached["time"].iloc[0]) if len(reached) else float("nan")


def best_window(sales: pd.DataFrame, as_of: pd.Timestamp, *, horizon: int) -> float:
    """The window with the fewest wrong calls on the owner's own past: lost who bought, kept who did not (D-curve)."""
    days, then = purchase_days(sales), as_of - pd.Timedelta(days=horizon)
    past = _last_and_typical(days, then)
    if not len(past):
        return float("nan")
    back = past.index.isin(days.loc[days["bought"] & (days["date"] > then) & (days["date"] <= as_of), "customer"])
    wrong = {w: float(((past["since"] > w) == back).mean()) for w in WINDOWS if w < 2 * horizon}
    return float(min(wrong, key=lambda w: (wrong[w], w)))


def flagged(sales: pd.DataFrame, as_of: pd.Timestamp, rule: str, window: float) -> pd.Series:
    """Who counts as lost on a day under a rule, by customer: "window" (days) or "own rhythm" (3 x own usual gap)."""
    past = _last_and_typical(purchase_days(sales), as_of)
    if rule == "own rhythm":
        return (past["gaps"] >= 3) & (past["since"] > 3 * past["typical"])
    return past["since"] > window


def rules(sales: pd.DataFrame, as_of: pd.Timestamp, *, window: int) -> pd.DataFrame:
    """Every lapse rule beside the one in use: how many it calls lost, and how often it was wrong on the own past.

    Columns: rule, days, lost, customers, came_back (share of those it called lost `window` days before as_of who have
    bought since), missed (share of those it called customers who have not). A rule without an answer has blanks.
    """
    days = purchase_days(sales)
    days = days[days["bought"]]
    sales = days[["customer", "date"]]  # the rules look at purchase days only
    then = as_of - pd.Timedelta(days=window)
    after = days[(days["date"] > then) & (days["date"] <= as_of)]["customer"].unique()
    censored = censored_quantile(sales[sales["date"] <= as_of], 0.95)
    lines = [
        ("window in use", "window", float(window)),
        ("90 days", "window", 90.0),
        ("3 x own usual gap", "own rhythm", np.nan),
        ("95 % of gaps, running silences included", "window", censored),
        ("fewest wrong calls on your past", "window", best_window(sales, as_of, horizon=window)),
    ]
    rows = []
    for name, rule, value in lines:
        answer = rule == "own rhythm" or not np.isnan(value)
        now = flagged(sales, as_of, rule, value) if answer else pd.Series(dtype=bool)
        before = flagged(sales, then, rule, value) if answer else pd.Series(dtype=bool)
        came = pd.Series(before.index.isin(after), index=before.index)
        rows.append(
            {
                "rule": name,
                "days": value,
                "lost": now.sum() if answer else np.nan,
                "customers": len(now) if answer else np.nan,
                "came_back": came[before].mean() if answer and before.any() else np.nan,
                "missed": (~came[~before]).mean() if answer and (~before).any() else np.nan,
            }
        )
    return pd.DataFrame(rows)


def return_likelihood(sales: pd.DataFrame, silent: pd.Series, *, ahead: int = 90) -> pd.Series:
    """Share who bought again within `ahead` days after a silence as long as each of these, on the shop's own past.

    Kaplan-Meier over all gaps with running silences censored: 1 - S(silent + ahead) / S(silent); blank where fewer than
    10 gaps lasted that long. It is a return without any call.
    """
    from winback_sheets.track.survival import kaplan_meier

    every = gaps(sales)
    length, closed = every["days"].to_numpy(float), every["closed"].to_numpy()
    if not closed.any():
        return pd.Series(np.nan, index=silent.index)
    curve = kaplan_meier(length, closed)
    times, survival = (
        curve["time"].to_numpy(float),
        np.concatenate([[1.0], curve["survival"].to_numpy(float)]),
    )
    at = survival[np.searchsorted(times, silent.to_numpy(float), side="right")]
    later = survival[np.searchsorted(times, silent.to_numpy(float) + ahead, side="right")]
    enough = len(length) - np.searchsorted(np.sort(length), silent.to_numpy(float) + ahead) >= 10
    with np.errstate(invalid="ignore", divide="ignore"):
        return pd.Series(np.where(enough & (at > 0), 1 - later / at, np.nan), index=silent.index)


def lasted(sales: pd.DataFrame, silent: pd.Series) -> pd.Series:
    """How many silences of the shop's own past lasted longer than each of these, ended or still running."""
    length = np.sort(gaps(sales)["days"].to_numpy(float))
    return pd.Series(len(length) - np.searchsorted(length, silent.to_numpy(float), side="right"), index=silent.index)
