"""When is silence a loss? The window of a shop, chosen from its own gaps, and the other rules beside it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from winback_sheets.schema.lapse_rule import LapseRule
from winback_sheets.track.activity import purchase_days
from winback_sheets.track.lapse_day import stays_away
from winback_sheets.track.rhythm import day_numbers, lengths, purchases, rhythms, runs, up_to

WINDOWS = (30, 45, 60, 90, 120, 180, 270, 365, 540)
FEWEST_GAPS = 30
WITHOUT_GAPS = 90
BY_WINDOW, BY_RHYTHM, IN_USE = "by_window", "by_rhythm", "in_use"


def gaps(sales: pd.DataFrame) -> pd.DataFrame:
    """Days between purchase days: customer, days, closed (False for the silence that is still running).

    The running silence counts up to the last date of the ledger.
    """
    days = purchase_days(sales)
    last_day = day_numbers(days["date"]).max(initial=0)
    days = purchases(days)
    when = day_numbers(days["date"])
    closed = np.ones(len(days), dtype=bool)
    closed[runs(days).begin - 1] = False  # the row before a customer's first is another's last
    length = np.where(closed, np.diff(when, append=0), last_day - when)
    frame = {"customer": days["customer"], "from": days["date"], "days": length, "closed": closed}
    return pd.DataFrame(frame).reset_index(drop=True)


def choose_window(silences: pd.DataFrame) -> int:
    """The default window of a shop, in days, from its gaps as `gaps` gives them.

    The .90 quantile of the closed gaps, rounded up to the next of 30, 45, 60, 90, 120, 180, 270, 365, 540 days;
    with fewer than 30 gaps 90 days.

    >>> days = pd.date_range("2025-01-01", periods=40, freq="7D")
    >>> choose_window(gaps(pd.DataFrame({"customer": "A", "date": days})))
    30
    """
    closed = _closed(silences)
    if len(closed) < FEWEST_GAPS:
        return WITHOUT_GAPS
    quantile = float(np.quantile(closed, 0.90))
    return next((days for days in WINDOWS if days >= quantile), WINDOWS[-1])


def _closed(silences: pd.DataFrame) -> np.ndarray:
    """Days between purchases, of those that did buy again."""
    return np.asarray(silences["days"].to_numpy()[silences["closed"].to_numpy(bool)])


def share_within(silences: pd.DataFrame, window: int) -> tuple[float, int]:
    """Share of those who came back that did so within the window, and how many came back at all."""
    closed = _closed(silences)
    return (float((closed <= window).mean()) if len(closed) else float("nan")), len(closed)


def _last_and_typical(days: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """Per customer: days since the last purchase and from the first to it, number of gaps, own median gap shrunk to the shop's."""
    past = purchases(up_to(days, as_of))
    every, each = lengths(past, runs(past)), rhythms(past)
    shop, count = float(np.median(every)) if len(every) else np.nan, each["purchases"] - 1
    span = (each["last"] - each["first"]).dt.days
    frame = pd.DataFrame({"since": (as_of - each["last"]).dt.days, "span": span, "gaps": count})
    frame["typical"] = (each["usual"].fillna(shop) * count + shop * 3) / (count + 3)  # three gaps' weight for the shop
    return frame


def censored_quantile(silences: pd.DataFrame, quantile: float) -> float:
    """Quantile of the gaps with running silences counted as censored (Kaplan-Meier); NaN when it is never reached."""
    from winback_sheets.track.survival import kaplan_meier

    curve = kaplan_meier(silences["days"].to_numpy(float), silences["closed"].to_numpy())
    reached = curve[curve["survival"] <= 1 - quantile]
    return float(reached["time"].iloc[0]) if len(reached) else float("nan")


def bought_between(days: pd.DataFrame, who: pd.Index, then: pd.Timestamp, as_of: pd.Timestamp) -> np.ndarray:
    """Which of these customers bought after `then` and up to `as_of`."""
    rows = days["bought"] & (days["date"] > then) & (days["date"] <= as_of)
    return np.asarray(who.isin(runs(days[rows]).customer))


def _fewest_wrong(past: pd.DataFrame, back: np.ndarray, horizon: int) -> float:
    """The window with the fewest wrong calls on the owner's own past: lost who bought, kept who did not (D-curve).

    NaN without a past, and where the horizon is too short for any window.
    """
    windows = [w for w in WINDOWS if w < 2 * horizon] if len(past) else []
    wrong = {w: float(((past["since"] > w) == back).mean()) for w in windows}
    return float(min(wrong, key=lambda w: (wrong[w], w), default=float("nan")))


def _flagged(past: pd.DataFrame, kind: str, window: float, rule: LapseRule) -> pd.Series:
    if kind == IN_USE and rule.mbg is not None:
        gone = stays_away(rule, *(past[key].to_numpy(float) for key in ("gaps", "span", "since")))
        return (past["since"] > window) & gone
    if kind == BY_RHYTHM:
        return (past["gaps"] >= 3) & (past["since"] > 3 * past["typical"])
    return past["since"] > window


def rules(
    sales: pd.DataFrame, as_of: pd.Timestamp, *, rule: LapseRule, silences: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Every lapse rule beside the one in use: how many it calls lost, and how often it was wrong on the own past.

    silences: the gaps up to as_of, where they have been made. Columns: rule (the key of its words, `track.rule_KEY`),
    days, lost, customers, came_back (share of those it called lost as many days before as_of as its window has who have bought since),
    missed (share of those it called customers who have not). A rule without an answer has blanks.
    """
    days = purchase_days(sales)
    sales = days = purchases(days)  # the rules look at days with a purchase only
    window = rule.window
    then = as_of - pd.Timedelta(days=window)
    today, past = _last_and_typical(days, as_of), _last_and_typical(days, then)
    came = pd.Series(bought_between(days, past.index, then, as_of), index=past.index)
    censored = censored_quantile(gaps(up_to(sales, as_of)) if silences is None else silences, 0.95)
    lines = [
        ("in_use", IN_USE, float(window)),
        *([("window_alone", BY_WINDOW, float(window))] if rule.mbg is not None else []),
        ("ninety_days", BY_WINDOW, 90.0),
        ("own_rhythm", BY_RHYTHM, np.nan),
        ("most_gaps", BY_WINDOW, censored),
        ("fewest_wrong", BY_WINDOW, _fewest_wrong(past, came.to_numpy(), window)),
    ]
    rows = []
    for name, kind, value in lines:
        answer = kind == BY_RHYTHM or not np.isnan(value)
        now = _flagged(today, kind, value, rule) if answer else pd.Series(dtype=bool)
        before = _flagged(past, kind, value, rule) if answer else pd.Series(dtype=bool)
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
