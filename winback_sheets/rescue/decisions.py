"""Whom to pursue: a tier, a priority, and exactly one decision with one reason for each loss."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from winback_sheets.track.register import STILL_GONE

PRIOR_RETURN = 0.15  # Beta(3, 17): the middle of the 10-30 % that firms report after a rescue call
PRIOR_LEAVING = (
    0.5  # of a customer with a sign, where no purchases say how likely they are to leave; ours, not measured
)
CALL = (
    0.4  # what a call adds to the log-odds that a customer comes back, or stays; ours until enough calls are recorded
)
FAR_BACK_DAYS = 3 * 365
PURSUE, NURTURE, LET_GO = "pursue", "nurture", "let_go"
# Every reason and its decision (none: nothing to decide, or a person's own); the words of a reason are `rescue.why_REASON`.
# Of the reasons that fit, the first counts; the last two are for whoever has no other.
REASONS: dict[str, str] = {
    "came_back": "",
    "own_decision": "",
    "do_not_contact": LET_GO,
    "gone_for_good": LET_GO,
    "expected": NURTURE,
    "no_money": LET_GO,
    "not_worth_a_call": LET_GO,
    "far_back": NURTURE,
    "silence_says_little": NURTURE,
    "within_the_hours": PURSUE,
    "beyond_the_hours": NURTURE,
}


def tiers(money: pd.Series) -> pd.Series:
    """A = the customers who make the first half of the lost money, B = up to 80 %, C = the rest; blank without money.

    >>> tiers(pd.Series([10.0, 50.0, 30.0, 10.0])).tolist()
    ['C', 'A', 'B', 'C']
    """
    value = money.clip(lower=0).fillna(0)
    order = value.sort_values(ascending=False, kind="stable")
    total = order.sum()
    if not total:
        return pd.Series(None, index=money.index, dtype=object)
    before = (order.cumsum() - order) / total
    tier = pd.Series(np.select([before < 0.5, before < 0.8], ["A", "B"], "C"), index=order.index, dtype=object)
    return tier.reindex(money.index)


def expected_back(sales: pd.DataFrame, as_of: pd.Timestamp) -> pd.Series:
    """Customers whose silence is within their own steady rhythm (a yearly buyer after eight months), by customer."""
    from winback_sheets.track.activity import purchase_days
    from winback_sheets.track.rhythm import in_rhythm, purchases, rhythms, up_to

    return in_rhythm(rhythms(purchases(purchase_days(up_to(sales, as_of)))), as_of)


def share_that_stays(leaving: pd.Series) -> pd.Series:
    """By how much a call lowers the chance that a customer leaves; where that is not known, it is taken as one in two.

    leaving - logistic(logit(leaving) - 0.4).

    >>> share_that_stays(pd.Series([0.5, float("nan"), 0.01])).round(3).tolist()
    [0.099, 0.099, 0.003]
    """
    before = leaving.fillna(PRIOR_LEAVING)
    return before - _shifted(before, -CALL)


def share_that_returns(likelihood: pd.Series) -> pd.Series:
    """By how much a call raises the chance that a lost customer comes back.

    >>> share_that_returns(pd.Series([0.15])).round(3).tolist()
    [0.058]
    """
    return _shifted(likelihood, CALL) - likelihood


def _shifted(chance: pd.Series, log_odds: float) -> pd.Series:
    """A chance with so much added to its log-odds."""
    odds = chance * math.exp(log_odds)
    return odds / (1 - chance + odds)


def worth_of_a_call(mrr: pd.Series, likelihood: pd.Series | float, margin: float) -> pd.Series:
    """The money to expect from a call: what 12 months bring, times the margin, times the likelihood.

    >>> worth_of_a_call(pd.Series([100.0, -5.0]), 0.15, 0.5).tolist()
    [90.0, 0.0]
    """
    return mrr.clip(lower=0) * 12 * margin * likelihood


def decide(
    losses: pd.DataFrame, as_of: pd.Timestamp, *, calls: int, cost_of_call: float = 0.0, margin: float = 1.0
) -> pd.DataFrame:
    """Losses with tier, likelihood, priority, decision and the reason's key, for those still gone.

    losses: customer, lost_on, mrr, status, likelihood (of a return within 12 months without a call; blank where the own
    past does not say it, which counts as 15 %), do_not_contact, gone_for_good, expected, says_little (may be absent: lost
    by a silence that says little in this shop).
    priority = what a call adds to the likelihood x money of 12 months x margin. calls: how many fit into the cycle; the
    best by priority are pursued, the others nurtured. Each loss gets exactly one decision; who came back needs none.
    """
    frame = losses.copy()
    gone = frame["status"] == STILL_GONE
    frame["own_past"] = frame["likelihood"].notna()
    frame["likelihood"] = frame["likelihood"].fillna(PRIOR_RETURN).where(gone)
    counts_only = not frame["mrr"].notna().any()
    value = frame["mrr"].clip(lower=0) * 12 * margin
    adds = share_that_returns(frame["likelihood"])
    frame["priority"] = worth_of_a_call(frame["mrr"], adds, margin).round(2)
    frame["tier"] = tiers(frame["mrr"].where(gone))
    score = adds if counts_only else frame["priority"]
    fits = {
        "came_back": ~gone,
        "do_not_contact": frame["do_not_contact"],
        "gone_for_good": frame["gone_for_good"],
        "expected": frame["expected"],
        "no_money": ~(value > 0) & (not counts_only),
        "not_worth_a_call": (score < cost_of_call) & (not counts_only),
        "far_back": (as_of - frame["lost_on"]).dt.days > FAR_BACK_DAYS,
        "silence_says_little": frame["says_little"] if "says_little" in frame else pd.Series(False, index=frame.index),
    }
    ranked = [reason for reason in REASONS if reason in fits]
    reason = np.select([fits[key].to_numpy(bool) for key in ranked], ranked, "open")
    is_open = reason == "open"
    order = pd.DataFrame({"score": -score, "age": as_of - frame["lost_on"], "name": frame["customer"]})[is_open]
    order = order.sort_values(["score", "age", "name"], kind="stable")  # among equals the latest loss first
    place = pd.Series(np.arange(1, len(order) + 1), index=order.index).reindex(frame.index)
    reason = np.where(is_open, np.where(place <= calls, "within_the_hours", "beyond_the_hours"), reason)
    frame["place"], frame["why"] = place, reason
    frame["decision"] = pd.Series(reason, index=frame.index).map(REASONS)
    return frame


def share_pursued(decided: pd.DataFrame) -> float:
    """Share of the lost money a month that the pursued customers make up; NaN without money."""
    gone = decided[decided["status"] == STILL_GONE]
    total = gone["mrr"].clip(lower=0).sum()
    return float(gone.loc[gone["decision"] == PURSUE, "mrr"].clip(lower=0).sum() / total) if total else float("nan")
